import { describe, expect, it } from "vitest"
import { newId } from "../api/ids"
import { kindOf } from "../rooms/conversations/card/Card"
import { alertsIn } from "../rooms/conversations/alerts"
import { linked } from "../rooms/conversations/timeline/words"
import { snoozeChoices } from "../rooms/conversations/page/snoozing"
import { treeOf } from "../rooms/conversations/page/LabelMenu"
import type { Conversation, Entry } from "../api/types"
import { initials } from "./Avatar"
import { dueOf } from "./Promise"

it.each([["Ana Ribeiro", "AR"], ["bob", "B"], ["@lena.knits", "LK"], ["Ana Maria da Silva", "AS"], ["يوسف الحداد", "يا"], ["", "?"]])("%s is %s", (name, letters) => {
  expect(initials(name)).toBe(letters)
})

describe("a promise", () => {
  it("is calm, then soon under a quarter, then late", () => {
    expect(dueOf(1000, 0, 500)).toMatchObject({ tone: "calm", percent: 50 })
    expect(dueOf(1000, 0, 800).tone).toBe("soon")
    expect(dueOf(1000, 0, 1001)).toMatchObject({ tone: "late", percent: 100 })
  })
})

it("makes ids as the server does, in the order of time", () => {
  const [first, second] = [newId(1_000_000), newId(2_000_000)]
  expect(first).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/)
  expect(first < second).toBe(true)
})

it("links addresses without their full stop", () => {
  const links = linked("See https://example.org/a?b=1. Or write to ana@example.org!").filter((part) => typeof part === "object")
  expect(links).toHaveLength(2)
  expect(links[0]).toMatchObject({ props: { href: "https://example.org/a?b=1" } })
})

it("offers only times that lie ahead", () => {
  const late = new Date(2026, 2, 12, 22, 30).getTime()
  expect(snoozeChoices(late).every((choice) => choice.until > late)).toBe(true)
  expect(snoozeChoices(late)).toHaveLength(3)
})

it("does not say Monday twice on a Sunday", () => {
  const sunday = new Date(2026, 2, 15, 10).getTime()
  const moments = snoozeChoices(sunday).map((choice) => choice.until)
  expect(new Set(moments).size).toBe(moments.length)
})

it("draws topics under their parents", () => {
  const topic = (id: string, parent_id: string | null, position: number) => ({ id, parent_id, name: id, position })
  expect(treeOf([topic("b", null, 1), topic("a1", "a", 0), topic("a", null, 0)]).map((node) => [node.topic.id, node.depth])).toEqual([["a", 0], ["a1", 1], ["b", 0]])
})

it.each([["ana@example.org", "email"], ["+33 6 39 98 10 42", "phone"], ["@ana.and.teresa", "messenger"]])("%s is a handle of kind %s", (words, kind) => {
  expect(kindOf(words)).toBe(kind)
})

describe("alerts", () => {
  const entry = (more: Partial<Entry>) => ({ id: "e", kind: "message", direction: "in", at: Date.now(), conversation_id: "c", author: { kind: "customer", id: "p", name: "Ana" }, body: { text: "Hello" }, ...more }) as unknown as Entry
  const talks = (more: Partial<Conversation>) => new Map([["c", { id: "c", person_name: "Ana", assignee_id: "me", spam: false, trashed: false, ...more } as Conversation]])
  it("tell of words to me or to nobody, not of a colleague's, nor of spam", () => {
    expect(alertsIn({ entries: [entry({})] }, talks({}), "me")).toHaveLength(1)
    expect(alertsIn({ entries: [entry({})] }, talks({ assignee_id: null }), "me")).toHaveLength(1)
    expect(alertsIn({ entries: [entry({})] }, talks({ assignee_id: "bob" }), "me")).toHaveLength(0)
    expect(alertsIn({ entries: [entry({})] }, talks({ spam: true }), "me")).toHaveLength(0)
  })
  it("do not tell of what came by while one was away for long", () => {
    expect(alertsIn({ entries: [entry({ at: Date.now() - 600_000 })] }, talks({}), "me")).toHaveLength(0)
  })
})
