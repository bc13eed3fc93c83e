/** One dialog's own part: what is chosen, what it asks of the shop, and its fields. The rest is the same for all. */
import type { ComponentType } from "react"
import type { Action } from "../../../api/shop"
import type { Key } from "../../../i18n"
import type { Scene } from "./wish"

export interface FieldsProps<Choice> { scene: Scene; choice: Choice; set: (part: Partial<Choice>) => void }

export interface Form<Choice> {
  begin: (scene: Scene) => Choice
  /** Null while too little is chosen to ask the shop. */
  action: (scene: Scene, choice: Choice, why: string) => Action | null
  Fields: ComponentType<FieldsProps<Choice>>
  /** Said while too little is chosen. */
  hint: Key
  /** It cannot be taken back. */
  final?: boolean
  /** It may give something away, so an agent's own budget may pay. */
  gives?: boolean
  /** Written by hand: the shop is asked when the hand rests. */
  slow?: boolean
  /** Says by itself why: nobody is asked. */
  plain?: boolean
}

/** A form among others: what it keeps is nobody else's business. */
export type AnyForm = Form<object>
export const among = <Choice extends object>(form: Form<Choice>): AnyForm => form as unknown as AnyForm
