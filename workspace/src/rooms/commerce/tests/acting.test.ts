import { beforeAll, describe, expect, it } from "vitest"
import type { Customer, Line, Order, Place, StoreShown, Variant } from "../../../api/shop"
import { speak } from "../../../i18n"
import { addressOf, beginAddress, beginAgain, beginEdit, beginReturn, duplicateOf, beginDuplicate, editOf, paymentOf, replaceOf, returnOf } from "../acting/changing"
import { beginCustomer, beginGift, beginNotes, beginOrder, customerOf, endOf, giftOf, giftsOf, notesOf, orderOf } from "../acting/giving"
import { able, DOINGS, KEYS, leftToRefund, leftToSend, moneyLeft, offered, offeredTo, possible, shippingLeft } from "../acting/kinds"
import { beginCancel, beginRefund, cancelOf, refundOf, type Scene } from "../acting/wish"

beforeAll(() => speak("en"))

const eur = (minor: number) => ({ minor, currency: "EUR" })
const line = (id: string, more: Partial<Line> = {}) => ({ id, title: id, quantity: 3, cancelled: 0, refunded: 0, returned: 0, fulfilled: 0, variant_id: `${id}-m`, product_id: id, options: {}, needs_shipping: true, ...more }) as Line
const HOME: Place = { name: "Ana", company: "", line1: "14 rue Tramassac", line2: "", city: "Lyon", region: "", postcode: "69005", country: "FR", phone: "" }
const made = (more: Partial<Order> = {}) =>
  ({ currency: "EUR", state: "open", lines: [line("a"), line("b")], shipping: eur(900), shipping_refunded: eur(400), paid: eur(5000), refunded: eur(1000), shipments: [], payments: [], ship_to: HOME, bill_to: HOME, note: "ring twice", tags: ["vip"], ...more }) as unknown as Order
const ana = { external_id: "c1", place: HOME, places: [], pay_ways: [{ id: "card", kind: "card", label: "Visa", balance: null }, { id: "gift", kind: "gift_card", label: "Gift card", balance: eur(4000) }], note: "", tags: ["mends"], spend: null } as unknown as Customer
const store = (actions: string[], more: Partial<StoreShown["abilities"]> = {}): StoreShown =>
  ({ id: "s", state: "ok", abilities: { actions, partial_cancel: true, refund_to_credit: true, restock: true, products: true, exchanges: true, return_labels: true, gift_cards: true, ...more } }) as StoreShown
const ALL = store(["cancel", "refund", "replace", "duplicate", "edit_lines", "edit_address", "change_payment", "discount", "credit", "return", "create", "notes", "customer"])
const scene = (more: Partial<Scene> = {}): Scene => ({ order: made(), customer: ana, store: ALL, currency: "EUR", ...more })
const variant = (id: string, minor = 1400): Variant => ({ id, product_id: "p", title: id, price: eur(minor), options: {}, sku: "", available: true, stock: null, image_url: null })

describe("what is offered", () => {
  const sent = made({ lines: [line("a", { fulfilled: 3 })], shipments: [{ state: "in_transit" }] as Order["shipments"] })
  const home = { ...sent, shipments: [{ state: "delivered" }] as Order["shipments"] }
  it("is what this shop lets us do", () => {
    expect([able("gift", store(["discount"])), able("gift", store(["refund"])), able("refund", { ...ALL, state: "paused" })]).toEqual([true, false, false])
    expect(offered(made(), store(["refund", "notes"]), null)).toEqual({ hand: ["refund", "notes"], more: [] })
    expect(offeredTo(ALL)).toEqual(["create", "gift", "customer"])
  })
  it("follows how far the order is", () => {
    expect([offered(made(), ALL, ana).hand, offered(sent, ALL, ana).hand, offered(home, ALL, ana).hand, offered(made({ state: "cancelled" }), ALL, ana).hand]).toEqual([
      ["edit_lines", "refund", "cancel"], ["refund", "replace", "gift"], ["refund", "replace", "return"], ["refund", "gift", "duplicate"],
    ])
  })
  it("leaves out what there is nothing to do it to", () => {
    expect([possible("refund", made({ refunded: eur(5000) })), possible("cancel", sent), possible("edit_lines", sent), possible("edit_address", sent), possible("return", made()), possible("change_payment", made(), ana), possible("change_payment", made(), null), possible("create", made(), null)]).toEqual([false, false, false, false, false, true, false, false])
    expect(offered(sent, ALL, null).more).not.toContain("customer")
  })
  it("names every action once, each with keys of its own", () => {
    const { hand, more } = offered(made(), ALL, ana)
    expect([...hand, ...more].sort()).toEqual(DOINGS.filter((each) => each !== "return").sort())
    expect(new Set(Object.values(KEYS)).size).toBe(DOINGS.length)
  })
})

describe("money back and orders called off", () => {
  const order = made({ lines: [line("a", { cancelled: 1, refunded: 1, fulfilled: 2 }), line("b")] })
  it("never asks for more pieces than are left", () => {
    expect([leftToRefund(order.lines[0] as Line), leftToSend(order.lines[0] as Line), shippingLeft(order), moneyLeft(order)]).toEqual([1, 0, 500, 4000])
    expect(refundOf(scene({ order }), { ...beginRefund(), pieces: { a: 3, b: 2 }, way: "store_credit" }, "torn")).toMatchObject({ type: "refund", pieces: [{ line_id: "a", quantity: 1 }, { line_id: "b", quantity: 2 }], shipping: null, amount: null, way: "store_credit", reason: "torn" })
  })
  it("asks nothing while nothing is chosen, or a sum cannot be read", () => {
    expect(refundOf(scene({ order }), beginRefund(), "")).toBeNull()
    expect(refundOf(scene({ order }), { ...beginRefund(), shipping: true, amount: "twelve" }, "")).toBeNull()
    expect(refundOf(scene({ order }), { ...beginRefund(), shipping: true, amount: "2,50" }, "")).toMatchObject({ shipping: eur(500), amount: eur(250) })
    expect(cancelOf(scene({ order }), { ...beginCancel(), whole: false }, "")).toBeNull()
  })
  it("reads a sum with the decimals of its currency", () => {
    const sums = (currency: string, amount: string) => refundOf(scene({ order: made({ currency }) }), { ...beginRefund(), amount }, "")?.amount
    expect([sums("JPY", "500"), sums("JPY", "5.00"), sums("KWD", "1.005")]).toEqual([{ minor: 500, currency: "JPY" }, undefined, { minor: 1005, currency: "KWD" }])
  })
  it("calls off the whole order by naming no pieces", () => {
    expect(cancelOf(scene({ order }), { ...beginCancel(), pieces: { b: 1 } }, "")).toMatchObject({ type: "cancel", pieces: [] })
    expect(cancelOf(scene({ order }), { ...beginCancel(), whole: false, pieces: { a: 1, b: 1 } }, "")).toMatchObject({ pieces: [{ line_id: "b", quantity: 1 }] })
  })
})

describe("other items", () => {
  it("asks nothing while all is as it was", () => {
    expect(editOf(scene(), beginEdit(), "")).toBeNull()
    expect(editOf(scene(), { ...beginEdit(), lines: { a: { kind: "a-m" }, b: { count: 3 } } }, "")).toBeNull()
  })
  it("changes all pieces of a line for another kind, or some", () => {
    expect(editOf(scene(), { ...beginEdit(), lines: { a: { kind: "a-l" } } }, "too small")).toMatchObject({ swaps: [{ line_id: "a", quantity: 3, variant_id: "a-l" }], quantities: [], added: [], way: "original", reason: "too small" })
    expect(editOf(scene(), { ...beginEdit(), lines: { a: { kind: "a-l", swapped: 1, count: 0 } } }, "")).toMatchObject({ swaps: [{ quantity: 1 }], quantities: [] })
  })
  it("counts what was called off before, as the shop does", () => {
    const order = made({ lines: [line("a", { cancelled: 1 })] })
    expect(editOf(scene({ order }), { ...beginEdit(), lines: { a: { count: 0 } } }, "")).toMatchObject({ quantities: [{ line_id: "a", quantity: 1 }] })
    expect(editOf(scene({ order }), { ...beginEdit(), lines: { a: { count: 2 } } }, "")).toBeNull()
  })
  it("adds things", () => {
    expect(editOf(scene(), { ...beginEdit(), added: [{ variant: variant("v"), title: "Socks", count: 2 }] }, "")).toMatchObject({ added: [{ variant_id: "v", quantity: 2, price: null }] })
  })
})

describe("sending again and taking back", () => {
  it("sends what was ordered, or another kind, to where it went or elsewhere", () => {
    const begin = { ...beginAgain(scene()), pieces: { a: 1, b: 9 }, kinds: { b: "b-l" } }
    expect(replaceOf(scene(), begin, "lost")).toMatchObject({ pieces: [{ line_id: "a", quantity: 1, variant_id: "a-m" }, { line_id: "b", quantity: 3, variant_id: "b-l" }], ship_to: null, reason: "lost" })
    expect(replaceOf(scene(), { ...begin, elsewhere: true, place: { ...HOME, city: " " } }, "")).toBeNull()
    expect(replaceOf(scene(), { ...begin, elsewhere: true, place: { ...HOME, city: " Nice " } }, "")?.ship_to?.city).toBe("Nice")
    expect(replaceOf(scene(), { ...begin, pieces: {} }, "")).toBeNull()
  })
  it("takes back no more than was sent", () => {
    const order = made({ lines: [line("a", { fulfilled: 2, returned: 1 }), line("b")] })
    const choice = { ...beginReturn(scene()), pieces: { a: 3, b: 1 }, reasons: { a: "defective" }, kinds: { a: "a-l" } }
    expect(returnOf(scene({ order }), choice)).toMatchObject({ lines: [{ line_id: "a", quantity: 1, reason: "defective", for_variant: "a-l" }], label: true, way: "original" })
    expect(returnOf(scene({ order }), { ...choice, pieces: { b: 1 } })).toBeNull()
  })
})

describe("address, payment, the same again", () => {
  it("wants an address at which a parcel arrives, and another one", () => {
    const begin = beginAddress(scene())
    expect([addressOf(scene(), begin), addressOf(scene(), { ...begin, place: { ...HOME, line1: "" } })]).toEqual([null, null])
    expect(addressOf(scene(), { ...begin, place: { ...HOME, line1: " 2 quai Perrache " } })).toMatchObject({ ship_to: { ...HOME, line1: "2 quai Perrache" } })
  })
  it("asks for a way, and for nothing to order again", () => {
    expect([paymentOf(scene(), { way: "" }), paymentOf(scene(), { way: "gift" })]).toEqual([null, { type: "change_payment", way: "gift" }])
    expect(duplicateOf(scene(), beginDuplicate(scene()))).toEqual({ type: "duplicate", ship_to: null, note: "" })
  })
})

describe("gifts", () => {
  const begin = beginGift(scene())
  it("are what the shop can give and this customer can have", () => {
    expect(giftsOf(scene())).toEqual(["percent", "amount", "shipping", "credit", "card"])
    expect(giftsOf(scene({ customer: null }))).toEqual(["percent", "amount", "shipping"])
    expect(giftsOf(scene({ store: store(["credit"], { gift_cards: false }) }))).toEqual(["credit"])
  })
  it("are a code for a share, a sum or the shipping", () => {
    expect(giftOf(scene(), begin, "sorry")).toEqual({ type: "discount", percent: 10, amount: null, free_shipping: false, minimum: null, uses: 1, expires_at: null, code: null, reason: "sorry" })
    expect(giftOf(scene(), { ...begin, what: "amount", amount: "5", minimum: "40", uses: "2", code: " ANA5 " }, "")).toMatchObject({ percent: null, amount: eur(500), minimum: eur(4000), uses: 2, code: "ANA5" })
    expect(giftOf(scene(), { ...begin, what: "shipping" }, "")).toMatchObject({ free_shipping: true, percent: null, amount: null })
  })
  it("ask nothing while something cannot be read", () => {
    const wrong = [{ percent: "0" }, { percent: "101" }, { percent: "1.5" }, { uses: "0" }, { minimum: "much" }, { until: "2020-01-01" }, { what: "amount" as const }, { what: "credit" as const }]
    expect(wrong.map((part) => giftOf(scene(), { ...begin, ...part }, ""))).toEqual(wrong.map(() => null))
  })
  it("are credit or a card, which may end", () => {
    expect(giftOf(scene(), { ...begin, what: "credit", amount: "12.50" }, "")).toMatchObject({ type: "credit", amount: eur(1250), gift_card: false, expires_at: null })
    expect(giftOf(scene(), { ...begin, what: "card", amount: "20", until: "2999-12-31" }, "")).toMatchObject({ gift_card: true, expires_at: endOf("2999-12-31") })
  })
  it("last to the end of their last day", () => {
    const noon = new Date(2026, 2, 10, 12).getTime()
    expect([endOf("", noon), endOf("2026-03-09", noon), endOf("2026-03-10", noon)]).toEqual([undefined, null, new Date(2026, 2, 10, 23, 59, 59, 999).getTime()])
  })
})

describe("a new order", () => {
  const begin = beginOrder(scene())
  const sold = [{ variant: variant("v"), title: "Socks", count: 2, price: "" }, { variant: variant("w", 900), title: "Hat", count: 1, price: "0" }]
  it("has the shop's prices but where another one was typed", () => {
    expect(orderOf(scene(), { ...begin, sold, discount: "3", shipping: "0", note: " gift " })).toMatchObject({ lines: [{ variant_id: "v", quantity: 2, price: null }, { variant_id: "w", quantity: 1, price: eur(0) }], discount: eur(300), shipping: eur(0), note: "gift", ship_to: null, notify: false })
  })
  it("speaks the currency of what is sold", () => {
    const dinars = [{ variant: { ...variant("k"), price: { minor: 1500, currency: "KWD" } }, title: "Kettle", count: 1, price: "1.250" }]
    expect(orderOf(scene(), { ...begin, sold: dinars, discount: "0.005" })).toMatchObject({ lines: [{ price: { minor: 1250, currency: "KWD" } }], discount: { minor: 5, currency: "KWD" } })
  })
  it("asks nothing while nothing is sold or a sum cannot be read", () => {
    expect([orderOf(scene(), begin), orderOf(scene(), { ...begin, sold, discount: "x" }), orderOf(scene(), { ...begin, sold: [{ ...(sold[0] as (typeof sold)[0]), price: "1.2.3" }] }), orderOf(scene(), { ...begin, sold, elsewhere: true, place: { ...HOME, country: "" } })]).toEqual([null, null, null, null])
  })
})

describe("notes and tags", () => {
  it("say only what is another now", () => {
    expect(notesOf(scene(), beginNotes(scene()))).toBeNull()
    expect(notesOf(scene(), { note: "ring twice ", tags: ["vip", "late"] })).toEqual({ type: "notes", note: null, add_tags: ["late"], drop_tags: [] })
    expect(notesOf(scene(), { note: "", tags: [] })).toEqual({ type: "notes", note: "", add_tags: [], drop_tags: ["vip"] })
  })
  it("of the customer, and where they live", () => {
    const begin = beginCustomer(scene())
    expect([customerOf(scene(), begin), customerOf(scene(), { ...begin, place: { ...HOME, line1: "" } })]).toEqual([null, null])
    expect(customerOf(scene(), { ...begin, tags: [], place: { ...HOME, city: "Nice" } })).toEqual({ type: "customer", note: null, add_tags: [], drop_tags: ["mends"], place: { ...HOME, city: "Nice" } })
  })
})
