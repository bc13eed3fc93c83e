/** What just happened, said once, in the flow, with Undo while it can be undone. */
import { useEffect, useState } from "react"
import { t } from "../i18n"
import { useCountdown } from "../live/clock"
import { createStore } from "../live/observed"
import classes from "./news.module.css"

export interface Saying {
  words: string
  tone?: "plain" | "trouble"
  /** Runs at most once. */
  undo?: () => void | Promise<unknown>
  /** How long it stays, in seconds: 8 by default; trouble stays until it is dismissed. */
  seconds?: number
}
interface Said extends Saying { n: number; until: number }

const saying = createStore<Said | null>(null)
let n = 0

export function announce(words: Saying | string): void {
  const said = typeof words === "string" ? { words } : words
  const seconds = said.seconds ?? (said.tone === "trouble" ? 30 : 8)
  saying.set({ ...said, n: ++n, until: Date.now() + seconds * 1000 })
}
export const trouble = (words: string): void => announce({ words, tone: "trouble" })
export const hush = (): void => saying.set(null)
/** Undo what was announced last, if it still can be. */
export async function undoLast(): Promise<void> {
  const last = saying.read()
  if (!last?.undo) return
  saying.set(null)
  await last.undo()
}

/** Place it where the words belong: above the composer, at the foot of a page. Only the last placed shows. */
const places = createStore<readonly number[]>([])
let place = 0

export function NewsLine({ className }: { className?: string | undefined }) {
  const said = saying.use((now) => now)
  const [here] = useState(() => ++place)
  const last = places.use((now) => now.at(-1))
  useEffect(() => {
    places.change((now) => [...now, here])
    return () => places.change((now) => now.filter((each) => each !== here))
  }, [here])
  const left = useCountdown(said?.until)
  useEffect(() => {
    if (said && left === 0) hush()
  }, [said, left])
  const shown = last === here ? said : null
  return (
    <div role="status" aria-live="polite" className={className}>
      {shown && (
        <p key={shown.n} className={classes.line} data-tone={shown.tone ?? "plain"}>
          <span className={classes.words}>{shown.words}</span>
          {shown.undo ? (
            <>
              <button type="button" className="word" onClick={() => void undoLast()}>{t("act.undo")}</button>
              <span className={`n ${classes.left}`} aria-hidden="true">{t("time.seconds", { count: left })}</span>
            </>
          ) : (
            <button type="button" className="word" onClick={hush}>{t("act.dismiss")}</button>
          )}
        </p>
      )}
    </div>
  )
}
