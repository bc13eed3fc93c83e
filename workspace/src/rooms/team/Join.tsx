import "@mantine/core/styles/PasswordInput.layer.css"
import { Button, PasswordInput, TextInput } from "@mantine/core"
import { Link, useLocation, useParams } from "wouter"
import { api } from "../../api/client"
import type { Role } from "../../api/types"
import { t } from "../../i18n"
import { momentWords } from "../../i18n/times"
import { boot } from "../../live/desk"
import { useLoaded } from "../../live/loaded"
import { Bones } from "../../parts/States"
import { useForm } from "../settings/parts/form"
import { Door } from "./Door"
import classes from "./door.module.css"

interface Invitation { email: string; name: string; role: Role; expires_at: number }

export function Join() {
  const { token = "" } = useParams<{ token: string }>()
  const path = `/invitations/${encodeURIComponent(token)}`
  const { data, problem } = useLoaded(path, (signal) => api.get<Invitation>(path, undefined, signal))
  if (problem)
    return (
      <Door title={t("team.link_spent")} lead={problem.detail}>
        <p className={classes.form}><Link href="/sign-in">{t("team.to_sign_in")}</Link></p>
      </Door>
    )
  if (!data) return <Door title={t("team.join_title")}><Bones /></Door>
  return <Welcome path={path} invitation={data} />
}

function Welcome({ path, invitation }: { path: string; invitation: Invitation }) {
  const [, go] = useLocation()
  const form = useForm({ name: invitation.name, password: "" }, async (given) => {
    await api.post(path, given)
    await boot()
    go("/", { replace: true })
  })
  return (
    <Door title={t("team.join_title")} lead={t("team.join_lead", { role: t(`team.role_${invitation.role}`), email: invitation.email })}>
      <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
        <input type="hidden" name="username" autoComplete="username" value={invitation.email} readOnly />
        <TextInput label={t("team.your_name")} description={t("team.your_name_hint")} autoComplete="name" required autoFocus={!invitation.name} {...form.text("name")} />
        <PasswordInput label={t("team.new_password")} description={t("team.password_hint")} autoComplete="new-password" required autoFocus={!!invitation.name}
          {...form.text("password")} visibilityToggleButtonProps={{ "aria-label": t("team.show_password") }} />
        <p role="alert" className={classes.fault}>{form.loose?.detail}</p>
        <Button type="submit" size="md" fullWidth loading={form.busy}>{t("team.join")}</Button>
        <p className={classes.foot}>{t("team.link_until", { when: momentWords(invitation.expires_at) })}</p>
      </form>
    </Door>
  )
}
