import { Textarea } from "@mantine/core"
import { useEffect, useRef, useState } from "react"
import type { Person } from "../../../api/types"
import { t } from "../../../i18n"
import classes from "./card.module.css"

/** What we know of them, in a sentence or two. Click and write; leaving saves. */
export function About({ person, save }: { person: Person; save: (about: string) => Promise<boolean> }) {
  const [typed, setTyped] = useState<string | null>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => setTyped(null), [person.id])
  const leave = async () => {
    const words = typed?.trim()
    if (words === undefined || words === person.about || (await save(words))) setTyped(null)
  }
  if (typed === null)
    return (
      <button type="button" className={`plain ${classes.knows}`} data-empty={!person.about || undefined} title={t("card.about_edit")} dir="auto"
        onClick={() => { setTyped(person.about); requestAnimationFrame(() => area.current?.focus()) }}>
        {person.about || t("card.about_empty")}
      </button>
    )
  return (
    <Textarea ref={area} className={classes.about} autosize minRows={2} maxRows={8} value={typed} aria-label={t("card.about")} dir="auto"
      onChange={(event) => setTyped(event.currentTarget.value)} onBlur={() => void leave()}
      onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); setTyped(null) } if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) { event.preventDefault(); void leave() } }} />
  )
}
