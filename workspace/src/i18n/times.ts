/** Times and spans in words. All instants are milliseconds UTC; shown in the zone of this browser. */
import { region, spoken, t } from "./index"

type Options = Intl.DateTimeFormatOptions
const made = new Map<string, Intl.DateTimeFormat>()

function format(at: number, options: Options): string {
  const key = spoken.read().locale + JSON.stringify(options)
  let maker = made.get(key)
  if (!maker) made.set(key, (maker = new Intl.DateTimeFormat(region(), options)))
  return maker.format(at)
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0)
/** Whole days between two instants, as a calendar counts them. */
export const daysBetween = (from: number, to: number): number => Math.round((startOfDay(to) - startOfDay(from)) / DAY)

export const clockTime = (at: number): string => format(at, { hour: "2-digit", minute: "2-digit", hour12: false })
export const weekday = (at: number): string => format(at, { weekday: "short" })
export const shortDate = (at: number): string => format(at, { day: "numeric", month: "short" })
/** In the zone of this browser, or of a place: a day that a shop wrote down is the shop's own. */
export const longDate = (at: number, zone?: string): string => format(at, { weekday: "long", day: "numeric", month: "long", year: "numeric", ...(zone && { timeZone: zone }) })
export const wholeTime = (at: number): string => `${longDate(at)}, ${clockTime(at)}`
export const monthYear = (at: number): string => format(at, { month: "short", year: "numeric" })
export const month = (at: number): string => format(at, { month: "short" })
export const year = (at: number): string => format(at, { year: "numeric" })

const sameYear = (a: number, b: number) => new Date(a).getFullYear() === new Date(b).getFullYear()

/** For the list: 09:58, Wed, 3 Mar, Mar 2024. */
export function listTime(at: number, now = Date.now()): string {
  const days = daysBetween(at, now)
  if (days === 0) return clockTime(at)
  if (days > 0 && days < 7) return weekday(at)
  return sameYear(at, now) ? shortDate(at) : monthYear(at)
}

/** For the margin of the timeline: the day once, then only clock times. */
export const marginDate = (at: number, now = Date.now()): string =>
  sameYear(at, now) ? shortDate(at) : format(at, { day: "numeric", month: "short", year: "2-digit" })

/** Above the first entry of a day. */
export function dayMark(at: number, now = Date.now()): string {
  const days = daysBetween(at, now)
  if (days === 0) return t("time.today")
  if (days === 1) return t("time.yesterday")
  const options: Options = { weekday: "long", day: "numeric", month: "long" }
  return format(at, sameYear(at, now) ? options : { ...options, year: "numeric" })
}

/** A day and time somebody can act on: today 14:00, tomorrow 09:00, Mon 16 Mar 09:00. */
export function momentWords(at: number, now = Date.now()): string {
  const days = daysBetween(now, at)
  if (days === 0) return t("time.today_at", { time: clockTime(at) })
  if (days === 1) return t("time.tomorrow_at", { time: clockTime(at) })
  return `${format(at, { weekday: "short", day: "numeric", month: "short" })}, ${clockTime(at)}`
}

/** 46 min, 3 h, 2 d: a span without a sign, rounded as a person would. */
export function span(ms: number): string {
  const size = Math.abs(ms)
  if (size < HOUR) return t("time.min", { count: Math.max(1, Math.round(size / MINUTE)) })
  if (size < DAY) return t("time.hours", { count: Math.round(size / HOUR) })
  return t("time.days", { count: Math.round(size / DAY) })
}

export function fileSize(bytes: number): string {
  const [value, unit] =
    bytes < 1024 ? [bytes, "byte"] : bytes < 1024 ** 2 ? [bytes / 1024, "kilobyte"]
    : bytes < 1024 ** 3 ? [bytes / 1024 ** 2, "megabyte"] : [bytes / 1024 ** 3, "gigabyte"]
  return new Intl.NumberFormat(region(), {
    style: "unit", unit: unit as string, unitDisplay: "short", maximumFractionDigits: (value as number) < 10 ? 1 : 0,
  }).format(value as number)
}
