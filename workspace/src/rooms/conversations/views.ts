/** Which conversations a view shows, in what order, under which headings. Pure: the list is derived from what is held. */
import type { Conversation, Id, View } from "../../api/types"
import type { Key } from "../../i18n"

export interface Filter { view: View; inbox?: string | null; tag?: string | null }
export type GroupName = "ours" | "theirs" | "later" | "all"
export interface Group { name: GroupName; list: Conversation[] }

export const VIEWS: readonly View[] = ["mine", "unassigned", "all", "later", "waiting", "mentions", "closed", "spam", "trash"]
export const viewLabel = (view: View): Key => `view.${view}`
export const isView = (word: string | undefined): word is View => VIEWS.includes(word as View)

const live = (each: Conversation) => !each.spam && !each.trashed
const open = (each: Conversation) => live(each) && each.state !== "closed"
const ours = (each: Conversation) => each.state === "new" || each.state === "open"

const BELONGS: Record<View, (each: Conversation, me: Id) => boolean> = {
  mine: (each, me) => open(each) && each.assignee_id === me,
  unassigned: (each) => open(each) && !each.assignee_id && !each.snoozed && ours(each),
  all: open,
  waiting: (each) => open(each) && each.state === "waiting" && !each.snoozed,
  later: (each) => open(each) && each.snoozed,
  closed: (each) => live(each) && each.state === "closed",
  spam: (each) => each.spam && !each.trashed,
  trash: (each) => each.trashed,
  // Only the server knows who was mentioned: what it listed stays listed.
  mentions: () => false,
}

export function belongs(each: Conversation, filter: Filter, me: Id, listed?: ReadonlySet<Id>): boolean {
  if (filter.inbox && each.inbox_id !== filter.inbox) return false
  if (filter.tag && !each.tags.includes(filter.tag)) return false
  if (filter.view === "mentions") return !!listed?.has(each.id)
  return BELONGS[filter.view](each, me)
}

/** What we promised first, then who waits longest. */
export const urgency = (each: Conversation): number => each.due_at ?? each.since ?? each.last_at
const byUrgency = (a: Conversation, b: Conversation) =>
  urgency(a) - urgency(b) || (a.id < b.id ? -1 : 1)
const newestFirst = (a: Conversation, b: Conversation) => b.last_at - a.last_at || (a.id < b.id ? 1 : -1)
const FOR_EVER = Number.MAX_SAFE_INTEGER
const byReturn = (a: Conversation, b: Conversation) => (a.snoozed_until ?? FOR_EVER) - (b.snoozed_until ?? FOR_EVER) || newestFirst(a, b)

export function groupOf(each: Conversation, view: View): GroupName {
  if (view === "closed" || view === "spam" || view === "trash" || view === "mentions") return "all"
  if (each.snoozed) return "later"
  return ours(each) ? "ours" : "theirs"
}

const ORDERS: Record<GroupName, (a: Conversation, b: Conversation) => number> = {
  ours: byUrgency, theirs: newestFirst, later: byReturn, all: newestFirst,
}

/** The view as the agent sees it: groups that are empty are left out. */
export function grouped(all: Iterable<Conversation>, filter: Filter, me: Id, listed?: ReadonlySet<Id>): Group[] {
  const groups: Record<GroupName, Conversation[]> = { ours: [], theirs: [], later: [], all: [] }
  for (const each of all) if (belongs(each, filter, me, listed)) groups[groupOf(each, filter.view)].push(each)
  return (["ours", "theirs", "later", "all"] as const)
    .map((name) => ({ name, list: groups[name].sort(ORDERS[name]) }))
    .filter((group) => group.list.length)
}

/** Nothing moves under the pointer: what was shown keeps its place, what left goes, what is new is held back. */
export function steadied(groups: Group[], shown: Group[]): { groups: Group[]; held: number } {
  const now = new Map(groups.flatMap((group) => group.list).map((each) => [each.id, each]))
  const before = new Set(shown.flatMap((group) => group.list).map((each) => each.id))
  const kept = shown
    .map((group) => ({ ...group, list: group.list.flatMap((each) => now.get(each.id) ?? []) }))
    .filter((group) => group.list.length)
  return { groups: kept, held: [...now.keys()].filter((id) => !before.has(id)).length }
}
