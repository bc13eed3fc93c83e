import { NativeSelect } from "@mantine/core"
import type { Line } from "../../../../api/shop"
import { t } from "../../../../i18n"
import { money } from "../../money"
import { kindOf } from "../../pane/order"
import { beginEdit, editOf, otherKind, swappedOf, type Added, type EditChoice, type LineChange } from "../changing"
import type { FieldsProps, Form } from "../form"
import { kept, leftToSend } from "../kinds"
import { LineRow, nameOf, Notify, Stepper, WaySelect } from "../parts"
import { kindWords } from "../selling"
import { KindSelect, ProductPicker } from "../Products"
import classes from "../acting.module.css"

const MOST = 999
const FEW = 6

function Fields({ scene, choice, set }: FieldsProps<EditChoice>) {
  const { order, store } = scene
  if (!order) return null
  const change = (line: Line, part: LineChange) => set({ lines: { ...choice.lines, [line.id]: { ...choice.lines[line.id], ...part } } })
  const add = (one: Added) => {
    const known = choice.added.some((each) => each.variant.id === one.variant.id)
    set({ added: known ? choice.added.map((each) => (each.variant.id === one.variant.id ? { ...each, count: each.count + 1 } : each)) : [...choice.added, one] })
  }
  return (
    <>
      <fieldset className={classes.set}>
        <legend>{t("do.items")}</legend>
        <ul className={classes.lines}>
          {order.lines.filter((line) => kept(line) > 0).map((line) => <Edited key={line.id} line={line} scene={scene} change={choice.lines[line.id]} set={(part) => change(line, part)} eager={order.lines.length <= FEW} />)}
          {choice.added.map((each) => <New key={each.variant.id} one={each} set={(count) => set({ added: choice.added.map((one) => (one === each ? { ...one, count } : one)) })} drop={() => set({ added: choice.added.filter((one) => one !== each) })} />)}
        </ul>
      </fieldset>
      {store.abilities.products && <ProductPicker store={store} label={t("do.find_to_add")} add={(variant, title) => add({ variant, title, count: 1 })} />}
      <div className={classes.pair}>
        <WaySelect scene={scene} label={t("do.difference")} usual={t("do.way_or_link")} value={choice.way} set={(way) => set({ way })} />
      </div>
      <Notify on={choice.notify} set={(notify) => set({ notify })} />
    </>
  )
}

interface EditedProps { line: Line; scene: FieldsProps<EditChoice>["scene"]; change: LineChange | undefined; set: (part: LineChange) => void; eager: boolean }

/** Another kind for its pieces, or another count of them: one of both at a time, so that the shop understands it in one way only. */
function Edited({ line, scene: { store }, change, set, eager }: EditedProps) {
  const swapped = otherKind(line, change)
  const left = leftToSend(line)
  const count = change?.count ?? kept(line)
  return (
    <LineRow of={line} kind={kindOf(line)} off={!swapped && count === 0} price={money(line.total)}>
      <KindSelect store={store} product={line.product_id} label={t("do.kind_of", { title: nameOf(line) })} value={swapped ?? line.variant_id ?? ""} pieces={swapped ? swappedOf(line, change) : 1} set={(kind) => set({ kind })} eager={eager} />
      {!swapped && <Stepper label={t("do.pieces_of", { title: nameOf(line) })} value={count} least={line.fulfilled} most={MOST} set={(next) => set({ count: next })} />}
      {swapped && left > 1 && (
        <NativeSelect size="xs" className={classes.few} aria-label={t("do.swap_count", { title: nameOf(line) })} value={String(swappedOf(line, change))} data={Array.from({ length: left }, (_, index) => ({ value: String(index + 1), label: t("do.count_of", { some: index + 1, count: left }) }))}
          onChange={(event) => set({ swapped: Number(event.currentTarget.value) })} />
      )}
      {!swapped && count !== kept(line) && <span className={classes.quiet}>{count === 0 ? t("do.taken_out") : t("do.instead_of", { count: kept(line) })}</span>}
    </LineRow>
  )
}

function New({ one, set, drop }: { one: Added; set: (count: number) => void; drop: () => void }) {
  const name = [one.title, kindWords(one.variant)].filter(Boolean).join(", ")
  return (
    <LineRow of={{ title: one.title, image_url: one.variant.image_url }} kind={kindWords(one.variant)} price={money({ ...one.variant.price, minor: one.variant.price.minor * one.count })} drop={drop}>
      <Stepper label={t("do.pieces_of", { title: name })} value={one.count} least={1} most={MOST} set={set} />
      <span className={classes.fresh}>{t("do.new")}</span>
    </LineRow>
  )
}

export const EDIT_ITEMS: Form<EditChoice> = { begin: beginEdit, action: editOf, Fields, hint: "do.choose_change" }
