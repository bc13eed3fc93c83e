import { Button, Textarea, TextInput } from "@mantine/core"
import { IconArrowLeft } from "@tabler/icons-react"
import { lazy, Suspense, useState } from "react"
import { Link, useLocation, useSearch } from "wouter"
import { api, asProblem, type Problem } from "../../../api/client"
import { newId } from "../../../api/ids"
import type { Conversation, Entry, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { keep, useMe } from "../../../live/desk"
import { useLoaded } from "../../../live/loaded"
import { parseAddresses } from "../composer/Recipients"
import classes from "./start.module.css"

const Shop = lazy(() => import("../../commerce/pane/Shop"))

type Answer = { conversation: Conversation; entry: Entry } | Conversation | Entry
const conversationIn = (answer: Answer): string => ("conversation" in answer ? answer.conversation.id : "conversation_id" in answer ? (answer.conversation_id ?? "") : answer.id)

/** The first word from us. */
export function Start({ back }: { back: string }) {
  const words = new URLSearchParams(useSearch())
  const personId = words.get("person")
  const person = useLoaded(personId, (signal) => api.get<Person>(`/people/${personId}`, {}, signal)).data
  return (
    <section className={classes.page} aria-label={t("start.title")}>
      <header className={classes.head}>
        <Link href={back} className={classes.back} aria-label={t("act.back")}><IconArrowLeft size={20} stroke={1.6} aria-hidden="true" /></Link>
        <h1>{t("start.title")}</h1>
      </header>
      <div className={classes.columns}>
        <Form key={person?.id ?? ""} person={person} address={words.get("to") ?? ""} />
        {person && <aside aria-label={t("card.title")}><h2 className="vh">{t("shop.orders")}</h2><Suspense fallback={null}><Shop key={person.id} person={person} conversationId={null}><h3 className="vh" dir="auto">{person.name || t("person.nameless")}</h3></Shop></Suspense></aside>}
      </div>
    </section>
  )
}

function Form({ person, address }: { person: Person | undefined; address: string }) {
  const me = useMe()
  const [, go] = useLocation()
  const ways = me.inboxes.filter((each) => each.abilities.may_open && each.state !== "paused")
  const known = person?.handles.find((each) => each.kind === "email" && !each.bouncing)
  const [to, setTo] = useState(known ? (known.display || known.value) : address)
  const [inboxId, setInbox] = useState(ways[0]?.id ?? "")
  const [subject, setSubject] = useState("")
  const [text, setText] = useState("")
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const { good, bad } = parseAddresses(to)
  const send = async () => {
    const [first] = good
    if (!first) return
    setBusy(true)
    try {
      const whom = person ? { person_id: person.id } : { handle: { kind: "email", value: first.value, name: first.name } }
      const answer = await api.post<Answer>("/conversations", { ...whom, id: newId(), inbox_id: inboxId, subject, text, to: good })
      if ("conversation" in answer) keep({ conversations: [answer.conversation], entries: [answer.entry] })
      go(`/inbox/all/${conversationIn(answer)}`)
    } catch (failure) {
      setProblem(asProblem(failure))
      setBusy(false)
    }
  }
  if (!ways.length) return <p className={classes.form}>{t("start.no_way")}</p>
  return (
    <form className={classes.form} onSubmit={(event) => { event.preventDefault(); void send() }}>
      <TextInput label={t("recipients.to")} value={to} onChange={(event) => setTo(event.currentTarget.value)} placeholder="ana@example.org" autoFocus={!to} error={bad.length && !to.endsWith(bad.at(-1) ?? "") ? t("recipients.bad", { words: bad.join(", ") }) : problem?.fields.handle} description={person?.name} required />
      {ways.length > 1 && (
        <label className={classes.select}>{t("start.from")}
          <select value={inboxId} onChange={(event) => setInbox(event.target.value)}>{ways.map((each) => <option key={each.id} value={each.id}>{each.name} ({each.address})</option>)}</select>
        </label>
      )}
      <TextInput label={t("recipients.subject")} value={subject} onChange={(event) => setSubject(event.currentTarget.value)} required />
      <Textarea label={t("start.words")} value={text} onChange={(event) => setText(event.currentTarget.value)} autosize minRows={6} maxRows={18} required />
      {problem && <p className={classes.trouble} role="alert">{problem.detail}</p>}
      <div><Button type="submit" loading={busy} disabled={!good.length || !text.trim()}>{t("composer.send")}</Button></div>
    </form>
  )
}
