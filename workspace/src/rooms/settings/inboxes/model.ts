import type { Abilities, Id, Inbox as Shown, Ms } from "../../../api/types"
import { changeMe } from "../../../live/desk"
import type { Ask, KindForm, Value } from "./forms"

/** An inbox as an administrator sees it. */
export interface Inbox {
  id: Id; kind: string; name: string; brand_id: Id; address: string; state: Shown["state"]; problem: string | null; public_key: string
  settings: Record<string, Value>; secrets_set: string[]; abilities: Abilities; created_at: Ms
}
export interface Wish { name: string; brand_id: Id; address: string; settings: Record<string, Value>; secrets: Record<string, string> }

const asks = (form: KindForm): Ask[] => form.parts.flatMap((part) => [...part.asks])

export function wishOf(form: KindForm, brand: Id, inbox?: Inbox): Wish {
  const settings = Object.fromEntries(
    asks(form).filter((ask) => !ask.secret).map((ask) => [ask.name, (inbox && at(inbox.settings, ask.name)) ?? ask.begins ?? ""]),
  )
  return { name: inbox?.name ?? "", brand_id: inbox?.brand_id ?? brand, address: inbox?.address ?? "", settings, secrets: {} }
}

/** The setting a dotted name points at. */
function at(settings: Record<string, unknown>, name: string): Value | undefined {
  return name.split(".").reduce<unknown>((now, part) => (now as Record<string, unknown> | null | undefined)?.[part], settings) as Value | undefined
}

/** Dotted names become settings inside settings again. */
export function nested(settings: Record<string, Value>): Record<string, unknown> {
  const whole: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(settings)) {
    const [outer, inner] = name.split(".") as [string, string?]
    if (inner === undefined) whole[outer] = value
    else whole[outer] = { ...(whole[outer] as object | undefined), [inner]: value }
  }
  return whole
}

/** A mailbox whose user is not named signs in with its address. */
export function sent(form: KindForm, wish: Wish): Omit<Wish, "settings"> & { settings: Record<string, unknown> } {
  const settings = { ...wish.settings }
  if (form.address === "email" && !settings.user) settings.user = wish.address
  const secrets = Object.fromEntries(Object.entries(wish.secrets).filter(([, value]) => value))
  for (const [name, value] of Object.entries(settings)) if (Array.isArray(value)) settings[name] = value.filter(Boolean)
  return { ...wish, settings: nested(settings), secrets }
}

export const tellDesk = (inbox: Inbox): void =>
  changeMe((me) => {
    const { id, kind, name, brand_id, address, state, abilities } = inbox
    const shown: Shown = { id, kind, name, brand_id, address, state, abilities }
    return { ...me, inboxes: me.inboxes.some((each) => each.id === id) ? me.inboxes.map((each) => (each.id === id ? shown : each)) : [...me.inboxes, shown] }
  })

/** Snippets come as words or wrapped. */
export const snippetOf = (answer: unknown): string =>
  typeof answer === "string" ? answer : String((answer as { snippet?: string; html?: string }).snippet ?? (answer as { html?: string }).html ?? "")
