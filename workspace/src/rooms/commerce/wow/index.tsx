import { useEffect } from "react"
import { Link, useParams, useSearch } from "wouter"
import { api, type Page } from "../../../api/client"
import type { Spend } from "../../../api/ruling"
import type { Person } from "../../../api/types"
import { t } from "../../../i18n"
import { useAgent } from "../../../live/desk"
import { useLoaded } from "../../../live/loaded"
import { Bones, Trouble } from "../../../parts/States"
import { money } from "../money"
import { Room } from "../Room"
import { useBudget } from "./budget"
import { Everybody } from "./Everybody"
import { Give } from "./Give"
import { Ledger } from "./Ledger"
import { Track } from "./WowBar"
import classes from "./wow.module.css"

/** Small gifts at one's own judgement: what is left, what it was for, what came of it. */
export default function Wow() {
  const { which } = useParams<{ which?: string }>()
  const { role } = useAgent()
  const everybody = which === "everybody" && role !== "agent"
  const tabs = [{ href: "/wow", label: t("wow.mine"), current: !everybody }, ...(role === "agent" ? [] : [{ href: "/wow/everybody", label: t("wow.everybody"), current: everybody }])]
  return <Room title={t("wow.title")} lead={t("wow.lead")} tabs={tabs}>{everybody ? <Everybody /> : <Mine />}</Room>
}

function Mine() {
  const me = useAgent()
  const budget = useBudget()
  const spends = useLoaded("wow spends", (signal) => api.get<Page<Spend>>("/wow/spends", undefined, signal))
  const spent = budget.data?.spent.minor
  const { again: askSpends } = spends
  // Who comes from a talk writes it down for that person, beside that talk.
  const asked = new URLSearchParams(useSearch())
  const [whom, talk] = [asked.get("for"), asked.get("talk")]
  const person = useLoaded(whom && `person ${whom}`, (signal) => api.get<Person>(`/people/${whom}`, undefined, signal)).data
  useEffect(() => { if (spent !== undefined) askSpends() }, [spent, askSpends])
  if (!budget.data) return budget.problem ? <Trouble problem={budget.problem} again={budget.again} /> : <Bones lines={[60, 90]} />
  const { data } = budget
  const none = data.budget.minor <= 0
  return (
    <>
      <section className={classes.mine} aria-label={t("wow.yours")}>
        <p className={`n ${classes.headline}`}>{none ? t("wow.none_yet") : t("wow.left", { left: money({ ...data.left, minor: Math.max(0, data.left.minor) }), budget: money(data.budget) })}</p>
        {!none && <Track budget={data} />}
        {!none && <p className={classes.quiet}>{t(data.left.minor > 0 ? "wow.comes_back" : "wow.all_spent", { days: data.days })}</p>}
      </section>
      {talk && <p className={classes.quiet}><Link href={`/inbox/all/${talk}`}>{t("wow.back")}</Link></p>}
      {data.left.minor > 0 && <Give key={person?.id} currency={data.budget.currency} first={person ?? null} talk={talk} given={budget.again} />}
      <Ledger loaded={spends} mine={me.id} />
    </>
  )
}
