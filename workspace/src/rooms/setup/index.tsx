import { useEffect, type ReactNode } from "react"
import { IconCheck } from "@tabler/icons-react"
import { Link, Redirect, useLocation, useParams } from "wouter"
import { api } from "../../api/client"
import { t } from "../../i18n"
import { boot, desk } from "../../live/desk"
import { useLoaded } from "../../live/loaded"
import { Mark } from "../../parts/Mark"
import { Bones, Trouble } from "../../parts/States"
import { NewsLine } from "../../shell/news"
import { Brand } from "./Brand"
import { Colleagues } from "./Colleagues"
import { Done } from "./Done"
import { Hours } from "./Hours"
import { Mailbox } from "./Mailbox"
import { Owner } from "./Owner"
import { after, isStep, nextOpen, STEPS, type Setup, type StepName } from "./steps"
import { Widget } from "./Widget"
import classes from "./setup.module.css"

export interface StepProps { onward: () => void }
const PAGES: Record<Exclude<StepName, "owner">, (props: StepProps) => ReactNode> = { brand: Brand, mailbox: Mailbox, widget: Widget, colleagues: Colleagues, hours: Hours }

export default function Wizard() {
  const loaded = useLoaded("setup", (signal) => api.get<Setup>("/setup", undefined, signal))
  const phase = desk.use((now) => now.phase)
  const signedIn = !!loaded.data?.steps
  useEffect(() => { if (signedIn && desk.read().phase !== "ready") void boot() }, [signedIn])
  if (loaded.problem) return <Trouble problem={loaded.problem} again={loaded.again} />
  if (!loaded.data) return <Bones />
  if (loaded.data.needed) return <Owner begun={loaded.again} />
  if (!signedIn) return <Redirect to="/sign-in?to=/setup" replace />
  if (phase !== "ready") return <Bones />
  return <Inside setup={loaded.data} again={loaded.again} />
}

function Inside({ setup, again }: { setup: Setup; again: () => void }) {
  const word = useParams<{ "*": string }>()["*"] || undefined
  const [, go] = useLocation()
  const shops = desk.use((now) => now.me?.brands.length ?? 0)
  useEffect(() => { document.title = `${t("setup.title")} · ${t("app.name")}` }, [])
  if (word !== "done" && (!isStep(word) || word === "owner")) return <Redirect to={`/setup/${nextOpen(setup)}`} replace />
  // An inbox speaks for a shop: without a name there is nothing to connect.
  if ((word === "mailbox" || word === "widget") && !shops) return <Redirect to="/setup/brand" replace />
  const onward = () => { again(); go(`/setup/${word === "done" ? "done" : after(word)}`) }
  const Page = word === "done" ? null : PAGES[word as Exclude<StepName, "owner">]
  return (
    <div className={classes.wizard}>
      <Side setup={setup} here={word} />
      <main className={classes.page} key={word}>
        {Page ? <Page onward={onward} /> : <Done setup={setup} />}
        <NewsLine />
      </main>
    </div>
  )
}

function Side({ setup, here }: { setup: Setup; here: string }) {
  const at = STEPS.indexOf(here as StepName)
  return (
    <aside className={classes.side}>
      <p className={classes.mark}><Mark size={26} /> {t("app.name")}</p>
      <h1>{t("setup.title")}</h1>
      {at >= 0 && <p className={classes.where}>{t("setup.where", { n: at + 1, all: STEPS.length })}</p>}
      <ol>
        {STEPS.map((step) => (
          <li key={step} data-done={setup.steps?.[step] || undefined} aria-current={here === step ? "step" : undefined}>
            <span className={classes.tick} aria-hidden="true">{setup.steps?.[step] && <IconCheck size={14} stroke={2.2} />}</span>
            {step === "owner" ? <span>{t("setup.owner")}</span> : <Link href={`/setup/${step}`}>{t(`setup.${step}`)}</Link>}
            {setup.steps?.[step] && <span className="vh">{t("setup.step_done")}</span>}
          </li>
        ))}
      </ol>
      <Link className={classes.leave} href="/setup/done">{t("setup.leave")}</Link>
    </aside>
  )
}

export function Step({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.step}>
      <h2>{title}</h2>
      <p className={classes.lead}>{lead}</p>
      {children}
    </div>
  )
}

export const Later = ({ onward, words }: StepProps & { words?: string }) => <button type="button" className="word" data-tone="plain" onClick={onward}>{words ?? t("setup.later")}</button>
