import { Radio } from "@mantine/core"
import { t } from "../../../../i18n"
import { money } from "../../money"
import { paymentOf, type PaymentChoice } from "../changing"
import type { FieldsProps, Form } from "../form"
import { otherWays } from "../kinds"
import classes from "../acting.module.css"

function Fields({ scene: { order, customer }, choice, set }: FieldsProps<PaymentChoice>) {
  const ways = order ? otherWays(order, customer) : []
  return (
    <Radio.Group label={t("do.pay_by")} value={choice.way} onChange={(way) => set({ way })}>
      <div className={classes.column}>{ways.map((way) => <Radio key={way.id} value={way.id} label={way.balance ? t("do.holds", { way: way.label, amount: money(way.balance) }) : way.label} />)}</div>
    </Radio.Group>
  )
}

export const PAYMENT: Form<PaymentChoice> = { begin: () => ({ way: "" }), action: paymentOf, Fields, hint: "do.choose_way" }
