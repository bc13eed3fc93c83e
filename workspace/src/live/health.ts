/** Is all well? Asked by the page of that name, by the line above the rooms, and by the list of inboxes. */
import { api } from "../api/client"
import { knows, region, t, type Values } from "../i18n"
import { clockTime, daysBetween, fileSize, shortDate } from "../i18n/times"

export type Wellness = "good" | "note" | "bad"
export interface Finding {
  area: string
  kind: string
  state: Wellness
  words: string
  advice: string
  values: Record<string, string | number | null>
  link: string
}
export interface Health { state: Wellness; at: number; findings: Finding[] }

export const askHealth = (signal?: AbortSignal): Promise<Health> => api.get<Health>("/health", undefined, signal)

/** 14:05 today, 3 Mar, 14:05 before. */
export const moment = (at: number, now = Date.now()): string =>
  daysBetween(at, now) === 0 ? clockTime(at) : `${shortDate(at)}, ${clockTime(at)}`

function shown(name: string, value: string | number | null): string | number {
  if (value === null) return t("health.never")
  if (name.endsWith("_at")) return moment(Number(value))
  if (name.endsWith("_bytes")) return fileSize(Number(value))
  return typeof value === "number" ? value.toLocaleString(region()) : value
}

/** A server newer than this window may know kinds that we have no words for: then its own (English) words stand. */
function said(key: string, finding: Finding, theirs: string): string {
  if (!knows(key)) return theirs
  const values: Values = Object.fromEntries(Object.entries(finding.values).map(([name, value]) => [name, shown(name, value)]))
  return t(key, values).trim()
}

export const sentence = (finding: Finding): string => said(`health.${finding.kind}`, finding, finding.words)
export const advice = (finding: Finding): string => finding.advice && said(`health.${finding.kind}_do`, finding, finding.advice)

const WEIGHT: Record<Wellness, number> = { bad: 0, note: 1, good: 2 }
/** What needs somebody first; else in the order of the house. */
export const weighed = (findings: readonly Finding[]): Finding[] => [...findings].sort((a, b) => WEIGHT[a.state] - WEIGHT[b.state])

export function headline(findings: readonly Finding[]): string {
  const count = (state: Wellness) => findings.filter((each) => each.state === state).length
  if (count("bad")) return t("health.needs_you", { count: count("bad") })
  return count("note") ? t("health.well_but", { count: count("note") }) : t("health.all_well")
}
