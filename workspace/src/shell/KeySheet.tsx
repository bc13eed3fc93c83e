import { Modal } from "@mantine/core"
import { t, type Key } from "../i18n"
import { Caps } from "../parts/Caps"
import { commands, type Command } from "./keys"
import classes from "./KeySheet.module.css"

const ORDER: Key[] = ["keys.list", "keys.conversation", "keys.writing", "keys.rooms"]

export default function KeySheet({ close }: { close: () => void }) {
  const all = commands.use((now) => now.filter((each) => each.keys))
  const groups = ORDER.map((group) => [group, all.filter((each) => each.group === group)] as const).filter(([, list]) => list.length)
  return (
    <Modal opened onClose={close} title={t("keys.title")} size={960} closeButtonProps={{ "aria-label": t("act.close") }}>
      <div className={classes.sheet}>
        {groups.map(([group, list]) => <Group key={group} title={t(group)} list={list} />)}
      </div>
    </Modal>
  )
}

function Group({ title, list }: { title: string; list: readonly Command[] }) {
  return (
    <section className={classes.group}>
      <h3>{title}</h3>
      <dl>
        {list.map((each) => (
          <div key={each.id} className={classes.row}>
            <dt>{each.label}</dt>
            <dd><Caps keys={each.keys ?? ""} /><span className="vh">{each.keys}</span></dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
