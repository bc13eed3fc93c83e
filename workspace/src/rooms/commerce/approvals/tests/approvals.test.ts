import { beforeAll, describe, expect, it } from "vitest"
import type { Approval, Wish } from "../../../../api/ruling"
import { speak } from "../../../../i18n"
import { heard } from "../count"
import { actWords, fateOf, shareOf } from "../words"

const wish = (more: Partial<Wish>): Wish => ({
  id: "w", order_id: "o", person_id: "p", verb: "refund", state: "waiting", problem: null, amount: { minor: 2_000, currency: "EUR" }, by_name: "Bob", created_at: 0, seq: 1, agent_id: "bob", rule: "role_per_order",
  decided_by: null, decided_why: null, store_id: "s", conversation_id: null, why: "", wow: false, items: [], expires_at: null, decided_at: null, ...more,
})
const name = (id: string) => ({ lea: "Lea", bob: "Bob" })[id] ?? ""
beforeAll(() => speak("en"))

describe("whoever asked", () => {
  it("hears once what a second person said", () => {
    const yes = wish({ id: "yes", state: "recorded", decided_by: "lea", decided_why: "She is right." })
    expect(heard(yes, "bob", name)).toBe("Lea said yes: refund €20.00. “She is right.”")
    expect(heard({ ...yes, seq: 2 }, "bob", name)).toBeNull()
    expect(heard(wish({ id: "no", state: "declined", decided_by: "lea" }), "bob", name)).toBe("Lea said no: refund €20.00.")
    expect(heard(wish({ id: "late", state: "expired" }), "bob", name)).toBe("Nobody decided in time: refund €20.00.")
  })
  it("hears nothing of others' wishes, of what waits, or of what they took back", () => {
    expect(heard(wish({ id: "a", state: "recorded", decided_by: "lea" }), "carol", name)).toBeNull()
    expect(heard(wish({ id: "b" }), "bob", name)).toBeNull()
    expect(heard(wish({ id: "c", state: "declined", decided_by: "bob" }), "bob", name)).toBeNull()
    expect(heard(wish({ id: "d", state: "recorded", rule: null }), "bob", name)).toBeNull()
  })
  it("sees what became of it", () => {
    const fates = (["expired", "declined", "refused", "recorded", "done"] as const).map((state) => fateOf(wish({ state, decided_by: "lea", problem: "No such card." }), "bob", name))
    expect(fates.map((each) => each.words)).toEqual([
      "Nobody decided in time. Ask again.", "Lea said no.", "Lea said yes, but it was not done: No such card.", "Lea said yes.", "Lea said yes, and it is done.",
    ])
    expect(fateOf(wish({ state: "declined", decided_by: "bob" }), "bob", name).words).toBe("You took it back.")
  })
})

describe("a wish", () => {
  it("is told with its sum and its part of the order", () => {
    const one: Approval = { intent: wish({}), person_name: "Ana", number: "#1", total: { minor: 8_000, currency: "EUR" }, stale: false, verdict: { allowed: true, rule: "", words: "", who: null, ask: false } }
    expect([shareOf(one), shareOf({ ...one, total: { minor: 8_000, currency: "USD" } }), shareOf({ ...one, total: null })]).toEqual([25, null, null])
    expect([actWords(wish({})), actWords(wish({ verb: "cancel", amount: null })), actWords(wish({ verb: "dance", amount: null }))]).toEqual(["refund €20.00", "cancel", "dance"])
  })
})
