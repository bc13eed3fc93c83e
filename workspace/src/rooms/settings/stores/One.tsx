/** One store: how it fares, what to mend, its orders, its connection, its webhooks, and the way out. */
import { Button } from "@mantine/core"
import { Fragment, lazy, type ReactNode } from "react"
import { useLocation } from "wouter"
import { api } from "../../../api/client"
import { t } from "../../../i18n"
import { desk } from "../../../live/desk"
import { useLoaded, type Loaded } from "../../../live/loaded"
import { announce } from "../../../shell/news"
import { useForm } from "../parts/form"
import { Ask, attempt, Saving, Section, Sheet, When } from "../parts/parts"
import look from "../parts/parts.module.css"
import { Hooks } from "./Hooks"
import { how } from "./how"
import { goToShop } from "./letting"
import { tellDesk, type Kind, type Standing, type Store } from "./model"
import { StoreFields, toStores } from "./New"
import { useChange, type Shops } from "./shops"
import { Sync } from "./Sync"
import { changed, formOf, wishOf } from "../connected/asked"
import connected from "../connected/connected.module.css"
import { TryOut } from "../connected/TryOut"
import classes from "./stores.module.css"

const Files = lazy(() => import("./csv/Files"))

type Part = "sync" | "trying" | "connection" | "hooks"

/** What there is to see and do, what needs somebody first. */
function parts({ abilities, state }: Store, { lacks_sign_in }: Standing): Part[] {
  if (lacks_sign_in) return ["connection"]
  const mending: Part[] = abilities.takes_files ? ["connection"] : state === "needs_owner" ? ["connection", "trying"] : ["trying", "connection"]
  const sync: Part[] = abilities.changes && !abilities.takes_files ? ["sync"] : []
  return [...(state === "needs_owner" ? [...mending, ...sync] : [...sync, ...mending]), ...(abilities.webhooks ? (["hooks"] as const) : [])]
}

/** Its own page, where it has one. */
const Shop = ({ url }: { url: string }) =>
  /^https?:\/\//.test(url) ? <> · <a href={url} target="_blank" rel="noreferrer">{new URL(url).host}</a></> : null

export function One({ store, kind, shops }: { store: Store; kind: Kind | undefined; shops: Shops }) {
  const { again } = shops
  // What happens to it elsewhere (a revoked key, a colleague's pause) is told live.
  const live = desk.use((now) => now.me?.stores?.find((each) => each.id === store.id))
  const now: Store = { ...store, state: live?.state ?? store.state, problem: live ? live.problem : store.problem }
  const standing = useLoaded(`standing ${store.id}`, (signal) => api.get<Standing>(`/stores/${store.id}/standing`, undefined, signal))
  useChange(now.state, standing.again)
  const refresh = () => { again(); standing.again() }
  const shown: Record<Part, (data: Standing) => ReactNode> = {
    sync: (data) => <Sync store={now} standing={data} pause={() => void pause(now, refresh)} changed={refresh} />,
    trying: () => <Section title={t("settings.test_title")} lead={t("stores.try_lead")}><TryOut path={`/stores/${store.id}/test`} words={{ busy: t("stores.trying"), fine: t("stores.tried_fine") }} tried={refresh} /></Section>,
    connection: () => <Connection store={now} kind={kind} again={refresh} />,
    hooks: (data) => <Hooks store={now} kind={kind} standing={data} changed={standing.again} />,
  }
  return (
    <Sheet title={store.name} lead={<>{toStores()}<Shop url={store.url} /></>}>
      <Head store={now} kind={kind} standing={standing} changed={refresh} />
      {store.abilities.takes_files && <Files store={now} brought={refresh} />}
      <When loaded={standing}>
        {(data) => (
          <>
            {parts(now, data).map((part) => <Fragment key={part}>{shown[part](data)}</Fragment>)}
            <Section title={t("stores.remove_title")} lead={t("stores.remove_lead")}><Remove store={store} gone={shops.gone} /></Section>
          </>
        )}
      </When>
    </Sheet>
  )
}

async function pause(store: Store, again: () => void): Promise<void> {
  const to = async (state: Store["state"]) => {
    tellDesk(await api.patch<Store>(`/stores/${store.id}`, { state }))
    again()
  }
  const paused = store.state === "paused"
  await attempt(async () => {
    await to(paused ? "ok" : "paused")
    announce({ words: paused ? t("settings.resumed") : t("stores.paused_now"), undo: () => to(paused ? "paused" : "ok") })
  })
}

function Head({ store, kind, standing, changed }: { store: Store; kind: Kind | undefined; standing: Loaded<Standing>; changed: () => void }) {
  const { tone, words } = how(store, standing.data)
  // How many is told live, below.
  const told = tone === "wait" && standing.data ? t("stores.is_bringing") : words
  const stands = store.state === "needs_owner"
  return (
    <>
      <p className={connected.how} data-tone={tone} role="status"><span className={connected.dot} data-tone={tone} aria-hidden="true" />{told}</p>
      {stands && (
        <div className={classes.mend}>
          {kind?.signs_in && <Button onClick={() => void goToShop(store.id)}>{t("stores.sign_in", { kind: kind.label })}</Button>}
          <span className={look.hint} style={{ margin: 0 }}>{standing.data && meanwhile(standing.data, !!kind?.signs_in)}</span>
        </div>
      )}
      {store.state === "paused" && !store.abilities.changes && <div className={classes.mend}><Button variant="default" onClick={() => void pause(store, changed)}>{t("settings.resume")}</Button></div>}
    </>
  )
}

function meanwhile({ lacks_sign_in, waiting }: Standing, signsIn: boolean): string {
  if (lacks_sign_in) return signsIn ? t("stores.or_keys") : t("stores.fill_keys")
  return waiting ? t("stores.nothing_lost_waiting", { count: waiting }) : t("stores.nothing_lost")
}

function Connection({ store, kind, again }: { store: Store; kind: Kind | undefined; again: () => void }) {
  const shape = formOf(kind)
  const form = useForm(wishOf(shape, store.brand_id, store), async (wish) => {
    const kept = await api.patch<Store>(`/stores/${store.id}`, changed(shape.fields, wish))
    tellDesk(kept)
    form.reset(wishOf(shape, kept.brand_id, kept))
    announce(t("stores.kept"))
    again()
  })
  return (
    <Section title={t("settings.connection")} lead={t("stores.connection_lead")}>
      <form className={look.form} onSubmit={(event) => void form.submit(event)} autoComplete="off" aria-label={t("settings.connection")}>
        <StoreFields form={form} asked={shape.fields} set={store.secrets_set} />
        <Saving form={form} />
      </form>
    </Section>
  )
}

function Remove({ store, gone }: { store: Store; gone: Shops["gone"] }) {
  const [, go] = useLocation()
  const drop = async () => {
    await api.delete(`/stores/${store.id}`)
    go("/settings/stores")
    gone(store.id)
    announce(t("stores.removed", { name: store.name }))
  }
  return <Ask words={t("stores.remove")} question={t("stores.remove_ask", { name: store.name })} yes={t("act.remove")} act={drop} />
}
