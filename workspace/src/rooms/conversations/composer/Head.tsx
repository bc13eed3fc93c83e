import { Menu } from "@mantine/core"
import { IconArrowsSplit2, IconChevronDown, IconNote } from "@tabler/icons-react"
import type { ReactNode } from "react"
import type { Address, Conversation, Inbox, Person } from "../../../api/types"
import { firstName } from "../names"
import { t, type Key } from "../../../i18n"
import { useNow } from "../../../live/clock"
import { Glyph } from "../../../parts/Glyph"
import { useAnswering, useTyping } from "../list/Row"
import { aside, write, type Composing, type Mode } from "./state"
import classes from "./composer.module.css"

interface Props {
  conversation: Conversation; person: Person; now: Composing; ways: Inbox[]; inbox: Inbox | undefined; to: Address[]; cc: Address[]
  setMode: (mode: Mode) => void; details: boolean; setDetails: (open: boolean) => void; promise: ReactNode
}

/** A channel nobody has named here yet goes by the name its owner gave it. */
const WAYS: Record<string, Key> = { email: "composer.by_mail", chat: "composer.by_chat", sms: "composer.by_sms", whatsapp: "composer.by_whatsapp" }
export const wayLabel = (inbox: Inbox): string => (WAYS[inbox.kind] ? t(WAYS[inbox.kind] as Key) : t("composer.by", { name: inbox.name }))

/** How the words will travel, to whom, and whether somebody sits there waiting. */
export function Head(props: Props) {
  const { conversation, now, ways, inbox, setMode, promise } = props
  const choose = (each: Inbox) => { write(conversation.id, { mode: "reply", inbox_id: each.id }) }
  return (
    <div className={classes.head}>
      <WayMenu {...props} choose={choose} />
      <Status {...props} />
      <span className={classes.promise}>{promise}</span>
      <span className={classes.ways} role="group" aria-label={t("composer.ways")}>
        {ways.map((each) => (
          <button key={each.id} type="button" className="plain" title={`${wayLabel(each)}, ${each.name}`} aria-label={`${wayLabel(each)}, ${each.name}`} aria-pressed={now.mode === "reply" && inbox?.id === each.id} onClick={() => choose(each)}>
            <Glyph channel={each.kind} />
          </button>
        ))}
        <button type="button" className="plain" title={t("composer.note")} aria-label={t("composer.note")} aria-pressed={now.mode === "note"} onClick={() => setMode(now.mode === "note" ? "reply" : "note")}>
          <IconNote size={16} stroke={1.6} aria-hidden="true" />
        </button>
      </span>
    </div>
  )
}

function WayMenu({ now, ways, inbox, setMode, choose }: Props & { choose: (each: Inbox) => void }) {
  const title = now.mode === "note" ? t("composer.note") : now.mode === "forward" ? t("message.pass_on") : now.mode === "side" ? t("composer.side") : inbox ? wayLabel(inbox) : t("composer.no_way_short")
  return (
    <Menu position="top-start">
      <Menu.Target>
        <button type="button" className={`plain ${classes.way}`}>
          {now.mode === "note" ? <IconNote size={16} stroke={1.6} aria-hidden="true" /> : aside(now.mode) ? <IconArrowsSplit2 size={16} stroke={1.6} aria-hidden="true" /> : <Glyph channel={inbox?.kind ?? null} />}
          {title}<IconChevronDown size={14} stroke={1.6} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {ways.map((each) => (
          <Menu.Item key={each.id} leftSection={<Glyph channel={each.kind} />} onClick={() => choose(each)}>{wayLabel(each)} <span style={{ color: "var(--sk-ink-3)" }}>{each.name}</span></Menu.Item>
        ))}
        <Menu.Item leftSection={<IconNote size={16} stroke={1.6} />} onClick={() => setMode("note")}>{t("composer.note")}</Menu.Item>
        {ways.some((each) => each.abilities.subject) && (
          <Menu.Item leftSection={<IconArrowsSplit2 size={16} stroke={1.6} />} onClick={() => setMode("side")}>{t("composer.side")}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Nobody tells the desk who sits in the chat: a word or a letter typed lately does. */
const RECENT = 180_000

function Status({ conversation, person, now, inbox, to, cc, details, setDetails }: Props) {
  const moment = useNow()
  const colleague = useAnswering(conversation.id)
  const typing = !!useTyping(conversation.id)
  if (now.mode === "note") return <span className={classes.status}>{t("composer.note_status")}</span>
  if (colleague) return <span className={classes.status} style={{ color: "var(--sk-ochre)" }}>{t("list.answering", { name: colleague })}</span>
  if (inbox?.abilities.subject) {
    const copies = cc.length + now.bcc.length
    const names = to.map((each) => each.value).join(", ") || t("recipients.nobody")
    return (
      <span className={classes.status}>
        <button type="button" className="plain" aria-expanded={details} onClick={() => setDetails(!details)} title={names}>
          {t("composer.to", { names })}{copies ? t("composer.copies", { count: copies }) : ""}
        </button>
      </span>
    )
  }
  const online = typing || moment - Math.max(person.seen_at ?? 0, conversation.last_in_at ?? 0) < RECENT
  const name = firstName(person.name) || t("person.nameless")
  return <span className={classes.status}>{online ? <><span className={classes.live} />{t("composer.online", { name })}</> : t(person.handles.some((each) => each.kind === "email" && !each.bouncing) ? "composer.offline_mail" : "composer.offline", { name: firstName(person.name) || t("person.visitor") })}</span>
}
