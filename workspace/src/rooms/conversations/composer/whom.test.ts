import { describe, expect, it } from "vitest"
import type { Entry, MessageEntry, Person } from "../../../api/types"
import { BLANK } from "./state"
import { meant, whomOf } from "./whom"

const ana = { id: "ana", identity_id: "ana", name: "Ana Ribeiro", handles: [], merged: [{ id: "mallory", name: "", at: 1, by: null, into_id: "ana", claimed: true }, { id: "other", name: "", at: 1, by: null, into_id: "ana", claimed: true }] } as unknown as Person
const said = (n: number, person_id: string, direction = "in", channel = "chat"): [string, Entry] =>
  [`e${n}`, { id: `e${n}`, n, kind: "message", conversation_id: "c", person_id, handle_id: `h-${person_id}`, direction, channel, body: { side: false } } as unknown as MessageEntry]
const entries = (...all: [string, Entry][]) => new Map(all)
const begun = (n: number) => ({ ...BLANK, text: "We send it to Rua da Rosa 12", seen: { id: `e${n}`, n } })

describe("whom an answer is for", () => {
  it("is the proven one who waits, whoever spoke last", () => {
    expect(meant(entries(said(1, "ana"), said(2, "mallory")), "c", ana, null)?.person_id).toBe("ana")
    expect(meant(entries(said(1, "ana"), said(2, "ana", "out"), said(3, "mallory")), "c", ana, null)?.person_id).toBe("mallory")
    expect(meant(entries(said(1, "ana"), said(2, "mallory"), said(3, "ana", "out")), "c", ana, null)?.person_id).toBe("ana")
  })
  it("stays whom the agent saw, and the other is shown", () => {
    const all = entries(said(1, "other"), said(2, "mallory"))
    const { word, other } = whomOf(all, "c", ana, begun(1), null)
    expect([word?.id, other?.id]).toEqual(["e1", "e2"])
  })
  it("is whom the agent chose", () => {
    const all = entries(said(1, "other"), said(2, "mallory"))
    const { word, other } = whomOf(all, "c", ana, { ...begun(1), handle_id: "h-mallory" }, null)
    expect([word?.id, other]).toEqual(["e2", undefined])
  })
  it("asks nothing when the same one goes on", () => {
    const { word, other } = whomOf(entries(said(1, "mallory"), said(2, "mallory")), "c", ana, begun(1), null)
    expect([word?.id, other]).toEqual(["e2", undefined])
  })
})
