import { Button } from "@mantine/core"
import { useState } from "react"
import { Link, useLocation } from "wouter"
import { address, api, asProblem, type Page, type Problem } from "../../../api/client"
import { t } from "../../../i18n"
import { fileSize } from "../../../i18n/times"
import { moment } from "../../../live/health"
import { useLoaded } from "../../../live/loaded"
import { announce } from "../../../shell/news"
import { useForm } from "../parts/form"
import { Ask, attempt, Copyable, Fault, Row, Rows, Saving, Section, Sheet, When } from "../parts/parts"
import parts from "../parts/parts.module.css"
import { formOf, type Trial } from "../stores/model"
import { Steps } from "../stores/Steps"
import stores from "../stores/stores.module.css"
import { beginning, edited, Fields } from "./typing"
import { how, type Carrier, type Held, type Kind } from "./model"

interface Props { carrier: Carrier; kind: Kind | undefined; again: () => void }

/** One account: how it is, where it posts, what came. */
export function One({ carrier, kind, again }: Props) {
  const { account } = carrier
  const { tone, words } = how(carrier)
  return (
    <Sheet title={account.name} lead={<Link href="/settings/carriers">{t("carriers.back")}</Link>}>
      <p className={stores.how} data-tone={tone} role="status"><span className={stores.dot} data-tone={tone} aria-hidden="true" />{words}</p>
      <Section title={t("carriers.hook")} lead={t("carriers.hook_lead")}>
        <Copyable text={carrier.hook_url} label={t("carriers.hook_address")} />
        {kind?.tracks && <p className={stores.none}>{account.asked_at === null ? t("carriers.not_asked") : t("carriers.asked", { when: moment(account.asked_at) })}</p>}
      </Section>
      <Connection carrier={carrier} kind={kind} again={again} />
      <Section title={t("settings.test_title")} lead={t("carriers.test_lead")}><TryOut id={account.id} tried={again} /></Section>
      <Came carrier={carrier} again={again} />
      {carrier.unfamiliar.length > 0 && <Words carrier={carrier} />}
      <Section title={t("carriers.remove_title")} lead={t("carriers.remove_lead")}><Leave carrier={carrier} again={again} /></Section>
    </Sheet>
  )
}

function Connection({ carrier, kind, again }: Props) {
  const shape = formOf(kind)
  const form = useForm(beginning(shape, carrier), async (wish) => {
    const kept = await api.patch<Carrier>(`/carriers/${carrier.account.id}`, edited(shape, wish))
    form.reset(beginning(shape, kept))
    announce(t("carriers.kept"))
    again()
  })
  return (
    <Section title={t("settings.connection")}>
      <form className={parts.form} onSubmit={(event) => void form.submit(event)} autoComplete="off" aria-label={t("settings.connection")}>
        <Fields form={form} shape={shape} set={carrier.account.secrets_set} />
        <Saving form={form} />
      </form>
    </Section>
  )
}

function TryOut({ id, tried }: { id: string; tried: () => void }) {
  const [trial, setTrial] = useState<Trial | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    setProblem(null)
    try {
      setTrial(await api.post<Trial>(`/carriers/${id}/test`))
      tried()
    } catch (failure) {
      setProblem(asProblem(failure))
    }
    setBusy(false)
  }
  return (
    <div>
      <Button variant="default" loading={busy} onClick={() => void go()}>{t("carriers.try")}</Button>
      <div role="status">
        {busy && !trial && <p className={parts.hint} style={{ marginTop: 8 }}>{t("carriers.trying")}</p>}
        {trial && <Steps steps={trial.steps} />}
        {trial?.ok && <p className={parts.green}>{t("carriers.tried_fine")}</p>}
      </div>
      <Fault problem={problem} />
    </div>
  )
}

/** What came, and what could not be read: kept, and tried again. */
function Came({ carrier, again }: { carrier: Carrier; again: () => void }) {
  const { taken = 0, waiting = 0, ignored = 0, quarantined = 0 } = carrier.counts
  const words = [taken && t("carriers.taken", { count: taken }), waiting && t("carriers.waiting", { count: waiting }), ignored && t("carriers.ignored", { count: ignored })].filter(Boolean).join(" ")
  return (
    <Section title={t("carriers.events")}>
      <p className={stores.figures}>{words || (quarantined ? "" : t("carriers.nothing"))}</p>
      {quarantined > 0 && <HeldEvents account={carrier.account.id} count={quarantined} again={again} />}
    </Section>
  )
}

function HeldEvents({ account, count, again }: { account: string; count: number; again: () => void }) {
  const loaded = useLoaded(`carrier quarantine ${account} ${count}`, (signal) => api.get<Page<Held>>("/carrier-quarantine", { limit: 200 }, signal))
  const replay = (one: Held) => attempt(async () => {
    const became = await api.post<{ state: string; reason: string | null }>(`/carrier-quarantine/${one.id}/replay`)
    announce(became.state === "quarantined" ? t("carriers.replay_failed", { reason: became.reason ?? "" }) : t("carriers.replayed"))
    loaded.again()
    again()
  })
  return (
    <>
      <p className={parts.clay}>{t("carriers.held", { count })}</p>
      <When loaded={loaded}>
        {({ items }) => (
          <Rows label={t("carriers.events")}>
            {items.filter((each) => each.account_id === account).map((each) => (
              <Row key={each.id} name={moment(each.at)} words={`${each.reason ?? ""} · ${fileSize(each.size)}`} tools={each.kept && (
                <>
                  <a className="word" href={address(`/carrier-quarantine/${each.id}/raw`)} download>{t("carriers.save_raw")}</a>
                  <button type="button" className="word" aria-label={t("carriers.replay_of", { when: moment(each.at) })} onClick={() => void replay(each)}>{t("carriers.replay")}</button>
                </>
              )} />
            ))}
          </Rows>
        )}
      </When>
    </>
  )
}

function Words({ carrier }: { carrier: Carrier }) {
  return (
    <Section title={t("carriers.words")} lead={t("carriers.words_lead")}>
      <Rows label={t("carriers.words")}>
        {carrier.unfamiliar.map((each) => <Row key={each.word} name={<bdi>{each.word}</bdi>} words={t("carriers.word", { count: each.count, last: moment(each.last_at) })} />)}
      </Rows>
    </Section>
  )
}

function Leave({ carrier, again }: { carrier: Carrier; again: () => void }) {
  const [, go] = useLocation()
  const { id, name, state } = carrier.account
  const paused = state === "paused"
  const to = (next: string) => api.patch(`/carriers/${id}`, { state: next }).then(again)
  const pause = () => attempt(async () => {
    await to(paused ? "ok" : "paused")
    announce({ words: t(paused ? "carriers.resumed" : "carriers.paused_now"), undo: () => to(paused ? "paused" : "ok") })
  })
  const drop = async () => {
    await api.delete(`/carriers/${id}`)
    go("/settings/carriers")
    again()
    announce(t("carriers.removed", { name }))
  }
  return (
    <div className={stores.tools}>
      <Button variant="default" onClick={() => void pause()}>{t(paused ? "carriers.resume" : "carriers.pause")}</Button>
      <Ask words={t("carriers.remove")} question={t("carriers.remove_ask", { name })} yes={t("carriers.remove")} act={drop} />
    </div>
  )
}
