import { Drawer } from "@mantine/core"
import { useMediaQuery } from "@mantine/hooks"
import "@mantine/core/styles/Drawer.layer.css"
import { IconDoor } from "@tabler/icons-react"
import { lazy, Suspense, useDeferredValue, useEffect, useRef, useState } from "react"
import { Link, useParams, useSearch } from "wouter"
import type { Id, OpenedConversation, Person } from "../../api/types"
import { t } from "../../i18n"
import { counts } from "../../live/counts"
import { askAhead, known, taken } from "../../live/ahead"
import { desk } from "../../live/desk"
import { useLoaded } from "../../live/loaded"
import { say } from "../../live/socket"
import { Bones, Empty, Trouble } from "../../parts/States"
import { markRead } from "./acts"
import { hrefOf, useFilter } from "./address"
import { askOpened, askPage, lookAhead, openedKey, pageKey } from "./ahead"
import { useAlerts } from "./alerts"
import { Card } from "./card/Card"
import { Composer } from "./composer/Composer"
import { useColleaguesAnswers, useDraftsFromElsewhere } from "./composer/elsewhere"
import { showUnsent } from "./composer/sending"
import { quiet } from "./composer/state"
import { InboxList } from "./list/InboxList"
import { Header } from "./page/Header"
import { Start } from "./page/Start"
import { Timeline } from "./timeline/Timeline"
import { grouped, type Filter } from "./views"
import classes from "./page/page.module.css"

const PhoneLine = lazy(() => import("../commerce/pane/PhoneLine"))

export default function Conversations() {
  const { view, id } = useParams<{ view?: string; id?: string }>()
  const filter = useFilter(view)
  useAlerts(id ?? null)
  useEffect(showUnsent, [])
  useDraftsFromElsewhere()
  useColleaguesAnswers()
  useEffect(() => {
    document.body.toggleAttribute("data-reading", !!id)
    return () => document.body.removeAttribute("data-reading")
  }, [id])
  return (
    <main className={classes.layout} data-empty={!id || undefined} data-narrow={!id || id === "new" || undefined}>
      <div data-pane="list" className={classes.listPane}><InboxList filter={filter} current={id ?? null} reading={!!id && id !== "new"} /></div>
      {id === "new" ? <Start back={hrefOf(filter)} /> : id ? <Opened key={id} id={id} filter={filter} /> : <NothingOpen />}
    </main>
  )
}

function NothingOpen() {
  const waiting = counts.use((now) => now.mine ?? 0)
  const unfinished = desk.use((now) => now.me?.setup_done === false && now.me.agent.role === "admin")
  return (
    <div className={classes.nothing}>
      <Empty title={waiting ? t("nothing.title", { count: waiting }) : t("nothing.free")} art={<IconDoor size={36} stroke={1.2} />}>
        {unfinished ? <Link href="/setup" className="word">{t("nothing.setup")}</Link> : t(waiting ? "nothing.more" : "nothing.keys")}
      </Empty>
    </div>
  )
}

/** What the server says of it, kept fresh by the live line. Its timeline is asked for at the same time where the list knows whose. */
function useOpened(id: Id) {
  const epoch = desk.use((now) => now.epoch)
  const identity = desk.use((now) => now.held.conversations.get(id)?.identity_id ?? "")
  const key = openedKey(id, epoch)
  const loaded = useLoaded(key, (signal) => {
    const person = desk.read().held.conversations.get(id)?.person_id
    if (person) askAhead(pageKey(person, epoch), () => askPage(person, null))
    return taken(key, () => askOpened(id, signal))
  }, () => known<OpenedConversation>(key))
  // Joined or parted: other past talks, other tasks.
  const before = useRef(identity)
  const { again } = loaded
  useEffect(() => {
    if (before.current && identity && before.current !== identity) again()
    before.current = identity || before.current
  }, [identity, again])
  return loaded
}

function useTitle(person: Person | undefined): void {
  const waiting = counts.use((now) => now.mine ?? 0)
  useEffect(() => {
    document.title = [waiting ? `(${waiting})` : "", person?.name ?? t("nav.inbox"), "·", t("app.name")].filter(Boolean).join(" ")
    return () => { document.title = t("app.name") }
  }, [person?.name, waiting])
}

function useLooking(id: Id, unread: boolean | undefined): void {
  useEffect(() => {
    say({ looking: id })
    return () => { quiet(); say({ looking: null }) }
  }, [id])
  useEffect(() => {
    if (!unread) return
    const seen = () => { if (!document.hidden) void markRead(id) }
    seen()
    document.addEventListener("visibilitychange", seen)
    return () => document.removeEventListener("visibilitychange", seen)
  }, [id, unread])
}

/** The one to go to next in this list. */
function useNext(filter: Filter, id: Id): Id | null {
  return desk.use((now) => {
    const all = grouped(now.held.conversations.values(), filter, now.me?.agent.id ?? "").flatMap((group) => group.list)
    const at = all.findIndex((each) => each.id === id)
    return all[at + 1]?.id ?? null
  })
}

const A_MOMENT = 250

/** Who goes down the list finds the next one already there. */
function useLookingAhead(next: Id | null, settled: boolean): void {
  useEffect(() => {
    if (!next || !settled) return
    const soon = setTimeout(() => lookAhead(desk.read().held.conversations.get(next)), A_MOMENT)
    return () => clearTimeout(soon)
  }, [next, settled])
}

function Opened({ id, filter }: { id: Id; filter: Filter }) {
  const loaded = useOpened(id)
  const conversation = desk.use((now) => now.held.conversations.get(id))
  const personId = loaded.data?.person.id ?? conversation?.person_id
  const person = desk.use((now) => (personId ? now.held.people.get(personId) : undefined)) ?? loaded.data?.person
  // The words first, what stands beside them a moment later.
  const beside = useDeferredValue(loaded.data, undefined)
  const [card, setCard] = useState(false)
  // Where the card lies over the answer, whoever goes to write sees what they write.
  useEffect(() => {
    const away = () => setCard(false)
    addEventListener("sk-compose", away)
    return () => removeEventListener("sk-compose", away)
  }, [])
  const wide = useMediaQuery("(min-width: 1200px)", true, { getInitialValueInEffect: false })
  const phone = useMediaQuery("(max-width: 759px)", false, { getInitialValueInEffect: false })
  const focus = new URLSearchParams(useSearch()).get("entry")
  const next = useNext(filter, id)
  useTitle(person)
  useLooking(id, conversation?.unread)
  useLookingAhead(next, !!loaded.data)
  if (loaded.problem && !conversation) return <div className={classes.nothing}><Trouble problem={loaded.problem} title={t("conversation.cannot_open")} again={loaded.again} /></div>
  if (!conversation || !person) return <div className={classes.page} aria-busy="true"><Bones lines={[40]} /><Bones lines={[50, 84, 40, 70, 66]} /></div>
  const pane = (close?: () => void) => beside && <Card person={person} opened={beside} close={close} />
  return (
    <>
      <section className={classes.page} aria-label={t("timeline.of", { name: person.name })}>
        <div>
          <Header conversation={conversation} person={person} filter={filter} card={card} toggleCard={() => setCard(!card)} next={next} />
          {phone && beside && <Suspense fallback={null}><PhoneLine person={person} conversationId={id} open={() => setCard(true)} /></Suspense>}
        </div>
        <Timeline person={person} conversationId={id} focus={focus} />
        <Composer conversation={conversation} person={person} />
      </section>
      {wide ? pane() : (
        <Drawer.Root opened={card} onClose={() => setCard(false)} lockScroll={false} position="right" size={360} padding={0} styles={{ content: { background: "var(--sk-paper)" } }}>
          <Drawer.Overlay style={{ background: "var(--sk-shade)" }} />
          <Drawer.Content aria-label={t("card.title")}>{pane(() => setCard(false))}</Drawer.Content>
        </Drawer.Root>
      )}
    </>
  )
}
