/** a…o@posteo.example: enough to know it is yours, too little for who looks over your shoulder. */
export function masked(mail: string): string {
  const [name = "", domain = ""] = mail.split("@")
  return `${name.slice(0, 1)}…${name.length > 2 ? name.slice(-1) : ""}@${domain}`
}

/** What stands between the words "in three minutes" and a browser's locale: hours and days of the visitor's own clock. */
export function clock(at: number, locale: string): string {
  const mine = navigator.language
  const regional = mine.slice(0, 2) === locale.slice(0, 2) && locale.length < 3 ? mine : locale
  return new Intl.DateTimeFormat(regional, { hour: "numeric", minute: "2-digit" }).format(at)
}

export function weekday(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: "long" }).format(at)
}

export function longDay(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }).format(at)
}

export function daysApart(a: number, b: number): number {
  return Math.round((new Date(b).setHours(0, 0, 0, 0) - new Date(a).setHours(0, 0, 0, 0)) / 86_400_000)
}

export function size(bytes: number, locale: string): string {
  const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, "megabyte"] : [Math.max(1, bytes / 1e3), "kilobyte"]
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
}
