import { Button, Textarea } from "@mantine/core"
import { useState, type FormEvent } from "react"
import { Link } from "wouter"
import { api, asProblem, type Page } from "../../../api/client"
import type { Spend } from "../../../api/ruling"
import { spoken, t, type Key } from "../../../i18n"
import { marginDate, wholeTime } from "../../../i18n/times"
import { colleague, useAgent } from "../../../live/desk"
import type { Loaded } from "../../../live/loaded"
import { Bones, Empty, Trouble } from "../../../parts/States"
import { money } from "../money"
import { bare } from "../pane/order"
import classes from "./wow.module.css"

interface Props { loaded: Loaded<Page<Spend>>; mine?: string; more?: (() => void) | undefined }

/** What it was for and what came of it, the newest first. `mine`: only my own stand here. */
export function Ledger({ loaded, mine, more }: Props) {
  if (!loaded.data) return loaded.problem ? <Trouble problem={loaded.problem} again={loaded.again} /> : <Bones lines={[70, 52, 64]} />
  const { items } = loaded.data
  if (!items.length) return <Empty title={t("wow.empty")}>{t("wow.empty_more")}</Empty>
  const kept = (one: Spend) => loaded.set({ ...loaded.data as Page<Spend>, items: items.map((each) => (each.id === one.id ? one : each)) })
  return (
    <section className={classes.section}>
      <h2>{t("wow.ledger")}</h2>
      <ol className={classes.ledger}>{items.map((each) => <One key={each.id} one={each} named={!mine} kept={kept} />)}</ol>
      {more && <button type="button" className="word" onClick={more}>{t("act.show_more")}</button>}
    </section>
  )
}

function by({ verb }: Spend): string {
  if (!verb) return t("wow.elsewhere")
  const key = `wow.by_${verb}`
  return t(key in spoken.read().texts ? (key as Key) : "wow.by_other")
}

function One({ one, named, kept }: { one: Spend; named: boolean; kept: (one: Spend) => void }) {
  const [writing, setWriting] = useState(false)
  const { role, id } = useAgent()
  const may = one.agent_id === id || role !== "agent"
  const name = one.person_name || (one.person_id ? t("person.nameless") : t("wow.forgotten"))
  return (
    <li className={classes.spend} data-spend={one.id}>
      <time dateTime={new Date(one.at).toISOString()} title={wholeTime(one.at)}>{marginDate(one.at)}</time>
      <div>
        <p className={classes.whom_line}>
          {one.person_id ? <Link href={`/people/${one.person_id}`}><bdi>{name}</bdi></Link> : <b>{name}</b>}
          <span>{[by(one), one.number && t("wow.order", { number: bare(one.number) }), named && t("wow.given_by", { name: colleague(one.agent_id)?.name ?? t("policy.somebody") })].filter(Boolean).join(" · ")}</span>
          {one.conversation_id && <Link href={`/inbox/all/${one.conversation_id}`}>{t("wow.talk")}</Link>}
        </p>
        {one.what_for && <p dir="auto" className={classes.what}>{one.what_for}</p>}
        {writing ? <Outcome one={one} name={name} close={() => setWriting(false)} kept={kept} />
          : one.outcome ? <p className={classes.came}><span className="vh">{t("wow.outcome")}: </span><q dir="auto">{one.outcome}</q>{may && <button type="button" className="word" aria-label={`${t("act.edit")}: ${t("wow.outcome_of", { name })}`} onClick={() => setWriting(true)}>{t("act.edit")}</button>}</p>
          : may && <button type="button" className={`word ${classes.ask}`} aria-label={t("wow.outcome_of", { name })} onClick={() => setWriting(true)}>{t("wow.outcome_add")}</button>}
      </div>
      <b className="n">{money(one.amount)}</b>
    </li>
  )
}

function Outcome({ one, name, close, kept }: { one: Spend; name: string; close: () => void; kept: (one: Spend) => void }) {
  const [words, setWords] = useState(one.outcome ?? "")
  const [problem, setProblem] = useState("")
  const [busy, setBusy] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      kept(await api.put<Spend>(`/wow/spends/${one.id}/outcome`, { outcome: words }))
      close()
    } catch (failure) {
      setProblem(asProblem(failure).detail)
      setBusy(false)
    }
  }
  return (
    <form className={classes.outcome} onSubmit={(event) => void save(event)} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); close() } }}>
      <Textarea aria-label={t("wow.outcome_of", { name })} placeholder={t("wow.outcome_hint")} autoFocus autosize minRows={1} maxRows={5} maxLength={1000} dir="auto" value={words} error={problem || undefined} onChange={(event) => setWords(event.currentTarget.value)} />
      <div className={classes.feet}><Button type="submit" size="sm" loading={busy}>{t("act.save")}</Button><Button variant="default" size="sm" onClick={close}>{t("act.cancel")}</Button></div>
    </form>
  )
}
