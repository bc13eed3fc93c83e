/** Empty, loading and broken: states worth reading. */
import { Button } from "@mantine/core"
import type { ReactNode } from "react"
import type { Problem } from "../api/client"
import { t } from "../i18n"
import classes from "./parts.module.css"

export function Empty({ title, children, art, tools }: { title: string; children?: ReactNode; art?: ReactNode; tools?: ReactNode }) {
  return (
    <div className={classes.state}>
      {art && <span className={classes.art} aria-hidden="true">{art}</span>}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {tools && <div className={classes.tools}>{tools}</div>}
    </div>
  )
}

/** The server's own words say what to do; we only add the button. */
export function Trouble({ problem, title, again }: { problem: Problem | { detail: string }; title?: string; again?: (() => void) | undefined }) {
  return (
    <div className={classes.state} data-tone="trouble" role="alert">
      {title && <h2>{title}</h2>}
      <p>{problem.detail}</p>
      {again && <div className={classes.tools}><Button variant="default" size="sm" onClick={again}>{t("act.retry")}</Button></div>}
    </div>
  )
}

/** Grey bars where words will stand. `lines` are widths in percent. */
export function Bones({ lines = [60, 90, 75] }: { lines?: number[] }) {
  return (
    <div style={{ display: "grid", gap: 10, padding: 24 }} aria-busy="true">
      <span className="vh" role="status">{t("line.loading")}</span>
      {lines.map((width, index) => <span key={index} className={classes.bone} style={{ width: `${width}%`, height: 12 }} />)}
    </div>
  )
}
