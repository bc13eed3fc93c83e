import { useState } from "react"
import type { Address, Id } from "../../../api/types"
import { t, type Key } from "../../../i18n"
import { write, type Composing } from "./state"
import classes from "./composer.module.css"

const MAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/

/** "Ana <ana@example.org>, bob@example.org" in, addresses and what was not one out. */
export function parseAddresses(words: string): { good: Address[]; bad: string[] } {
  const good: Address[] = []
  const bad: string[] = []
  for (const part of words.split(/[,;\n]+/).map((each) => each.trim()).filter(Boolean)) {
    const named = /^(.*?)\s*<([^>]+)>$/.exec(part)
    const value = (named?.[2] ?? part).trim()
    if (MAIL.test(value)) good.push({ value, name: (named?.[1] ?? "").replace(/^"|"$/g, "") })
    else bad.push(part)
  }
  return { good, bad }
}

export const shownAddress = (each: Address): string => (each.name && each.name !== each.value ? `${each.name} <${each.value}>` : each.value)

function Field({ label, value, set }: { label: string; value: Address[]; set: (next: Address[]) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const [bad, setBad] = useState<string[]>([])
  const leave = () => {
    if (typed === null) return
    const parsed = parseAddresses(typed)
    setBad(parsed.bad)
    set(parsed.good)
    if (!parsed.bad.length) setTyped(null)
  }
  return (
    <label className={classes.field}>
      <span>{label}</span>
      <input value={typed ?? value.map(shownAddress).join(", ")} onChange={(event) => setTyped(event.target.value)} onBlur={leave} aria-invalid={bad.length > 0} spellCheck={false} dir="auto" />
      {bad.length > 0 && <em role="alert">{t("recipients.bad", { words: bad.join(", ") })}</em>}
    </label>
  )
}

/** To, CC, BCC and the subject, only where the channel knows them. */
export function Recipients({ id, now, to, cc, subject, hasCopies, hasSubject }: {
  id: Id; now: Composing; to: Address[]; cc: Address[]; subject: string; hasCopies: boolean; hasSubject: boolean
}) {
  const copies: [Key, "cc" | "bcc"][] = [["recipients.cc", "cc"], ["recipients.bcc", "bcc"]]
  return (
    <div className={classes.recipients}>
      <Field label={t("recipients.to")} value={to} set={(next) => write(id, { to: next, cc })} />
      {hasCopies && copies.map(([label, name]) => <Field key={name} label={t(label)} value={name === "cc" ? cc : now.bcc} set={(next) => write(id, { to, cc, [name]: next })} />)}
      {hasSubject && (
        <label className={classes.field}>
          <span>{t("recipients.subject")}</span>
          <input value={now.subject ?? subject} onChange={(event) => write(id, { subject: event.target.value })} dir="auto" />
        </label>
      )}
    </div>
  )
}
