import { Menu } from "@mantine/core"
import {
  IconArrowBackUp, IconCircleX, IconCreditCard, IconDots, IconGift, IconMapPin, IconNote, IconPackage, IconPencil, IconRefresh, IconShoppingBagPlus, IconTruckReturn, IconUserEdit,
} from "@tabler/icons-react"
import { createContext, Fragment, lazy, Suspense, useCallback, useContext, useState, type ReactNode } from "react"
import type { Customer, ShopCustomer, ShopOrder, StoreShown } from "../../../api/shop"
import type { Id, Person } from "../../../api/types"
import { useLocation } from "wouter"
import { t } from "../../../i18n"
import { desk } from "../../../live/desk"
import { Caps } from "../../../parts/Caps"
import { useCommands } from "../../../shell/keys"
import { KEYS, offered, offeredTo, OF_CUSTOMER, type Doing } from "../acting/kinds"
import { named } from "../acting/named"
import { useBudget } from "../wow/budget"
import { WowBar } from "../wow/WowBar"
import { bare } from "./order"
import classes from "./pane.module.css"

const ActionDialog = lazy(() => import("../acting/ActionDialog"))

const SHAPES: Readonly<Record<Doing, typeof IconPencil>> = {
  edit_lines: IconPencil, refund: IconArrowBackUp, replace: IconPackage, return: IconTruckReturn, cancel: IconCircleX, edit_address: IconMapPin, gift: IconGift, duplicate: IconRefresh,
  change_payment: IconCreditCard, notes: IconNote, create: IconShoppingBagPlus, customer: IconUserEdit,
}

interface Props { shown: ShopOrder; person: Person; customers: readonly ShopCustomer[]; first: boolean }

/** What this shop lets us do, and what there is left to do it to. */
export function Acts({ shown, person, customers, first }: Props) {
  const store = desk.use((now) => now.me?.stores?.find((each) => each.id === shown.store_id))
  const mine = customers.filter((each) => each.store_id === shown.store_id).map((each) => each.customer)
  const customer = mine.find((each) => each.external_id === shown.order.customer_id) ?? (shown.order.customer_id ? null : mine[0]) ?? null
  if (!store) return null
  return <Offered {...offered(shown.order, store, customer)} store={store} order={shown} customer={customer} currency={shown.order.currency} person={person} keyed={first} />
}

/** Somebody without an order can be sold something, too. */
export function CustomerActs({ person, customers }: Omit<Props, "shown" | "first">) {
  const stores = desk.use((now) => now.me?.stores ?? [])
  const found = customers.map((each) => ({ store: stores.find((one) => one.id === each.store_id), customer: each.customer })).find((each) => each.store?.state === "ok")
  if (!found?.store) return null
  const { store, customer } = found
  return <Offered hand={offeredTo(store)} more={[]} store={store} order={null} customer={customer} currency={currencyOf(customer)} person={person} keyed />
}

const currencyOf = (customer: Customer): string | null => customer.spend?.currency ?? customer.store_credit?.currency ?? null

interface Begun { doing: Doing; order: ShopOrder | null; customer: Customer | null; store: StoreShown; currency: string | null; from: HTMLElement | null }
const Begin = createContext<(begun: Begun) => void>(() => undefined)

/** The open dialog. It stands above the cards: a new order, or a moved one, must not take it away. */
export function Acting({ orders, person, conversationId, children }: { orders: readonly ShopOrder[]; person: Person; conversationId: Id | null; children: ReactNode }) {
  const [begun, setBegun] = useState<Begun | null>(null)
  const close = useCallback(() => {
    setBegun(null)
    setTimeout(() => { if (document.activeElement === document.body) begun?.from?.focus() })
  }, [begun])
  const newest = begun?.order ? (orders.find((each) => each.id === begun.order?.id) ?? begun.order) : null
  return (
    <Begin value={setBegun}>
      {children}
      {begun && (
        <Suspense fallback={null}>
          <ActionDialog key={begun.doing} doing={begun.doing} about={{ ...begun, order: OF_CUSTOMER.has(begun.doing) ? null : newest, conversationId }} person={person} close={close} />
        </Suspense>
      )}
    </Begin>
  )
}

interface OfferedProps { hand: readonly Doing[]; more: readonly Doing[]; store: StoreShown; order: ShopOrder | null; customer: Customer | null; currency: string | null; person: Person; keyed: boolean }

/** So many letters have room beside their pictures. */
const ROOM = 22

function Offered({ hand, more, store, order, customer, currency, person, keyed }: OfferedProps) {
  const number = order ? bare(order.order.number) : ""
  const open = useContext(Begin)
  const begin = (doing: Doing) => open({ doing, order, customer, store, currency, from: document.activeElement instanceof HTMLElement ? document.activeElement : null })
  // Of several orders the first one has the keys, and what concerns the customer only.
  useCommands([...hand, ...more].filter((each) => keyed || !OF_CUSTOMER.has(each)).map((each) => (
    { id: `${each} ${order?.id ?? person.id}`, label: named(each, number, person), group: "keys.conversation" as const, keys: keyed ? KEYS[each] : undefined, run: () => begin(each) }
  )))
  if (!hand.length) return null
  return (
    <>
      <div className={classes.acts} data-long={hand.map((each) => t(`do.short.${each}`)).join("").length > ROOM || undefined}>
        {hand.map((each) => <Act key={each} doing={each} run={() => begin(each)} />)}
        {more.length > 0 && <More doings={more} label={t("do.more", { number })} begin={begin} keyed={keyed} />}
      </div>
      {keyed && hand.some((each) => GIVES.has(each)) && <Left person={person} />}
    </>
  )
}

const GIVES: ReadonlySet<Doing> = new Set(["refund", "replace", "gift", "create"])

/** What I may still give at my own judgement. */
function Left({ person }: { person: Person }) {
  const budget = useBudget().data
  const [here] = useLocation()
  const talk = /^\/inbox\/[^/]+\/([^/]+)/.exec(here)?.[1]
  return budget?.budget.minor ? <div className={classes.left}><WowBar budget={budget} href={`/wow?for=${person.id}${talk ? `&talk=${talk}` : ""}`} /></div> : null
}

function Act({ doing, run }: { doing: Doing; run: () => void }) {
  const Shape = SHAPES[doing]
  return <button type="button" className={`plain ${classes.act}`} onClick={run}><Shape size={15} stroke={1.6} aria-hidden="true" />{t(`do.short.${doing}`)}</button>
}

function More({ doings, label, begin, keyed }: { doings: readonly Doing[]; label: string; begin: (doing: Doing) => void; keyed: boolean }) {
  return (
    <Menu position="bottom-end" width={256}>
      <Menu.Target><button type="button" className={`plain ${classes.act} ${classes.dots}`} aria-label={label} title={label}><IconDots size={17} stroke={1.6} aria-hidden="true" /></button></Menu.Target>
      <Menu.Dropdown>
        {doings.map((each, index) => {
          const Shape = SHAPES[each]
          const before = doings[index - 1]
          return (
            <Fragment key={each}>
              {before && OF_CUSTOMER.has(each) && !OF_CUSTOMER.has(before) && <Menu.Divider />}
              <Menu.Item leftSection={<Shape size={16} stroke={1.6} aria-hidden="true" />} rightSection={keyed && <Caps keys={KEYS[each]} />} onClick={() => begin(each)}>{t(`do.menu.${each}`)}</Menu.Item>
            </Fragment>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
