/** Everything beside a talk in one call, kept fresh by the live line; older orders come page by page. */
import { useEffect, useRef, useState } from "react"
import { api, asProblem, type Page, type Problem } from "../../../api/client"
import type { Intent, Pane, ShopOrder } from "../../../api/shop"
import type { Id, Person } from "../../../api/types"
import { desk } from "../../../live/desk"
import { useLoaded } from "../../../live/loaded"
import { onNews } from "../../../live/socket"
import { trouble } from "../../../shell/news"
import { membersOf } from "../../conversations/timeline/items"
import { cursorOf, together } from "./order"

export interface Shop {
  pane: Pane | undefined; problem: Problem | null; loading: boolean; again: () => void
  orders: ShopOrder[]; pinned: readonly Id[]; intents: Intent[]
  next: string | null; busy: boolean; more: () => void
}

const PAGE = 50
const SOON = 400

export function useShop(person: Person, conversationId: Id | null): Shop {
  const epoch = desk.use((now) => now.epoch)
  // Joined or parted: what somebody else bought is gone from here before anybody reads it out.
  const who = [...membersOf(person)].sort().join(" ")
  const loaded = useLoaded(`shop ${who}|${conversationId ?? ""}|${epoch}`, (signal) => api.get<Pane>(`/people/${person.id}/shop`, { conversation: conversationId }, signal))
  const { data: pane, again } = loaded
  const [older, setOlder] = useState<{ orders: ShopOrder[]; next: string | null } | null>(null)
  const [busy, setBusy] = useState(false)
  const news = useShopNews(person, conversationId, again)
  const next = older ? older.next : cursorOf(pane?.next ?? null)
  const more = () => {
    if (!next || busy) return
    setBusy(true)
    api.get<Page<ShopOrder>>(`/people/${person.id}/orders`, { after: next, limit: PAGE })
      .then((page) => setOlder((now) => ({ orders: [...(now?.orders ?? []), ...page.items], next: page.next })), (failure: unknown) => trouble(asProblem(failure).detail))
      .finally(() => setBusy(false))
  }
  const orders = together(pane?.orders ?? [], older?.orders ?? [], news.orders)
  const intents = [...news.intents.values(), ...(pane?.intents ?? []).filter((each) => !news.intents.has(each.id))]
  return { pane, problem: loaded.problem, loading: loaded.loading, again, orders, pinned: news.pinned ?? pane?.pinned ?? [], intents, next, busy, more }
}

/** The same with one order in front that may be older than all that was asked for. */
export function useWanted(shop: Shop, wanted: Id | null): Shop {
  const found = useLoaded(wanted && `order ${wanted}`, (signal) => api.get<ShopOrder>(`/orders/${wanted}`, undefined, signal)).data
  if (!found) return shop
  return { ...shop, orders: together([found], [], new Map(shop.orders.map((each) => [each.id, each]))), pinned: [found.id, ...shop.pinned] }
}

interface Fresh { orders: ReadonlyMap<Id, ShopOrder>; intents: ReadonlyMap<Id, Intent>; pinned: readonly Id[] | null }
const NONE: Fresh = { orders: new Map(), intents: new Map(), pinned: null }

/** What changed is shown at once; sums and what else follows from it are asked for a moment later, once. */
function useShopNews(person: Person, conversationId: Id | null, again: () => void): Fresh {
  const [fresh, setFresh] = useState(NONE)
  const members = useRef(membersOf(person))
  members.current = membersOf(person)
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined
    const stop = onNews((news) => {
      const mine = <T extends { person_id: Id }>(all: T[] | undefined) => (all ?? []).filter((each) => members.current.has(each.person_id))
      const [orders, intents] = [mine(news.orders), mine(news.intents)]
      const pins = news.pins?.find((each) => each.conversation_id === conversationId)
      const changed = orders.length || intents.length || pins
      if (changed)
        setFresh((now) => ({
          orders: new Map([...now.orders, ...orders.map((each) => [each.id, each] as const)]),
          intents: new Map([...now.intents, ...intents.map((each) => [each.id, each] as const)]),
          pinned: pins?.order_ids ?? now.pinned,
        }))
      if (!changed && !mine(news.shop_people).length) return
      clearTimeout(soon)
      soon = setTimeout(again, SOON)
    })
    return () => { stop(); clearTimeout(soon) }
  }, [conversationId, again])
  return fresh
}
