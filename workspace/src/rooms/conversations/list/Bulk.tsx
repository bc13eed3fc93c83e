import { Button, Menu } from "@mantine/core"
import { useState } from "react"
import type { Id } from "../../../api/types"
import { t, type Key } from "../../../i18n"
import { useMe } from "../../../live/desk"
import { useCommands } from "../../../shell/keys"
import { bulk, type BulkVerb } from "../acts"
import { snoozeChoices } from "../page/snoozing"
import classes from "./list.module.css"

type Verb = (verb: BulkVerb, args?: Record<string, unknown>) => () => void
type Open = "assign" | "snooze" | null

/** While several are chosen the keys of one conversation are for all of them. */
function useBulkKeys(count: number, act: Verb, open: (which: Open) => void, done: () => void): void {
  const { agent } = useMe()
  const keys: [id: string, keys: string, label: Key, run: () => void][] = [
    ["close", "e", "act.close", act("close")], ["assign", "a", "assign.title", () => open("assign")], ["take", "t", "assign.take", act("assign", { agent_id: agent.id })],
    ["snooze", "s", "snooze.title", () => open("snooze")], ["spam", "!", "act.spam", act("spam")], ["trash", "#", "act.trash", act("trash")], ["none", "escape", "act.cancel", done],
  ]
  const chosen = t("bulk.chosen", { count })
  useCommands(keys.map(([id, each, label, run]) => ({ id: `bulk.${id}`, label: `${chosen}: ${t(label)}`, group: "keys.list", keys: each, first: true, run })))
}

/** What can be done with several at once. */
export function Bulk({ ids, done }: { ids: Id[]; done: () => void }) {
  const me = useMe()
  const [open, setOpen] = useState<Open>(null)
  const act: Verb = (verb, args) => () => { void bulk(ids, verb, args); done() }
  const menu = (which: Open) => ({ opened: open === which, onChange: (on: boolean) => setOpen(on ? which : null) })
  useBulkKeys(ids.length, act, setOpen, done)
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t("bulk.title")}>
      <p className={classes.bulkHead}>{t("bulk.chosen", { count: ids.length })}<button type="button" className="word" onClick={done}>{t("act.cancel")}</button></p>
      <div className={classes.bulkActs}>
        <Button size="compact-sm" variant="default" onClick={act("close")}>{t("act.close")}</Button>
        <Menu {...menu("assign")}>
          <Menu.Target><Button size="compact-sm" variant="default">{t("assign.title")}</Button></Menu.Target>
          <Menu.Dropdown>
            {me.agents.filter((each) => each.state === "active").map((each) => <Menu.Item key={each.id} onClick={act("assign", { agent_id: each.id })}>{each.name}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
        <Menu {...menu("snooze")}>
          <Menu.Target><Button size="compact-sm" variant="default">{t("snooze.title")}</Button></Menu.Target>
          <Menu.Dropdown>
            {snoozeChoices(Date.now()).map((each) => <Menu.Item key={each.label} onClick={act("snooze", { until: each.until })}>{each.label}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
        <Button size="compact-sm" variant="default" onClick={act("read")}>{t("bulk.read")}</Button>
        <Button size="compact-sm" variant="default" onClick={act("spam")}>{t("view.spam")}</Button>
        <Button size="compact-sm" variant="default" onClick={act("trash")}>{t("view.trash")}</Button>
      </div>
    </div>
  )
}
