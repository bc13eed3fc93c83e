/** What the shop sells, asked of the shop itself; the kinds of one thing are asked for once a minute at most. */
import { useState } from "react"
import { useDebouncedValue } from "@mantine/hooks"
import { api, type Page } from "../../../api/client"
import type { Budget } from "../../../api/ruling"
import type { Product, StoreShown, Variant } from "../../../api/shop"
import type { Id } from "../../../api/types"
import { useLoaded } from "../../../live/loaded"

const REMEMBERED = 60_000
const FOUND = 12
const known = new Map<string, { at: number; kinds: Promise<Variant[]> }>()

const ask = (store: Id, words: string, limit: number, signal?: AbortSignal) => api.get<Page<Product>>(`/stores/${store}/products`, { q: words, limit }, signal)

function kindsOf(store: Id, product: string): Promise<Variant[]> {
  const key = `${store} ${product}`
  const before = known.get(key)
  if (before && Date.now() - before.at < REMEMBERED) return before.kinds
  const kinds = ask(store, product, 5).then((page) => page.items.find((each) => each.id === product)?.variants ?? [])
  known.set(key, { at: Date.now(), kinds })
  kinds.catch(() => known.delete(key))
  return kinds
}

/** The kinds of one thing; `null` as a product asks nothing. */
export const useKinds = (store: StoreShown, product: string | null) =>
  useLoaded(product && store.abilities.products ? `kinds ${store.id} ${product}` : null, () => kindsOf(store.id, product as string))

/** `eager`: what sells is shown before anything is typed. */
export function useProducts(store: StoreShown, eager: boolean) {
  const [words, setWords] = useState("")
  const [wanted] = useDebouncedValue(words.trim(), 300)
  const found = useLoaded(wanted || eager ? `products ${store.id} ${wanted}` : null, (signal) => ask(store.id, wanted, FOUND, signal))
  return { words, setWords, found, late: wanted !== words.trim() }
}

/** What money is counted in where no order tells: as the shop prices what it sells, else as our own policy counts. Null while asked. */
export function useCurrency(store: StoreShown, known: string | null): string | null {
  const priced = useLoaded(known === null && store.abilities.products ? `currency ${store.id}` : null, (signal) => ask(store.id, "", 1, signal))
  const ours = useLoaded(known === null ? "our currency" : null, (signal) => api.get<Budget>("/wow", undefined, signal))
  const told = known ?? priced.data?.items[0]?.variants[0]?.price.currency
  return told ?? (priced.loading || ours.loading ? null : (ours.data?.budget.currency ?? "EUR"))
}

export const kindWords = (variant: Variant): string => Object.values(variant.options).join(", ")
/** Whether so many pieces can be sold. */
export const inStock = (variant: Variant, pieces = 1): boolean => variant.available && (variant.stock === null || variant.stock >= pieces)
