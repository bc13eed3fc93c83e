/** Amounts are whole numbers of a currency's smallest unit; shown as the reader's language writes them. */
import type { Money } from "../../api/shop"
import { region, spoken } from "../../i18n"

export const isMoney = (value: unknown): value is Money => !!value && typeof value === "object" && "minor" in value && "currency" in value

const made = new Map<string, Intl.NumberFormat>()

function maker(currency: string, whole: boolean): Intl.NumberFormat {
  const key = `${spoken.read().locale}${currency}${whole}`
  let found = made.get(key)
  if (!found) {
    const options: Intl.NumberFormatOptions = { style: "currency", currency, currencyDisplay: "narrowSymbol" }
    made.set(key, (found = new Intl.NumberFormat(region(), whole ? { ...options, maximumFractionDigits: 0 } : options)))
  }
  return found
}

/** How many digits stand behind the point (ISO 4217): none for the yen, three for the Kuwaiti dinar. */
export const decimals = (currency: string): number => maker(currency, false).resolvedOptions().maximumFractionDigits ?? 2

export function money(amount: Money): string {
  return maker(amount.currency, false).format(amount.minor / 10 ** decimals(amount.currency))
}

/** For a figure at a glance: no cents from a hundred on. */
export function roughly(amount: Money): string {
  const value = amount.minor / 10 ** decimals(amount.currency)
  return maker(amount.currency, Math.abs(value) >= 100).format(value)
}

/** The currency's own letters and signs, as this language and others write them. */
function signsOf(currency: string): string[] {
  const signs = (["symbol", "narrowSymbol"] as const).map((currencyDisplay) => new Intl.NumberFormat(region(), { style: "currency", currency, currencyDisplay }).formatToParts(0).find((part) => part.type === "currency")?.value ?? "")
  return [currency, currency.toLowerCase(), ...signs].filter(Boolean).sort((one, other) => other.length - one.length)
}

/** "5 €", "€5" and "5 EUR" are "5"; the sign of another currency stays, and makes it unreadable. */
function bareSum(words: string, currency: string): string {
  const said = words.trim()
  const before = signsOf(currency).find((sign) => said.startsWith(sign))
  if (before) return said.slice(before.length).trim()
  const after = signsOf(currency).find((sign) => said.endsWith(sign))
  return after ? said.slice(0, -after.length).trim() : said
}

/** "1.234,50" where German is spoken, "1,234.50" where English is: without what parts its thousands; null where it has none. */
function ungrouped(words: string): string | null {
  const parts = new Intl.NumberFormat(region(), { useGrouping: true }).formatToParts(1234567.5)
  const sign = (type: "group" | "decimal") => parts.find((part) => part.type === type)?.value ?? ""
  const hit = new RegExp(`^(\\d{1,3}(?:[\\s'’${sign("group").trim()}]\\d{3})+)(?:[${sign("decimal")}](\\d+))?$`, "u").exec(words)
  return hit && [hit[1]?.replace(/\D/g, ""), hit[2]].filter(Boolean).join(".")
}

function minorOf(words: string | null, digits: number): number | null {
  const hit = /^(\d+)(?:[.,](\d+))?$/.exec(words ?? "")
  if (!hit || (hit[2]?.length ?? 0) > digits) return null
  return Number(hit[1]) * 10 ** digits + Number((hit[2] ?? "").padEnd(digits, "0") || 0)
}

/** What somebody typed, in the currency's smallest unit: "12.50", "12,50" and "€12.50" are the same; what may be two sums, or is less than `least`, is null. */
export function typed(words: string, currency: string, least = 1): number | null {
  const said = bareSum(words, currency)
  const digits = decimals(currency)
  const [plainly, grouped] = [minorOf(said, digits), minorOf(ungrouped(said), digits)]
  if (plainly !== null && grouped !== null && plainly !== grouped) return null
  const minor = plainly ?? grouped
  return minor !== null && Number.isSafeInteger(minor) && minor >= least ? minor : null
}

/** As somebody would type it: "12.50", "1250" in yen, "1.250" in dinars. */
export const plain = (amount: Money): string => {
  const digits = decimals(amount.currency)
  return new Intl.NumberFormat(region(), { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }).format(amount.minor / 10 ** digits)
}

/** What goes back to the customer bears a minus, in ink. */
export const back = (amount: Money): string => `−${money({ ...amount, minor: Math.abs(amount.minor) })}`
