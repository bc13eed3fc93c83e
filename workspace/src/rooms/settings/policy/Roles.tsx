import { Checkbox } from "@mantine/core"
import { t } from "../../../i18n"
import type { Draft } from "./draft"
import { Amount, Whole } from "./fields"
import { Part } from "./Part"
import { ACTIONS, actName, capital, ofRole, roleName, ROLES } from "./says"
import { Section } from "../parts/parts"
import classes from "./policy.module.css"

export function Roles({ draft, may }: { draft: Draft; may: boolean }) {
  const { rules } = draft
  return (
    <Section title={t("policy.alone")} lead={t("policy.alone_lead")}>
      {ROLES.map((role) => (
        <Part key={role} title={roleName(role)} says={ofRole(rules.roles[role], rules)} draft={draft} may={may} paths={[`roles.${role}`]}>
          <div className={classes.row}>
            <Amount draft={draft} path={`roles.${role}.per_order`} label={t("policy.f_order", { currency: rules.currency })} />
            <Amount draft={draft} path={`roles.${role}.per_period`} label={t("policy.f_period", { currency: rules.currency })} />
            <Whole draft={draft} path={`roles.${role}.percent`} label={t("policy.f_percent")} />
          </div>
          <Acts draft={draft} role={role} />
        </Part>
      ))}
      <Part title={t("policy.period")} says={t("policy.period_says", { count: rules.days })} draft={draft} may={may} paths={["days"]}>
        <div className={classes.row}><Whole draft={draft} path="days" label={t("policy.f_days")} needed /></div>
      </Part>
    </Section>
  )
}

function Acts({ draft, role }: { draft: Draft; role: string }) {
  const path = `roles.${role}.actions`
  const allowed = draft.value(path) as string[] | null | undefined
  const everything = allowed === null
  const chosen = everything ? [...ACTIONS] : (allowed ?? [])
  const toggle = (tag: string, on: boolean) => draft.set(path, on ? [...chosen, tag] : chosen.filter((each) => each !== tag))
  return (
    <fieldset className={classes.acts}>
      <legend>{t("policy.f_actions")}</legend>
      <Checkbox label={t("policy.f_everything")} checked={everything} onChange={(event) => draft.set(path, event.currentTarget.checked ? null : [...ACTIONS])} />
      <div className={classes.ticks}>
        {ACTIONS.map((tag) => (
          <Checkbox key={tag} label={capital(actName(tag))} disabled={everything} checked={chosen.includes(tag)} onChange={(event) => toggle(tag, event.currentTarget.checked)} />
        ))}
      </div>
    </fieldset>
  )
}
