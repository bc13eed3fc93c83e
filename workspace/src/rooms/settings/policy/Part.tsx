/** One rule: what it is about, what it says, and (for who may) the fields to change it. */
import { useId, useState, type ReactNode } from "react"
import { t } from "../../../i18n"
import type { Draft } from "./draft"
import { under } from "./paths"
import classes from "./policy.module.css"

interface Props { title: string; says: string; draft: Draft; may: boolean; paths: readonly string[]; children: ReactNode }

export function Part({ title, says, draft, may, paths, children }: Props) {
  const [wanted, setWanted] = useState(false)
  const id = useId()
  // A rule that cannot be stays open, so that its words are seen.
  const open = may && (wanted || draft.troubled(paths))
  const changed = draft.changed.some(({ rule }) => under(rule, paths))
  return (
    <section className={classes.part} data-changed={changed || undefined} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <div className={classes.said}>
        <p>{says}</p>
        {open && <div className={classes.fields} key={draft.round}>{children}</div>}
      </div>
      {may && (
        <button type="button" className="word" aria-expanded={open} aria-label={open ? undefined : t("policy.change_of", { what: title })} onClick={() => setWanted(!open)}>
          {t(open ? "policy.enough" : "policy.change")}
        </button>
      )}
    </section>
  )
}
