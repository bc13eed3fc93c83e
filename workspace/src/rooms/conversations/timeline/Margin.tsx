import { clockTime, marginDate, wholeTime } from "../../../i18n/times"
import type { Margin as Kind } from "./items"

/** The time at the margin; the whole of it on hover. */
export function Margin({ at, kind }: { at: number; kind: Kind }) {
  if (kind === "none") return <span />
  return (
    <time dateTime={new Date(at).toISOString()} title={wholeTime(at)}>
      {kind !== "time" && <span>{marginDate(at)}</span>}
      {kind !== "date" && <span>{clockTime(at)}</span>}
    </time>
  )
}
