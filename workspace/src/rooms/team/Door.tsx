import { useEffect, type ReactNode } from "react"
import { t } from "../../i18n"
import { Mark } from "../../parts/Mark"
import { Counter } from "./Counter"
import classes from "./door.module.css"

/** Morning, afternoon or evening, on this clock. */
export function greeting(hour = new Date().getHours()): string {
  if (hour >= 5 && hour < 12) return t("team.morning")
  return hour >= 12 && hour < 18 ? t("team.afternoon") : t("team.evening")
}

export function Door({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  useEffect(() => { document.title = `${title} · ${t("app.name")}` }, [title])
  return (
    <div className={classes.door}>
      <main className={classes.side}>
        <p className={classes.mark}><Mark size={26} /> {t("app.name")}</p>
        <div className={classes.within}>
          <h1>{title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
          {children}
        </div>
      </main>
      <div className={classes.picture}><Counter /></div>
    </div>
  )
}
