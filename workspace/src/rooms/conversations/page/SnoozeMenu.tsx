import { Button, Menu, Modal } from "@mantine/core"
import { useState, type ReactElement } from "react"
import type { Conversation } from "../../../api/types"
import { t } from "../../../i18n"
import { snooze, wake } from "../acts"
import { snoozeChoices } from "./snoozing"
import classes from "./page.module.css"

interface Props { conversation: Conversation; opened: boolean; onChange: (on: boolean) => void; children: ReactElement }

/** Until a time, or until they write. */
export function SnoozeMenu({ conversation, opened, onChange, children }: Props) {
  const id = conversation.id
  const [asking, setAsking] = useState(false)
  return (
    <>
    <Menu opened={opened} onChange={onChange} position="bottom-end" width={280}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {conversation.snoozed && <><Menu.Item onClick={() => void wake(id)}>{t("snooze.wake")}</Menu.Item><Menu.Divider /></>}
        <Menu.Label>{t("snooze.title")}</Menu.Label>
        {opened && snoozeChoices(Date.now()).map((each) => (
          <Menu.Item key={each.label} onClick={() => void snooze(id, { until: each.until })} rightSection={<span className={`n ${classes.when}`}>{each.when}</span>}>{each.label}</Menu.Item>
        ))}
        <Menu.Item onClick={() => void snooze(id, { until_word: true })}>{t("snooze.word")}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => setAsking(true)}>{t("snooze.own")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
    <Modal opened={asking} onClose={() => setAsking(false)} title={t("snooze.title")} size={380} closeButtonProps={{ "aria-label": t("act.close") }}>
      <OwnTime set={(until) => { setAsking(false); void snooze(id, { until }) }} />
    </Modal>
    </>
  )
}

const inputValue = (at: number) => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

function OwnTime({ set }: { set: (until: number) => void }) {
  const [value, setValue] = useState(() => inputValue(new Date().setHours(9, 0, 0, 0) + 86_400_000))
  const at = new Date(value).getTime()
  return (
    <form className={classes.own} onSubmit={(event) => { event.preventDefault(); if (at > Date.now()) set(at) }}>
      <input type="datetime-local" value={value} min={inputValue(Date.now())} aria-label={t("snooze.own")} onChange={(event) => setValue(event.target.value)} data-autofocus />
      <Button type="submit" size="sm" disabled={!(at > Date.now())}>{t("snooze.set")}</Button>
    </form>
  )
}
