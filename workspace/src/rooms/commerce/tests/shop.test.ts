import { beforeAll, describe, expect, it } from "vitest"
import type { Line, Order, OrderBody, Shipment, ShopOrder } from "../../../api/shop"
import type { Entry } from "../../../api/types"
import { speak } from "../../../i18n"
import { itemsOf } from "../../conversations/timeline/items"
import { actionOf, BEGIN, leftFor, moneyLeft, possible, shippingLeft } from "../acting/wish"
import { back, decimals, money, roughly, typed } from "../money"
import { arranged, cursorOf, together } from "../pane/order"
import { promiseOf, stepsOf } from "../pane/parcels"
import { alarming, facts, more, title, web } from "../timeline/said"

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
    expect(promiseOf(parcel({ state: "delivered", promised_at: NOON - 3 * DAY, delivered_at: NOON - 2 * DAY }), NOON)).toMatchObject({ key: "shop.delivered_late", days: 1, tone: "calm" })
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

describe("what is asked of the shop", () => {
  const eur = (minor: number) => ({ minor, currency: "EUR" })
  const line = (id: string, more: Partial<Line>) => ({ id, quantity: 3, cancelled: 0, refunded: 0, fulfilled: 0, ...more }) as Line
  const order = { currency: "EUR", state: "open", lines: [line("a", { cancelled: 1, refunded: 1, fulfilled: 2 }), line("b", {})], shipping: eur(900), shipping_refunded: eur(400), paid: eur(5000), refunded: eur(1000) } as Order
  it("never asks for more pieces than are left", () => {
    expect([leftFor("refund", order.lines[0] as Line), leftFor("cancel", order.lines[0] as Line), shippingLeft(order), moneyLeft(order)]).toEqual([1, 0, 500, 4000])
    expect(actionOf("refund", order, { ...BEGIN, pieces: { a: 3, b: 2 }, way: "store_credit", why: " torn " })).toMatchObject({ type: "refund", pieces: [{ line_id: "a", quantity: 1 }, { line_id: "b", quantity: 2 }], shipping: null, amount: null, way: "store_credit", reason: "torn" })
  })
  it("asks nothing while nothing is chosen, or a sum cannot be read", () => {
    expect(actionOf("refund", order, BEGIN)).toBeNull()
    expect(actionOf("refund", order, { ...BEGIN, shipping: true, amount: "twelve" })).toBeNull()
    expect(actionOf("refund", order, { ...BEGIN, shipping: true, amount: "2,50" })).toMatchObject({ shipping: eur(500), amount: eur(250) })
    expect(actionOf("cancel", order, { ...BEGIN, whole: false })).toBeNull()
  })
  it("calls off the whole order by naming no pieces", () => {
    expect(actionOf("cancel", order, { ...BEGIN, pieces: { b: 1 } })).toMatchObject({ type: "cancel", pieces: [] })
    expect(actionOf("cancel", order, { ...BEGIN, whole: false, pieces: { a: 1, b: 1 } })).toMatchObject({ pieces: [{ line_id: "b", quantity: 1 }] })
  })
  it("is offered only where there is something left", () => {
    expect([possible("refund", order), possible("cancel", order)]).toEqual([true, true])
    expect([possible("refund", { ...order, refunded: eur(5000) }), possible("cancel", { ...order, state: "cancelled" }), possible("cancel", { ...order, lines: [order.lines[0] as Line] })]).toEqual([false, false, false])
  })
})
