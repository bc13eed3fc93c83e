import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core"
import "@mantine/core/styles/NumberInput.layer.css"
import { IconX } from "@tabler/icons-react"
import type { MacroAct } from "../../../api/shop"
import { t, type Key } from "../../../i18n"
import { useMe } from "../../../live/desk"
import { Field } from "../parts/parts"
import classes from "./acts.module.css"

type Args = Record<string, unknown>
type Input = { name: string; label: Key } & ({ as: "words" } | { as: "number"; least: number; most: number } | { as: "choice"; of: (args: Args) => { value: string; label: string }[]; number?: boolean } | { as: "check" })

const priorities = () => [{ value: "0", label: t("macro.normal") }, { value: "1", label: t("macro.high") }, { value: "2", label: t("macro.urgent") }]
const shares = () => [{ value: "all", label: t("macro.all") }, { value: "shipping", label: t("macro.shipping") }, { value: "percent", label: t("macro.share") }]
const tag: Input = { name: "tag", label: "macro.field.tag", as: "words" }
const percent = (label: Key): Input => ({ name: "percent", label, as: "number", least: 1, most: 100 })

/** Each kind of act: what it begins with, and what there is to say about it. One line a kind. */
const KINDS: Record<string, { begin: Args; inputs: (args: Args) => Input[] }> = {
  tag: { begin: { tag: "" }, inputs: () => [tag] },
  untag: { begin: { tag: "" }, inputs: () => [tag] },
  topic: { begin: { topic_id: "" }, inputs: () => [] },
  assign: { begin: { agent_id: "me", team_id: null }, inputs: () => [] },
  priority: { begin: { priority: 1 }, inputs: () => [{ name: "priority", label: "macro.kind.priority", as: "choice", of: priorities, number: true }] },
  note: { begin: { text: "" }, inputs: () => [{ name: "text", label: "macro.field.text", as: "words" }] },
  task: { begin: { title: "", days: 1 }, inputs: () => [{ name: "title", label: "macro.field.title", as: "words" }, { name: "days", label: "macro.field.days", as: "number", least: 0, most: 365 }] },
  snooze: { begin: { hours: 24 }, inputs: () => [{ name: "hours", label: "macro.field.hours", as: "number", least: 1, most: 8760 }] },
  close: { begin: {}, inputs: () => [] },
  refund: { begin: { what: "all", percent: null }, inputs: (args) => [{ name: "what", label: "macro.field.what", as: "choice", of: shares }, ...(args.what === "percent" ? [percent("macro.field.percent")] : [])] },
  cancel_order: { begin: {}, inputs: () => [] },
  discount: { begin: { percent: 10, days: 30 }, inputs: () => [percent("macro.field.off"), { name: "days", label: "macro.field.valid", as: "number", least: 1, most: 730 }] },
  credit: { begin: { percent: 10 }, inputs: () => [percent("macro.field.percent")] },
  return: { begin: { label: true }, inputs: () => [{ name: "label", label: "macro.field.label", as: "check" }] },
  order_tag: { begin: { tag: "" }, inputs: () => [tag] },
}

export const beginning = (kind: string): MacroAct => ({ kind, args: { ...KINDS[kind]?.begin } })
const kindName = (kind: string): string => (Object.hasOwn(KINDS, kind) ? t(`macro.kind.${kind}` as Key) : kind)

interface Props { acts: MacroAct[]; set: (acts: MacroAct[]) => void; topics: { value: string; label: string }[]; error: string | undefined }

/** What a macro does beside its words. */
export function Acts({ acts, set, topics, error }: Props) {
  const change = (index: number, next: MacroAct) => set(acts.map((each, at) => (at === index ? next : each)))
  const kinds = Object.keys(KINDS).map((kind) => ({ value: kind, label: kindName(kind) }))
  return (
    <Field label={t("macro.acts")} hint={t("macro.acts_hint")}>
      <ol className={classes.acts}>
        {acts.map((act, index) => (
          <li key={index} aria-label={t("macro.act_n", { n: index + 1 })}>
            <NativeSelect aria-label={t("macro.act_n", { n: index + 1 })} value={act.kind} data={Object.hasOwn(KINDS, act.kind) ? kinds : [...kinds, { value: act.kind, label: act.kind }]} onChange={(event) => change(index, beginning(event.currentTarget.value))} />
            <Inputs act={act} topics={topics} set={(args) => change(index, { ...act, args: { ...act.args, ...args } })} />
            <button type="button" className={`plain ${classes.off}`} aria-label={t("macro.take_off", { act: kindName(act.kind) })} onClick={() => set(acts.filter((_each, at) => at !== index))}><IconX size={16} stroke={1.6} aria-hidden="true" /></button>
          </li>
        ))}
      </ol>
      {error && <p className={classes.error} role="alert">{error}</p>}
      <Button variant="default" size="xs" onClick={() => set([...acts, beginning(acts.some((each) => each.kind === "tag") ? "close" : "tag")])}>{t("macro.add")}</Button>
    </Field>
  )
}

function Inputs({ act, topics, set }: { act: MacroAct; topics: { value: string; label: string }[]; set: (args: Args) => void }) {
  const args = act.args ?? {}
  if (act.kind === "topic") return <NativeSelect aria-label={t("settings.topic")} required value={String(args.topic_id ?? "")} data={[{ value: "", label: "–" }, ...topics]} onChange={(event) => set({ topic_id: event.currentTarget.value })} />
  if (act.kind === "assign") return <Whom args={args} set={set} />
  return <>{KINDS[act.kind]?.inputs(args).map((input) => <One key={input.name} input={input} args={args} set={set} />)}</>
}

function One({ input, args, set }: { input: Input; args: Args; set: (args: Args) => void }) {
  const { name } = input
  const label = t(input.label)
  const value = args[name]
  if (input.as === "check") return <Checkbox checked={value !== false} label={label} onChange={(event) => set({ [name]: event.currentTarget.checked })} />
  if (input.as === "number") return <NumberInput label={label} min={input.least} max={input.most} clampBehavior="strict" allowDecimal={false} required value={typeof value === "number" ? value : ""} onChange={(next) => set({ [name]: typeof next === "number" ? next : null })} />
  if (input.as === "choice") return <NativeSelect aria-label={label} value={String(value ?? "")} data={input.of(args)} onChange={(event) => set({ [name]: input.number ? Number(event.currentTarget.value) : event.currentTarget.value })} />
  return <TextInput aria-label={label} placeholder={label} required value={typeof value === "string" ? value : ""} onChange={(event) => set({ [name]: event.currentTarget.value })} dir="auto" />
}

function Whom({ args, set }: { args: Args; set: (args: Args) => void }) {
  const me = useMe()
  const people = me.agents.filter((each) => each.state === "active").map((each) => ({ value: each.id, label: each.name }))
  return (
    <>
      <NativeSelect aria-label={t("macro.field.who")} value={String(args.agent_id ?? "")} data={[{ value: "me", label: t("macro.me") }, { value: "", label: t("macro.nobody") }, ...people]} onChange={(event) => set({ agent_id: event.currentTarget.value || null })} />
      {me.teams.length > 0 && <NativeSelect aria-label={t("macro.field.team")} value={String(args.team_id ?? "")} data={[{ value: "", label: `${t("macro.field.team")}: –` }, ...me.teams.map((each) => ({ value: each.id, label: each.name }))]} onChange={(event) => set({ team_id: event.currentTarget.value || null })} />}
    </>
  )
}

