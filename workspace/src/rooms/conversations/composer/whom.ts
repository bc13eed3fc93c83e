/**
 * Whom the answer is for. Several may write in one conversation: who only says to be this person was joined for the desk. The
 * answer stays with whom the agent saw when they began to write, whoever speaks after that. The server asks the same.
 */
import { useEffect } from "react"
import type { Entry, Id, MessageEntry, Person } from "../../../api/types"
import { desk } from "../../../live/desk"
import { onlySays } from "../names"
import { composing, composingOf, useComposing, type Composing, type Seen } from "./state"

type Entries = ReadonlyMap<Id, Entry>
export interface Whom {
  /** The word that is answered: its writer gets the answer. */
  word: MessageEntry | undefined
  /** Who wrote since the agent began, where the answer would go to them now. Null once the agent chose. */
  other: MessageEntry | undefined
}

const sure = (entry: MessageEntry, person: Person) => !onlySays(entry, person)

/** The messages of a conversation up to number `until`, side talks aside, the newest first. */
function said(entries: Entries, conversation_id: Id, until: number): MessageEntry[] {
  const found: MessageEntry[] = []
  for (const each of entries.values())
    if (each.conversation_id === conversation_id && each.kind === "message" && !each.body.side && each.n > 0 && each.n <= until) found.push(each)
  return found.sort((a, b) => b.n - a.n)
}

function waiting(all: MessageEntry[], person: Person): MessageEntry | undefined {
  const ours = all.find((each) => each.direction === "out")
  const heard = all.filter((each) => each.direction === "in")
  const wait = heard.filter((each) => !ours || each.n > ours.n)
  if (wait.length) return wait.find((each) => sure(each, person)) ?? wait[0]
  return heard.find((each) => each.handle_id && each.handle_id === ours?.handle_id) ?? heard[0]
}

/** Who waits where the customer spoke last (or by the channel that was chosen); among them who is proven goes before who only claims. */
export function meant(entries: Entries, conversation_id: Id, person: Person, kind: string | null, until = Infinity): MessageEntry | undefined {
  const all = said(entries, conversation_id, until)
  const last = all.find((each) => each.direction === "in")?.channel
  const by = (channel: string | null | undefined) => waiting(all.filter((each) => each.channel === channel), person)
  return last ? ((kind && by(kind)) || by(last)) : undefined
}

/** Whether the answer may follow from one word to a later one: theirs, or surely the same customer's. A forged letter is neither. */
function follows(before: MessageEntry | undefined, now: MessageEntry, person: Person): boolean {
  if (!before) return sure(now, person)
  if (before.handle_id === now.handle_id) return sure(now, person) || !sure(before, person)
  return sure(now, person) && sure(before, person)
}

export function whomOf(entries: Entries, conversation_id: Id, person: Person, now: Composing, kind: string | null): Whom {
  if (now.handle_id) return { word: said(entries, conversation_id, Infinity).find((each) => each.direction === "in" && each.handle_id === now.handle_id), other: undefined }
  const newest = meant(entries, conversation_id, person, kind)
  if (!now.seen || !newest) return { word: newest, other: undefined }
  const word = meant(entries, conversation_id, person, kind, now.seen.n)
  return follows(word, newest, person) ? { word: newest, other: undefined } : { word, other: newest }
}

/** The last entry of the conversation that this window has: what whoever begins to write now has before them. */
function newestSeen(conversation_id: Id): Seen | null {
  const [last] = said(desk.read().held.entries, conversation_id, Infinity)
  return last ? { id: last.id, n: last.n } : null
}

const hasWords = (now: Composing): boolean => !!now.text.trim() || now.attachments.length > 0

/** From the first letter on it is written down what was seen; an emptied sheet begins anew. */
export function useWhom(conversation_id: Id, person: Person, kind: string | null): Whom {
  const now = useComposing(conversation_id)
  const begun = hasWords(now)
  const known = desk.use((state) => begun && !now.seen && [...state.held.entries.values()].some((each) => each.conversation_id === conversation_id && each.n > 0))
  useEffect(() => {
    const held = composingOf(conversation_id)
    const seen = !begun ? null : (held.seen ?? newestSeen(conversation_id))
    const handle_id = begun ? held.handle_id : null
    if (seen?.id !== held.seen?.id || handle_id !== held.handle_id) composing.change((all) => ({ ...all, [conversation_id]: { ...held, seen, handle_id } }))
  }, [conversation_id, begun, known])
  const word = desk.use((state) => whomOf(state.held.entries, conversation_id, person, now, kind).word)
  const other = desk.use((state) => whomOf(state.held.entries, conversation_id, person, now, kind).other)
  return { word, other }
}
