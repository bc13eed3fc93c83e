/** Gifts, a new order, notes and tags, as actions. Pure. */
import type { ActionOf, Place, Variant } from "../../../api/shop"
import { complete, placeOf, samePlace, shipTo, sum, tidy, type Elsewhere, type Scene } from "./wish"

export const GIFTS = ["percent", "amount", "shipping", "credit", "card"] as const
export type Gift = (typeof GIFTS)[number]
export const isCode = (what: Gift): boolean => what === "percent" || what === "amount" || what === "shipping"

/** What this shop can give. */
export const giftsOf = ({ store: { abilities }, customer }: Scene): Gift[] => GIFTS.filter((what) =>
  isCode(what) ? abilities.actions.includes("discount") : abilities.actions.includes("credit") && !!customer && (what === "credit" || abilities.gift_cards))

/** `until` is a day (2026-03-31), the last one of the gift. */
export interface GiftChoice { what: Gift; percent: string; amount: string; minimum: string; uses: string; until: string; code: string; notify: boolean }
export const beginGift = (scene: Scene): GiftChoice => ({ what: giftsOf(scene)[0] ?? "percent", percent: "10", amount: "", minimum: "", uses: "1", until: "", code: "", notify: true })

/** A whole number from `least` to `most`, or null. */
export const whole = (words: string, least: number, most: number): number | null => {
  const value = /^\d+$/.test(words.trim()) ? Number(words) : NaN
  return value >= least && value <= most ? value : null
}
/** The end of that day here; undefined where none is named, null where it is over. */
export function endOf(day: string, now = Date.now()): number | null | undefined {
  if (!day) return undefined
  const at = new Date(`${day}T23:59:59.999`).getTime()
  return at > now ? at : null
}

export function giftOf({ currency }: Scene, choice: GiftChoice, reason: string): ActionOf<"credit"> | ActionOf<"discount"> | null {
  const { what } = choice
  const amount = sum(choice.amount, currency)
  const expires_at = endOf(choice.until)
  if (expires_at === null) return null
  if (!isCode(what)) return amount ? { type: "credit", amount, gift_card: what === "card", expires_at: what === "card" ? (expires_at ?? null) : null, reason, notify: choice.notify } : null
  const percent = what === "percent" ? whole(choice.percent, 1, 100) : null
  const minimum = sum(choice.minimum, currency)
  const uses = whole(choice.uses, 1, 1_000_000)
  if (minimum === null || !uses || (what === "percent" && !percent) || (what === "amount" && !amount)) return null
  return {
    type: "discount", percent, amount: what === "amount" ? (amount ?? null) : null, free_shipping: what === "shipping", minimum: minimum ?? null, uses, expires_at: expires_at ?? null,
    code: choice.code.trim() || null, reason,
  }
}

/** `price` as it is typed; empty means the shop's own. */
export interface Sold { variant: Variant; title: string; count: number; price: string }
export interface OrderChoice extends Elsewhere { sold: readonly Sold[]; discount: string; shipping: string; note: string; notify: boolean }
/** Without an address known there is one to be typed. */
export const beginOrder = (scene: Scene): OrderChoice => ({ sold: [], discount: "", shipping: "", elsewhere: false, place: placeOf(scene), note: "", notify: false })

/** A shop sells in one currency, and says so with its prices. */
export const soldIn = (scene: Scene, sold: readonly Sold[]): string => sold[0]?.variant.price.currency ?? scene.currency

export function orderOf(scene: Scene, choice: OrderChoice): ActionOf<"create"> | null {
  const currency = soldIn(scene, choice.sold)
  const [discount, shipping] = [sum(choice.discount, currency), sum(choice.shipping, currency, 0)]
  const prices = choice.sold.map((each) => sum(each.price, currency, 0))
  const ship_to = shipTo(choice)
  if (!choice.sold.length || ship_to === undefined || discount === null || shipping === null || prices.includes(null)) return null
  const lines = choice.sold.map((each, index) => ({ variant_id: each.variant.id, quantity: each.count, price: prices[index] ?? null }))
  return { type: "create", lines, ship_to, discount: discount ?? null, shipping: shipping ?? null, note: choice.note.trim(), notify: choice.notify }
}

export interface NotesChoice { note: string; tags: readonly string[] }
export interface CustomerChoice extends NotesChoice { place: Place }

function noted(before: { note: string; tags: readonly string[] }, choice: NotesChoice) {
  return {
    note: choice.note.trim() === before.note.trim() ? null : choice.note.trim(),
    add_tags: choice.tags.filter((each) => !before.tags.includes(each)), drop_tags: before.tags.filter((each) => !choice.tags.includes(each)),
  }
}

export const beginNotes = ({ order }: Scene): NotesChoice => ({ note: order?.note ?? "", tags: order?.tags ?? [] })
export function notesOf({ order }: Scene, choice: NotesChoice): ActionOf<"notes"> | null {
  const change = order && noted(order, choice)
  return change && (change.note !== null || change.add_tags.length || change.drop_tags.length) ? { type: "notes", ...change } : null
}

export const beginCustomer = ({ customer, ...scene }: Scene): CustomerChoice => ({ note: customer?.note ?? "", tags: customer?.tags ?? [], place: placeOf({ ...scene, customer, order: null }) })
export function customerOf(scene: Scene, choice: CustomerChoice): ActionOf<"customer"> | null {
  const { customer } = scene
  if (!customer) return null
  const change = noted(customer, choice)
  const moved = !samePlace(choice.place, placeOf({ ...scene, order: null }))
  if (moved && !complete(choice.place)) return null
  return moved || change.note !== null || change.add_tags.length || change.drop_tags.length ? { type: "customer", ...change, place: moved ? tidy(choice.place) : null } : null
}
