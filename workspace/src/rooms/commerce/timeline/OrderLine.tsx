import {
  IconAlertTriangle, IconArrowBackUp, IconBuildingBank, IconCash, IconChevronDown, IconCircleX, IconDiscount2, IconGift, IconHome, IconMapPin, IconNote, IconPackage, IconPencil, IconPoint,
  IconRefresh, IconShoppingBag, IconTruck, IconTruckDelivery, IconTruckReturn,
} from "@tabler/icons-react"
import { useId, useState } from "react"
import type { Entry, OrderEntry } from "../../../api/types"
import { t } from "../../../i18n"
import { colleague, useAgent } from "../../../live/desk"
import type { Margin as Kind } from "../../conversations/timeline/items"
import { doer } from "../../conversations/timeline/did"
import { Margin } from "../../conversations/timeline/Margin"
import frame from "../../conversations/timeline/timeline.module.css"
import { copy } from "../copying"
import { alarming, facts, figure, more, title } from "./said"
import classes from "./line.module.css"

const SHAPES: Record<string, typeof IconPoint> = {
  placed: IconShoppingBag, paid: IconCash, changed: IconPencil, cancelled: IconCircleX, shipped: IconTruck, out_for_delivery: IconTruckDelivery, delivered: IconHome,
  return_asked: IconTruckReturn, return_declined: IconTruckReturn, returned: IconTruckReturn, refunded: IconArrowBackUp, disputed: IconBuildingBank,
  cancel: IconCircleX, refund: IconArrowBackUp, replace: IconPackage, duplicate: IconRefresh, edit_lines: IconPencil, edit_address: IconMapPin, change_payment: IconCash,
  discount: IconDiscount2, credit: IconGift, return: IconTruckReturn, create: IconShoppingBag, notes: IconNote, customer: IconNote,
}
/** One calm line of the shop's; what stands behind it opens. */
export function OrderLine({ entry, paid, margin }: { entry: OrderEntry; paid: boolean; margin: Kind }) {
  const { body } = entry
  const [open, setOpen] = useState(false)
  const panel = useId()
  const behind = facts(body, (id) => colleague(id)?.name ?? "")
  const loud = alarming(body)
  const sum = figure(body)
  const Shape = loud ? IconAlertTriangle : (SHAPES[body.verb] ?? IconPackage)
  const me = useAgent()
  const words = more(body, entry.author.id === me.id ? t("who.you_object") : doer(entry))
  const line = (
    <>
      <b>{title(body, paid)}</b>
      {words && <span dir="auto">{words}</span>}
      {behind.length > 0 && <IconChevronDown size={13} stroke={1.8} aria-hidden="true" className={classes.chevron} />}
    </>
  )
  return (
    <div className={`${frame.entry} ${frame.act}`} data-entry={entry.id} data-order={body.order_id ?? undefined}>
      <Margin at={entry.at} kind={margin} />
      <span className={`${frame.gl} ${loud ? classes.loud : ""}`}><span><Shape size={16} stroke={1.6} aria-hidden="true" /></span></span>
      <div className={frame.body}>
        <div className={classes.row} data-tone={loud ? "warn" : undefined}>
          {behind.length ? <button type="button" className={`plain ${classes.words}`} aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>{line}</button> : <p className={classes.words}>{line}</p>}
          {sum && <span className={`n ${classes.sum}`}>{sum}</span>}
        </div>
        {open && (
          <dl id={panel} className={classes.facts}>
            {behind.map((each, index) => (
              <div key={index}>
                <dt>{t(each.label)}</dt>
                <dd dir="auto">{each.href ? <a href={each.href} target="_blank" rel="noreferrer noopener">{each.words}</a> : each.words}{each.handy && <button type="button" className={`word ${classes.copy}`} aria-label={t("do.copy_of", { what: t(each.label) })} onClick={() => void copy(each.words)}>{t("act.copy")}</button>}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </div>
  )
}

/** A kind of entry from a newer server: its own words, or its name. */
export function OtherLine({ entry, margin }: { entry: Entry; margin: Kind }) {
  const { text } = entry.body as { text?: unknown }
  return (
    <div className={`${frame.entry} ${frame.act}`} data-entry={entry.id}>
      <Margin at={entry.at} kind={margin} />
      <span className={frame.gl}><span><IconPoint size={16} stroke={1.6} aria-hidden="true" /></span></span>
      <div className={frame.body}><p className={frame.m} dir="auto">{typeof text === "string" && text ? text : String(entry.kind).replaceAll("_", " ")}</p></div>
    </div>
  )
}
