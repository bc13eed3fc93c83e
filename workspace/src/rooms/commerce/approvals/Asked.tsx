import { api } from "../../../api/client"
import type { Approval } from "../../../api/ruling"
import { t } from "../../../i18n"
import { colleague, useAgent } from "../../../live/desk"
import { Ask } from "../../settings/parts/parts"
import { Wanted } from "./Wanted"
import { fateOf } from "./words"
import classes from "./approvals.module.css"

/** What I asked for, and what became of it. */
export function Asked({ items, again }: { items: readonly Approval[]; again: () => void }) {
  const me = useAgent()
  return (
    <ol className={classes.wishes}>
      {items.map((each) => {
        const { intent } = each
        const fate = fateOf(intent, me.id, (id) => colleague(id)?.name ?? "")
        const says = intent.decided_why && intent.decided_by !== me.id
        return (
          <li key={intent.id}>
            <Wanted approval={each}>
              <p className={classes.fate} data-tone={fate.tone}>{fate.words}{says && <> <q dir="auto">{intent.decided_why}</q></>}</p>
              {intent.state === "waiting" && (
                <div className={classes.feet}><Ask words={t("approvals.take_back")} question={t("approvals.take_back_ask")} yes={t("approvals.take_back")} tone="plain" act={() => api.delete(`/intents/${intent.id}/approval`).then(again)} /></div>
              )}
            </Wanted>
          </li>
        )
      })}
    </ol>
  )
}
