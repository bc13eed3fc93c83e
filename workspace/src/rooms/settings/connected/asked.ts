/** What is asked to connect something (a store, a tracking service): a form that is data of its kind, so no platform has a name here. */
import type { Id } from "../../../api/types"
import { spoken, type Locale } from "../../../i18n"

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

/** In the language of this window, else in English. */
export const said = (text: Said): string => text[spoken.read().locale] ?? text.en ?? ""

/** What is typed, by the names of the fields; `brand_id` is "" for what belongs to none. */
export interface Wish { name: string; brand_id: Id; values: Record<string, Value> }
export interface Sent { name: string; brand_id?: Id; url?: string; settings: Record<string, Value>; secrets: Record<string, string> }
interface Kept { name: string; brand_id?: Id; url?: string; settings: Record<string, unknown> }

const NONE: Form = { words: {}, lead: {}, guide: "", practice: false, fields: [] }
export const formOf = (kind: { form: Form } | undefined): Form => kind?.form ?? NONE

const SECRET = "secrets.", SETTING = "settings."

/** What the kind begins with, or what is kept; a secret never comes back. */
export function wishOf(form: Form, brand: Id, kept?: Kept): Wish {
  const value = (name: string): Value | undefined => {
    const found = name === "url" ? kept?.url : kept?.settings[name.slice(SETTING.length)]
    return typeof found === "boolean" || typeof found === "string" ? found : undefined
  }
  const values = form.fields.map(({ name, begins }) => [name, name.startsWith(SECRET) ? "" : (value(name) ?? begins)])
  return { name: kept?.name ?? "", brand_id: kept?.brand_id ?? brand, values: Object.fromEntries(values) as Record<string, Value> }
}

/** As the server takes it: each value where its name says; secrets that were not typed are not sent, nor what is not asked. */
export function sent(asked: readonly Field[], wish: Wish): Sent {
  const out: Sent = { name: wish.name.trim(), settings: {}, secrets: {} }
  if (wish.brand_id) out.brand_id = wish.brand_id
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
export function changed(asked: readonly Field[], wish: Wish): Sent {
  const out = sent(asked, wish)
  for (const { name } of asked) if (name.startsWith(SETTING)) out.settings[name.slice(SETTING.length)] ??= ""
  return out
}

/** Without what signing in brings, when the owner signs in. */
export const askedOf = (form: Form, signsIn: boolean): Field[] => form.fields.filter((field) => !(signsIn && field.by_sign_in))

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
