/** An original as plain text: nothing of it is run, loaded or clicked. */
import { api } from "../../../api/client"
import { t } from "../../../i18n"
import { fileSize } from "../../../i18n/times"
import { useLoaded } from "../../../live/loaded"
import { When } from "../parts/parts"
import classes from "../mail.module.css"

interface Original { headers: { name: string; value: string }[]; text: string; size: number; cut: boolean }

export function Look({ id }: { id: string }) {
  const loaded = useLoaded(`look ${id}`, (signal) => api.get<Original>(`/quarantine/${id}/look`, undefined, signal))
  return (
    <When loaded={loaded}>
      {({ headers, text, size, cut }) => (
        <div className={classes.look}>
          {headers.length > 0 && (
            <dl className={classes.headers} aria-label={t("mail.look_headers")} tabIndex={0}>
              {headers.map((each, index) => <div key={index}><dt>{each.name}</dt><dd>{each.value}</dd></div>)}
            </dl>
          )}
          <pre className={classes.text} aria-label={t("mail.look_text")} role="region" tabIndex={0}>{text}</pre>
          {cut && <p className={classes.none}>{t("mail.look_cut", { size: fileSize(size) })}</p>}
        </div>
      )}
    </When>
  )
}
