import { Checkbox, Radio } from "@mantine/core"
import { t } from "../../../../i18n"
import type { FieldsProps, Form } from "../form"
import { leftToSend } from "../kinds"
import { Notify, Pieces, Restock } from "../parts"
import { beginCancel, cancelOf, type CancelChoice } from "../wish"
import classes from "../acting.module.css"

function Fields({ scene: { order, store }, choice, set }: FieldsProps<CancelChoice>) {
  if (!order) return null
  return (
    <>
      {store.abilities.partial_cancel && (
        <Radio.Group label={t("do.how_much")} value={choice.whole ? "whole" : "some"} onChange={(value) => set({ whole: value === "whole" })}>
          <div className={classes.choices}><Radio value="whole" label={t("do.whole")} /><Radio value="some" label={t("do.some")} /></div>
        </Radio.Group>
      )}
      {!choice.whole && <Pieces order={order} left={leftToSend} pieces={choice.pieces} set={(pieces) => set({ pieces })} legend={t("do.which")} />}
      <Checkbox checked={choice.refund} onChange={(event) => set({ refund: event.currentTarget.checked })} label={t("do.give_back")} />
      <div className={classes.choices}>
        <Restock store={store} on={choice.restock} set={(restock) => set({ restock })} />
        <Notify on={choice.notify} set={(notify) => set({ notify })} />
      </div>
    </>
  )
}

export const CANCEL: Form<CancelChoice> = { begin: beginCancel, action: cancelOf, Fields, hint: "do.choose_pieces", final: true }
