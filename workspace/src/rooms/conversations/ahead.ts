/** Opening a conversation needs two answers, and the list knows enough to ask for both at once, even before it is opened. */
import { api, type Page } from "../../api/client"
import type { Conversation, Entry, Id, OpenedConversation } from "../../api/types"
import { askAhead } from "../../live/ahead"
import { desk, keep } from "../../live/desk"
import { adopt } from "./composer/state"

export const PAGE = 50
export const openedKey = (id: Id, epoch: number) => `opened ${id}|${epoch}`
export const pageKey = (person: Id, epoch: number) => `page ${person}|${epoch}`

export async function askOpened(id: Id, signal?: AbortSignal): Promise<OpenedConversation> {
  const opened = await api.get<OpenedConversation>(`/conversations/${id}`, {}, signal)
  const { conversation } = opened
  // What the list already shows is not put in again: the whole list would be drawn anew for the same words.
  const same = conversation.seq !== undefined && desk.read().held.conversations.get(id)?.seq === conversation.seq
  keep({ conversations: same ? [] : [conversation], people: [opened.person], tasks: opened.tasks })
  adopt(id, opened.draft)
  return opened
}

export async function askPage(person: Id, after: string | null, signal?: AbortSignal): Promise<Page<Entry>> {
  const page = await api.get<Page<Entry>>(`/people/${person}/timeline`, { after, limit: PAGE }, signal)
  keep({ entries: page.items })
  return page
}

/** Somebody is about to open it: a pointer rests on it, or it is the next one. */
export function lookAhead(conversation: Conversation | undefined): void {
  if (!conversation) return
  const { epoch } = desk.read()
  askAhead(openedKey(conversation.id, epoch), () => askOpened(conversation.id))
  askAhead(pageKey(conversation.person_id, epoch), () => askPage(conversation.person_id, null))
}
