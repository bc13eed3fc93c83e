import { Button } from "@mantine/core"
import { IconPackage, IconSearch } from "@tabler/icons-react"
import { useEffect, useRef, useState, type KeyboardEvent } from "react"
import { Link, useLocation, useSearch } from "wouter"
import type { ShopOrder } from "../../api/shop"
import type { Conversation, Person } from "../../api/types"
import { t } from "../../i18n"
import { listTime } from "../../i18n/times"
import { Avatar } from "../../parts/Avatar"
import { Glyph } from "../../parts/Glyph"
import { Bones, Empty, Trouble } from "../../parts/States"
import { useCommands } from "../../shell/keys"
import { bare, pageOf, whose } from "../commerce/pane/order"
import { reached } from "../people/words"
import { marked } from "./marks"
import { useFound, type Hit } from "./finding"
import classes from "./search.module.css"

export default function Search() {
  const asked = new URLSearchParams(useSearch()).get("q") ?? ""
  const [, go] = useLocation()
  const [typed, setTyped] = useState(asked)
  const field = useRef<HTMLInputElement>(null)
  const found = useFound(typed)
  const results = useRef<HTMLDivElement>(null)
  useEffect(() => { document.title = `${typed.trim() || t("nav.search")} · ${t("app.name")}` }, [typed])
  useEffect(() => setTyped(asked), [asked])
  // The address keeps the words, so that Back comes back to what was found.
  useEffect(() => {
    const wait = setTimeout(() => { if (typed.trim() !== asked.trim()) go(typed.trim() ? `/search?q=${encodeURIComponent(typed.trim())}` : "/search", { replace: true }) }, 400)
    return () => clearTimeout(wait)
  }, [typed, asked, go])
  useCommands([{ id: "search.field", label: t("search.field"), group: "keys.list", keys: "f", run: () => field.current?.focus() }])
  return (
    <main className={classes.room}>
      <h1 className="vh">{t("nav.search")}</h1>
      <label className={classes.field}>
        <IconSearch size={20} stroke={1.6} aria-hidden="true" />
        <span className="vh">{t("search.field")}</span>
        <input ref={field} type="search" autoFocus value={typed} placeholder={t("search.ask")} onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => { if (event.key === "ArrowDown") { event.preventDefault(); firstLink(results.current)?.focus() } }} />
      </label>
      <div ref={results} className={classes.results} onKeyDown={(event) => walk(event, field.current)}>
        <Results found={found} words={typed.trim()} />
      </div>
    </main>
  )
}

const links = (box: HTMLElement | null) => [...(box?.querySelectorAll<HTMLElement>("a[data-hit]") ?? [])]
const firstLink = (box: HTMLElement | null) => links(box)[0]

function walk(event: KeyboardEvent<HTMLDivElement>, field: HTMLInputElement | null): void {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
  if (!by) return
  event.preventDefault()
  const all = links(event.currentTarget)
  const at = all.indexOf(document.activeElement as HTMLElement) + by
  if (at < 0) field?.focus()
  else all[at]?.focus()
}

function Results({ found, words }: { found: ReturnType<typeof useFound>; words: string }) {
  if (!words) return <Empty title={t("search.begin")}>{t("search.begin_more")}</Empty>
  if (found.problem) return <Trouble problem={found.problem} again={found.again} />
  if (found.loading) return <Bones lines={[40, 72, 66, 58]} />
  const { orders, people, messages } = found
  if (!orders.length && !people.length && !messages.length) return <Empty title={t("search.none")}>{t("search.none_more", { words })}</Empty>
  return (
    <>
      <p className="vh" role="status">{t("search.found", { count: orders.length + people.length + messages.length })}</p>
      {!!orders.length && <section><h2>{t("shop.orders")}</h2><ul>{orders.map((each) => <Order key={each.id} found={each} />)}</ul></section>}
      {!!people.length && <section><h2>{t("nav.people")}</h2><ul>{people.map((each) => <One key={each.id} person={each} />)}</ul></section>}
      {!!messages.length && <section><h2>{t("search.words")}</h2><ul>{messages.map((each) => <Message key={each.entry.id} hit={each} />)}</ul></section>}
      {found.more && <Button variant="default" loading={found.busy} onClick={found.more}>{t("act.show_more")}</Button>}
    </>
  )
}

const Order = ({ found }: { found: ShopOrder }) => (
  <li>
    <Link href={pageOf(found)} className={classes.hit} data-hit>
      <span className={classes.glyph}><IconPackage size={18} stroke={1.6} aria-hidden="true" /></span>
      <span className={classes.line}><b className="n">{bare(found.order.number)}</b> <span dir="auto">{whose(found)}</span></span>
      <time dateTime={new Date(found.order.placed_at).toISOString()}>{listTime(found.order.placed_at)}</time>
    </Link>
  </li>
)

const One = ({ person }: { person: Person }) => (
  <li>
    <Link href={`/people/${person.id}`} className={classes.hit} data-hit>
      <Avatar name={person.name || "?"} size={28} />
      <span className={classes.line}><b dir="auto">{person.name || t("person.nameless")}</b> <span>{reached(person)}</span></span>
    </Link>
  </li>
)

const titleOf = (conversation: Conversation | null | undefined, hit: Hit): string =>
  [conversation?.person_name || hit.entry.author.name || t("person.nameless"), conversation?.subject].filter(Boolean).join(" · ")

function Message({ hit }: { hit: Hit }) {
  const { entry, conversation } = hit
  const href = conversation ? `/inbox/all/${conversation.id}?entry=${entry.id}` : `/people/${entry.person_id}`
  const who = entry.kind === "note" ? t("search.note", { name: entry.author.name.split(" ")[0] ?? "" }) : entry.direction === "out" ? t("search.we", { name: entry.author.name.split(" ")[0] ?? "" }) : ""
  return (
    <li>
      <Link href={href} className={classes.hit} data-hit data-kind={entry.kind}>
        <span className={classes.glyph}><Glyph channel={entry.channel ?? conversation?.channel ?? null} /></span>
        <span className={classes.line}>
          <span className={classes.title} dir="auto">{titleOf(conversation, hit)}</span>
          <span className={classes.snippet} dir="auto">{who && <i>{who} </i>}{marked(hit.snippet)}</span>
        </span>
        <time dateTime={new Date(entry.at).toISOString()}>{listTime(entry.at)}</time>
      </Link>
    </li>
  )
}
