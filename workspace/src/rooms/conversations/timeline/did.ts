/** Machinery in one quiet line: what was done, by whom, said as a person would. */
import type { ActEntry } from "../../../api/types"
import { t, type Key, type Values } from "../../../i18n"
import { momentWords } from "../../../i18n/times"
import { colleague, desk } from "../../../live/desk"

const word = (value: unknown): string => (typeof value === "string" ? value : "")
const number = (value: unknown): number | null => (typeof value === "number" ? value : null)

/** Who did it: "You", a colleague's first name, the customer's, or nobody for the house itself. */
export function doer(entry: Pick<ActEntry, "author">): string {
  const { author } = entry
  if (author.kind === "agent" && author.id === desk.read().me?.agent.id) return t("who.you")
  return author.name.split(/\s+/)[0] ?? ""
}

const agentName = (id: unknown): string => {
  if (word(id) === desk.read().me?.agent.id) return t("who.you_object")
  return colleague(word(id))?.name.split(" ")[0] ?? ""
}
const teamName = (id: unknown): string => desk.read().me?.teams.find((each) => each.id === id)?.name ?? ""
export const topicName = (id: unknown): string => desk.read().me?.topics.find((each) => each.id === id)?.name ?? ""

/** A joined person is not among those held any more; the one they were joined to still knows their name. */
function personName(...ids: unknown[]): string {
  const { people } = desk.read().held
  for (const id of ids.map(word).filter(Boolean)) {
    const merged = [...people.values()].flatMap((each) => each.merged).find((each) => each.id === id)
    const name = merged?.name || people.get(id)?.name || [...people.values()].find((each) => each.identity_id === id)?.name
    if (name) return name
  }
  return ""
}

function valuesOf(entry: ActEntry): Values {
  const { detail } = entry.body
  const until = number(detail.until)
  return {
    who: doer(entry),
    name: word(detail.name) || agentName(detail.agent_id) || teamName(detail.team_id) || personName(detail.from_id, detail.person_id) || t("who.somebody"),
    tag: word(detail.tag), topic: word(detail.topic) || topicName(detail.topic_id) || "–",
    when: until ? momentWords(until) : t("snooze.word_short"),
    handle: word(detail.handle) || word(detail.display) || word(detail.value) || personName(detail.into_id) || t("who.somebody"), text: word(detail.text), reason: word(detail.reason),
  }
}

const SAID = new Set([
  "closed", "reopened", "assigned", "unassigned", "snoozed", "woke", "tagged", "untagged", "topic", "merged", "unmerged", "spam", "not_spam", "trashed",
  "restored", "linked", "unlinked", "claimed", "proven", "withdrawn", "task_added", "task_done", "blocked", "unblocked", "read_by_customer", "started", "priority", "taken_back", "moved",
])

/** Without a name it happened by itself: "Woke up", "Assigned to Bob". */
export function didWords(entry: ActEntry): string {
  const { verb, detail } = entry.body
  if (!SAID.has(verb)) return [doer(entry), verb.replaceAll("_", " "), word(detail.text)].filter(Boolean).join(" ")
  const values = valuesOf(entry)
  if (verb === "assigned" && values.who === t("who.you") && values.name === t("who.you_object")) return t("did.took")
  if (verb === "assigned" && entry.author.id && entry.author.id === detail.agent_id) return t("did.took_other", values)
  const you = values.who === t("who.you")
  const form = `did.${verb}${you ? ".you" : values.who ? "" : ".self"}` as Key
  return t(form, values)
}
