import { Button, NativeSelect, TextInput } from "@mantine/core"
import { useState } from "react"
import { api, asProblem } from "../../api/client"
import type { Agent, Role } from "../../api/types"
import { t } from "../../i18n"
import { roleChoices } from "../settings/Agents"
import { Copyable } from "../settings/parts/parts"
import parts from "../settings/parts/parts.module.css"
import { Later, Step, type StepProps } from "."
import classes from "./setup.module.css"

interface Wanted { email: string; role: Role; link: string | null; problem: string | null }
const NOBODY: Wanted = { email: "", role: "agent", link: null, problem: null }

async function invited(one: Wanted): Promise<Wanted> {
  if (!one.email.trim() || one.link) return one
  try {
    const agent = await api.post<Agent>("/agents", { email: one.email.trim(), role: one.role })
    const { link } = await api.post<{ link: string }>(`/agents/${agent.id}/invitation`)
    return { ...one, link, problem: null }
  } catch (failure) {
    return { ...one, problem: asProblem(failure).detail }
  }
}

export function Colleagues({ onward }: StepProps) {
  const [all, setAll] = useState<Wanted[]>([NOBODY, NOBODY])
  const [busy, setBusy] = useState(false)
  const change = (at: number, part: Partial<Wanted>) => setAll((now) => now.map((each, n) => (n === at ? { ...each, ...part, problem: null } : each)))
  const invite = async () => {
    setBusy(true)
    // One after the other: the same address twice must be refused, not raced.
    const done: Wanted[] = []
    for (const one of all) done.push(await invited(one))
    setAll(done)
    setBusy(false)
  }
  const somebody = all.some((each) => each.email.trim() && !each.link)
  return (
    <Step title={t("setup.colleagues_title")} lead={t("setup.colleagues_lead")}>
      <form onSubmit={(event) => { event.preventDefault(); void invite() }}>
        <div className={classes.people}>
          {all.map((one, at) => one.link
            ? <div key={at}><p><b>{one.email}</b></p><Copyable text={one.link} label={t("settings.invite_link")} /></div>
            : (
              <div key={at} className={classes.person}>
                <TextInput type="email" aria-label={t("setup.colleague_n", { n: at + 1 })} placeholder="name@example.com" value={one.email} error={one.problem} onChange={(event) => change(at, { email: event.currentTarget.value })} />
                <NativeSelect aria-label={t("settings.role")} data={roleChoices()} value={one.role} onChange={(event) => change(at, { role: event.currentTarget.value as Role })} />
              </div>
            ))}
        </div>
        <button type="button" className="word" onClick={() => setAll((now) => [...now, NOBODY])}>{t("setup.colleague_more")}</button>
        {all.some((each) => each.link) && <p className={parts.hint} style={{ marginTop: 12 }}>{t("settings.invite_made")}</p>}
        <div className={classes.foot}>
          {somebody ? <Button type="submit" size="md" loading={busy}>{t("settings.invite")}</Button> : <Button size="md" variant={all.some((each) => each.link) ? "filled" : "default"} onClick={onward}>{t("setup.onward")}</Button>}
          {somebody && <Later onward={onward} />}
        </div>
      </form>
    </Step>
  )
}
