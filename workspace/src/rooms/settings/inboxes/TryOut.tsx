import { Button } from "@mantine/core"
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react"
import { useState } from "react"
import { api, asProblem, type Problem } from "../../../api/client"
import { t } from "../../../i18n"
import { listed, type Listed } from "../parts/listed"
import { Fault } from "../parts/parts"
import parts from "../parts/parts.module.css"
import type { Step } from "./model"
import classes from "./inboxes.module.css"

type Answer = Listed<Step> | { steps: Step[] }
const stepsOf = (answer: Answer): Step[] => ("steps" in answer ? answer.steps : listed(answer))

/** Try the connections, and say in plain words what works and what to do about the rest. */
export function TryOut({ inbox, tried, main = false }: { inbox: string; tried?: (fine: boolean) => void; main?: boolean }) {
  const [steps, setSteps] = useState<Step[] | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const found = stepsOf(await api.post<Answer>(`/inboxes/${inbox}/test`))
      setSteps(found)
      tried?.(found.every((step) => step.ok))
    } catch (failure) {
      setProblem(asProblem(failure))
    }
    setBusy(false)
  }
  return (
    <div>
      <Button variant={main ? "filled" : "default"} loading={busy} onClick={() => void go()}>{steps ? t("settings.test_again") : t("settings.test")}</Button>
      <div role="status" aria-live="polite">
        {busy && !steps && <p className={parts.hint} style={{ marginTop: 8 }}>{t("settings.testing")}</p>}
        {steps && <ol className={classes.steps}>{steps.map((step) => <One key={step.name} step={step} />)}</ol>}
        {steps?.every((step) => step.ok) && <p className={parts.green}>{t("settings.test_fine")}</p>}
      </div>
      <Fault problem={problem} />
    </div>
  )
}

const One = ({ step }: { step: Step }) => (
  <li className={classes.step} data-ok={step.ok}>
    {step.ok ? <IconCheck size={16} stroke={1.8} aria-hidden="true" /> : <IconAlertTriangle size={16} stroke={1.6} aria-hidden="true" />}
    <div><p>{step.words}</p>{step.advice && <p className={classes.advice}>{step.advice}</p>}</div>
  </li>
)
