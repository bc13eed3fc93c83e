import { useCallback, useEffect, useState } from "react"
import { asProblem, type Problem } from "../api/client"

export interface Loaded<T> { data: T | undefined; problem: Problem | null; loading: boolean; again: () => void; set: (data: T) => void }

/**
 * For a page's own data: asks when `key` changes; `null` asks nothing. What was there stays shown while it asks again, and
 * what was known before (`first`) is shown at once.
 */
export function useLoaded<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>, first?: () => T | undefined): Loaded<T> {
  const [state, setState] = useState<{ key: string | null; data?: T; problem: Problem | null }>(() => {
    const data = first?.()
    return data === undefined ? { key: null, problem: null } : { key, data, problem: null }
  })
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (key === null) return
    const asked = new AbortController()
    ask(asked.signal).then(
      (data) => !asked.signal.aborted && setState({ key, data, problem: null }),
      (failure: unknown) => !asked.signal.aborted && setState((now) => ({ key, data: now.key === key ? now.data : undefined, problem: asProblem(failure) })),
    )
    return () => asked.abort()
    // `ask` is made anew at each render; the key says whether it asks for something else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, round])
  const current = state.key === key
  return {
    data: current ? state.data : undefined,
    problem: current ? state.problem : null,
    loading: key !== null && !current,
    again: useCallback(() => setRound((now) => now + 1), []),
    set: (data) => setState({ key, data, problem: null }),
  }
}
