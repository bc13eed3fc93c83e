/** For admins, above the rooms: something needs them. Calm, and gone when they say so, until something else does. */
import { useEffect, useState } from "react"
import { Link, useLocation } from "wouter"
import { t } from "../i18n"
import { desk, useAgent } from "../live/desk"
import { askHealth, sentence, type Finding } from "../live/health"
import classes from "./App.module.css"

const FIRST = 2_000
const EVERY = 300_000
const HIDDEN = "sk-health-hidden"
const nameOf = (findings: readonly Finding[]): string => findings.map((each) => `${each.kind} ${each.link}`).sort().join(",")

function useTrouble(): Finding[] {
  const { role } = useAgent()
  // The news of an inbox or a store in trouble comes by itself: then look at once.
  const told = desk.use((now) => [...(now.me?.inboxes ?? []), ...(now.me?.stores ?? [])].map((each) => `${each.state} ${each.problem ?? ""}`).join())
  const [bad, setBad] = useState<Finding[]>([])
  useEffect(() => {
    if (role !== "admin") return
    const look = () => {
      // A failed look is no news: the page itself says what is wrong with asking.
      if (!document.hidden) askHealth().then(({ findings }) => setBad(findings.filter((each) => each.state === "bad")), () => undefined)
    }
    const first = setTimeout(look, FIRST)
    const timer = setInterval(look, EVERY)
    return () => { clearTimeout(first); clearInterval(timer) }
  }, [role, told])
  return bad
}

export function HealthLine() {
  const bad = useTrouble()
  const [here] = useLocation()
  const [hidden, setHidden] = useState(() => sessionStorage.getItem(HIDDEN))
  const [first] = bad
  if (!first || hidden === nameOf(bad) || here.startsWith("/settings/health")) return null
  const hide = () => { sessionStorage.setItem(HIDDEN, nameOf(bad)); setHidden(nameOf(bad)) }
  return (
    <div className={classes.health} role="status">
      <span>{sentence(first)}</span>
      <Link href="/settings/health">{t("health.banner")}</Link>
      <button type="button" className="word" onClick={hide}>{t("health.banner_hide")}</button>
    </div>
  )
}
