/** The live line to the server. It may break at any time: the store asks again from the last number it saw. */
import type { Id, Presence } from "../api/types"
import { untwisted } from "../i18n/untwisted"
import { desk, receive } from "./desk"
import type { News } from "./held"
import { nobodyYet, seen as visitorSeen, type VisitorWhisper } from "./visitors"

type Whisper =
  | { whisper: "typing"; conversation_id: Id; agent_id?: Id; person?: unknown; text?: string | null }
  | { whisper: "presence"; agent_id: Id; state: Presence }
  | { whisper: "answering"; conversation_id: Id; agent_id: Id; until: number | null }
  | VisitorWhisper
type Message = News & { hello?: boolean; reset?: boolean; ping?: unknown } & Partial<Omit<Whisper, never>>

export type Said =
  | { typing: Id } | { looking: Id | null } | { answering: Id | null } | { away: boolean } | { pong: unknown }

const SILENCE = 60_000
const TYPING_LASTS = 6_000

let socket: WebSocket | null = null
let tries = 0
let wanted = false
let watchdog: ReturnType<typeof setTimeout> | undefined
let retry: ReturnType<typeof setTimeout> | undefined
const heard = new Set<(news: News) => void>()

/** Called with everything that happens while this window is open (alerts, sounds, counts). */
export function onNews(listener: (news: News) => void): () => void {
  heard.add(listener)
  return () => void heard.delete(listener)
}

let looking: Id | null = null

export function say(words: Said): void {
  if ("looking" in words) looking = words.looking
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(words))
}

function whispered(message: Whisper): void {
  const me = desk.read().me?.agent.id
  if (message.whisper === "visitor") visitorSeen(message)
  if (message.whisper === "presence")
    desk.change((now) => ({ ...now, presence: { ...now.presence, [message.agent_id]: message.state } }))
  if (message.whisper === "typing" && !message.agent_id) {
    // An emptied field is news too: nobody writes there any more. Without a preview (null) we only know that somebody does.
    const until = message.text === "" ? 0 : Date.now() + TYPING_LASTS
    desk.change((now) => ({ ...now, typing: { ...now.typing, [message.conversation_id]: { text: message.text ?? null, until } } }))
  }
  if (message.whisper === "answering" && message.agent_id !== me)
    desk.change((now) => ({
      ...now, answering: { ...now.answering, [message.conversation_id]: { agent_id: message.agent_id, until: message.until ?? 0 } },
    }))
}

/** A word that arrived ends the dots of its writer. */
function stopTyping(news: News): void {
  const ids = (news.entries ?? []).filter((entry) => entry.direction === "in").map((entry) => entry.conversation_id)
  if (!ids.length) return
  desk.change((now) => ({ ...now, typing: Object.fromEntries(Object.entries(now.typing).filter(([id]) => !ids.includes(id))) }))
}

function hear(message: Message): void {
  if (message.ping !== undefined) return say({ pong: message.ping })
  if (message.whisper) return whispered(message as Whisper)
  if (message.reset) {
    // What we hold may have holes now: entries go, and whoever shows something asks again.
    desk.change((now) => ({ ...now, epoch: now.epoch + 1, held: { ...now.held, entries: new Map(), seq: message.seq ?? now.held.seq } }))
    return
  }
  if (message.hello) return nobodyYet()
  receive(message)
  stopTyping(message)
  for (const listener of heard) listener(message)
}

function awaited(): void {
  clearTimeout(watchdog)
  watchdog = setTimeout(() => socket?.close(), SILENCE)
}

function line(state: "up" | "down" | "connecting"): void {
  desk.change((now) => (now.line === state ? now : { ...now, line: state }))
}

function open(): void {
  clearTimeout(retry)
  if (!wanted || (socket && socket.readyState <= WebSocket.OPEN)) return
  const scheme = location.protocol === "https:" ? "wss" : "ws"
  const opened = new WebSocket(`${scheme}://${location.host}/api/v1/live?since=${desk.read().held.seq}`)
  socket = opened
  opened.onopen = () => {
    tries = 0
    line("up")
    awaited()
    if (document.hidden) say({ away: true })
    if (looking) say({ looking })
  }
  opened.onmessage = (event) => {
    awaited()
    hear(JSON.parse(untwisted(String(event.data))) as Message)
  }
  opened.onclose = () => {
    if (socket === opened) socket = null
    clearTimeout(watchdog)
    if (wanted) again()
  }
}

/** Wait a little longer each time, with chance in it: a restarted server must not be met by all desks at once. */
function again(): void {
  if (++tries > 1) line("down")
  const wait = Math.min(15_000, 400 * 2 ** Math.min(tries, 6)) * (0.5 + Math.random())
  retry = setTimeout(open, wait)
}

/** The network came back: a socket that lived through it is still good; one that did not is found by its silence. */
const wake = () => {
  tries = 0
  if (socket?.readyState === WebSocket.OPEN) line("up")
  else open()
}
const seen = () => { say({ away: document.hidden }); if (!document.hidden) wake() }
const gone = () => line("down")

export function connect(): () => void {
  wanted = true
  open()
  addEventListener("online", wake)
  addEventListener("offline", gone)
  document.addEventListener("visibilitychange", seen)
  return () => {
    wanted = false
    clearTimeout(retry)
    clearTimeout(watchdog)
    removeEventListener("online", wake)
    removeEventListener("offline", gone)
    document.removeEventListener("visibilitychange", seen)
    socket?.close()
  }
}
