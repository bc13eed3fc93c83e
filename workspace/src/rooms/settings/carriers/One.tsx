import { Button } from "@mantine/core"
import { Link, useLocation } from "wouter"
import { address, api, type Page } from "../../../api/client"
import { t } from "../../../i18n"
import { fileSize } from "../../../i18n/times"
import { moment } from "../../../live/health"
import { useLoaded } from "../../../live/loaded"
import { announce } from "../../../shell/news"
import { useForm } from "../parts/form"
import { Ask, attempt, Copyable, Row, Rows, Saving, Section, Sheet, When } from "../parts/parts"
import parts from "../parts/parts.module.css"
import connected from "../connected/connected.module.css"
import { changed, formOf, wishOf } from "../connected/asked"
import { Fields } from "../connected/Fields"
import { TryOut } from "../connected/TryOut"
import { heldWords, how, replayed, type Carrier, type Held, type Kind } from "./model"

interface Props { carrier: Carrier; kind: Kind | undefined; again: () => void }

/** One account: how it is, where it posts, what came. */
export function One({ carrier, kind, again }: Props) {
  const { account } = carrier
  const { tone, words } = how(carrier)
  return (
    <Sheet title={account.name} lead={<Link href="/settings/carriers">{t("carriers.back")}</Link>}>
      <p className={connected.how} data-tone={tone} role="status"><span className={connected.dot} data-tone={tone} aria-hidden="true" />{words}</p>
      <Section title={t("carriers.hook")} lead={t("carriers.hook_lead")}>
        <Copyable text={carrier.hook_url} label={t("carriers.hook_address")} />
        {kind?.tracks && <p className={connected.none}>{account.asked_at === null ? t("carriers.not_asked") : t("carriers.asked", { when: moment(account.asked_at) })}</p>}
      </Section>
      <Connection carrier={carrier} kind={kind} again={again} />
      <Section title={t("settings.test_title")} lead={t("carriers.test_lead")}><TryOut path={`/carriers/${account.id}/test`} words={{ busy: t("carriers.trying"), fine: t("carriers.tried_fine") }} tried={again} /></Section>
      <Came carrier={carrier} again={again} />
      {carrier.unfamiliar.length > 0 && <Words carrier={carrier} />}
      <Section title={t("carriers.remove_title")} lead={t("carriers.remove_lead")}><Leave carrier={carrier} again={again} /></Section>
    </Sheet>
  )
}

function Connection({ carrier, kind, again }: Props) {
  const shape = formOf(kind)
  const form = useForm(wishOf(shape, "", carrier.account), async (wish) => {
    const kept = await api.patch<Carrier>(`/carriers/${carrier.account.id}`, changed(shape.fields, wish))
    form.reset(wishOf(shape, "", kept.account))
    announce(t("carriers.kept"))
    again()
  })
  return (
    <Section title={t("settings.connection")}>
      <form className={parts.form} onSubmit={(event) => void form.submit(event)} autoComplete="off" aria-label={t("settings.connection")}>
        <Fields form={form} asked={shape.fields} hint={t("carriers.name_hint")} set={carrier.account.secrets_set} />
        <Saving form={form} />
      </form>
    </Section>
  )
}

/** What came, and what could not be read or be said whose it is: kept, and tried again. */
function Came({ carrier, again }: { carrier: Carrier; again: () => void }) {
  const { taken = 0, waiting = 0, ignored = 0, quarantined = 0, unmatched = 0 } = carrier.counts
  const words = [taken && t("carriers.taken", { count: taken }), waiting && t("carriers.waiting", { count: waiting }), ignored && t("carriers.ignored", { count: ignored })].filter(Boolean).join(" ")
  return (
    <Section title={t("carriers.events")}>
      <p className={connected.figures}>{words || (quarantined || unmatched ? "" : t("carriers.nothing"))}</p>
      {quarantined + unmatched > 0 && <HeldEvents carrier={carrier} quarantined={quarantined} unmatched={unmatched} again={again} />}
    </Section>
  )
}

function HeldEvents({ carrier, quarantined, unmatched, again }: { carrier: Carrier; quarantined: number; unmatched: number; again: () => void }) {
  const account = carrier.account.id
  const loaded = useLoaded(`carrier quarantine ${account} ${quarantined} ${unmatched}`, (signal) => api.get<Page<Held>>("/carrier-quarantine", { limit: 200 }, signal))
  const replay = (one: Held) => attempt(async () => {
    announce(replayed(await api.post<{ state: string; reason: string | null }>(`/carrier-quarantine/${one.id}/replay`)))
    loaded.again()
    again()
  })
  return (
    <>
      {quarantined > 0 && <p className={parts.clay}>{t("carriers.held", { count: quarantined })}</p>}
      {unmatched > 0 && <p className={parts.ochre}>{t("carriers.held_unmatched", { count: unmatched })}</p>}
      <When loaded={loaded}>
        {({ items }) => (
          <Rows label={t("carriers.events")}>
            {items.filter((each) => each.account_id === account).map((each) => (
              <Row key={each.id} name={moment(each.at)} words={`${heldWords(each)} · ${fileSize(each.size)}`} tools={each.kept && (
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
    <div className={connected.tools}>
      <Button variant="default" onClick={() => void pause()}>{t(paused ? "carriers.resume" : "carriers.pause")}</Button>
      <Ask words={t("carriers.remove")} question={t("carriers.remove_ask", { name })} yes={t("carriers.remove")} act={drop} />
    </div>
  )
}
