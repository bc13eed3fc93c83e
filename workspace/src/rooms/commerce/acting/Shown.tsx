/** What every dialog shows beside its own fields: what will happen, whose budget pays, and how far it is. */
import { Button, Checkbox } from "@mantine/core"
import { useEffect, useRef } from "react"
import type { Previewed } from "../../../api/shop"
import { t } from "../../../i18n"
import { back, money } from "../money"
import { phrase } from "../phrase"
import { useBudget } from "../wow/budget"
import { WowBar } from "../wow/WowBar"
import type { State } from "./doing"
import type { AnyForm } from "./form"
import type { Doing } from "./kinds"
import classes from "./acting.module.css"

/** Where something is given away: the agent's own budget may pay for it. */
export function Wow({ state }: { state: State }) {
  const budget = useBudget().data
  const gives = state.previewed?.gives
  if (!budget || (!state.wow && (!gives?.minor || budget.left.minor <= 0))) return null
  return (
    <div className={classes.wow}>
      <Checkbox checked={state.wow} onChange={(event) => state.setWow(event.currentTarget.checked)} label={t("do.wow")} description={state.wow && !state.why.trim() ? t("do.wow_why") : undefined} />
      <WowBar budget={budget} />
    </div>
  )
}

export function WhatHappens({ form, state, doubts }: { form: AnyForm; state: State; doubts: readonly string[] }) {
  const { previewed, problem, looking } = state
  return (
    <section className={classes.preview} aria-live="polite" aria-busy={looking}>
      <h3>{t("do.preview")}</h3>
      {doubts.map((each) => <p key={each} data-tone="soon" dir="auto">{each}</p>)}
      {state.stale && <p data-tone="soon">{t("do.stale")}</p>}
      {problem && <p data-tone="late" role="alert">{problem.detail}</p>}
      {!previewed && !problem && <p>{t(looking ? "do.looking" : form.hint)}</p>}
      {previewed && <Preview previewed={previewed} final={!!form.final} />}
    </section>
  )
}

function Preview({ previewed: { preview, verdict, busy }, final }: { previewed: Previewed; final: boolean }) {
  const quiet = [preview.exact ? "" : t("do.inexact"), final ? t("do.final") : ""].filter(Boolean).join(" ")
  return (
    <>
      <ul>
        {preview.items.map((item, index) => <li key={index}><span dir="auto">{item.quantity && item.quantity > 1 ? `${item.quantity} × ` : ""}{phrase(item)}</span>{item.amount && <b className="n">{item.amount.minor < 0 ? back(item.amount) : money(item.amount)}</b>}</li>)}
      </ul>
      {preview.warnings.map((each, index) => <p key={index} data-tone="soon">{phrase(each)}</p>)}
      {busy && <p data-tone="soon">{busy}</p>}
      {!verdict.allowed && <p data-tone={verdict.ask ? "soon" : "late"} role="alert">{verdict.words}</p>}
      {quiet && <p>{quiet}</p>}
    </>
  )
}

/** A way of paying is shown by what may be shown of it ("Visa ····4242"), never by its id. */
function wayWords({ scene: { order, customer } }: State, way: string | null): string {
  if (!way || way === "original") return way ? t("shop.way.original") : ""
  return way === "store_credit" ? t("shop.way.credit") : ([...(customer?.pay_ways ?? []), ...(order?.payments ?? []).map((each) => each.way)].find((each) => each.id === way)?.label ?? way)
}

/** Who pays whom how much: beside the button, so that it is never out of sight. */
function Sum({ state, name }: { state: State; name: string }) {
  const { to_customer, from_customer, way } = state.previewed?.preview ?? {}
  const gets = to_customer?.minor ? [t("do.gets", { name, amount: money(to_customer) }), wayWords(state, way ?? null)] : []
  const pays = from_customer?.minor ? [t("do.pays", { name, amount: money(from_customer) }), way === "original" ? "" : wayWords(state, way ?? null)] : []
  const words = [gets, pays].map((each) => each.filter(Boolean).join(", ")).filter(Boolean)
  return <p className={classes.sum} role="status">{words.map((each) => `${each}.`).join(" ")}</p>
}

export function Feet({ doing, state, name, close }: { doing: Doing; state: State; name: string; close: () => void }) {
  const { previewed } = state
  const asking = previewed && !previewed.verdict.allowed && previewed.verdict.ask
  const may = !!previewed && (previewed.verdict.allowed || previewed.verdict.ask) && !(state.wow && !state.why.trim())
  const amount = doing === "refund" && previewed?.preview.to_customer?.minor ? previewed.preview.to_customer : null
  const words = asking ? t("do.ask") : amount ? t("do.refund_sum", { amount: money(amount) }) : t(`do.go.${doing}`)
  return (
    <div className={classes.feet}>
      <Sum state={state} name={name} />
      <Button variant="default" onClick={close}>{t("do.leave")}</Button>
      <Button type="submit" disabled={!may} loading={state.busy}>{words}</Button>
    </div>
  )
}

const FAILED = new Set(["refused", "declined", "expired", "given_up"])

/** It was asked for: how far it is, and what can be done where nobody is sure. */
export function Progress({ state, close }: { state: State; close: () => void }) {
  const { intent } = state
  const end = useRef<HTMLButtonElement>(null)
  // The button that had the focus is gone.
  useEffect(() => end.current?.focus(), [])
  if (!intent) return null
  const failed = FAILED.has(intent.state)
  const words = failed ? t("do.refused", { problem: intent.problem ?? "" }) : t(intent.state === "unsure" ? "do.unsure" : intent.state === "waiting" ? "do.waits" : "do.at_it")
  return (
    <div className={classes.form}>
      <p className={classes.progress} data-tone={failed ? "late" : intent.state === "unsure" ? "soon" : undefined} role={failed ? "alert" : "status"}>{words}</p>
      {state.problem && <p className={classes.progress} data-tone="late" role="alert">{state.problem.detail}</p>}
      <div className={classes.feet}>
        {intent.state === "unsure" && <Button variant="default" onClick={() => void state.retry()}>{t("do.look_again")}</Button>}
        {failed && <Button variant="default" onClick={state.back}>{t("act.back")}</Button>}
        <Button ref={end} onClick={close}>{t("act.close")}</Button>
      </div>
    </div>
  )
}
