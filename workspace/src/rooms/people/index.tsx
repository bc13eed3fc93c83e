import { Button } from "@mantine/core"
import { IconPlus, IconStarFilled } from "@tabler/icons-react"
import { useEffect, useRef, useState } from "react"
import { Link, useLocation, useParams } from "wouter"
import type { Person } from "../../api/types"
import { t } from "../../i18n"
import { listTime } from "../../i18n/times"
import { Avatar } from "../../parts/Avatar"
import { Bones, Empty, Trouble } from "../../parts/States"
import { useCommands } from "../../shell/keys"
import { NewPerson } from "./NewPerson"
import { PersonPage } from "./PersonPage"
import { usePeople, type PeopleList } from "./listing"
import { reached } from "./words"
import classes from "./people.module.css"

export default function People() {
  const id = useParams<{ "*": string }>()["*"]?.split("/")[0] || undefined
  const [query, setQuery] = useState("")
  const [adding, setAdding] = useState(false)
  const list = usePeople(query)
  const field = useRef<HTMLInputElement>(null)
  const [, go] = useLocation()
  const step = (by: 1 | -1) => {
    const at = list.people.findIndex((each) => each.id === id || each.identity_id === id)
    const next = list.people[at < 0 ? 0 : at + by]
    if (next) go(`/people/${next.id}`)
  }
  useEffect(() => { if (!id) document.title = `${t("nav.people")} · ${t("app.name")}` }, [id])
  useCommands([
    { id: "person.new", label: t("people.new"), group: "keys.list", keys: "n", run: () => setAdding(true) },
    { id: "people.find", label: t("people.find"), group: "keys.list", keys: "f", run: () => field.current?.focus() },
    { id: "people.next", label: t("people.next"), group: "keys.list", keys: "j", silent: true, run: () => step(1) },
    { id: "people.previous", label: t("people.previous"), group: "keys.list", keys: "k", silent: true, run: () => step(-1) },
  ])
  return (
    <main className={classes.room} data-reading={!!id || undefined}>
      <section className={classes.list} aria-label={t("nav.people")}>
        <header className={classes.head}>
          <h1>{t("nav.people")}</h1>
          <button type="button" className={`plain ${classes.tool}`} aria-label={t("people.new")} title={t("people.new")} onClick={() => setAdding(true)}><IconPlus size={18} stroke={1.6} aria-hidden="true" /></button>
        </header>
        <input ref={field} type="search" className={classes.find} value={query} placeholder={t("people.find")} aria-label={t("people.find")} onChange={(event) => setQuery(event.currentTarget.value)} />
        <Found list={list} query={query} here={id} add={() => setAdding(true)} />
      </section>
      <div className={classes.page}>
        {id ? <PersonPage key={id} id={id} /> : <Empty title={t("people.choose")}>{t("people.choose_more")}</Empty>}
      </div>
      {adding && <NewPerson name={query} close={() => setAdding(false)} />}
    </main>
  )
}

function Found({ list, query, here, add }: { list: PeopleList; query: string; here: string | undefined; add: () => void }) {
  if (list.problem) return <Trouble problem={list.problem} again={list.again} />
  if (list.loading) return <Bones lines={[70, 50, 64, 46]} />
  if (!list.people.length)
    return query
      ? <Empty title={t("people.nobody")} tools={<Button variant="default" onClick={add}>{t("people.new")}</Button>}>{t("people.nobody_more", { words: query })}</Empty>
      : <Empty title={t("people.none")}>{t("people.none_more")}</Empty>
  return (
    <div className={classes.rows}>
      <ul>{list.people.map((each) => <Row key={each.id} person={each} current={here === each.id || here === each.identity_id} />)}</ul>
      {list.more && <button type="button" className={`word ${classes.more}`} onClick={list.more}>{t("act.show_more")}</button>}
    </div>
  )
}

function Row({ person, current }: { person: Person; current: boolean }) {
  return (
    <li className={classes.row} data-current={current || undefined}>
      <Link href={`/people/${person.id}`} aria-current={current ? "true" : undefined}>
        <Avatar name={person.name || "?"} size={32} />
        <span className={classes.who}>
          <b dir="auto">{person.name || t("person.nameless")}</b>
          {person.regular && <IconStarFilled size={12} className={classes.star} aria-label={t("person.regular")} />}
          {person.blocked && <i>{t("people.blocked")}</i>}
        </span>
        <span className={classes.words}>{reached(person) || t("people.no_address")}</span>
        {!!person.seen_at && <time dateTime={new Date(person.seen_at).toISOString()}>{listTime(person.seen_at)}</time>}
      </Link>
    </li>
  )
}
