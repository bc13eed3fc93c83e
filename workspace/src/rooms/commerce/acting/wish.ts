/** What somebody chose in a dialog, as the action the server is asked for. Pure. */
import type { CancelOrder, Line, Order, RefundOrder } from "../../../api/shop"
import { typed } from "../money"

export type Doing = "refund" | "cancel"
export interface Choice {
  whole: boolean; pieces: Readonly<Record<string, number>>; shipping: boolean; amount: string; way: string
  refund: boolean; restock: boolean; notify: boolean; why: string
}
export const BEGIN: Choice = { whole: true, pieces: {}, shipping: false, amount: "", way: "original", refund: true, restock: false, notify: true, why: "" }

/** How many pieces of a line can still be given back, or called off. */
export const leftFor = (doing: Doing, line: Line): number => Math.max(0, line.quantity - line.cancelled - (doing === "refund" ? line.refunded : line.fulfilled))
export const shippingLeft = (order: Order): number => Math.max(0, order.shipping.minor - order.shipping_refunded.minor)
export const moneyLeft = (order: Order): number => Math.max(0, order.paid.minor - order.refunded.minor)

/** Whether there is anything to do it to. */
export function possible(doing: Doing, order: Order): boolean {
  if (doing === "refund") return moneyLeft(order) > 0
  return order.state !== "cancelled" && order.lines.some((line) => leftFor("cancel", line) > 0)
}

const pieces = (order: Order, doing: Doing, choice: Choice) =>
  order.lines.map((line) => ({ line_id: line.id, quantity: Math.min(choice.pieces[line.id] ?? 0, leftFor(doing, line)) })).filter((each) => each.quantity > 0)

/** Null while nothing is chosen, or a sum cannot be read. */
export function actionOf(doing: Doing, order: Order, choice: Choice): RefundOrder | CancelOrder | null {
  const chosen = pieces(order, doing, choice)
  const reason = choice.why.trim()
  if (doing === "cancel") {
    if (!choice.whole && !chosen.length) return null
    return { type: "cancel", pieces: choice.whole ? [] : chosen, reason, refund: choice.refund, restock: choice.restock, notify: choice.notify, way: null }
  }
  const minor = choice.amount.trim() ? typed(choice.amount, order.currency) : 0
  if (minor === null || (!chosen.length && !choice.shipping && !minor)) return null
  const shipping = choice.shipping ? { minor: shippingLeft(order), currency: order.currency } : null
  return { type: "refund", pieces: chosen, shipping, amount: minor ? { minor, currency: order.currency } : null, way: choice.way, restock: choice.restock && chosen.length > 0, reason, notify: choice.notify }
}
