import { IconTemplate, IconX } from "@tabler/icons-react"
import { api, type Page } from "../../../api/client"
import type { MacroSuggestion } from "../../../api/shop"
import type { Conversation, Id, Macro } from "../../../api/types"
import { t } from "../../../i18n"
import { desk } from "../../../live/desk"
import { useLoaded } from "../../../live/loaded"
import { actWords, dismissRun, gapsIn, previewed, runs, runWords, sideSteps } from "./macros"
import { write, type Composing } from "./state"
import classes from "./macros.module.css"

/** Under the words: what Send will do besides, what was filled in, what is still missing. `doubt`: who they only say to be. */
export function MacroLine({ id, now, coming, doubt }: { id: Id; now: Composing; coming: string | null; doubt: string }) {
  const { macro } = now
  if (coming) return <p className={classes.line} role="status">{t("macro.coming", { name: coming })}</p>
  const gaps = gapsIn(now.text, macro?.missing ?? null)
  const lacking = gaps.length > 0 && <p className={classes.missing} role="alert">{t("macro.fill_first", { names: gaps.join(", ") })}</p>
  if (!macro) return lacking && <div className={classes.line}>{lacking}</div>
  const steps = sideSteps(macro.steps)
  const filled = (macro.filled ?? []).filter((value) => now.text.includes(value))
  return (
    <div className={classes.line} role="group" aria-label={t("macro.just_words", { name: macro.name })}>
      {lacking}
      {doubt && <p className={classes.doubt} role="alert">{t("do.doubt", { name: doubt })}</p>}
      {filled.length > 0 && <p className={classes.filled}>{t("macro.filled")} {filled.map((value) => <mark key={value} dir="auto">{value}</mark>)}</p>}
      <p>
        <span>{t(steps.length ? "macro.saying" : "macro.just_words", { name: macro.name })}{macro.about ? `, ${t("macro.about", { number: macro.about.replace(/^#/, "") })}` : ""}</span>
        <button type="button" className={`plain ${classes.drop}`} aria-label={t("macro.drop", { name: macro.name })} title={t("macro.drop", { name: macro.name })} onClick={() => write(id, { macro: null })}>
          <IconX size={14} stroke={1.6} aria-hidden="true" />
        </button>
      </p>
      {steps.length > 0 && (
        <ul>
          {steps.map((step, index) => (
            <li key={index} data-trouble={step.problem ? true : undefined}>
              {actWords(step.kind, step.args, step.words)}{previewed(step) && <b className="n">{previewed(step)}</b>}
              {step.problem && <em role="alert">{step.problem}</em>}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const FEW = 2

/** Beside the tools while nothing is written: what may fit here. */
export function Fitting({ conversation, take }: { conversation: Conversation; take: (macro: Macro) => void }) {
  const macros = desk.use((now) => now.me?.macros ?? [])
  const found = useLoaded(macros.length ? `fitting ${conversation.id}|${conversation.last_in_at ?? 0}|${conversation.topic_id ?? ""}` : null, (signal) => api.get<Page<MacroSuggestion>>(`/conversations/${conversation.id}/macros`, {}, signal))
  const fitting = (found.data?.items ?? []).map((each) => macros.find((one) => one.id === each.macro_id)).filter((each): each is Macro => !!each).slice(0, FEW)
  return (
    <>
      {fitting.map((macro) => (
        <button key={macro.id} type="button" className={`plain ${classes.fitting}`} title={t("macro.fits")} onMouseDown={(event) => event.preventDefault()} onClick={() => take(macro)}>
          <IconTemplate size={15} stroke={1.6} aria-hidden="true" /><span>{macro.name}</span>
        </button>
      ))}
    </>
  )
}

/** Above the sheet: a macro that waits for the shop, or was stopped by it. */
export function RunLine({ conversationId }: { conversationId: Id }) {
  const run = runs.use((now) => now[conversationId])
  if (!run || run.state === "done") return null
  return (
    <p className={classes.run} data-tone={run.state === "stopped" ? "trouble" : undefined} role={run.state === "stopped" ? "alert" : "status"}>
      <IconTemplate size={15} stroke={1.6} aria-hidden="true" />
      <span>{runWords(run)}</span>
      <button type="button" className="word" onClick={() => dismissRun(conversationId)}>{t("act.dismiss")}</button>
    </p>
  )
}
