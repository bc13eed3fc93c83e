import { useSearch } from "wouter"
import type { Id } from "../../api/types"
import { isView, type Filter } from "./views"

/** Where a list, or a conversation in it, stands in the address bar. */
export function hrefOf({ view, inbox, tag }: Filter, id?: Id | null): string {
  const words = new URLSearchParams()
  if (inbox) words.set("inbox", inbox)
  if (tag) words.set("tag", tag)
  const query = words.toString()
  return `/inbox/${view}${id ? `/${id}` : ""}${query ? `?${query}` : ""}`
}

export function useFilter(view: string | undefined): Filter {
  const words = new URLSearchParams(useSearch())
  return { view: isView(view) ? view : "mine", inbox: words.get("inbox"), tag: words.get("tag") }
}
