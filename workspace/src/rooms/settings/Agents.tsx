import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core"
import { useState } from "react"
import { api } from "../../api/client"
import type { Agent, Role } from "../../api/types"
import { t } from "../../i18n"
import { changeMe, useMe } from "../../live/desk"
import { useLoaded } from "../../live/loaded"
import { Avatar } from "../../parts/Avatar"
import { useForm } from "./parts/form"
import { listed, type Listed } from "./parts/listed"
import { Ask, attempt, Copyable, Field, Row, Rows, Saving, Section, Sheet, When } from "./parts/parts"
import classes from "./parts/parts.module.css"

const ROLES: readonly Role[] = ["agent", "lead", "admin"]
export const roleChoices = () => ROLES.map((value) => ({ value, label: t(`settings.role_${value}`) }))

/** Other pages name colleagues from what the window began with. */
function tellDesk(agent: Agent): void {
  const { id, name, colour, role, state } = agent
  changeMe((me) => ({
    ...me,
    agents: me.agents.some((each) => each.id === id)
      ? me.agents.map((each) => (each.id === id ? { ...each, name, colour, role, state } : each))
      : [...me.agents, { id, name, colour, role, state, here: "gone" }],
  }))
}

export default function Agents() {
  const loaded = useLoaded("agents", (signal) => api.get<Listed<Agent>>("/agents", undefined, signal))
  const [link, setLink] = useState<{ id: string; link: string } | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const invite = async (agent: Agent) => {
    const answer = await api.post<{ link: string }>(`/agents/${agent.id}/invitation`)
    setLink({ id: agent.id, link: answer.link })
  }
  const kept = (agent: Agent) => { tellDesk(agent); setOpen(null); loaded.again() }
  return (
    <Sheet title={t("settings.agents")} lead={t("settings.agents_lead")}>
      <When loaded={loaded}>
        {(data) => (
          <Rows label={t("settings.agents")}>
            {listed(data).map((agent) => (
              <Row key={agent.id} lead={<Avatar name={agent.name} colour={agent.colour} size={32} />} name={agent.name}
                words={<Words agent={agent} link={link?.id === agent.id ? link.link : null} editing={open === agent.id} kept={kept} close={() => setOpen(null)} />}
                tools={open !== agent.id && (
                  <>
                    {agent.state === "invited" && <button type="button" className="word" onClick={() => void attempt(() => invite(agent))}>{t("settings.invite_link")}</button>}
                    <button type="button" className="word" onClick={() => setOpen(agent.id)} aria-label={t("settings.edit_name", { name: agent.name })}>{t("act.edit")}</button>
                  </>
                )} />
            ))}
          </Rows>
        )}
      </When>
      <Add added={async (agent) => { tellDesk(agent); loaded.again(); await invite(agent) }} />
    </Sheet>
  )
}

function Words({ agent, link, editing, kept, close }: { agent: Agent; link: string | null; editing: boolean; kept: (agent: Agent) => void; close: () => void }) {
  const state = agent.state === "active" ? "" : ` · ${t(`settings.state_${agent.state}`)}`
  return (
    <>
      <span>{agent.email} · {t(`settings.role_${agent.role}`)}{state}</span>
      {link && <><span className={classes.green}>{t("settings.invite_made")}</span><Copyable text={link} label={t("settings.invite_link")} /></>}
      {editing && <Edit agent={agent} kept={kept} close={close} />}
    </>
  )
}

function Edit({ agent, kept, close }: { agent: Agent; kept: (agent: Agent) => void; close: () => void }) {
  const me = useMe()
  const form = useForm({ name: agent.name, role: agent.role, inboxes: agent.inboxes }, async (values) => kept(await api.patch<Agent>(`/agents/${agent.id}`, values)))
  const { inboxes } = form.values
  const toggle = (id: string, on: boolean) => {
    const now = inboxes ?? []
    form.set({ inboxes: on ? [...now, id] : now.filter((each) => each !== id) })
  }
  const move = (state: Agent["state"]) => api.patch<Agent>(`/agents/${agent.id}`, { state }).then(kept)
  return (
    <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
      <div className={classes.pair}>
        <TextInput label={t("settings.name")} required {...form.text("name")} />
        <NativeSelect label={t("settings.role")} description={t(`settings.role_${form.values.role}_hint`)} inputWrapperOrder={["label", "input", "description"]} data={roleChoices()} {...form.text("role")} />
      </div>
      {form.values.role !== "admin" && (
        <Field label={t("settings.sees")} hint={t("settings.sees_hint")}>
          <div className={classes.checks}>
            <Checkbox label={t("settings.sees_all")} checked={inboxes === null} onChange={(event) => form.set({ inboxes: event.currentTarget.checked ? null : me.inboxes.map((each) => each.id) })} />
            {inboxes !== null && me.inboxes.map((inbox) => (
              <Checkbox key={inbox.id} label={inbox.name} checked={inboxes.includes(inbox.id)} onChange={(event) => toggle(inbox.id, event.currentTarget.checked)} />
            ))}
          </div>
        </Field>
      )}
      <Saving form={form} back={close} />
      {agent.id !== me.agent.id && (
        <p>{agent.state === "disabled"
          ? <button type="button" className="word" onClick={() => void attempt(() => move("active"))}>{t("settings.bring_back")}</button>
          : <Ask words={t("settings.disable")} question={t("settings.disable_ask", { name: agent.name })} yes={t("settings.disable_yes")} act={() => move("disabled")} />}</p>
      )}
    </form>
  )
}

function Add({ added }: { added: (agent: Agent) => Promise<void> }) {
  const form = useForm({ email: "", name: "", role: "agent" as Role }, async (values) => {
    await added(await api.post<Agent>("/agents", values))
    form.reset({ email: "", name: "", role: "agent" })
  })
  return (
    <Section title={t("settings.agent_add")} lead={t("settings.agent_add_lead")}>
      <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
        <div className={classes.pair}>
          <TextInput label={t("settings.email")} type="email" autoComplete="off" required {...form.text("email")} />
          <TextInput label={t("settings.name")} autoComplete="off" {...form.text("name")} />
        </div>
        <NativeSelect className={classes.narrow} label={t("settings.role")} data={roleChoices()} {...form.text("role")} />
        <div className={classes.saving}>
          <Button type="submit" loading={form.busy}>{t("settings.invite")}</Button>
          <p role="alert" className={classes.fault}>{form.loose?.detail}</p>
        </div>
      </form>
    </Section>
  )
}

