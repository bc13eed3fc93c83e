/** Stores as an administrator sees them, and a form that is data of the kind: no platform has a name here. */
import type { StoreShown } from "../../../api/shop"
import type { Id, Ms } from "../../../api/types"
import { spoken, type Locale } from "../../../i18n"
import { changeMe } from "../../../live/desk"
import type { Synced } from "../../../live/held"

export type Said = Partial<Record<Locale, string>> & Record<string, string | undefined>
export type Value = string | boolean
export interface Field {
  /** Where it goes: `url`, `settings.…`, `secrets.…`. What is wrong with it comes back under the same name. */
  name: string
  label: Said; help: Said; placeholder: string; begins: Value
  kind: "text" | "url" | "secret" | "choice" | "switch"
  choices: { value: string; label: Said }[]
  required: boolean; by_sign_in: boolean; made: boolean; later: boolean
}
export interface Form { words: Said; lead: Said; guide: string; practice: boolean; fields: Field[] }
export interface Kind { kind: string; label: string; signs_in: boolean; subscribes: boolean; form: Form; abilities: Abilities }
export interface Abilities { webhooks: boolean; changes: boolean; takes_files: boolean }

export interface Store {
  id: Id; kind: string; name: string; brand_id: Id; url: string; state: StoreShown["state"]; problem: string | null
  settings: Record<string, unknown>; secrets_set: string[]; abilities: Abilities; created_at: Ms
}
export type Progress = Synced
export interface Standing {
  store_id: Id; orders: number; sync: Progress; heard_at: Ms | null; refused_at: Ms | null
  subscribed_at: Ms | null; hook_problem: string | null; waiting: number; lacks_sign_in: boolean
}
export interface Hook { url: string; counts: Record<string, number> }
export interface Delivery { id: Id; at: Ms; state: string; reason: string | null; size: number; kept: boolean; tries: number }
export interface Step { name: string; ok: boolean; words: string; advice: string | null }
export interface Trial { ok: boolean; steps: Step[] }

/** In the language of this window, else in English. */
export const said = (text: Said): string => text[spoken.read().locale] ?? text.en ?? ""

/** What is typed, by the names of the fields. */
export interface Wish { name: string; brand_id: Id; values: Record<string, Value> }
export interface Sent { name: string; brand_id: Id; url: string; settings: Record<string, Value>; secrets: Record<string, string> }

const NONE: Form = { words: {}, lead: {}, guide: "", practice: false, fields: [] }
export const formOf = (kind: Pick<Kind, "form"> | undefined): Form => kind?.form ?? NONE

const SECRET = "secrets.", SETTING = "settings."

export function wishOf(form: Form, brand: Id, store?: Store): Wish {
  const kept = (field: Field): Value | undefined => {
    if (!store || field.name.startsWith(SECRET)) return undefined
    const value = field.name === "url" ? store.url : store.settings[field.name.slice(SETTING.length)]
    return typeof value === "boolean" || typeof value === "string" ? value : undefined
  }
  const values = form.fields.map((field) => [field.name, kept(field) ?? (field.name.startsWith(SECRET) ? "" : field.begins)])
  return { name: store?.name ?? "", brand_id: store?.brand_id ?? brand, values: Object.fromEntries(values) as Record<string, Value> }
}

/** As the server takes it: each value where its name says; secrets that were not typed are not sent, nor what is not asked. */
export function sent(asked: readonly Field[], wish: Wish): Sent {
  const out: Sent = { name: wish.name.trim(), brand_id: wish.brand_id, url: "", settings: {}, secrets: {} }
  for (const { name, kind } of asked) {
    const value = wish.values[name] ?? ""
    const trimmed = typeof value === "string" ? value.trim() : value
    if (name === "url") out.url = String(trimmed)
    else if (name.startsWith(SETTING) && (trimmed !== "" || kind === "choice")) out.settings[name.slice(SETTING.length)] = trimmed
    else if (name.startsWith(SECRET) && trimmed) out.secrets[name.slice(SECRET.length)] = String(trimmed)
  }
  return out
}

/** Emptied settings are said too, so that a change takes something back. */
export function changed(asked: readonly Field[], wish: Wish): Partial<Sent> {
  const { url, ...out } = sent(asked, wish)
  for (const { name } of asked) if (name.startsWith(SETTING)) out.settings[name.slice(SETTING.length)] ??= ""
  return asked.some(({ name }) => name === "url") ? { ...out, url } : out
}

/** Without what signing in brings, when the owner signs in. */
export const askedOf = (form: Form, signsIn: boolean): Field[] => form.fields.filter((field) => !(signsIn && field.by_sign_in))

const rank = ({ form, abilities }: Kind): number => (form.practice ? 2 : abilities.takes_files ? 1 : 0)
/** Shops that speak with us first, then files, and what is for trying things out last. */
export const inOrder = (kinds: readonly Kind[]): Kind[] => [...kinds].sort((a, b) => rank(a) - rank(b))

/** A secret for both sides: letters and digits, 190 bits. */
export function newSecret(): string {
  const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
  const made: string[] = []
  while (made.length < 33) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < letters.length * 4) made.push(letters.charAt(byte % letters.length))
  }
  return made.join("")
}

/** Every window's list of stores hears of it by the live line; this one at once. */
export const tellDesk = (store: Store): void =>
  changeMe((me) => {
    const known = me.stores ?? []
    const { id, kind, name, brand_id, url, state, problem, abilities } = store
    const shown = { id, kind, name, brand_id, url, state, problem, abilities: abilities as unknown as StoreShown["abilities"] }
    return { ...me, stores: known.some((each) => each.id === id) ? known.map((each) => (each.id === id ? shown : each)) : [...known, shown] }
  })
