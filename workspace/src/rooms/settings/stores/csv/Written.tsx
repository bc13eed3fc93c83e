/** How the file is written: days, amounts, what a row is; and, folded away, its letters and signs. */
import { NativeSelect, TextInput } from "@mantine/core"
import { t } from "../../../../i18n"
import parts from "../../parts/parts.module.css"
import connected from "../../connected/connected.module.css"
import classes from "./csv.module.css"
import { KINDS, type Kind, type Plan } from "./model"

interface Given { plan: Plan; change: (part: Partial<Plan>) => void; reread: (part: Partial<Plan>) => void; busy: boolean; fields: Record<string, string> }
interface Pick { label: string; description?: string; value: string; choices: readonly (readonly [string, string])[]; put: (value: string) => void }

const ENCODINGS = ["utf-8", "cp1252", "iso8859-15", "cp1250", "mac-roman", "utf-16-le", "utf-16-be", "shift_jis"]
const zones = (): string[] => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")]
const yes = (value: boolean): string => (value ? "yes" : "no")

export function Written(given: Given) {
  const { plan, change, fields } = given
  const orders = plan.kind === "orders"
  return (
    <div className={classes.columns}>
      <h3>{t("csv.written")}</h3>
      <div className={classes.pairs}>
        {plan.kind !== "products" && (
          <Choice label={t("csv.dates")} value={plan.dates} put={(dates) => change({ dates: dates as Plan["dates"] })}
            choices={[["dmy", t("csv.dmy")], ["mdy", t("csv.mdy")], ["ymd", t("csv.ymd")]]} />
        )}
        {plan.kind !== "products" && <Choice label={t("csv.zone")} value={plan.zone} choices={zones().map((zone) => [zone, zone.replaceAll("_", " ")])} put={(zone) => change({ zone })} />}
        <Choice label={t("csv.decimal")} value={plan.decimal} choices={[[".", "1,234.50"], [",", "1.234,50"]]} put={(decimal) => change({ decimal })} />
        <TextInput label={t("csv.currency")} value={plan.currency} maxLength={3} error={fields["currency"]} onChange={(event) => change({ currency: event.currentTarget.value.toUpperCase() })} />
        {orders && <Choice label={t("csv.rows")} value={yes(plan.one_row)} choices={[["no", t("csv.rows_line")], ["yes", t("csv.rows_order")]]} put={(value) => change({ one_row: value === "yes" })} />}
        {orders && <Choice label={t("csv.taxed")} value={yes(plan.taxed)} choices={[["yes", t("csv.taxed_yes")], ["no", t("csv.taxed_no")]]} put={(value) => change({ taxed: value === "yes" })} />}
        {orders && <Choice label={t("csv.payment")} value={plan.payment} choices={[["paid", t("csv.m_paid")], ["unpaid", t("csv.m_unpaid")]]} put={(payment) => change({ payment })} />}
        {plan.kind !== "products" && <Choice label={t("csv.known_by")} value={plan.known_by} choices={[["address", t("csv.by_address")], ["number", t("csv.by_number")]]} put={(known_by) => change({ known_by })} />}
      </div>
      <Letters {...given} />
    </div>
  )
}

function Letters({ plan, reread, busy }: Given) {
  return (
    <details className={connected.later}>
      <summary>{t("csv.letters")}</summary>
      <p className={parts.hint}>{t("csv.letters_lead")}</p>
      <div className={classes.pairs} aria-busy={busy}>
        <Choice label={t("csv.about")} value={plan.kind} choices={KINDS.map((kind) => [kind, t(`csv.about_${kind}`)])} put={(kind) => reread({ kind: kind as Kind })} />
        <Choice label={t("csv.encoding")} value={plan.encoding} choices={ENCODINGS.map((each) => [each, each.toUpperCase()])} put={(encoding) => reread({ encoding })} />
        <Choice label={t("csv.delimiter")} value={plan.delimiter} put={(delimiter) => reread({ delimiter })}
          choices={[[",", t("csv.comma")], [";", t("csv.semicolon")], ["\t", t("csv.tab")], ["|", t("csv.pipe")]]} />
        <Choice label={t("csv.quoted")} value={yes(plan.quoted)} choices={[["yes", t("csv.quoted_yes")], ["no", t("csv.quoted_no")]]} put={(value) => reread({ quoted: value === "yes" })} />
        <Choice label={t("csv.header")} value={String(plan.header)} put={(header) => reread({ header: Number(header) })}
          choices={[["0", t("csv.header_none")], ...Array.from({ length: 10 }, (_, at) => [String(at + 1), t("csv.header_line", { line: at + 1 })] as const)]} />
      </div>
    </details>
  )
}

function Choice({ label, value, choices, put }: Pick) {
  return <NativeSelect label={label} value={value} data={choices.map(([each, words]) => ({ value: each, label: words }))} onChange={(event) => put(event.currentTarget.value)} />
}
