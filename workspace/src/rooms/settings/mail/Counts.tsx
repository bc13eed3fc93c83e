/** How much came, and where it went. The parts of each line add up to its first number. */
import { SegmentedControl } from "@mantine/core"
import "@mantine/core/styles/SegmentedControl.layer.css"
import { useState } from "react"
import { api } from "../../../api/client"
import { region, t, type Key } from "../../../i18n"
import { useMe } from "../../../live/desk"
import { moment } from "../../../live/health"
import { useLoaded } from "../../../live/loaded"
import { Empty } from "../../../parts/States"
import { listed, type Listed } from "../parts/listed"
import { When } from "../parts/parts"
import classes from "../mail.module.css"

export interface Count { inbox_id: string; name: string; server: number; stored: number; duplicate: number; ignored: number; quarantined: number; waiting: number; checked_at: number | null }
type Period = "day" | "week" | "all"

const PERIODS: readonly Period[] = ["day", "week", "all"]
const PARTS = ["stored", "duplicate", "ignored", "quarantined", "waiting"] as const
const figure = (n: number): string => n.toLocaleString(region())
/** What the server has and none of our columns: 0, or a fault somebody must hear of. */
export const missing = (counts: readonly Count[]): number =>
  counts.map((each) => each.server - PARTS.reduce((sum, part) => sum + each[part], 0)).reduce((sum, each) => sum + Math.max(0, each), 0)

export function Counts({ round }: { round: number }) {
  const [period, setPeriod] = useState<Period>("all")
  const counts = useLoaded(`mail-count ${period} ${round}`, (signal) => api.get<Listed<Count>>("/mail-count", { period }, signal))
  const { inboxes } = useMe()
  // Words that come in by our own door (a chat) cannot be missing anywhere else.
  const ofMail = (all: Count[]) => all.filter((each) => inboxes.find((inbox) => inbox.id === each.inbox_id)?.address)
  return (
    <>
      <SegmentedControl className={classes.periods} size="sm" value={period} onChange={(value) => setPeriod(value as Period)} aria-label={t("mail.period")}
        data={PERIODS.map((value) => ({ value, label: t(`mail.period_${value}` as Key) }))} />
      <When loaded={counts}>{(data) => ofMail(listed(data)).length ? <Table counts={ofMail(listed(data))} period={period} /> : <Empty title={t("settings.mail_none")}>{t("settings.mail_none_more")}</Empty>}</When>
    </>
  )
}

function Table({ counts, period }: { counts: Count[]; period: Period }) {
  const lost = missing(counts)
  return (
    <>
      <p className={classes.verdict} data-fine={!lost}>{lost ? t("settings.mail_missing", { count: lost }) : t("settings.mail_adds_up")}</p>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t("settings.mail")}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("settings.inbox")}</th>
              <th scope="col">{t(period === "all" ? "settings.count_server" : "mail.came")}</th>
              {PARTS.map((part) => <th key={part} scope="col">{t(`settings.count_${part}`)}</th>)}
            </tr>
          </thead>
          <tbody>{counts.map((each) => <Line key={each.inbox_id} count={each} first={t(period === "all" ? "settings.count_server" : "mail.came")} />)}</tbody>
        </table>
      </div>
    </>
  )
}

function Line({ count, first }: { count: Count; first: string }) {
  return (
    <tr>
      <th scope="row">{count.name}<small>{count.checked_at ? t("settings.checked", { when: moment(count.checked_at) }) : t("settings.never_checked")}</small></th>
      <td data-label={first}>{figure(count.server)}</td>
      {PARTS.map((part) => <td key={part} data-label={t(`settings.count_${part}`)} data-zero={!count[part] || undefined}>{figure(count[part])}</td>)}
    </tr>
  )
}
