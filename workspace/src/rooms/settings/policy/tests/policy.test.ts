import { beforeAll, describe, expect, it } from "vitest"
import type { Ruling } from "../../../../api/ruling"
import { speak } from "../../../../i18n"
import { amountOf, asTyped, inCurrency, linesOf, wholeOf } from "../amounts"
import { asked, EXAMPLE } from "../example"
import { at, differences, put, rebased, under } from "../paths"
import { changeWords, everywhere, ofCancel, ofCurrency, ofReturns, ofRole, ofSecond, ofShare, ofWow, why } from "../says"

const RULES: Ruling = {
  currency: "EUR", rates: {}, days: 30, share: 100, approver: "lead", approval_hours: 48, version: "1", changed_at: null, changed_by: null,
  roles: {
    customer: { actions: ["cancel", "return"], per_order: 0, per_period: 0, percent: 0 },
    agent: { actions: ["refund", "cancel", "return", "edit_lines", "edit_address", "change_payment", "discount", "credit", "create", "duplicate", "notes", "customer"], per_order: 10_000, per_period: 100_000, percent: 20 },
    lead: { actions: null, per_order: 50_000, per_period: null, percent: 50 }, admin: { actions: null, per_order: null, per_period: null, percent: 100 },
  },
  cancel: { minutes: null, reasons: [], whole_only: false, not_after: [] },
  edit: { same_product: false, swaps_only: false, once: false, way_needed: false, not_after: [] },
  change_payment: { same_product: false, swaps_only: false, once: false, way_needed: false, not_after: [] },
  returns: { days: 30, delivered_only: true, once: false, ways: "any", way_needed: false, excluded: [] },
  exchanges: { days: 30, same_product: false }, wow: { budget: { agent: 5_000, lead: 10_000, admin: 20_000 }, days: 30 },
}
beforeAll(() => speak("en"))

describe("a policy as a tree", () => {
  it("is read and written by path, and what it came from stays", () => {
    const next = put(RULES, "roles.agent.per_order", 500)
    expect([at(next, "roles.agent.per_order"), at(RULES, "roles.agent.per_order"), at(next, "roles.lead.per_order")]).toEqual([500, 10_000, 50_000])
    expect(put(put(RULES, "rates.JPY", "161.5"), "rates.JPY", undefined).rates).toEqual({})
    expect(at(RULES, "roles.nobody.percent")).toBeUndefined()
  })
  it("differs rule by rule; lists do not by their order, nor by who set it", () => {
    const next = { ...put(put(RULES, "share", 20), "roles.customer.actions", ["return", "cancel"]), version: "2", changed_by: "ada" }
    expect(differences(RULES, next)).toEqual([{ rule: "share", before: 100, after: 20 }])
  })
  it("knows what stands under a path", () => {
    expect([under("returns.days", ["returns"]), under("returns", ["returns"]), under("returnsx.days", ["returns"])]).toEqual([true, true, false])
  })
  it("keeps mine on top of what a colleague set meanwhile", () => {
    const [mine, theirs] = [put(RULES, "share", 20), { ...put(RULES, "returns.days", 14), version: "2" }]
    const both = rebased(mine, RULES, theirs)
    expect([both.share, both.returns.days, both.version]).toEqual([20, 14, "2"])
  })
})

describe("what is typed", () => {
  it("is an amount, nothing at all, or cannot be read", () => {
    expect(["12.50", "0", "", "ten", "1.234,5"].map((each) => amountOf(each, "EUR"))).toEqual([1250, 0, null, undefined, undefined])
    expect([amountOf("500", "JPY"), amountOf("5.5", "JPY"), wholeOf("12"), wholeOf("1.5"), wholeOf(" ")]).toEqual([500, undefined, 12, undefined, null])
    expect([asTyped(1250, "EUR"), asTyped(null, "EUR"), asTyped(500, "JPY")]).toEqual(["12.50", "", "500"])
    const yen = inCurrency(RULES, "JPY")
    expect([yen.currency, yen.roles.agent?.per_order, yen.roles.admin?.per_order, yen.wow.budget.lead, inCurrency(RULES, "USD").wow.budget.lead]).toEqual(["JPY", 100, null, 100, 10_000])
    expect(linesOf(" a \n\nb\na")).toEqual(["a", "b"])
  })
})

describe("the rules in sentences", () => {
  it("say what each may do alone", () => {
    expect(ofRole(RULES.roles.customer, RULES)).toBe("Accept returns, cancel. Gives no money away. No discounts.")
    expect(ofRole(RULES.roles.agent, RULES)).toBe("Everything but send again. Gives away up to €100.00 on one order and €1,000.00 in 30 days. Discounts up to 20 %.")
    expect(ofRole(RULES.roles.lead, RULES)).toBe("Everything. Gives away up to €500.00 on one order. Discounts up to 50 %.")
    expect(ofRole(RULES.roles.admin, RULES)).toBe("Everything. Gives what is needed. Any discount.")
    expect(ofRole(undefined, RULES)).toBe("Nothing.")
  })
  it("say a limit in every currency the shop sells in", () => {
    expect(everywhere(2_000, { ...RULES, rates: { JPY: "161.5", KWD: "0.33" } }).replaceAll("\u00a0", " ")).toBe("€20.00 (¥3,230, KWD 6.600)")
    expect(everywhere(2_000, { ...RULES, rates: { JPY: "" } })).toBe("€20.00")
  })
  it("say the rest", () => {
    expect(ofShare({ ...RULES, share: 20 })).toBe("On one order at most 20 % of what it cost.")
    expect(ofSecond(RULES)).toBe("What is over somebody’s limit, a lead decides. A wish waits 48 hours, then it is over.")
    expect(ofCurrency({ ...RULES, rates: { JPY: "161.5" } })).toBe("All amounts here are in EUR. Other orders by these rates: 1 EUR = 161.5 JPY.")
    expect(ofCancel({ ...RULES, cancel: { minutes: 60, reasons: ["mistake"], whole_only: true, not_after: ["items_edited"] } })).toBe("Within 1 h of being placed, and before it is sent. Whole orders only. With one of these reasons: mistake. Not once its items were changed.")
    expect(ofReturns({ ...RULES, returns: { ...RULES.returns, days: null, excluded: ["swimwear"], ways: "original_or_gift_card" } })).toBe("However long ago it arrived. The money goes back as it was paid, or to a gift card. Never comes back: swimwear.")
    expect(ofWow(RULES)).toBe("€50.00 for each agent, €100.00 for each lead, €200.00 for each admin, in 30 days.")
    expect([why("role_per_order", "x"), why("unheard_of", "The server’s own words.")]).toEqual(["More than they may give on one order.", "The server’s own words."])
  })
  it("say who changed what", () => {
    expect(changeWords({ rule: "roles.agent.per_order", before: 10_000, after: null }, "EUR")).toBe("Agents, on one order: €100.00 → no limit")
    expect(changeWords({ rule: "roles.agent.actions", before: ["refund", "cancel"], after: ["cancel", "credit"] }, "EUR")).toBe("Agents, alone: + store credit; − refund")
    expect(changeWords({ rule: "rates.JPY", before: null, after: "161.5" }, "EUR")).toBe("Rate of JPY: nothing → 161.5")
    expect(changeWords({ rule: "cancel.whole_only", before: false, after: true }, "EUR")).toBe("Cancelling, Only whole orders: no → yes")
    expect(changeWords({ rule: "wow.budget.lead", before: 10_000, after: 12_000 }, "EUR")).toBe("Wow budget, Leads: €100.00 → €120.00")
  })
})

describe("an example", () => {
  it("is asked as it is typed, and what cannot be read as what cannot be", () => {
    expect(asked({ ...EXAMPLE, ago: "2", unit: "hours", where: "unsent" })).toMatchObject({ what: "refund", amount: 2_000, total: { minor: 12_000, currency: "EUR" }, minutes: 120, sent: false, delivered_days: null, percent: null })
    expect(asked({ ...EXAMPLE, what: "discount", percent: "15" })).toMatchObject({ amount: 0, percent: 15, delivered_days: 1, sent: true })
    expect(asked({ ...EXAMPLE, amount: "ten", ago: "soon" })).toMatchObject({ amount: -1, minutes: -1 })
  })
})
