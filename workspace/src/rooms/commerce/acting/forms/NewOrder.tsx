import { Textarea } from "@mantine/core"
import { t } from "../../../../i18n"
import { money, plain } from "../../money"
import { ShipTo } from "../AddressFields"
import type { FieldsProps, Form } from "../form"
import { beginOrder, orderOf, soldIn, type OrderChoice, type Sold } from "../giving"
import { LineRow, Notify, Stepper, SumField } from "../parts"
import { kindWords } from "../selling"
import { ProductPicker } from "../Products"
import { sum } from "../wish"
import classes from "../acting.module.css"

const MOST = 999

function Fields({ scene, choice, set }: FieldsProps<OrderChoice>) {
  const { sold } = choice
  const currency = soldIn(scene, sold)
  const change = (one: Sold, part: Partial<Sold>) => set({ sold: sold.map((each) => (each === one ? { ...each, ...part } : each)) })
  const add = (variant: Sold["variant"], title: string) => {
    const known = sold.find((each) => each.variant.id === variant.id)
    if (known) change(known, { count: known.count + 1 })
    else set({ sold: [...sold, { variant, title, count: 1, price: "" }] })
  }
  return (
    <>
      {sold.length > 0 && (
        <fieldset className={classes.set}>
          <legend>{t("do.items")}</legend>
          <ul className={classes.lines}>{sold.map((each) => <Item key={each.variant.id} one={each} set={(part) => change(each, part)} drop={() => set({ sold: sold.filter((one) => one !== each) })} />)}</ul>
        </fieldset>
      )}
      <ProductPicker eager store={scene.store} label={t("do.find_to_add")} add={add} />
      <div className={classes.pair}>
        <SumField label={t("do.discount", { currency })} value={choice.discount} currency={currency} set={(discount) => set({ discount })} />
        <SumField label={t("do.shipping_cost", { currency })} value={choice.shipping} currency={currency} least={0} set={(shipping) => set({ shipping })} hint={t("do.shipping_usual")} />
      </div>
      <ShipTo scene={scene} choice={choice} set={set} />
      <Textarea label={t("do.note_there")} autosize minRows={1} maxRows={4} maxLength={500} value={choice.note} dir="auto" onChange={(event) => set({ note: event.currentTarget.value })} />
      <Notify on={choice.notify} set={(notify) => set({ notify })} />
    </>
  )
}

function Item({ one, set, drop }: { one: Sold; set: (part: Partial<Sold>) => void; drop: () => void }) {
  const { price } = one.variant
  const each = sum(one.price, price.currency, 0) ?? price
  const name = [one.title, kindWords(one.variant)].filter(Boolean).join(", ")
  return (
    <LineRow of={{ title: one.title, image_url: one.variant.image_url }} kind={kindWords(one.variant)} price={money({ ...each, minor: each.minor * one.count })} drop={drop}>
      <Stepper label={t("do.pieces_of", { title: name })} value={one.count} least={1} most={MOST} set={(count) => set({ count })} />
      <span className={classes.price}><SumField hidden label={t("do.price_of", { title: name, currency: price.currency })} value={one.price} currency={price.currency} least={0} hint={plain(price)} set={(words) => set({ price: words })} /></span>
    </LineRow>
  )
}

export const NEW_ORDER: Form<OrderChoice> = { begin: beginOrder, action: orderOf, Fields, hint: "do.choose_things", gives: true, slow: true }
