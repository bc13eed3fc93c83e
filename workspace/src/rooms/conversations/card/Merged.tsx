import { api } from "../../../api/client"
import type { Person } from "../../../api/types"
import { t } from "../../../i18n"
import { shortDate } from "../../../i18n/times"
import { colleague } from "../../../live/desk"
import { change } from "./Card"
import classes from "./card.module.css"

/** Who else this person is, each to be parted again. */
export function Merged({ person }: { person: Person }) {
  const byHand = person.merged.filter((each) => !each.claimed)
  if (!byHand.length) return null
  const part = (id: string, name: string) => void change(() => api.delete<Person>(`/people/${person.identity_id}/merges/${id}`), t("merge.parted", { name }))
  return (
    <section className={classes.section}>
      <h4>{t("merge.also")}</h4>
      <ul className={classes.past}>
        {byHand.map((each) => (
          <li key={each.id}>
            <span className="n">{shortDate(each.at)}</span>
            <span className={classes.clip} dir="auto" title={colleague(each.by)?.name}>{each.name || t("person.nameless")}</span>
            <button type="button" className="word" onClick={() => part(each.id, each.name)}>{t("merge.part")}</button>
          </li>
        ))}
      </ul>
    </section>
  )
}
