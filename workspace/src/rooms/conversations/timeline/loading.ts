/** The pages of a person's timeline, newest first from the server, oldest first on the screen. */
import { useEffect, useMemo, useState } from "react"
import { asProblem, type Page, type Problem } from "../../../api/client"
import type { Entry, Person } from "../../../api/types"
import { known, taken } from "../../../live/ahead"
import { desk } from "../../../live/desk"
import { askPage, pageKey } from "../ahead"
import { entriesOf, membersOf } from "./items"

interface Loading { key: string; next: string | null; oldest: number; problem: Problem | null; done: boolean; busy: boolean }
const FRESH: Loading = { key: "", next: null, oldest: 0, problem: null, done: false, busy: false }
const oldestOf = (page: Page<Entry>) => (page.next ? Math.min(...page.items.map((each) => each.n)) : 0)
const arrived = (key: string, page: Page<Entry>): Loading => ({ ...FRESH, key, next: page.next, oldest: oldestOf(page), done: true })

export interface TimelineState { entries: Entry[]; loading: boolean; problem: Problem | null; more: () => void; hasMore: boolean; again: () => void }

export function useTimeline(person: Person | undefined): TimelineState {
  const epoch = desk.use((now) => now.epoch)
  const id = person?.id
  const key = pageKey(id ?? "", epoch)
  const [state, setState] = useState(() => {
    const page = known<Page<Entry>>(key)
    return page ? arrived(key, page) : FRESH
  })
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!id) return
    const asked = new AbortController()
    taken(key, () => askPage(id, null, asked.signal)).then(
      (page) => !asked.signal.aborted && setState(arrived(key, page)),
      (failure: unknown) => !asked.signal.aborted && setState({ ...FRESH, key, problem: asProblem(failure), done: true }),
    )
    return () => asked.abort()
  }, [id, key, round])
  const current = state.key === key ? state : FRESH
  const more = () => {
    if (!id || !current.next || current.busy) return
    setState({ ...current, busy: true })
    askPage(id, current.next).then(
      (page) => setState({ ...current, busy: false, next: page.next, oldest: oldestOf(page) }),
      () => setState({ ...current, busy: false }),
    )
  }
  const entries = useShown(person, current.oldest)
  return { entries, loading: !current.done, problem: current.problem, more, hasMore: !!current.next, again: () => setRound((now) => now + 1) }
}

/** Nothing older than the oldest page asked for: between it and what a search brought there may be a gap. */
function useShown(person: Person | undefined, oldest: number): Entry[] {
  const entries = desk.use((now) => now.held.entries)
  const conversations = desk.use((now) => now.held.conversations)
  return useMemo(() => {
    if (!person) return []
    return entriesOf(entries.values(), membersOf(person), conversations).filter((entry) => entry.n === 0 || entry.n >= oldest)
  }, [entries, conversations, person, oldest])
}
