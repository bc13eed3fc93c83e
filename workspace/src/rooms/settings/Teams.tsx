import { Button, Checkbox, TextInput } from "@mantine/core"
import { useState } from "react"
import { api } from "../../api/client"
import type { Team } from "../../api/types"
import { t } from "../../i18n"
import { changeMe, useMe } from "../../live/desk"
import { Empty } from "../../parts/States"
import { useForm } from "./parts/form"
import { Ask, Field, Row, Rows, Saving, Sheet } from "./parts/parts"
import classes from "./parts/parts.module.css"

const NEW: Team = { id: "", name: "", members: [] }

const keep = (team: Team) => changeMe((me) => ({ ...me, teams: [...me.teams.filter((each) => each.id !== team.id), team].sort((a, b) => a.name.localeCompare(b.name)) }))

export default function Teams() {
  const { teams, agents } = useMe()
  const [open, setOpen] = useState<string | null>(null)
  const names = (team: Team) => agents.filter((each) => team.members.includes(each.id)).map((each) => each.name).join(", ") || t("settings.team_empty")
  const drop = async (team: Team) => {
    await api.delete(`/teams/${team.id}`)
    changeMe((me) => ({ ...me, teams: me.teams.filter((each) => each.id !== team.id) }))
  }
  return (
    <Sheet title={t("settings.teams")} lead={t("settings.teams_lead")} tools={open !== "" && <Button variant="default" onClick={() => setOpen("")}>{t("settings.team_add")}</Button>}>
      {open === "" && <Edit team={NEW} close={() => setOpen(null)} />}
      {!teams.length && open !== "" && <Empty title={t("settings.teams_none")}>{t("settings.teams_none_more")}</Empty>}
      {!!teams.length && (
        <Rows label={t("settings.teams")}>
          {teams.map((team) => (
            <Row key={team.id} name={team.name} words={open === team.id ? <Edit team={team} close={() => setOpen(null)} /> : names(team)}
              tools={open !== team.id && (
                <>
                  <button type="button" className="word" aria-label={t("settings.edit_name", { name: team.name })} onClick={() => setOpen(team.id)}>{t("act.edit")}</button>
                  <Ask words={t("act.remove")} question={t("settings.team_ask", { name: team.name })} yes={t("act.remove")} act={() => drop(team)} tone="plain" />
                </>
              )} />
          ))}
        </Rows>
      )}
    </Sheet>
  )
}

function Edit({ team, close }: { team: Team; close: () => void }) {
  const { agents } = useMe()
  const form = useForm({ name: team.name, members: team.members }, async (values) => {
    keep(team.id ? await api.patch<Team>(`/teams/${team.id}`, values) : await api.post<Team>("/teams", values))
    close()
  })
  const { members } = form.values
  return (
    <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
      <TextInput className={classes.narrow} label={t("settings.name")} required autoFocus {...form.text("name")} />
      <Field label={t("settings.members")}>
        <div className={classes.checks}>
          {agents.filter((each) => each.state !== "disabled").map((each) => (
            <Checkbox key={each.id} label={each.name} checked={members.includes(each.id)}
              onChange={(event) => form.set({ members: event.currentTarget.checked ? [...members, each.id] : members.filter((id) => id !== each.id) })} />
          ))}
        </div>
      </Field>
      <Saving form={form} back={close} />
    </form>
  )
}
