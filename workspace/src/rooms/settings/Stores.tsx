import { Button } from "@mantine/core"
import { IconBuildingStore } from "@tabler/icons-react"
import { Redirect, Route, Switch, useLocation } from "wouter"
import { t } from "../../i18n"
import { useMe } from "../../live/desk"
import type { Loaded } from "../../live/loaded"
import { Empty } from "../../parts/States"
import { Row, Rows, Sheet, When } from "./parts/parts"
import parts from "./parts/parts.module.css"
import { Back } from "./stores/Back"
import { how } from "./stores/how"
import { Choose, New } from "./stores/New"
import { One } from "./stores/One"
import { useShops, useStandings, type Known } from "./stores/shops"
import connected from "./connected/connected.module.css"

export default function Stores() {
  const shops = useShops()
  const { loaded, keep } = shops
  const one = (id: string) => (
    <When loaded={loaded}>
      {({ stores, kinds }) => {
        const store = stores.find((each) => each.id === id)
        return store ? <One key={id} store={store} kind={kinds.find((each) => each.kind === store.kind)} shops={shops} /> : <Redirect to="/settings/stores" replace />
      }}
    </When>
  )
  return (
    <Switch>
      <Route path="/settings/stores/back"><Back keep={keep} /></Route>
      <Route path="/settings/stores/new"><When loaded={loaded}>{({ kinds }) => <Choose kinds={kinds} />}</When></Route>
      <Route path="/settings/stores/new/:kind"><When loaded={loaded}>{({ kinds }) => <New kinds={kinds} keep={keep} />}</When></Route>
      <Route path="/settings/stores/:id">{({ id }) => one(id)}</Route>
      <Route><All loaded={loaded} /></Route>
    </Switch>
  )
}

function All({ loaded }: { loaded: Loaded<Known> }) {
  const [, go] = useLocation()
  const add = <Button variant={loaded.data?.stores.length ? "default" : "filled"} onClick={() => go("/settings/stores/new")}>{t("stores.add")}</Button>
  return (
    <Sheet title={t("stores.title")} lead={t("stores.lead")} tools={loaded.data?.stores.length ? add : undefined}>
      <When loaded={loaded}>
        {({ stores, kinds }) => stores.length ? <Listing stores={stores} kinds={kinds} /> : <Empty title={t("stores.none")} tools={add} art={<IconBuildingStore size={28} stroke={1.4} />}>{t("stores.none_more")}</Empty>}
      </When>
    </Sheet>
  )
}

function Listing({ stores, kinds }: Known) {
  const me = useMe()
  const standings = useStandings()
  const several = me.brands.length > 1
  return (
    <>
      <Rows label={t("stores.title")}>
        {stores.map((store) => {
          const live = me.stores?.find((each) => each.id === store.id)
          const { tone, words } = how(live ? { ...store, state: live.state, problem: live.problem } : store, standings.data?.find((each) => each.store_id === store.id))
          const brand = several ? me.brands.find((each) => each.id === store.brand_id)?.name : undefined
          return (
            <Row key={store.id} lead={<span className={connected.dot} data-tone={tone} aria-hidden="true" />} name={store.name} href={`/settings/stores/${store.id}`}
              words={<>{[kinds.find((each) => each.kind === store.kind)?.label ?? store.kind, brand].filter(Boolean).join(" · ")} · <span className={tone === "clay" ? parts.clay : tone === "ochre" ? parts.ochre : undefined}>{words}</span></>} />
          )
        })}
      </Rows>
      {standings.problem && <p className={parts.fault} role="alert">{standings.problem.detail}</p>}
    </>
  )
}
