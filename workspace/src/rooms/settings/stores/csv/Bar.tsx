/** How far something is, and how fast. */
import { useRef } from "react"
import { paceOf, sampled, type Sample } from "../progress"
import { paceWords } from "../Sync"
import connected from "../../connected/connected.module.css"
import stores from "../stores.module.css"

interface Given { name: string; part: number; whole: number; words: string; pace?: boolean }

export function Bar({ name, part, whole, words, pace = false }: Given) {
  const row = useRef<Sample[]>([])
  const now = Date.now()
  row.current = sampled(row.current, { at: now, seen: part })
  const fast = pace ? paceOf(row.current, whole, now) : null
  const share = whole ? Math.min(1, part / whole) : 0
  return (
    <>
      <div className={stores.bar} role="progressbar" aria-label={name} aria-valuemin={0} aria-valuemax={whole} aria-valuenow={Math.min(part, whole)} aria-valuetext={words}>
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <p className={`n ${connected.figures}`}>{words}{fast ? ` · ${paceWords(fast)}` : ""}</p>
    </>
  )
}
