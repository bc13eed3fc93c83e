/** How far a store's orders are brought over: told live, asked for where the line is silent, and how fast it goes. */
import { useEffect, useRef, useState } from "react"
import { api } from "../../../api/client"
import type { Id } from "../../../api/types"
import { onNews } from "../../../live/socket"
import type { Progress } from "./model"

export interface Sample { at: number; seen: number }
export interface Pace { /** Orders a second. */ rate: number; /** Milliseconds, where the shop says how many there are. */ left: number | null }

const LOOKED_AT = 60_000
const ENOUGH = 3_000
const ASK_EVERY = 4_000

/** One more sample; older than a minute is forgotten, and a sync that begins anew begins a new row. */
export function sampled(row: readonly Sample[], fresh: Sample): Sample[] {
  const last = row.at(-1)
  if (last && fresh.seen < last.seen) return [fresh]
  if (last && fresh.seen === last.seen) return [...row]
  return [...row.filter((each) => fresh.at - each.at <= LOOKED_AT), fresh]
}

/** By the last minute; nothing until there is enough to go by, and nothing where it stands. */
export function paceOf(row: readonly Sample[], total: number | null, now: number): Pace | null {
  const [first, last] = [row[0], row.at(-1)]
  if (!first || !last || last.at - first.at < ENOUGH || now - last.at > LOOKED_AT / 2) return null
  const rate = ((last.seen - first.seen) * 1000) / (last.at - first.at)
  return { rate, left: total === null ? null : Math.max(0, ((total - last.seen) / rate) * 1000) }
}

/** The newest known of it; `done` is called when the first sync ends while this is shown. */
export function useProgress(id: Id, first: Progress, done: () => void): { progress: Progress; pace: Pace | null } {
  const [progress, setProgress] = useState(first)
  const row = useRef<Sample[]>(first.first_done ? [] : [{ at: Date.now(), seen: first.seen }])
  const ended = useRef(done)
  ended.current = done
  useEffect(() => setProgress(first), [first])
  const running = !progress.first_done
  useEffect(() => {
    const take = (fresh: Progress) => {
      row.current = fresh.first_done ? [] : sampled(row.current, { at: Date.now(), seen: fresh.seen })
      setProgress((now) => {
        if (!now.first_done && fresh.first_done) queueMicrotask(() => ended.current())
        return fresh
      })
    }
    const stop = onNews((news) => {
      const mine = news.syncs?.find((each) => each.store_id === id)
      if (mine) take(mine)
    })
    const ask = () => void api.get<Progress>(`/stores/${id}/sync`).then(take, () => undefined)
    const timer = running ? setInterval(ask, ASK_EVERY) : undefined
    return () => { stop(); clearInterval(timer) }
  }, [id, running])
  return { progress, pace: paceOf(row.current, progress.total, Date.now()) }
}
