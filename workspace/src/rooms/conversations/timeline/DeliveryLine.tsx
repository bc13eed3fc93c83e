import { IconAlertTriangle, IconCheck, IconChecks, IconClock, IconHelpCircle } from "@tabler/icons-react"
import type { MessageEntry } from "../../../api/types"
import { t } from "../../../i18n"
import { clockTime, DAY } from "../../../i18n/times"
import { discardUnsent, editUnsent, resendUnsent, tryAgain, unsent } from "../composer/sending"
import classes from "./timeline.module.css"

/** What went well is news for a day. */
const QUIET = new Set(["sent", "delivered", "read"])

/** How far our words got. Trouble says why and what to do; all well is one quiet word. */
export function DeliveryLine({ entry }: { entry: MessageEntry }) {
  const kept = unsent.use((now) => now[entry.id])
  const delivery = entry.body.delivery
  if (kept?.problem) return <NotSent id={entry.id} why={kept.problem} />
  if (entry.direction !== "out" || !delivery) return null
  if (QUIET.has(delivery.state) && Date.now() - entry.at > DAY) return null
  const icon = { size: 14, stroke: 1.6, "aria-hidden": true } as const
  switch (delivery.state) {
    case "queued":
    case "sending": return <p className={classes.read}><IconClock {...icon} />{t("delivery.sending")}</p>
    case "sent": return <p className={classes.read}><IconCheck {...icon} />{t("delivery.sent")}</p>
    case "delivered": return <p className={classes.read}><IconCheck {...icon} />{t("delivery.delivered", { time: clockTime(delivery.at) })}</p>
    case "read": return <p className={classes.read}><IconChecks {...icon} />{t("delivery.read", { time: clockTime(delivery.at) })}</p>
    case "failed":
      return (
        <p className={classes.read} data-tone="trouble" role="alert">
          <span><IconAlertTriangle {...icon} />{t("delivery.failed", { reason: delivery.reason ?? "" })} {delivery.advice}</span>
          <button type="button" className="word" onClick={() => void tryAgain(entry)}>{t("act.retry")}</button>
        </p>
      )
    case "unsure":
      return (
        <p className={classes.read} data-tone="unsure">
          <span><IconHelpCircle {...icon} />{delivery.advice ?? t("delivery.unsure")}</span>
          <button type="button" className="word" onClick={() => void tryAgain(entry)}>{t("delivery.again")}</button>
        </p>
      )
  }
}

/** It never left this window: kept here until somebody decides. */
function NotSent({ id, why }: { id: string; why: string }) {
  return (
    <p className={classes.read} data-tone="trouble" role="alert">
      <span><IconAlertTriangle size={14} stroke={1.6} aria-hidden="true" />{t("delivery.not_sent", { reason: why })}</span>
      <button type="button" className="word" onClick={() => void resendUnsent(id)}>{t("act.retry")}</button>
      <button type="button" className="word" onClick={() => editUnsent(id)}>{t("act.edit")}</button>
      <button type="button" className="word" onClick={() => discardUnsent(id)}>{t("delivery.discard")}</button>
    </p>
  )
}
