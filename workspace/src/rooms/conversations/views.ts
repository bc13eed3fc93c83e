/** Which conversations a view shows, in what order, under which headings. Pure: the list is derived from what is held. */
import type { Conversation, Id, View } from "../../api/types"
import type { Key } from "../../i18n"

export interface Filter { view: View; inbox?: string | null; tag?: string | null }
export type GroupName = "ours" | "theirs" | "later" | "all"
/** `more`: the server has some that are not here yet. */
export interface Group { name: GroupName; list: Conversation[]; more?: boolean }

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

const ONE_AFTER_THE_OTHER: readonly GroupName[] = ["ours", "theirs", "later"]

/** A list ends where it is not known how it goes on: behind the first fifty who wait stands the fifty-first, not those who do not. */
export function reached(groups: Group[], cursors: readonly (string | null)[]): Group[] {
  const open = cursors.findIndex(Boolean)
  if (open < 0) return groups
  const last = cursors.length > 1 ? ONE_AFTER_THE_OTHER[open] : groups.at(-1)?.name
  const shown = groups.filter((group) => cursors.length === 1 || ONE_AFTER_THE_OTHER.indexOf(group.name) <= open)
  return shown.map((group) => (group.name === last ? { ...group, more: true } : group))
}

/** Nothing moves under the pointer: what was shown keeps its place, what left goes, what is new is held back, or stands behind all of it. */
export function steadied(groups: Group[], shown: Group[]): { groups: Group[]; held: number } {
  const order = groups.flatMap((group) => group.list)
  const now = new Map(order.map((each) => [each.id, each]))
  const before = new Set(shown.flatMap((group) => group.list).map((each) => each.id))
  const end = order.reduce((last, each, index) => (before.has(each.id) ? index : last), -1)
  const behind = new Set(order.slice(end + 1))
  const names = [...new Set([...shown, ...groups].map((group) => group.name))]
  const kept = names.map((name) => {
    const fresh = groups.find((group) => group.name === name)
    const stayed = shown.find((group) => group.name === name)?.list.flatMap((each) => now.get(each.id) ?? []) ?? []
    return { name, list: [...stayed, ...(fresh?.list.filter((each) => behind.has(each)) ?? [])], more: fresh?.more }
  })
  const held = order.slice(0, end + 1).filter((each) => !before.has(each.id)).length
  return { groups: kept.filter((group) => group.list.length), held }
}
