/** A policy as a tree of rules: read and written by path ("roles.agent.per_order"), compared rule by rule. Pure. */
import type { Difference, Ruling } from "../../../api/ruling"

export type Tree = { readonly [name: string]: unknown }
type Leaf = Difference["before"]

export const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value)

export function at(tree: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => (isTree(value) ? value[name] : undefined), tree)
}

/** Another tree with this one rule; `undefined` takes it away. */
export function put<T>(tree: T, path: string, value: unknown): T {
  const [name = "", ...rest] = path.split(".")
  const { [name]: old, ...others } = (isTree(tree) ? tree : {}) as Record<string, unknown>
  if (!rest.length) return (value === undefined ? others : { ...others, [name]: value }) as T
  return { ...others, [name]: put(old ?? {}, rest.join("."), value) } as T
}

/** Whether a rule is one of these, or stands under one. */
export const under = (rule: string, paths: readonly string[]): boolean => paths.some((each) => rule === each || rule.startsWith(`${each}.`))

/** Who set it and when is no rule. */
const NOT_RULES = new Set(["version", "changed_at", "changed_by"])

function flat(value: Tree, path = ""): [string, Leaf][] {
  return Object.entries(value).flatMap(([name, part]): [string, Leaf][] => {
    if (!path && NOT_RULES.has(name)) return []
    if (isTree(part)) return flat(part, `${path}${name}.`)
    return [[path + name, (Array.isArray(part) ? [...(part as string[])].sort() : part) as Leaf]]
  })
}

export function differences(before: Ruling, after: Ruling): Difference[] {
  const [old, fresh] = [new Map(flat(before as unknown as Tree)), new Map(flat(after as unknown as Tree))]
  return [...new Set([...old.keys(), ...fresh.keys()])].sort()
    .map((rule) => ({ rule, before: old.get(rule) ?? null, after: fresh.get(rule) ?? null }))
    .filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after))
}

/** My changes once more, on top of what a colleague made of the rules meanwhile. */
export function rebased(mine: Ruling, base: Ruling, theirs: Ruling): Ruling {
  return differences(base, mine).reduce((now, { rule }) => put(now, rule, at(mine, rule)), theirs)
}
