/** Each column with what stands in it, and what it means to us. */
import { NativeSelect } from "@mantine/core"
import { useId, useState } from "react"
import { t, type Key } from "../../../../i18n"
import parts from "../../parts/parts.module.css"
import classes from "./csv.module.css"
import { FIELDS, fieldWords, meant, type Plan, type Shape } from "./model"

interface Given { plan: Plan; shape: Shape | null; change: (plan: Plan) => void; fields: Record<string, string> }

export function Columns({ plan, shape, change, fields }: Given) {
  const columns = shape?.columns ?? []
  // Which columns are folded away is decided once: nothing jumps while somebody chooses.
  const [used] = useState(() => new Set(plan.columns.flatMap((field, at) => (field ? [at] : []))))
  const at = columns.map((_, index) => index)
  const shown = at.filter((index) => used.has(index) || fields[`columns.${index}`])
  const others = at.filter((index) => !shown.includes(index))
  const row = (index: number) => (
    <One key={index} plan={plan} name={columns[index]?.name ?? ""} samples={columns[index]?.samples ?? []} field={plan.columns[index] ?? ""}
      choose={(field) => change(meant(plan, index, field))} wrong={fields[`columns.${index}`]} />
  )
  return (
    <div className={classes.columns}>
      <h3>{t("csv.columns")}</h3>
      <p className={parts.hint}>{t("csv.columns_lead")}</p>
      {fields["columns"] && <p className={parts.clay} role="alert">{fields["columns"]}</p>}
      <ul className={classes.list} aria-label={t("csv.columns")}>{shown.map(row)}</ul>
      {others.length > 0 && (
        <details>
          <summary>{t("csv.unused", { count: others.length })}</summary>
          <ul className={classes.list} aria-label={t("csv.unused", { count: others.length })}>{others.map(row)}</ul>
        </details>
      )}
    </div>
  )
}

interface Column { plan: Plan; name: string; samples: readonly string[]; field: string; choose: (field: string) => void; wrong: string | undefined }

function One({ plan, name, samples, field, choose, wrong }: Column) {
  const id = useId()
  const groups = Object.entries(FIELDS[plan.kind])
  const odd = field && !groups.some(([, names]) => names.includes(field))
  const data = [
    { value: "", label: t("csv.nothing") },
    ...(odd ? [{ value: field, label: fieldWords(field) }] : []),
    ...groups.map(([group, names]) => ({ group: t(`csv.g_${group}` as Key), items: names.map((value) => ({ value, label: fieldWords(value) })) })),
  ]
  return (
    <li className={classes.column} data-used={field !== "" || undefined}>
      <div id={id} className={classes.said}>
        <b>{name}</b>
        <span>{samples.length ? samples.join(" · ") : t("csv.empty")}</span>
      </div>
      <NativeSelect aria-label={t("csv.means", { name })} aria-describedby={id} data={data} value={field} error={wrong} onChange={(event) => choose(event.currentTarget.value)} />
    </li>
  )
}
