import { Button } from "@mantine/core"
import { Link, Redirect, Route, Switch, useLocation, useParams } from "wouter"
import { api } from "../../api/client"
import { t } from "../../i18n"
import { changeMe, useMe } from "../../live/desk"
import { askHealth, sentence, type Health } from "../../live/health"
import { useLoaded, type Loaded } from "../../live/loaded"
import { Glyph } from "../../parts/Glyph"
import { Empty } from "../../parts/States"
import { announce } from "../../shell/news"
import { InboxFields } from "./inboxes/InboxFields"
import { kindForm, KINDS } from "./inboxes/forms"
import { sent, snippetOf, tellDesk, wishOf, type Inbox } from "./inboxes/model"
import { TryMailbox } from "./inboxes/TryMailbox"
import connected from "./connected/connected.module.css"
import { useForm } from "./parts/form"
import { listed, type Listed } from "./parts/listed"
import { Ask, attempt, Copyable, Row, Rows, Saving, Section, Sheet, When } from "./parts/parts"
import classes from "./parts/parts.module.css"

export default function Inboxes() {
  const loaded = useLoaded("inboxes", (signal) => api.get<Listed<Inbox>>("/inboxes", undefined, signal))
  return (
    <Switch>
      <Route path="/settings/inboxes/new/:kind"><New again={loaded.again} /></Route>
      <Route path="/settings/inboxes/:id">
        {({ id }) => id === "new" ? <Choose /> : <When loaded={loaded}>{(data) => {
          const inbox = listed(data).find((each) => each.id === id)
          return inbox ? <One key={inbox.id} inbox={inbox} again={loaded.again} /> : <Redirect to="/settings/inboxes" replace />
        }}</When>}
      </Route>
      <Route><All loaded={loaded} /></Route>
    </Switch>
  )
}

/** Whether it works is not a thing of its settings alone: a mailbox nobody could reach yet is not in order. */
export function StateWords({ inbox, health }: { inbox: Pick<Inbox, "id" | "state" | "problem">; health: Loaded<Health> }) {
  if (inbox.state === "ok" && !health.data && !health.problem) return null
  const found = health.data?.findings.find((each) => each.link === `/settings/inboxes/${inbox.id}`)
  if (found && found.state !== "good" && inbox.state === "ok") {
    return <span className={found.state === "bad" ? classes.clay : classes.ochre}>{sentence(found).replace(`${String(found.values.name)}: `, "")}</span>
  }
  if (inbox.problem) return <span className={classes.clay}>{inbox.problem}</span>
  return <span className={inbox.state === "needs_owner" ? classes.clay : undefined}>{t(`settings.inbox_${inbox.state}`)}</span>
}

function All({ loaded }: { loaded: ReturnType<typeof useLoaded<Listed<Inbox>>> }) {
  const [, go] = useLocation()
  const health = useLoaded("health", askHealth)
  return (
    <Sheet title={t("settings.inboxes")} lead={t("settings.inboxes_lead")} tools={<Button variant="default" onClick={() => go("/settings/inboxes/new")}>{t("settings.inbox_add")}</Button>}>
      <When loaded={loaded}>
        {(data) => listed(data).length ? (
          <Rows label={t("settings.inboxes")}>
            {listed(data).map((inbox) => (
              <Row key={inbox.id} lead={<Glyph channel={inbox.kind} size={18} />} name={inbox.name} href={`/settings/inboxes/${inbox.id}`}
                words={<>{inbox.address && `${inbox.address} · `}<StateWords inbox={inbox} health={health} /></>} />
            ))}
          </Rows>
        ) : <Empty title={t("settings.inboxes_none")}>{t("settings.inboxes_none_more")}</Empty>}
      </When>
    </Sheet>
  )
}

const back = () => <Link href="/settings/inboxes">{t("settings.inboxes_back")}</Link>

function Choose() {
  return (
    <Sheet title={t("settings.inbox_add")} lead={back()}>
      <div className={connected.kinds}>
        {KINDS.map(({ kind, label, words }) => (
          <Link key={kind} className={connected.kind} href={`/settings/inboxes/new/${kind}`}>
            <Glyph channel={kind} size={20} /><b>{t(label)}</b><span>{t(words)}</span>
          </Link>
        ))}
      </div>
    </Sheet>
  )
}

function New({ again }: { again: () => void }) {
  const { kind = "" } = useParams<{ kind: string }>()
  const form = kindForm(kind)
  const me = useMe()
  const [, go] = useLocation()
  const given = useForm(wishOf(form, me.brands[0]?.id ?? ""), async (wish) => {
    const inbox = await api.post<Inbox>("/inboxes", { kind, ...sent(form, wish) })
    tellDesk(inbox)
    again()
    go(`/settings/inboxes/${inbox.id}`, { replace: true })
  })
  return (
    <Sheet title={t(form.label)} lead={back()}>
      <form className={classes.form} onSubmit={(event) => void given.submit(event)} autoComplete="off">
        <InboxFields form={given} kind={form} />
        <Saving form={given} label={t("settings.connect")} />
      </form>
    </Sheet>
  )
}

function One({ inbox, again }: { inbox: Inbox; again: () => void }) {
  const kind = kindForm(inbox.kind)
  const [, go] = useLocation()
  const patch = async (change: object) => {
    const kept = await api.patch<Inbox>(`/inboxes/${inbox.id}`, change)
    tellDesk(kept)
    again()
    return kept
  }
  const form = useForm(wishOf(kind, inbox.brand_id, inbox), async (wish) => {
    await patch(sent(kind, wish))
    form.reset({ ...wish, secrets: {} })
  })
  const drop = async () => {
    await api.delete(`/inboxes/${inbox.id}`)
    changeMe((me) => ({ ...me, inboxes: me.inboxes.filter((each) => each.id !== inbox.id) }))
    again()
    go("/settings/inboxes")
  }
  const health = useLoaded("health", askHealth)
  const paused = inbox.state === "paused"
  const pause = () => void attempt(async () => {
    await patch({ state: paused ? "ok" : "paused" })
    announce({ words: paused ? t("settings.resumed") : t("settings.paused_now"), undo: () => patch({ state: paused ? "paused" : "ok" }) })
  })
  return (
    <Sheet title={inbox.name} lead={back()}>
      <p className={classes.lead}><StateWords inbox={inbox} health={health} /></p>
      {inbox.abilities.typing ? <Snippet inbox={inbox.id} /> : <Section title={t("settings.test_title")} lead={t("settings.test_lead")}><TryMailbox inbox={inbox.id} tried={again} /></Section>}
      <Section title={t("settings.connection")}>
        <form className={classes.form} onSubmit={(event) => void form.submit(event)} autoComplete="off">
          <InboxFields form={form} kind={kind} set={inbox.secrets_set} />
          <Saving form={form} />
        </form>
      </Section>
      <Section title={t("settings.pause_title")} lead={t("settings.pause_lead")}>
        <div className={classes.saving}>
          <Button variant="default" onClick={pause}>{paused ? t("settings.resume") : t("settings.pause")}</Button>
          <Ask words={t("settings.inbox_remove")} question={t("settings.inbox_ask", { name: inbox.name })} yes={t("act.remove")} act={drop} />
        </div>
      </Section>
    </Sheet>
  )
}

export function Snippet({ inbox }: { inbox: string }) {
  const loaded = useLoaded(`snippet ${inbox}`, (signal) => api.get<unknown>(`/inboxes/${inbox}/widget`, undefined, signal))
  return (
    <Section title={t("settings.snippet")} lead={t("settings.snippet_lead")}>
      <When loaded={loaded}>{(data) => <Copyable text={snippetOf(data)} label={t("settings.snippet")} block />}</When>
    </Section>
  )
}
