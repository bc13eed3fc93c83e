/** Amounts are whole numbers of a currency's smallest unit; shown as the reader's language writes them. */
import type { Money } from "../../api/shop"
import { region, spoken } from "../../i18n"

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

/** What somebody typed, in the currency's smallest unit: "12.50" and "12,50" are the same; anything doubtful, or less than `least`, is null. */
export function typed(words: string, currency: string, least = 1): number | null {
  const hit = /^(\d+)(?:[.,](\d+))?$/.exec(words.trim())
  const digits = decimals(currency)
  if (!hit || (hit[2]?.length ?? 0) > digits) return null
  const minor = Number(hit[1]) * 10 ** digits + Number((hit[2] ?? "").padEnd(digits, "0") || 0)
  return Number.isSafeInteger(minor) && minor >= least ? minor : null
}

/** As somebody would type it: "12.50", "1250" in yen, "1.250" in dinars. */
export const plain = (amount: Money): string => {
  const digits = decimals(amount.currency)
  return new Intl.NumberFormat(region(), { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }).format(amount.minor / 10 ** digits)
}

/** What goes back to the customer bears a minus, in ink. */
export const back = (amount: Money): string => `−${money({ ...amount, minor: Math.abs(amount.minor) })}`
