import { Button, Menu } from "@mantine/core"
import type { Id } from "../../../api/types"
import { t } from "../../../i18n"
import { useMe } from "../../../live/desk"
import { bulk, type BulkVerb } from "../acts"
import { snoozeChoices } from "../page/snoozing"
import classes from "./list.module.css"

/** What can be done with several at once. */
export function Bulk({ ids, done }: { ids: Id[]; done: () => void }) {
  const me = useMe()
  const act = (verb: BulkVerb, args?: Record<string, unknown>) => () => { void bulk(ids, verb, args); done() }
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t("bulk.title")}>
      <p className={classes.bulkHead}>{t("bulk.chosen", { count: ids.length })}<button type="button" className="word" onClick={done}>{t("act.cancel")}</button></p>
      <div className={classes.bulkActs}>
        <Button size="compact-sm" variant="default" onClick={act("close")}>{t("act.close")}</Button>
        <Menu>
          <Menu.Target><Button size="compact-sm" variant="default">{t("assign.title")}</Button></Menu.Target>
          <Menu.Dropdown>
            {me.agents.filter((each) => each.state === "active").map((each) => <Menu.Item key={each.id} onClick={act("assign", { agent_id: each.id })}>{each.name}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
        <Menu>
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
