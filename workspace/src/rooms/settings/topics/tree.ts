/** The tree of topics as a flat list that knows its parents. */
import type { Id, Topic } from "../../../api/types"

export const children = (topics: readonly Topic[], parent: Id | null): Topic[] =>
  topics.filter((each) => each.parent_id === parent).sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))

/** One step up or down among its siblings; `changed` are those whose position is another one now. */
export function moved(topics: readonly Topic[], id: Id, step: -1 | 1): { all: Topic[]; changed: Topic[] } {
  const topic = topics.find((each) => each.id === id)
  const row = children(topics, topic?.parent_id ?? null)
  const at = row.findIndex((each) => each.id === id)
  const to = at + step
  if (!topic || to < 0 || to >= row.length) return { all: [...topics], changed: [] }
  row.splice(to, 0, ...row.splice(at, 1))
  const placed = new Map(row.map((each, position) => [each.id, position]))
  const all = topics.map((each) => ({ ...each, position: placed.get(each.id) ?? each.position }))
  return { all, changed: all.filter((each, index) => each.position !== topics[index]?.position) }
}
