import "@mantine/core/styles/PasswordInput.layer.css"
import { Button, PasswordInput, TextInput } from "@mantine/core"
import { useSearch } from "wouter"
import { api } from "../../api/client"
import { t } from "../../i18n"
import { boot } from "../../live/desk"
import { useForm } from "../settings/parts/form"
import { Door } from "../team/Door"
import classes from "../team/door.module.css"

/** A fresh house belongs to whoever can read the server's own words. */
export function Owner({ begun }: { begun: () => void }) {
  const code = new URLSearchParams(useSearch()).get("code") ?? ""
  const form = useForm({ name: "", email: "", password: "", code }, async (given) => {
    await api.post("/setup/owner", given)
    await boot()
    begun()
  })
  return (
    <Door title={t("setup.owner_title")} lead={t("setup.owner_lead")}>
      <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
        <TextInput label={t("team.your_name")} autoComplete="name" required autoFocus {...form.text("name")} />
        <TextInput label={t("team.email")} type="email" autoComplete="username" required {...form.text("email")} />
        <PasswordInput label={t("team.password")} description={t("team.password_hint")} autoComplete="new-password" required {...form.text("password")}
          visibilityToggleButtonProps={{ "aria-label": t("team.show_password") }} />
        <TextInput label={t("setup.code")} description={t("setup.code_hint")} autoComplete="off" spellCheck={false} required {...form.text("code")} />
        <p role="alert" className={classes.fault}>{form.loose?.detail}</p>
        <Button type="submit" size="md" fullWidth loading={form.busy}>{t("setup.begin")}</Button>
      </form>
    </Door>
  )
}
