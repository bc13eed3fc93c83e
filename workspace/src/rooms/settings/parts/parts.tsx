import { Button } from "@mantine/core"
import { IconArrowLeft } from "@tabler/icons-react"
import { useEffect, useState, type ReactNode } from "react"
import { Link } from "wouter"
import { asProblem, type Problem } from "../../../api/client"
import { t } from "../../../i18n"
import type { Loaded } from "../../../live/loaded"
import { Bones, Trouble } from "../../../parts/States"
import { NewsLine, trouble } from "../../../shell/news"
import type { Form } from "./form"
import classes from "./parts.module.css"

/** A page of the settings: a title, one sentence, and what can be done. */
export function Sheet({ title, lead, tools, children }: { title: string; lead?: ReactNode; tools?: ReactNode; children: ReactNode }) {
  useEffect(() => { document.title = `${title} · ${t("app.name")}` }, [title])
  return (
    <div className={classes.sheet}>
      <header className={classes.head}>
        <Link href="/settings" className={classes.back} aria-label={t("settings.title")}><IconArrowLeft size={18} stroke={1.6} aria-hidden="true" /></Link>
        <h1>{title}</h1>
        {tools && <div className={classes.tools}>{tools}</div>}
      </header>
      {lead && <p className={classes.lead}>{lead}</p>}
      {children}
      <NewsLine className={classes.news} />
    </div>
  )
}

export function Section({ title, lead, children, id }: { title?: string; lead?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <section className={classes.section} id={id}>
      {title && <h2>{title}</h2>}
      {lead && <p className={classes.lead}>{lead}</p>}
      {children}
    </section>
  )
}

/** Loading, broken, or there. */
export function When<T>({ loaded, children }: { loaded: Loaded<T>; children: (data: T) => ReactNode }) {
  if (loaded.data !== undefined) return children(loaded.data)
  if (loaded.problem) return <Trouble problem={loaded.problem} again={loaded.again} />
  return <Bones lines={[42, 70, 58]} />
}

export function Fault({ problem }: { problem: Problem | null }) {
  return <div role="alert" className={classes.fault}>{problem?.detail}</div>
}

/** Save, and what became of it. */
export function Saving<T>({ form, label, back, quiet = false }: { form: Form<T>; label?: string; back?: () => void; quiet?: boolean }) {
  return (
    <div className={classes.saving}>
      <Button type="submit" variant={quiet ? "default" : "filled"} loading={form.busy} disabled={!form.changed && !label}>{label ?? t("act.save")}</Button>
      {back && <Button variant="default" onClick={back}>{t("act.cancel")}</Button>}
      <span role="status" className={classes.saved}>{form.saved && !form.changed ? t("act.saved") : ""}</span>
      <Fault problem={form.loose} />
    </div>
  )
}

export function Field({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className={classes.field}>
      <legend>{label}</legend>
      {hint && <p className={classes.hint}>{hint}</p>}
      {children}
    </fieldset>
  )
}

/** One thing of many: its name, what there is to say about it, and what can be done with it. */
export function Row({ lead, name, words, more, tools, href }: { lead?: ReactNode; name: ReactNode; words?: ReactNode; more?: ReactNode; tools?: ReactNode; href?: string | undefined }) {
  return (
    <li className={classes.row}>
      {lead && <span className={classes.rowLead}>{lead}</span>}
      <div className={classes.rowWords}>
        {href ? <Link href={href} className={classes.rowName}>{name}</Link> : <span className={classes.rowName}>{name}</span>}
        {words && <span className={classes.rowMore}>{words}</span>}
        {more}
      </div>
      {tools && <div className={classes.rowTools}>{tools}</div>}
    </li>
  )
}

export function Rows({ children, label }: { children: ReactNode; label?: string }) {
  return <ul className={classes.rows} aria-label={label}>{children}</ul>
}

/** What cannot be undone asks once, in words. */
export function Ask({ words, question, yes, act, tone = "clay" }: {
  words: string; question: string; yes: string; act: () => Promise<unknown>; tone?: "clay" | "plain"
}) {
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  if (!asked) return <button type="button" className="word" data-tone={tone} onClick={() => setAsked(true)}>{words}</button>
  const go = async () => {
    setBusy(true)
    try {
      await act()
    } catch (failure) {
      trouble(asProblem(failure).detail)
    }
    setBusy(false)
    setAsked(false)
  }
  return (
    <span className={classes.ask} role="group" aria-label={question}>
      <span>{question}</span>
      <button type="button" className="word" data-tone="clay" disabled={busy} autoFocus onClick={() => void go()}>{yes}</button>
      <button type="button" className="word" onClick={() => setAsked(false)}>{t("act.cancel")}</button>
    </span>
  )
}

/** Something to take away: a link, a snippet, a secret. */
export function Copyable({ text, label, block = false }: { text: string; label: string; block?: boolean }) {
  const [done, setDone] = useState(false)
  const copy = async () => {
    await navigator.clipboard?.writeText(text)
    setDone(true)
    setTimeout(() => setDone(false), 2000)
  }
  return (
    <div className={classes.copy} data-block={block || undefined}>
      <code tabIndex={0} aria-label={label}>{text}</code>
      <Button variant="default" size="xs" onClick={() => void copy()}>{done ? t("act.copied") : t("act.copy")}</Button>
    </div>
  )
}

/** Does it, and says so where it fails. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (failure) {
    trouble(asProblem(failure).detail)
    return false
  }
}
