/** What an entry of the shop says in one line, and what stands behind it. Pure but for the words. */
import type { OrderBody } from "../../../api/shop"
import { t, type Key } from "../../../i18n"
import { momentWords, shortDate } from "../../../i18n/times"
import { isReason } from "../acting/changing"
import { back, isMoney, money } from "../money"
import { phrase } from "../phrase"
import { bare } from "../pane/order"

const word = (value: unknown): string => (typeof value === "string" ? value : "")

const VERBS = new Set([
  "placed", "paid", "changed", "cancelled", "shipped", "out_for_delivery", "delivered", "late", "stuck", "returning", "return_asked", "return_declined",
  "returned", "refunded", "disputed", "privacy_erase", "privacy_export",
])
export const ACTIONS = [
  "cancel", "refund", "replace", "duplicate", "edit_lines", "edit_address", "change_payment", "discount", "credit", "return", "create", "notes", "customer",
] as const
const OURS = new Set<string>(ACTIONS)
const STATES = new Set(["unsure", "refused", "given_up", "declined", "expired"])
const ALARMING = new Set(["late", "stuck", "returning", "disputed"])

/** The action's own name: "Refund"; a later one of which this window knows nothing says its tag. */
export const actionName = (verb: string): string => (OURS.has(verb) ? t(`shop.act.${verb}` as Key) : verb.replaceAll("_", " "))

/** The line's bold beginning. What this window does not know is said in the server's words. */
export function title(body: OrderBody, paid = false): string {
  const number = bare(body.number)
  if (body.intent_id) return OURS.has(body.verb) ? [actionName(body.verb), number].filter(Boolean).join(", ") : body.text
  if (!VERBS.has(body.verb)) return body.text || [body.verb.replaceAll("_", " "), number].filter(Boolean).join(", ")
  return t(`shop.did.${paid ? "placed_paid" : body.verb}` as Key, { number })
}

/** What follows it, quieter. */
export function more(body: OrderBody, who: string): string {
  const { detail } = body
  if (body.intent_id) {
    const state = STATES.has(body.state) ? t(`shop.state.${body.state}` as Key) : who ? t("shop.by", { who }) : ""
    return [state, body.why && `“${body.why}”`].filter(Boolean).join(" ")
  }
  const titles = Array.isArray(detail.titles) ? detail.titles.filter((each) => typeof each === "string").join(", ") : ""
  const carrier = word(detail.carrier)
  const due = typeof detail.due_at === "number" ? t("shop.answer_by", { when: momentWords(detail.due_at) }) : ""
  const promised = typeof detail.promised_at === "number" ? t("shop.promised_for", { day: shortDate(detail.promised_at) }) : ""
  return [titles, carrier && body.verb === "shipped" ? t("shop.with_carrier", { carrier }) : "", reasonWords(word(detail.reason)), promised, word(detail.last_place), due].filter(Boolean).join(", ")
}

/** Why something comes back, where it was chosen from our list; else as the shop wrote it. */
export const reasonWords = (reason: string): string => (isReason(reason.toLowerCase()) ? t(`shop.reason.${reason.toLowerCase()}` as Key) : reason)

/** Money that goes to the customer. */
const BACK = new Set(["refunded", "refund", "credit"])
/** What these give away is not paid by anybody. */
const FREE = new Set(["replace"])

/** The figure at the line's end. Changed items tell what they cost more, or less. */
export function figure(body: OrderBody): string {
  if (body.verb === "edit_lines") return body.state === "done" ? difference(body) : ""
  if (!body.amount || FREE.has(body.verb)) return ""
  return BACK.has(body.verb) ? back(body.amount) : money(body.amount)
}

function difference({ detail }: OrderBody): string {
  const amounts = (Array.isArray(detail.items) ? (detail.items as { amount?: unknown }[]) : []).map((each) => each.amount).filter(isMoney)
  const [first] = amounts
  const minor = amounts.reduce((sum, each) => sum + each.minor, 0)
  if (!first || !minor || amounts.some((each) => each.currency !== first.currency)) return ""
  return minor < 0 ? back({ ...first, minor }) : `+${money({ ...first, minor })}`
}

export const alarming = (body: OrderBody): boolean => (body.intent_id ? body.state !== "done" : ALARMING.has(body.verb))

/** `handy`: somebody will want to pass it on. */
export interface Fact { label: Key; words: string; href?: string | undefined; handy?: boolean }

/** What opens under the line. */
export function facts(body: OrderBody, approver: (id: string) => string): Fact[] {
  const { detail } = body
  const outcome = (detail.outcome ?? {}) as Record<string, unknown>
  const items = Array.isArray(detail.items) ? (detail.items as { words: string; code?: string; values?: Record<string, unknown>; quantity?: unknown; amount?: unknown }[]) : []
  const found: (Fact | false | "" | undefined)[] = [
    ...items.map((each): Fact => ({ label: "shop.fact.item", words: [each.quantity ? `${String(each.quantity)} ×` : "", phrase(each), isMoney(each.amount) ? money(each.amount) : ""].filter(Boolean).join(" ") })),
    word(detail.tracking_number) && { label: "shop.fact.parcel", words: [word(detail.carrier), word(detail.tracking_number)].filter(Boolean).join(" "), href: web(detail.tracking_url) },
    word(detail.way) && { label: "shop.fact.way", words: wayWords(word(detail.way)) },
    word(outcome.code) && { label: "shop.fact.code", words: word(outcome.code), handy: true },
    web(outcome.pay_url) && { label: "shop.fact.pay", words: word(outcome.pay_url), href: web(outcome.pay_url), handy: true },
    web(outcome.label_url) && { label: "shop.fact.label", words: word(outcome.label_url), href: web(outcome.label_url), handy: true },
    word(detail.decided_by) && { label: "shop.fact.approved", words: approver(word(detail.decided_by)) },
    detail.wow === true && { label: "shop.fact.wow", words: t("shop.wow") },
    word(detail.problem) && { label: "shop.fact.problem", words: word(detail.problem) },
  ]
  return found.filter((each): each is Fact => !!each && !!each.words)
}

const wayWords = (way: string): string => (way === "original" ? t("shop.way.original") : way === "store_credit" || way === "store credit" ? t("shop.way.credit") : way)

/** Only addresses of the web are followed: a shop's word is not ours. */
export const web = (value: unknown): string | undefined => (/^https?:\/\//i.test(word(value)) ? word(value) : undefined)
