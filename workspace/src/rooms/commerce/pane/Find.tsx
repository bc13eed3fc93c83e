import { useState } from "react"
import { api, type Page } from "../../../api/client"
import type { ShopOrder } from "../../../api/shop"
import type { Id } from "../../../api/types"
import { t } from "../../../i18n"
import { listTime } from "../../../i18n/times"
import { useLoaded } from "../../../live/loaded"
import { roughly } from "../money"
import { pin } from "./OrderCard"
import { bare, titlesOf } from "./order"
import classes from "./pane.module.css"

/** An order by its number, a name, an address or a parcel's number: found ones are pinned to this talk. */
export function Find({ conversationId, close }: { conversationId: Id; close: () => void }) {
  const [words, setWords] = useState("")
  const wanted = words.trim()
  const found = useLoaded(wanted.length > 1 ? `orders ${wanted}` : null, (signal) => api.get<Page<ShopOrder>>("/orders", { q: wanted, limit: 8 }, signal))
  const take = (one: ShopOrder) => { void pin(conversationId, one, true); close() }
  return (
    <section className={classes.section} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); close() } }}>
      <input className={classes.field} autoFocus type="search" value={words} onChange={(event) => setWords(event.target.value)} placeholder={t("shop.find_hint")} aria-label={t("shop.find")} dir="auto" />
      {found.problem && <p className={classes.problem} role="alert">{found.problem.detail}</p>}
      {found.data && !found.data.items.length && <p className={classes.none} role="status">{t("shop.found_none")}</p>}
      {found.data && found.data.items.length > 0 && (
        <ul className={classes.earlier}>
          {found.data.items.map((each) => (
            <li key={each.id}>
              <button type="button" className="plain" aria-label={t("shop.pin_this", { number: bare(each.order.number), name: each.order.name })} onClick={() => take(each)}>
                <span className="n">{bare(each.order.number)}</span><span className={classes.clip} dir="auto">{[each.order.name, titlesOf(each.order)].filter(Boolean).join(", ")}</span>
                <span className="n">{listTime(each.order.placed_at)}&ensp;·&ensp;{roughly(each.order.total)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
