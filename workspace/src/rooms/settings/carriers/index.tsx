import { Button } from "@mantine/core"
import { useEffect } from "react"
import { Link, Redirect, Route, Switch, useLocation } from "wouter"
import { api, type Page } from "../../../api/client"
import { t } from "../../../i18n"
import { useAgent } from "../../../live/desk"
import { useLoaded, type Loaded } from "../../../live/loaded"
import { onNews } from "../../../live/socket"
import { said } from "../connected/asked"
import { Row, Rows, Section, Sheet, When } from "../parts/parts"
import parts from "../parts/parts.module.css"
import connected from "../connected/connected.module.css"
import { New } from "./New"
import { One } from "./One"
import { PromiseRules } from "./PromiseRules"
import { how, type Carrier, type Kind } from "./model"

interface Known { carriers: Carrier[]; kinds: Kind[] }

async function ask(signal: AbortSignal): Promise<Known> {
  const [carriers, kinds] = await Promise.all([api.get<Page<Carrier>>("/carriers", undefined, signal), api.get<Page<Kind>>("/carrier-kinds", undefined, signal)])
  return { carriers: carriers.items, kinds: kinds.items }
}

/** Who tells us where parcels are, and when they should arrive. */
export default function Carriers() {
  const { role } = useAgent()
  const admin = role === "admin"
  const loaded = useLoaded(admin ? "carriers" : null, ask)
  const { again } = loaded
  // Known before its page opens: the list that is asked for again comes later.
  const keep = (made: Carrier) => { if (loaded.data) loaded.set({ ...loaded.data, carriers: [...loaded.data.carriers.filter(({ account }) => account.id !== made.account.id), made] }) }
  useEffect(() => onNews((news) => { if (news.carriers?.length) again() }), [again])
  if (!admin) return <Sheet title={t("carriers.title")} lead={t("carriers.lead")}><PromiseRules may={false} /></Sheet>
  return (
    <Switch>
      <Route path="/settings/carriers/new"><When loaded={loaded}>{({ kinds }) => <Choose kinds={kinds} />}</When></Route>
      <Route path="/settings/carriers/new/:kind">{({ kind }) => (
        <When loaded={loaded}>{({ kinds }) => {
          const found = kinds.find((each) => each.kind === kind)
          return found ? <New key={kind} kind={found} keep={keep} /> : <Redirect to="/settings/carriers/new" replace />
        }}</When>
      )}</Route>
      <Route path="/settings/carriers/:id">{({ id }) => (
        <When loaded={loaded}>{({ carriers, kinds }) => {
          const found = carriers.find(({ account }) => account.id === id)
          return found ? <One key={id} carrier={found} kind={kinds.find((each) => each.kind === found.account.kind)} again={again} /> : <Redirect to="/settings/carriers" replace />
        }}</When>
      )}</Route>
      <Route><All loaded={loaded} /></Route>
    </Switch>
  )
}

function All({ loaded }: { loaded: Loaded<Known> }) {
  const [, go] = useLocation()
  const label = (known: Known, kind: string) => known.kinds.find((each) => each.kind === kind)?.label ?? kind
  return (
    <Sheet title={t("carriers.title")} lead={t("carriers.lead")} tools={<Button variant="default" onClick={() => go("/settings/carriers/new")}>{t("carriers.add")}</Button>}>
      <Section title={t("carriers.accounts")} lead={t("carriers.accounts_lead")}>
        <When loaded={loaded}>
          {(known) => known.carriers.length ? (
            <Rows label={t("carriers.accounts")}>
              {known.carriers.map((each) => {
                const { tone, words } = how(each)
                return (
                  <Row key={each.account.id} lead={<span className={connected.dot} data-tone={tone} aria-hidden="true" />} name={each.account.name} href={`/settings/carriers/${each.account.id}`}
                    words={<>{label(known, each.account.kind)} · <span className={tone === "clay" ? parts.clay : tone === "ochre" ? parts.ochre : undefined}>{words}</span></>} />
                )
              })}
            </Rows>
          ) : <p className={connected.none}>{t("carriers.none")}</p>}
        </When>
      </Section>
      <PromiseRules may />
    </Sheet>
  )
}

function Choose({ kinds }: { kinds: readonly Kind[] }) {
  return (
    <Sheet title={t("carriers.add")} lead={<>{t("carriers.choose")} <Link href="/settings/carriers">{t("carriers.back")}</Link></>}>
      <div className={connected.kinds}>
        {kinds.map((each) => (
          <Link key={each.kind} className={connected.kind} href={`/settings/carriers/new/${each.kind}`}>
            <b>{each.label}</b><span>{said(each.form.words)}</span>{each.tracks && <small>{t("carriers.tracks")}</small>}
          </Link>
        ))}
      </div>
    </Sheet>
  )
}
