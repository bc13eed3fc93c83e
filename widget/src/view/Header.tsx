import { useState } from "preact/hooks"
import { Bell, BellOff, Bin, Clock, Close, Dots } from "../icons"
import type { TalkState } from "../lines"
import type { Face } from "../protocol"
import { clock, daysApart, weekday } from "../words"
import { useRoom } from "./context"

export function Header({ state, more }: { state: TalkState; more(what: "earlier" | "forget"): void }) {
  const { t, close } = useRoom()
  return (
    <div class="hd">
      <Faces />
      <div class="who">
        <h2>{useGreeting(state.visitor?.name)}</h2>
        <p>{useHours(state)}</p>
      </div>
      <Menu more={more} />
      <button class="ib" type="button" aria-label={t("close")} onClick={close}>
        <Close />
      </button>
      <span class="scal" aria-hidden="true" />
    </div>
  )
}

function Faces() {
  const { config } = useRoom()
  const faces: Face[] = config.agents.length ? config.agents.slice(0, 3) : [{ name: config.brand.name, colour: "#E7E3D6" }]
  return (
    <span class="faces" aria-hidden="true">
      {faces.map((face) => (
        <span key={face.name} style={{ background: face.colour }}>
          {[...face.name][0]?.toUpperCase()}
        </span>
      ))}
    </span>
  )
}

function useGreeting(name: string | null | undefined): string {
  const { t } = useRoom()
  const hour = new Date().getHours()
  const greeting = t(hour >= 4 && hour < 12 ? "morning" : hour >= 12 && hour < 18 ? "day" : "evening")
  const first = name?.trim().split(/\s+/)[0]
  return first ? t("greeting", { greeting, name: first }) : greeting
}

export function isOpen(state: TalkState, open: boolean): boolean {
  return state.open ?? open
}

function useHours(state: TalkState): string {
  const { t, config, locale } = useRoom()
  const [first, second] = config.agents
  if (!isOpen(state, config.open)) return config.opens_at ? t("back", { when: useWhen(config.opens_at) }) : t("closed")
  const time = config.closes_at && daysApart(Date.now(), config.closes_at) === 0 ? clock(config.closes_at, locale) : ""
  if (!first) return time ? t("open_until", { time }) : t("open_now")
  const who = second ? t("and", { a: first.name, b: second.name }) : first.name
  if (second) return time ? t("here_until", { who, time }) : t("here", { who })
  return time ? t("here_until_one", { who, time }) : t("here_one", { who })
}

export function useWhen(at: number): string {
  const { t, locale } = useRoom()
  const time = clock(at, locale)
  const days = daysApart(Date.now(), at)
  if (days === 0) return t("today_at", { time })
  return days === 1 ? t("tomorrow_at", { time }) : t("day_at", { day: weekday(at, locale), time })
}

function Menu({ more }: { more(what: "earlier" | "forget"): void }) {
  const { t, keep, chime, talk } = useRoom()
  const [open, setOpen] = useState(false)
  const [quiet, setQuiet] = useState(!!keep.read().quiet)
  const sound = () => {
    setQuiet(!quiet)
    if (talk.known) keep.change((kept) => ({ ...kept, quiet: !quiet }))
    if (quiet) chime()
  }
  const leave = (event: FocusEvent) => {
    if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) setOpen(false)
  }
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return
    event.stopPropagation()
    setOpen(false)
  }
  const go = (what: "earlier" | "forget") => () => {
    setOpen(false)
    more(what)
  }
  return (
    <div class="menu" onFocusOut={leave} onKeyDown={escape}>
      <button class="ib" type="button" aria-label={t("menu")} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Dots />
      </button>
      {open && (
        <div class="pop">
          <button type="button" aria-pressed={!quiet} onClick={sound}>
            {quiet ? <BellOff /> : <Bell />}
            {t(quiet ? "sound_off" : "sound_on")}
          </button>
          <button type="button" onClick={go("earlier")}>
            <Clock />
            {t("earlier")}
          </button>
          {talk.known && (
            <button type="button" onClick={go("forget")}>
              <Bin />
              {t("forget")}
            </button>
          )}
        </div>
      )}
    </div>
  )
}
