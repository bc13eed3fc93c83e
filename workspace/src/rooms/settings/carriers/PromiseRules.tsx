import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core"
import { useEffect, useState } from "react"
import { api } from "../../../api/client"
import { t } from "../../../i18n"
import { useLoaded } from "../../../live/loaded"
import { onNews } from "../../../live/socket"
import { useForm, type Form } from "../parts/form"
import { Fault, Row, Rows, Section, When } from "../parts/parts"
import parts from "../parts/parts.module.css"
import { linesOf, wholeOf } from "../policy/amounts"
import { Example } from "./Example"
import { ANY, codesOf, ruleWords, whichWords, type PromiseRule, type Promises } from "./model"
import classes from "./carriers.module.css"

/** When parcels should arrive, by carrier, service and country. */
export function PromiseRules({ may }: { may: boolean }) {
  const loaded = useLoaded("delivery-promises", (signal) => api.get<Promises>("/delivery-promises", undefined, signal))
  const { again } = loaded
  useEffect(() => onNews((news) => { if (news.delivery_promises) again() }), [again])
  return (
    <>
      <Section title={t("carriers.promises")} lead={t("carriers.promises_lead")}>
        <When loaded={loaded}>{(data) => (may ? <Written key={JSON.stringify(data)} first={data} kept={loaded.set} /> : <Rows label={t("carriers.promises")}>{data.rules.map((rule, index) => <Row key={index} name={whichWords(rule)} words={ruleWords(rule)} />)}</Rows>)}</When>
      </Section>
      {loaded.data && <Example rules={loaded.data.rules} />}
    </>
  )
}

function Written({ first, kept }: { first: Promises; kept: (data: Promises) => void }) {
  const form = useForm(first, async (wish) => kept(await api.put<Promises>("/delivery-promises", wish)))
  const [open, setOpen] = useState<number | null>(null)
  const { rules } = form.values
  const refused = Object.keys(form.problem?.fields ?? {}).map((name) => /^rules\.(\d+)\./.exec(name)?.[1]).filter(Boolean).map(Number)
  const set = (at: number, part: Partial<PromiseRule>) => form.set({ rules: rules.map((rule, index) => (index === at ? { ...rule, ...part } : rule)) })
  const drop = (at: number) => { form.set({ rules: rules.filter((_, index) => index !== at) }); setOpen(null) }
  const add = () => { form.set({ rules: [...rules, ANY] }); setOpen(rules.length) }
  return (
    <form onSubmit={(event) => void form.submit(event)}>
      <Rows label={t("carriers.promises")}>
        {rules.map((rule, index) => {
          const which = whichWords(rule)
          const shown = open === index || refused.includes(index)
          return (
            <Row key={index} name={which} words={shown ? <RuleFields form={form} at={index} rule={rule} set={(part) => set(index, part)} close={() => setOpen(null)} /> : ruleWords(rule)}
              tools={!shown && (
                <>
                  <button type="button" className="word" aria-label={t("carriers.rule_edit", { rule: which })} onClick={() => setOpen(index)}>{t("act.edit")}</button>
                  <button type="button" className="word" data-tone="plain" aria-label={t("carriers.rule_drop", { rule: which })} onClick={() => drop(index)}>{t("act.remove")}</button>
                </>
              )} />
          )
        })}
      </Rows>
      <p className={classes.add}><button type="button" className="word" onClick={add}>{t("carriers.rule_add")}</button></p>
      <Counting form={form} />
      <div className={parts.saving}>
        <Button type="submit" loading={form.busy} disabled={!form.changed}>{t("carriers.save")}</Button>
        {form.changed && <Button variant="default" onClick={() => form.reset(first)}>{t("carriers.forget")}</Button>}
        <span role="status" className={form.changed ? parts.ochre : parts.saved}>{form.changed ? t("carriers.unsaved") : form.saved ? t("carriers.saved") : ""}</span>
        <Fault problem={form.problem} />
      </div>
    </form>
  )
}

function RuleFields({ form, at, rule, set, close }: { form: Form<Promises>; at: number; rule: PromiseRule; set: (part: Partial<PromiseRule>) => void; close: () => void }) {
  const fault = (name: string) => form.problem?.fields[`rules.${at}.${name}`]
  const [countries, setCountries] = useState(rule.countries.join(", "))
  return (
    <div className={classes.fields}>
      <div className={classes.trio}>
        <TextInput label={t("carriers.f_carrier")} placeholder={t("carriers.f_any")} value={rule.carrier} error={fault("carrier")} onChange={(event) => set({ carrier: event.currentTarget.value })} />
        <TextInput label={t("carriers.f_service")} placeholder={t("carriers.f_any")} value={rule.service} error={fault("service")} onChange={(event) => set({ service: event.currentTarget.value })} />
        <TextInput label={t("carriers.f_countries")} description={t("carriers.f_countries_hint")} inputWrapperOrder={["label", "input", "error", "description"]} value={countries} error={fault("countries")}
          onChange={(event) => { setCountries(event.currentTarget.value); set({ countries: codesOf(event.currentTarget.value) }) }} />
        <Days label={t("carriers.f_days")} value={rule.days} error={fault("days")} set={(days) => set({ days })} />
        <Days label={t("carriers.f_grace")} value={rule.grace} error={fault("grace")} set={(grace) => set({ grace })} />
        <Days label={t("carriers.f_quiet")} value={rule.quiet} error={fault("quiet")} set={(quiet) => set({ quiet })} />
      </div>
      <Checkbox label={t("carriers.f_saturdays")} checked={rule.saturdays} onChange={(event) => set({ saturdays: event.currentTarget.checked })} />
      <p><button type="button" className="word" onClick={close}>{t("policy.enough")}</button></p>
    </div>
  )
}

const UNREADABLE = -1

/** What cannot be read is sent as what cannot be, so that the server's words stand at the field. */
function Days({ label, value, error, set }: { label: string; value: number; error: string | undefined; set: (days: number) => void }) {
  const [words, setWords] = useState(value < 0 ? "" : String(value))
  return <TextInput label={label} inputMode="numeric" autoComplete="off" value={words} error={error} onChange={(event) => { setWords(event.currentTarget.value); set(wholeOf(event.currentTarget.value) ?? UNREADABLE) }} />
}

const zones = (current: string | null): string[] => {
  const all = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : []
  return current && !all.includes(current) ? [current, ...all] : all
}

function Counting({ form }: { form: Form<Promises> }) {
  const { timezone, closed, holidays, untracked } = form.values
  const [days, setDays] = useState(closed.join("\n"))
  return (
    <fieldset className={classes.counting}>
      <legend>{t("carriers.counting")}</legend>
      <NativeSelect className={parts.narrow} label={t("carriers.f_zone")} value={timezone ?? ""} error={form.problem?.fields.timezone} data={[{ value: "", label: t("carriers.f_zone_none") }, ...zones(timezone)]} onChange={(event) => form.set({ timezone: event.currentTarget.value || null })} />
      <Checkbox label={t("carriers.f_holidays")} checked={holidays} onChange={(event) => form.set({ holidays: event.currentTarget.checked })} />
      <Checkbox label={t("carriers.f_untracked")} checked={untracked} onChange={(event) => form.set({ untracked: event.currentTarget.checked })} />
      <Textarea className={parts.narrow} label={t("carriers.f_closed")} autosize minRows={2} maxRows={8} value={days} error={form.problem?.fields.closed} onChange={(event) => { setDays(event.currentTarget.value); form.set({ closed: linesOf(event.currentTarget.value) }) }} />
    </fieldset>
  )
}
