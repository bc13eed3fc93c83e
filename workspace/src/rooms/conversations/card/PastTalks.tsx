import { Link } from "wouter"
import type { Id, Past } from "../../../api/types"
import { t } from "../../../i18n"
import { listTime } from "../../../i18n/times"
import { colleague, useAgent } from "../../../live/desk"
import { topicName } from "../timeline/did"
import classes from "./card.module.css"

const FEW = 5

/** What we talked about before. They all stand on the same page; a click goes there. */
export function PastTalks({ past, current, linked }: { past: Past[]; current: Id; linked: Id[] }) {
  const me = useAgent()
  const others = past.filter((each) => each.id !== current)
  if (!others.length) return null
  return (
    <section className={classes.section}>
      <h4>{t("past.title")} <span>{t("past.count", { count: others.length })}</span></h4>
      <ul className={classes.past}>
        {others.slice(0, FEW).map((each) => (
          <li key={each.id}>
            <span className="n">{each.closed_at ? listTime(each.closed_at) : t("past.open")}</span>
            <Link href={`/inbox/all/${each.id}`} className={classes.clip} dir="auto">{each.subject || topicName(each.topic_id) || t("conversation.nameless")}{linked.includes(each.id) ? ` (${t("past.linked")})` : ""}</Link>
            <span>{each.assignee_id === me.id ? t("who.you") : colleague(each.assignee_id)?.name.split(" ")[0]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
