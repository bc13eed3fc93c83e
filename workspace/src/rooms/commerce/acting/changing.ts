/** Changes to what was ordered, where it goes and how it is paid, as actions. Pure. */
import type { ActionOf, Line, Place, Variant } from "../../../api/shop"
import { kept, leftToReturn, leftToSend } from "./kinds"
import { chosen, complete, placeOf, samePlace, shipTo, tidy, type Elsewhere, type Pieces, type Scene } from "./wish"

/** Of one line: another count, or another kind for so many of its pieces. */
export interface LineChange { count?: number; kind?: string; swapped?: number }
export interface Added { variant: Variant; title: string; count: number }
export interface EditChoice { lines: Readonly<Record<string, LineChange>>; added: readonly Added[]; way: string; notify: boolean }
export const beginEdit = (): EditChoice => ({ lines: {}, added: [], way: "original", notify: true })

/** The kind chosen instead of the one ordered. */
export const otherKind = (line: Line, change: LineChange | undefined): string | null => (change?.kind && change.kind !== line.variant_id ? change.kind : null)
export const swappedOf = (line: Line, change: LineChange | undefined): number => Math.min(change?.swapped ?? leftToSend(line), leftToSend(line))

export function editOf({ order }: Scene, choice: EditChoice, reason: string): ActionOf<"edit_lines"> | null {
  const lines = (order?.lines ?? []).map((line) => ({ line, change: choice.lines[line.id], kind: otherKind(line, choice.lines[line.id]) }))
  const swaps = lines.flatMap(({ line, change, kind }) => (kind && swappedOf(line, change) ? [{ line_id: line.id, quantity: swappedOf(line, change), variant_id: kind }] : []))
  // What was called off before still counts at the shop.
  const quantities = lines.flatMap(({ line, change, kind }) => (!kind && change?.count !== undefined && change.count !== kept(line) ? [{ line_id: line.id, quantity: change.count + line.cancelled }] : []))
  const added = choice.added.filter((each) => each.count > 0).map((each) => ({ variant_id: each.variant.id, quantity: each.count, price: null }))
  if (!swaps.length && !quantities.length && !added.length) return null
  return { type: "edit_lines", swaps, quantities, added, way: choice.way, reason, notify: choice.notify }
}

export interface AgainChoice extends Elsewhere { pieces: Pieces; kinds: Readonly<Record<string, string>>; notify: boolean }
export const beginAgain = (scene: Scene): AgainChoice => ({ pieces: {}, kinds: {}, elsewhere: false, place: placeOf(scene), notify: true })

export function replaceOf({ order }: Scene, choice: AgainChoice, reason: string): ActionOf<"replace"> | null {
  const pieces = chosen(order, choice.pieces, kept).flatMap(({ line, quantity }) => {
    const variant_id = choice.kinds[line.id] ?? line.variant_id
    return variant_id ? [{ line_id: line.id, quantity, variant_id }] : []
  })
  const ship_to = shipTo(choice)
  return pieces.length && ship_to !== undefined ? { type: "replace", pieces, ship_to, reason, notify: choice.notify } : null
}

/** Why things come back, in the words shops count them by. */
export const REASONS = ["size_too_small", "size_too_large", "defective", "not_as_described", "wrong_item", "color", "style", "unwanted", "other"] as const
export type Reason = (typeof REASONS)[number]
export const isReason = (word: string): word is Reason => (REASONS as readonly string[]).includes(word)

export interface ReturnChoice { pieces: Pieces; reasons: Readonly<Record<string, string>>; kinds: Readonly<Record<string, string>>; label: boolean; way: string; notify: boolean }
export const beginReturn = ({ store }: Scene): ReturnChoice => ({ pieces: {}, reasons: {}, kinds: {}, label: store.abilities.return_labels, way: "original", notify: true })

export function returnOf({ order }: Scene, choice: ReturnChoice): ActionOf<"return"> | null {
  const lines = chosen(order, choice.pieces, leftToReturn).map(({ line, quantity }) => ({ line_id: line.id, quantity, reason: choice.reasons[line.id] ?? "", note: "", for_variant: choice.kinds[line.id] || null }))
  return lines.length ? { type: "return", lines, label: choice.label, way: choice.way, notify: choice.notify } : null
}

export interface AddressChoice { place: Place; notify: boolean }
export const beginAddress = (scene: Scene): AddressChoice => ({ place: placeOf(scene), notify: true })

export const addressOf = (scene: Scene, { place, notify }: AddressChoice): ActionOf<"edit_address"> | null =>
  complete(place) && !samePlace(place, placeOf(scene)) ? { type: "edit_address", ship_to: tidy(place), notify } : null

export interface PaymentChoice { way: string }
export const paymentOf = (_: Scene, { way }: PaymentChoice): ActionOf<"change_payment"> | null => (way ? { type: "change_payment", way } : null)

export interface DuplicateChoice extends Elsewhere { note: string }
export const beginDuplicate = (scene: Scene): DuplicateChoice => ({ elsewhere: false, place: placeOf(scene), note: "" })

export function duplicateOf(_: Scene, choice: DuplicateChoice): ActionOf<"duplicate"> | null {
  const ship_to = shipTo(choice)
  return ship_to === undefined ? null : { type: "duplicate", ship_to, note: choice.note.trim() }
}
