import type { Person, Macro } from "../../../api/types"
import { desk } from "../../../live/desk"
import { firstName } from "../names"

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

/** `{name}`, `{first_name}`, `{agent}` and their `{{ }}` forms are filled in. */
export function filled(text: string, person: Person): string {
  const me = desk.read().me?.agent.name ?? ""
  const values: Record<string, string> = {
    name: person.name, first_name: firstName(person.name), agent: firstName(me),
    "person.name": person.name, "person.first_name": firstName(person.name), "agent.name": me, "agent.first_name": firstName(me),
  }
  return text.replace(/\{\{?\s*([\w.]+)\s*\}?\}/g, (whole, key: string) => values[key] ?? whole)
}
