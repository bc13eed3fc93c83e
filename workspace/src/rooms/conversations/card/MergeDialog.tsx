import { Button, Modal } from "@mantine/core"
import { useState, type KeyboardEvent } from "react"
import { api, type Page } from "../../../api/client"
import type { Person } from "../../../api/types"
import { t } from "../../../i18n"
import { useLoaded } from "../../../live/loaded"
import { Avatar } from "../../../parts/Avatar"
import { change } from "./Card"
import classes from "./card.module.css"

/** Once each: whoever is several persons may have given one address twice. */
const known = (person: Person) => [...new Set(person.handles.filter((each) => each.kind !== "visitor").map((each) => each.display || each.value))].join(", ")

/** From the field where one searches: down to the next of those found, up to the one before. */
function stepped(event: KeyboardEvent, others: readonly Person[], now: Person | null): Person | undefined {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
  if (!by || !others.length) return undefined
  event.preventDefault()
  const at = others.findIndex((each) => each.id === now?.id)
  return others[at < 0 ? (by > 0 ? 0 : others.length - 1) : Math.min(Math.max(at + by, 0), others.length - 1)]
}

/** Find the other one, see both, join them. It can be parted again at any time. */
export function MergeDialog({ person, close }: { person: Person; close: () => void }) {
  const [query, setQuery] = useState("")
  const [other, setOther] = useState<Person | null>(null)
  const wanted = query.trim()
  const found = useLoaded(wanted.length > 1 ? wanted : null, (signal) => api.get<Page<Person>>("/people", { q: wanted, limit: 8 }, signal))
  const others = (found.data?.items ?? []).filter((each) => each.identity_id !== person.identity_id)
  const part = (one: Person) => void change(() => api.delete<Person>(`/people/${person.identity_id}/merges/${one.id}`))
  const merge = async (one: Person) => {
    if (await change(() => api.post<Person>(`/people/${person.id}/merges`, { person_id: one.id }), t("merge.done", { name: one.name || known(one) }), () => part(one))) close()
  }
  const choose = (event: KeyboardEvent) => {
    const next = stepped(event, others, other)
    if (next) setOther(next)
    else if (event.key === "Enter" && other) { event.preventDefault(); void merge(other) }
  }
  return (
    <Modal opened onClose={close} title={t("merge.title")} size={460} closeButtonProps={{ "aria-label": t("act.close") }}>
      <p className={classes.explain}>{t("merge.explain", { name: person.name || t("person.nameless") })}</p>
      <input className={classes.find} data-autofocus value={query} onChange={(event) => { setQuery(event.target.value); setOther(null) }} onKeyDown={choose} placeholder={t("merge.find")} aria-label={t("merge.find")} />
      <ul className={classes.found} aria-live="polite">
        {others.map((each) => (
          <li key={each.id}>
            <button type="button" className="plain" aria-pressed={other?.id === each.id} onClick={() => setOther(each)}>
              <Avatar name={each.name || "?"} size={32} />
              <span><b dir="auto">{each.name || t("person.nameless")}</b><small>{known(each)}</small></span>
            </button>
          </li>
        ))}
        {found.data && !others.length && <li className={classes.none}>{t("merge.nobody")}</li>}
      </ul>
      <div className={classes.dialogFoot}>
        <Button variant="default" onClick={close}>{t("act.cancel")}</Button>
        <Button disabled={!other} onClick={() => other && void merge(other)}>{other ? t("merge.with", { name: other.name || known(other) }) : t("merge.choose")}</Button>
      </div>
    </Modal>
  )
}
