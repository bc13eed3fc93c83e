/** The stores and their kinds, as this page holds them: asked once, asked again when the live line tells of a change. */
import { useEffect, useRef, useState } from "react"
import { api } from "../../../api/client"
import type { Id } from "../../../api/types"
import { changeMe, desk } from "../../../live/desk"
import { useLoaded, type Loaded } from "../../../live/loaded"
import { onNews } from "../../../live/socket"
import { listed, type Listed } from "../parts/listed"
import { tellDesk, type Kind, type Progress, type Standing, type Store } from "./model"

export interface Known { stores: Store[]; kinds: Kind[] }
export interface Shops { loaded: Loaded<Known>; again: () => void; keep: (store: Store) => void; gone: (id: Id) => void }

async function ask(signal: AbortSignal): Promise<Known> {
  const [stores, kinds] = await Promise.all([
    api.get<Listed<Store>>("/stores", undefined, signal), api.get<Listed<Kind>>("/store-kinds", undefined, signal),
  ])
  return { stores: listed(stores), kinds: listed(kinds) }
}

/** Calls when a value differs from the one before, not at first. */
export function useChange(value: unknown, act: () => void): void {
  const last = useRef(value)
  useEffect(() => {
    if (last.current !== value) act()
    last.current = value
  }, [value, act])
}

export const useTold = (): string | undefined => desk.use((now) => now.me?.stores?.map((each) => `${each.id} ${each.state}`).join())

export function useShops(): Shops {
  const loaded = useLoaded("stores", ask)
  useChange(useTold(), loaded.again)
  const put = (change: (stores: Store[]) => Store[]) => loaded.data && loaded.set({ ...loaded.data, stores: change(loaded.data.stores) })
  return {
    loaded, again: loaded.again,
    keep: (store) => {
      put((stores) => [...stores.filter((each) => each.id !== store.id), store])
      tellDesk(store)
    },
    gone: (id) => {
      put((stores) => stores.filter((each) => each.id !== id))
      changeMe((me) => ({ ...me, stores: (me.stores ?? []).filter((each) => each.id !== id) }))
    },
  }
}

/** How each fares, with the first sync's steps as they are told. */
export function useStandings(): { data: Standing[] | undefined; problem: Loaded<unknown>["problem"] } {
  const loaded = useLoaded("standings", (signal) => api.get<Listed<Standing>>("/store-standings", undefined, signal))
  const { again } = loaded
  useChange(useTold(), again)
  const [syncs, setSyncs] = useState<ReadonlyMap<Id, Progress>>(new Map())
  useEffect(() => onNews((news) => {
    if (!news.syncs?.length) return
    setSyncs((now) => new Map([...now, ...(news.syncs ?? []).map((each) => [each.store_id, each] as const)]))
    if (news.syncs.some((each) => each.first_done)) again()
  }), [again])
  const data = loaded.data && listed(loaded.data).map((each) => ({ ...each, sync: syncs.get(each.store_id) ?? each.sync }))
  return { data, problem: loaded.problem }
}
