import type { Id, Person } from "../../../api/types"
import { firstName } from "../names"
import { t } from "../../../i18n"
import { useTyping } from "../list/Row"
import classes from "./timeline.module.css"

/** What the customer is writing, as far as we know it. */
export function TypingLine({ conversationId, person }: { conversationId: Id; person: Person }) {
  const typing = useTyping(conversationId)
  if (!typing) return null
  const name = firstName(person.name) || t("person.nameless")
  return (
    <div className={classes.typing}>
      <span /><span />
      <p>
        {t("timeline.typing", { name })}
        <span className={classes.dots} aria-hidden="true"><span /><span /><span /></span>
        {typing.text && <i dir="auto">{typing.text}</i>}
      </p>
    </div>
  )
}
