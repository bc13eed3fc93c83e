import { useEffect, useRef, useState } from "preact/hooks"
import type * as Asides from "./Asides"
import { Composer } from "./Composer"
import { useRoom, useTalk } from "./context"
import { dropped } from "./files"
import { Header } from "./Header"
import { Lines } from "./Lines"

export type Aside = "earlier" | "forget" | null

export function Panel({ phone, notice, news }: { phone: boolean; notice: string | null; news: string }) {
  const { t, talk, config, close } = useRoom()
  const state = useTalk(talk)
  const [aside, setAside] = useState<Aside>(null)
  const [met, setMet] = useState(talk.known)
  const [back, setBack] = useState("")
  const panel = useRef<HTMLElement>(null)
  const prechat = config.prechat && (config.prechat.ask_name || config.prechat.ask_email) && !met && !state.lines.length
  useFocus(panel, phone)
  const asides = useAsides(!!prechat || !!aside)
  const { over, ...drop } = useDrop()
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape") close()
    if (event.key === "Tab" && phone) trap(event, panel.current!)
    event.stopPropagation()
  }
  return (
    <>
      {phone && <div class="scrim" onClick={close} />}
      <section ref={panel} class={over ? "sk over" : "sk"} role="dialog" aria-modal={phone} aria-label={t("dialog", { shop: config.brand.name })} tabIndex={-1} onKeyDown={key} {...drop}>
        <Header state={state} more={setAside} />
        {!aside && !prechat ? (
          <>
            <Lines state={state} notice={back || notice} />
            <Composer state={state} />
          </>
        ) : !asides ? (
          <div class="aside" />
        ) : aside === "earlier" ? (
          <asides.Earlier leave={() => setAside(null)} shown={() => (setAside(null), setBack(t("welcome_back")))} />
        ) : aside === "forget" ? (
          <asides.Forget leave={() => setAside(null)} />
        ) : (
          <asides.Prechat done={() => setMet(true)} />
        )}
        {over && <p class="drop">{t("drop_here")}</p>}
        <p class="vh" aria-live="polite">
          {news}
        </p>
      </section>
    </>
  )
}

/** What is seldom asked for is fetched when it is. */
function useAsides(wanted: boolean): typeof Asides | null {
  const [asides, setAsides] = useState<typeof Asides | null>(null)
  useEffect(() => {
    if (wanted && !asides) void import("./Asides").then((loaded) => setAsides(loaded))
  }, [wanted])
  return asides
}

function useDrop() {
  const [over, setOver] = useState(false)
  const wanted = (event: DragEvent) => !!event.dataTransfer?.types.includes("Files")
  return {
    over,
    onDragOver: (event: DragEvent) => wanted(event) && (event.preventDefault(), setOver(true)),
    onDragLeave: (event: DragEvent) => (event.currentTarget as Element).contains(event.relatedTarget as Node | null) || setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      dropped([...(event.dataTransfer?.files ?? [])])
    },
  }
}

/** On a phone the keyboard would hide what she came to read, so there only the panel itself takes the focus. */
function useFocus(panel: { current: HTMLElement | null }, phone: boolean): void {
  useEffect(() => {
    const target = phone ? panel.current : panel.current?.querySelector<HTMLElement>("textarea, input")
    ;(target ?? panel.current)?.focus({ preventScroll: true })
  }, [])
}

function trap(event: KeyboardEvent, panel: HTMLElement): void {
  const all = [...panel.querySelectorAll<HTMLElement>("button, a[href], input:not([tabindex='-1']), textarea, [tabindex='0']")]
  const [first, last] = [all[0], all.at(-1)]
  const active = (panel.getRootNode() as ShadowRoot).activeElement
  if (event.shiftKey && (active === first || active === panel)) {
    event.preventDefault()
    last?.focus()
  } else if (!event.shiftKey && active === last) {
    event.preventDefault()
    first?.focus()
  }
}
