/** Sending: the words stand on the page at once, under an id of our choosing; failure is visible and loses nothing. */
import { api, asProblem } from "../../../api/client"
import { newId } from "../../../api/ids"
import type { Run } from "../../../api/shop"
import type { Conversation, Draft, Entry, Id, Inbox, MessageEntry, NoteEntry } from "../../../api/types"
import { t } from "../../../i18n"
import { recount } from "../../../live/counts"
import { desk, keep } from "../../../live/desk"
import { createStore } from "../../../live/observed"
import { trouble } from "../../../shell/news"
import { keepRun } from "./macros"
import { aside, clear, composingOf, focusComposer, fromDraft, quiet, rewrite, type Composing } from "./state"
import { whomOf } from "./whom"

interface Unsent { conversation_id: Id; kind: "replies" | "notes" | "macro-runs"; payload: Record<string, unknown>; composing: Composing; entry: Entry; problem: string | null }

const LOCAL = "sk-unsent"
/** On its way, or stuck in this window. Survives a reload. */
export const unsent = createStore<Readonly<Record<Id, Unsent>>>(restored())
unsent.watch(() => localStorage.setItem(LOCAL, JSON.stringify(unsent.read())))

/** Somebody answered first: their words, to be read before ours go out. */
export interface Overtaken { entry: Entry; at: number }
export const overtaken = createStore<Readonly<Record<Id, Overtaken>>>({})

function restored(): Record<Id, Unsent> {
  try {
    const kept = JSON.parse(localStorage.getItem(LOCAL) ?? "{}") as Record<Id, Unsent>
    return Object.fromEntries(Object.entries(kept).map(([id, each]) => [id, { ...each, problem: each.problem ?? "…" }]))
  } catch {
    return {}
  }
}

/** After a reload: what never left stands on the page again, saying so. */
export function showUnsent(): void {
  keep({ entries: Object.values(unsent.read()).map((each) => each.entry) })
  unsent.change((now) => Object.fromEntries(Object.entries(now).map(([id, each]) => [id, each.problem === "…" ? { ...each, problem: t("delivery.interrupted") } : each])))
}

const drop = (id: Id) => unsent.change(({ [id]: _gone, ...rest }) => rest)
const take = (id: Id) => { const kept = unsent.read()[id]; drop(id); keep({ removed: [id] }); return kept }

/** The last message of the conversation this window has seen: the server refuses when a newer answer stands there. */
export function lastSeen(conversation_id: Id): Entry | undefined {
  let last: Entry | undefined
  for (const entry of desk.read().held.entries.values())
    if (entry.conversation_id === conversation_id && entry.kind === "message" && entry.n > 0 && (!last || entry.n > last.n)) last = entry
  return last
}

/** The customer's last word in this conversation. */
export function lastIn(entries: ReadonlyMap<Id, Entry>, conversation_id: Id): MessageEntry | undefined {
  let last: MessageEntry | undefined
  for (const entry of entries.values())
    if (entry.conversation_id === conversation_id && entry.kind === "message" && entry.direction === "in" && (!last || entry.n > last.n)) last = entry
  return last
}

function envelope(id: Id, conversation: Conversation) {
  const me = desk.read().me?.agent
  return {
    id, n: 0, seq: 0, person_id: conversation.person_id, conversation_id: conversation.id, at: Date.now(),
    author: { kind: "agent" as const, id: me?.id ?? null, name: me?.name ?? "" },
  }
}

function messageEntry(id: Id, conversation: Conversation, inbox: Inbox, now: Composing): MessageEntry {
  const delivery = { state: "sending" as const, reason: null, advice: null, at: Date.now(), undo_until: null }
  return {
    ...envelope(id, conversation), kind: "message", direction: "out", inbox_id: inbox.id, channel: inbox.kind, public: !aside(now.mode),
    body: {
      text: now.text, folded: null, html: false, subject: now.subject, sender: null, to: now.to ?? [], cc: now.cc, bcc: now.bcc,
      attachments: now.attachments, forwarded: null, delivery, side: aside(now.mode), automatic: null, masked: false,
    },
  }
}

function noteEntry(id: Id, conversation: Conversation, text: string, mentions: Id[]): NoteEntry {
  return { ...envelope(id, conversation), kind: "note", direction: "none", inbox_id: null, channel: null, public: false, body: { text, mentions } }
}

/** Without a choice of ours the server follows the customer: into the open chat, or by mail when she has left. */
const replyPayload = (id: Id, inbox: Inbox, now: Composing, after: Id | null, close: boolean) => ({
  id, text: now.text.trim(), html: inbox.abilities.html ? now.html : null, inbox_id: now.inbox_id, subject: now.subject, answering: now.answering, after, close,
  handle_id: inbox.abilities.subject || aside(now.mode) ? null : now.handle_id,
  to: inbox.abilities.subject ? (now.to ?? []) : [], cc: now.cc, bcc: now.bcc, side: aside(now.mode), forward: now.mode === "forward", attachments: now.attachments.map((file) => file.id),
})

function launch(one: Unsent): Promise<void> {
  keep({ entries: [one.entry] })
  unsent.change((now) => ({ ...now, [one.entry.id]: one }))
  clear(one.conversation_id)
  quiet()
  return post(one)
}

async function post(one: Unsent): Promise<void> {
  const id = one.entry.id
  try {
    const answer = await api.post<Entry | Run>(`/conversations/${one.conversation_id}/${one.kind}`, one.payload)
    drop(id)
    if (one.kind === "macro-runs") return ran(one, answer as Run)
    keep({ entries: [answer as Entry] })
    if (one.payload.close) closedToo(one.conversation_id)
    recount()
  } catch (failure) {
    const problem = asProblem(failure)
    const theirs = problem.extra.entry as Entry | undefined
    if (problem.kind === "somebody_else") return giveBack(one, theirs)
    if (problem.status === 409 && theirs) return overtake(one, theirs)
    unsent.change((now) => ({ ...now, [id]: { ...one, problem: problem.detail } }))
  }
}

/** Words that wait for the shop are not said yet: they leave the page until they are. */
function ran(one: Unsent, run: Run): void {
  if (run.entry_id !== one.entry.id) keep({ removed: [one.entry.id] })
  keepRun(run)
  recount()
}

function closedToo(id: Id): void {
  const conversation = desk.read().held.conversations.get(id)
  if (conversation && conversation.state !== "closed") keep({ conversations: [{ ...conversation, state: "closed", closed_at: Date.now() }] })
}

/** Nothing was sent: our words go back to the desk, and the agent says whom they are for. */
function giveBack(one: Unsent, theirs: Entry | undefined): void {
  take(one.entry.id)
  if (theirs) keep({ entries: [theirs] })
  rewrite(one.conversation_id, one.composing)
}

/** Nothing is sent twice: our words go back to the desk, theirs are shown. */
function overtake(one: Unsent, theirs: Entry): void {
  take(one.entry.id)
  keep({ entries: [theirs] })
  overtaken.change((now) => ({ ...now, [one.conversation_id]: { entry: theirs, at: Date.now() } }))
  rewrite(one.conversation_id, one.composing)
}

export const settle = (id: Id): void => overtaken.change(({ [id]: _gone, ...rest }) => rest)

/** A colleague's answer was read meanwhile, so `after` no longer says whom this one was begun for. */
function begunFor(conversation: Conversation, now: Composing): Id | null {
  const { people, entries } = desk.read().held
  const person = people.get(conversation.person_id)
  return (person && whomOf(entries, conversation.id, person, now, null).word?.handle_id) ?? null
}

export function sendReply(conversation: Conversation, inbox: Inbox, close: boolean): Promise<void> {
  const now = composingOf(conversation.id)
  const id = newId()
  const theirs = overtaken.read()[conversation.id]?.entry
  const after = theirs?.id ?? now.seen?.id ?? lastSeen(conversation.id)?.id ?? null
  settle(conversation.id)
  const answer = replyPayload(id, inbox, theirs ? { ...now, handle_id: now.handle_id ?? begunFor(conversation, now) } : now, after, close)
  const macro = aside(now.mode) ? null : now.macro
  const payload = macro ? { id: macro.run_id, macro_id: macro.macro_id, answer, order_id: macro.order_id, order_version: macro.order_version } : answer
  return launch({ conversation_id: conversation.id, kind: macro ? "macro-runs" : "replies", payload, composing: now, entry: messageEntry(id, conversation, inbox, now), problem: null })
}

/** Colleagues named with @ in the words. */
export function mentionsIn(text: string): Id[] {
  const agents = desk.read().me?.agents ?? []
  const named = (name: string) => new RegExp(`@${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\d])`, "u").test(text)
  return agents.filter((each) => named(each.name) || named(each.name.split(" ")[0] ?? each.name)).map((each) => each.id)
}

export function sendNote(conversation: Conversation): Promise<void> {
  const now = composingOf(conversation.id)
  const id = newId()
  const text = now.text.trim()
  const mentions = mentionsIn(text)
  const payload = { id, text, mentions, attachments: now.attachments.map((file) => file.id) }
  return launch({ conversation_id: conversation.id, kind: "notes", payload, composing: now, entry: noteEntry(id, conversation, text, mentions), problem: null })
}

/** The same id again: if it did arrive, nothing is doubled. */
export async function resendUnsent(id: Id): Promise<void> {
  const one = unsent.read()[id]
  if (!one) return
  unsent.change((now) => ({ ...now, [id]: { ...one, problem: null } }))
  await post({ ...one, problem: null })
}

export function editUnsent(id: Id): void {
  const one = take(id)
  if (!one) return
  rewrite(one.conversation_id, one.composing)
  focusComposer()
}

export const discardUnsent = (id: Id): void => void take(id)

export async function tryAgain(entry: Entry): Promise<void> {
  try {
    keep({ entries: [await api.post<Entry>(`/entries/${entry.id}/delivery`)] })
  } catch (failure) {
    trouble(asProblem(failure).detail)
  }
}

/** Within its seconds a message can be taken back; its words return to the desk. */
export async function undoSend(entry: MessageEntry): Promise<void> {
  try {
    const { draft } = await api.delete<{ draft: Draft | null }>(`/entries/${entry.id}/delivery`)
    keep({ removed: [entry.id] })
    if (entry.conversation_id && draft) rewrite(entry.conversation_id, fromDraft(draft))
    else if (entry.conversation_id) rewrite(entry.conversation_id, { text: entry.body.text, attachments: entry.body.attachments })
    focusComposer()
  } catch (failure) {
    trouble(asProblem(failure).detail)
  }
}
