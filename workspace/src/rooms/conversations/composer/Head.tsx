import { Menu } from "@mantine/core"
import { IconArrowsSplit2, IconChevronDown, IconNote } from "@tabler/icons-react"
import type { ReactNode } from "react"
import type { Address, Conversation, Inbox, MessageEntry, Person } from "../../../api/types"
import { firstName, onlySays } from "../names"
import { t, type Key } from "../../../i18n"
import { pageName, useSpot } from "../../../live/visitors"
import { Glyph } from "../../../parts/Glyph"
import { useAnswering, useTyping } from "../list/Row"
import { aside, write, type Composing, type Mode } from "./state"
import { useWho } from "./WhomPanel"
import classes from "./composer.module.css"

interface Props {
  conversation: Conversation; person: Person; now: Composing; ways: Inbox[]; inbox: Inbox | undefined; to: Address[]; cc: Address[]
  /** The word that is answered: its writer gets the answer. */ word: MessageEntry | undefined
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
      {now.mode === "reply" && <Doubt {...props} />}
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

/** An answer may be led to an address that nobody knows as theirs: a forged letter names its own. */
const knownAs = (person: Person, address: Address): boolean => person.handles.some((each) => each.kind === "email" && each.value === address.value.trim().toLowerCase())

function Status({ conversation, person, now, inbox, to, cc, details, setDetails, word }: Props) {
  // Only the session that will get the answer: another one's page says nothing of it.
  const spot = useSpot(conversation.identity_id, word?.person_id)
  const who = useWho(word, person)
  const colleague = useAnswering(conversation.id)
  const typing = !!useTyping(conversation.id)
  if (now.mode === "note") return <span className={classes.status}>{t("composer.note_status")}</span>
  if (colleague) return <span className={classes.status} style={{ color: "var(--sk-ochre)" }}>{t("list.answering", { name: colleague })}</span>
  if (inbox?.abilities.subject) {
    const copies = cc.length + now.bcc.length
    const names = to.map((each) => each.value).join(", ") || t("recipients.nobody")
    const stranger = aside(now.mode) ? undefined : to.find((each) => !knownAs(person, each))
    const warning = stranger && t("composer.stranger", { address: stranger.value, name: firstName(person.name) || t("person.nameless") })
    return (
      <span className={classes.status}>
        <button type="button" className="plain" style={stranger && { color: "var(--sk-ochre)" }} aria-expanded={details} onClick={() => setDetails(!details)} title={warning ?? names}>
          {warning ?? t("composer.to", { names })}{copies ? t("composer.copies", { count: copies }) : ""}
        </button>
      </span>
    )
  }
  const doubted = !!word && onlySays(word, person)
  if (spot || typing) return <Online name={who} page={spot && !doubted ? pageName(spot) : ""} address={spot?.page ?? undefined} />
  if (doubted) return <span className={classes.status}>{t("composer.offline", { name: who })}</span>
  const reachable = person.handles.some((each) => each.kind === "email" && !each.bouncing)
  return <span className={classes.status}>{t(reachable ? "composer.offline_mail" : "composer.offline", { name: firstName(person.name) || t("person.visitor") })}</span>
}

/** An answer in the chat goes to whoever sits there: said before anything private is written. */
function Doubt({ person, inbox, word }: Props) {
  if (inbox?.abilities.subject || !word || !onlySays(word, person)) return null
  return <span className={classes.doubt} title={t("composer.claimed", { name: person.name })}>{t("handle.claimed")}</span>
}

function Online({ name, page, address }: { name: string; page: string; address: string | undefined }) {
  return (
    <span className={classes.status} title={address} dir="auto">
      <span className={classes.live} />{page ? t("composer.online_on", { name, page }) : t("composer.online", { name })}
    </span>
  )
}
