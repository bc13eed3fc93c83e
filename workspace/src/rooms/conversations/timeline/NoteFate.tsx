import { t } from "../../../i18n"
import { discardUnsent, editUnsent, resendUnsent, unsent } from "../composer/sending"
import classes from "./timeline.module.css"

export function DeliveryLineOfNote({ id }: { id: string }) {
  const kept = unsent.use((now) => now[id])
  if (!kept?.problem) return null
  return (
    <p className={classes.read} data-tone="trouble" role="alert">
      <span>{t("delivery.not_sent", { reason: kept.problem })}</span>
      <button type="button" className="word" onClick={() => void resendUnsent(id)}>{t("act.retry")}</button>
      <button type="button" className="word" onClick={() => editUnsent(id)}>{t("act.edit")}</button>
      <button type="button" className="word" onClick={() => discardUnsent(id)}>{t("delivery.discard")}</button>
    </p>
  )
}
