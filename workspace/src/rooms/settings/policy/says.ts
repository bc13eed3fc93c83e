/** The rules in sentences, as a colleague would tell them. */
import type { Difference, Ruling } from "../../../api/ruling"
import { region, spoken, t, type Key } from "../../../i18n"
import { span } from "../../../i18n/times"
import { decimals, money } from "../../commerce/money"

export const ROLES = ["customer", "bot", "agent", "lead", "admin"] as const
export const TEAM = ["agent", "lead", "admin"] as const
export const ACTIONS = [
  "refund", "replace", "credit", "discount", "return", "cancel", "edit_lines", "edit_address", "change_payment", "create", "duplicate", "notes", "customer",
] as const
export const CHANGED_ITEMS = "items_edited"
type Limits = Ruling["roles"][string]

const known = (key: string): key is Key => key in spoken.read().texts
const said = (key: string, otherwise: string): string => (known(key) ? t(key) : otherwise)

export const roleName = (role: string): string => said(`policy.role_${role}`, role)
export const aRole = (role: string): string => said(`policy.a_${role}`, role)
export const actName = (tag: string): string => said(`policy.act_${tag}`, tag)
/** Why not, in a few words; a server newer than this window has its own. */
export const why = (rule: string, theirs: string): string => said(`policy.why_${rule}`, theirs)

export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase(region()) + words.slice(1)
export const list = (words: readonly string[]): string => new Intl.ListFormat(region(), { type: "unit", style: "short" }).format(words)

const some = (sentences: readonly (string | false | null | undefined)[]): string => sentences.filter(Boolean).join(" ")

function acts(limits: Limits): string {
  if (limits.actions === null) return t("policy.does_all")
  const may = ACTIONS.filter((each) => limits.actions?.includes(each))
  if (!may.length) return t("policy.does_none")
  const not = ACTIONS.filter((each) => !may.includes(each))
  const words = !not.length ? t("policy.does_all") : not.length < 4 ? t("policy.does_but", { list: list(not.map(actName)) }) : t("policy.does", { list: list(may.map(actName)) })
  return capital(words)
}

/** "€20.00 (¥3,230)": the same limit in every currency the shop sells in. */
export function everywhere(minor: number, { currency, rates }: Ruling): string {
  const home = minor / 10 ** decimals(currency)
  const others = Object.entries(rates).filter(([, rate]) => Number(rate) > 0).map(([other, rate]) => money({ minor: Math.round(home * Number(rate) * 10 ** decimals(other)), currency: other }))
  return others.length ? t("policy.also", { amount: money({ minor, currency }), others: list(others) }) : money({ minor, currency })
}

function gives({ per_order, per_period }: Limits, rules: Ruling): string {
  if (per_order === null && per_period === null) return t("policy.gives_any")
  if (!per_order && per_order !== null) return t("policy.gives_none")
  const [order, period] = [per_order, per_period].map((minor) => (minor === null ? "" : everywhere(minor, rules))) as [string, string]
  const { days } = rules
  return per_order !== null && per_period !== null ? t("policy.gives_both", { order, period, days }) : per_order !== null ? t("policy.gives_order", { order }) : t("policy.gives_period", { period, days })
}

function discounts({ percent }: Limits): string {
  if (percent === null || percent === 100) return t("policy.discount_any")
  return percent ? t("policy.discount_to", { percent }) : t("policy.discount_none")
}

export const ofRole = (limits: Limits | undefined, rules: Ruling): string =>
  limits ? some([acts(limits), gives(limits, rules), discounts(limits)]) : t("policy.does_none")

export const ofShare = ({ share }: Ruling): string => (share === null ? t("policy.share_none") : t("policy.share_says", { share }))
export const ofSecond = ({ approver, approval_hours }: Ruling): string => t("policy.second_says", { who: aRole(approver), hours: approval_hours })

export function ofCurrency({ currency, rates }: Ruling): string {
  const known = Object.entries(rates).map(([other, rate]) => t("policy.rate", { home: currency, rate, other }))
  return some([t("policy.currency_says", { currency }), known.length ? t("policy.rates_says", { list: list(known) }) : t("policy.rates_none")])
}

const afterItems = (marks: readonly string[]) => marks.includes(CHANGED_ITEMS) && t("policy.not_after")

export const ofCancel = ({ cancel }: Ruling): string => some([
  cancel.minutes === null ? t("policy.cancel_any") : t("policy.cancel_within", { span: span(cancel.minutes * 60_000) }),
  cancel.whole_only && t("policy.cancel_whole"), cancel.reasons.length > 0 && t("policy.cancel_reasons", { list: list(cancel.reasons) }), afterItems(cancel.not_after),
])

export const ofEdit = ({ edit }: Ruling): string => some([
  t("policy.edit_any"), edit.same_product && t("policy.edit_same"), edit.swaps_only && t("policy.edit_swaps"), edit.once && t("policy.edit_once"), edit.way_needed && t("policy.edit_way"), afterItems(edit.not_after),
])

export const ofPayment = ({ change_payment }: Ruling): string => some([t("policy.payment_any"), afterItems(change_payment.not_after)])

const within = (days: number | null) => (days === null ? t("policy.returns_ever") : t("policy.returns_days", { days }))

export const ofReturns = ({ returns }: Ruling): string => some([
  within(returns.days), !returns.delivered_only && t("policy.returns_early"), returns.once && t("policy.returns_once"),
  t(returns.ways === "any" ? "policy.returns_any" : "policy.returns_original"), returns.way_needed && t("policy.returns_way"),
  returns.excluded.length > 0 && t("policy.returns_excluded", { list: list(returns.excluded) }),
])

export const ofExchanges = ({ exchanges }: Ruling): string => some([within(exchanges.days), exchanges.same_product && t("policy.edit_same")])

export function ofWow({ wow, currency }: Ruling): string {
  const of = (role: string) => money({ minor: wow.budget[role] ?? 0, currency })
  return t("policy.wow_says", { agent: of("agent"), lead: of("lead"), admin: of("admin"), days: wow.days })
}

// --- what was changed ---

const NAMES: Record<string, Key> = {
  share: "policy.share", approver: "policy.f_approver", approval_hours: "policy.f_hours", currency: "policy.f_currency", days: "policy.f_days",
  "cancel.minutes": "policy.f_minutes", "cancel.whole_only": "policy.f_whole", "cancel.reasons": "policy.r_reasons",
  "edit.same_product": "policy.f_same", "edit.swaps_only": "policy.f_swaps", "edit.once": "policy.f_once", "edit.way_needed": "policy.f_edit_way",
  "returns.days": "policy.f_return_days", "returns.delivered_only": "policy.f_delivered", "returns.once": "policy.f_once", "returns.ways": "policy.f_ways",
  "returns.way_needed": "policy.f_way_needed", "returns.excluded": "policy.r_excluded", "exchanges.days": "policy.f_return_days", "exchanges.same_product": "policy.f_same",
}
const SHELVES: Record<string, Key> = { cancel: "policy.cancel", edit: "policy.edit", change_payment: "policy.payment", returns: "policy.returns", exchanges: "policy.exchanges" }

export function ruleName(path: string): string {
  const [first = "", second = "", third = ""] = path.split(".")
  if (first === "roles") return said(`policy.r_${third}`, path).replace("{role}", roleName(second))
  if (first === "rates") return t("policy.r_rate", { other: second })
  if (first === "wow") return second === "days" ? t("policy.r_wow_days") : t("policy.r_wow", { role: roleName(third) })
  const name = second === "not_after" ? t("policy.f_not_after") : NAMES[path] ? t(NAMES[path]) : path
  return SHELVES[first] ? `${t(SHELVES[first])}, ${name}` : name
}

const AMOUNT = /^(roles\.\w+\.per_(order|period)|wow\.budget\.\w+)$/
const PERCENT = /^(roles\.\w+\.percent|share)$/

function valueWords(path: string, value: Difference["before"], currency: string): string {
  if (value === null) return t(path.startsWith("rates.") ? "policy.nothing" : "policy.no_limit")
  if (typeof value === "boolean") return t(value ? "policy.yes" : "policy.no")
  if (Array.isArray(value)) return value.length ? list(path.endsWith(".actions") ? value.map(actName) : value) : t("policy.nothing")
  if (AMOUNT.test(path)) return money({ minor: Number(value), currency })
  if (PERCENT.test(path)) return `${value} %`
  if (path === "approver") return aRole(String(value))
  if (path === "returns.ways") return t(value === "any" ? "policy.f_ways_any" : "policy.f_ways_original")
  return typeof value === "number" ? value.toLocaleString(region()) : value
}

/** "Agents, on one order: €100.00 → €80.00"; of lists what came and what went. */
export function changeWords({ rule, before, after }: Difference, currency: string): string {
  const name = ruleName(rule)
  if (Array.isArray(before) && Array.isArray(after)) {
    const words = (some: string[]) => list(rule.endsWith(".actions") ? some.map(actName) : some)
    const [came, went] = [after.filter((each) => !before.includes(each)), before.filter((each) => !after.includes(each))]
    const parts = [came.length ? t("policy.plus", { list: words(came) }) : "", went.length ? t("policy.minus", { list: words(went) }) : ""]
    return t("policy.changed_new", { rule: name, after: parts.filter(Boolean).join("; ") })
  }
  return t("policy.changed_from", { rule: name, before: valueWords(rule, before, currency), after: valueWords(rule, after, currency) })
}
