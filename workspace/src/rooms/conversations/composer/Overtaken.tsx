import type { Conversation, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { desk } from "../../../live/desk"
import { overtaken, sendReply, settle } from "./sending"
import { clear, composingOf, focusComposer, usedInboxes, waysTo } from "./state"
import classes from "./composer.module.css"

/** One customer, one answer: a colleague was faster, and here is what they said. */
export function OvertakenPanel({ conversation, person }: { conversation: Conversation; person: Person }) {
  const theirs = overtaken.use((now) => now[conversation.id])
  const inboxes = desk.use((now) => now.me?.inboxes ?? [])
  if (!theirs || theirs.entry.kind !== "message") return null
  const ways = waysTo(conversation, person, inboxes, usedInboxes(conversation, desk.read().held.entries))
  const inbox = ways.find((each) => each.id === composingOf(conversation.id).inbox_id) ?? ways[0]
  const name = theirs.entry.author.name.split(/\s+/)[0] ?? theirs.entry.author.name
  return (
    <div className={classes.overtaken} role="alert">
      <h3>{t("overtaken.title", { name })}</h3>
      <blockquote dir="auto">{theirs.entry.body.text}</blockquote>
      <p>
        <button type="button" className="word" onClick={focusComposer}>{t("overtaken.edit")}</button>
        {inbox && <button type="button" className="word" onClick={() => void sendReply(conversation, inbox, false)}>{t("overtaken.send")}</button>}
        <button type="button" className="word" onClick={() => { settle(conversation.id); clear(conversation.id) }}>{t("overtaken.discard")}</button>
      </p>
    </div>
  )
}
