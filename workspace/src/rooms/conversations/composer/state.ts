/** What is being written, per conversation. Kept in this window at once, in this browser soon, on the server a moment later. */
import { api } from "../../../api/client"
import type { Address, Attachment, Conversation, Draft, Entry, Id, Inbox, MessageEntry, Ms, Person } from "../../../api/types"
import { createStore } from "../../../live/observed"
import { desk } from "../../../live/desk"
import { say } from "../../../live/socket"
import { isLetter } from "../letters"
import type { Chosen } from "./macros"

export type Mode = "reply" | "note" | "side" | "forward"
/** Words to somebody else, which the customer never sees. */
export const aside = (mode: Mode): boolean => mode === "side" || mode === "forward"
export interface Seen { id: Id; n: number }
export interface Composing {
  mode: Mode
  inbox_id: Id | null
  text: string
  html: string | null
  subject: string | null
  to: Address[] | null
  cc: Address[]
  bcc: Address[]
  answering: Id | null
  attachments: Attachment[]
  /** The last entry that was there when the writing began: what the agent answers. */
  seen: Seen | null
  /** Whom the agent chose, where somebody else wrote meanwhile. */
  handle_id: Id | null
  /** What goes along with the words; null after an ordinary beginning. */
  macro: Chosen | null
  at: Ms
}

export const BLANK: Composing = {
  mode: "reply", inbox_id: null, text: "", html: null, subject: null, to: null, cc: [], bcc: [], answering: null, attachments: [], seen: null, handle_id: null, macro: null, at: 0,
}
export const composing = createStore<Readonly<Record<Id, Composing>>>({})
export const composingOf = (id: Id): Composing => composing.read()[id] ?? BLANK
export const useComposing = (id: Id): Composing => composing.use((now) => now[id] ?? BLANK)
/** Grows when the words were changed from outside the editor (a draft, a macro, an undone message). */
export const rewritten = createStore<Readonly<Record<Id, number>>>({})

const hasWords = (now: Composing) => !!now.text.trim() || now.attachments.length > 0
const LOCAL = "sk-drafts"
const SOON = 1_200
const timers = new Map<Id, ReturnType<typeof setTimeout>>()
const onServer = new Set<Id>()

function local(): Record<Id, Composing> {
  try {
    return JSON.parse(localStorage.getItem(LOCAL) ?? "{}") as Record<Id, Composing>
  } catch {
    return {}
  }
}

function keepLocally(id: Id, now: Composing): void {
  const all = local()
  if (hasWords(now)) all[id] = now
  else delete all[id]
  localStorage.setItem(LOCAL, JSON.stringify(all))
}

const draftOf = (now: Composing) => ({
  text: now.text, html: now.html, inbox_id: now.inbox_id, subject: now.subject, to: now.to ?? [], cc: now.cc, bcc: now.bcc, answering: now.answering,
  attachments: now.attachments, side: aside(now.mode), note: now.mode === "note",
})

async function keepOnServer(id: Id): Promise<void> {
  const now = composingOf(id)
  const where = `/conversations/${id}/draft`
  if (hasWords(now)) { onServer.add(id); await api.put(where, draftOf(now)).catch(() => undefined) }
  else if (onServer.delete(id)) await api.delete(where).catch(() => undefined)
}

function keepSoon(id: Id): void {
  clearTimeout(timers.get(id))
  timers.set(id, setTimeout(() => { keepLocally(id, composingOf(id)); void keepOnServer(id) }, SOON))
  keepLocally(id, composingOf(id))
}

let answeringAt = 0
let typingAt = 0
let answeringIn: Id | null = null

/** Colleagues see who is answering, the customer (in a chat) that somebody writes. */
function signal(id: Id, now: Composing): void {
  const mine = now.mode === "reply" && !!now.text.trim()
  const moment = Date.now()
  if (mine && (answeringIn !== id || moment - answeringAt > 10_000)) { say({ answering: id }); answeringAt = moment; answeringIn = id }
  if (!mine && answeringIn === id) quiet()
  if (mine && moment - typingAt > 2_500) { say({ typing: id }); typingAt = moment }
}

export function quiet(): void {
  if (answeringIn) say({ answering: null })
  answeringIn = null
}

export function write(id: Id, change: Partial<Composing>): void {
  const now = { ...composingOf(id), ...change, at: Date.now() }
  composing.change((all) => ({ ...all, [id]: now }))
  signal(id, now)
  keepSoon(id)
}

/** Changed from outside the editor: the editor shows the new words. */
export function rewrite(id: Id, change: Partial<Composing>): void {
  write(id, change)
  rewritten.change((all) => ({ ...all, [id]: (all[id] ?? 0) + 1 }))
}

const escaped = (words: string) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")

/** Words from elsewhere (a code, a link) go to the end of what is being written; an empty sheet becomes an answer. */
export function addWords(id: Id, words: string): void {
  const { mode, text, html } = composingOf(id)
  const gap = !text || /\s$/.test(text) ? "" : " "
  const within = html && (html.endsWith("</p>") ? `${html.slice(0, -4)}${gap}${escaped(words)}</p>` : `${html}<p>${escaped(words)}</p>`)
  rewrite(id, { mode: text.trim() ? mode : "reply", text: text + gap + words, html: within })
}

export function clear(id: Id): void {
  const { mode, inbox_id } = composingOf(id)
  rewrite(id, { ...BLANK, mode: mode === "side" ? mode : "reply", inbox_id })
  // At once: a reload must not bring back what was sent or dropped.
  clearTimeout(timers.get(id))
  void keepOnServer(id)
}

export const fromDraft = (draft: Draft): Composing => ({
  mode: draft.note ? "note" : draft.side ? "side" : "reply", inbox_id: draft.inbox_id, text: draft.text, html: draft.html, subject: draft.subject ?? null,
  to: draft.to.length ? draft.to : null, cc: draft.cc, bcc: draft.bcc, answering: draft.answering ?? null, attachments: draft.attachments, seen: null, handle_id: null, macro: null, at: draft.at,
})

/** On opening: what this window has, else the newer of what this browser and the server kept. */
export function adopt(id: Id, draft: Draft | null): void {
  if (draft) onServer.add(id)
  if (composing.read()[id]) return
  const kept = local()[id]
  const theirs = draft ? fromDraft(draft) : undefined
  const best = kept && (!theirs || kept.at >= theirs.at) ? { ...BLANK, ...kept } : theirs
  if (!best) return
  composing.change((all) => ({ ...all, [id]: best }))
  rewritten.change((all) => ({ ...all, [id]: (all[id] ?? 0) + 1 }))
}

export const focusComposer = (): void => void dispatchEvent(new CustomEvent("sk-compose"))

const senderOf = (entry: MessageEntry): Address[] => {
  if (entry.body.reply_to?.length) return entry.body.reply_to
  return entry.body.sender ? [entry.body.sender] : []
}

/** This very mail is answered: its sender, its copies, its inbox. */
export function answerThis(entry: MessageEntry): void {
  const id = entry.conversation_id
  if (!id) return
  const ours = new Set((desk.read().me?.inboxes ?? []).map((each) => each.address.toLowerCase()))
  const cc = [...entry.body.to, ...entry.body.cc].filter((each) => !ours.has(each.value.toLowerCase()))
  write(id, { mode: "reply", answering: entry.id, inbox_id: entry.inbox_id, to: senderOf(entry), cc })
  focusComposer()
}

/** A mail is passed on, with its files, to somebody who can help. */
export function passOn(entry: MessageEntry): void {
  if (!entry.conversation_id) return
  write(entry.conversation_id, { mode: "forward", answering: entry.id, inbox_id: entry.inbox_id, to: [], cc: [], bcc: [] })
  focusComposer()
}

/** Who was copied in stays copied in, until somebody says otherwise. */
export function defaultCc(lastIn: MessageEntry | undefined, to: Address[]): Address[] {
  if (!lastIn || !isLetter(lastIn)) return []
  const out = new Set([...(desk.read().me?.inboxes ?? []).map((each) => each.address), ...to.map((each) => each.value)].map((each) => each.toLowerCase()))
  return [...lastIn.body.to, ...lastIn.body.cc].filter((each) => !out.has(each.value.toLowerCase()))
}

/** The inboxes the customer wrote to in this conversation, the last one first. */
export function usedInboxes(conversation: Conversation, entries: ReadonlyMap<Id, Entry>): Id[] {
  const heard = [...entries.values()].filter((each) => each.conversation_id === conversation.id && each.kind === "message" && each.direction === "in" && each.inbox_id)
  const used = heard.sort((a, b) => b.n - a.n).map((each) => each.inbox_id as Id)
  return [...new Set([...used, ...(conversation.inbox_id ? [conversation.inbox_id] : [])])]
}

/** By which inboxes this person can be reached from this conversation; the one they wrote to last comes first. */
export function waysTo(conversation: Conversation, person: Person, inboxes: Inbox[], used: Id[]): Inbox[] {
  const mail = person.handles.some((each) => each.kind === "email")
  const reachable = (inbox: Inbox) =>
    used.includes(inbox.id) || (inbox.brand_id === conversation.brand_id && inbox.abilities.may_open && (mail || !inbox.abilities.subject))
  const rank = (inbox: Inbox) => (used.includes(inbox.id) ? used.indexOf(inbox.id) : used.length)
  return inboxes.filter(reachable).sort((a, b) => rank(a) - rank(b))
}

/** Whom a mail goes to when nothing was chosen: the answered mail's sender, else the best address we know. */
export function defaultTo(person: Person, lastIn: MessageEntry | undefined): Address[] {
  const sender = lastIn && isLetter(lastIn) ? senderOf(lastIn) : []
  if (sender.length) return sender
  const mails = person.handles.filter((each) => each.kind === "email" && !each.bouncing)
  const best = mails.find((each) => each.proof === "proven") ?? mails[0]
  return best ? [{ value: best.display || best.value, name: person.name }] : []
}
