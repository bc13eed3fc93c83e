import { useState } from "react"
import { api, type Page } from "../../../api/client"
import type { PolicyChange } from "../../../api/ruling"
import { t } from "../../../i18n"
import { wholeTime } from "../../../i18n/times"
import { colleague } from "../../../live/desk"
import { moment } from "../../../live/health"
import type { Loaded } from "../../../live/loaded"
import { attempt, Section, When } from "../parts/parts"
import { changeWords } from "./says"
import classes from "./policy.module.css"

/** Who changed what, the newest first. */
export function Changes({ loaded, currency }: { loaded: Loaded<Page<PolicyChange>>; currency: string }) {
  const more = () => attempt(async () => {
    const { data } = loaded
    if (!data?.next) return
    const page = await api.get<Page<PolicyChange>>("/commerce-policy/changes", { after: data.next })
    loaded.set({ items: [...data.items, ...page.items], next: page.next })
  })
  return (
    <Section title={t("policy.changes")}>
      <When loaded={loaded}>
        {({ items, next }) => items.length ? (
          <>
            <ol className={classes.changes}>{items.map((each) => <One key={each.id} change={each} currency={currency} />)}</ol>
            {next && <button type="button" className="word" onClick={() => void more()}>{t("act.show_more")}</button>}
          </>
        ) : <p className={classes.hint}>{t("policy.changes_none")}</p>}
      </When>
    </Section>
  )
}

const FEW = 6

function One({ change, currency }: { change: PolicyChange; currency: string }) {
  const [all, setAll] = useState(false)
  const shown = all ? change.differences : change.differences.slice(0, FEW)
  return (
    <li>
      <time dateTime={new Date(change.at).toISOString()} title={wholeTime(change.at)}>{moment(change.at)}</time>
      <div>
        <b>{colleague(change.agent_id)?.name ?? t("policy.somebody")}</b>
        <ul>{shown.map((each) => <li key={each.rule} dir="auto">{changeWords(each, currency)}</li>)}</ul>
        {change.differences.length > shown.length && <button type="button" className="word" onClick={() => setAll(true)}>{t("act.show_more")}</button>}
      </div>
    </li>
  )
}
