import { Button, Textarea, TextInput } from "@mantine/core"
import { useState, type FormEvent } from "react"
import { api, asProblem, type Problem } from "../../../api/client"
import type { Spend } from "../../../api/ruling"
import type { Person } from "../../../api/types"
import { t } from "../../../i18n"
import { announce } from "../../../shell/news"
import { money, plain, typed } from "../money"
import { Whom } from "./Whom"
import classes from "./wow.module.css"

const EMPTY = { person: null as Person | null, amount: "", what: "" }

/** Something bought elsewhere, written down; a slip is undone at once. */
export function Give({ currency, first, talk, given }: { currency: string; first: Person | null; talk: string | null; given: () => void }) {
  const [values, setValues] = useState({ ...EMPTY, person: first })
  const [faults, setFaults] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const set = (part: Partial<typeof EMPTY>) => { setValues((now) => ({ ...now, ...part })); setFaults({}); setProblem(null) }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const minor = typed(values.amount, currency)
    const wrong: Record<string, string> = {}
    if (!values.person) wrong.person = t("wow.whom_missing")
    if (minor === null) wrong.amount = t("wow.bad_amount", { example: plain({ minor: 1250, currency }) })
    if (!values.what.trim()) wrong.what_for = t("policy.needed")
    setFaults(wrong)
    if (!values.person || minor === null || Object.keys(wrong).length) return
    setBusy(true)
    try {
      const spend = await api.post<Spend>("/wow/spends", { person_id: values.person.id, amount: { minor, currency }, what_for: values.what.trim(), conversation_id: values.person.id === first?.id ? talk : null })
      const undo = () => api.delete(`/wow/spends/${spend.id}`).then(given)
      announce({ words: t("wow.written", { amount: money(spend.amount), name: spend.person_name || t("person.nameless") }), undo })
      setValues(EMPTY)
      given()
    } catch (failure) {
      const met = asProblem(failure)
      setProblem(met)
      setFaults(met.fields)
    }
    setBusy(false)
  }
  return (
    <section className={classes.section}>
      <h2>{t("wow.give")}</h2>
      <p className={classes.quiet}>{t("wow.give_lead")}</p>
      <form className={classes.form} onSubmit={(event) => void send(event)} noValidate>
        <Whom person={values.person} choose={(person) => set({ person })} error={faults.person} />
        <TextInput label={t("wow.how_much", { currency })} inputMode="decimal" autoComplete="off" value={values.amount} error={faults.amount} onChange={(event) => set({ amount: event.currentTarget.value })} />
        <Textarea className={classes.wide} label={t("wow.what_for")} placeholder={t("wow.what_for_hint")} autosize minRows={1} maxRows={5} maxLength={1000} dir="auto" value={values.what} error={faults.what_for} onChange={(event) => set({ what: event.currentTarget.value })} />
        <div className={classes.feet}>
          <Button type="submit" loading={busy}>{t("wow.write")}</Button>
          <span role="alert" className={classes.warn}>{problem && !Object.keys(problem.fields).length ? problem.detail : ""}</span>
        </div>
      </form>
    </section>
  )
}
