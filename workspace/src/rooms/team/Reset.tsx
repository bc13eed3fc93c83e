import "@mantine/core/styles/PasswordInput.layer.css"
import { Button, PasswordInput, TextInput } from "@mantine/core"
import { Link, useParams } from "wouter"
import { api } from "../../api/client"
import { t } from "../../i18n"
import { useForm } from "../settings/parts/form"
import { Door } from "./Door"
import classes from "./door.module.css"

export function Reset() {
  const { token } = useParams<{ token?: string }>()
  return token ? <Choose token={token} /> : <AskForIt />
}

function AskForIt() {
  const form = useForm({ email: "" }, ({ email }) => api.post("/password-resets", { email }))
  if (form.saved)
    return <Door title={t("team.reset_sent")} lead={t("team.reset_sent_lead", { email: form.values.email })}><Back /></Door>
  return (
    <Door title={t("team.reset_title")} lead={t("team.reset_lead")}>
      <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
        <TextInput label={t("team.email")} type="email" autoComplete="username" required autoFocus {...form.text("email")} />
        <p role="alert" className={classes.fault}>{form.loose?.detail}</p>
        <Button type="submit" size="md" fullWidth loading={form.busy}>{t("team.reset_send")}</Button>
        <Back />
      </form>
    </Door>
  )
}

function Choose({ token }: { token: string }) {
  const form = useForm({ password: "" }, ({ password }) => api.put(`/password-resets/${encodeURIComponent(token)}`, { password }))
  if (form.saved) return <Door title={t("team.reset_done")} lead={t("team.reset_done_lead")}><Back /></Door>
  return (
    <Door title={t("team.reset_choose")} lead={t("team.password_hint")}>
      <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
        <PasswordInput label={t("team.new_password")} autoComplete="new-password" required autoFocus {...form.text("password")}
          visibilityToggleButtonProps={{ "aria-label": t("team.show_password") }} />
        <p role="alert" className={classes.fault}>{form.loose?.detail}</p>
        <Button type="submit" size="md" fullWidth loading={form.busy}>{t("act.save")}</Button>
        <Back />
      </form>
    </Door>
  )
}

const Back = () => <p className={classes.foot}><Link href="/sign-in">{t("team.to_sign_in")}</Link></p>
