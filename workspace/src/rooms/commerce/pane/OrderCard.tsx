import { IconExternalLink, IconPin, IconPinnedOff, IconRefresh } from "@tabler/icons-react"
import { lazy, Suspense, useState, type ReactNode } from "react"
import { api, asProblem } from "../../../api/client"
import type { Intent, Line, Order, Shipment, ShopOrder } from "../../../api/shop"
import type { Id, Person } from "../../../api/types"
import { t, type Key } from "../../../i18n"
import { momentWords, shortDate, wholeTime } from "../../../i18n/times"
import { useNow } from "../../../live/clock"
import { desk } from "../../../live/desk"
import { announce, trouble } from "../../../shell/news"
import { fillOf, inkOn } from "../../../parts/Avatar"
import { back, money } from "../money"
import { useCommands } from "../../../shell/keys"
import { possible, type Doing } from "../acting/wish"
import { actionName, web } from "../timeline/said"
import { bare, kindOf, leftOf } from "./order"
import { promiseOf, stepsOf } from "./parcels"
import classes from "./pane.module.css"

const ActionDialog = lazy(() => import("../acting/ActionDialog"))

interface Props { shown: ShopOrder; person: Person; conversationId: Id | null; pinned: boolean; intents: Intent[]; tools?: ReactNode }

export async function pin(conversationId: Id, shown: ShopOrder, on: boolean): Promise<void> {
  const where = `/conversations/${conversationId}/pins/${shown.id}`
  const words = { number: bare(shown.order.number) }
  try {
    await (on ? api.put(where) : api.delete(where))
    announce({ words: t(on ? "shop.pinned" : "shop.unpinned", words), undo: () => pin(conversationId, shown, !on) })
  } catch (failure) {
    trouble(asProblem(failure).detail)
  }
}

async function refresh(id: Id): Promise<void> {
  try {
    await api.post(`/orders/${id}/refresh`)
    announce(t("shop.asked"))
  } catch (failure) {
    trouble(asProblem(failure).detail)
  }
}

/** One order as the shop tells it: what, for how much, where it is. */
export function OrderCard({ shown, person, conversationId, pinned, intents, tools }: Props) {
  const { order } = shown
  const several = desk.use((now) => (now.me?.stores?.length ?? 0) > 1)
  const store = desk.use((now) => now.me?.stores?.find((each) => each.id === shown.store_id)?.name)
  const page = web(order.url)
  const elsewhere = order.name && person.name && order.name !== person.name ? order.name : ""
  return (
    <article className={classes.section} tabIndex={-1} aria-label={t("shop.order", { number: bare(order.number) })} data-order-card={shown.id}>
      <div className={classes.top}>
        <h4>
          {page ? <a href={page} target="_blank" rel="noreferrer noopener" title={t("shop.open_there")}>{t("shop.order", { number: bare(order.number) })}<IconExternalLink size={13} stroke={1.6} aria-hidden="true" /></a> : t("shop.order", { number: bare(order.number) })}
        </h4>
        <span className={classes.tools}>
          {tools}
          <button type="button" className={`plain ${classes.tool}`} aria-label={t("shop.refresh")} title={t("shop.refresh")} onClick={() => void refresh(shown.id)}><IconRefresh size={15} stroke={1.6} aria-hidden="true" /></button>
          {conversationId && (
            <button type="button" className={`plain ${classes.tool}`} aria-pressed={pinned} aria-label={t(pinned ? "shop.unpin" : "shop.pin")} title={t(pinned ? "shop.unpin" : "shop.pin")} onClick={() => void pin(conversationId, shown, !pinned)}>
              {pinned ? <IconPinnedOff size={15} stroke={1.6} aria-hidden="true" /> : <IconPin size={15} stroke={1.6} aria-hidden="true" />}
            </button>
          )}
        </span>
      </div>
      <p className={`n ${classes.meta}`}><time dateTime={new Date(order.placed_at).toISOString()} title={wholeTime(order.placed_at)}>{shortDate(order.placed_at)}</time>&ensp;·&ensp;{money(order.total)}&ensp;·&ensp;<span data-tone={order.payment_state === "unpaid" && order.state !== "cancelled" ? "soon" : undefined}>{t(`shop.pay.${order.payment_state}`)}</span>{several && store ? `\u2002·\u2002${store}` : ""}</p>
      {shown.gone && <p className={classes.warn}>{t("shop.gone")}</p>}
      <Lines order={order} />
      <Where order={order} />
      <Asides order={order} name={elsewhere} />
      {!shown.gone && <Acts shown={shown} person={person} conversationId={conversationId} />}
      {intents.filter((each) => PENDING.has(each.state)).map((each) => (
        <p key={each.id} className={classes.pending} data-state={each.state} role="status">
          {t(`shop.pending.${each.state}` as Key, { act: actionName(each.verb), who: each.by_name.split(/\s+/)[0] ?? "" })}{each.amount ? <b className="n"> {money(each.amount)}</b> : null}
        </p>
      ))}
    </article>
  )
}

const DOINGS: readonly Doing[] = ["refund", "cancel"]

/** What this shop lets us do, and what there is left to do it to. */
function Acts({ shown, person, conversationId }: { shown: ShopOrder; person: Person; conversationId: Id | null }) {
  const store = desk.use((now) => now.me?.stores?.find((each) => each.id === shown.store_id))
  const [doing, setDoing] = useState<Doing | null>(null)
  const able = DOINGS.filter((each) => store?.state === "ok" && store.abilities.actions.includes(each) && possible(each, shown.order))
  useCommands(able.map((each) => ({ id: `${each} ${shown.id}`, label: t(`do.${each}_order`, { number: bare(shown.order.number) }), group: "keys.conversation" as const, run: () => setDoing(each) })))
  return (
    <>
      {able.length > 0 && <div className={classes.acts}>{able.map((each) => <button key={each} type="button" className={`plain ${classes.act}`} onClick={() => setDoing(each)}>{t(`do.${each}`)}</button>)}</div>}
      {doing && <Suspense fallback={null}><ActionDialog doing={doing} order={shown} store={store} person={person} conversationId={conversationId} close={() => setDoing(null)} /></Suspense>}
    </>
  )
}

const PENDING = new Set(["waiting", "recorded", "performing", "unsure"])
const FEW = 4

function Lines({ order }: { order: Order }) {
  const [all, setAll] = useState(false)
  const shown = all ? order.lines : order.lines.slice(0, order.lines.length > FEW + 1 ? FEW : FEW + 1)
  return (
    <>
      <ul className={classes.lines}>{shown.map((each) => <Item key={each.id} line={each} />)}</ul>
      {shown.length < order.lines.length && <button type="button" className={`plain ${classes.fold}`} onClick={() => setAll(true)}>{t("shop.more_lines", { count: order.lines.length - shown.length })}</button>}
    </>
  )
}

function Item({ line }: { line: Line }) {
  const left = leftOf(line)
  const said = [
    kindOf(line), left !== 1 && left > 0 ? t("shop.pieces", { count: left }) : "", line.cancelled ? t("shop.line_cancelled", { count: line.cancelled }) : "",
    line.returned ? t("shop.line_returned", { count: line.returned }) : "", line.refunded_amount?.minor ? t("shop.line_refunded", { amount: money(line.refunded_amount) }) : "",
  ].filter(Boolean).join(", ")
  const page = web(line.url)
  return (
    <li className={classes.item} data-off={left <= 0 || undefined}>
      <Picture line={line} />
      <p><span dir="auto">{page ? <a href={page} target="_blank" rel="noreferrer noopener">{line.title}</a> : line.title}</span>{said && <small dir="auto">{said}</small>}</p>
      <b className="n">{money(line.total)}</b>
    </li>
  )
}

/** The product's own picture; where it does not come, its first letter on a colour of its own. */
function Picture({ line }: { line: Line }) {
  const [broken, setBroken] = useState(false)
  const fill = fillOf(line.title)
  if (line.image_url && !broken) return <img className={classes.picture} src={line.image_url} alt="" width={36} height={36} loading="lazy" referrerPolicy="no-referrer" onError={() => setBroken(true)} />
  return <span className={classes.picture} style={{ background: fill, color: inkOn(fill) }} aria-hidden="true">{[...line.title.trim()][0]?.toUpperCase() ?? ""}</span>
}

function Where({ order }: { order: Order }) {
  if (order.shipments.length) return <>{order.shipments.map((each) => <Parcel key={each.id} parcel={each} />)}</>
  if (order.state === "cancelled") return <p className={classes.warn}>{t("shop.cancelled_on", { when: shortDate(order.cancelled_at ?? order.updated_at) })}{order.cancel_reason && ` “${order.cancel_reason}”`}</p>
  if (!order.lines.some((each) => each.needs_shipping)) return null
  return <p className={classes.calm}>{t(`shop.fulfil.${order.fulfilment_state}`)}{order.shipping_method && `\u2002·\u2002${order.shipping_method}`}</p>
}

function Parcel({ parcel }: { parcel: Shipment }) {
  const promised = promiseOf(parcel, useNow())
  const late = promised?.tone === "late"
  const steps = stepsOf(parcel, late)
  const track = web(parcel.tracking_url)
  const named = [parcel.carrier, parcel.tracking_number].filter(Boolean).join(" ")
  return (
    <div className={classes.parcel}>
      <ol className={classes.steps} style={{ "--steps": steps.length } as React.CSSProperties}>
        {steps.map((step, index) => (
          <li key={index} data-state={step.state} data-trouble={step.trouble || undefined} data-passed={steps[index + 1] && steps[index + 1]?.state !== "todo" ? true : undefined} aria-current={step.state === "at" ? "step" : undefined}>{step.label ? t(step.label) : step.place}</li>
        ))}
      </ol>
      {promised && <p className={late ? classes.warn : classes.calm}>{t(promised.key, { count: promised.days, day: dayWords(promised.at) }).replace(/\.\.$/, ".")}</p>}
      {named && <p className={`n ${classes.calm}`}>{track ? <a href={track} target="_blank" rel="noreferrer noopener">{named}</a> : named}</p>}
    </div>
  )
}

const dayWords = (at: number): string => momentWords(at).replace(/,? \d\d:\d\d$/, "")

/** What else the shop says of it: each only where it is so. */
function Asides({ order, name }: { order: Order; name: string }) {
  const place = order.ship_to ? [order.ship_to.name && order.ship_to.name !== order.name ? order.ship_to.name : "", order.ship_to.line1, [order.ship_to.postcode, order.ship_to.city].filter(Boolean).join(" "), order.ship_to.country].filter(Boolean).join(", ") : ""
  return (
    <>
      {order.refunds.filter((each) => each.state !== "failed").map((each) => <p key={each.id} className={classes.aside}><span>{t(each.state === "pending" ? "shop.refund_pending" : "shop.refunded_on", { when: each.at ? shortDate(each.at) : "" })}</span><b className="n">{back(each.amount)}</b></p>)}
      {order.returns.map((each) => <p key={each.id} className={classes.aside}><span>{t(`shop.return.${each.state}`)}{web(each.label_url) && <> <a href={web(each.label_url)} target="_blank" rel="noreferrer noopener">{t("shop.fact.label")}</a></>}</span></p>)}
      {order.disputes.map((each) => <p key={each.id} className={classes.warn}>{t("shop.disputed", { amount: money(each.amount) })}{each.due_at ? ` ${t("shop.answer_by", { when: momentWords(each.due_at) })}.` : ""}</p>)}
      {order.risk && order.risk.level !== "low" && <p className={order.risk.level === "high" ? classes.warn : classes.soon}>{t(order.risk.level === "high" ? "shop.risk_high" : "shop.risk_medium")} {order.risk.reasons.join(". ")}</p>}
      {(name || place) && <p className={classes.calm} dir="auto">{[name, place].filter(Boolean).join(", ")}</p>}
      {order.note && <p className={classes.note} dir="auto">{order.note}</p>}
      {(order.tags.length > 0 || order.discount_codes.length > 0) && <p className={classes.calm} dir="auto">{[...order.discount_codes, ...order.tags].join("\u2002·\u2002")}</p>}
    </>
  )
}
