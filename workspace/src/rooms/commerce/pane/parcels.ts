/** A parcel as a line of steps, and whether it keeps its promise. Pure. */
import type { ParcelState, Shipment, Standing } from "../../../api/shop"
import type { Key } from "../../../i18n"
import { daysBetween, momentWords } from "../../../i18n/times"

export interface Step { label: Key | null; place: string; state: "done" | "at" | "todo"; trouble: boolean }

/** How far each state stands: packed 0, sent 1, on the van 2, home 3. */
const REACHED: Record<ParcelState, number> = {
  unknown: 0, cancelled: 0, label_created: 0, in_transit: 1, exception: 1, returning: 1, returned: 1, lost: 1, out_for_delivery: 2, attempted: 2, ready_for_pickup: 2, delivered: 3,
}
const TROUBLE = new Set<ParcelState>(["exception", "returning", "returned", "lost", "attempted", "cancelled"])
/** A step of its own, where the usual ones would not be true. */
const OWN: Partial<Record<ParcelState, Key>> = {
  exception: "shop.parcel.exception", returning: "shop.parcel.returning", returned: "shop.parcel.returned", lost: "shop.parcel.lost", attempted: "shop.parcel.attempted",
  ready_for_pickup: "shop.parcel.ready", cancelled: "shop.parcel.cancelled",
}
const USUAL: readonly Key[] = ["shop.parcel.packed", "shop.parcel.sent", "shop.parcel.van", "shop.parcel.home"]
const LONGEST_PLACE = 14

/** "Lyon Hub, Auvergne, FR" is Lyon Hub on a line of five words. */
const short = (place: string): string => {
  const first = place.split(/[,(]/)[0]?.trim() ?? ""
  return first.length > LONGEST_PLACE ? `${first.slice(0, LONGEST_PLACE - 1)}…` : first
}

export function stepsOf(parcel: Shipment, late: boolean): Step[] {
  const reached = REACHED[parcel.state] ?? 0
  const own = OWN[parcel.state]
  const place = parcel.state === "in_transit" ? short([...parcel.scans].sort((a, b) => b.at - a.at).find((each) => each.place)?.place ?? "") : ""
  const usual = USUAL.map((label, index): Step => {
    const at = index === reached && !own && !place
    return { label, place: "", state: at ? "at" : index <= reached ? "done" : "todo", trouble: at && late && reached < 3 }
  })
  if (own && reached === 2) usual[2] = { label: own, place: "", state: "at", trouble: TROUBLE.has(parcel.state) || late }
  else if (own || place) usual.splice(reached + 1, 0, { label: own ?? null, place, state: "at", trouble: !!own || late })
  return usual
}

export interface Promised { key: Key; days: number; at: number; tone: "calm" | "late" }

/** The end of a day without an hour ("2026-03-10"), as this browser has days. */
const dayOf = (date: string): number => new Date(`${date}T12:00:00`).getTime()

/** Against what the customer was told; the carrier's own guess only where nobody promised. Late is what the server judges so, where it does. */
export function promiseOf(parcel: Shipment, now: number, standing?: Standing): Promised | null {
  const { expected_at, delivered_at } = parcel
  const promised_at = standing?.promised_on && standing.promised_by !== "carrier" ? dayOf(standing.promised_on) : parcel.promised_at
  if (parcel.state === "delivered" && delivered_at) {
    const days = promised_at ? daysBetween(promised_at, delivered_at) : 0
    return days > 0 ? { key: "shop.delivered_late", days, at: delivered_at, tone: "calm" } : { key: "shop.delivered", days: 0, at: delivered_at, tone: "calm" }
  }
  if (["returned", "cancelled", "delivered"].includes(parcel.state)) return null
  const due = promised_at ?? (standing?.late_at && standing.promised_on ? dayOf(standing.promised_on) : null)
  if (due) {
    const days = daysBetween(due, now)
    const late = standing?.promised_on ? !!standing.late_at : days > 0
    return late ? { key: "shop.late", days: Math.max(1, days), at: due, tone: "late" } : { key: "shop.promised", days: 0, at: due, tone: "calm" }
  }
  return expected_at ? { key: "shop.expected", days: 0, at: expected_at, tone: "calm" } : null
}

/** Since when nobody has seen it, where that is too long. */
export const silentSince = (parcel: Shipment, standing?: Standing): number | null =>
  standing?.stuck_at && parcel.state !== "delivered" ? (parcel.scans.length ? Math.max(...parcel.scans.map((each) => each.at)) : (parcel.shipped_at ?? standing.stuck_at)) : null

/** A day, without the hour nobody promised. */
export const dayWords = (at: number): string => momentWords(at).replace(/,? \d\d:\d\d$/, "")
