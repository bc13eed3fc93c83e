import { Button, Menu } from "@mantine/core"
import { IconArrowLeft, IconDots, IconStar, IconStarFilled } from "@tabler/icons-react"
import { lazy, Suspense, useEffect, useState } from "react"
import { Link, useLocation, useSearch } from "wouter"
import { api, type Page } from "../../api/client"
import type { Conversation, Person, Task } from "../../api/types"
import { LOCALES, isLocale, t } from "../../i18n"
import { listTime, longDate, monthYear } from "../../i18n/times"
import { colleague, desk, keep, useAgent } from "../../live/desk"
import { useLoaded } from "../../live/loaded"
import { Avatar } from "../../parts/Avatar"
import { Glyph } from "../../parts/Glyph"
import { PromiseRing } from "../../parts/Promise"
import { Bones, Trouble } from "../../parts/States"
import { useCommands } from "../../shell/keys"
import { NewsLine } from "../../shell/news"
import { About } from "../conversations/card/About"
import { change } from "../conversations/card/Card"
import { Handles } from "../conversations/card/Handles"
import { Merged } from "../conversations/card/Merged"
import { MergeDialog } from "../conversations/card/MergeDialog"
import { AddHandle } from "./AddHandle"
import { newer } from "./listing"
import { TaskLine } from "./TaskLine"
import classes from "./people.module.css"

const Shop = lazy(() => import("../commerce/pane/Shop"))

export function PersonPage({ id }: { id: string }) {
  const loaded = useLoaded(id, (signal) => api.get<Person>(`/people/${id}`, undefined, signal))
  const held = desk.use((now) => now.held.people.get(loaded.data?.id ?? id))
  const person = loaded.data && newer(loaded.data, held)
  useEffect(() => { if (person) document.title = `${person.name || t("person.nameless")} · ${t("app.name")}` }, [person])
  if (loaded.problem) return <><Back /><Trouble problem={loaded.problem} again={loaded.again} /></>
  if (!person) return <Bones lines={[30, 60, 44, 70]} />
  return <Shown person={person} again={loaded.again} />
}

const Back = () => <Link href="/people" className={classes.back} aria-label={t("nav.people")}><IconArrowLeft size={20} stroke={1.6} aria-hidden="true" /></Link>
const patch = (person: Person, data: Partial<Person>) => change(() => api.patch<Person>(`/people/${person.id}`, data))
const unblock = (person: Person) => change(() => api.delete<Person>(`/people/${person.id}/block`), t("people.unblocked"))
const block = (person: Person) => change(() => api.put<Person>(`/people/${person.id}/block`), t("people.blocked_now", { name: person.name || t("person.nameless") }), () => void unblock(person))

function Shown({ person, again }: { person: Person; again: () => void }) {
  const [merging, setMerging] = useState(false)
  const [, go] = useLocation()
  const wanted = new URLSearchParams(useSearch()).get("order")
  const write = () => go(`/inbox/mine/new?person=${person.id}`)
  useCommands([
    { id: "person.write", label: t("people.write"), group: "keys.conversation", keys: "c", run: write },
    { id: "person.merge", label: t("people.merge"), group: "keys.conversation", keys: "m", run: () => setMerging(true) },
  ])
  return (
    <article className={classes.person}>
      <header className={classes.hi}>
        <Back />
        <Avatar name={person.name || "?"} size={56} />
        <div className={classes.names}>
          <Name person={person} />
          <p>{[t("people.since", { when: monthYear(person.created_at) }), isLocale(person.locale) && t("people.writes", { language: LOCALES[person.locale] })].filter(Boolean).join(" · ")}</p>
        </div>
        <span className={classes.acts}>
          <button type="button" className={`plain ${classes.tool}`} data-on={person.regular || undefined} aria-pressed={person.regular} aria-label={t("people.regular")} title={t("people.regular")} onClick={() => void patch(person, { regular: !person.regular })}>
            {person.regular ? <IconStarFilled size={18} aria-hidden="true" /> : <IconStar size={18} stroke={1.6} aria-hidden="true" />}
          </button>
          <More person={person} merge={() => setMerging(true)} />
          <Button onClick={write}>{t("people.write")}</Button>
        </span>
      </header>
      {person.blocked && <p className={classes.clay}>{t("people.is_blocked")} <button type="button" className="word" onClick={() => void unblock(person)}>{t("people.unblock")}</button></p>}
      <About person={person} save={(about) => patch(person, { about })} />
      <div className={classes.columns}>
        <Talks person={person} />
        <div>
          <section className={classes.part}><h2>{t("people.known_by")}</h2><Handles person={person} /><AddHandle person={person} added={again} /></section>
          <section>
            <h2 className="vh">{t("shop.orders")}</h2>
            <Suspense fallback={null}><Shop key={`${person.id} ${wanted ?? ""}`} person={person} conversationId={null} wanted={wanted}><h3 className="vh" dir="auto">{person.name || t("person.nameless")}</h3></Shop></Suspense>
          </section>
          <Merged person={person} />
          <Tasks person={person} />
        </div>
      </div>
      <NewsLine />
      {merging && <MergeDialog person={person} close={() => setMerging(false)} />}
    </article>
  )
}

function Name({ person }: { person: Person }) {
  const [typed, setTyped] = useState<string | null>(null)
  const leave = async () => {
    const name = typed?.trim()
    if (!name || name === person.name || (await patch(person, { name }))) setTyped(null)
  }
  if (typed === null)
    return <h1><button type="button" className="plain" dir="auto" title={t("people.rename")} onClick={() => setTyped(person.name)}>{person.name || t("person.nameless")}</button></h1>
  return (
    <input className={classes.rename} value={typed} aria-label={t("people.rename")} autoFocus dir="auto" onChange={(event) => setTyped(event.currentTarget.value)} onBlur={() => void leave()}
      onKeyDown={(event) => { if (event.key === "Enter") void leave(); if (event.key === "Escape") setTyped(null) }} />
  )
}

function More({ person, merge }: { person: Person; merge: () => void }) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target><button type="button" className={`plain ${classes.tool}`} aria-label={t("act.more")}><IconDots size={18} stroke={1.6} aria-hidden="true" /></button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={merge}>{t("people.merge")}</Menu.Item>
        <Menu.Item color="clay" onClick={() => void (person.blocked ? unblock(person) : block(person))}>{t(person.blocked ? "people.unblock" : "people.block")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Talks({ person }: { person: Person }) {
  const me = useAgent()
  const loaded = useLoaded(`talks ${person.id} ${person.merged.length}`, async (signal) => {
    const page = await api.get<Page<Conversation>>("/conversations", { person: person.id, limit: 50 }, signal)
    keep({ conversations: page.items })
    return page
  })
  const held = desk.use((now) => now.held.conversations)
  if (loaded.problem) return <Trouble problem={loaded.problem} again={loaded.again} />
  if (!loaded.data) return <Bones lines={[50, 70, 60]} />
  const talks = loaded.data.items.map((each) => held.get(each.id) ?? each)
  return (
    <section className={classes.part}>
      <h2>{t("people.talks")} <span>{t("people.talk_count", { count: talks.length })}</span></h2>
      {!talks.length && <p className={classes.quiet}>{t("people.no_talks")}</p>}
      <ul className={classes.talks}>
        {talks.map((each) => (
          <li key={each.id}>
            <Link href={`/inbox/all/${each.id}`}>
              <time dateTime={new Date(each.last_at).toISOString()} title={longDate(each.last_at)}>{listTime(each.last_at)}</time>
              <span className={classes.glyph}><Glyph channel={each.channel} /></span>
              <span className={classes.talk}><b dir="auto">{each.subject || each.preview || t("people.nameless_talk")}</b>{each.subject && <span dir="auto">{each.preview}</span>}</span>
              <span className={classes.fate}><Fate talk={each} mine={each.assignee_id === me.id} /></span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Fate({ talk, mine }: { talk: Conversation; mine: boolean }) {
  const who = mine ? t("people.yours") : (colleague(talk.assignee_id)?.name.split(" ")[0] ?? "")
  if (talk.spam) return <>{t("people.talk_spam")}</>
  if (talk.state === "closed") return <>{t("people.talk_closed")}</>
  if (talk.state === "waiting") return <>{[t("people.talk_waiting"), who].filter(Boolean).join(" · ")}</>
  return talk.due_at ? <PromiseRing due={talk.due_at} since={talk.since} /> : <>{[t("people.talk_open"), who].filter(Boolean).join(" · ")}</>
}

function Tasks({ person }: { person: Person }) {
  const loaded = useLoaded(`tasks ${person.id}`, (signal) => api.get<Page<Task>>("/tasks", { person: person.id }, signal))
  const held = desk.use((now) => now.held.tasks)
  const tasks = (loaded.data?.items ?? []).map((each) => held.get(each.id) ?? each)
  if (!tasks.length) return null
  return (
    <section className={classes.part}>
      <h2>{t("people.tasks")}</h2>
      <ul>{tasks.map((each) => <TaskLine key={each.id} task={each} />)}</ul>
    </section>
  )
}
