/** Which orders stand where beside a talk, whose they are, and what can be said of one. Pure. */
import type { Line, Order, Pane, ShopOrder, Sums } from "../../../api/shop"
import type { Id, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { membersOf } from "../../conversations/timeline/items"
import { roughly } from "../money"

/** Pinned ones first, as they were pinned; else the newest. The rest is a list. */
export function arranged(orders: readonly ShopOrder[], pinned: readonly Id[]): { cards: ShopOrder[]; earlier: ShopOrder[] } {
  const newest = [...orders].sort((a, b) => b.order.placed_at - a.order.placed_at || (a.id < b.id ? 1 : -1))
  const named = pinned.map((id) => newest.find((each) => each.id === id)).filter((each): each is ShopOrder => !!each)
  const cards = named.length ? named : newest.slice(0, 1)
  return { cards, earlier: newest.filter((each) => !cards.includes(each)) }
}

/** The newer word of the shop wins; what came by the live line wins over an equal one. */
export function together(pane: readonly ShopOrder[], older: readonly ShopOrder[], fresh: ReadonlyMap<Id, ShopOrder>): ShopOrder[] {
  const all = new Map<Id, ShopOrder>()
  for (const each of [...older, ...pane, ...fresh.values()]) {
    const known = all.get(each.id)
    if (!known || known.seq <= each.seq) all.set(each.id, each)
  }
  return [...all.values()]
}

/** Where the list goes on: the server's own cursor, from the last one shown. */
export function cursorOf(next: Pane["next"]): string | null {
  return next ? btoa(JSON.stringify(next)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") : null
}

/** Of all pieces ever bought, the share that came back, in percent. */
export const returnRate = (sums: Sums): number => (sums.pieces ? Math.round((sums.returned / sums.pieces) * 100) : 0)

export const leftOf = (line: Line): number => line.quantity - line.cancelled
const ON_ITS_WAY = new Set(["requested", "approved", "in_transit"])
/** How many pieces of a line are on their way back, and have not come yet. */
export const comingBack = (order: Order, line: string): number =>
  order.returns.filter((each) => ON_ITS_WAY.has(each.state)).flatMap((each) => each.lines).filter((each) => each.line_id === line).reduce((sum, each) => sum + each.quantity, 0)
/** "moss, M": what a person would say of the one they chose. */
export const kindOf = (line: Line): string => Object.values(line.options).join(", ") || line.variant

/** Who bought an order that stands beside somebody else's talk, by what the shop knows of them; null where it is their own. */
export function buyerOf({ order, person_id }: ShopOrder, person: Person): string | null {
  return membersOf(person).has(person_id) ? null : order.name || order.email || order.phone || t("person.nameless")
}

/** In a list of everybody's orders: whose, what, for how much. */
export const whose = ({ order }: ShopOrder): string => [order.name || order.email || order.phone, titlesOf(order), roughly(order.total)].filter(Boolean).join(" · ")
/** Where an order is looked at: beside everything else of its buyer. */
export const pageOf = ({ id, person_id }: ShopOrder): string => `/people/${person_id}?order=${id}`

export const titlesOf = (order: Pick<Order, "lines">): string => order.lines.map((each) => each.title).join(", ")
export const bare = (number: string): string => number.replace(/^#/, "")
