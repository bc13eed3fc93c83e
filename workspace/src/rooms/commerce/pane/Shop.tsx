import { IconSearch } from "@tabler/icons-react"
import { useRef, useState, type ReactNode } from "react"
import type { Pane, StoreShown, Sums } from "../../../api/shop"
import type { Id, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { monthYear, shortDate, wholeTime } from "../../../i18n/times"
import { desk } from "../../../live/desk"
import { useCommands } from "../../../shell/keys"
import { money, roughly } from "../money"
import { web } from "../timeline/said"
import { refusal } from "../acting/refusing"
import { Acting, CustomerActs } from "./Acts"
import { Earlier } from "./Earlier"
import { Find } from "./Find"
import { Lookalikes } from "./Lookalikes"
import { useShop, useWanted, type Shop as State } from "./loading"
import { OrderCard, Pending } from "./OrderCard"
import { arranged, returnRate, titlesOf } from "./order"
import classes from "./pane.module.css"

/** `wanted`: the order somebody came for. */
interface Props { person: Person; conversationId: Id | null; wanted?: Id | null; children: ReactNode }

/** Who they are to the shop: figures above their addresses, orders under them. */
export default function Shop({ person, conversationId, wanted = null, children }: Props) {
  const stores = desk.use((now) => now.me?.stores)
  const shop = useWanted(useShop(person, conversationId), wanted)
  const known = !!stores?.length || shop.orders.length > 0
  return (
    <>
      {shop.pane && <Figures pane={shop.pane} />}
      {children}
      {known && <Stores stores={stores ?? []} />}
      {shop.pane && <Lookalikes person={person} found={shop.pane.lookalikes} done={shop.again} />}
      {(known || shop.loading) && <Acting orders={shop.orders} person={person} conversationId={conversationId}><Orders shop={shop} person={person} conversationId={conversationId} /></Acting>}
    </>
  )
}

function Figures({ pane }: { pane: Pane }) {
  const who = pane.customers.map((each) => each.customer)
  const extras = [
    ...new Set(who.flatMap((each) => [each.loyalty_tier ?? "", ...(each.loyalty_points ? [t("shop.points", { count: each.loyalty_points })] : [])]).filter(Boolean)),
    ...who.flatMap((each) => (each.store_credit?.minor ? [t("shop.credit_of", { amount: money(each.store_credit) })] : [])),
    ...new Set(who.flatMap((each) => each.tags)),
  ]
  const span = pane.sums.length ? [Math.min(...pane.sums.map((each) => each.first_at)), Math.max(...pane.sums.map((each) => each.last_at))] as const : null
  if (!pane.sums.length && !extras.length) return null
  return (
    <div className={classes.about}>
      {pane.sums.slice(0, 3).map((each) => <SumsRow key={each.spend.currency} sums={each} />)}
      {(span || extras.length > 0) && (
        <p>{[span && (monthYear(span[0]) === monthYear(span[1]) ? t("shop.bought_in", { when: monthYear(span[0]) }) : t("shop.bought_between", { first: monthYear(span[0]), last: monthYear(span[1]) })), ...extras].filter(Boolean).join("\u2002·\u2002")}</p>
      )}
    </div>
  )
}

function SumsRow({ sums }: { sums: Sums }) {
  return (
    <dl className={`n ${classes.figures}`}>
      <div><dt>{t("shop.lifetime")}</dt><dd title={money(sums.spend)}>{roughly(sums.spend)}</dd></div>
      <div><dt>{t("shop.orders_word", { count: sums.orders })}</dt><dd>{sums.orders.toLocaleString()}</dd></div>
      <div><dt>{t("shop.average")}</dt><dd title={money(sums.average)}>{roughly(sums.average)}</dd></div>
      <div><dt>{t("shop.came_back")}</dt><dd title={t("shop.came_back_of", { returned: sums.returned, pieces: sums.pieces })}>{returnRate(sums)} %</dd></div>
    </dl>
  )
}

/** A store that cannot speak with us makes everything below it old. */
function Stores({ stores }: { stores: StoreShown[] }) {
  const silent = stores.filter((each) => each.state !== "ok")
  if (!silent.length) return null
  return (
    <div className={classes.silent} role="status">
      {silent.map((each) => (
        <p key={each.id} data-tone={each.state === "needs_owner" ? "trouble" : undefined}>
          {each.state === "needs_owner" ? t("shop.needs_owner", { store: each.name, problem: each.problem ?? "" }) : t("shop.paused", { store: each.name })}
        </p>
      ))}
    </div>
  )
}

function Orders({ shop, person, conversationId }: { shop: State; person: Person; conversationId: Id | null }) {
  const [finding, setFinding] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const stores = desk.use((now) => now.me?.stores ?? [])
  const { cards, earlier } = arranged(shop.orders, shop.pinned)
  const keyed = cards[0]
  const storeOf = (id: Id | undefined) => stores.find((each) => each.id === id)
  useCommands([
    {
      id: "orders", label: t("shop.go"), group: "keys.conversation", keys: "o",
      run: () => { const first = box.current?.querySelector<HTMLElement>("article"); first?.scrollIntoView({ block: "nearest" }); first?.focus() },
      otherwise: (letter) => refusal(letter, keyed?.order, storeOf(keyed?.store_id ?? shop.pane?.customers[0]?.store_id)),
    },
    !!conversationId && { id: "find_order", label: t("shop.find"), group: "keys.conversation", run: () => setFinding(true) },
  ])
  return (
    <div ref={box} className={classes.orders}>
      {shop.problem && (
        <p className={classes.problem} role="alert">{t("shop.cannot", { problem: shop.problem.detail })} <button type="button" className="word" onClick={shop.again}>{t("act.retry")}</button></p>
      )}
      {shop.loading && !cards.length && <Waiting />}
      {!shop.loading && !shop.problem && !cards.length && (
        <section className={classes.section}>
          <h4>{t("shop.orders")} {conversationId && <Finder open={finding} toggle={() => setFinding(!finding)} />}</h4>
          <p className={classes.none}>{t("shop.none")}</p>
          <CustomerActs person={person} customers={shop.pane?.customers ?? []} />
        </section>
      )}
      {cards.map((each, index) => (
        <OrderCard key={each.id} first={index === 0} shown={each} person={person} customers={shop.pane?.customers ?? []} conversationId={conversationId} pinned={shop.pinned.includes(each.id)} intents={shop.intents.filter((one) => one.order_id === each.id)}
          tools={index === 0 && conversationId ? <Finder open={finding} toggle={() => setFinding(!finding)} /> : undefined} />
      ))}
      <Pending intents={shop.intents.filter((one) => !one.order_id)} />
      {finding && conversationId && <Find conversationId={conversationId} close={() => setFinding(false)} />}
      <Earlier orders={earlier} total={shop.pane?.sums.reduce((sum, each) => sum + each.orders, 0) ?? 0} shop={shop} person={person} conversationId={conversationId} />
      {shop.pane?.carts.map((cart) => (
        <section key={cart.id} className={classes.section}>
          <h4>{t("shop.cart")} <span className="n" title={wholeTime(cart.updated_at)}>{shortDate(cart.updated_at)}&ensp;·&ensp;{money(cart.total)}</span></h4>
          <p className={classes.cart} dir="auto">{web(cart.url) ? <a href={web(cart.url)} target="_blank" rel="noreferrer noopener">{titlesOf(cart)}</a> : titlesOf(cart)}</p>
        </section>
      ))}
    </div>
  )
}

function Finder({ open, toggle }: { open: boolean; toggle: () => void }) {
  return (
    <button type="button" className={`plain ${classes.tool}`} aria-label={t("shop.find")} title={t("shop.find")} aria-expanded={open} onClick={toggle}>
      <IconSearch size={15} stroke={1.6} aria-hidden="true" />
    </button>
  )
}

function Waiting() {
  return (
    <section className={classes.section} aria-busy="true">
      <span className="vh" role="status">{t("line.loading")}</span>
      {[44, 92, 78].map((width) => <span key={width} className={classes.bone} style={{ width: `${width}%` }} />)}
    </section>
  )
}

