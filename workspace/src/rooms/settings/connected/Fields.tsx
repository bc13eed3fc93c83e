import "@mantine/core/styles/PasswordInput.layer.css"
import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from "@mantine/core"
import type { ReactNode } from "react"
import { t } from "../../../i18n"
import type { Form as Typing } from "../parts/form"
import { Copyable } from "../parts/parts"
import parts from "../parts/parts.module.css"
import { newSecret, said, type Field, type Form, type Value, type Wish } from "./asked"
import classes from "./connected.module.css"

interface Given { form: Typing<Wish>; /** Names of secrets that are filled in already. */ set?: readonly string[] }

/** Its name, what else belongs to it (`children`), then what this kind asks for. */
export function Fields({ asked, hint, placeholder = "", children, ...given }: Given & { asked: readonly Field[]; hint: string; placeholder?: string; children?: ReactNode }) {
  const later = asked.filter((field) => field.later)
  return (
    <>
      <TextInput className={parts.narrow} label={t("settings.name")} description={hint} placeholder={placeholder} {...given.form.text("name")} />
      {children}
      {asked.filter((field) => !field.later).map((field) => <FieldOf key={field.name} field={field} {...given} />)}
      {later.length > 0 && (
        <details className={classes.later}>
          <summary>{t("settings.more")}</summary>
          <div className={parts.form}>{later.map((field) => <FieldOf key={field.name} field={field} {...given} />)}</div>
        </details>
      )}
    </>
  )
}

/** Where all that is asked can be found. */
export function Lead({ form: { lead, guide } }: { form: Form }) {
  if (!said(lead) && !guide) return null
  return <p className={classes.lead}>{said(lead)} {guide && <a href={guide} target="_blank" rel="noreferrer">{t("settings.guide")}</a>}</p>
}

function FieldOf({ field, form, set = [] }: Given & { field: Field }) {
  const value = form.values.values[field.name] ?? ""
  const put = (next: Value) => form.set({ values: { ...form.values.values, [field.name]: next } })
  const kept = field.kind === "secret" && set.includes(field.name.slice("secrets.".length))
  const common = {
    label: said(field.label), error: form.problem?.fields[field.name], className: parts.narrow, name: field.name,
    description: kept ? t("settings.secret_kept") : said(field.help) || undefined, required: field.required && !kept,
  } as const
  if (field.kind === "switch") return <Checkbox label={common.label} description={common.description} error={common.error} checked={!!value} onChange={(event) => put(event.currentTarget.checked)} />
  if (field.kind === "choice")
    return <NativeSelect {...common} value={String(value)} data={field.choices.map((each) => ({ value: each.value, label: said(each.label) }))} onChange={(event) => put(event.currentTarget.value)} />
  if (field.kind === "secret") return <Secret common={common} field={field} value={String(value)} kept={kept} put={put} />
  return (
    <TextInput {...common} value={String(value)} placeholder={field.placeholder} inputMode={field.kind === "url" ? "url" : undefined} autoCapitalize="none" spellCheck={false}
      onChange={(event) => put(event.currentTarget.value)} />
  )
}

function Secret({ common, field, value, kept, put }: { common: object; field: Field; value: string; kept: boolean; put: (next: Value) => void }) {
  const input = (
    <PasswordInput {...common} autoComplete="new-password" value={value} placeholder={kept ? "••••••••" : field.placeholder}
      visibilityToggleButtonProps={{ "aria-label": t("settings.show_secret", { name: said(field.label) }) }} onChange={(event) => put(event.currentTarget.value)} />
  )
  if (!field.made) return input
  return (
    <div className={parts.narrow}>
      {input}
      {value && <Copyable text={value} label={said(field.label)} />}
      {!value && <Button className={classes.make} variant="default" size="xs" onClick={() => put(newSecret())}>{t("settings.make_secret")}</Button>}
    </div>
  )
}
