import { upload, type Fetch } from "./wire"

/** The outside world as the talk needs it. Tests hand in a small shop of their own instead of patching the browser. */
export interface World {
  fetch: Fetch
  upload<T>(url: string, file: Blob, token: string, progress: (share: number) => void): Promise<T>
  socket(url: string): Socket
  now(): number
  random(): number
  later(work: () => void, ms: number): () => void
  /** One holder at a time, over all tabs of this browser. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>
  watching(): boolean
}

export interface Socket {
  send(text: string): void
  close(): void
  onopen: (() => void) | null
  onmessage: ((event: { data: string }) => void) | null
  onclose: (() => void) | null
}

export function browserWorld(): World {
  return {
    fetch: (url, init) => fetch(url, init),
    upload,
    socket: (url) => new WebSocket(url) as unknown as Socket,
    now: () => Date.now(),
    random: () => Math.random(),
    later: (work, ms) => {
      const id = setTimeout(work, ms)
      return () => clearTimeout(id)
    },
    alone: (name, work) => (navigator.locks ? (navigator.locks.request(name, work) as ReturnType<typeof work>) : work()),
    watching: () => document.visibilityState === "visible",
  }
}

/** How long to wait before try number `n` (from 0): doubling up to half a minute, spread so that a thousand tabs do not return at once. */
export function pause(n: number, random: number): number {
  return Math.min(30_000, 500 * 2 ** Math.min(n, 6)) * (0.5 + random / 2)
}
