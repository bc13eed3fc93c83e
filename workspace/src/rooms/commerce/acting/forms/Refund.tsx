import { Checkbox } from "@mantine/core"
import { t } from "../../../../i18n"
import { money } from "../../money"
import type { FieldsProps, Form } from "../form"
import { leftToRefund, shippingLeft } from "../kinds"
import { Notify, Pieces, Restock, SumField, WaySelect } from "../parts"
import { beginRefund, refundOf, type RefundChoice } from "../wish"
import classes from "../acting.module.css"

function Fields({ scene, choice, set }: FieldsProps<RefundChoice>) {
  const { order, store } = scene
  if (!order) return null
  const left = shippingLeft(order)
  return (
    <>
      <Pieces order={order} left={leftToRefund} pieces={choice.pieces} set={(pieces) => set({ pieces })} legend={t("do.lines")}>
        {left > 0 && <Checkbox checked={choice.shipping} onChange={(event) => set({ shipping: event.currentTarget.checked })} label={t("do.shipping", { amount: money({ minor: left, currency: order.currency }) })} />}
      </Pieces>
      <div className={classes.pair}>
        <SumField label={t("do.amount", { currency: order.currency })} value={choice.amount} currency={order.currency} set={(amount) => set({ amount })} />
        <WaySelect scene={scene} label={t("do.way")} value={choice.way} set={(way) => set({ way })} />
      </div>
      <div className={classes.choices}>
        <Restock store={store} on={choice.restock} set={(restock) => set({ restock })} />
        <Notify on={choice.notify} set={(notify) => set({ notify })} />
      </div>
    </>
  )
}

export const REFUND: Form<RefundChoice> = { begin: beginRefund, action: refundOf, Fields, hint: "do.choose", final: true, gives: true }
