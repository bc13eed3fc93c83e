import type { Line, Pending, Visitor } from "./protocol"

/** *State + events = new state*: everything the panel shows of the talk is computed here, without the page and without the network. */
export interface TalkState {
  ready: boolean
  visitor: Visitor | null
  lines: Line[]
  pending: Pending[]
  older: string | null
  /** Everything up to here is known; what comes after it is asked for. Numbers grow, with holes. */
  seq: number
  shopRead: number
  seen: number
  typing: string | null
  link: Link
  held: number
  open: boolean | null
}

export type Link = "idle" | "connecting" | "live" | "lost" | "polling"

export type Event =
  | { kind: "page"; items: Line[]; older?: string | null; seq?: number; read?: number; seen?: number; whole?: boolean }
  /** `whole`: it came over a live line that missed nothing, so that all before it is known. */
  | { kind: "entry"; line: Line; whole: boolean }
  | { kind: "pending"; pending: Pending[] }
  | { kind: "typing"; name: string | null }
  | { kind: "shop_read"; seq: number }
  | { kind: "seen"; seq: number }
  | { kind: "link"; link: Link }
  | { kind: "held"; until: number }
  | { kind: "visitor"; visitor: Visitor | null }
  | { kind: "presence"; open: boolean }
  | { kind: "fresh" }

export const BLANK: TalkState = {
  ready: false,
  visitor: null,
  lines: [],
  pending: [],
  older: null,
  seq: 0,
  shopRead: 0,
  seen: 0,
  typing: null,
  link: "idle",
  held: 0,
  open: null,
}

export function reduce(state: TalkState, event: Event): TalkState {
  switch (event.kind) {
    case "page":
      return page(state, event)
    case "entry":
      return entry(state, event.line, event.whole)
    case "pending":
      return { ...state, pending: event.pending.filter(({ id }) => !state.lines.some((line) => line.id === id)) }
    case "typing":
      return { ...state, typing: event.name }
    case "shop_read":
      return { ...state, shopRead: Math.max(state.shopRead, event.seq) }
    case "seen":
      return { ...state, seen: Math.max(state.seen, event.seq) }
    case "link":
      return { ...state, link: event.link, typing: event.link === "live" ? state.typing : null }
    case "held":
      return { ...state, held: event.until }
    case "visitor":
      return { ...state, visitor: event.visitor }
    case "presence":
      return { ...state, open: event.open }
    case "fresh":
      return { ...BLANK, open: state.open, pending: state.pending, link: state.link }
  }
}

function page(state: TalkState, event: Extract<Event, { kind: "page" }>): TalkState {
  const lines = joined(event.whole ? [] : state.lines, event.items)
  return {
    ...state,
    ready: true,
    lines,
    pending: unsent(state.pending, lines),
    older: event.older === undefined ? state.older : event.older,
    seq: Math.max(event.whole ? 0 : state.seq, event.seq ?? 0),
    shopRead: Math.max(state.shopRead, event.read ?? 0),
    seen: Math.max(state.seen, event.seen ?? 0),
  }
}

function entry(state: TalkState, line: Line, whole: boolean): TalkState {
  const lines = joined(state.lines, [line])
  return {
    ...state,
    lines,
    pending: unsent(state.pending, lines),
    seq: whole ? Math.max(state.seq, line.seq) : state.seq,
    typing: line.from === "shop" ? null : state.typing,
  }
}

function joined(lines: Line[], more: Line[]): Line[] {
  const byId = new Map(lines.map((line) => [line.id, line]))
  for (const line of more) byId.set(line.id, line)
  return [...byId.values()].sort((a, b) => a.at - b.at || a.seq - b.seq)
}

function unsent(pending: Pending[], lines: Line[]): Pending[] {
  const sent = new Set(lines.map((line) => line.id))
  return pending.filter(({ id }) => !sent.has(id))
}

export function unread(state: TalkState): number {
  return state.lines.filter((line) => line.from === "shop" && line.seq > state.seen).length
}

export function newest(state: TalkState): number {
  return state.lines.reduce((most, line) => Math.max(most, line.seq), state.seq)
}
