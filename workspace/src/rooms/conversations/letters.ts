import type { MessageEntry } from "../../api/types"
import { desk } from "../../live/desk"

/** Whether these words travelled as a letter, with a subject and copies, or as talk. The inbox knows; a forgotten one leaves its traces. */
export function isLetter(entry: MessageEntry): boolean {
  const inbox = desk.read().me?.inboxes.find((each) => each.id === entry.inbox_id)
  return inbox ? inbox.abilities.subject : entry.body.subject !== null || entry.body.html
}
