/** Desktop alerts and a quiet chime, for words that concern me and that I am not looking at. */
import { useEffect, useRef } from "react"
import type { Conversation, Entry, Id, MessageEntry, NoteEntry } from "../../api/types"
import { t } from "../../i18n"
import { desk } from "../../live/desk"
import type { News } from "../../live/held"
import { onNews } from "../../live/socket"

let audio: AudioContext | null = null

/** Two soft notes, as a shop door. Silent until the first click, as browsers want it. */
export function chime(): void {
  audio ??= new AudioContext()
  if (audio.state === "suspended") return
  for (const [index, pitch] of [659, 880].entries()) {
    const tone = audio.createOscillator()
    const loudness = audio.createGain()
    const at = audio.currentTime + index * 0.14
    tone.frequency.value = pitch
    loudness.gain.setValueAtTime(0.0001, at)
    loudness.gain.exponentialRampToValueAtTime(0.06, at + 0.02)
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.5)
    tone.connect(loudness).connect(audio.destination)
    tone.start(at)
    tone.stop(at + 0.55)
  }
}

interface Alert { title: string; words: string; conversation: Id }

const fresh = (entry: Entry) => Date.now() - entry.at < 120_000
const heard = (entry: Entry): entry is MessageEntry => entry.kind === "message" && entry.direction === "in" && fresh(entry)
const named = (entry: Entry, me: Id): entry is NoteEntry => entry.kind === "note" && entry.author.id !== me && entry.body.mentions.includes(me) && fresh(entry)

/** Mine, or nobody's; never spam, never what a colleague already has. */
const concerns = (conversation: Conversation | undefined, me: Id) =>
  !!conversation && !conversation.spam && !conversation.trashed && (!conversation.assignee_id || conversation.assignee_id === me)

export function alertsIn(news: News, conversations: ReadonlyMap<Id, Conversation>, me: Id): Alert[] {
  return (news.entries ?? []).flatMap((entry): Alert[] => {
    if (!entry.conversation_id) return []
    const conversation = conversations.get(entry.conversation_id)
    if (heard(entry) && concerns(conversation, me))
      return [{ title: conversation?.person_name || entry.author.name, words: entry.body.text.slice(0, 140), conversation: entry.conversation_id }]
    if (named(entry, me)) return [{ title: t("alert.mention", { name: entry.author.name }), words: entry.body.text.slice(0, 140), conversation: entry.conversation_id }]
    return []
  })
}

/** Null where the browser has none, was not asked, or (on phones) has them for installed pages only. */
function notification(title: string, body: string, tag: string): Notification | null {
  if (!("Notification" in window) || Notification.permission !== "granted") return null
  try {
    return new Notification(title, { body, tag, icon: "/mark.svg" })
  } catch {
    return null
  }
}

function show(alert: Alert): void {
  const shown = notification(alert.title, alert.words, alert.conversation)
  if (!shown) return
  shown.onclick = () => {
    window.focus()
    history.pushState(null, "", `/inbox/all/${alert.conversation}`)
    dispatchEvent(new PopStateEvent("popstate"))
    shown.close()
  }
}

/** What an alert looks and sounds like, by a click in the settings. */
export function tryAlert(words: { title: string; body: string }, as: { sound: boolean; desktop: boolean }): void {
  if (as.sound) {
    audio ??= new AudioContext()
    // Where there is no loudspeaker this never comes to an end.
    void audio.resume().then(chime)
  }
  if (as.desktop) notification(words.title, words.body, "try")
}

export function useAlerts(open: Id | null): void {
  const current = useRef(open)
  current.current = open
  useEffect(() => onNews((news) => {
    const { me, held } = desk.read()
    if (!me) return
    const unseen = alertsIn(news, held.conversations, me.agent.id).filter((each) => document.hidden || each.conversation !== current.current)
    const [first] = unseen
    if (!first) return
    if (me.agent.alerts.sound !== false) chime()
    if (me.agent.alerts.desktop && document.hidden) show(first)
  }), [])
}
