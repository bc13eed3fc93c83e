import { Button } from "@mantine/core"
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react"
import { useState } from "react"
import { api, asProblem, type Problem } from "../../../api/client"
import type { Id } from "../../../api/types"
import { t } from "../../../i18n"
import { Fault } from "../parts/parts"
import parts from "../parts/parts.module.css"
import type { Step, Trial } from "./model"
import classes from "./stores.module.css"

/** What was tried, in order: what works, and what to do about the rest. */
export const Steps = ({ steps }: { steps: readonly Step[] }) => (
  <ol className={classes.steps}>
    {steps.map((step) => (
      <li key={step.name} className={classes.step} data-ok={step.ok}>
        {step.ok ? <IconCheck size={16} stroke={1.8} aria-hidden="true" /> : <IconAlertTriangle size={16} stroke={1.6} aria-hidden="true" />}
        <div>
          <p><span className="vh">{step.ok ? t("stores.step_ok") : t("stores.step_not")}</span><b>{step.name}.</b> {step.words}</p>
          {step.advice && <p className={classes.advice}>{step.advice}</p>}
        </div>
      </li>
    ))}
  </ol>
)

/** Try the connection of a store that is kept already; one that stood still goes on when it works. */
export function TryOut({ id, tried }: { id: Id; tried: () => void }) {
  const [trial, setTrial] = useState<Trial | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    setProblem(null)
    try {
      setTrial(await api.post<Trial>(`/stores/${id}/test`))
      tried()
    } catch (failure) {
      setProblem(asProblem(failure))
    }
    setBusy(false)
  }
  return (
    <div>
      <Button variant="default" loading={busy} onClick={() => void go()}>{trial ? t("settings.test_again") : t("stores.try")}</Button>
      <div role="status">
        {busy && !trial && <p className={parts.hint} style={{ marginTop: 8 }}>{t("stores.trying")}</p>}
        {trial && <Steps steps={trial.steps} />}
        {trial?.ok && <p className={parts.green}>{t("stores.tried_fine")}</p>}
      </div>
      <Fault problem={problem} />
    </div>
  )
}
