/** What several dialogs choose by: pieces of lines, sums, where money goes. */
import { Checkbox, NativeSelect, TextInput } from "@mantine/core"
import { IconMinus, IconPlus, IconX } from "@tabler/icons-react"
import type { ReactNode } from "react"
import type { Line, Order, StoreShown } from "../../../api/shop"
import { t } from "../../../i18n"
import { money, plain } from "../money"
import { kindOf } from "../pane/order"
import { Picture } from "../Picture"
import { chosen, sum, type Pieces as Chosen, type Scene } from "./wish"
import classes from "./acting.module.css"

/** As it is called aloud: two lines of one order may differ by their kind only. */
export const nameOf = (line: Line): string => [line.title, kindOf(line)].filter(Boolean).join(", ")
const upTo = (most: number) => Array.from({ length: most + 1 }, (_, index) => String(index))

interface PiecesProps {
  order: Order; left: (line: Line) => number; pieces: Chosen; set: (pieces: Chosen) => void; legend: string
  /** What belongs to a line that was chosen. */
  beneath?: (line: Line, quantity: number) => ReactNode
  children?: ReactNode
}

/** Which lines, and how many pieces of each. */
export function Pieces({ order, left, pieces, set, legend, beneath, children }: PiecesProps) {
  const lines = order.lines.filter((line) => left(line) > 0)
  return (
    <fieldset className={classes.set}>
      <legend>{legend}</legend>
      <ul className={classes.pieces}>
        {lines.map((line) => {
          const most = left(line)
          const now = Math.min(pieces[line.id] ?? 0, most)
          const change = (count: number) => set({ ...pieces, [line.id]: count })
          return (
            <li key={line.id}>
              {most === 1 ? <OnePiece line={line} on={now === 1} set={(on) => change(on ? 1 : 0)} /> : (
                <div className={classes.piece}>
                  <NativeSelect size="xs" aria-label={t("do.pieces_of", { title: nameOf(line) })} value={String(now)} data={upTo(most)} onChange={(event) => change(Number(event.currentTarget.value))} />
                  <Said line={line} more={t("do.of", { count: most })} />
                </div>
              )}
              {now > 0 && beneath?.(line, now)}
            </li>
          )
        })}
      </ul>
      {lines.length > 1 && <All order={order} left={left} pieces={pieces} set={set} />}
      {children}
    </fieldset>
  )
}

function All({ order, left, pieces, set }: Pick<PiecesProps, "order" | "left" | "pieces" | "set">) {
  const whole = Object.fromEntries(order.lines.map((line) => [line.id, left(line)]))
  const all = chosen(order, pieces, left).length > 0 && order.lines.every((line) => (pieces[line.id] ?? 0) >= left(line))
  return <button type="button" className={`word ${classes.all}`} onClick={() => set(all ? {} : whole)}>{t(all ? "do.nothing" : "do.everything")}</button>
}

/** The whole row is what is clicked. */
function OnePiece({ line, on, set }: { line: Line; on: boolean; set: (on: boolean) => void }) {
  return (
    <label className={classes.piece}>
      <Checkbox aria-label={nameOf(line)} checked={on} onChange={(event) => set(event.currentTarget.checked)} />
      <Said line={line} />
    </label>
  )
}

function Said({ line, more }: { line: Line; more?: string }) {
  return (
    <>
      <Picture of={line} />
      <span dir="auto">{line.title}<small>{[kindOf(line), more].filter(Boolean).join(", ")}</small></span>
      <b className="n">{money(line.total)}</b>
    </>
  )
}

interface LineRowProps { of: { title: string; image_url: string | null }; kind: string; off?: boolean; price: ReactNode; drop?: (() => void) | undefined; children: ReactNode }

/** A line with its picture, what is done to it beneath, and a way to take it out again. */
export function LineRow({ of, kind, off, price, drop, children }: LineRowProps) {
  const undo = drop && t("do.drop", { title: [of.title, kind].filter(Boolean).join(", ") })
  return (
    <li className={classes.line} data-off={off || undefined}>
      <Picture of={of} />
      <div>
        <p dir="auto"><span>{of.title}</span>{kind && <small> {kind}</small>}</p>
        <div className={classes.controls}>{children}</div>
      </div>
      <span className={classes.tail}>
        <b className="n">{price}</b>
        {undo && <button type="button" className={`plain ${classes.drop}`} aria-label={undo} title={undo} onClick={drop}><IconX size={14} stroke={1.8} aria-hidden="true" /></button>}
      </span>
    </li>
  )
}

/** How many: typed, or one more and one fewer. */
export function Stepper({ label, value, least, most, set }: { label: string; value: number; least: number; most: number; set: (value: number) => void }) {
  const go = (next: number) => set(Math.min(Math.max(Number.isFinite(next) ? Math.round(next) : least, least), most))
  return (
    <span className={classes.stepper} role="group" aria-label={label}>
      <button type="button" className="plain" aria-label={t("do.fewer")} disabled={value <= least} onClick={() => go(value - 1)}><IconMinus size={14} stroke={1.8} aria-hidden="true" /></button>
      <input type="number" className="n" inputMode="numeric" aria-label={label} value={value} min={least} max={most} onChange={(event) => go(event.currentTarget.valueAsNumber)} />
      <button type="button" className="plain" aria-label={t("do.more_pieces")} disabled={value >= most} onClick={() => go(value + 1)}><IconPlus size={14} stroke={1.8} aria-hidden="true" /></button>
    </span>
  )
}

interface SumProps { label: string; value: string; currency: string; set: (value: string) => void; least?: number; hint?: string; hidden?: boolean; focus?: boolean }

/** A sum with as many decimals as its currency has. `hidden`: the label is for who cannot see the row it stands in. */
export function SumField({ label, value, currency, set, least = 1, hint, hidden, focus }: SumProps) {
  const bad = sum(value, currency, least) === null
  const named = hidden ? { "aria-label": label } : { label }
  return (
    <TextInput {...named} size="sm" inputMode="decimal" autoComplete="off" value={value} placeholder={hint} data-autofocus={focus || undefined} error={bad ? t("do.amount_bad", { example: plain({ minor: 1250, currency }) }) : undefined}
      onChange={(event) => set(event.currentTarget.value)} />
  )
}

/** Where money goes or comes from: the customer's own ways where the shop tells them. */
export function WaySelect({ scene: { order, customer, store }, label, value, set, usual = t("shop.way.original") }: { scene: Scene; label: string; value: string; set: (way: string) => void; usual?: string }) {
  const own = store.abilities.actions.includes("change_payment") ? [...(customer?.pay_ways ?? []), ...(order?.payments ?? []).map((each) => each.way)] : []
  const ways = new Map([
    ["original", usual], ...(store.abilities.refund_to_credit ? [["store_credit", t("shop.way.credit")] as const] : []),
    ...own.filter((each) => each.id !== "store_credit").map((each) => [each.id, each.balance ? `${each.label}, ${money(each.balance)}` : each.label] as const),
  ])
  if (ways.size < 2) return null
  return <NativeSelect label={label} value={value} data={[...ways].map(([id, words]) => ({ value: id, label: words }))} onChange={(event) => set(event.currentTarget.value)} />
}

export function Notify({ on, set }: { on: boolean; set: (on: boolean) => void }) {
  return <Checkbox checked={on} onChange={(event) => set(event.currentTarget.checked)} label={t("do.notify")} />
}

export function Restock({ store, on, set }: { store: StoreShown; on: boolean; set: (on: boolean) => void }) {
  return store.abilities.restock ? <Checkbox checked={on} onChange={(event) => set(event.currentTarget.checked)} label={t("do.restock")} /> : null
}
