/** How many wait, by view. The server counts; we ask again, at most once a second, when something happened. */
import { useEffect } from "react"
import { api } from "../api/client"
import type { Counts } from "../api/types"
import { createStore } from "./observed"
import { desk } from "./desk"
import { onNews } from "./socket"

export const counts = createStore<Counts>({})
let asked: ReturnType<typeof setTimeout> | undefined

async function ask(): Promise<void> {
  asked = undefined
  const fresh = await api.get<Counts>("/conversations/counts").catch(() => null)
  if (fresh) counts.set(fresh)
}

export function recount(soon = 700): void {
  asked ??= setTimeout(() => void ask(), soon)
}

export function useWaiting(): number {
  const epoch = desk.use((now) => now.epoch)
  useEffect(() => recount(0), [epoch])
  useEffect(() => onNews((news) => news.conversations?.length && recount()), [])
  return counts.use((now) => now.mine ?? 0)
}
