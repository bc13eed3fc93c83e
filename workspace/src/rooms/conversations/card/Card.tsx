import { ActionIcon, Menu } from "@mantine/core"
import { IconDots, IconStarFilled, IconX } from "@tabler/icons-react"
import { lazy, Suspense, useState } from "react"
import { Link } from "wouter"
import { api, asProblem } from "../../../api/client"
import type { HandleKind, OpenedConversation, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { daysBetween, longDate, monthYear, year } from "../../../i18n/times"
import { keep } from "../../../live/desk"
import { Avatar } from "../../../parts/Avatar"
import { ask } from "../../../shell/Ask"
import { useCommands } from "../../../shell/keys"
import { announce, trouble } from "../../../shell/news"
import { membersOf } from "../timeline/items"
import { About } from "./About"
import { Handles } from "./Handles"
import { MergeDialog } from "./MergeDialog"
import { Merged } from "./Merged"
import { PastTalks } from "./PastTalks"
import { Tasks } from "./Tasks"
import classes from "./card.module.css"

const pane = () => import("../../commerce/pane/Shop")
const Shop = lazy(pane)
// Fetched while there is time, so that a line that goes down later does not take the pane along.
setTimeout(() => void pane().catch(() => undefined), 300)

/** A change to a person: shown when the server said yes, its reason shown when not. */
export async function change(act: () => Promise<Person | undefined>, done?: string, undo?: () => void): Promise<boolean> {
  try {
    const person = await act()
    if (person) keep({ people: [person] })
    if (done) announce(undo ? { words: done, undo } : done)
    return true
  } catch (failure) {
    trouble(asProblem(failure).detail)
    return false
  }
}

const patch = (person: Person, data: Partial<Person>) => change(() => api.patch<Person>(`/people/${person.id}`, data))

function since(person: Person): string {
  const days = daysBetween(person.created_at, Date.now())
  if (days < 1) return t("card.since_today")
  return t("card.since", { when: days > 700 ? year(person.created_at) : monthYear(person.created_at) })
}

/** Grows when somebody parts from this person: what was shown or begun with them in it (an order, a dialog) goes. Joining only adds. */
function useLeft(person: Person): number {
  const [left, setLeft] = useState({ members: membersOf(person), times: 0 })
  const members = membersOf(person)
  const gone = [...left.members].some((id) => !members.has(id))
  if (gone || members.size !== left.members.size) {
    const times = left.times + (gone ? 1 : 0)
    setLeft({ members, times })
    return times
  }
  return left.times
}

const text = (value: unknown): string => (typeof value === "string" ? value : "")

/** Who they are: what a shopkeeper remembers of a regular. */
export function Card({ person, opened, close }: { person: Person; opened: OpenedConversation; close?: (() => void) | undefined }) {
  const [merging, setMerging] = useState(false)
  const left = useLeft(person)
  const place = text(person.attributes.city) || text(person.attributes.place)
  const star = () => void patch(person, { regular: !person.regular })
  useCommands([
    { id: "merge", label: t("merge.title"), group: "keys.conversation", keys: "m", run: () => setMerging(true) },
    { id: "regular", label: t(person.regular ? "card.not_regular" : "card.make_regular"), group: "keys.conversation", keys: "*", run: star },
  ])
  return (
    <section className={classes.pane} aria-label={t("card.title")}>
      <div className={classes.hi}>
        <Avatar name={person.name || t("person.nameless")} size={44} />
        <div>
          <h3><Link href={`/people/${person.id}`} dir="auto">{person.name || t("person.nameless")}</Link>{person.regular && <IconStarFilled size={14} className={classes.star} aria-label={t("person.regular")} />}</h3>
          <p title={longDate(person.created_at)}>{[place, since(person)].filter(Boolean).join(", ")}</p>
        </div>
        <span className={classes.tools}>
          <PersonMenu person={person} star={star} merge={() => setMerging(true)} />
          {close && <ActionIcon variant="subtle" color="gray" aria-label={t("act.close")} onClick={close}><IconX size={18} stroke={1.6} /></ActionIcon>}
        </span>
      </div>
      {person.blocked && <p className={classes.blocked}>{t("card.blocked")} <button type="button" className="word" onClick={() => void unblock(person)}>{t("card.unblock")}</button></p>}
      <About person={person} save={(about) => patch(person, { about })} />
      <Suspense fallback={<Handles person={person} />}>
        <Shop key={`${person.id} ${opened.conversation.id} ${left}`} person={person} conversationId={opened.conversation.id}><Handles person={person} /></Shop>
      </Suspense>
      <Merged person={person} />
      <Tasks person={person} conversationId={opened.conversation.id} first={opened.tasks} />
      <PastTalks past={opened.past} current={opened.conversation.id} linked={opened.conversation.linked} />
      {merging && <MergeDialog person={person} close={() => setMerging(false)} />}
    </section>
  )
}

/** What looks like a mail address is one, what has digits is a number, anything else is a name somewhere. */
export const kindOf = (words: string): HandleKind => (/^[^\s@]+@[^\s@]+\.\S+$/.test(words) ? "email" : /^\+?[\d\s()/.-]{5,}$/.test(words) ? "phone" : "messenger")

async function addHandle(person: Person, value: string): Promise<Person> {
  await api.post(`/people/${person.id}/handles`, { kind: kindOf(value), value })
  return api.get<Person>(`/people/${person.id}`)
}

const unblock = (person: Person) => change(() => api.delete<Person>(`/people/${person.id}/block`), t("card.unblocked"))
const block = (person: Person) => change(() => api.put<Person>(`/people/${person.id}/block`), t("card.blocked_done"), () => void unblock(person))

function PersonMenu({ person, star, merge }: { person: Person; star: () => void; merge: () => void }) {
  const rename = async () => {
    const name = await ask(t("card.rename_ask"), person.name)
    if (name && name !== person.name) void patch(person, { name })
  }
  const addAddress = async () => {
    const words = await ask(t("handle.add_ask"))
    if (words) void change(() => addHandle(person, words))
  }
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target><ActionIcon variant="subtle" color="gray" size={32} aria-label={t("card.more")}><IconDots size={18} stroke={1.6} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={star}>{t(person.regular ? "card.not_regular" : "card.make_regular")}</Menu.Item>
        <Menu.Item onClick={() => void rename()}>{t("card.rename")}</Menu.Item>
        <Menu.Item onClick={() => void addAddress()}>{t("handle.add")}</Menu.Item>
        <Menu.Item onClick={merge}>{t("merge.title")}</Menu.Item>
        <Menu.Item component={Link} href={`/people/${person.id}`}>{t("card.page")}</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="clay" onClick={() => void (person.blocked ? unblock(person) : block(person))}>{t(person.blocked ? "card.unblock" : "card.block")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
