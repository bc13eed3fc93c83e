import { Button } from "@mantine/core"
import { useState } from "react"
import { api } from "../../api/client"
import { region, t } from "../../i18n"
import { fileSize, listTime } from "../../i18n/times"
import { useInbox, useMe } from "../../live/desk"
import { useLoaded } from "../../live/loaded"
import { Empty } from "../../parts/States"
import { announce } from "../../shell/news"
import { listed, type Listed } from "./parts/listed"
import { attempt, Row, Rows, Section, Sheet, When } from "./parts/parts"
import classes from "./mail.module.css"

interface Count { inbox_id: string; name: string; server: number; stored: number; duplicate: number; ignored: number; quarantined: number; waiting: number; checked_at: number | null }
interface Quarantined { id: string; inbox_id: string; at: number; reason: string; size: number; kept?: boolean; preview?: string; tries: number }
interface Outcome { state: string; reason: string | null; conversation_id: string | null }

const PARTS = ["stored", "duplicate", "ignored", "quarantined", "waiting"] as const
const figure = (n: number): string => n.toLocaleString(region())

export default function MailCount() {
  const counts = useLoaded("mail-count", (signal) => api.get<Listed<Count>>("/mail-count", undefined, signal))
  const { inboxes } = useMe()
  // Words that come in by our own door (a chat) cannot be missing anywhere else.
  const ofMail = (all: Count[]) => all.filter((each) => inboxes.find((inbox) => inbox.id === each.inbox_id)?.address)
  return (
    <Sheet title={t("settings.mail")} lead={t("settings.mail_lead")} tools={<Button variant="default" onClick={counts.again}>{t("settings.count_again")}</Button>}>
      <When loaded={counts}>{(data) => ofMail(listed(data)).length ? <Table counts={ofMail(listed(data))} /> : <Empty title={t("settings.mail_none")}>{t("settings.mail_none_more")}</Empty>}</When>
      <Quarantine again={counts.again} />
    </Sheet>
  )
}

function Table({ counts }: { counts: Count[] }) {
  const missing = counts.map((each) => each.server - PARTS.reduce((sum, part) => sum + each[part], 0)).reduce((sum, each) => sum + Math.max(0, each), 0)
  return (
    <>
      <p className={classes.verdict} data-fine={!missing}>{missing ? t("settings.mail_missing", { count: missing }) : t("settings.mail_adds_up")}</p>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t("settings.mail")}>
        <table className={classes.table}>
          <thead><tr><th scope="col">{t("settings.inbox")}</th><th scope="col">{t("settings.count_server")}</th>{PARTS.map((part) => <th key={part} scope="col">{t(`settings.count_${part}`)}</th>)}</tr></thead>
          <tbody>
            {counts.map((each) => (
              <tr key={each.inbox_id}>
                <th scope="row">{each.name}<small>{each.checked_at ? t("settings.checked", { when: listTime(each.checked_at) }) : t("settings.never_checked")}</small></th>
                <td>{figure(each.server)}</td>{PARTS.map((part) => <td key={part} data-zero={!each[part] || undefined}>{figure(each[part])}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function Quarantine({ again }: { again: () => void }) {
  const loaded = useLoaded("quarantine", (signal) => api.get<Listed<Quarantined>>("/quarantine", undefined, signal))
  return (
    <Section title={t("settings.quarantine")} lead={t("settings.quarantine_lead")}>
      <When loaded={loaded}>
        {(data) => listed(data).length ? (
          <Rows label={t("settings.quarantine")}>
            {listed(data).map((each) => <One key={each.id} one={each} done={() => { loaded.again(); again() }} />)}
          </Rows>
        ) : <p>{t("settings.quarantine_none")}</p>}
      </When>
    </Section>
  )
}

function One({ one, done }: { one: Quarantined; done: () => void }) {
  const inbox = useInbox(one.inbox_id)
  const [busy, setBusy] = useState(false)
  const replay = async () => {
    setBusy(true)
    await attempt(async () => {
      const outcome = await api.post<Outcome>(`/quarantine/${one.id}/replay`)
      announce(outcome.state === "quarantined" ? t("settings.replay_failed", { reason: outcome.reason ?? "" }) : t("settings.replayed"))
      done()
    })
    setBusy(false)
  }
  return (
    <Row name={one.reason} words={`${inbox?.name ?? ""} · ${listTime(one.at)} · ${fileSize(one.size)} · ${t("settings.tries", { count: one.tries })}`}
      tools={<Button variant="default" size="xs" loading={busy} disabled={one.kept === false} onClick={() => void replay()}>{t("settings.replay")}</Button>} />
  )
}
