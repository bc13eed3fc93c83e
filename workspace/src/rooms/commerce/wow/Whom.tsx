import { TextInput } from "@mantine/core"
import { useDebouncedValue } from "@mantine/hooks"
import { useId, useState, type KeyboardEvent } from "react"
import { api, type Page } from "../../../api/client"
import type { Person } from "../../../api/types"
import { t } from "../../../i18n"
import { useLoaded } from "../../../live/loaded"
import { Avatar } from "../../../parts/Avatar"
import classes from "./wow.module.css"

const reached = (person: Person) => person.handles.find((each) => each.kind === "email" || each.kind === "phone")
const address = (person: Person) => reached(person)?.display || reached(person)?.value || ""

/** Somebody by a name or an address. */
export function Whom({ person, choose, error }: { person: Person | null; choose: (person: Person | null) => void; error: string | undefined }) {
  const [query, setQuery] = useState("")
  const [at, setAt] = useState(0)
  const id = useId()
  const [wanted] = useDebouncedValue(query.trim(), 180)
  const found = useLoaded(wanted.length > 1 && !person ? `whom ${wanted}` : null, (signal) => api.get<Page<Person>>("/people", { q: wanted, limit: 6 }, signal))
  if (person) return (
    <div className={classes.whom}>
      <span className={classes.label} id={id}>{t("wow.whom")}</span>
      <div className={classes.chosen} role="group" aria-labelledby={id}>
        <Avatar name={person.name || "?"} size={24} /><b dir="auto">{person.name || address(person)}</b>
        <button type="button" className="word" onClick={() => { choose(null); setQuery("") }}>{t("wow.another")}</button>
      </div>
    </div>
  )
  const people = found.data?.items ?? []
  const open = people.length > 0 && query.trim().length > 1
  const current = Math.min(at, people.length - 1)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt((current + 1) % people.length)
    else if (event.key === "ArrowUp") setAt((current + people.length - 1) % people.length)
    else if (event.key === "Enter" && people[current]) choose(people[current])
    else if (event.key === "Escape" && query) setQuery("")
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={classes.whom}>
      <TextInput label={t("wow.whom")} placeholder={t("wow.whom_hint")} value={query} error={error} autoComplete="off" dir="auto" role="combobox" aria-expanded={open} aria-controls={id}
        aria-activedescendant={open ? `${id}-${current}` : undefined} aria-autocomplete="list" onKeyDown={open ? onKeyDown : undefined} onChange={(event) => { setQuery(event.currentTarget.value); setAt(0) }} />
      <ul id={id} role="listbox" aria-label={t("wow.whom")} className={classes.people} hidden={!open}>
        {people.map((each, index) => (
          <li key={each.id} id={`${id}-${index}`} role="option" aria-selected={index === current} onPointerDown={(event) => event.preventDefault()} onClick={() => choose(each)} onPointerMove={() => setAt(index)}>
            <Avatar name={each.name || "?"} size={24} /><span dir="auto"><b>{each.name || t("person.nameless")}</b><small>{address(each)}</small></span>
          </li>
        ))}
      </ul>
      <span role="status" className={classes.quiet}>{found.data && !people.length && wanted === query.trim() ? t("wow.nobody") : ""}</span>
    </div>
  )
}
