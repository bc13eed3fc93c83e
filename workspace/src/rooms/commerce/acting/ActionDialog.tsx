import { Button, Checkbox, Modal, NativeSelect, Radio, Textarea, TextInput } from "@mantine/core"
import "@mantine/core/styles/Radio.layer.css"
import { useMediaQuery } from "@mantine/hooks"
import { useEffect } from "react"
import type { Order, ShopOrder, StoreShown } from "../../../api/shop"
import type { Id, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { announce } from "../../../shell/news"
import { firstName } from "../../conversations/names"
import { money, typed } from "../money"
import { bare } from "../pane/order"
import { actionName } from "../timeline/said"
import { useDoing, type State } from "./doing"
import { leftFor, shippingLeft, type Doing } from "./wish"
import classes from "./acting.module.css"

interface Props { doing: Doing; order: ShopOrder; store: StoreShown | undefined; person: Person; conversationId: Id | null; close: () => void }

/** Choose, see what will happen, do it once. */
export default function ActionDialog({ doing, order, store, person, conversationId, close }: Props) {
  const state = useDoing(doing, order, conversationId)
  const phone = useMediaQuery("(max-width: 759px)", false, { getInitialValueInEffect: false })
  const number = bare(state.shown.order.number)
  const done = state.intent?.state === "done"
  useEffect(() => {
    if (!done) return
    announce(t("do.done", { act: actionName(doing), number }))
    close()
  }, [done, doing, number, close])
  return (
    <Modal opened onClose={close} title={t(`do.${doing}_order`, { number })} size={520} fullScreen={!!phone} closeButtonProps={{ "aria-label": t("act.close") }}>
      {state.intent ? <Progress state={state} close={close} /> : (
        <form className={classes.form} onSubmit={(event) => { event.preventDefault(); void state.go() }}>
          {doing === "refund" ? <RefundFields state={state} store={store} /> : <CancelFields state={state} store={store} />}
          <Textarea label={t("do.why")} description={t("do.why_hint")} inputWrapperOrder={["label", "input", "description"]} autosize minRows={1} maxRows={4} maxLength={500} value={state.choice.why} onChange={(event) => state.set({ why: event.currentTarget.value })} dir="auto" />
          <WhatHappens doing={doing} state={state} name={firstName(person.name) || t("do.customer")} />
          <Feet doing={doing} state={state} close={close} />
        </form>
      )}
    </Modal>
  )
}

function Pieces({ state, doing }: { state: State; doing: Doing }) {
  const { order } = state.shown
  return (
    <ul className={classes.pieces}>
      {order.lines.filter((line) => leftFor(doing, line) > 0).map((line) => {
        const most = leftFor(doing, line)
        const now = Math.min(state.choice.pieces[line.id] ?? 0, most)
        const set = (count: number) => state.set({ pieces: { ...state.choice.pieces, [line.id]: count } })
        return (
          <li key={line.id}>
            {most === 1 ? <Checkbox checked={now === 1} onChange={(event) => set(event.currentTarget.checked ? 1 : 0)} label={<span dir="auto">{line.title}</span>} /> : (
              <span className={classes.count}>
                <NativeSelect size="xs" aria-label={t("do.pieces_of", { title: line.title })} value={String(now)} data={Array.from({ length: most + 1 }, (_, index) => String(index))} onChange={(event) => set(Number(event.currentTarget.value))} />
                <span dir="auto">{line.title} <small>{t("do.of", { count: most })}</small></span>
              </span>
            )}
            <b className="n">{money(line.total)}</b>
          </li>
        )
      })}
    </ul>
  )
}

const exampleOf = (order: Order) => money({ minor: 1250, currency: order.currency }).replace(/[^\d.,]/g, "")

function RefundFields({ state, store }: { state: State; store: StoreShown | undefined }) {
  const { order } = state.shown
  const { choice, set } = state
  const left = shippingLeft(order)
  const bad = choice.amount.trim() !== "" && typed(choice.amount, order.currency) === null
  return (
    <>
      <fieldset className={classes.set}>
        <legend>{t("do.lines")}</legend>
        <Pieces state={state} doing="refund" />
        {left > 0 && <Checkbox checked={choice.shipping} onChange={(event) => set({ shipping: event.currentTarget.checked })} label={t("do.shipping", { amount: money({ minor: left, currency: order.currency }) })} />}
      </fieldset>
      <div className={classes.pair}>
        <TextInput label={t("do.amount", { currency: order.currency })} inputMode="decimal" value={choice.amount} error={bad ? t("do.amount_bad", { example: exampleOf(order) }) : undefined} onChange={(event) => set({ amount: event.currentTarget.value })} />
        <NativeSelect label={t("do.way")} value={choice.way} data={[{ value: "original", label: t("shop.way.original") }, ...(store?.abilities.refund_to_credit ? [{ value: "store_credit", label: t("shop.way.credit") }] : [])]} onChange={(event) => set({ way: event.currentTarget.value })} />
      </div>
      <Also state={state} store={store} />
    </>
  )
}

function CancelFields({ state, store }: { state: State; store: StoreShown | undefined }) {
  const { choice, set } = state
  return (
    <>
      {store?.abilities.partial_cancel && (
        <Radio.Group label={t("do.how_much")} value={choice.whole ? "whole" : "some"} onChange={(value) => set({ whole: value === "whole" })}>
          <div className={classes.choices}><Radio value="whole" label={t("do.whole")} /><Radio value="some" label={t("do.some")} /></div>
        </Radio.Group>
      )}
      {!choice.whole && <Pieces state={state} doing="cancel" />}
      <Checkbox checked={choice.refund} onChange={(event) => set({ refund: event.currentTarget.checked })} label={t("do.give_back")} />
      <Also state={state} store={store} />
    </>
  )
}

function Also({ state: { choice, set }, store }: { state: State; store: StoreShown | undefined }) {
  return (
    <div className={classes.choices}>
      {store?.abilities.restock && <Checkbox checked={choice.restock} onChange={(event) => set({ restock: event.currentTarget.checked })} label={t("do.restock")} />}
      <Checkbox checked={choice.notify} onChange={(event) => set({ notify: event.currentTarget.checked })} label={t("do.notify")} />
    </div>
  )
}

function WhatHappens({ doing, state, name }: { doing: Doing; state: State; name: string }) {
  const { previewed, problem, looking } = state
  return (
    <section className={classes.preview} aria-live="polite" aria-busy={looking}>
      <h3>{t("do.preview")}</h3>
      {state.stale && <p data-tone="soon">{t("do.stale")}</p>}
      {problem && <p data-tone="late" role="alert">{problem.detail}</p>}
      {!previewed && !problem && <p>{t(looking ? "do.looking" : doing === "cancel" ? "do.choose_pieces" : "do.choose")}</p>}
      {previewed && <Preview state={state} name={name} />}
    </section>
  )
}

function Preview({ state, name }: { state: State; name: string }) {
  if (!state.previewed) return null
  const { preview, verdict, busy } = state.previewed
  const way = preview.way === "original" ? t("shop.way.original") : preview.way === "store_credit" ? t("shop.way.credit") : preview.way
  return (
    <>
      <ul>
        {preview.items.map((item, index) => <li key={index}><span dir="auto">{item.quantity && item.quantity > 1 ? `${item.quantity} × ` : ""}{item.words}</span>{item.amount && <b className="n">{money(item.amount)}</b>}</li>)}
      </ul>
      {preview.to_customer && preview.to_customer.minor !== 0 && <p className={classes.sum}>{t("do.gets", { name, amount: money(preview.to_customer) })}{way ? `, ${way}` : ""}.</p>}
      {preview.from_customer && preview.from_customer.minor !== 0 && <p className={classes.sum}>{t("do.pays", { name, amount: money(preview.from_customer) })}.</p>}
      {preview.warnings.map((each, index) => <p key={index} data-tone="soon">{each}</p>)}
      {busy && <p data-tone="soon">{busy}</p>}
      {!verdict.allowed && <p data-tone={verdict.ask ? "soon" : "late"} role="alert">{verdict.words}</p>}
      <p>{[preview.exact ? "" : t("do.inexact"), t("do.final")].filter(Boolean).join(" ")}</p>
    </>
  )
}

function Feet({ doing, state, close }: { doing: Doing; state: State; close: () => void }) {
  const { previewed } = state
  const asking = previewed && !previewed.verdict.allowed && previewed.verdict.ask
  const may = !!previewed && (previewed.verdict.allowed || previewed.verdict.ask)
  const amount = doing === "refund" && previewed?.preview.to_customer?.minor ? previewed.preview.to_customer : null
  const words = asking ? t("do.ask") : amount ? t("do.refund_sum", { amount: money(amount) }) : t(`do.${doing}`)
  return (
    <div className={classes.feet}>
      <Button variant="default" onClick={close}>{t("do.leave")}</Button>
      <Button type="submit" disabled={!may} loading={state.busy}>{words}</Button>
    </div>
  )
}

/** It was asked for: how far it is, and what can be done where nobody is sure. */
function Progress({ state, close }: { state: State; close: () => void }) {
  const { intent } = state
  if (!intent) return null
  const failed = ["refused", "declined", "expired", "given_up"].includes(intent.state)
  const words = failed ? t("do.refused", { problem: intent.problem ?? "" }) : t(intent.state === "unsure" ? "do.unsure" : intent.state === "waiting" ? "do.waits" : "do.at_it")
  return (
    <div className={classes.form}>
      <p className={classes.progress} data-tone={failed ? "late" : intent.state === "unsure" ? "soon" : undefined} role={failed ? "alert" : "status"}>{words}</p>
      {state.problem && <p className={classes.progress} data-tone="late" role="alert">{state.problem.detail}</p>}
      <div className={classes.feet}>
        {intent.state === "unsure" && <Button variant="default" onClick={() => void state.retry()}>{t("do.look_again")}</Button>}
        {failed && <Button variant="default" onClick={state.back}>{t("act.back")}</Button>}
        <Button data-autofocus onClick={close}>{t("act.close")}</Button>
      </div>
    </div>
  )
}
