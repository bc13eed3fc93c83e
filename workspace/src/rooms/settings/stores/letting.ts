/** Out to the shop's own page, where the owner lets us in, and what comes back. */
import { api } from "../../../api/client"
import type { Id } from "../../../api/types"
import { attempt } from "../parts/parts"
import type { Store } from "./model"

/** Leaves for the shop; false where there is no way out, which is said. */
export const goToShop = (id: Id): Promise<boolean> =>
  attempt(async () => {
    const { url } = await api.post<{ url: string }>(`/stores/${id}/sign-in`)
    if (!/^https?:\/\//.test(url)) throw new Error("no page on the web")
    location.assign(url)
  })

const asked = new Map<string, Promise<Store>>()

/** What the shop wrote into the address counts once, however often this page is drawn. */
export function comeBack(search: string): Promise<Store> {
  const known = asked.get(search)
  if (known) return known
  const coming = api.post<Store>("/store-comebacks", { query: Object.fromEntries(new URLSearchParams(search)) })
  asked.set(search, coming)
  return coming
}
