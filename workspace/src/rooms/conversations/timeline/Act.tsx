import { IconArrowsJoin2, IconCheck, IconClock, IconDots, IconFolder, IconLink, IconListCheck, IconPoint, IconShield, IconTag, IconUserCheck } from "@tabler/icons-react"
import { useState } from "react"
import type { ActEntry, Id } from "../../../api/types"
import { rich, t } from "../../../i18n"
import { clockTime, daysBetween, shortDate } from "../../../i18n/times"
import { useAgent } from "../../../live/desk"
import type { Margin as Kind } from "./items"
import { didWords, doer, topicName } from "./did"
import { Margin } from "./Margin"
import classes from "./timeline.module.css"

const GLYPHS: Record<string, typeof IconPoint> = {
  assigned: IconUserCheck, unassigned: IconUserCheck, snoozed: IconClock, woke: IconClock, tagged: IconTag, untagged: IconTag, topic: IconFolder, merged: IconArrowsJoin2,
  unmerged: IconArrowsJoin2, linked: IconLink, claimed: IconLink, proven: IconShield, task_added: IconListCheck, task_done: IconListCheck, started: IconPoint,
}
const WARNING = new Set(["blocked", "spam"])

function Place({ verb }: { verb: string }) {
  const Shape = GLYPHS[verb] ?? IconPoint
  return <span className={classes.gl}><span><Shape size={16} stroke={1.6} aria-hidden="true" /></span></span>
}

export function Act({ entry, margin }: { entry: ActEntry; margin: Kind }) {
  return (
    <div className={`${classes.entry} ${classes.act}`} data-entry={entry.id}>
      <Margin at={entry.at} kind={margin} />
      <Place verb={entry.body.verb} />
      <div className={classes.body}><p className={classes.m} data-tone={WARNING.has(entry.body.verb) ? "warn" : undefined} dir="auto">{didWords(entry)}</p></div>
    </div>
  )
}

/** Three and more small things: one line that opens. */
export function Folded({ entries, margin }: { entries: ActEntry[]; margin: Kind }) {
  const [open, setOpen] = useState(false)
  const [first] = entries
  if (!first) return null
  return (
    <div className={`${classes.entry} ${classes.act}`}>
      <Margin at={first.at} kind={margin} />
      <span className={classes.gl}><span><IconDots size={16} stroke={1.6} aria-hidden="true" /></span></span>
      <div className={classes.body}>
        <div className={classes.m}>
          <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t("timeline.fold") : t("timeline.folded", { first: didWords(first), count: entries.length - 1 })}
          </button>
          {open && <ol>{entries.map((each) => <li key={each.id}><time>{clockTime(each.at)}</time><span dir="auto">{didWords(each)}</span></li>)}</ol>}
        </div>
      </div>
    </div>
  )
}

/** The end of a piece of work: a double rule, as in a ledger. */
export function Closing({ entry, topicId }: { entry: ActEntry; topicId: Id | null }) {
  const me = useAgent()
  const who = doer(entry)
  const topic = topicName(topicId)
  const day = daysBetween(entry.at, Date.now()) === 0 ? clockTime(entry.at) : shortDate(entry.at)
  return (
    <div className={classes.closing} data-entry={entry.id}>
      <span />
      <span className={classes.gl}><span><IconCheck size={16} stroke={1.6} aria-hidden="true" /></span></span>
      <p><span>{who ? rich(entry.author.id === me.id ? "did.closed_you" : "did.closed_by", { name: who, day }) : rich("did.closed_self", { day })}{topic && <>&ensp;·&ensp;{topic}</>}</span></p>
    </div>
  )
}
