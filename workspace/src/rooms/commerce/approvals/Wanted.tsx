import type { ReactNode } from "react"
import { Link } from "wouter"
import type { Approval, Wish } from "../../../api/ruling"
import { t } from "../../../i18n"
import { listTime, wholeTime } from "../../../i18n/times"
import { colleague } from "../../../live/desk"
import { Avatar } from "../../../parts/Avatar"
import { why } from "../../settings/policy/says"
import { back, money } from "../money"
import { phrase } from "../phrase"
import { bare } from "../pane/order"
import { shareOf, wantsWords } from "./words"
import classes from "./approvals.module.css"

export const talkOf = (one: Wish): string => (one.conversation_id ? `/inbox/all/${one.conversation_id}` : `/people/${one.person_id}`)

/** Who wants what for whom, in their own words, and the rule that asked. */
export function Wanted({ approval, current = false, onFocus, children }: { approval: Approval; current?: boolean; onFocus?: () => void; children: ReactNode }) {
  const { intent, person_name, number, total } = approval
  const name = person_name || t("person.nameless")
  const share = shareOf(approval)
  const facts = [
    number && t("approvals.of_order", { number: bare(number), total: total ? money(total) : "" }), share !== null && t("approvals.share", { percent: share }), intent.wow && t("approvals.from_wow"),
  ].filter(Boolean).join(" · ")
  return (
    <article className={classes.wish} data-wish={intent.id} data-current={current || undefined} tabIndex={0} onFocus={onFocus} aria-labelledby={`wish-${intent.id}`}>
      <Avatar name={intent.by_name || "?"} colour={colleague(intent.agent_id)?.colour} size={32} />
      <div className={classes.words}>
        <h2 id={`wish-${intent.id}`}>{wantsWords(intent, <span dir="auto">{intent.by_name || t("policy.role_bot")}</span>, (words) => <span className="n">{words}</span>)}</h2>
        <p className={classes.about}><b dir="auto">{name}</b>{facts && <span className="n">{facts}</span>}<Link href={talkOf(intent)}>{intent.conversation_id ? t("approvals.talk") : t("approvals.person", { name })}</Link></p>
        {intent.why && <blockquote dir="auto">{intent.why}</blockquote>}
        {intent.items.length > 0 && (
          <ul className={classes.items}>
            {intent.items.map((item, index) => (
              <li key={index}><span dir="auto">{item.quantity && item.quantity > 1 ? `${item.quantity} × ` : ""}{phrase(item)}</span>{item.amount && <span className="n">{item.amount.minor < 0 ? back(item.amount) : money(item.amount)}</span>}</li>
            ))}
          </ul>
        )}
        {intent.rule && <p className={classes.rule}>{why(intent.rule, intent.rule)}</p>}
        {children}
      </div>
      <time dateTime={new Date(intent.created_at).toISOString()} title={wholeTime(intent.created_at)}>{listTime(intent.created_at)}</time>
    </article>
  )
}
