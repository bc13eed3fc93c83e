import { useEffect, useState } from "react"
import { api, asProblem, type Problem } from "../../api/client"
import type { Conversation, Entry, Person } from "../../api/types"

export interface Hit { entry: Entry; conversation: Conversation | null; snippet: string }
interface Found { people: Person[]; conversations: Conversation[]; messages: Hit[]; next: string | null }
interface State { words: string; found: Found | null; problem: Problem | null; busy: boolean }

const PAUSE = 220
const NOTHING: Found = { people: [], conversations: [], messages: [], next: null }
const ask = (q: string, after: string | null, signal?: AbortSignal) => api.get<Found>("/search", { q, after }, signal)

/** What was found stays shown while the next letters are asked for. */
export function useFound(typed: string) {
  const words = typed.trim()
  const [state, setState] = useState<State>({ words: "", found: null, problem: null, busy: false })
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!words) return setState({ words, found: null, problem: null, busy: false })
    const asked = new AbortController()
    const begin = setTimeout(() => {
      ask(words, null, asked.signal).then(
        (found) => setState({ words, found, problem: null, busy: false }),
        (failure: unknown) => !asked.signal.aborted && setState({ words, found: null, problem: asProblem(failure), busy: false }),
      )
    }, PAUSE)
    return () => { clearTimeout(begin); asked.abort() }
  }, [words, round])
  const { next } = state.found ?? NOTHING
  const more = () => {
    setState((now) => ({ ...now, busy: true }))
    ask(state.words, next).then(
      (found) => setState((now) => ({ ...now, busy: false, found: now.found && { ...found, people: now.found.people, messages: [...now.found.messages, ...found.messages] } })),
      (failure: unknown) => setState((now) => ({ ...now, busy: false, problem: asProblem(failure) })),
    )
  }
  return { ...(state.found ?? NOTHING), loading: !!words && !state.found && !state.problem, problem: state.problem, busy: state.busy, more: next ? more : null, again: () => setRound((now) => now + 1) }
}
