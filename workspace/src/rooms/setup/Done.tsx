import { Button } from "@mantine/core"
import { Link, useLocation } from "wouter"
import { api } from "../../api/client"
import { t } from "../../i18n"
import { changeMe } from "../../live/desk"
import { attempt } from "../settings/parts/parts"
import { Step } from "."
import { STEPS, type Setup } from "./steps"
import classes from "./setup.module.css"

export function Done({ setup }: { setup: Setup }) {
  const [, go] = useLocation()
  const open = STEPS.filter((step) => step !== "owner" && !setup.steps?.[step])
  const finish = async () => {
    await attempt(() => api.put("/setup/steps/done"))
    changeMe((me) => ({ ...me, setup_done: true }))
    go("/")
  }
  return (
    <Step title={open.length ? t("setup.done_nearly") : t("setup.done_title")} lead={open.length ? t("setup.done_open") : t("setup.done_lead")}>
      {!!open.length && <ul className={classes.still}>{open.map((step) => <li key={step}><Link href={`/setup/${step}`}>{t(`setup.${step}`)}</Link></li>)}</ul>}
      <div className={classes.foot}><Button size="md" onClick={() => void finish()}>{t("setup.to_desk")}</Button></div>
    </Step>
  )
}
