/** Who sits in the shop's chat now, and on which page. Whispered, so it may be a moment late; never kept. */
import type { Id } from "../api/types"
import { desk } from "./desk"

export interface Spot { page: string | null; title: string | null }
/** By identity, then by the inbox whose chat is open and the visitor who sits there: several may be joined for the desk. */
export type Visitors = Readonly<Record<Id, Readonly<Record<string, Spot>>>>
export interface VisitorWhisper extends Spot { whisper: "visitor"; person_id: Id; inbox_id: Id; /** Whose session it is, within the identity. */ own_id?: Id; here: boolean }
const placeOf = (inbox_id: Id, own_id: Id) => `${inbox_id} ${own_id}`

/** From one page of the shop to the next the line is cut for a moment: nobody needs to read that they left. */
const STEP = 4_000

export function withVisitor(visitors: Visitors, { person_id, inbox_id, own_id, here, page, title }: VisitorWhisper): Visitors {
  const place = placeOf(inbox_id, own_id ?? person_id)
  const { [place]: _, ...elsewhere } = visitors[person_id] ?? {}
  if (here) return { ...visitors, [person_id]: { ...elsewhere, [place]: { page, title } } }
  if (Object.keys(elsewhere).length) return { ...visitors, [person_id]: elsewhere }
  const { [person_id]: _gone, ...others } = visitors
  return others
}

const leaving = new Map<string, ReturnType<typeof setTimeout>>()
const change = (told: VisitorWhisper) => desk.change((now) => ({ ...now, visitors: withVisitor(now.visitors, told) }))

export function seen(told: VisitorWhisper): void {
  const key = told.person_id + placeOf(told.inbox_id, told.own_id ?? told.person_id)
  clearTimeout(leaving.get(key))
  leaving.delete(key)
  if (told.here) return change(told)
  leaving.set(key, setTimeout(() => { leaving.delete(key); change(told) }, STEP))
}

/** A line opened anew is told afresh who is here. */
export function nobodyYet(): void {
  for (const timer of leaving.values()) clearTimeout(timer)
  leaving.clear()
  desk.change((now) => (Object.keys(now.visitors).length ? { ...now, visitors: {} } : now))
}

/** What to call a page: its own title, else its path; nothing for the shop's front page or where none was told. */
export function pageName({ page, title }: Spot): string {
  if (title) return title
  if (!page || !URL.canParse(page)) return ""
  const { pathname } = new URL(page)
  return pathname === "/" ? "" : decoded(pathname)
}

function decoded(path: string): string {
  try { return decodeURI(path) } catch { return path }
}

/** Where this person is now, or one session of theirs (`own`); null when they are not in a chat of ours. */
export const useSpot = (identity: Id, own?: Id): Spot | null => desk.use((now) => {
  const all = Object.entries(now.visitors[identity] ?? {})
  const spots = all.filter(([place]) => !own || place.endsWith(` ${own}`)).map(([, spot]) => spot)
  return spots.find((spot) => spot.page) ?? spots[0] ?? null
})
