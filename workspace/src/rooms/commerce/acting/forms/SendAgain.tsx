import { t } from "../../../../i18n"
import { ShipTo } from "../AddressFields"
import { beginAgain, replaceOf, type AgainChoice } from "../changing"
import type { FieldsProps, Form } from "../form"
import { kept } from "../kinds"
import { nameOf, Notify, Pieces } from "../parts"
import { KindSelect } from "../Products"

function Fields({ scene, choice, set }: FieldsProps<AgainChoice>) {
  const { order, store } = scene
  if (!order) return null
  return (
    <>
      <Pieces order={order} left={(line) => (line.variant_id ? kept(line) : 0)} pieces={choice.pieces} set={(pieces) => set({ pieces })} legend={t("do.send_what")}
        beneath={(line, pieces) => <KindSelect eager store={store} product={line.product_id} label={t("do.as_kind", { title: nameOf(line) })} value={choice.kinds[line.id] ?? line.variant_id ?? ""} pieces={pieces} set={(kind) => set({ kinds: { ...choice.kinds, [line.id]: kind } })} />} />
      <ShipTo scene={scene} choice={choice} set={set} />
      <Notify on={choice.notify} set={(notify) => set({ notify })} />
    </>
  )
}

export const SEND_AGAIN: Form<AgainChoice> = { begin: beginAgain, action: replaceOf, Fields, hint: "do.choose_again", gives: true, slow: true }
