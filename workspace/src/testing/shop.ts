/** The shop's side of the fixture's morning: Ana's orders, and one on its way. */
import type { Line, Look, Order, OrderBody, Pane, Product, Run, Shipment, ShopOrder, StoreShown, Variant } from "../api/shop"
import { newId } from "../api/ids"
import type { Entry } from "../api/types"
import { ALICE, ana, cAna, entries, NOW, replies } from "./cast"
import { Refusal, type Pretend } from "./pretend"

const DAY = 86_400_000
const at = (days: number, hour = 10) => { const day = new Date(NOW - days * DAY); day.setHours(hour, 14, 0, 0); return day.getTime() }
const eur = (minor: number) => ({ minor, currency: "EUR" })
const STORE = "store-lark"
export const STORES: StoreShown[] = [{ id: STORE, kind: "shelf", name: "Lark & Loom", brand_id: "brand-lark", url: "https://larkandloom.example", state: "ok", problem: null, abilities: {
  actions: ["cancel", "refund", "replace", "duplicate", "edit_lines", "edit_address", "discount", "credit", "return", "create", "notes", "customer"], partial_cancel: true, refund_to_credit: true, restock: true,
  products: true, exchanges: true, return_labels: true, gift_cards: true,
} }]

const picture = (fill: string, ground: string, path: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" fill="${ground}"/><path fill="${fill}" d="${path}"/></svg>`)}`
const JACKET = picture("#5C7150", "#C9D3BF", "M17 10l7 3 7-3 8 5 3 20-6 1-1-8v11H13V28l-1 8-6-1 3-20z")
const SOCKS = picture("#A48C5A", "#E6DDC8", "M16 8h9v17l-9 9q-4 4-7 0t1-7l6-6zM29 8h8v18l-9 10q-4 4-7 1l8-9z")

let count = 0
const line = (title: string, minor: number, more: Partial<Line> = {}): Line => ({
  id: `line-${++count}`, title, quantity: 1, unit_price: eur(minor), total: eur(minor), variant: "", options: {}, sku: "", product_id: null, variant_id: null, discount: null, tax: null, cancelled: 0,
  fulfilled: 1, returned: 0, refunded: 0, refunded_amount: null, image_url: null, url: "https://larkandloom.example/p", needs_shipping: true, ...more,
})
const parcel = (more: Partial<Shipment>): Shipment => ({
  id: `parcel-${++count}`, lines: [], carrier: "Colissimo", service: "", tracking_number: "6A 1188 2047", tracking_url: "https://colissimo.example/6A11882047", state: "delivered", shipped_at: null,
  promised_at: null, expected_at: null, delivered_at: null, scans: [], ...more,
})
function order(number: string, placed: number, lines: Line[], more: Partial<Order> = {}): ShopOrder {
  const total = lines.reduce((sum, each) => sum + each.total.minor, 0)
  const made: Order = {
    external_id: number, number, version: "1", currency: "EUR", placed_at: placed, updated_at: placed, state: "done", payment_state: "paid", fulfilment_state: "fulfilled", subtotal: eur(total),
    discount: eur(0), shipping: eur(0), tax: eur(0), total: eur(total), paid: eur(total), refunded: eur(0), shipping_refunded: eur(0), lines, payments: [], shipments: [], returns: [], refunds: [],
    disputes: [], customer_id: "c1", email: "", phone: "", name: "Ana Ribeiro", ship_to: null, bill_to: null, shipping_method: "", discount_codes: [], note: "", tags: [], risk: null, locale: "en",
    url: `https://larkandloom.example/admin/${number}`, status_url: null, cancelled_at: null, cancel_reason: "", marks: [], ...more,
  }
  return { id: `order-${number}`, store_id: STORE, person_id: ana.id, order: made, gone: false, seq: 1, standings: [] }
}

const NAMES = ["Brae cardigan", "Fen beanie", "Dune scarf", "Wren socks", "Harbour jacket"]
export const orders: ShopOrder[] = [
  order("1042", at(7), [line("Harbour jacket", 15800, { product_id: "jacket", variant_id: "jacket-m", options: { colour: "moss", size: "M" }, image_url: JACKET }), line("Wren socks", 2800, { product_id: "socks", variant_id: "socks-36", options: { colour: "sand", size: "36–40" }, quantity: 2, fulfilled: 0, image_url: SOCKS })], {
    state: "open", fulfilment_state: "part_fulfilled", note: "Gift: no prices in the parcel, please.",
    ship_to: { name: "Teresa Ribeiro", line1: "14 rue Tramassac", line2: "", company: "", region: "", phone: "", postcode: "69005", city: "Lyon", country: "FR" },
    shipments: [parcel({ state: "in_transit", shipped_at: at(6), promised_at: at(2), scans: [{ state: "in_transit", at: at(3, 22), words: "Arrivé", place: "Lyon, FR", code: "" }] })],
  }),
  order("0977", at(120), [line("Brae cardigan", 18600), line("Dune scarf", 2800)], { shipments: [parcel({ state: "delivered", promised_at: at(117), delivered_at: at(117) })] }),
  order("0904", at(210), [line("Fen beanie", 3800, { returned: 1, refunded: 1, refunded_amount: eur(3800) })], { payment_state: "refunded", refunds: [{ id: "r1", amount: eur(3800), lines: [], shipping: null, way: null, reason: "", state: "ok", at: at(200), key: null }], returns: [{ id: "b1", state: "received", lines: [], at: at(203), label_url: null, tracking_number: "", refund_way: null, difference: null, key: null }] }),
  ...Array.from({ length: 8 }, (_, index) => order(String(880 - index * 31).padStart(4, "0"), at(260 + index * 60), [line(NAMES[index % 5] as string, 4200 + index * 900)])),
]
let pinned = ["order-1042"]

const sums = () => [{ orders: 11, spend: eur(141_200), average: eur(12_836), refunded: eur(3800), pieces: 22, returned: 1, first_at: at(1700), last_at: at(7) }]
const pane = (id: string): Pane => ({
  person_id: id,
  customers: id === ana.id ? [{ store_id: STORE, customer: { external_id: "c1", name: ana.name, email: "", phone: "", verified_email: true, verified_phone: false, locale: "en", place: null, places: [], pay_ways: [], orders_count: 11, spend: null, store_credit: eur(1200), loyalty_tier: "Gold", loyalty_points: 320, tags: ["mends"], note: "", accepts_marketing: true, created_at: null, updated_at: null, version: "", url: null } }] : [],
  sums: id === ana.id ? sums() : [], orders: id === ana.id ? orders.slice(0, 8) : [], next: id === ana.id ? [orders[7]?.order.placed_at ?? 0, orders[7]?.id ?? ""] : null, carts: [], intents: [],
  lookalikes: id === ana.id ? [{ person_id: "p-theo-bakker", name: "Ana R.", reason: "email", value: "ana.ribeiro@posteo.example" }] : [], pinned: id === ana.id ? pinned : [],
})

function told(days: number, hour: number, verb: string, amount: number | null, detail: Record<string, unknown>, more: Partial<OrderBody> = {}): void {
  const body: OrderBody = { verb, text: "", store_id: STORE, order_id: "order-1042", number: "1042", amount: amount === null ? null : eur(amount), thing: null, detail, intent_id: null, why: "", state: "done", ...more }
  const before = [...entries.values()].filter((each) => each.person_id === ana.id && each.at <= at(days, hour)).sort((a, b) => a.n - b.n).at(-1)
  const made = { id: newId(at(days, hour)), n: (before?.n ?? 0) + 0.001 * ++count, seq: 1, person_id: ana.id, conversation_id: null, at: at(days, hour), direction: "none", inbox_id: null, channel: null, public: false, kind: "order", body,
    author: body.intent_id ? { kind: "agent", id: ALICE, name: "Alice Lindqvist" } : { kind: "system", id: null, name: "" } }
  entries.set(made.id, made as unknown as Entry)
}
told(7, 10, "placed", 18600, { pieces: 3, titles: ["Harbour jacket", "Wren socks"] })
told(7, 10, "paid", 18600, {})
told(6, 9, "shipped", null, { carrier: "Colissimo", tracking_number: "6A 1188 2047", tracking_url: "https://colissimo.example/6A11882047", pieces: 3 })
told(2, 23, "late", null, { reason: "last seen in the Lyon hub, silent since" })
told(1, 11, "credit", 500, { items: [{ words: "Store credit", amount: eur(500) }], outcome: { code: "MERCI-5" }, way: "store_credit" }, { intent_id: "i1", why: "Two days late, a small sorry" })

const kind = (id: string, product_id: string, title: string, minor: number, options: Record<string, string>, stock: number | null, image_url: string): Variant => ({ id, product_id, title, price: eur(minor), options, sku: id, available: stock !== 0, stock, image_url })
const PRODUCTS: Product[] = [
  { id: "jacket", title: "Harbour jacket", url: null, image_url: JACKET, tags: [], variants: [["jacket-s", "S", 0], ["jacket-m", "M", 9], ["jacket-l", "L", 3]].map(([id, size, stock]) => kind(String(id), "jacket", "Harbour jacket", 15800, { colour: "moss", size: String(size) }, Number(stock), JACKET)) },
  { id: "socks", title: "Wren socks", url: null, image_url: SOCKS, tags: [], variants: [["socks-36", "36–40"], ["socks-41", "41–45"]].map(([id, size]) => kind(String(id), "socks", "Wren socks", 1400, { colour: "sand", size: String(size) }, null, SOCKS)) },
]

const macro = (id: string) => replies.find((each) => each.id === id)
function look(id: string): Look {
  const one = macro(id)
  const steps: Look["steps"] = [...(one?.acts ?? []).map((each) => ({ kind: each.kind, words: each.kind === "refund" ? "Refund the shipping (€9.40)" : each.kind, args: each.args ?? {}, state: "ready" as const, problem: null }))]
  const text = (one?.text ?? "").replace("{{ customer.first_name }}", "Ana").replace("{{ tracking.words }}", "was last seen in Lyon on Monday, two days late").replace("{{ order.number }}", "1042")
  const missing = text.includes("{{ agent.phone }}") ? ["agent.phone"] : []
  return { macro_id: id, text: text.replace("{{ agent.phone }}", "⟦agent phone⟧"), html: null, missing, steps, about: "1042", order_id: "order-1042", order_version: "1" }
}

export const SHOP: Record<string, Pretend> = {
  "GET /people/:id/shop": ({ params }) => pane(params.id as string),
  "GET /people/:id/orders": () => ({ items: orders.slice(8), next: null }),
  "GET /orders": ({ query }) => ({ items: orders.filter((each) => each.order.number.includes(query.get("q") ?? "")), next: null }),
  "POST /orders/:id/refresh": () => null,
  "PUT /conversations/:id/pins/:order": ({ params }) => { pinned = [...pinned, params.order as string]; return null },
  "DELETE /conversations/:id/pins/:order": ({ params }) => { pinned = pinned.filter((each) => each !== params.order); return null },
  "GET /orders/:id": ({ params }) => orders.find((each) => each.id === params.id),
  "POST /action-previews": ({ data }) => {
    const { action, wow } = data as { wow?: boolean; action: { type: string; pieces?: { line_id: string; quantity: number }[]; shipping?: { minor: number }; amount?: { minor: number } } }
    const lines = orders[0]?.order.lines ?? []
    const items = (action.pieces ?? []).map((one) => { const found = lines.find((each) => each.id === one.line_id); return { words: found?.title ?? "", quantity: one.quantity, amount: eur(Math.round((found?.total.minor ?? 0) * one.quantity / (found?.quantity ?? 1))) } })
    if (action.amount) items.push({ words: "Goodwill", quantity: null as never, amount: eur(action.amount.minor) })
    const sum = items.reduce((all, each) => all + each.amount.minor, 0)
    const allowed = sum <= 10_000
    return { preview: { action: action.type, version: "1", items, to_customer: action.type === "refund" || action.type === "cancel" ? eur(sum) : null, from_customer: null, way: "Visa ····4242", warnings: action.type === "cancel" ? [{ words: "The money stays with the shop.", code: "warning.money_stays", values: {} }] : [], exact: true }, verdict: { allowed, rule: allowed ? "" : "limit", words: allowed ? "" : "More than €100 needs a second person.", who: "lead", ask: !allowed }, gives: wow || action.type === "refund" ? eur(sum) : null, busy: null }
  },
  "GET /stores/:id/products": ({ query }) => { const words = (query.get("q") ?? "").toLowerCase(); return { items: PRODUCTS.filter((each) => each.id === words || each.title.toLowerCase().includes(words)), next: null } },
  "GET /wow": () => ({ agent_id: ALICE, budget: eur(12_000), spent: eur(5_600), left: eur(6_400), since: at(12), days: 30 }),
  "POST /intents": ({ data }) => ({ id: (data as { key: string }).key, order_id: "order-1042", person_id: ana.id, verb: "refund", state: "performing", problem: null, amount: eur(2800), by_name: "Alice", created_at: NOW, seq: 1 }),
  "GET /intents/:id": ({ params }) => ({ id: params.id, order_id: "order-1042", person_id: ana.id, verb: "refund", state: "unsure", problem: null, amount: eur(2800), by_name: "Alice", created_at: NOW, seq: 2 }),
  "DELETE /people/:id/lookalikes/:other": () => null,
  "GET /conversations/:id/macros": ({ params }) => ({ items: params.id === cAna.id ? [{ macro_id: replies[0]?.id ?? "", why: "topic" }] : [], next: null }),
  "GET /conversations/:id/macros/:macro": ({ params }) => macro(params.macro as string) ? look(params.macro as string) : new Refusal(404, { kind: "no_such_macro", detail: "There is no such macro any more." }),
  "POST /conversations/:id/macro-runs": ({ params, data }): Run => {
    const wish = data as { id: string; macro_id: string }
    return { id: wish.id, macro_id: wish.macro_id, conversation_id: params.id as string, agent_id: ALICE, state: "waiting", steps: look(wish.macro_id).steps, at: Date.now(), entry_id: null, problem: null }
  },
}
