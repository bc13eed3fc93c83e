import { Button, TextInput } from "@mantine/core"
import { useState, type KeyboardEvent } from "react"
import { t } from "../../../i18n"
import { Section } from "../parts/parts"
import type { Draft } from "./draft"
import { Amount, Choice, Whole } from "./fields"
import { Part } from "./Part"
import { aRole, ofCurrency, ofSecond, ofShare, ofWow, TEAM } from "./says"
import classes from "./policy.module.css"

/** What holds for everybody, whoever asks. */
export function Bounds({ draft, may }: { draft: Draft; may: boolean }) {
  const { rules } = draft
  return (
    <Section title={t("policy.bounds")}>
      <Part title={t("policy.share")} says={ofShare(rules)} draft={draft} may={may} paths={["share"]}>
        <div className={classes.row}><Whole draft={draft} path="share" label={t("policy.f_share")} hint={t("policy.share_hint")} /></div>
      </Part>
      <Part title={t("policy.second")} says={ofSecond(rules)} draft={draft} may={may} paths={["approver", "approval_hours"]}>
        <div className={classes.row}>
          <Choice draft={draft} path="approver" label={t("policy.f_approver")} data={TEAM.map((value) => ({ value, label: aRole(value) }))} />
          <Whole draft={draft} path="approval_hours" label={t("policy.f_hours")} needed />
        </div>
      </Part>
      <Part title={t("policy.currency")} says={ofCurrency(rules)} draft={draft} may={may} paths={["currency", "rates"]}>
        <div className={classes.row}><Code draft={draft} path="currency" label={t("policy.f_currency")} /></div>
        <Rates draft={draft} />
      </Part>
      <Part title={t("policy.wow")} says={ofWow(rules)} draft={draft} may={may} paths={["wow"]}>
        <p className={classes.hint}>{t("policy.wow_lead")}</p>
        <div className={classes.row}>
          {TEAM.map((role) => <Amount key={role} draft={draft} path={`wow.budget.${role}`} label={t(`policy.f_wow_${role}`, { currency: rules.currency })} needed />)}
          <Whole draft={draft} path="wow.days" label={t("policy.f_days")} needed />
        </div>
      </Part>
    </Section>
  )
}

const CODE = /^[A-Z]{3}$/

function Code({ draft, path, label }: { draft: Draft; path: string; label: string }) {
  const [words, setWords] = useState(String(draft.value(path)))
  const type = (next: string) => {
    setWords(next)
    const ready = CODE.test(next)
    draft.wrong(path, ready ? null : t("policy.rate_code"))
    if (ready) draft.set(path, next)
  }
  return <TextInput label={label} value={words} maxLength={3} autoComplete="off" spellCheck={false} error={draft.fault(path)} onChange={(event) => type(event.currentTarget.value.toUpperCase())} />
}

function Rates({ draft }: { draft: Draft }) {
  const home = draft.rules.currency
  const [fresh, setFresh] = useState("")
  const ready = CODE.test(fresh) && fresh !== home && !(fresh in draft.rules.rates)
  const add = () => { draft.set(`rates.${fresh}`, ""); setFresh("") }
  const onKeyDown = (event: KeyboardEvent) => { if (event.key === "Enter" && ready) { event.preventDefault(); add() } }
  return (
    <fieldset className={classes.acts}>
      <legend>{t("policy.f_rates")}</legend>
      <p className={classes.hint}>{t("policy.f_rates_hint", { home })}</p>
      {Object.entries(draft.rules.rates).map(([other, rate]) => (
        <div key={other} className={classes.rate}>
          <TextInput label={t("policy.f_rate", { home, other })} value={rate} inputMode="decimal" autoComplete="off" error={draft.fault(`rates.${other}`)} onChange={(event) => draft.set(`rates.${other}`, event.currentTarget.value.replace(",", "."))} />
          <button type="button" className="word" aria-label={t("policy.rate_drop", { other })} onClick={() => draft.set(`rates.${other}`, undefined)}>{t("act.remove")}</button>
        </div>
      ))}
      <div className={classes.rate}>
        <TextInput aria-label={t("policy.rate_code")} placeholder={t("policy.rate_code")} value={fresh} maxLength={3} autoComplete="off" spellCheck={false} onKeyDown={onKeyDown} onChange={(event) => setFresh(event.currentTarget.value.toUpperCase())} />
        <Button variant="default" disabled={!ready} onClick={add}>{t("policy.rate_add")}</Button>
      </div>
    </fieldset>
  )
}
