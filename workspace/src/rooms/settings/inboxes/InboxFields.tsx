import "@mantine/core/styles/PasswordInput.layer.css"
import { Checkbox, NativeSelect, PasswordInput, TextInput } from "@mantine/core"
import { t } from "../../../i18n"
import { useMe } from "../../../live/desk"
import type { Form } from "../parts/form"
import { Section } from "../parts/parts"
import parts from "../parts/parts.module.css"
import { guessServers, type Ask, type KindForm, type Part, type Value } from "./forms"
import type { Wish } from "./model"

interface Given { form: Form<Wish>; kind: KindForm; set: string[] }

export function InboxFields({ form, kind, set = [], brands = true }: { form: Form<Wish>; kind: KindForm; set?: string[]; brands?: boolean }) {
  const me = useMe()
  const named = kind.address === null
  return (
    <>
      {kind.address === "email" && (
        <TextInput className={parts.narrow} type="email" label={t("settings.mail_address")} placeholder="hello@example.com" required {...form.text("address")} onBlur={() => guess(form)} />
      )}
      <TextInput className={parts.narrow} label={t("settings.inbox_name")} description={t("settings.inbox_name_hint")} required={named} {...form.text("name")} />
      {brands && me.brands.length > 1 && <NativeSelect className={parts.narrow} label={t("settings.brand")} data={me.brands.map((each) => ({ value: each.id, label: each.name }))} {...form.text("brand_id")} />}
      {kind.parts.map((part, at) => <Fields key={at} part={part} form={form} kind={kind} set={set} />)}
    </>
  )
}

/** Fill in what the address gives away, where nothing was typed yet. */
function guess(form: Form<Wish>): void {
  const found = guessServers(form.values.address)
  const { settings } = form.values
  if (!found || !("imap_host" in settings)) return
  form.set({ settings: { ...settings, imap_host: settings.imap_host || found.imap_host, smtp_host: settings.smtp_host || found.smtp_host } })
}

function Fields({ part, ...given }: Given & { part: Part }) {
  const asks = part.asks.filter((ask) => !ask.when || ask.when(given.form.values.settings))
  const inside = <div className={parts.form}>{asks.map((ask) => <One key={ask.name} ask={ask} {...given} />)}</div>
  if (part.later) return <details className={parts.section}><summary>{part.title && t(part.title)}</summary>{inside}</details>
  if (!part.title) return inside
  return <Section title={t(part.title)} lead={part.lead && t(part.lead)}>{inside}</Section>
}

function One({ ask, form, set }: Given & { ask: Ask }) {
  const value = ask.secret ? (form.values.secrets[ask.name] ?? "") : form.values.settings[ask.name]
  const put = (next: Value) =>
    form.set(ask.secret ? { secrets: { ...form.values.secrets, [ask.name]: String(next) } } : { settings: { ...form.values.settings, [ask.name]: next } })
  const error = form.problem?.fields[ask.name]
  const kept = ask.secret && set.includes(ask.name)
  const common = { label: t(ask.label), description: kept ? t("settings.secret_kept") : ask.hint && t(ask.hint), error, className: parts.narrow } as const
  if (ask.input === "check") return <Checkbox label={common.label} description={common.description} checked={!!value} onChange={(event) => put(event.currentTarget.checked)} />
  if (ask.input === "choice")
    return <NativeSelect {...common} value={String(value)} data={(ask.choices ?? []).map((each) => ({ value: each.value, label: t(each.label) }))} onChange={(event) => put(event.currentTarget.value)} />
  if (ask.input === "password")
    return <PasswordInput {...common} autoComplete="new-password" value={String(value)} placeholder={kept ? "••••••••" : undefined} visibilityToggleButtonProps={{ "aria-label": t("team.show_password") }} onChange={(event) => put(event.currentTarget.value)} />
  const shown = Array.isArray(value) ? value.join(", ") : String(value ?? "")
  const read = (words: string): Value => (ask.input === "list" ? words.split(/,\s*/).map((word) => word.trim()) : ask.input === "number" ? Number(words) : words)
  return <TextInput {...common} type={ask.input === "list" ? "text" : ask.input} placeholder={ask.example} value={shown} onChange={(event) => put(read(event.currentTarget.value))} />
}
