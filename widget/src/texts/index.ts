import type { Texts } from "./en"

export type { Texts }

const CATALOGUES: Record<string, () => Promise<Texts>> = {
  en: async () => (await import("./en")).en,
  de: async () => (await import("./de")).de,
  es: async () => (await import("./es")).es,
  fr: async () => (await import("./fr")).fr,
}

const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/

/** The catalogue nearest to a locale, with the shop's own words laid over it. */
export async function texts(locale: string, own: Record<string, string> = {}): Promise<Texts> {
  const load = CATALOGUES[locale.slice(0, 2).toLowerCase()] ?? CATALOGUES["en"]!
  return { ...(await load()), ...own }
}

export function direction(locale: string): "rtl" | "ltr" {
  return RIGHT_TO_LEFT.test(locale) ? "rtl" : "ltr"
}

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
