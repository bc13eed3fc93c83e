/** A file given to a store, as it travels; what its columns can mean; and what is shown of it. */
import type * as schema from "../../../../api/schema"
import type { Sent } from "../../../../api/shop"
import { t, type Key } from "../../../../i18n"

export type StoreFile = Sent<schema.StoreFile>
export type Plan = NonNullable<StoreFile["plan"]>
export type Shape = NonNullable<StoreFile["shape"]>
export type Report = NonNullable<StoreFile["report"]>
export type Problem = schema.FileProblem
export type Kind = schema.FileKind

export const KINDS: readonly Kind[] = ["orders", "customers", "products"]
const PERSON = ["email", "phone", "name", "first_name", "last_name", "customer_id"]
const PLACE = ["name", "first_name", "last_name", "company", "line1", "line2", "city", "region", "postcode", "country", "phone"]

/** What a column can mean, in the order of the list: groups by name. */
export const FIELDS: Record<Kind, Record<string, readonly string[]>> = {
  orders: {
    order: ["number", "placed_at", "status", "payment_state", "fulfilment_state", "note", "tags", "url"],
    person: PERSON,
    sums: ["currency", "total", "subtotal", "shipping", "discount", "discount_code", "tax", "paid", "refunded", "payment_method", "paid_at", "cancelled_at"],
    things: ["title", "variant", "sku", "quantity", "unit_price", "line_total", "line_discount", "line_tax", "line_shipping", "line_shipping_tax", "line_state", "line_id", "product_id", "variant_id", "items"],
    parcel: ["shipping_method", "carrier", "tracking_number", "tracking_url", "shipped_at", "delivered_at"],
    ship: PLACE.map((part) => `ship_${part}`),
    bill: PLACE.map((part) => `bill_${part}`),
  },
  customers: {
    person: PERSON,
    place: ["company", "line1", "line2", "city", "region", "postcode", "country"],
    more: ["locale", "orders_count", "spend", "currency", "store_credit", "loyalty_tier", "loyalty_points", "tags", "note", "accepts_marketing", "verified_email", "created_at"],
  },
  products: {
    things: ["title", "product_id", "variant_id", "variant", "variant2", "variant3", "sku", "price", "currency", "stock", "url", "image_url", "tags"],
  },
}

/** What a word for a state can mean. */
const FULFILMENT = ["unfulfilled", "part_fulfilled", "fulfilled", "delivered", "on_hold"]
export const MEANINGS: Record<string, readonly string[]> = {
  status: ["open", "unpaid", "paid", "on_hold", "part_sent", "sent", "delivered", "done", "cancelled", "part_refunded", "refunded"],
  payment_state: ["unpaid", "authorized", "part_paid", "paid", "part_refunded", "refunded", "voided"],
  fulfilment_state: FULFILMENT, line_state: FULFILMENT,
}

/** In words: "Delivery: town", "Article 2". Fields that stand once for each thing bear its number. */
export function fieldWords(field: string): string {
  const [name = "", number] = field.split("#")
  const sided = /^(ship|bill)_(.+)$/.exec(name)
  const words = sided ? t(`csv.${sided[1] as "ship" | "bill"}`, { part: t(`csv.f_${sided[2]}` as Key) }) : t(`csv.f_${name}` as Key)
  return number ? `${words} ${number}` : words
}

export const meaningWords = (meaning: string): string => t(`csv.m_${meaning}` as Key)
export const busy = ({ state }: StoreFile): boolean => state === "checking" || state === "importing"
export const things = ({ things: { new: fresh, changed, same } }: Report): number => fresh + changed + same

/** A plan in which one column means something else; a meaning stands once, so it leaves the column it stood at. */
export function meant(plan: Plan, at: number, field: string): Plan {
  return { ...plan, columns: plan.columns.map((each, index) => (index === at ? field : field && each === field ? "" : each)) }
}

export function said(plan: Plan, field: string, word: string, meaning: string): Plan {
  const { [word]: _, ...others } = plan.words[field] ?? {}
  return { ...plan, words: { ...plan.words, [field]: meaning ? { ...others, [word]: meaning } : others } }
}
