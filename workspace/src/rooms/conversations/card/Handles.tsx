import { IconAt, IconBuildingStore, IconCheck, IconMail, IconPhone, IconWorld } from "@tabler/icons-react"
import { api } from "../../../api/client"
import type { Handle, HandleKind, MergedPerson, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { shortDate } from "../../../i18n/times"
import { pageName, useSpot } from "../../../live/visitors"
import { change } from "./Card"
import classes from "./card.module.css"

const SHAPES: Record<HandleKind, typeof IconMail> = { email: IconMail, phone: IconPhone, messenger: IconAt, store: IconBuildingStore, visitor: IconWorld, other: IconAt }

/** Visitor cookies say nothing to a human: at most one is shown, as what it is. An account at the shop under an address that stands here anyway says it twice. */
function shownOf(handles: Handle[]): Handle[] {
  const addresses = new Set(handles.filter((each) => each.kind === "email").flatMap((each) => [each.value, each.display]))
  const words = handles.filter((each) => each.kind !== "visitor" && !(each.kind === "store" && addresses.has(each.display)))
  const visitor = handles.find((each) => each.kind === "visitor")
  return words.length || !visitor ? words : [visitor]
}

export function Handles({ person }: { person: Person }) {
  const handles = shownOf(person.handles)
  if (!handles.length) return <p className={classes.none}>{t("handle.none")}</p>
  return <ul className={classes.handles} aria-label={t("handle.title")}>{handles.map((each) => <Line key={each.id} handle={each} person={person} />)}</ul>
}

function Line({ handle, person }: { handle: Handle; person: Person }) {
  const Shape = SHAPES[handle.kind]
  const shown = wordsOf(handle)
  return (
    <li>
      <Shape size={16} stroke={1.6} aria-hidden="true" />
      <span className="n" dir="ltr" title={shown}>{shown}</span>
      {handle.kind === "visitor" ? <span /> : <Standing handle={handle} />}
      {handle.joined && handle.proof === "proven" && (
        claimsOn(handle, person).map((each) => <Claim key={each.id} person={person} by={each} handle={handle} />)
      )}
      {handle.bouncing && <em>{t("handle.bouncing", { reason: handle.bouncing })}</em>}
    </li>
  )
}

/** Each visitor who only says to be them, to be parted alone: one may be somebody else and the next the customer herself. */
const claimsOn = (handle: Handle, person: Person) => person.merged.filter((each) => each.claimed && each.address === handle.value)

function Claim({ person, by, handle }: { person: Person; by: MergedPerson; handle: Handle }) {
  const spot = useSpot(person.identity_id, by.id)
  const page = spot ? pageName(spot) : ""
  const when = shortDate(by.at)
  return (
    <em className={classes.joined}>
      {t(page ? "handle.joined_on" : "handle.joined_at", { page, when })} <UndoClaim handle={by.handle_id ? { ...handle, id: by.handle_id } : handle} />
    </em>
  )
}

function wordsOf(handle: Handle): string {
  if (handle.kind === "visitor") return t("handle.visitor")
  const words = handle.display || handle.value
  // A shop vouches by the number of an account; where that is an address it speaks for itself.
  return handle.kind === "other" && handle.value.startsWith("account:") && !words.includes("@") ? t("handle.account", { number: words }) : words
}

async function undoClaim(handle: Handle): Promise<Person> {
  await api.delete(`/handles/${handle.id}`)
  return api.get<Person>(`/people/${handle.person_id}`)
}

function Standing({ handle }: { handle: Handle }) {
  if (handle.proof === "proven")
    return <span className={classes.ok} title={handle.proven_by ? t("handle.proven_by", { how: handle.proven_by, when: shortDate(handle.at) }) : undefined}><IconCheck size={14} stroke={1.8} aria-hidden="true" />{t("handle.proven")}</span>
  return (
    <span className={classes.claimed}>
      {t("handle.claimed")}
      <UndoClaim handle={handle} />
    </span>
  )
}

function UndoClaim({ handle }: { handle: Handle }) {
  const shown = handle.display || handle.value
  const undo = () => void change(() => undoClaim(handle), t(handle.holder && handle.joined ? "handle.parted" : "handle.undone", { handle: shown }))
  return <button type="button" className="plain" onClick={undo} aria-label={t("handle.undo_label", { handle: shown })} title={t("handle.undo_hint")}>{t("handle.undo")}</button>
}
