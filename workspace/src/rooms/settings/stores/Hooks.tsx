/** What the shop posts to us: whether it can, when it last did, and what became of it. */
import { Button, NativeSelect } from "@mantine/core"
import { useState } from "react"
import { address, api, type Page } from "../../../api/client"
import { t, type Key } from "../../../i18n"
import { fileSize } from "../../../i18n/times"
import { moment } from "../../../live/health"
import { useLoaded } from "../../../live/loaded"
import { announce } from "../../../shell/news"
import { attempt, Copyable, Row, Rows, Section, When } from "../parts/parts"
import { unsigned } from "./how"
import type { Delivery, Hook, Kind, Standing, Store } from "./model"
import connected from "../connected/connected.module.css"
import classes from "./stores.module.css"

const STATES = ["quarantined", "ignored", "taken"] as const
type State = (typeof STATES)[number]

export function Hooks({ store, kind, standing, changed }: { store: Store; kind: Kind | undefined; standing: Standing; changed: () => void }) {
  const hook = useLoaded(`hook ${store.id}`, (signal) => api.get<Hook>(`/stores/${store.id}/webhooks`, undefined, signal))
  const register = () => attempt(async () => {
    await api.post(`/stores/${store.id}/webhooks`)
    announce(t("stores.registering"))
  })
  return (
    <Section title={t("stores.hooks")} lead={kind?.subscribes ? t("stores.hooks_lead") : t("stores.hooks_by_hand")}>
      <When loaded={hook}>
        {({ url, counts }) => (
          <>
            {!kind?.subscribes && <Copyable text={url} label={t("stores.hook_address")} />}
            <dl className={classes.facts}>
              {kind?.subscribes && <><dt>{t("stores.registered")}</dt><dd>{standing.subscribed_at ? moment(standing.subscribed_at) : t("health.never")}</dd></>}
              <dt>{t("stores.last_hook")}</dt><dd>{standing.heard_at ? moment(standing.heard_at) : t("health.never")}</dd>
            </dl>
            {standing.hook_problem && <p className={connected.how} data-tone="ochre">{t("stores.hook_problem", { problem: standing.hook_problem })}</p>}
            {unsigned(standing) && <p className={connected.how} data-tone="ochre">{t("stores.unsigned", { when: moment(standing.refused_at ?? 0) })}</p>}
            {kind?.subscribes && store.state === "ok" && <div className={connected.tools}><Button variant="default" size="sm" onClick={() => void register()}>{t("stores.register")}</Button></div>}
            <Came store={store} counts={counts} changed={() => { hook.again(); changed() }} />
          </>
        )}
      </When>
    </Section>
  )
}

function Came({ store, counts, changed }: { store: Store; counts: Record<string, number>; changed: () => void }) {
  const [state, setState] = useState<State>("quarantined")
  const [more, setMore] = useState<Delivery[]>([])
  const [next, setNext] = useState<string | null | undefined>(undefined)
  const path = `/stores/${store.id}/deliveries`
  const loaded = useLoaded(`came ${store.id} ${state}`, (signal) => api.get<Page<Delivery>>(path, { became: state }, signal))
  const choose = (chosen: State) => { setState(chosen); setMore([]); setNext(undefined) }
  const again = () => { setMore([]); setNext(undefined); loaded.again(); changed() }
  const after = next === undefined ? loaded.data?.next : next
  const onwards = () => attempt(async () => {
    const page = await api.get<Page<Delivery>>(path, { became: state, after })
    setMore([...more, ...page.items])
    setNext(page.next)
  })
  const options = STATES.map((each) => ({ value: each, label: t(`stores.came_${each}` as Key, { count: counts[each] ?? 0 }) }))
  return (
    <>
      <NativeSelect className={classes.which} label={t("stores.came")} value={state} data={options} onChange={(event) => choose(event.currentTarget.value as State)} />
      <When loaded={loaded}>
        {({ items }) => items.length ? (
          <>
            <Rows label={t("stores.came")}>{[...items, ...more].map((each) => <One key={each.id} one={each} changed={again} />)}</Rows>
            {after && <div className={connected.tools}><Button variant="default" size="sm" onClick={() => void onwards()}>{t("act.show_more")}</Button></div>}
          </>
        ) : <p className={connected.none}>{t(`stores.none_${state}` as Key)}</p>}
      </When>
    </>
  )
}

function One({ one, changed }: { one: Delivery; changed: () => void }) {
  const held = one.state === "quarantined"
  const replay = () => attempt(async () => {
    const { state, reason } = await api.post<{ state: string; reason: string | null }>(`/store-quarantine/${one.id}/replay`)
    announce(state === "quarantined" ? t("stores.still_unread", { reason: reason ?? "" }) : t("stores.read_now"))
    changed()
  })
  const when = moment(one.at)
  return (
    <Row name={<span className="n">{when}</span>}
      words={<>{one.reason && <span className={classes.reason}>{one.reason} · </span>}{fileSize(one.size)}{held && one.tries > 1 ? ` · ${t("stores.tries", { count: one.tries })}` : ""}</>}
      tools={held && one.kept && (
        <>
          <button type="button" className="word" aria-label={t("stores.replay_of", { when })} onClick={() => void replay()}>{t("act.retry")}</button>
          <a className="word" href={address(`/store-quarantine/${one.id}/raw`)} download aria-label={t("stores.raw_of", { when })}>{t("stores.raw")}</a>
        </>
      )} />
  )
}
