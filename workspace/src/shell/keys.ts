/** Every act of the desk, once: the palette lists it, its key runs it, the help sheet shows it. */
import { useEffect, useRef } from "react"
import { createStore } from "../live/observed"
import { t, type Key } from "../i18n"
import { announce } from "./news"

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
  /** Goes before another act of the same key: with several chosen, a key is for all of them. */
  first?: boolean
  /** This key also begins a sequence: why the letter after it does nothing, in words; nothing where it is no key at all. */
  otherwise?: (letter: string) => string | undefined
  run: () => void
}

export const commands = createStore<readonly Command[]>([])

/** Offers these acts while the calling component is shown. */
export function useCommands(offered: readonly (Command | false | null | undefined)[]): void {
  const latest = useRef<Command[]>([])
  latest.current = offered.filter((each): each is Command => !!each)
  const shape = latest.current.map((each) => `${each.id}|${each.keys ?? ""}|${each.label}`).join("\n")
  useEffect(() => {
    const mine = latest.current.map((each) => ({ ...each, ...living(each, latest) }))
    commands.change((now) => [...now, ...mine])
    return () => commands.change((now) => now.filter((each) => !mine.includes(each)))
  }, [shape])
}

/** What an act does is asked when its key is pressed: it may have changed since it was offered. */
function living(offered: Command, latest: { readonly current: readonly Command[] }): Partial<Command> & Pick<Command, "run"> {
  const now = () => latest.current.find((each) => each.id === offered.id)
  return { run: () => now()?.run(), ...(offered.otherwise && { otherwise: (letter) => now()?.otherwise?.(letter) }) }
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
const MODIFIERS: ReadonlySet<string> = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"])
const LETTER = /^(shift\+)?\S$/
/** So long a sequence waits for its second key. */
const PAUSE = 2_000
let begun: { key: string; at: number } | null = null

const begins = (key: string): boolean => commands.read().some((each) => each.keys?.startsWith(`${key} `) || (each.keys === key && each.otherwise))

function found(key: string, elsewhere = false): Command | undefined {
  const usable = commands.read().filter((each) => each.keys === key && (!elsewhere || each.whileWriting))
  return usable.findLast((each) => each.first) ?? usable.at(-1)
}

/** The key that began a sequence, if `key` goes on with it. A sequence is over after one more key. */
function sequence(key: string): string | null {
  const before = begun && Date.now() - begun.at < PAUSE && LETTER.test(key) ? begun.key : null
  begun = null
  return before
}

/** A letter after `o` is never the same letter alone: what cannot be done is said. */
function follow(start: string, key: string): void {
  const command = found(`${start} ${key}`)
  if (command) return command.run()
  const keys = caps(`${start} ${key}`)
  announce(found(start)?.otherwise?.(key) ?? t("keys.nothing", { first: keys[0] ?? start, second: keys.slice(1).join(" ") }))
}

export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || MODIFIERS.has(event.key)) return
  const target = event.target instanceof Element ? event.target : null
  // Letters belong to who writes; a dialog or an open menu has its own keys.
  const elsewhere = !!target?.closest(WRITING) || !!document.querySelector("[role='dialog'][data-modal-content], [role='menu']:not([data-silent])")
  const key = pressed(event)
  if (event.repeat && begun?.key === key) return
  const start = sequence(key)
  if (start && !elsewhere) {
    event.preventDefault()
    return follow(start, key)
  }
  if (!elsewhere && begins(key)) begun = { key, at: Date.now() }
  const command = found(key, elsewhere)
  // Enter and Space on a button belong to the button.
  if (!command || ((key === "enter" || key === "space") && target?.closest("button, a, [role='button'], [role='checkbox']"))) return
  event.preventDefault()
  command.run()
}
