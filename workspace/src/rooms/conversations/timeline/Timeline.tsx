import { useVirtualizer } from "@tanstack/react-virtual"
import { IconArrowDown } from "@tabler/icons-react"
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react"
import type { Id, Person } from "../../../api/types"
import { t } from "../../../i18n"
import { dayMark, startOfDay, year } from "../../../i18n/times"
import { useNow } from "../../../live/clock"
import { desk } from "../../../live/desk"
import { useTyping } from "../list/Row"
import { Bones, Empty, Trouble } from "../../../parts/States"
import { OrderLine, OtherLine } from "../../commerce/timeline/OrderLine"
import { isLetter } from "../letters"
import { Act, Closing, Folded } from "./Act"
import { beginning } from "./folding"
import { bare, itemsOf, TYPING, type Item } from "./items"
import { useTimeline } from "./loading"
import { Message } from "./Message"
import { Note } from "./Note"
import { TypingLine } from "./TypingLine"
import classes from "./timeline.module.css"

/** The person's whole page, bottom first; older pages come as one scrolls up. */
export function Timeline({ person, conversationId, focus }: { person: Person; conversationId: Id; focus: Id | null }) {
  const state = useTimeline(person)
  const today = startOfDay(useNow())
  const typing = !!useTyping(conversationId)
  const items = useMemo(() => [...itemsOf(state.entries, today, isLetter), ...(typing ? [TYPING] : [])], [state.entries, today, typing])
  if (state.problem && !items.length) return <Trouble problem={state.problem} again={state.again} />
  if (state.loading && !items.length) return <div className={classes.box}><Bones lines={[50, 84, 40, 70, 66, 30]} /></div>
  if (!items.length) return <Empty title={t("timeline.empty")}>{t("timeline.empty_more")}</Empty>
  return <Lines key={person.id} items={items} person={person} more={state.more} hasMore={state.hasMore} conversationId={conversationId} focus={focus} />
}

interface LinesProps { items: Item[]; person: Person; more: () => void; hasMore: boolean; conversationId: Id; focus: Id | null }

const guess = (item: Item | undefined): number => {
  if (!item || item.kind === "act" || item.kind === "folded" || item.kind === "day" || item.kind === "typing" || item.kind === "order" || item.kind === "other") return 36
  if (item.kind === "closing") return 40
  const letters = beginning(item.entry.body.text).length
  return 40 + Math.ceil(letters / 78) * 22
}

function Lines({ items, person, more, hasMore, conversationId, focus }: LinesProps) {
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => guess(items[index]),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 6,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: 80,
  })
  const subject = desk.use((now) => bare(now.held.conversations.get(conversationId)?.subject))
  const shown = virtual.getVirtualItems()
  const first = shown[0]?.index ?? 0
  useEffect(() => {
    if (hasMore && first < 6) more()
  }, [hasMore, first, more])
  useLayoutEffect(() => void virtual.scrollToIndex(items.length - 1, { align: "end" }), [conversationId])
  const near = useSticking(box)
  useFocus(items, focus, hasMore, more, (index) => { near.current = false; virtual.scrollToIndex(index, { align: "center" }) })
  const away = useAway(box)
  return (
    <div className={classes.frame}>
      <div ref={box} className={classes.box} role="log" aria-label={t("timeline.label")} tabIndex={0} data-timeline>
        <div className={classes.fill}>
          {!hasMore && <p className={classes.begin}>{t("timeline.begin")}</p>}
          <div className={classes.sizer} style={{ height: virtual.getTotalSize() }}>
            {shown.map(({ index, start, key }) => (
              <div key={key} data-index={index} ref={virtual.measureElement} className={classes.slot} style={{ transform: `translateY(${start}px)` }}>
                {items[index] && <Line item={items[index]} person={person} conversationId={conversationId} focused={key === focus} subject={subject} />}
              </div>
            ))}
          </div>
        </div>
      </div>
      {away && (
        <button type="button" className={classes.down} onClick={() => virtual.scrollToIndex(items.length - 1, { align: "end" })} aria-label={t("timeline.newest")}>
          <IconArrowDown size={18} stroke={1.6} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}

/** A search leads to one entry: pages are fetched until it is there. */
function useFocus(items: Item[], focus: Id | null, hasMore: boolean, more: () => void, show: (index: number) => void) {
  const found = useRef<Id | null>(null)
  useEffect(() => {
    if (!focus || found.current === focus) return
    const index = items.findIndex((item) => item.key === focus || (item.kind === "folded" && item.entries.some((each) => each.id === focus)))
    if (index < 0) return hasMore ? more() : undefined
    found.current = focus
    requestAnimationFrame(() => show(index))
  }, [items, focus, hasMore, more, show])
}

const NEAR = 80
const BY_HAND = 600
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"] as const

/** Who reads the newest goes on reading it while pages arrive and the composer grows; only a hand that scrolls lets go. */
function useSticking(box: React.RefObject<HTMLDivElement | null>): React.RefObject<boolean> {
  const near = useRef(true)
  useEffect(() => {
    const element = box.current
    if (!element) return
    let touched = 0
    const hand = () => { touched = Date.now() }
    const look = () => {
      const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR
      if (atEnd || Date.now() - touched < BY_HAND) near.current = atEnd
    }
    const watched = new ResizeObserver(() => { if (near.current) element.scrollTop = element.scrollHeight })
    for (const each of [element, element.firstElementChild]) if (each) watched.observe(each)
    for (const name of HANDS) element.addEventListener(name, hand, { passive: true })
    element.addEventListener("scroll", look, { passive: true })
    return () => {
      for (const name of HANDS) element.removeEventListener(name, hand)
      element.removeEventListener("scroll", look)
      watched.disconnect()
    }
  }, [box])
  return near
}

function useAway(box: React.RefObject<HTMLDivElement | null>): boolean {
  const [away, setAway] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => setAway(element.scrollHeight - element.scrollTop - element.clientHeight > 600)
    element.addEventListener("scroll", look, { passive: true })
    return () => element.removeEventListener("scroll", look)
  }, [box])
  return away
}

function Line({ item, person, conversationId, focused, subject }: { item: Item; person: Person; conversationId: Id; focused: boolean; subject: string }) {
  switch (item.kind) {
    case "day": return <h2 className={classes.day}>{item.year ? year(item.at) : dayMark(item.at)}</h2>
    case "message": return <Message item={item} person={person} current={item.entry.conversation_id === conversationId} focused={focused} subject={subject} />
    case "note": return <Note item={item} focused={focused} />
    case "act": return <Act entry={item.entry} margin={item.margin} />
    case "order": return <OrderLine entry={item.entry} paid={item.paid} margin={item.margin} />
    case "other": return <OtherLine entry={item.entry} margin={item.margin} />
    case "folded": return <Folded entries={item.entries} margin={item.margin} />
    case "typing": return <TypingLine conversationId={conversationId} person={person} />
    case "closing": return <Closing entry={item.entry} topicId={item.topic} />
  }
}
