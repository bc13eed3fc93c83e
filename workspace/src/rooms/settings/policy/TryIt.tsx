/** An example order, and what each of us would hear: answered by the server, with the rules as they are being written. */
import { Checkbox, NativeSelect, TextInput } from "@mantine/core"
import { IconCheck, IconHandStop, IconHelpCircle } from "@tabler/icons-react"
import { useEffect, useState } from "react"
import { api, asProblem, type Page, type Problem } from "../../../api/client"
import type { Answer } from "../../../api/ruling"
import { t, type Key } from "../../../i18n"
import type { Draft } from "./draft"
import { aRole, roleName, why } from "./says"
import { asked, EXAMPLE, PERCENTS, SUMS, type Example } from "./example"
import classes from "./policy.module.css"

const WHAT: readonly [string, Key][] = [
  ["refund", "policy.try_refund"], ["goods", "policy.try_goods"], ["replace", "policy.try_replace"], ["credit", "policy.try_credit"], ["discount", "policy.try_discount"],
  ["create", "policy.try_create"], ["cancel", "policy.try_cancel"], ["edit_lines", "policy.try_edit_lines"], ["edit_address", "policy.try_edit_address"],
  ["return", "policy.try_return"], ["exchange", "policy.try_exchange"],
]
const UNITS: readonly [Example["unit"], Key][] = [["minutes", "policy.try_minutes"], ["hours", "policy.try_hours"], ["days", "policy.try_days"]]
const WHERE: readonly [Example["where"], Key][] = [["unsent", "policy.try_unsent"], ["sent", "policy.try_sent"], ["arrived", "policy.try_arrived"]]
const A_MOMENT = 250
const choices = (pairs: readonly (readonly [string, Key])[]) => pairs.map(([value, label]) => ({ value, label: t(label) }))

function useAnswers(example: Example, draft: Draft) {
  const [state, setState] = useState<{ answers: Answer[]; problem: Problem | null }>({ answers: [], problem: null })
  const wish = JSON.stringify({ trial: asked(example), policy: draft.rules })
  useEffect(() => {
    let over = false
    const soon = setTimeout(() => {
      api.post<Page<Answer>>("/commerce-policy/trials", JSON.parse(wish)).then(
        ({ items }) => { if (!over) setState({ answers: items, problem: null }) },
        (failure: unknown) => { if (!over) setState((now) => ({ ...now, problem: asProblem(failure) })) },
      )
    }, A_MOMENT)
    return () => { over = true; clearTimeout(soon) }
  }, [wish])
  return state
}

export function TryIt({ draft }: { draft: Draft }) {
  const { currency, cancel, returns, rates } = draft.rules
  const [kept, setExample] = useState<Example>(EXAMPLE)
  // A currency without a rate (any more) is the policy's own.
  const example = kept.currency in rates ? kept : { ...kept, currency }
  const set = (part: Partial<Example>) => setExample((now) => ({ ...now, ...part }))
  const { answers, problem } = useAnswers(example, draft)
  const { what } = example
  const sum = SUMS.has(what) || PERCENTS.has(what)
  return (
    <aside className={classes.try} aria-labelledby="try-title">
      <h2 id="try-title">{t("policy.try")}</h2>
      <p className={classes.hint}>{t("policy.try_lead")}</p>
      <div className={classes.example}>
        <NativeSelect label={t("policy.try_what")} data={choices(WHAT)} value={what} onChange={(event) => set({ what: event.currentTarget.value })} />
        <div className={classes.twins}>
          {SUMS.has(what) && <Sum label={t("policy.try_amount", { currency: example.currency })} value={example.amount} onChange={(amount) => set({ amount })} error={problem?.fields.amount} />}
          {PERCENTS.has(what) && <Sum label={t("policy.try_percent")} value={example.percent} onChange={(percent) => set({ percent })} error={problem?.fields.percent} />}
          <Sum label={t("policy.try_total", { currency: example.currency })} value={example.total} onChange={(total) => set({ total })} error={problem?.fields.total} />
          <NativeSelect label={t("policy.try_where")} data={choices(WHERE)} value={example.where} onChange={(event) => set({ where: event.currentTarget.value as Example["where"] })} />
          {example.where === "arrived" && <Sum label={t("policy.try_arrived_days")} value={example.arrived} onChange={(arrived) => set({ arrived })} error={problem?.fields.delivered_days} />}
          {what === "cancel" && <Ago example={example} set={set} problem={problem} />}
          {what === "cancel" && cancel.reasons.length > 0 && <NativeSelect label={t("policy.try_reason")} data={["", ...cancel.reasons]} value={example.reason} onChange={(event) => set({ reason: event.currentTarget.value })} />}
          {(what === "return" || what === "exchange") && returns.excluded.length > 0 && <NativeSelect label={t("policy.try_tag")} data={["", ...returns.excluded]} value={example.tag} onChange={(event) => set({ tag: event.currentTarget.value })} />}
        </div>
        {sum && <Checkbox label={t("policy.try_wow")} checked={example.wow} onChange={(event) => set({ wow: event.currentTarget.checked })} />}
      </div>
      <ul className={classes.answers} aria-label={t("policy.try_answers")} aria-live="polite">
        {problem ? <li className={classes.fault} role="alert">{problem.detail}</li> : answers.map((each) => <Heard key={each.role} answer={each} />)}
      </ul>
      <details className={classes.moreOf}>
        <summary>{t("policy.try_more")}</summary>
        <div className={classes.example}>
          <div className={classes.twins}>
            {what !== "cancel" && <Ago example={example} set={set} problem={problem} />}
            {sum && <Sum label={t("policy.try_given", { currency: example.currency })} value={example.given} onChange={(given) => set({ given })} error={problem?.fields.given} />}
            {Object.keys(rates).length > 0 && <NativeSelect label={t("policy.try_in")} data={[currency, ...Object.keys(rates)]} value={example.currency} onChange={(event) => set({ currency: event.currentTarget.value })} />}
          </div>
          <Checkbox label={t("policy.try_changed")} checked={example.changed} onChange={(event) => set({ changed: event.currentTarget.checked })} />
        </div>
      </details>
    </aside>
  )
}

function Ago({ example, set, problem }: { example: Example; set: (part: Partial<Example>) => void; problem: Problem | null }) {
  return (
    <>
      <Sum label={t("policy.try_ago")} value={example.ago} onChange={(ago) => set({ ago })} error={problem?.fields.minutes} />
      <NativeSelect label={t("policy.try_unit")} data={choices(UNITS)} value={example.unit} onChange={(event) => set({ unit: event.currentTarget.value as Example["unit"] })} />
    </>
  )
}

function Sum({ label, value, onChange, error }: { label: string; value: string; onChange: (words: string) => void; error: string | undefined }) {
  return <TextInput label={label} value={value} inputMode="decimal" autoComplete="off" error={error} onChange={(event) => onChange(event.currentTarget.value)} />
}

function Heard({ answer: { role, verdict } }: { answer: Answer }) {
  const icon = { size: 16, stroke: 1.8, "aria-hidden": true } as const
  const tone = verdict.allowed ? "may" : verdict.ask ? "asks" : "not"
  return (
    <li data-tone={tone}>
      {tone === "may" ? <IconCheck {...icon} /> : tone === "asks" ? <IconHelpCircle {...icon} /> : <IconHandStop {...icon} />}
      <b>{roleName(role)}</b>
      <span>{verdict.allowed ? t("policy.try_may") : `${why(verdict.rule, verdict.words)}${verdict.ask && verdict.who ? ` ${t("policy.try_asks", { who: aRole(verdict.who) })}` : ""}`}</span>
    </li>
  )
}
