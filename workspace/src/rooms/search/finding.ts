import { useEffect, useState } from "react"
import { api, asProblem, type Page, type Problem } from "../../api/client"
import type { ShopOrder } from "../../api/shop"
import type { Conversation, Entry, Person } from "../../api/types"

export interface Hit { entry: Entry; conversation: Conversation | null; snippet: string }
interface Found { orders: ShopOrder[]; people: Person[]; conversations: Conversation[]; messages: Hit[]; next: string | null }
interface State { words: string; found: Found | null; problem: Problem | null; busy: boolean }

const PAUSE = 220
const NOTHING: Found = { orders: [], people: [], conversations: [], messages: [], next: null }
const ORDERS = 8
const ask = (q: string, after: string | null, signal?: AbortSignal) => api.get<Omit<Found, "orders">>("/search", { q, after }, signal)

/** What people wrote and what they bought: two rooms of the server, asked at once. */
async function askBoth(q: string, signal: AbortSignal): Promise<Found> {
  const [said, bought] = await Promise.all([ask(q, null, signal), api.get<Page<ShopOrder>>("/orders", { q, limit: ORDERS }, signal)])
  return { ...said, orders: bought.items }
}

/** What was found stays shown while the next letters are asked for. */
export function useFound(typed: string) {
  const words = typed.trim()
  const [state, setState] = useState<State>({ words: "", found: null, problem: null, busy: false })
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!words) return setState({ words, found: null, problem: null, busy: false })
    const asked = new AbortController()
    const begin = setTimeout(() => {
      askBoth(words, asked.signal).then(
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
      (found) => setState((now) => ({ ...now, busy: false, found: now.found && { ...found, orders: now.found.orders, people: now.found.people, messages: [...now.found.messages, ...found.messages] } })),
      (failure: unknown) => setState((now) => ({ ...now, busy: false, problem: asProblem(failure) })),
    )
  }
  return { ...(state.found ?? NOTHING), loading: !!words && !state.found && !state.problem, problem: state.problem, busy: state.busy, more: next ? more : null, again: () => setRound((now) => now + 1) }
}
