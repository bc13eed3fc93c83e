/** What a file means, corrected by the owner; what a trial found; and the step that takes it in. */
import { Button } from "@mantine/core"
import { useState } from "react"
import { api, asProblem, type Problem } from "../../../../api/client"
import { t } from "../../../../i18n"
import { Fault } from "../../parts/parts"
import parts from "../../parts/parts.module.css"
import connected from "../../connected/connected.module.css"
import classes from "./csv.module.css"
import { Columns } from "./Columns"
import { things, type Plan, type StoreFile } from "./model"
import { Found } from "./Found"
import { Written } from "./Written"

const alike = (one: Plan, other: Plan): boolean => JSON.stringify({ ...one, words: {} }) === JSON.stringify({ ...other, words: {} })

export function Planned({ file, plan, keep }: { file: StoreFile; plan: Plan; keep: (file: StoreFile) => void }) {
  const [draft, setDraft] = useState(plan)
  const [doing, setDoing] = useState<"check" | "bring" | "again" | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const act = async (what: NonNullable<typeof doing>, ask: () => Promise<StoreFile>) => {
    setDoing(what)
    setProblem(null)
    try {
      const told = await ask()
      if (told.plan) setDraft(told.plan)
      keep(told)
    } catch (failure) {
      setProblem(asProblem(failure))
    }
    setDoing(null)
  }
  const path = `/store-files/${file.id}`
  const check = () => void act("check", async () => { await api.put(`${path}/plan`, draft); return api.post<StoreFile>(`${path}/check`) })
  const bring = () => void act("bring", () => api.post<StoreFile>(`${path}/import`))
  /** The columns are guessed anew once the file is read in another way. */
  const reread = (part: Partial<Plan>) => void act("again", () => api.put<StoreFile>(`${path}/plan`, { ...draft, ...part, columns: [] }))
  const change = (part: Partial<Plan>) => { setDraft({ ...draft, ...part }); setProblem(null) }
  const changed = JSON.stringify(draft) !== JSON.stringify(plan)
  // Saying what words mean leaves what was found in sight: there may be several.
  const found = file.state === "checked" && alike(draft, plan) ? file.report : null
  const fields = problem?.fields ?? {}
  const asked = (
    <>
      <Columns plan={draft} shape={file.shape} change={setDraft} fields={fields} />
      <Written plan={draft} change={change} reread={reread} busy={doing === "again"} fields={fields} />
    </>
  )
  return (
    <>
      {found && <Found file={file} report={found} plan={draft} change={setDraft} />}
      {found ? <details className={parts.section}><summary>{t("csv.change_meaning")}</summary>{asked}</details> : asked}
      <div className={`${parts.saving} ${classes.next}`}>
        {found && !changed && things(found) > 0 && !found.scattered
          ? <Button loading={doing === "bring"} onClick={bring}>{t(`csv.take_${draft.kind}`, { count: things(found) })}</Button>
          : <Button loading={doing === "check"} onClick={check}>{found ? t("csv.check_again") : t("csv.check")}</Button>}
        {!found && <span className={parts.hint} style={{ margin: 0 }}>{t("csv.check_hint")}</span>}
        <Fault problem={problem} />
      </div>
      <p className={connected.none} role="status">{doing === "again" ? t("csv.reading_again") : ""}</p>
    </>
  )
}
