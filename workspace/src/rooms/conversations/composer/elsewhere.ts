/** What happens elsewhere to what I am writing: my own other windows, and a colleague who is faster. */
import { useEffect } from "react"
import type { Entry } from "../../../api/types"
import { desk } from "../../../live/desk"
import { onNews } from "../../../live/socket"
import { overtaken } from "./sending"
import { composing, composingOf, fromDraft, rewritten } from "./state"

const OWN_ECHO = 3_000

export function useDraftsFromElsewhere(): void {
  useEffect(() => onNews((news) => {
    for (const draft of news.drafts ?? []) {
      if (draft.gone || document.hasFocus() || draft.at < composingOf(draft.conversation_id).at + OWN_ECHO) continue
      const id = draft.conversation_id
      composing.change((all) => ({ ...all, [id]: fromDraft(draft) }))
      rewritten.change((all) => ({ ...all, [id]: (all[id] ?? 0) + 1 }))
    }
  }), [])
}

const FRESH = 60_000

/** Somebody answered the customer whom I am writing to. */
export function overtakes(entry: Entry, me: string | undefined): boolean {
  if (entry.kind !== "message" || entry.direction !== "out" || !entry.conversation_id || entry.body.side || entry.author.id === me) return false
  const mine = composingOf(entry.conversation_id)
  return entry.author.kind === "agent" && mine.mode === "reply" && !!mine.text.trim() && Date.now() - entry.at < FRESH
}

/** Their words are shown beside mine before I send, not after. */
export function useColleaguesAnswers(): void {
  useEffect(() => onNews((news) => {
    if (news.fact !== "message_said") return
    for (const entry of news.entries ?? [])
      if (overtakes(entry, desk.read().me?.agent.id)) overtaken.change((now) => ({ ...now, [entry.conversation_id as string]: { entry, at: Date.now() } }))
  }), [])
}
