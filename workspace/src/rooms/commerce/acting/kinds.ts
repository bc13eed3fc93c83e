/** What can be done at a shop from here, and what of it is offered beside an order. Pure. */
import type { Customer, Line, Order, StoreShown } from "../../../api/shop"

export const DOINGS = ["edit_lines", "refund", "replace", "return", "cancel", "edit_address", "gift", "duplicate", "change_payment", "notes", "create", "customer"] as const
export type Doing = (typeof DOINGS)[number]
/** Done to the customer and to no order. */
export const OF_CUSTOMER: ReadonlySet<Doing> = new Set(["create", "customer"])

/** After the key that goes to the orders: `o r` refunds the first one shown. */
export const KEYS: Readonly<Record<Doing, string>> = {
  edit_lines: "o e", refund: "o r", replace: "o s", return: "o b", cancel: "o x", edit_address: "o a", gift: "o g", duplicate: "o d", change_payment: "o p", notes: "o n", create: "o c", customer: "o k",
}

const NEEDS: Readonly<Partial<Record<Doing, readonly string[]>>> = { gift: ["credit", "discount"] }
/** Whether this shop lets us. */
export const able = (doing: Doing, store: StoreShown): boolean => store.state === "ok" && (NEEDS[doing] ?? [doing]).some((each) => store.abilities.actions.includes(each))

export const leftToSend = (line: Line): number => Math.max(0, line.quantity - line.cancelled - line.fulfilled)
export const leftToRefund = (line: Line): number => Math.max(0, line.quantity - line.cancelled - line.refunded)
export const leftToReturn = (line: Line): number => Math.max(0, line.fulfilled - line.returned)
export const kept = (line: Line): number => Math.max(0, line.quantity - line.cancelled)
export const shippingLeft = (order: Order): number => Math.max(0, order.shipping.minor - order.shipping_refunded.minor)
export const moneyLeft = (order: Order): number => Math.max(0, order.paid.minor - order.refunded.minor)

const beforeSending = (order: Order): boolean => order.state !== "cancelled" && !order.lines.some((line) => line.fulfilled)
/** The ways the customer could pay this order by instead. */
export const otherWays = (order: Order, customer: Customer | null) => (customer?.pay_ways ?? []).filter((way) => way.id !== order.payments.filter((each) => each.kind === "sale").at(-1)?.way.id)

const POSSIBLE: Readonly<Record<Doing, (order: Order, customer: Customer | null) => boolean>> = {
  edit_lines: (order) => beforeSending(order) && order.lines.length > 0,
  refund: (order) => moneyLeft(order) > 0,
  replace: (order) => order.state !== "cancelled" && order.lines.some((line) => line.variant_id && kept(line) > 0),
  return: (order) => order.state !== "cancelled" && order.lines.some((line) => leftToReturn(line) > 0),
  cancel: (order) => order.state !== "cancelled" && order.lines.some((line) => leftToSend(line) > 0),
  edit_address: (order) => beforeSending(order) && order.lines.some((line) => line.needs_shipping),
  gift: () => true,
  duplicate: (order) => order.lines.some((line) => line.variant_id),
  change_payment: (order, customer) => beforeSending(order) && moneyLeft(order) > 0 && otherWays(order, customer).length > 0,
  notes: () => true,
  create: (_, customer) => !!customer,
  customer: (_, customer) => !!customer,
}
/** Whether there is anything to do it to. */
export const possible = (doing: Doing, order: Order, customer: Customer | null = null): boolean => POSSIBLE[doing](order, customer)

/** What a good shopkeeper reaches for first, by how far the order is. */
function firstOf(order: Order): readonly Doing[] {
  if (order.state === "cancelled") return ["refund", "gift", "duplicate"]
  if (beforeSending(order)) return ["edit_lines", "refund", "cancel"]
  const home = order.shipments.length > 0 && order.shipments.every((parcel) => parcel.state === "delivered")
  return ["refund", "replace", home ? "return" : "gift"]
}

const AT_HAND = 3

/** Three at hand, the others a click away. */
export function offered(order: Order, store: StoreShown, customer: Customer | null): { hand: Doing[]; more: Doing[] } {
  const all = DOINGS.filter((each) => able(each, store) && possible(each, order, customer))
  const first = firstOf(order).filter((each) => all.includes(each))
  const hand = [...first, ...all.filter((each) => !first.includes(each) && !OF_CUSTOMER.has(each))].slice(0, AT_HAND)
  return { hand, more: all.filter((each) => !hand.includes(each)) }
}

/** What can be done for somebody without any order. */
export const offeredTo = (store: StoreShown): Doing[] => (["create", "gift", "customer"] as const).filter((each) => able(each, store))
