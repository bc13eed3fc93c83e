import { useSyncExternalStore } from "react"

/** Ticks for whoever shows time; one timer for all, none while nobody looks. */
function ticking(every: number) {
  const listeners = new Set<() => void>()
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    now = Date.now()
    for (const listener of listeners) listener()
  }
  const watch = (listener: () => void) => {
    listeners.add(listener)
    if (!timer) { now = Date.now(); timer = setInterval(tick, every) }
    return () => {
      listeners.delete(listener)
      if (!listeners.size) { clearInterval(timer); timer = undefined }
    }
  }
  return { watch, read: () => now }
}

const slow = ticking(15_000)
const fast = ticking(500)
const still = { watch: () => () => {}, read: () => 0 }

/** The time, renewed every 15 s: promises and list times. */
export const useNow = (): number => useSyncExternalStore(slow.watch, slow.read)
/** The time twice a second, while `on`: a countdown. */
export function useCountdown(until: number | null | undefined): number {
  const running = !!until && until > Date.now()
  const source = running ? fast : still
  useSyncExternalStore(source.watch, source.read)
  return running ? Math.max(0, Math.ceil((until - Date.now()) / 1000)) : 0
}
