/** The list of people, by words or whom we saw last first, page by page. */
import { useEffect, useMemo, useRef, useState } from "react"
import { api, asProblem, type Page, type Problem } from "../../api/client"
import type { Person } from "../../api/types"
import { desk } from "../../live/desk"

export interface PeopleList { people: Person[]; loading: boolean; problem: Problem | null; more: (() => void) | null; again: () => void }
interface State { key: string | null; people: Person[]; next: string | null; problem: Problem | null }

const PAUSE = 180

const ask = (q: string, after: string | null, signal?: AbortSignal) => api.get<Page<Person>>("/people", { q: q.trim(), after, limit: 50 }, signal)

export function usePeople(query: string): PeopleList {
  const epoch = desk.use((now) => now.epoch)
  const held = desk.use((now) => now.held.people)
  const [state, setState] = useState<State>({ key: null, people: [], next: null, problem: null })
  const [round, setRound] = useState(0)
  const busy = useRef(false)
  const key = `${query.trim()}|${epoch}|${round}`
  useEffect(() => {
    const asked = new AbortController()
    const begin = setTimeout(() => {
      ask(query, null, asked.signal).then(
        (page) => setState({ key, people: page.items, next: page.next, problem: null }),
        (failure: unknown) => !asked.signal.aborted && setState({ key, people: [], next: null, problem: asProblem(failure) }),
      )
    }, query ? PAUSE : 0)
    return () => { clearTimeout(begin); asked.abort() }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  const more = () => {
    if (busy.current || !state.next) return
    busy.current = true
    ask(query, state.next).then(
      (page) => setState((now) => ({ ...now, people: [...now.people, ...page.items], next: page.next })),
      () => undefined,
    ).finally(() => { busy.current = false })
  }
  // What changed meanwhile is news; the order stays, rows do not move under the pointer.
  const people = useMemo(() => state.people.map((each) => newer(each, held.get(each.id))), [state.people, held])
  return { people, loading: state.key === null, problem: state.problem, more: state.next ? more : null, again: () => setRound((now) => now + 1) }
}

export const newer = (one: Person, other: Person | undefined): Person => (other && (other.seq ?? 0) >= (one.seq ?? 0) ? other : one)
