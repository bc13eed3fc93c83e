/** What the server says by a code, in the language of this window. A code that is newer than this window, or none: its own words stand. */
import { knows, t, type Values } from "../../i18n"
import { isMoney, money } from "./money"

/** English words, and what they are called (nothing before there were codes). */
export interface Phrase { words: string; code?: string; values?: Record<string, unknown> }

export function phrase({ words, code = "", values = {} }: Phrase): string {
  const key = `said.${code}`
  if (!code || !knows(key)) return words
  const filled: Values = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isMoney(value) ? money(value) : typeof value === "number" ? value : String(value)]))
  return t(key, filled)
}
