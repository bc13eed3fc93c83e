/** What somebody chose in a dialog, as the action the server is asked for: money back, and orders called off. Pure. */
import type { ActionOf, Customer, Line, Money, Order, Place, StoreShown } from "../../../api/shop"
import { typed } from "../money"
import { leftToRefund, leftToSend, shippingLeft } from "./kinds"

/** What a dialog is about. `order` is null where it is done to the customer only. */
export interface Scene { order: Order | null; customer: Customer | null; store: StoreShown; currency: string }
export type Pieces = Readonly<Record<string, number>>

/** Of each line so many as were chosen, never more than are left. */
export const chosen = (order: Order | null, pieces: Pieces, left: (line: Line) => number) =>
  (order?.lines ?? []).map((line) => ({ line, quantity: Math.min(pieces[line.id] ?? 0, left(line)) })).filter((each) => each.quantity > 0)

/** A typed sum; undefined where none was typed, null where it cannot be read. */
export const sum = (words: string, currency: string, least = 1): Money | null | undefined => {
  if (!words.trim()) return undefined
  const minor = typed(words, currency, least)
  return minor === null ? null : { minor, currency }
}

const BARE: Place = { name: "", company: "", line1: "", line2: "", city: "", region: "", postcode: "", country: "", phone: "" }
const FIELDS = Object.keys(BARE) as (keyof Place)[]
export const placeOf = (scene: Scene): Place => ({ ...BARE, ...(scene.order?.ship_to ?? scene.customer?.place) })
/** Enough of an address for a parcel to arrive. */
export const complete = (place: Place): boolean => [place.name || place.company, place.line1, place.city, place.country].every((each) => !!each.trim())
export const samePlace = (a: Place, b: Place): boolean => FIELDS.every((field) => a[field].trim() === b[field].trim())
export const tidy = (place: Place): Place => Object.fromEntries(FIELDS.map((field) => [field, place[field].trim()])) as unknown as Place

export interface Elsewhere { elsewhere: boolean; place: Place }
/** Another address: undefined while it is not complete, null where none is wanted. */
export const shipTo = ({ elsewhere, place }: Elsewhere): Place | null | undefined => (!elsewhere ? null : complete(place) ? tidy(place) : undefined)

export interface RefundChoice { pieces: Pieces; shipping: boolean; amount: string; way: string; restock: boolean; notify: boolean }
export const beginRefund = (): RefundChoice => ({ pieces: {}, shipping: false, amount: "", way: "original", restock: false, notify: true })

const asPieces = (all: ReturnType<typeof chosen>) => all.map((each) => ({ line_id: each.line.id, quantity: each.quantity }))

/** Null while nothing is chosen, or a sum cannot be read. */
export function refundOf({ order }: Scene, choice: RefundChoice, reason: string): ActionOf<"refund"> | null {
  if (!order) return null
  const pieces = asPieces(chosen(order, choice.pieces, leftToRefund))
  const amount = sum(choice.amount, order.currency)
  const left = choice.shipping ? shippingLeft(order) : 0
  if (amount === null || (!pieces.length && !left && !amount)) return null
  return { type: "refund", pieces, shipping: left ? { minor: left, currency: order.currency } : null, amount: amount ?? null, way: choice.way, restock: choice.restock && pieces.length > 0, reason, notify: choice.notify }
}

export interface CancelChoice { whole: boolean; pieces: Pieces; refund: boolean; restock: boolean; notify: boolean }
export const beginCancel = (): CancelChoice => ({ whole: true, pieces: {}, refund: true, restock: false, notify: true })

/** The whole order by naming no pieces. */
export function cancelOf({ order }: Scene, choice: CancelChoice, reason: string): ActionOf<"cancel"> | null {
  const pieces = asPieces(chosen(order, choice.pieces, leftToSend))
  if (!choice.whole && !pieces.length) return null
  return { type: "cancel", pieces: choice.whole ? [] : pieces, reason, refund: choice.refund, restock: choice.restock, notify: choice.notify, way: null }
}
