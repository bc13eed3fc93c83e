import { Modal } from "@mantine/core"
import { useDebouncedValue } from "@mantine/hooks"
import { IconPackage } from "@tabler/icons-react"
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react"
import { useLocation } from "wouter"
import { api, type Page } from "../api/client"
import type { ShopOrder } from "../api/shop"
import type { Conversation, Person } from "../api/types"
import { t } from "../i18n"
import { desk } from "../live/desk"
import { useLoaded } from "../live/loaded"
import { Avatar } from "../parts/Avatar"
import { Caps } from "../parts/Caps"
import { Glyph } from "../parts/Glyph"
import { bare, pageOf, whose } from "../rooms/commerce/pane/order"
import { commands } from "./keys"
import classes from "./Palette.module.css"

interface Choice { key: string; group: string; label: string; hint?: ReactNode; icon?: ReactNode; run: () => void }
interface Found { people?: Person[]; conversations?: Conversation[] }

const simple = (words: string) => words.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
/** Every word of the question begins a word of the label. */
export const fits = (label: string, query: string): boolean => {
  const words = simple(label).split(/[\s,.:()/@-]+/)
  return simple(query).split(/\s+/).filter(Boolean).every((part) => words.some((word) => word.startsWith(part)))
}

function useChoices(query: string, close: () => void): Choice[] {
  const [, go] = useLocation()
  const [asked] = useDebouncedValue(query.trim(), 160)
  const acts = commands.read()
  const held = desk.use((now) => now.held.conversations)
  const found = useLoaded(asked.length > 1 ? asked : null, (signal) => api.get<Found>("/search", { q: asked, limit: 6 }, signal)).data
  const orders = useLoaded(asked.length > 1 ? asked : null, (signal) => api.get<Page<ShopOrder>>("/orders", { q: asked, limit: 5 }, signal)).data
  return useMemo(() => {
    const then = (act: () => void) => () => { close(); act() }
    const local = query.trim() ? [...held.values()].filter((each) => fits(`${each.person_name} ${each.subject}`, query)).sort((a, b) => b.last_at - a.last_at) : []
    const conversations = [...new Map([...local, ...(found?.conversations ?? [])].map((each) => [each.id, each])).values()].slice(0, 6)
    return [
      ...acts.filter((each) => !each.silent && fits(each.label, query)).slice(0, query ? 8 : 40)
        .map((each) => ({ key: each.id, group: t("palette.acts"), label: each.label, hint: each.keys && <Caps keys={each.keys} />, run: then(each.run) })),
      ...(orders?.items ?? [])
        .map((each) => ({ key: each.id, group: t("shop.orders"), label: bare(each.order.number), hint: whose(each), icon: <IconPackage size={16} stroke={1.6} aria-hidden="true" />, run: then(() => go(pageOf(each))) })),
      ...(found?.people ?? []).slice(0, 5)
        .map((each) => ({ key: each.id, group: t("palette.people"), label: each.name, hint: each.handles[0]?.display, icon: <Avatar name={each.name || "?"} size={22} />, run: then(() => go(`/people/${each.id}`)) })),
      ...conversations
        .map((each) => ({ key: each.id, group: t("palette.conversations"), label: each.person_name, hint: each.subject || each.preview, icon: <Glyph channel={each.channel} />, run: then(() => go(`/inbox/all/${each.id}`)) })),
      ...(query.trim() ? [{ key: "search", group: t("nav.search"), label: t("palette.search_all", { words: query.trim() }), run: then(() => go(`/search?q=${encodeURIComponent(query.trim())}`)) }] : []),
    ]
  }, [query, acts, held, found, orders, close, go])
}

export default function Palette({ close }: { close: () => void }) {
  const [query, setQuery] = useState("")
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const choices = useChoices(query, close)
  const current = Math.min(at, choices.length - 1)
  useEffect(() => void list.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" }), [current])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt((current + 1) % choices.length)
    else if (event.key === "ArrowUp") setAt((current + choices.length - 1) % choices.length)
    else if (event.key === "Enter") choices[current]?.run()
    else return
    event.preventDefault()
  }
  return (
    <Modal.Root opened onClose={close} lockScroll={false} padding={0} size={600} yOffset="12vh" centered={false}>
      <Modal.Overlay style={{ background: "var(--sk-shade)" }} />
      <Modal.Content aria-label={t("palette.title")}>
      <input
        className={classes.ask} data-autofocus value={query} onChange={(event) => { setQuery(event.target.value); setAt(0) }} onKeyDown={onKeyDown} placeholder={t("palette.ask")}
        role="combobox" aria-label={t("palette.ask")} aria-expanded="true" aria-controls="palette" aria-activedescendant={choices[current] ? `palette-${current}` : undefined} autoComplete="off"
      />
      <div ref={list} id="palette" className={classes.list} role="listbox" aria-label={t("palette.title")} tabIndex={-1}>
        {choices.map((each, index) => (
          <div key={each.key}>
            {each.group !== choices[index - 1]?.group && <p className={classes.group} aria-hidden="true">{each.group}</p>}
            <button id={`palette-${index}`} type="button" role="option" tabIndex={-1} aria-selected={index === current} className={`plain ${classes.choice}`} onClick={each.run} onPointerMove={() => setAt(index)}>
              <span className={classes.icon}>{each.icon}</span><b dir="auto">{each.label}</b><span className={classes.hint} dir="auto">{each.hint}</span>
            </button>
          </div>
        ))}
      </div>
      </Modal.Content>
    </Modal.Root>
  )
}
