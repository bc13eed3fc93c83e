import { useRef, useSyncExternalStore } from "react"

export interface Observed<S> {
  read(): S
  set(next: S): void
  change(fn: (now: S) => S): void
  watch(listener: () => void): () => void
  /** A part of the state; renders again only when that part differs (arrays and objects are compared one level deep). */
  use<T>(pick: (state: S) => T): T
}

export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || a instanceof Map || a instanceof Set) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.is((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}

export function createStore<S>(initial: S): Observed<S> {
  let state = initial
  const listeners = new Set<() => void>()
  const set = (next: S) => {
    if (Object.is(next, state)) return
    state = next
    for (const listener of listeners) listener()
  }
  const watch = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const read = () => state
  return {
    read,
    set,
    watch,
    change: (fn) => set(fn(state)),
    use: (pick) => usePicked(read, watch, pick),
  }
}

function usePicked<S, T>(read: () => S, watch: (listener: () => void) => () => void, pick: (state: S) => T): T {
  const last = useRef<{ value: T } | null>(null)
  return useSyncExternalStore(watch, () => {
    const value = pick(read())
    if (last.current && same(last.current.value, value)) return last.current.value
    last.current = { value }
    return value
  })
}
