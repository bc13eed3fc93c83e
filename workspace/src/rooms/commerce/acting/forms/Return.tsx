import { Checkbox, NativeSelect } from "@mantine/core"
import type { Line } from "../../../../api/shop"
import { t } from "../../../../i18n"
import { beginReturn, REASONS, returnOf, type ReturnChoice } from "../changing"
import type { FieldsProps, Form } from "../form"
import { leftToReturn } from "../kinds"
import { nameOf, Notify, Pieces, WaySelect } from "../parts"
import { KindSelect } from "../Products"
import classes from "../acting.module.css"

function Fields({ scene, choice, set }: FieldsProps<ReturnChoice>) {
  const { order, store } = scene
  if (!order) return null
  const beneath = (line: Line, pieces: number) => (
    <div className={classes.beneath}>
      <NativeSelect size="xs" aria-label={t("do.reason_of", { title: nameOf(line) })} value={choice.reasons[line.id] ?? ""} data={[{ value: "", label: t("do.reason_none") }, ...REASONS.map((reason) => ({ value: reason, label: t(`shop.reason.${reason}`) }))]}
        onChange={(event) => set({ reasons: { ...choice.reasons, [line.id]: event.currentTarget.value } })} />
      {store.abilities.exchanges && <KindSelect eager store={store} product={line.product_id} label={t("do.exchange_of", { title: nameOf(line) })} value={choice.kinds[line.id] ?? ""} pieces={pieces} none={t("do.no_exchange")} set={(kind) => set({ kinds: { ...choice.kinds, [line.id]: kind } })} />}
    </div>
  )
  return (
    <>
      <Pieces order={order} left={leftToReturn} pieces={choice.pieces} set={(pieces) => set({ pieces })} legend={t("do.comes_back")} beneath={beneath} />
      <div className={classes.pair}><WaySelect scene={scene} label={t("do.way")} value={choice.way} set={(way) => set({ way })} /></div>
      <div className={classes.choices}>
        {store.abilities.return_labels && <Checkbox checked={choice.label} onChange={(event) => set({ label: event.currentTarget.checked })} label={t("do.label")} />}
        <Notify on={choice.notify} set={(notify) => set({ notify })} />
      </div>
    </>
  )
}

export const RETURN: Form<ReturnChoice> = { begin: beginReturn, action: returnOf, Fields, hint: "do.choose_return" }
