/** The example of "Try it" as it is typed, and as the server is asked about it. Pure. */
import type { Trial } from "../../../api/ruling"
import { typed } from "../../commerce/money"
import { wholeOf } from "./amounts"

export interface Example {
  what: string; currency: string; total: string; amount: string; percent: string; ago: string; unit: "minutes" | "hours" | "days"
  where: "unsent" | "sent" | "arrived"; arrived: string; given: string; reason: string; tag: string; wow: boolean; changed: boolean
}
export const EXAMPLE: Example = {
  what: "refund", currency: "EUR", total: "120", amount: "20", percent: "15", ago: "3", unit: "days", where: "arrived", arrived: "1", given: "0", reason: "", tag: "", wow: false, changed: false,
}
/** What takes a sum, and what takes a share. */
export const SUMS: ReadonlySet<string> = new Set(["refund", "credit", "create"])
export const PERCENTS: ReadonlySet<string> = new Set(["discount"])
const MINUTES = { minutes: 1, hours: 60, days: 1_440 } as const
/** What cannot be read is sent as what cannot be, so that the server's words stand at the field. */
const UNREADABLE = -1

export function asked(example: Example): Trial {
  const money = (words: string) => (words.trim() ? (typed(words, example.currency, 0) ?? UNREADABLE) : 0)
  const whole = (words: string) => wholeOf(words) ?? UNREADABLE
  const sums = SUMS.has(example.what)
  const ago = whole(example.ago)
  return {
    what: example.what, total: { minor: money(example.total), currency: example.currency }, amount: sums ? money(example.amount) : 0,
    percent: PERCENTS.has(example.what) ? whole(example.percent) : null, minutes: ago < 0 ? ago : ago * MINUTES[example.unit],
    sent: example.where !== "unsent", delivered_days: example.where === "arrived" ? whole(example.arrived) : null, given: money(example.given),
    in_period: 0, spent: 0, wow: example.wow, reason: example.reason, tag: example.tag, changed: example.changed,
  }
}
