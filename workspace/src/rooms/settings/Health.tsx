import { Button } from "@mantine/core"
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react"
import { Fragment, useEffect } from "react"
import { Link } from "wouter"
import { t, type Key } from "../../i18n"
import { advice, askHealth, headline, moment, sentence, weighed, type Finding, type Wellness } from "../../live/health"
import { useLoaded } from "../../live/loaded"
import { Parked } from "./health/Parked"
import { Section, Sheet, When } from "./parts/parts"
import classes from "./health/health.module.css"

const AREAS = ["mail", "chat", "shop", "work", "disk", "backup", "house"] as const
const SHAPES = { good: IconCircleCheck, note: IconInfoCircle, bad: IconAlertTriangle }
const LOOK_AGAIN = 60_000

export default function Health() {
  const loaded = useLoaded("health", askHealth)
  const { again } = loaded
  useEffect(() => {
    const timer = setInterval(() => { if (!document.hidden) again() }, LOOK_AGAIN)
    return () => clearInterval(timer)
  }, [again])
  return (
    <Sheet title={t("health.title")} lead={t("health.lead")} tools={<Button variant="default" onClick={again}>{t("health.again")}</Button>}>
      <When loaded={loaded}>
        {({ findings, at, state }) => {
          const open = weighed(findings.filter((each) => each.state !== "good"))
          const parked = findings.some((each) => each.kind === "jobs_parked")
          return (
            <>
              <p className={classes.headline} data-state={state} role="status">{headline(findings)}</p>
              <p className={classes.looked}>{t("health.looked", { when: moment(at) })}</p>
              {open.length > 0 && <Findings findings={open} label={headline(findings)} />}
              {parked && <Parked changed={again} />}
              {AREAS.map((area) => {
                const fine = findings.filter((each) => each.area === area && each.state === "good")
                return fine.length > 0 && (
                  <Section key={area} title={t(`health.area_${area}` as Key)}><Findings findings={fine} label={t(`health.area_${area}` as Key)} /></Section>
                )
              })}
            </>
          )
        }}
      </When>
    </Sheet>
  )
}

function Findings({ findings, label }: { findings: Finding[]; label: string }) {
  return (
    <ul className={classes.findings} aria-label={label}>
      {findings.map((each) => <One key={`${each.kind} ${each.link} ${each.values.name ?? ""}`} finding={each} />)}
    </ul>
  )
}

function One({ finding }: { finding: Finding }) {
  const todo = advice(finding)
  return (
    <li className={classes.finding} data-state={finding.state}>
      <Sign state={finding.state} />
      <div className={classes.words}>
        <p>{sentence(finding)}</p>
        {todo && <p className={classes.advice}><Coded text={todo} /></p>}
      </div>
      {finding.link && finding.state !== "good" && <Link href={finding.link} className={`word ${classes.open}`} aria-label={`${t("health.see")}: ${sentence(finding)}`}>{t("health.see")}</Link>}
    </li>
  )
}

function Sign({ state }: { state: Wellness }) {
  const Shape = SHAPES[state]
  return <span className={classes.sign}><Shape size={20} stroke={1.6} aria-hidden="true" /><span className="vh">{t(`health.${state}`)}: </span></span>
}

/** Commands between backticks look like what they are. */
export const Coded = ({ text }: { text: string }) =>
  text.split("`").map((part, index) => (index % 2 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>))
