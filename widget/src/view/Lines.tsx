import { useEffect, useLayoutEffect, useRef } from "preact/hooks"
import type { TalkState } from "../lines"
import { clock, daysApart } from "../words"
import { useRoom } from "./context"
import { isOpen } from "./Header"

export function Lines({ state, notice }: { state: TalkState; notice: string | null }) {
  const { t, talk: door } = useRoom()
  const Said = door.loaded?.Said
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useFollow(box, state)
  useEffect(() => {
    if (atEnd() && document.visibilityState === "visible") door.talk?.seen()
  })
  return (
    <div class="talk" ref={box} tabIndex={0} role="region" aria-label={t("talk")}>
      <div class="fill" />
      {state.older && (
        <button class="word older" type="button" onClick={() => void door.talk?.older().catch(() => {})}>
          {t("older")}
        </button>
      )}
      {!state.older && <Hours state={state} />}
      {Said && <Said state={state} />}
      {notice && <p class="mach">{notice}</p>}
    </div>
  )
}

/** Stay at the newest words, unless she scrolled up to read. */
function useFollow(box: { current: HTMLDivElement | null }, state: TalkState): () => boolean {
  const end = useRef(true)
  const first = useRef<{ id: string | undefined; height: number }>({ id: undefined, height: 0 })
  useEffect(() => {
    const element = box.current!
    const look = () => (end.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40)
    const stay = () => end.current && (element.scrollTop = element.scrollHeight)
    element.addEventListener("scroll", look, { passive: true })
    const size = new ResizeObserver(stay)
    size.observe(element)
    return () => (element.removeEventListener("scroll", look), size.disconnect())
  }, [])
  useLayoutEffect(() => {
    const element = box.current!
    const head = state.lines[0]?.id
    const earlier = head !== first.current.id && first.current.id !== undefined && state.lines.some(({ id }) => id === first.current.id)
    if (earlier && !end.current) element.scrollTop += element.scrollHeight - first.current.height
    else if (end.current) element.scrollTop = element.scrollHeight
    first.current = { id: head, height: element.scrollHeight }
  })
  useLayoutEffect(() => {
    end.current = true
    box.current!.scrollTop = box.current!.scrollHeight
  }, [state.pending.length])
  return () => end.current
}

function Hours({ state }: { state: TalkState }) {
  const { t, config, locale } = useRoom()
  const open = isOpen(state, config.open)
  const today = config.closes_at && daysApart(Date.now(), config.closes_at) === 0
  return (
    <p class="hours">
      {open ? (config.reply_time ? t("answer_in", { time: config.reply_time }) : t("answer_soon")) : t("leave_words")}
      {open && today && (
        <>
          <br />
          {t("after", { time: clock(config.closes_at!, locale) })}
        </>
      )}
      {config.brand.privacy_url && !state.lines.length && (
        <>
          <br />
          <a href={config.brand.privacy_url} target="_blank" rel="noopener noreferrer">
            {t("privacy")}
          </a>
        </>
      )}
    </p>
  )
}
