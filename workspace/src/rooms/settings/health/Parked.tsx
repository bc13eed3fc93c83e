/** Work that was given up: why, and another chance. */
import { Button } from "@mantine/core"
import { useState } from "react"
import { api } from "../../../api/client"
import { t } from "../../../i18n"
import { moment } from "../../../live/health"
import { useLoaded } from "../../../live/loaded"
import { announce } from "../../../shell/news"
import { listed, type Listed } from "../parts/listed"
import { Ask, attempt, Row, Rows, Section, When } from "../parts/parts"

interface Job { n: number; kind: string; at: number; attempts: number; why: string }

/** What a kind of work is for; a dashboard's names say nothing to an owner. */
export function workWords(kind: string): string {
  if (kind === "channels.deliver") return t("health.job_deliver")
  if (kind.startsWith("team.mail_")) return t("health.job_letter")
  if (kind.startsWith("channels.")) return t("health.job_mail")
  return /alert|tell/.test(kind) ? t("health.job_alert") : t("health.job_other", { kind })
}

export function Parked({ changed }: { changed: () => void }) {
  const loaded = useLoaded("parked", (signal) => api.get<Listed<Job>>("/parked-jobs", undefined, signal))
  const [busy, setBusy] = useState(false)
  const again = () => { loaded.again(); changed() }
  const retry = async (path: string) => {
    setBusy(true)
    if (await attempt(() => api.post(path))) { announce(t("health.retried")); again() }
    setBusy(false)
  }
  const drop = async (n: number) => { await api.delete(`/parked-jobs/${n}`); again() }
  return (
    <Section title={t("health.parked")} lead={t("health.parked_lead")}>
      <When loaded={loaded}>
        {(data) => (
          <>
            {listed(data).length > 1 && <Button variant="default" size="xs" loading={busy} onClick={() => void retry("/parked-jobs/retry-all")}>{t("health.retry_all")}</Button>}
            <Rows label={t("health.parked")}>
              {listed(data).map((job) => (
                <Row key={job.n} name={workWords(job.kind)} words={<>{job.why}<br />{t("health.parked_more", { count: job.attempts, when: moment(job.at) })}</>}
                  tools={
                    <>
                      <button type="button" className="word" disabled={busy} onClick={() => void retry(`/parked-jobs/${job.n}/retry`)}>{t("health.retry")}</button>
                      <Ask words={t("health.give_up")} question={t("health.give_up_ask")} yes={t("health.give_up")} act={() => drop(job.n)} />
                    </>
                  } />
              ))}
            </Rows>
          </>
        )}
      </When>
    </Section>
  )
}
