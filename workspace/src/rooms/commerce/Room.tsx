import { useEffect, type ReactNode } from "react"
import { Link } from "wouter"
import { t } from "../../i18n"
import { NewsLine } from "../../shell/news"
import classes from "./room.module.css"

export interface Tab { href: string; label: string; current: boolean; count?: number }

/** A room of one column: a title, a sentence, tabs, and what stands in it. */
export function Room({ title, lead, tabs, children }: { title: string; lead: string; tabs: readonly Tab[]; children: ReactNode }) {
  useEffect(() => { document.title = `${title} · ${t("app.name")}` }, [title])
  return (
    <main className={classes.room}>
      <div className={classes.page}>
        <h1>{title}</h1>
        <p className={classes.lead}>{lead}</p>
        {tabs.length > 1 && (
          <nav className={classes.tabs} aria-label={title}>
            {tabs.map(({ href, label, current, count }) => <Link key={href} href={href} aria-current={current ? "page" : undefined}>{label}{!!count && <span className="n">{count}</span>}</Link>)}
          </nav>
        )}
        {children}
        <NewsLine className={classes.news} />
      </div>
    </main>
  )
}
