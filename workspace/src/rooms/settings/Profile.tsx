import { Checkbox, NativeSelect, TextInput } from "@mantine/core"
import { useState } from "react"
import { api } from "../../api/client"
import type { Agent } from "../../api/types"
import { isLocale, LOCALES, speak, t } from "../../i18n"
import { changeMe, useAgent } from "../../live/desk"
import { Avatar } from "../../parts/Avatar"
import { useScheme } from "../../shell/scheme"
import { AVATARS } from "../../theme/tokens"
import { tryAlert } from "../conversations/alerts"
import { ask, leave } from "./leave"
import { useForm } from "./parts/form"
import { attempt, Field, Saving, Section, Sheet } from "./parts/parts"
import classes from "./parts/parts.module.css"

async function change(part: Partial<Agent>): Promise<void> {
  const agent = await api.patch<Agent>("/me", part)
  changeMe((me) => ({ ...me, agent, agents: me.agents.map((each) => (each.id === agent.id ? { ...each, name: agent.name, colour: agent.colour } : each)) }))
  if (isLocale(agent.locale)) await speak(agent.locale)
}

export default function Profile() {
  return (
    <Sheet title={t("settings.profile")} lead={t("settings.profile_lead")}>
      <Me />
      <Alerts />
      <Colours />
    </Sheet>
  )
}

function Me() {
  const me = useAgent()
  const form = useForm({ name: me.name, colour: me.colour, locale: me.locale }, change)
  const colours = AVATARS.some((each) => each.toLowerCase() === me.colour.toLowerCase()) ? AVATARS : [me.colour, ...AVATARS]
  return (
    <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
      <div className={classes.swatches}><Avatar name={form.values.name} colour={form.values.colour} size={44} /><span className={classes.hint}>{me.email}</span></div>
      <TextInput className={classes.narrow} label={t("settings.name")} description={t("settings.name_hint")} autoComplete="name" required {...form.text("name")} />
      <Field label={t("settings.colour")}>
        <div className={classes.swatches}>
          {colours.map((colour, at) => (
            <label key={colour} className={classes.swatch} style={{ background: colour }}>
              <input type="radio" name="colour" aria-label={t("settings.colour_n", { n: at + 1 })} checked={form.values.colour.toLowerCase() === colour.toLowerCase()} onChange={() => form.set({ colour })} />
            </label>
          ))}
        </div>
      </Field>
      <NativeSelect className={classes.narrow} label={t("settings.language")} data={Object.entries(LOCALES).map(([value, label]) => ({ value, label }))} {...form.text("locale")} />
      <Saving form={form} />
    </form>
  )
}

const REFUSED = { denied: "settings.alert_blocked", dismissed: "settings.alert_dismissed", impossible: "settings.alert_impossible" } as const

function Alerts() {
  const { alerts, name: me } = useAgent()
  const [asked, setAsked] = useState(leave)
  const [wanted, setWanted] = useState(false)
  const keep = (name: "desktop" | "mail" | "sound", on: boolean) => attempt(() => change({ alerts: { ...alerts, [name]: on } }))
  const setDesktop = async (on: boolean) => {
    setWanted(on)
    const said = on ? await ask() : asked
    setAsked(said)
    if (!on || said === "granted") await keep("desktop", on)
  }
  const on = { desktop: !!alerts.desktop && asked === "granted", sound: alerts.sound ?? true, mail: alerts.mail ?? true }
  const refused = asked !== "granted" && (wanted || asked !== "dismissed") ? t(REFUSED[asked]) : ""
  const set = (name: "desktop" | "mail" | "sound", ticked: boolean) => void (name === "desktop" ? setDesktop(ticked) : keep(name, ticked))
  const tryOut = () => tryAlert({ title: t("settings.alert_try_title", { name: me.split(" ")[0] ?? me }), body: t("settings.alert_try_body") }, on)
  return (
    <Section title={t("settings.alerts")} lead={t("settings.alerts_lead")}>
      <div className={classes.checks}>
        {(["desktop", "sound", "mail"] as const).map((name) => (
          <Checkbox key={name} label={t(`settings.alert_${name}`)} description={name === "desktop" && refused ? <span role="status">{refused}</span> : t(`settings.alert_${name}_hint`)}
            checked={on[name]} onChange={(event) => set(name, event.currentTarget.checked)} />
        ))}
        {(on.desktop || on.sound) && <p><button type="button" className="word" onClick={tryOut}>{t("settings.alert_try")}</button></p>}
      </div>
    </Section>
  )
}

function Colours() {
  const { scheme, setScheme } = useScheme()
  return (
    <Section title={t("me.theme")}>
      <NativeSelect className={classes.narrow} aria-label={t("me.theme")} value={scheme} onChange={(event) => setScheme(event.currentTarget.value as typeof scheme)}
        data={(["light", "dark", "auto"] as const).map((value) => ({ value, label: t(`me.theme_${value}`) }))} />
    </Section>
  )
}
