import { describe, expect, it } from "vitest"
import type { Entry, Person } from "../../../api/types"
import { bare, entriesOf, itemsOf, membersOf } from "./items"

const NOON = new Date(2026, 2, 12, 12).getTime()
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
let n = 0
const entry = (kind: Entry["kind"], at: number, more: Record<string, unknown> = {}, body: Record<string, unknown> = {}): Entry =>
  ({ id: `e${++n}`, n, kind, at, direction: "in", channel: "chat", person_id: "p", host_id: null, conversation_id: "c", author: { kind: "customer", id: "p", name: "Ana" }, body: { text: "words", subject: null, ...body }, ...more }) as unknown as Entry
const act = (at: number, verb: string) => entry("act", at, { direction: "none" }, { verb, detail: {} })
const chat = () => false
const kinds = (entries: Entry[]) => itemsOf(entries, NOON, chat).map((item) => item.kind)

describe("the lines of the page", () => {
  it("names today once, and writes older days into the margin once each", () => {
    const items = itemsOf([entry("message", NOON - 2 * DAY), entry("note", NOON - 2 * DAY + MINUTE), entry("message", NOON), entry("note", NOON + MINUTE)], NOON, chat)
    expect(items.map((item) => [item.kind, item.margin])).toEqual([["message", "both"], ["note", "time"], ["day", "none"], ["message", "time"], ["note", "time"]])
  })
  it("marks a new year", () => {
    expect(kinds([entry("message", NOON - 400 * DAY), entry("message", NOON - 20 * DAY)])).toEqual(["message", "day", "message"])
  })
  it("lets words of the same person within minutes follow each other in a chat, never in mail", () => {
    const two = [entry("message", NOON), entry("message", NOON + MINUTE)]
    const follows = (letters: boolean) => itemsOf(two, NOON, () => letters).flatMap((item) => (item.kind === "message" ? item.follows : []))
    expect(follows(false)).toEqual([false, true])
    expect(follows(true)).toEqual([false, false])
  })
  it("folds three small things, not two, and never a closing", () => {
    const [a, b, c] = [act(NOON, "tagged"), act(NOON, "assigned"), act(NOON, "topic")]
    expect(kinds([a, b])).toEqual(["day", "act", "act"])
    expect(kinds([a, b, c])).toEqual(["day", "folded"])
    expect(kinds([a, act(NOON, "closed"), b, c])).toEqual(["day", "act", "closing", "act", "act"])
  })
  it("shows a subject when it changes, without its Re:", () => {
    const mails = ["Sizing", "Re: Sizing", "AW: Re: Sizing", "Another matter"].map((subject) => entry("message", NOON, {}, { subject }))
    expect(itemsOf(mails, NOON, () => true).flatMap((item) => (item.kind === "message" ? [item.subject] : []))).toEqual(["Sizing", null, null, "Another matter"])
    expect(bare("Re[2]: Fwd: Hello")).toBe("Hello")
  })
})

describe("whose page it is", () => {
  const ana = { id: "ana2", identity_id: "ana", merged: [{ id: "ana2", name: "A", at: 0, by: null }] } as unknown as Person
  it("takes everyone merged, what stands in their conversations as a guest, and puts the unsent last", () => {
    const members = membersOf(ana)
    const mine = entry("message", 5, { person_id: "ana2", n: 9 })
    const guest = entry("message", 6, { person_id: "husband", host_id: "ana", n: 4 })
    const unsent = entry("message", 1, { person_id: "ana", n: 0 })
    const other = entry("message", 7, { person_id: "bob", conversation_id: "other" })
    expect(entriesOf([unsent, other, mine, guest], members, new Map())).toEqual([guest, mine, unsent])
  })
})
