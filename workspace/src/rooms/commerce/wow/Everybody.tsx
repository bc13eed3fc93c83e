import { NativeSelect } from "@mantine/core"
import { useState } from "react"
import { address, api, type Page } from "../../../api/client"
import type { Budget, Spend } from "../../../api/ruling"
import { t } from "../../../i18n"
import { colleague } from "../../../live/desk"
import { useLoaded } from "../../../live/loaded"
import { Avatar } from "../../../parts/Avatar"
import { Bones, Trouble } from "../../../parts/States"
import { attempt } from "../../settings/parts/parts"
import { money } from "../money"
import { Ledger } from "./Ledger"
import { WowBar } from "./WowBar"
import classes from "./wow.module.css"

/** The lead's view: everybody's budget, one ledger, and a table to take along. */
export function Everybody() {
  const [who, setWho] = useState("")
  const [days, setDays] = useState("")
  const budgets = useLoaded("wow budgets", (signal) => api.get<Page<Budget>>("/wow/budgets", undefined, signal))
  const query = { agent_id: who, days }
  const spends = useLoaded(`wow ledger ${who} ${days}`, (signal) => api.get<Page<Spend>>("/wow/ledger", query, signal))
  if (!budgets.data) return budgets.problem ? <Trouble problem={budgets.problem} again={budgets.again} /> : <Bones lines={[80, 64, 72]} />
  const { items } = budgets.data
  const next = spends.data?.next
  const more = next ? () => void attempt(async () => {
    const page = await api.get<Page<Spend>>("/wow/ledger", { ...query, after: next })
    spends.set({ items: [...(spends.data?.items ?? []), ...page.items], next: page.next })
  }) : undefined
  const name = (id: string) => colleague(id)?.name ?? t("policy.somebody")
  return (
    <>
      <ul className={classes.all} aria-label={t("wow.everybody")}>
        {items.map((each) => (
          <li key={each.agent_id}><Avatar name={name(each.agent_id)} colour={colleague(each.agent_id)?.colour} size={24} /><WowBar budget={each} label={name(each.agent_id)} /></li>
        ))}
      </ul>
      <div className={classes.filters}>
        <NativeSelect label={t("wow.who")} value={who} data={[{ value: "", label: t("wow.who_all") }, ...items.map((each) => ({ value: each.agent_id, label: name(each.agent_id) }))]} onChange={(event) => setWho(event.currentTarget.value)} />
        <NativeSelect label={t("wow.period")} value={days} onChange={(event) => setDays(event.currentTarget.value)}
          data={[{ value: "", label: t("wow.period_now", { days: items[0]?.days ?? 30 }) }, { value: "90", label: t("wow.period_quarter") }, { value: "366", label: t("wow.period_year") }]} />
        <a className="word" href={address("/wow/ledger.csv", query)} download>{t("wow.save")}</a>
      </div>
      {spends.data && !next && spends.data.items.length > 0 && <p className={`n ${classes.sum}`}>{sums(spends.data.items)}</p>}
      <Ledger loaded={spends} more={more} />
    </>
  )
}

/** One sum per currency: amounts of two are never added up. */
function sums(items: readonly Spend[]): string {
  const found = new Map<string, { minor: number; count: number }>()
  for (const { amount } of items) {
    const now = found.get(amount.currency) ?? { minor: 0, count: 0 }
    found.set(amount.currency, { minor: now.minor + amount.minor, count: now.count + 1 })
  }
  return [...found].map(([currency, { minor, count }]) => t("wow.sum", { amount: money({ minor, currency }), count })).join(", ")
}
