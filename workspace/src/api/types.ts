/** The nouns as they travel. Times are milliseconds UTC, ids are ULIDs. */
import type { MacroAct, OrderBody, StoreShown } from "./shop"

export type Id = string
export type Ms = number

export type Role = "admin" | "lead" | "agent"
export interface Agent {
  id: Id; email: string; name: string; role: Role; inboxes: Id[] | null; locale: string; colour: string
  state: "active" | "invited" | "disabled"; totp: boolean; created_at: Ms; alerts: { desktop?: boolean; mail?: boolean; sound?: boolean }
}
export interface Colleague { id: Id; name: string; colour: string; role: Role; state: Agent["state"]; here: Presence }
export type Presence = "here" | "away" | "gone"
export interface Brand {
  id: Id; name: string; colour: string; locale: string; logo: string | null; site: string | null
  signature_text: string; signature_html: string; hours_id: Id | null; reply_time: string; privacy_url: string | null; reopen_days: number
}
export interface Abilities {
  longest_text: number | null; html: boolean; files: boolean; longest_file: number; receipts: boolean; typing: boolean
  may_open: boolean; reply_window: number | null; subject: boolean; cc: boolean; undo_seconds: number
}
export interface Inbox {
  id: Id; kind: string; name: string; brand_id: Id; address: string
  state: "ok" | "needs_owner" | "paused" | "testing"; problem?: string | null; public_key?: string; abilities: Abilities
}
export interface Hours { id: Id; name: string; timezone: string; intervals: { day: number; opens: string; closes: string }[]; holidays: { date: string; name: string }[]; always: boolean }
export interface Team { id: Id; name: string; members: Id[] }
export interface Topic { id: Id; parent_id: Id | null; name: string; position: number }
export interface Tag { name: string; count?: number }
export interface Me {
  agent: Agent; brands: Brand[]; inboxes: Inbox[]; agents: Colleague[]; teams: Team[]; topics: Topic[]; tags: (string | Tag)[]
  features: Record<string, unknown>; seq: number; setup_done: boolean
  hours?: Hours[]; macros?: Macro[]; stores?: StoreShown[]
}

export type HandleKind = "email" | "phone" | "messenger" | "store" | "visitor" | "other"
export interface Handle {
  id: Id; person_id: Id; kind: HandleKind; value: string; display: string; proof: "claimed" | "proven"
  proven_by: string | null; at: Ms; bouncing: string | null; source: string
  /** Arrivals are recognised by it; a claim on it by somebody else is a row of its own. */
  holder?: boolean
  /** This claim joined its person to the holder for the desk; one click takes it back. */
  joined?: boolean
}
export interface MergedPerson { id: Id; name: string; at: Ms; by: Id | null; into_id?: Id; claimed?: boolean; /** The claim that joined them, and the address they named. */ handle_id?: Id | null; address?: string | null }
export interface Person {
  id: Id; identity_id: Id; name: string; about: string; locale: string | null; timezone: string | null; created_at: Ms; seen_at: Ms | null
  blocked: boolean; regular: boolean; handles: Handle[]; merged: MergedPerson[]; attributes: Record<string, unknown>; seq?: number
}

export type ConversationState = "new" | "open" | "waiting" | "closed"
export interface Conversation {
  id: Id; person_id: Id; identity_id: Id; brand_id: Id; inbox_id: Id | null; channel: string; state: ConversationState
  subject: string; preview: string; /** customer, agent or system. */ preview_by: string; preview_agent_id: Id | null; person_name: string; person_regular: boolean
  assignee_id: Id | null; team_id: Id | null; tags: string[]; topic_id: Id | null; priority: number; due_at: Ms | null; since: Ms | null
  snoozed_until: Ms | null; snoozed: boolean; snooze_until_word: boolean; spam: boolean; trashed: boolean; unread: boolean
  last_at: Ms; last_in_at: Ms | null; last_out_at: Ms | null; created_at: Ms; closed_at: Ms | null; linked: Id[]; seq: number
}

export interface Author { kind: "customer" | "agent" | "bot" | "system"; id: Id | null; name: string }
export interface Address { value: string; name: string }
export interface Attachment { id: Id; name: string; content_type: string; size: number; inline?: boolean; cid?: string | null; url?: string }
export type DeliveryState = "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unsure"
export interface Delivery { state: DeliveryState; reason: string | null; advice: string | null; at: Ms; undo_until: Ms | null }
export interface MessageBody {
  text: string; folded: string | null; html: boolean; subject: string | null; sender: Address | null; to: Address[]; cc: Address[]; bcc: Address[]
  reply_to?: Address[]; attachments: Attachment[]; forwarded: { name: string; email: string; at?: Ms | null } | null
  delivery: Delivery | null; side: boolean; automatic: string | null; masked: boolean; unproven?: boolean; answering?: Id | null; page?: string | null
}
export interface NoteBody { text: string; mentions: Id[]; attachments?: Attachment[] }
export interface ActBody { verb: string; detail: Record<string, unknown> }
interface Envelope {
  id: Id; n: number; person_id: Id; conversation_id: Id | null; at: Ms; direction: "in" | "out" | "none"; author: Author
  inbox_id: Id | null; channel: string | null; public: boolean; seq: number; host_id?: Id | null; handle_id?: Id | null
}
export interface MessageEntry extends Envelope { kind: "message"; body: MessageBody }
export interface NoteEntry extends Envelope { kind: "note"; body: NoteBody }
export interface ActEntry extends Envelope { kind: "act"; body: ActBody }
export interface OrderEntry extends Envelope { kind: "order"; body: OrderBody }
export type Entry = MessageEntry | NoteEntry | ActEntry | OrderEntry

export interface Draft {
  text: string; html: string | null; inbox_id: Id | null; channel?: string | null; subject?: string | null; to: Address[]; cc: Address[]; bcc: Address[]
  answering?: Id | null; attachments: Attachment[]; side?: boolean; note?: boolean; at: Ms
}
export interface Task {
  id: Id; person_id: Id; conversation_id: Id | null; text: string; owner_id: Id | null; due_at: Ms | null; done_at: Ms | null; created_by: Id | null; seq?: number
}
export interface Past { id: Id; subject: string; topic_id: Id | null; state?: ConversationState; created_at?: Ms; closed_at: Ms | null; assignee_id: Id | null }
export interface OpenedConversation { conversation: Conversation; person: Person; draft: Draft | null; tasks: Task[]; past: Past[] }
export interface Macro {
  id: Id; name: string; shortcut: string; text: string; html: string | null; brand_id: Id | null; topic_id: Id | null
  /** What is done along with the words. */
  acts?: MacroAct[]
  used?: number
}
export type View = "mine" | "unassigned" | "all" | "waiting" | "later" | "closed" | "spam" | "trash" | "mentions"
export type Counts = Partial<Record<View, number>>
