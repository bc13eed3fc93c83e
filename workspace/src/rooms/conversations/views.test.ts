import { describe, expect, it } from "vitest"
import type { Conversation } from "../../api/types"
import { belongs, grouped, reached, steadied } from "./views"

const conversation = (id: string, more: Partial<Conversation> = {}): Conversation =>
  ({ id, state: "open", assignee_id: "me", snoozed: false, snoozed_until: null, spam: false, trashed: false, tags: [], inbox_id: "mail", due_at: null, since: 100, last_at: 100, ...more }) as Conversation

const names = (groups: ReturnType<typeof grouped>) => groups.map((group) => [group.name, ...group.list.map((each) => each.id)])

describe("the order of the list", () => {
  it("puts what was promised first, then who waits longest", () => {
    const list = [conversation("late", { due_at: 50 }), conversation("long", { since: 70 }), conversation("soon", { due_at: 60 }), conversation("short", { since: 90 })]
    expect(names(grouped(list, { view: "mine" }, "me"))).toEqual([["ours", "late", "soon", "long", "short"]])
  })
  it("parts what waits for us, what waits for them, and what comes back", () => {
    const list = [conversation("b", { snoozed: true, snoozed_until: 900 }), conversation("a", { snoozed: true, snoozed_until: 500 }), conversation("w", { state: "waiting" }), conversation("o")]
    expect(names(grouped(list, { view: "mine" }, "me"))).toEqual([["ours", "o"], ["theirs", "w"], ["later", "a", "b"]])
  })
  it("shows the closed newest first", () => {
    const list = [conversation("old", { state: "closed", last_at: 1 }), conversation("new", { state: "closed", last_at: 2 })]
    expect(names(grouped(list, { view: "closed" }, "me"))).toEqual([["all", "new", "old"]])
  })
})

describe("a list of which more is to come", () => {
  const all = grouped([conversation("o"), conversation("w", { state: "waiting" }), conversation("l", { snoozed: true })], { view: "all" }, "me")
  it.each([
    [["next", "next", null], [["ours", "o"]], ["ours"]],
    [[null, "next", null], [["ours", "o"], ["theirs", "w"]], ["theirs"]],
    [[null, null, null], [["ours", "o"], ["theirs", "w"], ["later", "l"]], []],
    [["next"], [["ours", "o"], ["theirs", "w"], ["later", "l"]], ["later"]],
  ] as const)("ends where it is not known how it goes on: %o", (cursors, shown, more) => {
    const found = reached(all, cursors)
    expect(names(found)).toEqual(shown)
    expect(found.flatMap((group) => (group.more ? group.name : []))).toEqual(more)
  })
})

describe("what belongs to a view", () => {
  it.each([
    ["mine", {}, true], ["mine", { assignee_id: "bob" }, false], ["mine", { state: "closed" }, false], ["mine", { spam: true }, false],
    ["unassigned", { assignee_id: null }, true], ["unassigned", {}, false], ["all", { assignee_id: "bob" }, true], ["later", { snoozed: true }, true],
    ["closed", { state: "closed", trashed: true }, false], ["trash", { trashed: true }, true], ["spam", { spam: true }, true],
  ] as const)("%s %o: %s", (view, more, expected) => {
    expect(belongs(conversation("x", more), { view }, "me")).toBe(expected)
  })
  it("narrows by inbox and by tag", () => {
    expect(belongs(conversation("x"), { view: "all", inbox: "chat" }, "me")).toBe(false)
    expect(belongs(conversation("x", { tags: ["gift"] }), { view: "all", tag: "gift" }, "me")).toBe(true)
  })
})

describe("under the pointer", () => {
  const shown = grouped([conversation("a", { since: 1 }), conversation("b", { since: 2 })], { view: "mine" }, "me")
  it("keeps the order, holds the new back and lets go what left", () => {
    const now = grouped([conversation("b", { since: 2, due_at: 0 }), conversation("c", { since: -1 })], { view: "mine" }, "me")
    const { groups, held } = steadied(now, shown)
    expect(names(groups)).toEqual([["ours", "b"]])
    expect(held).toBe(1)
  })
  it("lets a further page in behind all that is shown", () => {
    const list = [conversation("new", { since: 0 }), conversation("a", { since: 1 }), conversation("b", { since: 2 }), conversation("c", { since: 3 }), conversation("w", { state: "waiting" })]
    const { groups, held } = steadied(grouped(list, { view: "mine" }, "me"), shown)
    expect(names(groups)).toEqual([["ours", "a", "b", "c"], ["theirs", "w"]])
    expect(held).toBe(1)
  })
  it("shows the row as it is now", () => {
    const now = grouped([conversation("a", { since: 5, preview: "changed" }), conversation("b", { since: 2 })], { view: "mine" }, "me")
    expect(steadied(now, shown).groups[0]?.list.map((each) => [each.id, each.preview])).toEqual([["a", "changed"], ["b", undefined]])
  })
})
