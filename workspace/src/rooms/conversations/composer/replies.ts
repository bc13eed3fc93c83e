import type { Macro } from "../../../api/types"

const simple = (words: string) => words.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "")

/** Shortcut first, then name, then words. */
export function matching(all: readonly Macro[], query: string, brand_id: string): Macro[] {
  const wanted = simple(query)
  const rank = (each: Macro) =>
    simple(each.shortcut).startsWith(wanted) ? 0 : simple(each.name).includes(wanted) ? 1 : simple(each.text).includes(wanted) ? 2 : 3
  return all
    .filter((each) => (!each.brand_id || each.brand_id === brand_id) && rank(each) < 3)
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .slice(0, 8)
}
