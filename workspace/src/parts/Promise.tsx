import { span } from "../i18n/times"
import { t } from "../i18n"
import { useNow } from "../live/clock"
import classes from "./parts.module.css"

export interface Due { tone: "calm" | "soon" | "late"; percent: number; left: number }

/** How full the ring is: ochre under a quarter left, clay when late. All in milliseconds UTC. */
export function dueOf(due: number, since: number | null, now: number): Due {
  const left = due - now
  const whole = Math.max(1, due - (since ?? due - 3_600_000))
  const percent = Math.min(100, Math.max(4, Math.round((1 - left / whole) * 100)))
  if (left < 0) return { tone: "late", percent: 100, left }
  return { tone: left < whole / 4 ? "soon" : "calm", percent, left }
}

/** What we promised: a ring that fills, with words. A kept promise says nothing. */
export function PromiseRing({ due, since }: { due: number | null; since: number | null }) {
  const now = useNow()
  if (due === null) return null
  const { tone, percent, left } = dueOf(due, since, now)
  return (
    <span className={`${classes.promise} n`} data-tone={tone}>
      <span className={classes.ring} style={{ "--p": percent } as React.CSSProperties} aria-hidden="true" />
      {tone !== "late" && <span className="vh">{t("promise.due_in")} </span>}
      {tone === "late" ? t("promise.late", { span: span(left) }) : span(left)}
    </span>
  )
}
