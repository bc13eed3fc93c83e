import "@mantine/core/styles/PasswordInput.layer.css"
import { Button, PasswordInput, TextInput } from "@mantine/core"
import { useEffect, useState } from "react"
import { Link, Redirect, useLocation, useSearch } from "wouter"
import { api, asProblem } from "../../api/client"
import { t } from "../../i18n"
import { boot, desk } from "../../live/desk"
import { useForm } from "../settings/parts/form"
import { Door, greeting } from "./Door"
import classes from "./door.module.css"

/** Only a path of our own: `//elsewhere.example` would lead away. */
export function whereTo(search: string): string {
  const wanted = new URLSearchParams(search).get("to") ?? "/"
  return wanted.startsWith("/") && !wanted.startsWith("//") && !wanted.startsWith("/\\") && !wanted.startsWith("/sign-in") ? wanted : "/"
}

function useFreshHouse(): boolean {
  const [needed, setNeeded] = useState(false)
  useEffect(() => {
    api.get<{ needed: boolean }>("/setup").then((answer) => setNeeded(answer.needed), () => undefined)
  }, [])
  return needed
}

export function SignIn() {
  const search = useSearch()
  const [, go] = useLocation()
  const [asked, setAsked] = useState(false)
  const form = useForm({ email: "", password: "", code: "" }, async ({ email, password, code }) => {
    try {
      await api.post("/session", { email, password, ...(code.trim() ? { code: code.trim() } : {}) })
    } catch (failure) {
      if (asProblem(failure).kind !== "code_needed") throw failure
      setAsked(true)
      return
    }
    await boot()
    go(whereTo(search), { replace: true })
  })
  if (useFreshHouse()) return <Redirect to="/setup" replace />
  if (desk.read().phase === "ready") return <Redirect to={whereTo(search)} replace />
  return asked ? <Code form={form} back={() => { setAsked(false); form.set({ code: "" }) }} /> : <Password form={form} />
}

type Given = ReturnType<typeof useForm<{ email: string; password: string; code: string }>>

function Password({ form }: { form: Given }) {
  return (
    <Door title={greeting()} lead={t("team.sign_in_lead")}>
      <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
        <TextInput label={t("team.email")} type="email" autoComplete="username" inputMode="email" required autoFocus {...form.text("email")} />
        <PasswordInput label={t("team.password")} autoComplete="current-password" required {...form.text("password")}
          visibilityToggleButtonProps={{ "aria-label": t("team.show_password") }} />
        <p role="alert" className={classes.fault}>{form.loose?.detail}</p>
        <Button type="submit" size="md" fullWidth loading={form.busy}>{t("team.sign_in")}</Button>
        <p className={classes.foot}><Link href="/reset">{t("team.forgotten")}</Link></p>
      </form>
    </Door>
  )
}

function Code({ form, back }: { form: Given; back: () => void }) {
  const [recovery, setRecovery] = useState(false)
  return (
    <Door title={t("team.code_title")} lead={recovery ? t("team.recovery_lead") : t("team.code_lead")}>
      <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
        <TextInput key={String(recovery)} className={classes.code} label={recovery ? t("team.recovery") : t("team.code")} autoComplete="one-time-code"
          inputMode={recovery ? "text" : "numeric"} maxLength={recovery ? 40 : 8} required autoFocus {...form.text("code")} />
        <p role="alert" className={classes.fault}>{form.loose?.detail}</p>
        <Button type="submit" size="md" fullWidth loading={form.busy}>{t("team.sign_in")}</Button>
        <p className={classes.foot}>
          <button type="button" className="word" onClick={() => { setRecovery(!recovery); form.set({ code: "" }) }}>{recovery ? t("team.use_app") : t("team.use_recovery")}</button>
          <button type="button" className="word" onClick={back}>{t("act.back")}</button>
        </p>
      </form>
    </Door>
  )
}
