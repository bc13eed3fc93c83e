import { Radio, TextInput } from "@mantine/core"
import { t } from "../../../../i18n"
import type { FieldsProps, Form } from "../form"
import { beginGift, endOf, giftOf, giftsOf, isCode, whole, type GiftChoice } from "../giving"
import { Notify, SumField } from "../parts"
import classes from "../acting.module.css"

function Fields({ scene, choice, set }: FieldsProps<GiftChoice>) {
  const { what } = choice
  return (
    <>
      <Radio.Group label={t("do.gift.what")} value={what} onChange={(next) => set({ what: next as GiftChoice["what"] })}>
        <div className={classes.choices}>{giftsOf(scene).map((each) => <Radio key={each} value={each} label={t(`do.gift.${each}`)} />)}</div>
      </Radio.Group>
      {what === "percent" && <Percent choice={choice} set={set} />}
      {(what === "amount" || !isCode(what)) && <div className={classes.pair}><SumField focus label={t("do.gift.sum", { currency: scene.currency })} value={choice.amount} currency={scene.currency} set={(amount) => set({ amount })} /></div>}
      {isCode(what) ? <Terms scene={scene} choice={choice} set={set} /> : (
        <>
          {what === "card" && <div className={classes.pair}><Until choice={choice} set={set} /></div>}
          <Notify on={choice.notify} set={(notify) => set({ notify })} />
        </>
      )}
    </>
  )
}

type Part = Pick<FieldsProps<GiftChoice>, "choice" | "set">
const USUAL = ["5", "10", "15", "20"]

function Percent({ choice, set }: Part) {
  return (
    <div className={classes.percent}>
      <TextInput label={t("do.gift.how_much")} inputMode="numeric" autoComplete="off" value={choice.percent} error={whole(choice.percent, 1, 100) ? undefined : t("do.gift.percent_bad")} onChange={(event) => set({ percent: event.currentTarget.value })} />
      <span className={classes.usual}>{USUAL.map((each) => <button key={each} type="button" className="plain" aria-pressed={choice.percent === each} onClick={() => set({ percent: each })}>{each} %</button>)}</span>
    </div>
  )
}

/** Who may use a code, how often and how long. */
function Terms({ scene, choice, set }: FieldsProps<GiftChoice>) {
  return (
    <fieldset className={classes.set}>
      <legend>{t("do.gift.terms")}</legend>
      <div className={classes.pair}>
        <Until choice={choice} set={set} />
        <TextInput label={t("do.gift.uses")} inputMode="numeric" autoComplete="off" value={choice.uses} error={whole(choice.uses, 1, 1_000_000) ? undefined : t("do.gift.uses_bad")} onChange={(event) => set({ uses: event.currentTarget.value })} />
        <SumField label={t("do.gift.minimum", { currency: scene.currency })} value={choice.minimum} currency={scene.currency} set={(minimum) => set({ minimum })} hint={t("do.gift.any")} />
        <TextInput label={t("do.gift.code")} autoComplete="off" maxLength={40} value={choice.code} placeholder={t("do.gift.code_hint")} onChange={(event) => set({ code: event.currentTarget.value })} />
      </div>
    </fieldset>
  )
}

function Until({ choice, set }: Part) {
  return <TextInput type="date" label={t("do.gift.until")} value={choice.until} error={endOf(choice.until) === null ? t("do.gift.over") : undefined} onChange={(event) => set({ until: event.currentTarget.value })} />
}

export const GIFT: Form<GiftChoice> = { begin: beginGift, action: giftOf, Fields, hint: "do.choose_gift", gives: true, slow: true }
