import { TextInput } from "@mantine/core"
import { IconX } from "@tabler/icons-react"
import { useState, type KeyboardEvent } from "react"
import { t } from "../../../i18n"
import classes from "./acting.module.css"

/** The shop's own tags: written one after the other, taken off with a click. */
export function TagsField({ tags, set }: { tags: readonly string[]; set: (tags: readonly string[]) => void }) {
  const [words, setWords] = useState("")
  const add = () => {
    const fresh = words.split(",").map((each) => each.trim()).filter((each) => each && !tags.includes(each))
    if (fresh.length) set([...tags, ...new Set(fresh)])
    setWords("")
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === ",") { if (words.trim() || event.key === ",") { event.preventDefault(); add() } }
    else if (event.key === "Backspace" && !words && tags.length) set(tags.slice(0, -1))
  }
  return (
    <fieldset className={classes.set}>
      <legend>{t("do.tags")}</legend>
      {tags.length > 0 && (
        <ul className={classes.tags}>
          {tags.map((tag) => <li key={tag}><span dir="auto">{tag}</span><button type="button" className="plain" aria-label={t("do.untag", { tag })} onClick={() => set(tags.filter((each) => each !== tag))}><IconX size={13} stroke={1.8} aria-hidden="true" /></button></li>)}
        </ul>
      )}
      <TextInput aria-label={t("do.tag_add")} placeholder={t("do.tag_add")} maxLength={40} value={words} dir="auto" onChange={(event) => setWords(event.currentTarget.value)} onKeyDown={onKeyDown} onBlur={add} />
    </fieldset>
  )
}
