/** Where is that mail? What came and what went out, each with its way. */
import { Button, TextInput } from "@mantine/core"
import { IconMail, IconMailOff, IconMailQuestion, IconSend } from "@tabler/icons-react"
import { useState, type FormEvent, type ReactNode } from "react"
import { Link } from "wouter"
import { api } from "../../../api/client"
import { t, type Key } from "../../../i18n"
import { fileSize } from "../../../i18n/times"
import { moment } from "../../../live/health"
import { useLoaded } from "../../../live/loaded"
import { Row, Rows, Section, When } from "../parts/parts"
import classes from "../mail.module.css"

interface Came {
  arrival_id: string; inbox: string; at: number; size: number; state: "new" | "stored" | "duplicate" | "ignored" | "quarantined"
  reason: string | null; subject: string | null; sender: string | null; conversation_id: string | null; person_id: string | null; person: string | null; trace_id: string
}
interface Went { entry_id: string; conversation_id: string; inbox: string; at: number; to: string[]; state: string; reason: string | null; advice: string | null }
interface Whereabouts { came: Came[]; went: Went[]; opened: number; complete: boolean }

export function Where() {
  const [words, setWords] = useState("")
  const [asked, setAsked] = useState<string | null>(null)
  const loaded = useLoaded(asked && `where ${asked}`, (signal) => api.get<Whereabouts>("/mail-whereabouts", { q: asked }, signal))
  const find = (event: FormEvent) => {
    event.preventDefault()
    const wanted = words.trim()
    if (wanted === asked) loaded.again()
    setAsked(wanted || null)
  }
  return (
    <Section title={t("mail.where")} lead={t("mail.where_lead")}>
      <form className={classes.where} onSubmit={find} role="search">
        <TextInput className={classes.query} label={t("mail.where_label")} value={words} onChange={(event) => setWords(event.currentTarget.value)} autoComplete="off" spellCheck={false} />
        <Button type="submit" loading={loaded.loading}>{t("mail.find")}</Button>
      </form>
      {asked && <div aria-live="polite"><When loaded={loaded}>{(found) => <Found found={found} />}</When></div>}
    </Section>
  )
}

function Found({ found }: { found: Whereabouts }) {
  if (!found.came.length && !found.went.length) return <p className={classes.none}><b>{t("mail.where_none")}</b> {t("mail.where_none_more")}</p>
  return (
    <>
      <Rows label={t("mail.where")}>
        {found.came.map((each) => <In key={each.arrival_id} one={each} />)}
        {found.went.map((each) => <Out key={each.entry_id} one={each} />)}
      </Rows>
      {!found.complete && <p className={classes.none}>{t("mail.where_part", { count: found.opened })}</p>}
    </>
  )
}

const SHAPES = { stored: IconMail, duplicate: IconMail, ignored: IconMailOff, quarantined: IconMailQuestion, new: IconMailQuestion }

/** What became of it, in one sentence. */
export function fate({ state, person, reason }: Pick<Came, "state" | "person" | "reason">): string {
  if (state === "stored") return person ? t("mail.is_stored", { person }) : t("mail.is_stored_quietly", { reason: reason ?? "" })
  return t(`mail.is_${state}`, { reason: reason ?? "" }).trim()
}

function In({ one }: { one: Came }) {
  const Shape = SHAPES[one.state]
  return (
    <Row lead={<Shape size={18} stroke={1.6} aria-hidden="true" />} name={one.subject || t("mail.no_subject")} href={one.conversation_id ? `/c/${one.conversation_id}` : undefined}
      words={
        <>
          {one.sender && <Step>{one.sender}</Step>}
          <Step>{t("mail.in_at", { inbox: one.inbox, when: moment(one.at), size: fileSize(one.size) })}</Step>
          <Step>{fate(one)}</Step>
          {one.trace_id && <Step>{t("mail.trace")} <code>{one.trace_id}</code></Step>}
        </>
      }
      tools={one.conversation_id && <Link className="word" href={`/c/${one.conversation_id}`}>{t("mail.to_talk")}</Link>} />
  )
}

const OUT: Record<string, Key> = {
  queued: "mail.out_queued", sending: "mail.out_sending", sent: "mail.out_sent", delivered: "mail.out_delivered", read: "mail.out_read", unsure: "mail.out_unsure", failed: "mail.out_failed",
}

function Out({ one }: { one: Went }) {
  const reason = [one.reason, one.advice].filter(Boolean).join(" ")
  return (
    <Row lead={<IconSend size={18} stroke={1.6} aria-hidden="true" />} name={t("mail.out_at", { to: one.to.join(", "), inbox: one.inbox, when: moment(one.at) })}
      words={t(OUT[one.state] ?? "mail.out_sending", { reason }).trim()}
      tools={<Link className="word" href={`/c/${one.conversation_id}`}>{t("mail.to_talk")}</Link>} />
  )
}

const Step = ({ children }: { children: ReactNode }) => <span className={classes.step}>{children}</span>
