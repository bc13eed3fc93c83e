/** The orders: brought over once, with how far it is and how long it takes; then asked for what changed. */
import { Button } from "@mantine/core"
import { useState } from "react"
import { api } from "../../../api/client"
import { t } from "../../../i18n"
import { span } from "../../../i18n/times"
import { moment } from "../../../live/health"
import { announce } from "../../../shell/news"
import { Ask, attempt, Section } from "../parts/parts"
import type { Progress, Standing, Store } from "./model"
import { useProgress, type Pace } from "./progress"
import connected from "../connected/connected.module.css"
import classes from "./stores.module.css"

/** What is asked now is answered a little later. */
const A_MOMENT = 2_500

export function Sync({ store, standing, pause, changed }: { store: Store; standing: Standing; pause: () => void; changed: () => void }) {
  const { progress, pace } = useProgress(store.id, standing.sync, changed)
  const [busy, setBusy] = useState(false)
  const paused = store.state === "paused"
  const ask = async (anew: boolean) => {
    setBusy(true)
    if (await attempt(() => api.post(`/stores/${store.id}/sync`, { anew }))) announce(anew ? t("stores.anew_begun") : t("stores.asked_now"))
    setBusy(false)
    setTimeout(changed, A_MOMENT)
  }
  return (
    <Section title={t("stores.sync")} lead={store.state === "ok" ? t(progress.first_done ? "stores.sync_lead" : "stores.first_lead") : undefined}>
      <div role="status" className="vh">{progress.first_done ? t("stores.all_here") : ""}</div>
      {progress.first_done ? <p className={connected.figures}>{whole(standing, progress)}</p> : <Bar progress={progress} pace={pace} still={paused || store.state !== "ok"} />}
      {progress.problem && <p className={connected.how} data-tone="ochre">{t("stores.stands", { problem: progress.problem })}</p>}
      <div className={connected.tools}>
        {store.state === "ok" && progress.first_done && <Button variant="default" size="sm" loading={busy} onClick={() => void ask(false)}>{t("stores.ask_now")}</Button>}
        {store.state !== "needs_owner" && <Button variant="default" size="sm" onClick={pause}>{paused ? t("settings.resume") : t("settings.pause")}</Button>}
        {store.state === "ok" && progress.first_done && <Ask tone="plain" words={t("stores.anew")} question={t("stores.anew_ask")} yes={t("stores.anew_yes")} act={() => ask(true)} />}
      </div>
    </Section>
  )
}

function whole({ orders }: Standing, { synced_at }: Progress): string {
  const here = t("stores.here", { count: orders })
  return synced_at ? `${here} ${t("stores.asked_at", { when: moment(synced_at) })}` : here
}

function Bar({ progress: { seen, total }, pace, still }: { progress: Progress; pace: Pace | null; still: boolean }) {
  const share = total ? Math.min(1, seen / total) : null
  const words = total === null ? t("stores.bringing_some", { count: seen }) : t("stores.bringing", { seen, total })
  return (
    <>
      <div className={classes.bar} data-unknown={share === null || undefined} data-paused={still || undefined} role="progressbar" aria-label={t("stores.sync")}
        aria-valuemin={0} aria-valuemax={total ?? undefined} aria-valuenow={total === null ? undefined : Math.min(seen, total)} aria-valuetext={words}>
        <span style={share === null ? undefined : { width: `${share * 100}%` }} />
      </div>
      <p className={`n ${connected.figures}`}>{words}{still ? ` · ${t("stores.stands_there")}` : pace ? ` · ${paceWords(pace)}` : ""}</p>
    </>
  )
}

export function paceWords({ rate, left }: Pace): string {
  const fast = rate >= 1 ? t("stores.a_second", { count: Math.round(rate) }) : t("stores.a_minute", { count: Math.round(rate * 60) })
  return left === null ? fast : `${fast} · ${left < 45_000 ? t("stores.soon") : t("stores.left", { span: span(left) })}`
}
