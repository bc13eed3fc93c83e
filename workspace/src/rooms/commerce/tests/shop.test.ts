import { beforeAll, describe, expect, it } from "vitest"
import type { OrderBody, Shipment, ShopOrder, Standing } from "../../../api/shop"
import type { Entry, Person } from "../../../api/types"
import { speak } from "../../../i18n"
import { itemsOf } from "../../conversations/timeline/items"
import { back, decimals, money, plain, roughly, typed } from "../money"
import { arranged, buyerOf, comingBack, cursorOf, pageOf, together, whose } from "../pane/order"
import { promiseOf, silentSince, stepsOf } from "../pane/parcels"
import { alarming, facts, figure, more, title, web } from "../timeline/said"

const NOON = new Date(2026, 2, 12, 12).getTime()
const DAY = 86_400_000
beforeAll(() => speak("en"))

describe("money", () => {
  it("is written in minor units of its own currency", () => {
    expect([money({ minor: 18600, currency: "EUR" }), money({ minor: 500, currency: "JPY" }), money({ minor: 1005, currency: "KWD" }).replace("\u00a0", " ")]).toEqual(["€186.00", "¥500", "KWD 1.005"])
    expect([decimals("JPY"), decimals("EUR"), decimals("KWD")]).toEqual([0, 2, 3])
  })
  it("drops cents from a hundred on, and goes back with a minus", () => {
    expect([roughly({ minor: 141250, currency: "EUR" }), roughly({ minor: 2850, currency: "EUR" }), back({ minor: 2800, currency: "EUR" })]).toEqual(["€1,413", "€28.50", "−€28.00"])
  })
  it("is read as people type it, and never guessed", () => {
    expect(["12.50", "12,5", "12", " 7 ", "0", "-3", "1.234,50", "12.505", "ten", ""].map((each) => typed(each, "EUR"))).toEqual([1250, 1250, 1200, 700, null, null, null, null, null, null])
    expect([typed("500", "JPY"), typed("5.5", "JPY"), typed("1.005", "KWD")]).toEqual([500, null, 1005])
    expect(["€5", "5 €", "5 EUR", "eur 5", "€ 12.50", "1,234.50", "1 234,50", "$5", "5 €€", "12,34"].map((each) => typed(each, "EUR"))).toEqual([500, 500, 500, 500, 1250, 123450, null, null, null, 1234])
    // Which of the two was meant nobody can tell.
    expect([typed("1,250", "KWD"), typed("1,250", "EUR"), typed("1,2500", "EUR")]).toEqual([null, 125000, null])
    expect([typed("0", "EUR", 0), typed("-1", "EUR", 0)]).toEqual([0, null])
  })
  it("is shown as one would type it: the example is always understood", () => {
    expect(["EUR", "JPY", "KWD"].map((currency) => plain({ minor: 1250, currency }))).toEqual(["12.50", "1250", "1.250"])
    expect(["EUR", "JPY", "KWD"].map((currency) => typed(plain({ minor: 1250, currency }), currency))).toEqual([1250, 1250, 1250])
  })
  it("follows the reader's language", async () => {
    await speak("de")
    expect(money({ minor: 123456, currency: "EUR" }).replace("\u00a0", " ")).toBe("1.234,56 €")
    await speak("en")
  })
})

const parcel = (more: Partial<Shipment>): Shipment => ({
  id: "p", lines: [], carrier: "", service: "", tracking_number: "", tracking_url: null, state: "in_transit", shipped_at: null, promised_at: null, expected_at: null, delivered_at: null, scans: [], ...more,
})
const states = (one: Shipment, late = false) => stepsOf(one, late).map((each) => `${(each.label ?? each.place).replace("shop.parcel.", "")} ${each.state}${each.trouble ? "!" : ""}`)

describe("a parcel as steps", () => {
  it("names the place it was last seen at", () => {
    const scans = [{ state: "in_transit" as const, at: 1, words: "", place: "Porto", code: "" }, { state: "in_transit" as const, at: 2, words: "", place: "Lyon, Auvergne, FR", code: "" }]
    expect(states(parcel({ scans }), true)).toEqual(["packed done", "sent done", "Lyon at!", "van todo", "home todo"])
  })
  it("stands still where something went wrong, and is home at the end", () => {
    expect(states(parcel({ state: "lost" }))).toEqual(["packed done", "sent done", "lost at!", "van todo", "home todo"])
    expect(states(parcel({ state: "ready_for_pickup" }))).toEqual(["packed done", "sent done", "ready at", "home todo"])
    expect(states(parcel({ state: "delivered" }))).toEqual(["packed done", "sent done", "van done", "home at"])
    expect(states(parcel({ state: "label_created" }))).toEqual(["packed at", "sent todo", "van todo", "home todo"])
  })
  it("is held against what was promised, not against the carrier's guess", () => {
    expect(promiseOf(parcel({ promised_at: NOON - 2 * DAY, expected_at: NOON + DAY }), NOON)).toMatchObject({ key: "shop.late", days: 2, tone: "late" })
    expect(promiseOf(parcel({ promised_at: NOON - 3_600_000 }), NOON)).toMatchObject({ key: "shop.promised", tone: "calm" })
    expect(promiseOf(parcel({ expected_at: NOON + DAY }), NOON)).toMatchObject({ key: "shop.expected" })
    expect(promiseOf(parcel({ state: "lost" }), NOON)).toBeNull()
    expect(promiseOf(parcel({ state: "delivered", promised_at: NOON - 3 * DAY, delivered_at: NOON - 2 * DAY }), NOON)).toMatchObject({ key: "shop.delivered_late", days: 1, tone: "calm" })
  })
})

const standing = (more: Partial<Standing>): Standing => ({ shipment_id: "p", promised_on: "2026-03-10", promised_by: "shop", late_at: null, late_from: null, stuck_at: null, tracked: true, ...more })

describe("a parcel the server has judged", () => {
  it("is late when the server says so, and not a moment before", () => {
    expect(promiseOf(parcel({}), NOON, standing({}))).toMatchObject({ key: "shop.promised", tone: "calm" })
    expect(promiseOf(parcel({}), NOON, standing({ late_at: NOON - 1 }))).toMatchObject({ key: "shop.late", days: 2, tone: "late" })
  })
  it("may be late against what only the carrier said", () => {
    expect(promiseOf(parcel({ expected_at: NOON + DAY }), NOON, standing({ promised_by: "carrier" }))).toMatchObject({ key: "shop.expected" })
    expect(promiseOf(parcel({}), NOON, standing({ promised_by: "carrier", late_at: NOON }))).toMatchObject({ key: "shop.late", tone: "late" })
  })
  it("says since when it is silent", () => {
    const seen = parcel({ scans: [{ state: "in_transit", at: NOON - 4 * DAY, words: "", place: "", code: "" }] })
    expect([silentSince(seen, standing({ stuck_at: NOON })), silentSince(seen, standing({})), silentSince({ ...seen, state: "delivered" }, standing({ stuck_at: NOON }))]).toEqual([NOON - 4 * DAY, null, null])
  })
})

const order = (id: string, placed_at: number, seq = 1) => ({ id, seq, order: { placed_at } }) as unknown as ShopOrder
const ids = (all: ShopOrder[]) => all.map((each) => each.id)

describe("which orders stand where", () => {
  const all = [order("old", 1), order("new", 3), order("middle", 2)]
  it("shows the pinned ones, else the newest", () => {
    expect(ids(arranged(all, ["old", "gone"]).cards)).toEqual(["old"])
    expect(ids(arranged(all, ["old"]).earlier)).toEqual(["new", "middle"])
    expect(ids(arranged(all, []).cards)).toEqual(["new"])
  })
  it("keeps the newer word of the shop", () => {
    expect(together([order("a", 1, 5)], [order("b", 1)], new Map([["a", order("a", 2, 4)]])).map((each) => [each.id, each.seq])).toEqual([["b", 1], ["a", 5]])
  })
  it("counts what is on its way back, not what came", () => {
    const one = { returns: [{ state: "approved", lines: [{ line_id: "a", quantity: 2 }, { line_id: "b", quantity: 1 }] }, { state: "received", lines: [{ line_id: "a", quantity: 1 }] }] } as unknown as ShopOrder["order"]
    expect([comingBack(one, "a"), comingBack(one, "b"), comingBack(one, "c")]).toEqual([2, 1, 0])
  })
  it("knows whose an order is, whoever it was pinned beside", () => {
    const person = { id: "ana", identity_id: "ana", name: "Ana Lima", merged: [{ id: "ana2" }] } as unknown as Person
    const of = (person_id: string, given: Partial<ShopOrder["order"]>) => ({ id: "o1", person_id, order: { name: "", email: "", phone: "", lines: [], total: { minor: 900, currency: "EUR" }, ...given } }) as unknown as ShopOrder
    expect(["ana", "ana2"].map((id) => buyerOf(of(id, { name: "Bo Ek" }), person))).toEqual([null, null])
    expect([{ name: "Bo Ek" }, { email: "bo@example.org" }, {}].map((given) => buyerOf(of("bo", given), person))).toEqual(["Bo Ek", "bo@example.org", "A visitor"])
    expect([whose(of("bo", { name: "Bo Ek" })), pageOf(of("bo", {}))]).toEqual(["Bo Ek · €9.00", "/people/bo?order=o1"])
  })
  it("asks for the next page as the server packs its cursors", () => {
    expect(atob(cursorOf([1700000000000, "01abc"]) as string)).toBe('[1700000000000,"01abc"]')
    expect(cursorOf(null)).toBeNull()
  })
})

const body = (verb: string, more: Partial<OrderBody> = {}): OrderBody => ({ verb, text: "in the server's words", store_id: "s", order_id: "o", number: "1042", amount: { minor: 100, currency: "EUR" }, thing: null, detail: {}, intent_id: null, why: "", state: "done", ...more })
const entry = (kind: string, at: number, verb: string, given: Partial<OrderBody> = {}) => ({ id: `${kind}${verb}${at}`, n: at, kind, at, direction: "none", person_id: "p", conversation_id: null, author: { kind: "system", id: null, name: "" }, body: body(verb, given) }) as unknown as Entry

describe("a line of the timeline", () => {
  it("says what happened, and what a newer server knows in its own words", () => {
    expect([title(body("shipped")), title(body("placed"), true), title(body("gift_wrapped")), title(body("teleport", { intent_id: "i" }))]).toEqual(["Sent, 1042", "Ordered and paid, 1042", "in the server's words", "in the server's words"])
  })
  it("ends with the money that moved, and with none where none did", () => {
    const eur = (minor: number) => ({ minor, currency: "EUR" })
    const edited = (items: unknown, state = "done") => figure(body("edit_lines", { intent_id: "i", amount: null, state, detail: { items } }))
    expect([figure(body("placed")), figure(body("refunded")), figure(body("replace", { intent_id: "i" })), figure(body("shipped", { amount: null }))]).toEqual(["€1.00", "−€1.00", "", ""])
    expect([edited([{ amount: eur(-15800) }, { amount: eur(14900) }]), edited([{ amount: eur(500) }, { words: "x" }]), edited([{ amount: eur(-1) }], "refused"), edited("odd")]).toEqual(["−€9.00", "+€5.00", "", ""])
  })
  it("says in the reader's words why things come back", () => {
    expect([more(body("return_asked", { detail: { reason: "size_too_small" } }), ""), more(body("return_asked", { detail: { reason: "moths" } }), "")]).toEqual(["too small", "moths"])
  })
  it("says who did it and why, or that nobody is sure", () => {
    expect([title(body("refund", { intent_id: "i" })), more(body("refund", { intent_id: "i", why: "torn" }), "You")]).toEqual(["Refund, 1042", "by You “torn”"])
    const unsure = body("refund", { intent_id: "i", state: "unsure" })
    expect([more(unsure, "You"), alarming(unsure)]).toEqual(["the shop’s answer was lost, we are looking", true])
  })
  it("opens what stands behind it, and follows only addresses of the web", () => {
    expect(facts(body("shipped", { detail: { carrier: "DHL", tracking_number: "7", tracking_url: "javascript:alert(1)" } }), () => "")).toEqual([{ label: "shop.fact.parcel", words: "DHL 7", href: undefined }])
    expect([web("https://a.example"), web("javascript:1"), web(7)]).toEqual(["https://a.example", undefined, undefined])
    expect(facts(body("shipped", { detail: { items: "odd", outcome: null, tracking_number: 3 } }), () => "")).toEqual([])
  })
  it("says placed and paid at once in one line, and paid later in its own", () => {
    const kinds = (later: number) => itemsOf([entry("order", NOON, "placed"), entry("order", NOON + later, "paid")], NOON, () => false).map((item) => (item.kind === "order" ? `${item.entry.body.verb}${item.paid ? " paid" : ""}` : item.kind))
    expect(kinds(1000)).toEqual(["day", "placed paid"])
    expect(kinds(3_600_000)).toEqual(["day", "placed", "paid"])
  })
  it("lives with kinds nobody here has heard of", () => {
    expect(itemsOf([entry("hologram", NOON, "x"), entry("order", NOON + 1, "shipped")], NOON, () => false).map((item) => item.kind)).toEqual(["day", "other", "order"])
  })
})
