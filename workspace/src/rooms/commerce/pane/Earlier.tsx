import { useState } from "react"
import type { ShopOrder } from "../../../api/shop"
import type { Id, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { listTime } from "../../../i18n/times"
import { roughly } from "../money"
import type { Shop } from "./loading"
import { OrderCard } from "./OrderCard"
import { bare, titlesOf } from "./order"
import classes from "./pane.module.css"

const FEW = 6

/** All the others, one line each; a click opens one where it stands. */
export function Earlier({ orders, total, shop, person, conversationId }: { orders: ShopOrder[]; total: number; shop: Shop; person: Person; conversationId: Id | null }) {
  const [open, setOpen] = useState<Id | null>(null)
  const [all, setAll] = useState(false)
  if (!orders.length) return null
  const shown = all ? orders : orders.slice(0, FEW)
  const hidden = orders.length - shown.length
  return (
    <section className={classes.section}>
      <h4>{t("shop.earlier")} <span>{t("shop.orders_count", { count: Math.max(total - (shop.orders.length - orders.length), orders.length) })}</span></h4>
      <ul className={classes.earlier}>
        {shown.map((each) => (
          <li key={each.id}>
            <button type="button" className="plain" aria-expanded={open === each.id} onClick={() => setOpen(open === each.id ? null : each.id)}>
              <span className="n">{bare(each.order.number)}</span>
              <span className={classes.clip} dir="auto">{titlesOf(each.order)}{each.order.state === "cancelled" ? `, ${t("shop.word_cancelled")}` : each.order.payment_state === "refunded" ? `, ${t("shop.pay.refunded")}` : ""}</span>
              <span className="n">{listTime(each.order.placed_at)}&ensp;·&ensp;{roughly(each.order.total)}</span>
            </button>
            {open === each.id && <div className={classes.inside}><OrderCard shown={each} person={person} customers={shop.pane?.customers ?? []} conversationId={conversationId} pinned={false} intents={shop.intents.filter((one) => one.order_id === each.id)} /></div>}
          </li>
        ))}
      </ul>
      {hidden > 0 && <button type="button" className={`plain ${classes.fold}`} onClick={() => setAll(true)}>{t("shop.show_more", { count: hidden })}</button>}
      {hidden === 0 && shop.next && <button type="button" className={`plain ${classes.fold}`} disabled={shop.busy} onClick={() => { setAll(true); shop.more() }}>{t(shop.busy ? "line.loading" : "shop.show_older")}</button>}
    </section>
  )
}
