import "@mantine/core/styles/PasswordInput.layer.css"
import { Button, TextInput } from "@mantine/core"
import { useState } from "react"
import { api, asProblem } from "../../api/client"
import { t } from "../../i18n"
import { changeMe, useAgent } from "../../live/desk"
import { trouble } from "../../shell/news"
import { useForm } from "./parts/form"
import { Ask, Copyable, Saving, Section } from "./parts/parts"
import classes from "./parts/parts.module.css"
import own from "./security.module.css"

interface Begun { secret: string; uri: string; qr_svg: string }
interface On { recovery_codes: string[] }

const mark = (totp: boolean) => changeMe((me) => ({ ...me, agent: { ...me.agent, totp } }))

/** The code's picture comes as SVG; as an image it can run nothing. */
export function asImage(svg: string): string {
  const named = svg.includes("xmlns=") ? svg : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')
  return svg.startsWith("data:") ? svg : `data:image/svg+xml;charset=utf-8,${encodeURIComponent(named)}`
}

export function TwoSteps() {
  const { totp } = useAgent()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const begin = () => api.post<Begun>("/me/totp").then(setBegun, (failure: unknown) => trouble(asProblem(failure).detail))
  const confirmed = (on: On) => { setBegun(null); setCodes(on.recovery_codes); mark(true) }
  return (
    <Section title={t("settings.two_steps")} lead={totp ? t("settings.two_steps_on") : t("settings.two_steps_lead")}>
      {codes && <Codes codes={codes} done={() => setCodes(null)} />}
      {!codes && begun && <Confirm begun={begun} confirmed={confirmed} back={() => setBegun(null)} />}
      {!codes && !begun && (totp
        ? <Ask words={t("settings.two_steps_off")} question={t("settings.two_steps_off_ask")} yes={t("settings.two_steps_off_yes")} act={() => api.delete("/me/totp").then(() => mark(false))} />
        : <Button variant="default" onClick={() => void begin()}>{t("settings.two_steps_begin")}</Button>)}
    </Section>
  )
}

function Confirm({ begun, confirmed, back }: { begun: Begun; confirmed: (on: On) => void; back: () => void }) {
  const form = useForm({ code: "" }, async ({ code }) => confirmed(await api.put<On>("/me/totp", { code: code.trim() })))
  return (
    <div className={own.confirm}>
      <img className={own.qr} src={asImage(begun.qr_svg)} alt={t("settings.two_steps_qr")} width={168} height={168} />
      <div>
        <p className={classes.hint}>{t("settings.two_steps_scan")}</p>
        <Copyable text={begun.secret} label={t("settings.two_steps_secret")} />
        <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
          <TextInput className={classes.narrow} label={t("team.code")} inputMode="numeric" autoComplete="one-time-code" maxLength={8} required autoFocus {...form.text("code")} />
          <Saving form={form} label={t("settings.two_steps_confirm")} back={back} />
        </form>
      </div>
    </div>
  )
}

function Codes({ codes, done }: { codes: string[]; done: () => void }) {
  return (
    <div>
      <p className={classes.hint}>{t("settings.recovery_lead")}</p>
      <Copyable text={codes.join("\n")} label={t("settings.recovery")} block />
      <div className={classes.saving}><Button onClick={done}>{t("settings.recovery_kept")}</Button></div>
    </div>
  )
}
