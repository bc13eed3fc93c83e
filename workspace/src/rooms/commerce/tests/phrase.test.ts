import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { speak } from "../../../i18n"
import { phrase } from "../phrase"
import { facts } from "../timeline/said"

const worth = { minor: 1250, currency: "EUR" }
const credit = { words: "Store credit of 12.50 EUR", code: "item.store_credit", values: { worth } }

describe("what the server says by a code", () => {
  beforeAll(() => speak("de"))
  afterAll(() => speak("en"))
  it("is said in the language of this window, money and figures as it writes them", () => {
    expect(phrase(credit)).toBe("Guthaben über 12,50\u00a0€")
    expect(phrase({ words: "Mug: 1000 instead of 2", code: "item.count", values: { title: "Mug", after: 1000, before: 2 } })).toBe("Mug: 1.000 statt 2")
    expect(phrase({ words: "The money stays with the shop.", code: "warning.money_stays", values: {} })).toBe("Das Geld bleibt beim Shop.")
  })
  it("stands as it came where this window has no words for it", () => {
    expect(phrase({ words: "Blue mug" })).toBe("Blue mug")
    expect(phrase({ words: "The shop yodels.", code: "warning.yodels", values: {} })).toBe("The shop yodels.")
  })
  it("stands on the timeline so, too", () => {
    const body = { verb: "credit", text: "", store_id: "s", order_id: null, number: "", amount: worth, thing: null, detail: { items: [credit, { words: "Mug", quantity: 2 }] }, intent_id: "i", why: "", state: "done" }
    expect(facts(body, () => "").map((each) => each.words)).toEqual(["Guthaben über 12,50\u00a0€", "2 × Mug"])
  })
})
