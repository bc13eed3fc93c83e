/** What a tracking service asks for, typed: its form is data of its kind, as a store's is. */
import { TextInput } from "@mantine/core"
import { t } from "../../../i18n"
import type { Form as Typing } from "../parts/form"
import parts from "../parts/parts.module.css"
import { FieldOf } from "../stores/Fields"
import { changed, sent, wishOf, type Form, type Store, type Wish } from "../stores/model"
import stores from "../stores/stores.module.css"
import type { Carrier } from "./model"

export const beginning = (form: Form, carrier?: Carrier): Wish =>
  wishOf(form, "", carrier && ({ ...carrier.account, brand_id: "", url: "" } as unknown as Store))

/** A service belongs to no brand and has no address of its own. */
export function asked(form: Form, wish: Wish): object {
  const { name, settings, secrets } = sent(form.fields, wish)
  return { name, settings, secrets }
}

export function edited(form: Form, wish: Wish): object {
  const { name, settings, secrets } = changed(form.fields, wish)
  return { name, settings, secrets }
}

export function Fields({ form, shape, placeholder = "", set = [] }: { form: Typing<Wish>; shape: Form; placeholder?: string; set?: readonly string[] }) {
  const later = shape.fields.filter((field) => field.later)
  return (
    <>
      <TextInput className={parts.narrow} label={t("carriers.name")} description={t("carriers.name_hint")} placeholder={placeholder} {...form.text("name")} />
      {shape.fields.filter((field) => !field.later).map((field) => <FieldOf key={field.name} field={field} form={form} set={set} />)}
      {later.length > 0 && (
        <details className={stores.later}>
          <summary>{t("carriers.more")}</summary>
          <div className={parts.form}>{later.map((field) => <FieldOf key={field.name} field={field} form={form} set={set} />)}</div>
        </details>
      )}
    </>
  )
}
