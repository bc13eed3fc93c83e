/** Every act of the desk, once: the palette lists it, its key runs it, the help sheet shows it. */
import { useEffect, useRef } from "react"
import { createStore } from "../live/observed"
import type { Key } from "../i18n"

export interface Command {
  id: string
  /** What the palette and the help sheet say. */
  label: string
  group: Key
  /** "e", "shift+n", "mod+k" (⌘ on a Mac, Ctrl elsewhere), "g i" (one after the other). */
  keys?: string | undefined
  /** Works while somebody writes too. Only with mod or for Escape. */
  whileWriting?: boolean
  /** Left out of the palette (moving about). */
  silent?: boolean
  run: () => void
}

export const commands = createStore<readonly Command[]>([])

/** Offers these acts while the calling component is shown. */
export function useCommands(offered: readonly (Command | false | null | undefined)[]): void {
  const latest = useRef<Command[]>([])
  latest.current = offered.filter((each): each is Command => !!each)
  const shape = latest.current.map((each) => `${each.id}|${each.keys ?? ""}|${each.label}`).join("\n")
  useEffect(() => {
    const mine = latest.current.map((each) => ({ ...each, run: () => latest.current.find((now) => now.id === each.id)?.run() }))
    commands.change((now) => [...now, ...mine])
    return () => commands.change((now) => now.filter((each) => !mine.includes(each)))
  }, [shape])
}

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)

/** The keys as they are printed on caps. */
export function caps(keys: string): string[] {
  const names: Record<string, string> = {
    mod: isMac() ? "⌘" : "Ctrl", shift: "⇧", alt: isMac() ? "⌥" : "Alt", enter: "↵", escape: "Esc", arrowup: "↑", arrowdown: "↓", backspace: "⌫", delete: "Del",
  }
  return keys.split(/[+ ]/).map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
}

function pressed(event: KeyboardEvent): string {
  const key = event.key.toLowerCase()
  const letter = /^[a-z]$/.test(key)
  const parts = [event.metaKey || event.ctrlKey ? "mod" : "", event.altKey ? "alt" : "", event.shiftKey && (letter || key.length > 1) ? "shift" : ""]
  return [...parts.filter(Boolean), key === " " ? "space" : key].join("+")
}

const WRITING = "input, textarea, select, [contenteditable=''], [contenteditable='true']"
const PAUSE = 900
let first: { key: string; at: number } | null = null

function found(key: string): Command | undefined {
  return commands.read().findLast((each) => each.keys === key)
}

export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const target = event.target instanceof Element ? event.target : null
  const writing = !!target?.closest(WRITING)
  // A dialog or an open menu has its own keys.
  const busy = !!document.querySelector("[role='dialog'][data-modal-content], [role='menu']:not([data-silent])")
  const key = pressed(event)
  const chord = first && Date.now() - first.at < PAUSE ? found(`${first.key} ${key}`) : undefined
  const command = chord ?? found(key)
  first = !writing && key.length === 1 ? { key, at: Date.now() } : null
  if (!command || ((writing || busy) && !command.whileWriting)) return
  // Enter and Space on a button belong to the button.
  if ((key === "enter" || key === "space") && target?.closest("button, a, [role='button'], [role='checkbox']")) return
  if (chord) first = null
  event.preventDefault()
  command.run()
}
