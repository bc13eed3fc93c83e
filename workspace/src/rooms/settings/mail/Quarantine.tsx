/** What could not be read: why, and another try for one, for all of a reason, or for all. */
import { Button, TextInput } from "@mantine/core"
import { useState, type FormEvent } from "react"
import { address, api } from "../../../api/client"
import { t } from "../../../i18n"
import { fileSize } from "../../../i18n/times"
import { useAgent, useInbox } from "../../../live/desk"
import { moment } from "../../../live/health"
import { useLoaded } from "../../../live/loaded"
import { announce } from "../../../shell/news"
import { listed, type Listed } from "../parts/listed"
import { attempt, Row, Rows, Section, When } from "../parts/parts"
import { Look } from "./Look"
import classes from "../mail.module.css"

interface Quarantined { id: string; inbox_id: string; at: number; reason: string; size: number; kept?: boolean; tries: number }
interface Reason { reason: string; count: number; oldest_at: number; newest_at: number }
interface Outcome { state: string; reason: string | null }
interface Slice { tried: number; taken: number; still: number; next: string | null }
interface Replayed { done: number; taken: number }

/** Slice by slice, so that a thousand cost no more patience than ten: `tell` hears of each. */
export async function replayAll(reason: string | null, tell: (so: Replayed) => void, ask = api.post<Slice>): Promise<Replayed> {
  let so: Replayed = { done: 0, taken: 0 }
  let after: string | null = null
  do {
    const slice: Slice = await ask("/quarantine/replay-many", { reason, after })
    so = { done: so.done + slice.tried, taken: so.taken + slice.taken }
    tell(so)
    after = slice.next
  } while (after)
  return so
}

export function Quarantine({ round, changed }: { round: number; changed: () => void }) {
  const reasons = useLoaded(`reasons ${round}`, (signal) => api.get<Listed<Reason>>("/quarantine/reasons", undefined, signal))
  const [so, setSo] = useState<Replayed | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const replay = async (reason: string | null) => {
    setSo({ done: 0, taken: 0 })
    await attempt(async () => {
      const { done, taken } = await replayAll(reason, setSo)
      announce(t("mail.replayed", { count: done, taken }))
    })
    setSo(null)
    changed()
  }
  return (
    <Section title={t("settings.quarantine")} lead={t("settings.quarantine_lead")} id="quarantine">
      <When loaded={reasons}>
        {(data) => listed(data).length ? (
          <>
            <div className={classes.all}>
              <Button variant="default" size="sm" loading={so !== null} onClick={() => void replay(null)}>{t("mail.replay_all")}</Button>
              <span role="status">{so ? t("mail.replaying", { ...so }) : ""}</span>
            </div>
            <Rows label={t("settings.quarantine")}>
              {listed(data).map((each) => (
                <Why key={each.reason} reason={each} open={open === each.reason} toggle={() => setOpen(open === each.reason ? null : each.reason)}
                  busy={so !== null} replay={() => void replay(each.reason)} changed={changed} round={round} />
              ))}
            </Rows>
          </>
        ) : <p className={classes.none}>{t("settings.quarantine_none")}</p>}
      </When>
    </Section>
  )
}

function Why({ reason, open, toggle, busy, replay, changed, round }: {
  reason: Reason; open: boolean; toggle: () => void; busy: boolean; replay: () => void; changed: () => void; round: number
}) {
  const drop = async (why: string) => {
    const { discarded } = await api.post<{ discarded: number }>("/quarantine/discard-many", { reason: reason.reason, why })
    announce(t("mail.gone", { count: discarded }))
    changed()
  }
  return (
    <>
      <Row name={<button type="button" className={classes.why} aria-expanded={open} onClick={toggle}>{reason.reason}</button>}
        words={t("mail.reason_count", { count: reason.count, when: moment(reason.oldest_at) })}
        tools={
          <>
            <button type="button" className="word" disabled={busy} onClick={replay}>{t("settings.replay")}</button>
            <LetGo words={reason.count > 1 ? t("mail.let_go_all") : t("mail.let_go")} act={drop} />
          </>
        } />
      {open && <li className={classes.inside}><OfReason reason={reason.reason} round={round} changed={changed} /></li>}
    </>
  )
}

function OfReason({ reason, round, changed }: { reason: string; round: number; changed: () => void }) {
  const loaded = useLoaded(`quarantine ${reason} ${round}`, (signal) => api.get<Listed<Quarantined>>("/quarantine", { reason, limit: 50 }, signal))
  return <When loaded={loaded}>{(data) => <Rows label={reason}>{listed(data).map((each) => <One key={each.id} one={each} changed={changed} />)}</Rows>}</When>
}

function One({ one, changed }: { one: Quarantined; changed: () => void }) {
  const inbox = useInbox(one.inbox_id)
  const { role } = useAgent()
  const [busy, setBusy] = useState(false)
  const [looking, setLooking] = useState(false)
  const replay = async () => {
    setBusy(true)
    await attempt(async () => {
      const outcome = await api.post<Outcome>(`/quarantine/${one.id}/replay`)
      announce(outcome.state === "quarantined" ? t("settings.replay_failed", { reason: outcome.reason ?? "" }) : t("settings.replayed"))
      changed()
    })
    setBusy(false)
  }
  const drop = async (why: string) => {
    await api.post(`/quarantine/${one.id}/discard`, { why })
    announce(t("mail.gone", { count: 1 }))
    changed()
  }
  const may = role === "admin" && one.kept !== false
  return (
    <>
      <Row name={`${inbox?.name ?? ""}, ${moment(one.at)}`} words={one.kept === false ? t("mail.look_gone") : `${fileSize(one.size)} · ${t("settings.tries", { count: one.tries })}`}
        tools={
          <>
            {may && <button type="button" className="word" aria-expanded={looking} onClick={() => setLooking(!looking)}>{looking ? t("mail.look_close") : t("mail.look")}</button>}
            {may && <a className="word" href={address(`/quarantine/${one.id}/raw`)} download>{t("mail.save")}</a>}
            <button type="button" className="word" disabled={busy || one.kept === false} onClick={() => void replay()}>{t("settings.replay")}</button>
            <LetGo words={t("mail.let_go")} act={drop} />
          </>
        } />
      {looking && <li className={classes.inside}><Look id={one.id} /></li>}
    </>
  )
}

/** Letting go asks for the reason: colleagues will ask. */
function LetGo({ words, act }: { words: string; act: (why: string) => Promise<unknown> }) {
  const [why, setWhy] = useState<string | null>(null)
  if (why === null) return <button type="button" className="word" data-tone="clay" onClick={() => setWhy("")}>{words}</button>
  const send = (event: FormEvent) => {
    event.preventDefault()
    void attempt(() => act(why))
  }
  return (
    <form className={classes.ask} onSubmit={send}>
      <TextInput size="xs" aria-label={t("mail.let_go_why")} placeholder={t("mail.let_go_why")} value={why} maxLength={300} autoFocus onChange={(event) => setWhy(event.currentTarget.value)} />
      <button type="submit" className="word" data-tone="clay" disabled={!why.trim()}>{words}</button>
      <button type="button" className="word" onClick={() => setWhy(null)}>{t("act.cancel")}</button>
    </form>
  )
}
