/** State + events = new state: from the same file the server's own test reads. */
import { describe, expect, it } from "vitest"
import { meWithNews, NOTHING, withNews, type Held, type News } from "./held"
import type { Conversation, Me } from "../api/types"
import fixtures from "../../../shopkeeper/conversations/tests/live_fixtures.json?raw"

interface Scene { name: string; messages: News[]; after: News; gone: string[] }
interface Fixtures { start: News; scenes: Scene[] }
const told = JSON.parse(fixtures) as Fixtures
const KINDS = ["conversations", "entries", "people", "tasks"] as const

function same(held: Held, wanted: News): void {
  for (const kind of KINDS)
    for (const item of wanted[kind] ?? []) {
      const found = held[kind].get(item.id) as unknown as Record<string, unknown>
      const { seq: _ours, ...rest } = found
      const { seq: _theirs, ...expected } = item as unknown as Record<string, unknown>
      expect(rest, `${kind} ${item.id}`).toEqual(expected)
    }
}

describe("state and events make the new state", () => {
  let held = withNews(NOTHING, told.start)
  it.each(told.scenes)("$name", ({ messages, after, gone }) => {
    for (const message of messages) held = withNews(held, message)
    same(held, after)
    for (const id of gone) expect(KINDS.some((kind) => held[kind].has(id))).toBe(false)
  })
})

const one = (seq: number, preview: string) => ({ id: "c1", seq, preview }) as Conversation

describe("one thing told twice", () => {
  const held = withNews(NOTHING, { seq: 5, conversations: [one(5, "new")] })
  it("keeps the newer when the older comes late", () => {
    expect(withNews(held, { seq: 4, conversations: [one(4, "old")] }).conversations.get("c1")?.preview).toBe("new")
    expect(withNews(held, { seq: 4 }).seq).toBe(5)
  })
  it("takes the later of two with the same number", () => {
    expect(withNews(held, { conversations: [one(5, "newer")] }).conversations.get("c1")?.preview).toBe("newer")
  })
  it("leaves what nothing was said about as it is", () => {
    expect(withNews(held, { seq: 6 }).conversations).toBe(held.conversations)
  })
})

it("keeps a colleague's presence when their name changes", () => {
  const me = { agent: { id: "a" }, agents: [{ id: "b", name: "Bob", here: "here" }], brands: [], inboxes: [], teams: [] } as unknown as Me
  expect(meWithNews(me, { agents: [{ id: "b", name: "Robert" }] }).agents).toEqual([{ id: "b", name: "Robert", here: "here" }])
  expect(meWithNews(me, { removed: ["b"] }).agents).toEqual([])
  expect(meWithNews(me, { conversations: [] })).toBe(me)
})
