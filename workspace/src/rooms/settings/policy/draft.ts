/** The rules as they hold and as they are being written. Nothing is set before Save; what a colleague sets meanwhile stays. */
import { useEffect, useState } from "react"
import { api, asProblem, Problem } from "../../../api/client"
import type { Difference, Ruling } from "../../../api/ruling"
import { t } from "../../../i18n"
import { onNews } from "../../../live/socket"
import { announce } from "../../../shell/news"
import { inCurrency } from "./amounts"
import { at, differences, put, rebased, under } from "./paths"

export interface Draft {
  rules: Ruling
  changed: Difference[]
  value: (path: string) => unknown
  set: (path: string, value: unknown) => void
  /** What is typed at a field and cannot be read is kept beside the rules; null: it can. */
  wrong: (path: string, words: string | null) => void
  /** Why a rule cannot be: what is typed there, or the server's words. */
  fault: (path: string) => string | undefined
  faulty: boolean
  /** Whether something under these paths cannot be. */
  troubled: (paths: readonly string[]) => boolean
  /** Grows when the fields have to show the rules anew. */
  round: number
  busy: boolean
  moved: boolean
  problem: Problem | null
  save: () => Promise<void>
  forget: () => void
}

const read = (signal?: AbortSignal) => api.get<Ruling>("/commerce-policy", undefined, signal)

interface State { base: Ruling; rules: Ruling; faults: Record<string, string>; problem: Problem | null; busy: boolean; moved: boolean; round: number }
const clean = (base: Ruling, round: number): State => ({ base, rules: base, faults: {}, problem: null, busy: false, moved: false, round })

/** Theirs below, mine on top. */
function onTop(now: State, theirs: Ruling): State {
  const rules = rebased(now.rules, now.base, theirs)
  if (!differences(theirs, rules).length) return clean(theirs, now.round + 1)
  return { ...now, base: theirs, rules, faults: {}, problem: null, busy: false, moved: true, round: now.round + 1 }
}

/** What is told while we save is our own word coming back; a refused save asks again by itself. */
const met = (now: State, theirs: Ruling, refused: boolean): State =>
  now.busy && !refused ? now : theirs.version === now.base.version ? { ...now, busy: false } : onTop(now, theirs)

export function useDraft(first: Ruling, kept: () => void): Draft {
  const [state, setState] = useState(() => clean(first, 0))
  const { base, rules, faults, problem } = state
  const meet = async (refused: boolean) => {
    const theirs = await read().catch(() => null)
    setState((now) => (theirs ? met(now, theirs, refused) : { ...now, busy: false }))
  }
  useEffect(() => onNews((news) => { if (news.commerce_policy) { void meet(false); kept() } }), [])
  const changed = differences(base, rules)
  const save = async () => {
    setState((now) => ({ ...now, busy: true, problem: null }))
    try {
      const set = await api.put<Ruling>("/commerce-policy", rules)
      setState((now) => clean(set, now.round + 1))
      announce(t("policy.saved"))
      kept()
    } catch (failure) {
      const problem = asProblem(failure)
      if (problem.status === 409) await meet(true)
      else setState((now) => ({ ...now, busy: false, problem }))
    }
  }
  return {
    rules, changed, busy: state.busy, moved: state.moved, problem, round: state.round,
    value: (path) => at(rules, path),
    set: (path, value) => setState((now) => ({ ...now, rules: path === "currency" ? inCurrency(now.rules, String(value)) : put(now.rules, path, value), problem: without(now.problem, path), moved: false })),
    wrong: (path, words) => setState((now) => ({ ...now, faults: { ...dropped(now.faults, path), ...(words ? { [path]: words } : {}) } })),
    fault: (path) => faults[path] ?? problem?.fields[path],
    faulty: Object.keys(faults).length > 0,
    troubled: (paths) => Object.keys({ ...faults, ...problem?.fields }).some((path) => under(path, paths)),
    save, forget: () => setState((now) => clean(now.base, now.round + 1)),
  }
}

const dropped = (words: Record<string, string>, path: string) => Object.fromEntries(Object.entries(words).filter(([each]) => each !== path))

/** The server's word on a rule is over when the rule is another. */
function without(problem: Problem | null, path: string): Problem | null {
  if (!problem?.fields[path]) return problem
  const fields = dropped(problem.fields, path)
  return Object.keys(fields).length ? new Problem({ kind: problem.kind, status: problem.status, detail: problem.detail, fields }) : null
}
