import { IconChevronRight } from "@tabler/icons-react"
import type { ShopOrder } from "../../../api/shop"
import type { Id, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { shortDate } from "../../../i18n/times"
import { useNow } from "../../../live/clock"
import { Picture } from "../Picture"
import { useShop } from "./loading"
import { arranged, bare, titlesOf } from "./order"
import { dayWords, promiseOf, silentSince, stepsOf } from "./parcels"
import classes from "./phoneLine.module.css"

/** On a phone: the order this talk is about, as one line under the name. */
export default function PhoneLine({ person, conversationId, open }: { person: Person; conversationId: Id; open: () => void }) {
  const shop = useShop(person, conversationId)
  const now = useNow()
  const [first] = arranged(shop.orders, shop.pinned).cards
  if (!first) return null
  const { order } = first
  const where = standing(first, now)
  const [line] = order.lines
  return (
    <button type="button" className={`plain ${classes.line}`} onClick={open} data-order-line={first.id}>
      {line && <Picture of={line} />}
      <span>
        <span className={classes.what} dir="auto"><b>{t("shop.order", { number: bare(order.number) })}</b>, {titlesOf(order)}</span>
        {where.words && <small data-tone={where.late ? "late" : undefined}>{where.words}</small>}
      </span>
      <IconChevronRight size={18} stroke={1.6} aria-hidden="true" />
    </button>
  )
}

/** Where the order is: of several parcels, where the one stands that is not there yet. */
function standing({ order, standings }: ShopOrder, now: number): { words: string; late: boolean } {
  if (order.state === "cancelled") return { words: t("shop.cancelled_on", { when: shortDate(order.cancelled_at ?? order.updated_at) }), late: true }
  const parcel = order.shipments.find((each) => each.state !== "delivered") ?? order.shipments[0]
  if (!parcel) return { words: order.lines.some((each) => each.needs_shipping) ? t(`shop.fulfil.${order.fulfilment_state}`) : "", late: false }
  const judged = standings.find((each) => each.shipment_id === parcel.id)
  const promised = promiseOf(parcel, now, judged)
  const silent = silentSince(parcel, judged)
  const late = promised?.tone === "late" || !!silent
  const at = stepsOf(parcel, late).find((each) => each.state === "at")
  const said = silent ? t("shop.silent", { day: dayWords(silent) }) : promised && t(promised.key, { count: promised.days, day: dayWords(promised.at) })
  const place = parcel.state === "delivered" ? "" : at?.label ? t(at.label) : at?.place
  return { words: [place, said].filter(Boolean).join(". ").replace(/\.+$/, ""), late: late || !!at?.trouble }
}
