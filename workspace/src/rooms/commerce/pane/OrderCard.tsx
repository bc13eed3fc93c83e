import { IconExternalLink, IconPin, IconPinnedOff, IconRefresh } from "@tabler/icons-react"
import { useState, type ReactNode } from "react"
import { api, asProblem } from "../../../api/client"
import type { Intent, Line, Order, Return, Shipment, ShopCustomer, ShopOrder, Standing } from "../../../api/shop"
import type { Id, Person } from "../../../api/types"
import { t, type Key } from "../../../i18n"
import { momentWords, shortDate, wholeTime } from "../../../i18n/times"
import { useNow } from "../../../live/clock"
import { desk } from "../../../live/desk"
import { announce, trouble } from "../../../shell/news"
import { back, money } from "../money"
import { Picture } from "../Picture"
import { actionName, reasonWords, web } from "../timeline/said"
import { Acts } from "./Acts"
import { bare, buyerOf, comingBack, kindOf, leftOf } from "./order"
import { dayWords, promiseOf, silentSince, stepsOf } from "./parcels"
import classes from "./pane.module.css"

interface Props {
  shown: ShopOrder; person: Person; customers: readonly ShopCustomer[]; conversationId: Id | null; pinned: boolean; intents: Intent[]; tools?: ReactNode
  /** The first one shown: the keys are its own. */
  first?: boolean
}

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
export function OrderCard({ shown, person, customers, conversationId, pinned, intents, tools, first = false }: Props) {
  const { order } = shown
  const several = desk.use((now) => (now.me?.stores?.length ?? 0) > 1)
  const store = desk.use((now) => now.me?.stores?.find((each) => each.id === shown.store_id)?.name)
  const page = web(order.url)
  const buyer = buyerOf(shown, person)
  const elsewhere = !buyer && order.name && person.name && order.name !== person.name ? order.name : ""
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
      {buyer && <p className={classes.warn} role="note" dir="auto">{t("shop.of_another", { buyer, name: person.name || t("person.nameless") })}</p>}
      {shown.gone && <p className={classes.warn}>{t("shop.gone")}</p>}
      <Lines order={order} />
      <Where order={order} standings={shown.standings} />
      <Asides order={order} name={elsewhere} />
      {!shown.gone && <Acts shown={shown} person={person} customers={customers} first={first} />}
      <Pending intents={intents} />
    </article>
  )
}

const PENDING = new Set(["waiting", "recorded", "performing", "unsure"])

/** What was asked for and is not through yet. */
export function Pending({ intents }: { intents: readonly Intent[] }) {
  return intents.filter((each) => PENDING.has(each.state)).map((each) => (
    <p key={each.id} className={classes.pending} data-state={each.state} role="status">
      {t(`shop.pending.${each.state}` as Key, { act: actionName(each.verb), who: each.by_name.split(/\s+/)[0] ?? "" })}{each.amount ? <b className="n"> {money(each.amount)}</b> : null}
    </p>
  ))
}

const FEW = 4

function Lines({ order }: { order: Order }) {
  const [all, setAll] = useState(false)
  const shown = all ? order.lines : order.lines.slice(0, order.lines.length > FEW + 1 ? FEW : FEW + 1)
  return (
    <>
      <ul className={classes.lines}>{shown.map((each) => <Item key={each.id} line={each} coming={comingBack(order, each.id)} />)}</ul>
      {shown.length < order.lines.length && <button type="button" className={`plain ${classes.fold}`} onClick={() => setAll(true)}>{t("shop.more_lines", { count: order.lines.length - shown.length })}</button>}
    </>
  )
}

function Item({ line, coming }: { line: Line; coming: number }) {
  const came = line.returned - coming
  const left = leftOf(line)
  const said = [
    kindOf(line), left !== 1 && left > 0 ? t("shop.pieces", { count: left }) : "", line.cancelled ? t("shop.line_cancelled", { count: line.cancelled }) : "",
    coming > 0 ? t("shop.line_coming", { count: coming }) : "", came > 0 ? t("shop.line_returned", { count: came }) : "", line.refunded_amount?.minor ? t("shop.line_refunded", { amount: money(line.refunded_amount) }) : "",
  ].filter(Boolean).join(", ")
  const page = web(line.url)
  return (
    <li className={classes.item} data-off={left <= 0 || undefined}>
      <Picture of={line} />
      <p><span dir="auto">{page ? <a href={page} target="_blank" rel="noreferrer noopener">{line.title}</a> : line.title}</span>{said && <small dir="auto">{said}</small>}</p>
      <b className="n">{money(line.total)}</b>
    </li>
  )
}

function Where({ order, standings }: { order: Order; standings: readonly Standing[] }) {
  if (order.shipments.length) return <>{order.shipments.map((each) => <Parcel key={each.id} parcel={each} standing={standings.find((one) => one.shipment_id === each.id)} />)}</>
  if (order.state === "cancelled") return <p className={classes.warn}>{t("shop.cancelled_on", { when: shortDate(order.cancelled_at ?? order.updated_at) })}{order.cancel_reason && ` “${order.cancel_reason}”`}</p>
  if (!order.lines.some((each) => each.needs_shipping)) return null
  return <p className={classes.calm}>{t(`shop.fulfil.${order.fulfilment_state}`)}{order.shipping_method && `\u2002·\u2002${order.shipping_method}`}</p>
}

function Parcel({ parcel, standing }: { parcel: Shipment; standing: Standing | undefined }) {
  const promised = promiseOf(parcel, useNow(), standing)
  const silent = silentSince(parcel, standing)
  const late = promised?.tone === "late" || !!silent
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
      {silent && <p className={classes.warn}>{t("shop.silent", { day: dayWords(silent) })}</p>}
      {promised && <p className={promised.tone === "late" ? classes.warn : classes.calm}>{t(promised.key, { count: promised.days, day: dayWords(promised.at) }).replace(/\.\.$/, ".")}</p>}
      {named && <p className={`n ${classes.calm}`}>{track ? <a href={track} target="_blank" rel="noreferrer noopener">{named}</a> : named}</p>}
    </div>
  )
}

const MARKS = ["items_edited", "replaced"] as const

/** Something on its way back: what, why, and its label. */
function Coming({ back: one, order }: { back: Return; order: Order }) {
  const titled = (id: string) => order.lines.find((line) => line.id === id)?.title ?? ""
  const label = web(one.label_url)
  return (
    <div className={classes.aside}>
      <p>
        {t(`shop.return.${one.state}`)}{label && <> <a href={label} target="_blank" rel="noreferrer noopener">{t("shop.fact.label")}</a></>}
        {one.lines.map((line, index) => <small key={index} dir="auto">{[`${line.quantity} × ${titled(line.line_id)}`, reasonWords(line.reason), line.for_variant ? t("shop.exchanged") : ""].filter(Boolean).join(", ")}</small>)}
      </p>
      {!!one.difference?.minor && <b className="n">{one.difference.minor < 0 ? back(one.difference) : `+${money(one.difference)}`}</b>}
    </div>
  )
}

/** What else the shop says of it: each only where it is so. */
function Asides({ order, name }: { order: Order; name: string }) {
  const place = order.ship_to ? [order.ship_to.name && order.ship_to.name !== order.name ? order.ship_to.name : "", order.ship_to.line1, [order.ship_to.postcode, order.ship_to.city].filter(Boolean).join(" "), order.ship_to.country].filter(Boolean).join(", ") : ""
  // What was added later and is not paid for yet.
  const owed = order.payment_state === "part_paid" && order.state !== "cancelled" ? order.total.minor - order.paid.minor : 0
  return (
    <>
      {order.refunds.filter((each) => each.state !== "failed").map((each) => <p key={each.id} className={classes.aside}><span>{t(each.state === "pending" ? "shop.refund_pending" : "shop.refunded_on", { when: each.at ? shortDate(each.at) : "" })}</span><b className="n">{back(each.amount)}</b></p>)}
      {MARKS.filter((mark) => order.marks.includes(mark)).map((mark) => <p key={mark} className={classes.calm}>{t(`shop.mark.${mark}`)}</p>)}
      {owed > 0 && <p className={classes.soon}>{t("shop.owed", { amount: money({ minor: owed, currency: order.currency }) })}</p>}
      {order.returns.map((each) => <Coming key={each.id} back={each} order={order} />)}
      {order.disputes.map((each) => <p key={each.id} className={classes.warn}>{t("shop.disputed", { amount: money(each.amount) })}{each.due_at ? ` ${t("shop.answer_by", { when: momentWords(each.due_at) })}.` : ""}</p>)}
      {order.risk && order.risk.level !== "low" && <p className={order.risk.level === "high" ? classes.warn : classes.soon}>{t(order.risk.level === "high" ? "shop.risk_high" : "shop.risk_medium")} {order.risk.reasons.join(". ")}</p>}
      {(name || place) && <p className={classes.calm} dir="auto">{[name, place].filter(Boolean).join(", ")}</p>}
      {order.note && <p className={classes.note} dir="auto">{order.note}</p>}
      {(order.tags.length > 0 || order.discount_codes.length > 0) && <p className={classes.calm} dir="auto">{[...order.discount_codes, ...order.tags].join("\u2002·\u2002")}</p>}
    </>
  )
}
