/** Entries in, lines of the page out: marks of days, folded machinery, words that follow words. Pure. */
import type { ActEntry, Conversation, Entry, Id, MessageEntry, NoteEntry, OrderEntry, Person } from "../../../api/types"
import { daysBetween, MINUTE, startOfDay } from "../../../i18n/times"

/** What stands in the margin: only the time when the line above bears the same date. */
export type Margin = "date" | "time" | "both" | "none"
interface Placed { key: string; margin: Margin }
export type Item =
  | (Placed & { kind: "day"; at: number; year: boolean })
  | (Placed & { kind: "message"; entry: MessageEntry; follows: boolean; subject: string | null })
  | (Placed & { kind: "note"; entry: NoteEntry })
  | (Placed & { kind: "act"; entry: ActEntry })
  | (Placed & { kind: "folded"; entries: ActEntry[] })
  | (Placed & { kind: "closing"; entry: ActEntry; topic: Id | null })
  | (Placed & { kind: "order"; entry: OrderEntry; paid: boolean })
  | (Placed & { kind: "other"; entry: Entry })
  | (Placed & { kind: "typing" })

/** The customer is writing: always the last line. */
export const TYPING: Item = { kind: "typing", key: "typing", margin: "none" }

/** Everyone merged into this person, and the person. */
export const membersOf = (person: Person): ReadonlySet<Id> =>
  new Set([person.id, person.identity_id, ...person.merged.map((each) => each.id)])

export function entriesOf(all: Iterable<Entry>, members: ReadonlySet<Id>, conversations: ReadonlyMap<Id, Conversation>): Entry[] {
  const theirs = (entry: Entry) => {
    if (members.has(entry.person_id) || (entry.host_id && members.has(entry.host_id))) return true
    const conversation = entry.conversation_id ? conversations.get(entry.conversation_id) : undefined
    return !!conversation && (members.has(conversation.identity_id) || members.has(conversation.person_id))
  }
  return [...all].filter(theirs).sort(inOrder)
}

/** `n` is the server's order; what is still on its way (n = 0) comes last. */
const placeOf = (entry: Entry) => (entry.n > 0 ? entry.n : Number.MAX_SAFE_INTEGER)
const inOrder = (a: Entry, b: Entry) => placeOf(a) - placeOf(b) || a.at - b.at || (a.id < b.id ? -1 : 1)

const JOINS = 3 * MINUTE
/** Paid at the till: one line says both. */
const AT_ONCE = 10 * MINUTE
const CLOSES = new Set(["closed"])
/** Acts the customer's side caused or that need eyes are never folded away. */
const LOUD = new Set(["claimed", "proven", "merged", "unmerged", "blocked", "linked"])

type IsLetter = (entry: MessageEntry) => boolean

function follows(entry: MessageEntry, before: Entry | undefined, isLetter: IsLetter): boolean {
  return (
    before?.kind === "message" && before.channel === entry.channel && !isLetter(entry) && before.direction === entry.direction &&
    before.author.id === entry.author.id && before.author.name === entry.author.name && before.body.side === entry.body.side && entry.at - before.at < JOINS
  )
}

export const bare = (subject: string | null | undefined) => (subject ?? "").replace(/^((re|aw|antw|sv|fwd?|wg|tr)(\[\d+\])?:\s*)+/i, "").trim()

class Page {
  readonly items: Item[] = []
  private date: number | null = null
  private before: Entry | undefined
  private subject = ""
  private acts: ActEntry[] = []
  private readonly topics = new Map<Id, Id>()

  constructor(private readonly now: number, private readonly isLetter: IsLetter) {}

  add(entry: Entry): void {
    this.file(entry)
    if (this.paidAtOnce(entry)) return
    const small = entry.kind === "act" && !CLOSES.has(entry.body.verb) && !LOUD.has(entry.body.verb)
    if (small && this.sameDay(entry)) return void this.acts.push(entry)
    this.flush()
    if (small) return void this.acts.push(entry)
    this.mark(entry.at)
    if (entry.kind === "message") this.message(entry)
    else if (entry.kind === "note") this.items.push({ kind: "note", key: entry.id, entry, margin: this.margin(entry.at, false) })
    else if (entry.kind === "order") this.items.push({ kind: "order", key: entry.id, entry, paid: false, margin: this.margin(entry.at, true) })
    // A kind this window has never heard of: a newer server tells more than an open window knows.
    else if (entry.kind !== "act") this.items.push({ kind: "other", key: (entry as Entry).id, entry, margin: this.margin((entry as Entry).at, true) })
    else if (CLOSES.has(entry.body.verb)) this.items.push({ kind: "closing", key: entry.id, entry, topic: this.topics.get(entry.conversation_id ?? "") ?? null, margin: "none" })
    else this.items.push({ kind: "act", key: entry.id, entry, margin: this.margin(entry.at, true) })
    this.before = entry
  }

  /** Three small things in a row fold into one line. */
  flush(): void {
    const acts = this.acts
    this.acts = []
    if (!acts.length) return
    const [first] = acts as [ActEntry]
    this.mark(first.at)
    if (acts.length > 2) this.items.push({ kind: "folded", key: `fold:${first.id}`, entries: acts, margin: this.margin(first.at, true) })
    else for (const entry of acts) this.items.push({ kind: "act", key: entry.id, entry, margin: this.margin(entry.at, true) })
    this.before = acts.at(-1)
  }

  private paidAtOnce(entry: Entry): boolean {
    const last = this.items.at(-1)
    if (entry.kind !== "order" || entry.body.verb !== "paid" || entry.body.intent_id || last?.kind !== "order" || this.acts.length) return false
    const placed = last.entry
    if (placed.body.verb !== "placed" || placed.body.order_id !== entry.body.order_id || entry.at - placed.at > AT_ONCE) return false
    if (placed.body.amount?.minor !== entry.body.amount?.minor) return false
    last.paid = true
    return true
  }

  /** What the conversation was last said to be about: its closing says so. */
  private file(entry: Entry): void {
    if (entry.kind === "act" && entry.conversation_id && typeof entry.body.detail.topic_id === "string") this.topics.set(entry.conversation_id, entry.body.detail.topic_id)
  }

  private sameDay(entry: Entry): boolean {
    const last = this.acts.at(-1)
    return !last || startOfDay(last.at) === startOfDay(entry.at)
  }

  private message(entry: MessageEntry): void {
    const joined = follows(entry, this.before, this.isLetter)
    const subject = bare(entry.body.subject)
    const changed = subject && subject !== this.subject
    if (subject) this.subject = subject
    const margin = joined ? "none" : this.margin(entry.at, false)
    this.items.push({ kind: "message", key: entry.id, entry, follows: joined, subject: changed ? subject : null, margin })
  }

  /** Today is named; an older year is named once; other days stand in the margin. */
  private mark(at: number): void {
    const day = startOfDay(at)
    const year = new Date(at).getFullYear()
    const today = daysBetween(at, this.now) <= 0
    const newYear = this.date !== null && new Date(this.date).getFullYear() !== year
    if (today && (this.date === null || daysBetween(this.date, this.now) > 0))
      this.items.push({ kind: "day", key: `day:${day}`, at, year: false, margin: "none" })
    else if (newYear) this.items.push({ kind: "day", key: `year:${year}`, at, year: true, margin: "none" })
    if (today || newYear) this.date = today ? day : null
  }

  private margin(at: number, small: boolean): Margin {
    const day = startOfDay(at)
    const known = this.date === day
    this.date = day
    if (known || daysBetween(at, this.now) <= 0) return "time"
    return small ? "date" : "both"
  }
}

export function itemsOf(entries: Entry[], now: number, isLetter: IsLetter): Item[] {
  const page = new Page(now, isLetter)
  for (const entry of entries) page.add(entry)
  page.flush()
  return page.items
}
