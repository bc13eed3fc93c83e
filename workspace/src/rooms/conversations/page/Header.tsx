import { Button, Menu, Tooltip } from "@mantine/core"
import { IconArrowLeft, IconCheck, IconClock, IconDots, IconId, IconNote, IconRotate, IconStarFilled, IconUserCheck } from "@tabler/icons-react"
import { useState } from "react"
import { Link, useLocation } from "wouter"
import type { Conversation, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { clockTime, daysBetween, listTime, momentWords } from "../../../i18n/times"
import { useNow } from "../../../live/clock"
import { colleague, desk, useAgent } from "../../../live/desk"
import { pageName, useSpot } from "../../../live/visitors"
import { Caps } from "../../../parts/Caps"
import { useCommands } from "../../../shell/keys"
import { announce } from "../../../shell/news"
import * as acts from "../acts"
import { hrefOf } from "../address"
import { focusComposer, write } from "../composer/state"
import { firstName } from "../names"
import { titleOf } from "../titles"
import type { Filter } from "../views"
import { AssignMenu } from "./AssignMenu"
import { LabelMenu } from "./LabelMenu"
import { SnoozeMenu } from "./SnoozeMenu"
import classes from "./page.module.css"

type Open = "assign" | "snooze" | "labels" | null
interface Props { conversation: Conversation; person: Person; filter: Filter; card: boolean; toggleCard: () => void; next: string | null }

function useStanding(conversation: Conversation): string {
  const me = useAgent()
  const now = useNow()
  if (conversation.trashed) return t("standing.trashed")
  if (conversation.spam) return t("standing.spam")
  if (conversation.state === "closed" && conversation.closed_at) return t("standing.closed", { when: listTime(conversation.closed_at, now) })
  if (conversation.snoozed) return conversation.snoozed_until ? t("standing.snoozed", { when: momentWords(conversation.snoozed_until, now) }) : t("standing.snoozed_word")
  const since = conversation.since ?? conversation.last_at
  const when = daysBetween(since, now) === 0 ? clockTime(since) : listTime(since, now)
  if (conversation.assignee_id === me.id) return t("standing.yours", { when })
  const name = colleague(conversation.assignee_id)?.name.split(" ")[0]
  return name ? t("standing.theirs", { name, when }) : t("standing.nobodys", { when })
}

function useHeaderCommands({ conversation, next, filter }: Props, open: (which: Open) => void, close: () => void): void {
  const me = useAgent()
  const [, go] = useLocation()
  const id = conversation.id
  const closed = conversation.state === "closed"
  useCommands([
    { id: "close", label: closed ? t("act.reopen") : t("keys.close"), group: "keys.conversation", keys: "e", run: close },
    { id: "assign", label: t("assign.title"), group: "keys.conversation", keys: "a", run: () => open("assign") },
    conversation.assignee_id !== me.id && { id: "take", label: t("assign.take"), group: "keys.conversation", keys: "t", run: () => void acts.assign(id, me.id) },
    { id: "snooze", label: t("snooze.title"), group: "keys.conversation", keys: "s", run: () => (conversation.snoozed ? void acts.wake(id) : open("snooze")) },
    { id: "labels", label: t("labels.title"), group: "keys.conversation", keys: "l", run: () => open("labels") },
    { id: "spam", label: t(conversation.spam ? "act.not_spam" : "act.spam"), group: "keys.conversation", keys: "!", run: () => void acts.setFlag(id, "spam", !conversation.spam) },
    { id: "trash", label: t(conversation.trashed ? "act.restore" : "act.trash"), group: "keys.conversation", keys: "#", run: () => void acts.setFlag(id, "trash", !conversation.trashed) },
    { id: "unread", label: t("act.unread"), group: "keys.conversation", keys: "shift+u", run: () => { go(hrefOf(filter)); void acts.markUnread(id) } },
    { id: "up", label: t("keys.back"), group: "keys.list", keys: "u", silent: true, run: () => go(hrefOf(filter)) },
    { id: "skip", label: t("keys.skip"), group: "keys.list", keys: "]", silent: true, run: () => next && go(hrefOf(filter, next)) },
  ])
}

/** "Ana is online, on “Your order”", or nothing. */
function useOnline(conversation: Conversation, person: Person): string {
  const spot = useSpot(conversation.identity_id)
  if (!spot) return ""
  const [name, page] = [firstName(person.name) || t("person.nameless"), pageName(spot)]
  return page ? t("composer.online_on", { name, page }) : t("composer.online", { name })
}

export function Header(props: Props) {
  const { conversation, person, filter, card, toggleCard } = props
  const [open, setOpen] = useState<Open>(null)
  const online = useOnline(conversation, person)
  const standing = useStanding(conversation)
  const closed = conversation.state === "closed"
  const toggle = () => void (closed ? acts.reopen(conversation.id) : acts.close(conversation.id))
  useHeaderCommands(props, setOpen, toggle)
  const subject = desk.use((now) => titleOf(conversation, now.me?.topics ?? [], now.held.entries))
  const menu = (which: Open) => ({ opened: open === which, onChange: (on: boolean) => setOpen(on ? which : null) })
  return (
    <header className={classes.head}>
      <Link href={hrefOf(filter)} className={classes.back} aria-label={t("keys.back")}><IconArrowLeft size={22} stroke={1.6} aria-hidden="true" /></Link>
      <div className={classes.names}>
        <h2 dir="auto" title={subject}><span className={classes.subject}>{subject}</span></h2>
        <h1 className={classes.person}><button type="button" className="plain" onClick={toggleCard} aria-expanded={card}>
          <b dir="auto">{person.name || t("person.nameless")}</b>
          {person.regular && <IconStarFilled size={13} className={classes.star} aria-label={t("person.regular")} />}
          {online && <span className={classes.online} role="img" aria-label={online} title={online} />}
        </button></h1>
        <p className={classes.sub}><span className={classes.subSubject} dir="auto">{subject}, </span>{standing}</p>
      </div>
      <div className={classes.acts}>
        <AssignMenu conversation={conversation} {...menu("assign")}><Act label={t("assign.title")} keys="a"><IconUserCheck size={18} stroke={1.6} aria-hidden="true" /></Act></AssignMenu>
        <SnoozeMenu conversation={conversation} {...menu("snooze")}><Act label={t("snooze.title")} keys="s"><IconClock size={18} stroke={1.6} aria-hidden="true" /></Act></SnoozeMenu>
        <Act label={t("composer.note")} keys="n" onClick={() => { write(conversation.id, { mode: "note" }); focusComposer() }} wide><IconNote size={18} stroke={1.6} aria-hidden="true" /></Act>
        <LabelMenu conversation={conversation} {...menu("labels")} />
        <MoreMenu {...props} open={setOpen} />
        <Act label={t("card.open")} onClick={toggleCard} className={classes.cardButton} pressed={card}><IconId size={18} stroke={1.6} aria-hidden="true" /></Act>
        <Button variant="default" h={32} px={12} fw={550} fz="md" className={classes.close} onClick={toggle} rightSection={<Caps keys="e" />}>{t(closed ? "act.reopen" : "act.close")}</Button>
        <button type="button" className={`plain ${classes.phoneClose}`} onClick={toggle} aria-label={t(closed ? "act.reopen" : "keys.close")}>
          {closed ? <IconRotate size={22} stroke={1.6} aria-hidden="true" /> : <IconCheck size={22} stroke={1.6} aria-hidden="true" />}
        </button>
      </div>
    </header>
  )
}

interface ActProps extends React.ComponentPropsWithRef<"button"> { label: string; keys?: string; wide?: boolean; pressed?: boolean }

function Act({ label, keys, wide, pressed, children, className, ...rest }: ActProps) {
  return (
    <Tooltip label={<>{label} {keys && <Caps keys={keys} />}</>}>
      <button type="button" aria-label={label} aria-pressed={pressed} {...rest} className={`plain ${classes.ib} ${wide ? classes.wide : ""} ${className ?? ""}`}>{children}</button>
    </Tooltip>
  )
}

function MoreMenu({ conversation, filter, open }: Props & { open: (which: Open) => void }) {
  const [, go] = useLocation()
  const id = conversation.id
  const copy = () => { void navigator.clipboard.writeText(`${location.origin}/c/${id}`); announce(t("act.copied")) }
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={`plain ${classes.ib}`} aria-label={t("act.more")}><IconDots size={18} stroke={1.6} aria-hidden="true" /></button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item className={classes.phoneOnly} onClick={() => open("assign")}>{t("assign.title")}</Menu.Item>
        <Menu.Item className={classes.phoneOnly} onClick={() => open("snooze")}>{t("snooze.title")}</Menu.Item>
        <Menu.Item onClick={() => open("labels")} rightSection={<Caps keys="l" />}>{t("labels.title")}</Menu.Item>
        {[0, 1, 2].map((each) => conversation.priority !== each && (
          <Menu.Item key={each} onClick={() => void acts.setPriority(id, each)}>{t(each === 0 ? "priority.make_normal" : each === 1 ? "priority.make_high" : "priority.make_urgent")}</Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => { go(hrefOf(filter)); void acts.markUnread(id) }} rightSection={<Caps keys="shift+u" />}>{t("act.unread")}</Menu.Item>
        <Menu.Item onClick={copy}>{t("message.copy_link")}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void acts.setFlag(id, "spam", !conversation.spam)} rightSection={<Caps keys="!" />}>{t(conversation.spam ? "act.not_spam" : "act.spam")}</Menu.Item>
        <Menu.Item onClick={() => void acts.setFlag(id, "trash", !conversation.trashed)} rightSection={<Caps keys="#" />}>{t(conversation.trashed ? "act.restore" : "act.trash")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
