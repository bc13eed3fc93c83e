/** Opening hours as they travel, and the small sums on them. Days count from Monday = 0. */
export interface Interval { day: number; opens: string; closes: string }
export interface Holiday { date: string; name: string }
export interface Hours { id: string; name: string; timezone: string; intervals: Interval[]; holidays: Holiday[]; always: boolean }

export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const
const USUAL: readonly Interval[] = [0, 1, 2, 3, 4].map((day) => ({ day, opens: "09:00", closes: "18:00" }))

export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC"
export const usual = (name: string): Omit<Hours, "id"> => ({ name, timezone: zoneHere(), intervals: [...USUAL], holidays: [], always: false })

export const ofDay = (intervals: readonly Interval[], day: number): Interval[] =>
  intervals.filter((each) => each.day === day).sort((a, b) => a.opens.localeCompare(b.opens))

export const inOrder = (intervals: readonly Interval[]): Interval[] =>
  [...intervals].sort((a, b) => a.day - b.day || a.opens.localeCompare(b.opens))

/** One more interval on this day: the usual one, or after lunch where there is one already. */
export function oneMore(intervals: readonly Interval[], day: number): Interval[] {
  const last = ofDay(intervals, day).at(-1)
  const next = !last ? { opens: "09:00", closes: "18:00" } : last.closes < "13:00" ? { opens: "14:00", closes: "18:00" } : { opens: last.closes, closes: last.closes < "22:00" ? "22:00" : "24:00" }
  return inOrder([...intervals, { day, ...next }])
}

/** "24:00" is the end of the day; a time field knows only 00:00. */
export const asField = (time: string): string => (time === "24:00" ? "00:00" : time)
export const closing = (time: string): string => (time === "00:00" ? "24:00" : time)

/** The next dates first; what is over goes. */
export const upcoming = (holidays: readonly Holiday[], today = new Date().toISOString().slice(0, 10)): Holiday[] =>
  holidays.filter((each) => each.date >= today).sort((a, b) => a.date.localeCompare(b.date))

export function withHolidays(now: readonly Holiday[], more: readonly Holiday[]): Holiday[] {
  const byDate = new Map([...more, ...now].map((each) => [each.date, each]))
  return [...byDate.values()].sort((a, b) => a.date.localeCompare(b.date))
}

/** "Mon–Fri 09:00–18:00" is what a row says of a week. Days with the same times stand together. */
export function summary(intervals: readonly Interval[], dayName: (day: number) => string): string {
  const times = DAYS.map((day) => ofDay(intervals, day).map((each) => `${each.opens}–${each.closes}`).join(", "))
  const runs: { from: number; to: number; time: string }[] = []
  times.forEach((time, day) => {
    const last = runs.at(-1)
    if (last && last.time === time && last.to === day - 1) last.to = day
    else if (time) runs.push({ from: day, to: day, time })
  })
  return runs.map(({ from, to, time }) => `${from === to ? dayName(from) : `${dayName(from)}–${dayName(to)}`} ${time}`).join(" · ")
}
