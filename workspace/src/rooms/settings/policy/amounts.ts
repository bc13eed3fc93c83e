/** What is typed into the fields of the policy. Empty is no limit (null); `undefined` cannot be read. Pure. */
import type { Ruling } from "../../../api/ruling"
import { decimals, plain, typed } from "../../commerce/money"

export const amountOf = (words: string, currency: string): number | null | undefined => (words.trim() ? (typed(words, currency, 0) ?? undefined) : null)

export const asTyped = (minor: number | null | undefined, currency: string): string => (minor === null || minor === undefined ? "" : plain({ minor, currency }))

/** The same figures in another currency: 100.00 euros become 100 yen, until somebody writes what they should be. */
export function inCurrency(rules: Ruling, currency: string): Ruling {
  const step = 10 ** (decimals(currency) - decimals(rules.currency))
  const same = <T extends number | null>(minor: T): T => (minor === null ? minor : (Math.round(minor * step) as T))
  const roles = Object.fromEntries(Object.entries(rules.roles).map(([role, limits]) => [role, { ...limits, per_order: same(limits.per_order), per_period: same(limits.per_period) }]))
  const budget = Object.fromEntries(Object.entries(rules.wow.budget).map(([role, minor]) => [role, same(minor)]))
  return { ...rules, currency, roles, wow: { ...rules.wow, budget } }
}

export function wholeOf(words: string): number | null | undefined {
  const whole = words.trim()
  if (!whole) return null
  return /^\d{1,9}$/.test(whole) ? Number(whole) : undefined
}

export const linesOf = (words: string): string[] => [...new Set(words.split("\n").map((each) => each.trim()).filter(Boolean))]
