import { Menu } from "@mantine/core"
import { IconArrowBackUp, IconDots, IconEyeOff } from "@tabler/icons-react"
import { lazy, Suspense, useState } from "react"
import type { Address, MessageEntry, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { useAgent, useInbox } from "../../../live/desk"
import { Glyph } from "../../../parts/Glyph"
import { isLetter } from "../letters"
import { firstName, onlySays } from "../names"
import { answerThis, passOn } from "../composer/state"
import { Attachments } from "./Attachments"
import { DeliveryLine } from "./DeliveryLine"
import { Forwarded } from "./Forwarded"
import type { Item } from "./items"
import { Long } from "./Long"
import { Margin } from "./Margin"
import { linked } from "./words"
import classes from "./timeline.module.css"

const HtmlFrame = lazy(() => import("./HtmlFrame"))

type MessageItem = Extract<Item, { kind: "message" }>
const nameOf = (address: Address) => address.name || address.value
/** Our own mailbox is known by its address: which of them was written to matters. */
const boxOf = (ours: string | undefined) => (address: Address) => (address.value === ours ? address.value : nameOf(address))

function useWho(entry: MessageEntry, person: Person): string {
  const me = useAgent()
  if (entry.author.kind === "agent") return entry.author.id === me.id ? t("who.you") : firstName(entry.author.name)
  if (entry.author.kind === "bot") return entry.author.name || t("who.bot")
  const name = entry.author.name || person.name
  return entry.person_id === person.id || entry.person_id === person.identity_id ? firstName(name) || t("person.nameless") : name
}

/** To whom, where that says something: the mailbox it came to, the people copied in, a third party. */
function routeOf(entry: MessageEntry, inboxAddress: string | undefined): string {
  const { body } = entry
  const copied = body.cc.length ? t("message.copy", { names: body.cc.map(nameOf).join(", ") }) : ""
  const hidden = body.bcc.length ? t("message.blind", { names: body.bcc.map(nameOf).join(", ") }) : ""
  const to = body.to.map(boxOf(inboxAddress)).join(", ") || (entry.direction === "in" ? inboxAddress : "")
  const main = to && isLetter(entry) && (entry.direction === "in" || body.side || body.to.length > 1) ? t("message.to", { names: to }) : ""
  const page = body.page ? t("message.from_page", { page: body.page.replace(/^https?:\/\//, "") }) : ""
  return [main || page, copied, hidden].filter(Boolean).join(", ")
}

export function Message({ item, person, current, focused, subject }: { item: MessageItem; person: Person; current: boolean; focused: boolean; subject: string }) {
  const { entry } = item
  const ours = entry.direction === "out"
  const tint = ours && !isLetter(entry)
  const pending = entry.n === 0
  return (
    <article
      className={`${classes.entry} ${ours ? classes.ours : ""} ${tint ? classes.tint : ""} ${pending ? classes.pending : ""}`}
      data-follows={item.follows || undefined} data-focused={focused || undefined} data-arriving={Date.now() - entry.at < 2500 || undefined} data-entry={entry.id}
    >
      <Margin at={entry.at} kind={item.margin} />
      <span className={classes.gl}>{!item.follows && <span><Glyph channel={entry.channel} /></span>}</span>
      <div className={classes.body}>
        {!item.follows && <By entry={entry} person={person} current={current} />}
        {item.subject && item.subject !== subject && <p className={classes.subject} dir="auto">{item.subject}</p>}
        {entry.body.forwarded && <Forwarded entry={entry} />}
        <Words entry={entry} open={focused} />
        {entry.body.attachments.length > 0 && <Attachments list={entry.body.attachments} />}
        {entry.body.masked && <p className={classes.read}><IconEyeOff size={14} stroke={1.6} aria-hidden="true" />{t("message.masked")}</p>}
        <DeliveryLine entry={entry} />
      </div>
    </article>
  )
}

function By({ entry, person, current }: { entry: MessageEntry; person: Person; current: boolean }) {
  const who = useWho(entry, person)
  const inbox = useInbox(entry.inbox_id)
  const route = routeOf(entry, inbox?.address)
  const automatic = entry.body.automatic ? t("message.automatic") : ""
  const side = entry.body.side ? t("message.side") : ""
  const claimed = onlySays(entry, person)
  return (
    <p className={classes.by}>
      <b dir="auto">{who}</b>
      {claimed && <em className={classes.says} title={entry.body.unproven ? undefined : t("handle.joined")}>{t("message.claimed")}</em>}
      <span dir="auto" title={route}>{[side, route, automatic].filter(Boolean).join(", ")}</span>
      {entry.direction === "in" && <Tools entry={entry} current={current} />}
    </p>
  )
}

function Tools({ entry, current }: { entry: MessageEntry; current: boolean }) {
  const mail = isLetter(entry)
  if (!mail && !current) return null
  return (
    <span className={classes.tools}>
      {current && mail && (
        <button type="button" className={`plain ${classes.toolButton}`} aria-label={t("message.answer_this")} title={t("message.answer_this")} onClick={() => answerThis(entry)}>
          <IconArrowBackUp size={15} stroke={1.6} aria-hidden="true" />
        </button>
      )}
      {mail && (
        <Menu position="bottom-end">
          <Menu.Target>
            <button type="button" className={`plain ${classes.toolButton}`} aria-label={t("act.more")}><IconDots size={15} stroke={1.6} aria-hidden="true" /></button>
          </Menu.Target>
          <Menu.Dropdown>
            {current && <Menu.Item onClick={() => passOn(entry)}>{t("message.pass_on")}</Menu.Item>}
            <Menu.Item component="a" href={`/api/v1/entries/${entry.id}/raw`} target="_blank">{t("message.raw")}</Menu.Item>
            <Menu.Item onClick={() => void navigator.clipboard.writeText(`${location.origin}/inbox/all/${entry.conversation_id}?entry=${entry.id}`)}>{t("message.copy_link")}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  )
}

function Words({ entry, open }: { entry: MessageEntry; open: boolean }) {
  const { text, folded, html } = entry.body
  const [asSent, setAsSent] = useState(!text.trim() && html)
  const [quote, setQuote] = useState(false)
  return (
    <>
      {asSent ? <Suspense fallback={null}><HtmlFrame id={entry.id} /></Suspense> : text && <Long text={text} open={open}>{(shown) => <p className={classes.w} dir="auto">{linked(shown)}</p>}</Long>}
      {html && entry.direction === "in" && (
        <p className={classes.lines}><button type="button" className="word" aria-expanded={asSent} onClick={() => setAsSent(!asSent)}>{t(asSent ? "message.as_words" : "message.as_sent")}</button></p>
      )}
      {folded && !asSent && (
        <button type="button" className={`plain ${classes.fold}`} aria-expanded={quote} onClick={() => setQuote(!quote)}>
          <IconDots size={14} stroke={1.6} aria-hidden="true" />{t(quote ? "message.fold" : "message.unfold")}
        </button>
      )}
      {quote && folded && <Long text={folded}>{(shown) => <div className={classes.folded} dir="auto">{linked(shown)}</div>}</Long>}
    </>
  )
}
