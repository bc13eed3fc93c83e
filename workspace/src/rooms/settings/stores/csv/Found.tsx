/** What a trial found: how many and for how much, three of them as we understood them, unknown words, and what is wrong with which line. */
import { NativeSelect } from "@mantine/core"
import { address, api } from "../../../../api/client"
import { spoken, t } from "../../../../i18n"
import { longDate } from "../../../../i18n/times"
import { useLoaded } from "../../../../live/loaded"
import { money } from "../../../commerce/money"
import { listed, type Listed } from "../../parts/listed"
import parts from "../../parts/parts.module.css"
import classes from "./csv.module.css"
import { fieldWords, MEANINGS, meaningWords, said, things, type Plan, type Problem, type Report, type StoreFile } from "./model"

const SHOWN = 10

export function Found({ file, report, plan, change }: { file: StoreFile; report: Report; plan: Plan; change: (plan: Plan) => void }) {
  const { new: fresh, changed, same } = report.things
  const count = things(report)
  return (
    <div className={classes.found} role="status">
      <p className={classes.sum}>{t(`csv.count_${plan.kind}`, { count })}</p>
      {count > 0 && <p>{t("csv.of_them", { fresh, changed, same })}</p>}
      {report.sums.map((one) => (
        <p key={one.total.currency} className="n">{t("csv.sums", { count: one.orders, total: money(one.total) })}{one.refunded.minor ? ` ${t("csv.sums_back", { refunded: money(one.refunded) })}` : ""}</p>
      ))}
      {report.first_at !== null && report.last_at !== null && <p>{t("csv.from_to", { first: longDate(report.first_at, plan.zone), last: longDate(report.last_at, plan.zone) })}</p>}
      {report.scattered > 0 && <p className={parts.clay} role="alert">{t("csv.scattered", { count: report.scattered })}</p>}
      <Examples report={report} zone={plan.zone} />
      <Words report={report} plan={plan} change={change} />
      {report.problems > 0 && <><h3>{t("csv.problems", { count: report.problems })}</h3><Problems file={file} report={report} /></>}
    </div>
  )
}

function Examples({ report, zone }: { report: Report; zone: string }) {
  return report.examples.length > 0 && (
    <>
      <h3>{t("csv.examples")}</h3>
      <ul className={classes.examples} aria-label={t("csv.examples")}>
        {report.examples.map((one, at) => (
          <li key={at}>
            <span><b>{one.title}</b>{one.who && ` · ${one.who}`}{one.at !== null && ` · ${longDate(one.at, zone)}`}</span>
            {one.total && <span className={`n ${classes.money}`}>{money(one.total)}</span>}
            <span className={classes.more}>{[one.words.join(", "), one.state && one.state.split(" ").map(meaningWords).join(", ")].filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

interface Given { plan: Plan; change: (plan: Plan) => void }

/** What nobody knows stands open; what we took for known can be looked up and corrected. */
function Words({ report, ...given }: Given & { report: Report }) {
  const unknown = report.words.filter((one) => !one.meaning)
  const known = report.words.filter((one) => one.meaning)
  return (
    <>
      {unknown.length > 0 && (
        <>
          <h3>{t("csv.unknown")}</h3>
          <p className={parts.hint}>{t("csv.unknown_lead")}</p>
          <Meanings label={t("csv.unknown")} words={unknown} {...given} />
        </>
      )}
      {known.length > 0 && (
        <details className={classes.known}>
          <summary>{t("csv.known", { count: known.length })}</summary>
          <Meanings label={t("csv.known", { count: known.length })} words={known} {...given} />
        </details>
      )}
    </>
  )
}

function Meanings({ label, words, plan, change }: Given & { label: string; words: Report["words"] }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {words.map(({ field, word, count, meaning }) => (
        <li key={`${field} ${word}`} className={classes.column}>
          <div className={classes.said}><b>{word}</b><span>{t("csv.word_in", { field: fieldWords(field), count })}</span></div>
          <NativeSelect aria-label={t("csv.means", { name: word })} value={plan.words[field]?.[word] ?? meaning} onChange={(event) => change(said(plan, field, word, event.currentTarget.value))}
            data={[...(meaning ? [] : [{ value: "", label: t("csv.word_none") }]), ...(MEANINGS[field] ?? []).map((value) => ({ value, label: meaningWords(value) }))]} />
        </li>
      ))}
    </ul>
  )
}

/** What is wrong with which line: before a file is taken in, and after, until its cells are forgotten. */
export function Problems({ file, report }: { file: StoreFile; report: Report }) {
  const language = spoken.read().locale
  const path = `/store-files/${file.id}/problems`
  const loaded = useLoaded(`problems ${file.id} ${report.problems} ${report.rows}`, (signal) => api.get<Listed<Problem>>(path, { language }, signal))
  const rows = loaded.data ? listed(loaded.data).slice(0, SHOWN) : []
  if (loaded.data && !rows.length) return <p className={parts.hint}>{t("csv.problems_gone")}</p>
  return (
    <>
      <p className={parts.hint}>{report.skipped ? t("csv.skipped", { count: report.skipped }) : t("csv.none_skipped")}</p>
      <ul className={classes.problems} aria-label={t("csv.problems", { count: report.problems })}>
        {rows.map((one, at) => <li key={at} data-skipped={one.skipped || undefined}><span className="n">{t("csv.line", { line: one.line })}</span><span>{one.words}</span></li>)}
      </ul>
      {report.problems > rows.length && <p className={parts.hint}>{t("csv.more_problems", { count: report.problems - rows.length })}</p>}
      <a className="word" href={address(`${path}.csv`, { language })} download>{t("csv.download")}</a>
    </>
  )
}
