/** Stores as an administrator sees them. */
import type { StoreShown } from "../../../api/shop"
import type { Id, Ms } from "../../../api/types"
import { changeMe } from "../../../live/desk"
import type { Synced } from "../../../live/held"
import type { Form } from "../connected/asked"

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
const rank = ({ form, abilities }: Kind): number => (form.practice ? 2 : abilities.takes_files ? 1 : 0)
/** Shops that speak with us first, then files, and what is for trying things out last. */
export const inOrder = (kinds: readonly Kind[]): Kind[] => [...kinds].sort((a, b) => rank(a) - rank(b))

/** Every window's list of stores hears of it by the live line; this one at once. */
export const tellDesk = (store: Store): void =>
  changeMe((me) => {
    const known = me.stores ?? []
    const { id, kind, name, brand_id, url, state, problem, abilities } = store
    const shown = { id, kind, name, brand_id, url, state, problem, abilities: abilities as unknown as StoreShown["abilities"] }
    return { ...me, stores: known.some((each) => each.id === id) ? known.map((each) => (each.id === id ? shown : each)) : [...known, shown] }
  })
