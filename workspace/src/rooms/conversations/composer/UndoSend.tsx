import { IconSend } from "@tabler/icons-react"
import type { Id, MessageEntry } from "../../../api/types"
import { t } from "../../../i18n"
import { useCountdown } from "../../../live/clock"
import { desk } from "../../../live/desk"
import { useCommands } from "../../../shell/keys"
import { undoSend } from "./sending"
import classes from "./composer.module.css"

function lastUndoable(entries: ReadonlyMap<Id, unknown>, conversationId: Id, me: Id | undefined): MessageEntry | undefined {
  let last: MessageEntry | undefined
  for (const entry of entries.values() as Iterable<MessageEntry>) {
    const until = entry.kind === "message" && entry.conversation_id === conversationId && entry.author.id === me ? entry.body.delivery?.undo_until : null
    if (until && until > Date.now() && (!last || entry.at > last.at)) last = entry
  }
  return last
}

/** For a few seconds a mail has not left the house yet. */
export function UndoSend({ conversationId }: { conversationId: Id }) {
  const entry = desk.use((now) => lastUndoable(now.held.entries, conversationId, now.me?.agent.id))
  const left = useCountdown(entry?.body.delivery?.undo_until)
  const shown = entry && left > 0
  useCommands([shown && { id: "undo_send", label: t("keys.undo_send"), group: "keys.writing", keys: "z", run: () => void undoSend(entry) }])
  if (!shown) return null
  return (
    <p className={classes.undo} role="status">
      <IconSend size={15} stroke={1.6} aria-hidden="true" />
      <span>{t("composer.leaving")}</span>
      <button type="button" className="word" onClick={() => void undoSend(entry)}>{t("act.undo")}</button>
      <span className={`n ${classes.left}`} aria-hidden="true">{t("time.seconds", { count: left })}</span>
    </p>
  )
}
