import { Link } from "wouter"
import type { Budget } from "../../../api/ruling"
import { t } from "../../../i18n"
import { money } from "../money"
import { givenOf } from "./budget"
import classes from "./wow.module.css"

/** One line: what is left, and a bar of what is given. `href`: where something given is written down. */
export function WowBar({ budget, label = t("wow.yours"), href }: { budget: Budget; label?: string; href?: string }) {
  const left = { ...budget.left, minor: Math.max(0, budget.left.minor) }
  return (
    <div className={classes.bar}>
      <p>{href ? <Link href={href} title={t("wow.give")}>{label}</Link> : <span>{label}</span>}<span className="n">{t("wow.left", { left: money(left), budget: money(budget.budget) })}</span></p>
      <Track budget={budget} />
    </div>
  )
}

/** The bar alone, where the words stand beside it. */
export const Track = ({ budget }: { budget: Budget }) => <span className={classes.track} aria-hidden="true"><span style={{ width: `${givenOf(budget)}%` }} /></span>
