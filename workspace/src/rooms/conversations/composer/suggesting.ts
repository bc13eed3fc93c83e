/** `/` offers macros, `@` (in a note) colleagues. The words before the caret decide. */
import { useMemo, useRef, useState, type KeyboardEvent } from "react"
import type { Macro } from "../../../api/types"
import { desk } from "../../../live/desk"
import type { Replace } from "./Plain"
import { firstName } from "../names"
import { actWords } from "./macros"
import { matching } from "./replies"
import type { Mode } from "./state"

export interface Suggestion { key: string; title: string; hint: string; words: string; macro?: Macro }
interface Asking { sign: "/" | "@"; query: string; length: number; replace: Replace }

const SIGN = /(?:^|\s)([/@])([\p{L}\p{N}_.-]*)$/u

function asked(before: string, mode: Mode, replace: Replace): Asking | null {
  const hit = SIGN.exec(before)
  if (!hit) return null
  const [, sign, query = ""] = hit
  if (sign === "@" && mode !== "note") return null
  return { sign: sign as "/" | "@", query, length: query.length + 1, replace }
}

/** What the list shows of one: its words without their braces, else what it does. */
const ofMacro = (macro: Macro): Suggestion => ({
  key: macro.id, title: macro.name, hint: `/${macro.shortcut}`, macro,
  words: bare(macro.text) || (macro.acts ?? []).map((each) => actWords(each.kind, each.args ?? {})).join(", "),
})
const bare = (text: string) => text.replace(/\{%[^%]*%\}/g, "").replace(/\{\{?\s*([\w.]+)[^}]*\}?\}/g, (_whole, name: string) => `⟨${name.replace(/[._]/g, " ")}⟩`).trim()

export function useSuggesting(mode: Mode, brand_id: string, chooseMacro: (macro: Macro) => void) {
  const [asking, setAsking] = useState<Asking | null>(null)
  const [at, setAt] = useState(0)
  const replies = desk.use((now) => now.me?.macros)
  const agents = desk.use((now) => now.me?.agents ?? [])
  const dismissed = useRef<string | null>(null)
  const offered = useRef(false)
  const list = useMemo((): Suggestion[] => {
    if (!asking) return []
    if (asking.sign === "/") return matching(replies ?? [], asking.query, brand_id).map(ofMacro)
    const wanted = asking.query.toLocaleLowerCase()
    return agents
      .filter((each) => each.state === "active" && each.name.toLocaleLowerCase().split(/\s+/).some((word) => word.startsWith(wanted)))
      .slice(0, 8)
      .map((each) => ({ key: each.id, title: each.name, hint: "", words: `@${firstName(each.name)} ` }))
  }, [asking, replies, agents, brand_id])

  const onCaret = (before: string, replace: Replace) => {
    const next = asked(before, mode, replace)
    if (!next) dismissed.current = null
    if (!next) offered.current = false
    if (next && dismissed.current === next.sign) return setAsking(null)
    if (next?.query !== asking?.query) setAt(0)
    setAsking(next)
  }
  const take = (one: Suggestion) => {
    offered.current = false
    asking?.replace(asking.length, one.macro ? "" : one.words)
    setAsking(null)
    if (one.macro) chooseMacro(one.macro)
  }
  /** A sign that a button wrote goes with the list: nobody typed it, and nobody should send it. */
  const dismiss = () => {
    const written = offered.current ? asking : null
    dismissed.current = written ? null : (asking?.sign ?? null)
    offered.current = false
    written?.replace(written.length, "")
    setAsking(null)
  }
  /** The list of macros by a button: it writes the sign; again, and it is gone. */
  const offer = (insert: (sign: string) => void) => {
    if (asking) return dismiss()
    insert("/")
    offered.current = true
  }

  /** Whether the key was ours. */
  const onKey = (event: KeyboardEvent | globalThis.KeyboardEvent): boolean => {
    const open = asking && list.length > 0
    if (!open || event.metaKey || event.ctrlKey) return false
    if (event.key === "ArrowDown") { setAt((at + 1) % list.length); return true }
    if (event.key === "ArrowUp") { setAt((at + list.length - 1) % list.length); return true }
    if (event.key === "Escape") { dismiss(); event.stopPropagation(); return true }
    const chosen = list[at]
    if ((event.key === "Enter" || event.key === "Tab") && chosen) { take(chosen); return true }
    return false
  }
  return { list: asking ? list : [], at, sign: asking?.sign, onCaret, onKey, take, dismiss, offer }
}
