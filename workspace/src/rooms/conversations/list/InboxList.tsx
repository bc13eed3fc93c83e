import { Tooltip } from "@mantine/core"
import { useVirtualizer } from "@tanstack/react-virtual"
import { IconPencil, IconSearch } from "@tabler/icons-react"
import { useEffect, useMemo, useRef, useState } from "react"
import { Link, useLocation } from "wouter"
import type { Conversation, Id } from "../../../api/types"
import { t } from "../../../i18n"
import { desk } from "../../../live/desk"
import { Bones, Trouble } from "../../../parts/States"
import { useCommands } from "../../../shell/keys"
import { NewsLine } from "../../../shell/news"
import { hrefOf } from "../address"
import { steadied, type Filter, type Group, type GroupName } from "../views"
import { Bulk } from "./Bulk"
import { EmptyView } from "./EmptyView"
import { useListing, type Listing } from "./listing"
import { Row } from "./Row"
import { Tabs } from "./Tabs"
import classes from "./list.module.css"

type Line = { kind: "group"; group: Group } | { kind: "row"; conversation: Conversation; first: boolean }

const linesOf = (groups: Group[]): Line[] =>
  groups.flatMap((group) => [
    ...(group.name === "all" ? [] : [{ kind: "group", group } as const]),
    ...group.list.map((conversation, index) => ({ kind: "row", conversation, first: index === 0 }) as const),
  ])

const AT_REST = 4_000

/** While somebody is about to click in the list its order is kept and what comes is counted; a mouse left lying there holds nothing back. */
function useSteady(listing: Listing, key: string) {
  const [inside, setInside] = useState(false)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const leave = () => { clearTimeout(rest.current); setInside(false) }
  const stir = (event: React.PointerEvent) => {
    if (event.pointerType !== "mouse") return
    clearTimeout(rest.current)
    rest.current = setTimeout(leave, AT_REST)
    setInside(true)
  }
  const shown = useRef<{ key: string; groups: Group[] }>({ key, groups: listing.groups })
  const steady = inside && shown.current.key === key && shown.current.groups.length > 0
  const result = steady ? steadied(listing.groups, shown.current.groups) : { groups: listing.groups, held: 0 }
  shown.current = { key, groups: result.groups }
  return {
    ...result,
    release: () => { shown.current = { key, groups: [] }; setInside(false) },
    hover: { onPointerEnter: stir, onPointerMove: stir, onPointerLeave: leave },
  }
}

function useChosen(order: Id[]) {
  const [chosen, setChosen] = useState<ReadonlySet<Id>>(new Set())
  const last = useRef<Id | null>(null)
  const choose = (id: Id, range: boolean) => {
    const next = new Set(chosen)
    const [from, to] = [order.indexOf(last.current ?? id), order.indexOf(id)]
    if (range && from >= 0) for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each)
    else if (!next.delete(id)) next.add(id)
    last.current = id
    setChosen(next)
  }
  const still = useMemo(() => order.filter((id) => chosen.has(id)), [order, chosen])
  return { chosen, ids: still, choose, none: () => setChosen(new Set()), all: () => setChosen(new Set(order)) }
}

function useListKeys(order: Id[], filter: Filter, current: Id | null, choice: ReturnType<typeof useChosen>): void {
  const [, go] = useLocation()
  const step = (by: number) => {
    const index = current ? order.indexOf(current) : -1
    const next = order[Math.max(0, Math.min(order.length - 1, index < 0 ? 0 : index + by))]
    if (next) go(hrefOf(filter, next))
  }
  useCommands([
    { id: "list.next", label: t("keys.next"), group: "keys.list", keys: "j", silent: true, run: () => step(1) },
    { id: "list.previous", label: t("keys.previous"), group: "keys.list", keys: "k", silent: true, run: () => step(-1) },
    { id: "list.choose", label: t("keys.choose"), group: "keys.list", keys: "x", silent: true, run: () => current && choice.choose(current, false) },
    { id: "list.all", label: t("keys.choose_all"), group: "keys.list", keys: "shift+x", silent: true, run: choice.all },
    { id: "view.mine", label: t("view.mine"), group: "keys.list", keys: "g m", run: () => go("/inbox/mine") },
    { id: "view.unassigned", label: t("view.unassigned"), group: "keys.list", keys: "g u", run: () => go("/inbox/unassigned") },
    { id: "view.all", label: t("view.all"), group: "keys.list", keys: "g a", run: () => go("/inbox/all") },
    { id: "view.later", label: t("view.later"), group: "keys.list", keys: "g l", run: () => go("/inbox/later") },
    { id: "view.waiting", label: t("view.waiting"), group: "keys.list", keys: "g w", run: () => go("/inbox/waiting") },
    { id: "view.closed", label: t("view.closed"), group: "keys.list", keys: "g c", run: () => go("/inbox/closed") },
  ])
}

export function InboxList({ filter, current, reading }: { filter: Filter; current: Id | null; reading: boolean }) {
  const listing = useListing(filter)
  const key = [filter.view, filter.inbox, filter.tag].join("|")
  const steady = useSteady(listing, key)
  const lines = useMemo(() => linesOf(steady.groups), [steady.groups])
  const order = useMemo(() => lines.flatMap((line) => (line.kind === "row" ? line.conversation.id : [])), [lines])
  const choice = useChosen(order)
  useListKeys(order, filter, current, choice)
  return (
    <section className={classes.pane} aria-label={t("nav.inbox")}>
      <Head filter={filter} />
      {steady.held > 0 && <button type="button" className={`plain ${classes.held}`} onClick={steady.release}>{t("list.held", { count: steady.held })}</button>}
      {listing.problem && !lines.length ? <Trouble problem={listing.problem} again={listing.again} />
        : listing.loading && !lines.length ? <Bones lines={[40, 92, 70, 88, 64, 80]} />
        : lines.length ? <Rows lines={lines} filter={filter} current={current} choice={choice} hover={steady.hover} listing={listing} />
        : <EmptyView filter={filter} />}
      {choice.ids.length > 0 && <Bulk ids={choice.ids} done={choice.none} />}
      {!reading && <NewsLine className={classes.foot} />}
    </section>
  )
}

function Head({ filter }: { filter: Filter }) {
  const inbox = desk.use((now) => now.me?.inboxes.find((each) => each.id === filter.inbox)?.name)
  const only = inbox ?? filter.tag
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h1>{t("nav.inbox")}</h1>
        <div className={classes.tools}>
          <Tooltip label={t("nav.search")}><Link href="/search" className={classes.tool} aria-label={t("nav.search")}><IconSearch size={18} stroke={1.6} aria-hidden="true" /></Link></Tooltip>
          <Tooltip label={t("start.title")}><Link href="/inbox/mine/new" className={classes.tool} aria-label={t("start.title")}><IconPencil size={18} stroke={1.6} aria-hidden="true" /></Link></Tooltip>
        </div>
      </div>
      <Tabs filter={filter} />
      {only && (
        <p className={classes.filter} style={{ margin: "0 -16px 0 -18px" }}>
          <span>{t(inbox ? "list.only_inbox" : "list.only_tag", { name: only })}</span>
          <Link href={hrefOf({ view: filter.view })} className="word">{t("list.everything")}</Link>
        </p>
      )}
    </header>
  )
}

const SIDE: Record<GroupName, (group: Group) => string> = {
  ours: () => t("group.by_promise"), theirs: (group) => `${group.list.length}${group.more ? "+" : ""}`, later: () => t("group.snoozed"), all: () => "",
}
const ROW = 55
const HEAD = 32

interface RowsProps {
  lines: Line[]; filter: Filter; current: Id | null; choice: ReturnType<typeof useChosen>; listing: Listing
  hover: Record<"onPointerEnter" | "onPointerMove", (event: React.PointerEvent) => void> & { onPointerLeave: () => void }
}

function Rows({ lines, filter, current, choice, hover, listing }: RowsProps) {
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (lines[index]?.kind === "group" ? HEAD : ROW),
    getItemKey: (index) => keyOf(lines[index]),
    overscan: 8,
  })
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (listing.hasMore && last >= lines.length - 10) void listing.more()
  }, [last, lines.length, listing])
  useEffect(() => virtual.measure(), [lines, virtual])
  const at = current ? lines.findIndex((line) => line.kind === "row" && line.conversation.id === current) : -1
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" })
    // Only when another one is opened: live news must not pull the list about.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [current])
  return (
    <div ref={box} className={classes.rows} role="region" aria-label={t("list.region")} {...hover}>
      <div className={classes.sizer} style={{ height: virtual.getTotalSize() }} role="list">
        {shown.map(({ index, start, key }) => {
          const line = lines[index]
          if (!line) return null
          return (
            <div key={key} className={classes.item} style={{ transform: `translateY(${start}px)` }} role="listitem">
              {line.kind === "group"
                ? <h2 className={classes.group}><span>{t(`group.${line.group.name}`)}</span><span className="n">{SIDE[line.group.name](line.group)}</span></h2>
                : <div data-row={line.conversation.id}>
                    <Row conversation={line.conversation} href={hrefOf(filter, line.conversation.id)} current={line.conversation.id === current}
                      chosen={choice.chosen.has(line.conversation.id)} choosing={choice.ids.length > 0} choose={choice.choose} showOwner={filter.view !== "mine"} />
                  </div>}
            </div>
          )
        })}
      </div>
    </div>
  )
}

const keyOf = (line: Line | undefined): string => (!line ? "" : line.kind === "group" ? `group:${line.group.name}` : line.conversation.id)
