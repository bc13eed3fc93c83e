/** Accounts of tracking services and the rules of promised days, as they travel; and what a screen says of them. Pure but for words. */
import type * as schema from "../../../api/schema"
import type { Sent } from "../../../api/shop"
import { region, t } from "../../../i18n"
import { moment } from "../../../live/health"
import type { Form } from "../connected/asked"

export type Carrier = Sent<schema.CarrierShown>
export type Kind = Omit<Sent<schema.CarrierKind>, "form"> & { form: Form }
export type Promises = Sent<schema.Promises>
export type PromiseRule = Sent<schema.PromiseRule>
export type PromiseAnswer = Sent<schema.PromiseAnswer>
export type Held = Sent<schema.HeldEvent>
export type Tone = "green" | "wait" | "ochre" | "clay" | "off"

/** One line about an account: how it is, when it last spoke, and what it says that we do not know. */
export function how({ account, unfamiliar, counts }: Carrier): { tone: Tone; words: string } {
  if (account.state === "needs_owner") return { tone: "clay", words: account.problem ?? t("carriers.is_needs_owner") }
  if (account.state === "paused") return { tone: "off", words: t("carriers.is_paused") }
  const heard = account.heard_at === null ? t("carriers.not_heard") : t("carriers.heard", { when: moment(account.heard_at) })
  const unknown = unfamiliar.length ? t("carriers.unknown", { count: unfamiliar.length }) : ""
  const unmatched = counts.unmatched ? t("carriers.unmatched", { count: counts.unmatched }) : ""
  return { tone: unknown || unmatched ? "ochre" : account.heard_at === null ? "wait" : "green", words: [t("carriers.is_ok"), heard, unmatched, unknown].filter(Boolean).join(" · ") }
}

/** Why an event could not be taken in. */
export const heldWords = ({ state, number, reason }: Held): string => (state === "unmatched" ? t("carriers.of_number", { number: number ?? "" }) : reason)

/** What became of one that was tried again. */
export function replayed({ state, reason }: { state: string; reason: string | null }): string {
  if (state === "unmatched") return t("carriers.still_unmatched")
  return state === "quarantined" ? t("carriers.replay_failed", { reason: reason ?? "" }) : t("carriers.replayed")
}

export const ANY: PromiseRule = { carrier: "", service: "", countries: [], days: 5, saturdays: false, quiet: 4, grace: 0 }

/** "DHL express, to DE and AT" */
export function whichWords({ carrier, service, countries }: PromiseRule): string {
  const who = capital([carrier, service].filter(Boolean).join(" ")) || t("carriers.rule_any")
  return countries.length ? `${who}, ${t("carriers.rule_to", { countries: countries.map(countryName).join(", ") })}` : who
}

export function ruleWords({ days, saturdays, grace, quiet }: PromiseRule): string {
  const parts = [t("carriers.rule_days", { count: days }), saturdays && t("carriers.rule_saturdays"), grace > 0 && t("carriers.rule_grace", { count: grace }), t("carriers.rule_quiet", { count: quiet })]
  return parts.filter(Boolean).join(" · ")
}

const capital = (word: string) => word.charAt(0).toLocaleUpperCase(region()) + word.slice(1)

export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(region(), { type: "region" }).of(code) ?? code
  } catch {
    return code
  }
}

export const codesOf = (words: string): string[] => [...new Set(words.toUpperCase().split(/[\s,;]+/).filter(Boolean))]
