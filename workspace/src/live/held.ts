/** What this window holds, and how news changes it: state + events = new state. Pure. */
import type { Intent, Run, ShopOrder, StoreShown } from "../api/shop"
import type { Brand, Colleague, Conversation, Draft, Entry, Hours, Id, Inbox, Me, Person, Macro, Task, Team, Topic } from "../api/types"

export interface Held {
  seq: number
  conversations: ReadonlyMap<Id, Conversation>
  entries: ReadonlyMap<Id, Entry>
  people: ReadonlyMap<Id, Person>
  tasks: ReadonlyMap<Id, Task>
}

/** How far a store's orders are brought over. */
export interface Synced { store_id: Id; first_done: boolean; seen: number; total: number | null; synced_at: number | null; problem: string | null }

export interface News {
  seq?: number
  fact?: string
  conversations?: Conversation[]
  entries?: Entry[]
  people?: Person[]
  tasks?: Task[]
  /** What the boot call brought, changed since. */
  agents?: Partial<Colleague>[]
  brands?: Brand[]
  inboxes?: Inbox[]
  teams?: Team[]
  hours?: Hours[]
  topics?: Topic[]
  macros?: Macro[]
  stores?: StoreShown[]
  syncs?: Synced[]
  /** The shop's side: kept by whoever shows it. */
  orders?: ShopOrder[]
  intents?: Intent[]
  shop_people?: { person_id: Id }[]
  /** The rules of what we may give are others now. */
  commerce_policy?: { changed: true }[]
  /** Tracking services and the days they promise: asked again by their own page. */
  carriers?: { id: Id }[]
  delivery_promises?: { changed: true }[]
  pins?: { conversation_id: Id; order_ids: Id[] }[]
  /** What my own macros came to. */
  macro_runs?: Run[]
  /** Drafts of my own other windows. */
  drafts?: (Draft & { conversation_id: Id; gone?: boolean })[]
  /** Ids of what is gone for good (an undone message, a deleted task). */
  removed?: Id[]
}

export const NOTHING: Held = { seq: 0, conversations: new Map(), entries: new Map(), people: new Map(), tasks: new Map() }

interface Numbered { id: Id; seq?: number }

/** The same number may come twice and late: the newer wins, an equal one replaces. */
function upserted<T extends Numbered>(held: ReadonlyMap<Id, T>, arrived: T[] | undefined, seq?: number): ReadonlyMap<Id, T> {
  if (!arrived?.length) return held
  const next = new Map(held)
  for (const item of arrived) {
    const old = next.get(item.id)
    const version = item.seq ?? seq ?? 0
    if (!old || (old.seq ?? 0) <= version) next.set(item.id, item.seq === undefined ? { ...item, seq: version } : item)
  }
  return next
}

function without<T>(held: ReadonlyMap<Id, T>, ids: Id[] | undefined): ReadonlyMap<Id, T> {
  if (!ids?.some((id) => held.has(id))) return held
  const next = new Map(held)
  for (const id of ids) next.delete(id)
  return next
}

export function withNews(held: Held, news: News): Held {
  return {
    seq: Math.max(held.seq, news.seq ?? 0),
    conversations: without(upserted(held.conversations, news.conversations, news.seq), news.removed),
    entries: without(upserted(held.entries, news.entries, news.seq), news.removed),
    people: without(upserted(held.people, news.people, news.seq), news.removed),
    tasks: without(upserted(held.tasks, news.tasks, news.seq), news.removed),
  }
}

interface Named { id: Id }

function shelved<T extends Named>(held: T[] | undefined, arrived: Partial<T>[] | undefined, gone: Id[] | undefined): T[] {
  const kept = (held ?? []).filter((each) => !gone?.includes(each.id))
  if (!arrived?.length) return kept.length === held?.length ? held : kept
  const fresh = new Map(arrived.map((each) => [each.id as Id, each]))
  const changed = kept.map((each) => (fresh.has(each.id) ? { ...each, ...fresh.get(each.id) } : each))
  return [...changed, ...(arrived.filter((each) => !kept.some((old) => old.id === each.id)) as T[])]
}

/** The boot call's answer, kept fresh: colleagues, brands, inboxes, teams, topics, macros. */
export function meWithNews(me: Me, news: News): Me {
  const { removed } = news
  const touched = removed?.length || news.agents || news.brands || news.inboxes || news.teams || news.hours || news.topics || news.macros || news.stores
  if (!touched) return me
  const fresh = news.agents?.find((each) => each.id === me.agent.id)
  return {
    ...me,
    agent: fresh ? { ...me.agent, name: fresh.name ?? me.agent.name, colour: fresh.colour ?? me.agent.colour, role: fresh.role ?? me.agent.role } : me.agent,
    agents: shelved(me.agents, news.agents, removed),
    brands: shelved(me.brands, news.brands, removed),
    inboxes: shelved(me.inboxes, news.inboxes, removed),
    teams: shelved(me.teams, news.teams, removed),
    hours: shelved(me.hours, news.hours, removed),
    macros: shelved(me.macros, news.macros, removed),
    stores: shelved(me.stores, news.stores, removed),
    topics: news.topics ?? me.topics,
  }
}
