import { TextInput } from "@mantine/core"
import { useEffect, useState } from "react"
import { api, asProblem, type Problem } from "../../../api/client"
import { region, t } from "../../../i18n"
import { Fault, Section } from "../parts/parts"
import { whichWords, type PromiseAnswer, type PromiseRule } from "./model"
import classes from "./carriers.module.css"

const NOON = 12 * 3_600_000
const A_MOMENT = 300
const today = () => new Date().toISOString().slice(0, 10)

/** A parcel, and when it should be there: an owner sees what the rules come to. */
export function Example({ rules }: { rules: readonly PromiseRule[] }) {
  const [parcel, setParcel] = useState({ carrier: "DHL", service: "", country: "DE", region: "", postcode: "", sent: today() })
  const [state, setState] = useState<{ answer: PromiseAnswer | null; problem: Problem | null }>({ answer: null, problem: null })
  const shipped_at = Date.parse(parcel.sent) + NOON
  const { sent: _, ...place } = parcel
  const wish = JSON.stringify({ ...place, shipped_at })
  // The same parcel is judged anew when the rules are others.
  const by = JSON.stringify(rules)
  useEffect(() => {
    if (!Number.isFinite(shipped_at)) return
    let over = false
    const soon = setTimeout(() => {
      api.post<PromiseAnswer>("/delivery-promises/try", JSON.parse(wish)).then(
        (answer) => { if (!over) setState({ answer, problem: null }) },
        (failure: unknown) => { if (!over) setState({ answer: null, problem: asProblem(failure) }) },
      )
    }, A_MOMENT)
    return () => { over = true; clearTimeout(soon) }
  }, [wish, by, shipped_at])
  const field = (name: keyof typeof parcel, label: string) => <TextInput label={label} autoComplete="off" value={parcel[name]} error={state.problem?.fields[name]} onChange={(event) => setParcel({ ...parcel, [name]: event.currentTarget.value })} />
  return (
    <Section title={t("carriers.example")} lead={t("carriers.example_lead")}>
      <div className={classes.trio}>
        {field("carrier", t("carriers.f_carrier"))}{field("service", t("carriers.f_service"))}{field("country", t("carriers.f_country"))}
        {field("region", t("carriers.f_region"))}{field("postcode", t("carriers.f_postcode"))}
        <TextInput type="date" label={t("carriers.f_shipped")} value={parcel.sent} onChange={(event) => setParcel({ ...parcel, sent: event.currentTarget.value })} />
      </div>
      <div className={classes.answer} aria-live="polite">{state.answer && <Told answer={state.answer} rules={rules} />}<Fault problem={state.problem} /></div>
    </Section>
  )
}

function Told({ answer, rules }: { answer: PromiseAnswer; rules: readonly PromiseRule[] }) {
  const day = new Intl.DateTimeFormat(region(), { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(Date.parse(answer.promised_on))
  const late = new Intl.DateTimeFormat(region(), { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: answer.timezone, timeZoneName: "short" }).format(answer.late_from)
  const rule = answer.rule === null ? undefined : rules[answer.rule]
  return (
    <>
      <p><b>{t("carriers.arrives", { day, late })}</b></p>
      <p className={classes.more}>{t("carriers.silent", { count: answer.quiet })} {rule && t("carriers.by_rule", { rule: whichWords(rule) })}</p>
    </>
  )
}
