import { Button } from "@mantine/core"
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react"
import { useState } from "react"
import { api, asProblem, type Problem } from "../../../api/client"
import { t } from "../../../i18n"
import { phrase } from "../../commerce/phrase"
import { Fault } from "../parts/parts"
import parts from "../parts/parts.module.css"
import classes from "./connected.module.css"

/** `what`, `became` and `remedy` are the codes of name, words and advice, where they have any. */
export interface Step { name: string; ok: boolean; words: string; advice: string | null; what?: string; became?: string; remedy?: string; values?: Record<string, unknown> }
export interface Trial { ok: boolean; steps: Step[] }

function told(step: Step): Step {
  const { name, words, advice, what = "", became = "", remedy = "", values = {} } = step
  const say = (english: string, code: string) => phrase({ words: english, code, values })
  return { ...step, name: say(name, what), words: say(words, became), advice: advice && say(advice, remedy) }
}

/** What was tried, in order: what works, and what to do about the rest. */
export const Steps = ({ steps }: { steps: readonly Step[] }) => (
  <ol className={classes.steps}>
    {steps.map(told).map((step, index) => (
      <li key={index} className={classes.step} data-ok={step.ok}>
        {step.ok ? <IconCheck size={16} stroke={1.8} aria-hidden="true" /> : <IconAlertTriangle size={16} stroke={1.6} aria-hidden="true" />}
        <div>
          <p><span className="vh">{step.ok ? t("settings.step_ok") : t("settings.step_not")}</span><b>{step.name}.</b> {step.words}</p>
          {step.advice && <p className={classes.advice}>{step.advice}</p>}
        </div>
      </li>
    ))}
  </ol>
)

interface Props {
  /** Where it is asked. */
  path: string
  words: { busy: string; fine: string }
  tried?: (fine: boolean) => void
  /** It is what this page is waiting for. */
  main?: boolean
}

/** Try what is connected already; one that stood still goes on when it works. */
export function TryOut({ path, words, tried, main = false }: Props) {
  const [trial, setTrial] = useState<Trial | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const found = await api.post<Trial>(path)
      setTrial(found)
      tried?.(found.ok)
    } catch (failure) {
      setProblem(asProblem(failure))
    }
    setBusy(false)
  }
  return (
    <div>
      <Button variant={main ? "filled" : "default"} loading={busy} onClick={() => void go()}>{trial ? t("settings.test_again") : t("settings.test")}</Button>
      <div role="status">
        {busy && !trial && <p className={parts.hint} style={{ marginTop: 8 }}>{words.busy}</p>}
        {trial && <Steps steps={trial.steps} />}
        {trial?.ok && <p className={parts.green}>{words.fine}</p>}
      </div>
      <Fault problem={problem} />
    </div>
  )
}
