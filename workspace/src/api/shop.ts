/** The shop's side as it travels: the server's own nouns, every default filled in. */
import type * as schema from "./schema"
import type { Id, Ms } from "./types"

export type Sent<T> = T extends (infer Item)[] ? (number extends T["length"] ? Sent<Item>[] : T) : T extends object ? { [K in keyof T]-?: Sent<T[K]> } : T

export type Money = schema.Money
export type Order = Sent<schema.Order>
export type Line = Sent<schema.Line>
export type Return = Sent<schema.Return>
export type Shipment = Sent<schema.Shipment>
export type ParcelState = schema.ParcelState
export type PaymentState = schema.PaymentState
/** Whether a parcel keeps what was promised, as the server judges it: in business days, where it is going. */
export type Standing = ShopOrder["standings"][number]
export type ShopOrder = Sent<schema.ShopOrder>
export type ShopCustomer = Sent<schema.ShopCustomer>
export type Cart = Sent<schema.Cart>
export type Sums = Sent<schema.Sums>
export type Lookalike = Sent<schema.Lookalike>
export type Pane = Sent<schema.Pane>
export type Previewed = Sent<schema.Previewed>
export type Customer = ShopCustomer["customer"]
export type Product = Sent<schema.Product>
export type Variant = Sent<schema.Variant>
export type Place = Required<schema.Place>
export type PayWay = schema.PayWay
/** Everything a shop can be asked to do. */
export type Action = schema.CommerceActingWish["action"]
export type ActionOf<Tag extends Action["type"]> = Extract<Action, { type: Tag }>
export type Outcome = NonNullable<schema.Intent["outcome"]>
/** Of an action only what a screen tells of it. */
export type Intent = Pick<Sent<schema.Intent>, "id" | "order_id" | "person_id" | "verb" | "state" | "problem" | "amount" | "by_name" | "created_at" | "seq"> & { outcome?: Outcome | null }

/** What every window knows of a store. */
export interface StoreAbilities {
  actions: string[]; partial_cancel: boolean; refund_to_credit: boolean; restock: boolean
  products: boolean; exchanges: boolean; return_labels: boolean; gift_cards: boolean
}
export interface StoreShown { id: Id; kind: string; name: string; brand_id: Id; url: string; state: "ok" | "needs_owner" | "paused"; problem: string | null; abilities: StoreAbilities }

/** An entry of the timeline that tells of an order; with `intent_id` it was one of us. */
export interface OrderBody {
  verb: string; text: string; store_id: Id; order_id: Id | null; number: string; amount: Money | null; thing: string | null
  detail: Record<string, unknown>; intent_id: Id | null; why: string; state: string
}

export interface MacroAct { kind: string; args?: Record<string, unknown> }
export interface MacroStep { kind: string; words: string; args: Record<string, unknown>; state: "ready" | "waiting" | "done" | "stopped" | "left"; problem: string | null }
export interface Look { macro_id: Id; text: string; html: string | null; missing: string[]; steps: MacroStep[]; about: string | null; order_id: Id | null; order_version: string }
export interface Run { id: Id; macro_id: Id; conversation_id: Id; agent_id: Id; state: "waiting" | "done" | "stopped"; steps: MacroStep[]; at: Ms; entry_id: Id | null; problem: string | null }
export interface MacroSuggestion { macro_id: Id; why: string }
