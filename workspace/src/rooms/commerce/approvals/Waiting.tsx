import { Button, Textarea } from "@mantine/core"
import { useEffect, useRef, useState, type FormEvent } from "react"
import { useLocation } from "wouter"
import { api, asProblem, type Problem } from "../../../api/client"
import type { Approval } from "../../../api/ruling"
import { t } from "../../../i18n"
import { momentWords } from "../../../i18n/times"
import { useAgent } from "../../../live/desk"
import { useCommands } from "../../../shell/keys"
import { announce } from "../../../shell/news"
import { money } from "../money"
import { why } from "../../settings/policy/says"
import { Wanted, talkOf } from "./Wanted"
import { recount } from "./count"
import classes from "./approvals.module.css"

type Deciding = { id: string; yes: boolean } | null

/** j and k walk, a says yes, d says no, Enter opens the talk: nothing is done before the second step. */
export function Waiting({ items, again }: { items: readonly Approval[]; again: () => void }) {
  const [, go] = useLocation()
  const list = useRef<HTMLOListElement>(null)
  const [at, setAt] = useState(0)
  const [deciding, setDeciding] = useState<Deciding>(null)
  const current = items[Math.min(at, items.length - 1)]
  const step = (by: number) => {
    const next = Math.max(0, Math.min(items.length - 1, at + by))
    setAt(next)
    list.current?.querySelectorAll<HTMLElement>("article")[next]?.focus()
  }
  const begin = (yes: boolean) => { if (current && (yes ? current.verdict.allowed : mayDecline(current))) setDeciding({ id: current.intent.id, yes }) }
  useCommands([
    { id: "wish.next", label: t("approvals.next"), group: "approvals.keys", keys: "j", silent: true, run: () => step(1) },
    { id: "wish.previous", label: t("approvals.previous"), group: "approvals.keys", keys: "k", silent: true, run: () => step(-1) },
    { id: "wish.yes", label: t("approvals.yes"), group: "approvals.keys", keys: "a", run: () => begin(true) },
    { id: "wish.no", label: t("approvals.no"), group: "approvals.keys", keys: "d", run: () => begin(false) },
    { id: "wish.talk", label: t("approvals.talk"), group: "approvals.keys", keys: "enter", run: () => current && go(talkOf(current.intent)) },
  ])
  const done = () => { setDeciding(null); again(); recount(0) }
  return (
    <ol ref={list} className={classes.wishes}>
      {items.map((each, index) => (
        <li key={each.intent.id}>
          <Wanted approval={each} current={each === current} onFocus={() => setAt(index)}>
            {deciding?.id === each.intent.id
              ? <Decide key={String(deciding.yes)} approval={each} yes={deciding.yes} done={done} close={() => setDeciding(null)} />
              : <Feet approval={each} first={each === current} begin={(yes) => { setAt(index); setDeciding({ id: each.intent.id, yes }) }} />}
          </Wanted>
        </li>
      ))}
    </ol>
  )
}

/** Also what is over one's own limit, or is stale, may be declined by whoever decides at all. */
const mayDecline = ({ verdict }: Approval): boolean => verdict.rule !== "approver" && verdict.rule !== "second_person"

function Feet({ approval, first, begin }: { approval: Approval; first: boolean; begin: (yes: boolean) => void }) {
  const { intent, verdict, stale } = approval
  const me = useAgent()
  const mine = intent.agent_id === me.id
  return (
    <>
      {stale ? <p className={classes.warn}>{t("approvals.stale", { who: intent.by_name })}</p>
        : !verdict.allowed && <p className={classes.quiet}>{mine ? why(verdict.rule, verdict.words) : t("approvals.not_for_you", { why: why(verdict.rule, verdict.words) })}</p>}
      <div className={classes.feet}>
        {intent.expires_at && <span className={classes.until}>{t("approvals.until", { when: momentWords(intent.expires_at) })}</span>}
        {mayDecline(approval) && <Button variant="default" aria-label={t("approvals.no_to", { who: intent.by_name })} onClick={() => begin(false)}>{t("approvals.no")}</Button>}
        {verdict.allowed && <Button variant={first ? "filled" : "default"} aria-label={t("approvals.yes_to", { who: intent.by_name })} onClick={() => begin(true)}>{t("approvals.yes")}</Button>}
      </div>
    </>
  )
}

/** It asks once, in numbers, with room for a word. */
function Decide({ approval, yes, done, close }: { approval: Approval; yes: boolean; done: () => void; close: () => void }) {
  const { intent } = approval
  const [word, setWord] = useState("")
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const path = `/intents/${intent.id}/approval?why=${encodeURIComponent(word.trim())}`
    try {
      await (yes ? api.put(path) : api.delete(path))
      announce(t(yes ? "approvals.said_yes" : "approvals.said_no", { who: intent.by_name }))
      done()
    } catch (failure) {
      setProblem(asProblem(failure))
      setBusy(false)
    }
  }
  const sure = yes ? (intent.amount ? t("approvals.yes_amount", { amount: money(intent.amount) }) : t("approvals.yes_plain")) : t("approvals.no_sure")
  return (
    <form className={classes.decide} onSubmit={(event) => void send(event)} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); close() } }}>
      <Textarea ref={field} label={t("approvals.word", { who: intent.by_name })} description={t("approvals.word_hint", { who: intent.by_name })} inputWrapperOrder={["label", "input", "description"]}
        autosize minRows={1} maxRows={4} maxLength={500} value={word} dir="auto" onChange={(event) => setWord(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send(event) }} />
      <div role="alert" className={classes.warn}>{problem?.detail}</div>
      <div className={classes.feet}>
        <Button variant="default" onClick={close}>{t("act.cancel")}</Button>
        <Button type="submit" color={yes ? undefined : "clay"} variant={yes ? "filled" : "default"} loading={busy}>{sure}</Button>
      </div>
    </form>
  )
}
