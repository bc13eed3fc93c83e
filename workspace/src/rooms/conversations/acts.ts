/** What an agent does with conversations. Shown at once, taken back visibly when the server says no, undone where it can be. */
import { api, asProblem } from "../../api/client"
import type { Conversation, Id, Ms } from "../../api/types"
import { t } from "../../i18n"
import { momentWords } from "../../i18n/times"
import { colleague, desk, keep } from "../../live/desk"
import { recount } from "../../live/counts"
import { announce, trouble } from "../../shell/news"

const held = (id: Id): Conversation | undefined => desk.read().held.conversations.get(id)
const path = (id: Id, rest = "") => `/conversations/${id}${rest}`

/** Show `change` now, do `act`, and put things back with the server's words if it fails. */
async function optimistic(id: Id, change: Partial<Conversation>, act: () => Promise<unknown>): Promise<boolean> {
  const before = held(id)
  if (before) keep({ conversations: [{ ...before, ...change }] })
  try {
    const answer = await act()
    if (isConversation(answer)) keep({ conversations: [answer] })
    recount()
    return true
  } catch (failure) {
    const now = held(id)
    if (before && now) keep({ conversations: [{ ...before, seq: now.seq }] })
    trouble(asProblem(failure).detail)
    return false
  }
}

const isConversation = (answer: unknown): answer is Conversation =>
  !!answer && typeof answer === "object" && "person_name" in answer && "state" in answer

export async function close(id: Id): Promise<void> {
  const before = held(id)
  const done = await optimistic(id, { state: "closed", closed_at: Date.now(), snoozed: false }, () => api.put(path(id, "/closure")))
  if (done && before) announce({ words: t("done.closed", { name: before.person_name }), undo: () => reopen(id, before.state) })
}

export const reopen = (id: Id, state: Conversation["state"] = "open"): Promise<boolean> =>
  optimistic(id, { state, closed_at: null }, () => api.delete(path(id, "/closure")))

export interface Until { until?: Ms; until_word?: boolean }

export async function snooze(id: Id, { until, until_word }: Until): Promise<void> {
  const change = { snoozed: true, snoozed_until: until ?? null, snooze_until_word: !!until_word }
  if (!(await optimistic(id, change, () => api.put(path(id, "/snooze"), { until, until_word })))) return
  const words = until ? t("done.snoozed", { when: momentWords(until) }) : t("done.snoozed_word")
  announce({ words, undo: () => wake(id) })
}

export const wake = (id: Id): Promise<boolean> =>
  optimistic(id, { snoozed: false, snoozed_until: null, snooze_until_word: false }, () => api.delete(path(id, "/snooze")))

function assignmentWords(agent_id: Id | null, team_id: Id | null): string {
  const me = desk.read().me
  if (agent_id && agent_id === me?.agent.id) return t("done.taken")
  const name = colleague(agent_id)?.name ?? me?.teams.find((each) => each.id === team_id)?.name
  return name ? t("done.assigned", { name }) : t("done.unassigned")
}

export async function assign(id: Id, agent_id: Id | null, team_id: Id | null = null): Promise<void> {
  const before = held(id)
  if (!(await putAssignment(id, agent_id, team_id)) || !before) return
  announce({ words: assignmentWords(agent_id, team_id), undo: () => putAssignment(id, before.assignee_id, before.team_id) })
}

const putAssignment = (id: Id, agent_id: Id | null, team_id: Id | null): Promise<boolean> =>
  optimistic(id, { assignee_id: agent_id, team_id }, () =>
    agent_id || team_id ? api.put(path(id, "/assignment"), { agent_id, team_id }) : api.delete(path(id, "/assignment")))

type Flag = "spam" | "trash"
const FIELD = { spam: "spam", trash: "trashed" } as const

const putFlag = (id: Id, flag: Flag, on: boolean): Promise<boolean> =>
  optimistic(id, { [FIELD[flag]]: on }, () => (on ? api.put(path(id, `/${flag}`)) : api.delete(path(id, `/${flag}`))))

export async function setFlag(id: Id, flag: Flag, on: boolean): Promise<void> {
  if (await putFlag(id, flag, on)) announce({ words: t(`done.${flag}_${on ? "on" : "off"}`), undo: () => putFlag(id, flag, !on) })
}

export function tag(id: Id, name: string, on: boolean): Promise<boolean> {
  const tags = held(id)?.tags ?? []
  const next = on ? [...new Set([...tags, name])] : tags.filter((each) => each !== name)
  const where = path(id, `/tags/${encodeURIComponent(name)}`)
  return optimistic(id, { tags: next }, () => (on ? api.put(where) : api.delete(where)))
}

export const setTopic = (id: Id, topic_id: Id | null): Promise<boolean> =>
  optimistic(id, { topic_id }, () => api.put(path(id, "/topic"), { topic_id }))

export const setPriority = (id: Id, priority: number): Promise<boolean> =>
  optimistic(id, { priority }, () => api.put(path(id, "/priority"), { priority }))

export async function markRead(id: Id): Promise<void> {
  const before = held(id)
  if (!before?.unread) return
  keep({ conversations: [{ ...before, unread: false }] })
  await api.put(path(id, "/read")).catch(() => undefined)
}

export async function markUnread(id: Id): Promise<void> {
  await optimistic(id, { unread: true }, () => api.delete(path(id, "/read")))
}

export type BulkVerb = "close" | "assign" | "snooze" | "spam" | "trash" | "tag" | "read"

/** The server works in slices and tells which could not be done, and why. */
export async function bulk(ids: Id[], verb: BulkVerb, args: Record<string, unknown> = {}): Promise<void> {
  try {
    const { done, failed } = await api.post<{ done: Id[]; failed: { id: Id; detail: string }[] }>("/bulk", { ids, verb, args })
    recount()
    if (failed.length) trouble(t("bulk.failed", { count: failed.length, detail: failed[0]?.detail ?? "" }))
    else announce(t("bulk.done", { count: done.length }))
  } catch (failure) {
    trouble(asProblem(failure).detail)
  }
}
