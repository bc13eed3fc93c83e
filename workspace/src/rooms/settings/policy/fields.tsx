/** Fields of the rules: each knows its path, keeps what is typed until it can be read, and shows why it cannot be. */
import { Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core"
import { useState, type ReactNode } from "react"
import { t } from "../../../i18n"
import { amountOf, asTyped, linesOf, wholeOf } from "./amounts"
import type { Draft } from "./draft"
import { CHANGED_ITEMS } from "./says"

interface Place { draft: Draft; path: string; label: string; hint?: ReactNode }
interface Reading extends Place { shown: string; reads: (words: string) => number | null | undefined; bad: string; needed?: boolean | undefined }

/** Empty is "no limit" unless it is `needed`. */
function Typed({ draft, path, label, hint, shown, reads, bad, needed }: Reading) {
  const [words, setWords] = useState(shown)
  const type = (next: string) => {
    setWords(next)
    const value = reads(next)
    if (value === undefined) return draft.wrong(path, bad)
    if (value === null && needed) return draft.wrong(path, t("policy.needed"))
    draft.wrong(path, null)
    draft.set(path, value)
  }
  return (
    <TextInput label={label} description={hint} inputWrapperOrder={["label", "input", "error", "description"]} value={words} inputMode="decimal" autoComplete="off"
      placeholder={needed ? undefined : t("policy.no_limit")} error={draft.fault(path)} onChange={(event) => type(event.currentTarget.value)} />
  )
}

export function Amount(props: Place & { needed?: boolean }) {
  const { currency } = props.draft.rules
  const bad = t("policy.bad_money", { example: asTyped(1250, currency) })
  return <Typed key={currency} {...props} shown={asTyped(props.draft.value(props.path) as number | null | undefined, currency)} reads={(words) => amountOf(words, currency)} bad={bad} />
}

export function Whole(props: Place & { needed?: boolean }) {
  const value = props.draft.value(props.path) as number | null | undefined
  return <Typed {...props} shown={value === null || value === undefined ? "" : String(value)} reads={wholeOf} bad={t("policy.bad_number")} />
}

export function Tick({ draft, path, label }: Place) {
  return <Checkbox label={label} checked={draft.value(path) === true} onChange={(event) => draft.set(path, event.currentTarget.checked)} />
}

/** Other marks of an order may stand in the list: they stay. */
export function NotAfter({ draft, path }: Omit<Place, "label">) {
  const marks = (draft.value(path) ?? []) as string[]
  const others = marks.filter((each) => each !== CHANGED_ITEMS)
  return <Checkbox label={t("policy.f_not_after")} checked={marks.includes(CHANGED_ITEMS)} onChange={(event) => draft.set(path, event.currentTarget.checked ? [...others, CHANGED_ITEMS] : others)} />
}

export function Choice({ draft, path, label, data }: Place & { data: { value: string; label: string }[] }) {
  return <NativeSelect label={label} data={data} value={String(draft.value(path))} error={draft.fault(path)} onChange={(event) => draft.set(path, event.currentTarget.value)} />
}

export function Lines({ draft, path, label, hint }: Place) {
  const [words, setWords] = useState(((draft.value(path) ?? []) as string[]).join("\n"))
  return (
    <Textarea label={label} description={hint} inputWrapperOrder={["label", "input", "error", "description"]} autosize minRows={2} maxRows={8} value={words} dir="auto" error={draft.fault(path)}
      onChange={(event) => { setWords(event.currentTarget.value); draft.set(path, linesOf(event.currentTarget.value)) }} />
  )
}
