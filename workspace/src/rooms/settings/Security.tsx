import "@mantine/core/styles/PasswordInput.layer.css"
import { PasswordInput } from "@mantine/core"
import { api } from "../../api/client"
import { t } from "../../i18n"
import { listTime } from "../../i18n/times"
import { useLoaded } from "../../live/loaded"
import { useForm } from "./parts/form"
import { Ask, Row, Rows, Saving, Section, Sheet, When } from "./parts/parts"
import classes from "./parts/parts.module.css"
import { Tokens } from "./Tokens"
import { TwoSteps } from "./TwoSteps"

export default function Security() {
  return (
    <Sheet title={t("settings.security")} lead={t("settings.security_lead")}>
      <ChangePassword />
      <TwoSteps />
      <Devices />
      <Tokens />
    </Sheet>
  )
}

function ChangePassword() {
  const form = useForm({ password: "", new_password: "" }, async (given) => {
    await api.post("/me/password", given)
    form.reset({ password: "", new_password: "" })
  })
  const toggle = { "aria-label": t("team.show_password") }
  return (
    <Section title={t("team.password")} lead={t("settings.password_lead")}>
      <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
        <PasswordInput className={classes.narrow} label={t("settings.password_now")} autoComplete="current-password" required visibilityToggleButtonProps={toggle} {...form.text("password")} />
        <PasswordInput className={classes.narrow} label={t("team.new_password")} description={t("team.password_hint")} autoComplete="new-password" required visibilityToggleButtonProps={toggle} {...form.text("new_password")} />
        <Saving form={form} label={t("settings.password_change")} />
      </form>
    </Section>
  )
}

interface Session { id: string; device: string; place: string; created_at: number; seen_at: number; current: boolean }

function Devices() {
  const loaded = useLoaded("sessions", (signal) => api.get<Session[] | { items: Session[] }>("/me/sessions", undefined, signal))
  const all = (data: Session[] | { items: Session[] }) => (Array.isArray(data) ? data : data.items)
  const end = (id: string) => api.delete(`/me/sessions/${id}`).then(loaded.again)
  return (
    <Section title={t("settings.devices")} lead={t("settings.devices_lead")}>
      <When loaded={loaded}>
        {(data) => (
          <Rows label={t("settings.devices")}>
            {all(data).map((each) => (
              <Row key={each.id} name={each.device} words={`${each.place} · ${each.current ? t("settings.device_this") : t("settings.device_seen", { when: listTime(each.seen_at) })}`}
                tools={!each.current && <Ask words={t("settings.device_end")} question={t("settings.device_end_ask")} yes={t("act.sign_out")} act={() => end(each.id)} tone="plain" />} />
            ))}
          </Rows>
        )}
      </When>
    </Section>
  )
}
