import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core"
import { IconPlus, IconX } from "@tabler/icons-react"
import { useState } from "react"
import { api } from "../../../api/client"
import { region, t } from "../../../i18n"
import { useLoaded } from "../../../live/loaded"
import type { Form } from "../parts/form"
import { listed, type Listed } from "../parts/listed"
import { attempt, Field } from "../parts/parts"
import parts from "../parts/parts.module.css"
import classes from "./hours.module.css"
import { asField, closing, DAYS, inOrder, oneMore, upcoming, withHolidays, type Holiday, type Hours, type Interval } from "./model"

export type Wish = Omit<Hours, "id">

// 5 January 2026 was a Monday.
export const dayName = (day: number, style: "long" | "short" = "long"): string =>
  new Intl.DateTimeFormat(region(), { weekday: style, timeZone: "UTC" }).format(Date.UTC(2026, 0, 5 + day))

export function HoursFields({ form }: { form: Form<Wish> }) {
  const { values } = form
  return (
    <>
      <div className={parts.pair}>
        <TextInput label={t("settings.name")} required {...form.text("name")} />
        <NativeSelect label={t("settings.timezone")} data={zones(values.timezone)} {...form.text("timezone")} />
      </div>
      <Checkbox label={t("settings.always")} description={t("settings.always_hint")} checked={values.always} onChange={(event) => form.set({ always: event.currentTarget.checked })} />
      {!values.always && <Week intervals={values.intervals} set={(intervals) => form.set({ intervals })} />}
      {form.problem?.fields.intervals && <p role="alert" className={parts.fault}>{form.problem.fields.intervals}</p>}
      {!values.always && <Holidays holidays={values.holidays} set={(holidays) => form.set({ holidays })} />}
    </>
  )
}

function zones(current: string): string[] {
  const all = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : []
  return all.includes(current) ? all : [current, ...all]
}

interface Kept<T> { set: (next: T[]) => void }

function Week({ intervals, set }: { intervals: Interval[] } & Kept<Interval>) {
  return (
    <Field label={t("settings.week")}>
      <ul className={classes.week}>{DAYS.map((day) => <Day key={day} day={day} intervals={intervals} set={set} />)}</ul>
    </Field>
  )
}

function Day({ day, intervals, set }: { day: number; intervals: Interval[] } & Kept<Interval>) {
  const mine = intervals.filter((each) => each.day === day)
  const name = dayName(day)
  const change = (old: Interval, part: Partial<Interval>) => set(intervals.map((each) => (each === old ? { ...each, ...part } : each)))
  return (
    <li className={classes.day}>
      <span className={classes.name}>{name}</span>
      <div className={classes.times}>
        {!mine.length && <span className={classes.closed}>{t("settings.closed")}</span>}
        {mine.map((each, at) => (
          <span key={at} className={classes.span}>
            <input type="time" step={300} value={asField(each.opens)} aria-label={t("settings.opens", { day: name })} onChange={(event) => change(each, { opens: event.currentTarget.value })} />
            <span aria-hidden="true">–</span>
            <input type="time" step={300} value={asField(each.closes)} aria-label={t("settings.closes", { day: name })} onChange={(event) => change(each, { closes: closing(event.currentTarget.value) })} />
            <button type="button" className={`plain ${classes.tool}`} aria-label={t("settings.span_remove", { day: name })} onClick={() => set(intervals.filter((other) => other !== each))}><IconX size={16} stroke={1.6} aria-hidden="true" /></button>
          </span>
        ))}
      </div>
      <button type="button" className={`plain ${classes.tool}`} aria-label={t("settings.span_add", { day: name })} onClick={() => set(inOrder(oneMore(intervals, day)))}><IconPlus size={16} stroke={1.6} aria-hidden="true" /></button>
    </li>
  )
}

function Holidays({ holidays, set }: { holidays: Holiday[] } & Kept<Holiday>) {
  const [date, setDate] = useState("")
  const [name, setName] = useState("")
  const add = () => {
    if (!date) return
    set(withHolidays(holidays, [{ date, name: name || t("settings.holiday") }]))
    setDate("")
    setName("")
  }
  return (
    <Field label={t("settings.holidays")} hint={t("settings.holidays_hint")}>
      <ul className={classes.week}>
        {upcoming(holidays).map((each) => (
          <li key={each.date} className={classes.day}>
            <span className={`${classes.name} n`}>{new Intl.DateTimeFormat(region(), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(Date.parse(`${each.date}T00:00Z`))}</span>
            <span className={classes.times}>{each.name}</span>
            <button type="button" className={`plain ${classes.tool}`} aria-label={t("settings.holiday_remove", { name: each.name })} onClick={() => set(holidays.filter((other) => other !== each))}><IconX size={16} stroke={1.6} aria-hidden="true" /></button>
          </li>
        ))}
      </ul>
      <div className={classes.add}>
        <input type="date" value={date} aria-label={t("settings.holiday_date")} onChange={(event) => setDate(event.currentTarget.value)} />
        <TextInput aria-label={t("settings.holiday_name")} placeholder={t("settings.holiday_name")} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Button variant="default" onClick={add} disabled={!date}>{t("act.add")}</Button>
      </div>
      <Import took={(more) => set(withHolidays(holidays, more))} />
    </Field>
  )
}

interface Country { code: string; regions: string[] }

function Import({ took }: { took: (more: Holiday[]) => void }) {
  const { data } = useLoaded("countries", (signal) => api.get<Listed<Country>>("/holiday-countries", undefined, signal))
  const [code, setCode] = useState("")
  const [part, setPart] = useState("")
  const countries = data ? listed(data) : []
  if (!countries.length) return null
  const names = new Intl.DisplayNames(region(), { type: "region" })
  const named = countries.map((each) => ({ value: each.code, label: nameOf(names, each.code) })).sort((a, b) => a.label.localeCompare(b.label))
  const regions = countries.find((each) => each.code === code)?.regions ?? []
  const year = new Date().getFullYear()
  const ask = () => attempt(async () => {
    const path = `/holidays?${new URLSearchParams([["country", code], ...(part ? [["region", part]] : []), ["year", String(year)], ["year", String(year + 1)]])}`
    took(listed(await api.get<Listed<Holiday>>(path)))
  })
  return (
    <div className={classes.add}>
      <NativeSelect aria-label={t("settings.country")} value={code} onChange={(event) => { setCode(event.currentTarget.value); setPart("") }} data={[{ value: "", label: t("settings.country_choose") }, ...named]} />
      {!!regions.length && <NativeSelect aria-label={t("settings.region")} value={part} onChange={(event) => setPart(event.currentTarget.value)} data={[{ value: "", label: t("settings.region_all") }, ...regions]} />}
      <Button variant="default" disabled={!code} onClick={() => void ask()}>{t("settings.holidays_import")}</Button>
    </div>
  )
}

function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
