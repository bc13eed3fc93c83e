import { Menu } from "@mantine/core"
import { useMemo, type ReactElement } from "react"
import type { Conversation } from "../../../api/types"
import { t } from "../../../i18n"
import { desk, useMe } from "../../../live/desk"
import { Avatar } from "../../../parts/Avatar"
import { useCommands } from "../../../shell/keys"
import { assign } from "../acts"
import classes from "./page.module.css"

interface Props { conversation: Conversation; opened: boolean; onChange: (on: boolean) => void; children: ReactElement }

/** Me first, then who is here; teams after people. */
export function AssignMenu({ conversation, opened, onChange, children }: Props) {
  const me = useMe()
  const presence = desk.use((now) => now.presence)
  const agents = useMemo(() => {
    const rank = (id: string) => (id === me.agent.id ? 0 : presence[id] === "here" ? 1 : presence[id] === "away" ? 2 : 3)
    return me.agents
      .filter((each) => each.state === "active")
      .sort((a, b) => rank(a.id) - rank(b.id) || a.name.localeCompare(b.name))
  }, [me, presence])
  const give = (agent: string | null, team: string | null = null) => () => void assign(conversation.id, agent, team)
  useCommands(agents.filter((each) => each.id !== me.agent.id && each.id !== conversation.assignee_id).map((each) => (
    { id: `assign.${each.id}`, label: t("assign.to", { name: each.name }), group: "keys.conversation", run: give(each.id) }
  )))
  return (
    <Menu opened={opened} onChange={onChange} position="bottom-end" width={240}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
        {agents.map((each) => (
          <Menu.Item key={each.id} leftSection={<Avatar name={each.name} colour={each.colour} size={22} />} onClick={give(each.id)}
            aria-current={each.id === conversation.assignee_id || undefined} rightSection={<span className={classes.presence} data-presence={presence[each.id] ?? "gone"}>{t(`presence.${presence[each.id] ?? "gone"}`)}</span>}>
            {each.id === me.agent.id ? t("assign.me") : each.name}
          </Menu.Item>
        ))}
        {me.teams.length > 0 && <><Menu.Divider /><Menu.Label>{t("assign.teams")}</Menu.Label></>}
        {me.teams.map((each) => <Menu.Item key={each.id} onClick={give(null, each.id)} aria-current={each.id === conversation.team_id || undefined}>{each.name}</Menu.Item>)}
        {(conversation.assignee_id || conversation.team_id) && <><Menu.Divider /><Menu.Item onClick={give(null)}>{t("assign.nobody")}</Menu.Item></>}
      </Menu.Dropdown>
    </Menu>
  )
}
