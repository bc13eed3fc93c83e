/** Why something cannot be done to an order, in words: for whoever presses its key all the same. */
import type { Order, StoreShown } from "../../../api/shop"
import { t, type Key } from "../../../i18n"
import { bare } from "../pane/order"
import { able, DOINGS, KEYS, OF_CUSTOMER, type Doing } from "./kinds"

const SENT: Readonly<Partial<Record<Doing, Key>>> = { edit_lines: "do.no.sent_lines", edit_address: "do.no.sent_address", change_payment: "do.no.sent_payment", cancel: "do.no.sent_cancel" }
const LEFT: Readonly<Partial<Record<Doing, Key>>> = { refund: "do.no.refund", replace: "do.no.replace", return: "do.no.return", duplicate: "do.no.duplicate", change_payment: "do.no.payment" }
const AFTER_CANCELLING: ReadonlySet<Doing> = new Set(["refund", "duplicate"])

function hindrance(doing: Doing, order: Order | undefined): Key {
  if (OF_CUSTOMER.has(doing)) return "do.no.customer"
  if (!order) return "do.no.order"
  if (order.state === "cancelled" && !AFTER_CANCELLING.has(doing)) return "do.no.cancelled"
  const sent = order.lines.some((line) => line.fulfilled) && SENT[doing]
  return sent || LEFT[doing] || "do.no.here"
}

/** What to say to `letter` after the key of the orders; nothing where no act has that letter. */
export function refusal(letter: string, order: Order | undefined, store: StoreShown | undefined): string | undefined {
  const doing = DOINGS.find((each) => KEYS[each] === `o ${letter}`)
  if (!doing) return undefined
  const values = { act: t(`do.menu.${doing}`), number: bare(order?.number ?? ""), store: store?.name ?? "" }
  if (store && store.state !== "ok") return t("shop.paused", values)
  return t(store && !able(doing, store) ? "do.no.store" : hindrance(doing, order), values)
}
