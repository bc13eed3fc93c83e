import type { Conversation, Entry, Id, Topic } from "../../api/types"
import { t } from "../../i18n"

/** A topic with what it stands under: "Delivery, Late". */
export function topicPath(topics: readonly Topic[], id: Id | null): string {
  const topic = id ? topics.find((each) => each.id === id) : undefined
  if (!topic) return ""
  const above = topicPath(topics, topic.parent_id)
  return above ? `${above}, ${topic.name}` : topic.name
}

function firstWords(id: Id, entries: ReadonlyMap<Id, Entry>): string {
  let first: Entry | undefined
  for (const entry of entries.values())
    if (entry.conversation_id === id && entry.kind === "message" && entry.n > 0 && (!first || entry.n < first.n)) first = entry
  return first?.kind === "message" ? first.body.text.split("\n")[0]?.slice(0, 80) ?? "" : ""
}

/** What a conversation is called: its subject, else what it is about, else the words it began with. */
export const titleOf = (conversation: Conversation, topics: readonly Topic[], entries: ReadonlyMap<Id, Entry>): string =>
  conversation.subject || topicPath(topics, conversation.topic_id) || firstWords(conversation.id, entries) || conversation.preview || t("conversation.nameless")
