import { IconPencil, IconStarFilled } from "@tabler/icons-react"
import { memo, useEffect, useRef, type MouseEvent } from "react"
import { Link } from "wouter"
import type { Conversation } from "../../../api/types"
import { rich, t } from "../../../i18n"
import { listTime, momentWords } from "../../../i18n/times"
import { useNow } from "../../../live/clock"
import { colleague, desk } from "../../../live/desk"
import { Glyph } from "../../../parts/Glyph"
import { PromiseRing } from "../../../parts/Promise"
import { lookAhead } from "../ahead"
import classes from "./list.module.css"

interface Props {
  conversation: Conversation
  href: string
  current: boolean
  chosen: boolean
  choosing: boolean
  choose: (id: string, range: boolean) => void
  showOwner: boolean
}

/** The colleague who is writing an answer right now, if any. */
export function useAnswering(id: string): string | null {
  const now = useNow()
  const answering = desk.use((state) => state.answering[id])
  return answering && answering.until > now ? (colleague(answering.agent_id)?.name.split(" ")[0] ?? null) : null
}

export function useTyping(id: string): { text: string | null } | null {
  const now = useNow()
  const typing = desk.use((state) => state.typing[id])
  return typing && typing.until > now - 15_000 && typing.until > Date.now() ? typing : null
}

function Words({ conversation }: { conversation: Conversation }) {
  const me = desk.use((state) => state.me?.agent.id)
  const bob = useAnswering(conversation.id)
  const typing = useTyping(conversation.id)
  if (bob) return <span className={`${classes.words} ${classes.busy}`}><IconPencil size={13} stroke={1.6} aria-hidden="true" />{t("list.answering", { name: bob })}</span>
  if (typing) return <span className={`${classes.words} ${classes.busy}`}>{t("list.typing")}</span>
  const preview = conversation.preview || conversation.subject || t("list.no_words")
  return (
    <span className={classes.words} dir="auto">
      {conversation.preview_by === "agent" ? ours(conversation.preview_agent_id, me, preview) : preview}
    </span>
  )
}

/** Who of us said it; "we" where an import knows no name. */
function ours(agent: string | null, me: string | undefined, words: string) {
  if (agent && agent === me) return rich("list.you", { words })
  const name = colleague(agent)?.name.split(" ")[0]
  return name ? rich("list.theirs", { name, words }) : rich("list.we", { words })
}

function Side({ conversation, showOwner }: { conversation: Conversation; showOwner: boolean }) {
  const owner = showOwner ? colleague(conversation.assignee_id)?.name.split(" ")[0] : undefined
  if (conversation.snoozed)
    return (
      <span className={classes.side} title={conversation.snoozed_until ? momentWords(conversation.snoozed_until) : t("snooze.word")}>
        <span className="vh">{t("list.snoozed")}</span>
      </span>
    )
  const waits = conversation.state === "new" || conversation.state === "open"
  if (waits && conversation.due_at !== null && !conversation.spam && !conversation.trashed)
    return <PromiseRing due={conversation.due_at} since={conversation.since} />
  return <span className={classes.side}>{owner ?? ""}</span>
}

const RESTS = 80

/** A pointer that rests on a row for a moment, or a finger that comes down, will likely open it. */
function useLookingAhead(conversation: Conversation) {
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(resting.current), [])
  return {
    onPointerEnter: () => { resting.current = setTimeout(() => lookAhead(conversation), RESTS) },
    onPointerLeave: () => clearTimeout(resting.current),
    onPointerDown: () => lookAhead(conversation),
  }
}

export const Row = memo(function Row({ conversation, href, current, chosen, choosing, choose, showOwner }: Props) {
  const now = useNow()
  const at = conversation.snoozed && conversation.snoozed_until ? conversation.snoozed_until : conversation.last_at
  const click = (event: MouseEvent) => {
    if (!event.shiftKey && !(choosing && (event.metaKey || event.ctrlKey))) return
    event.preventDefault()
    choose(conversation.id, event.shiftKey)
  }
  const ahead = useLookingAhead(conversation)
  return (
    <div className={classes.row} {...ahead} data-current={current || undefined} data-new={conversation.unread || undefined} data-chosen={chosen || undefined} data-choosing={choosing || undefined}>
      <Link href={href} className={classes.link} aria-current={current ? "true" : undefined} onClick={click} draggable={false}>
        {conversation.unread && <span className="vh">{t("list.unread")} </span>}
        <span className={classes.who}>
          <b dir="auto">{conversation.person_name || t("person.nameless")}</b>
          {conversation.person_regular && <IconStarFilled size={12} className={classes.star} aria-label={t("person.regular")} />}
          {conversation.priority > 0 && <span className={classes.urgent}>{t(conversation.priority > 1 ? "priority.urgent" : "priority.high")}</span>}
        </span>
        <time dateTime={new Date(at).toISOString()}>{listTime(at, now)}</time>
        <Words conversation={conversation} />
        <Side conversation={conversation} showOwner={showOwner} />
      </Link>
      <span className={classes.glyph}><Glyph channel={conversation.channel} /></span>
      <input
        type="checkbox" className={`check ${classes.box}`} checked={chosen} aria-label={t("list.choose", { name: conversation.person_name })}
        onChange={(event) => choose(conversation.id, (event.nativeEvent as globalThis.MouseEvent).shiftKey)}
      />
    </div>
  )
})
