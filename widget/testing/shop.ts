import type { Config, Frame, Line } from "../src/protocol"
import type { Socket } from "../src/world"

/** A small shop that speaks the chat protocol in memory, and a line to it that can be as bad as a train through the Alps. */

export interface Faults {
  /** Chances between 0 and 1. */
  dropRequest: number
  dropAnswer: number
  twice: number
  breakSocket: number
  busy: number
  /** Longest delay of a request in ms. */
  delay: number
}

export const FINE: Faults = { dropRequest: 0, dropAnswer: 0, twice: 0, breakSocket: 0, busy: 0, delay: 0 }

export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const CONFIG: Config = {
  brand: { name: "Lark & Loom", colour: "#1B5E48", locale: "en", privacy_url: "https://shop.example/privacy" },
  agents: [
    { name: "Alice", colour: "#E9C9A8" },
    { name: "Bob", colour: "#BFD6CA" },
  ],
  open: true,
  opens_at: null,
  closes_at: null,
  reply_time: "",
  prechat: null,
  longest_file: 10_000_000,
}

interface Guest {
  id: string
  token: string
  name: string | null
  email: string | null
  lines: Line[]
  seen: number
  read: number
  sockets: Set<ShopSocket>
}

interface Request {
  method: string
  path: string
  query: URLSearchParams
  token: string | undefined
  body: Record<string, unknown>
  raw: Uint8Array | null
}

export interface Answer {
  status: number
  json?: unknown
  headers?: Record<string, string>
}

export class Shop {
  faults: Faults = { ...FINE }
  config: Config = CONFIG
  readonly guests: Guest[] = []
  readonly files = new Map<string, { name: string; type: string; data: Uint8Array }>()
  readonly uploads: string[] = []
  /** What the desk saw being written. */
  readonly typed: string[] = []
  readonly pages: string[] = []
  requests = 0
  #count = 0

  constructor(readonly chance: () => number = Math.random) {}

  // --- what the desk does ---

  says(text: string, guest = this.guests.at(-1)!, more: Partial<Line> = {}): Line {
    const line: Line = { id: "shop" + ++this.#count, at: Date.now(), from: "shop", name: "Alice", colour: "#E9C9A8", text, attachments: [], seq: guest.lines.length + 1, ...more }
    return this.#add(guest, line)
  }

  types(name: string | null = "Alice", guest = this.guests.at(-1)!): void {
    this.#tell(guest, { typing: { name } })
  }

  reads(guest = this.guests.at(-1)!): void {
    guest.read = guest.lines.length
    this.#tell(guest, { read: guest.read })
  }

  breakLines(): void {
    for (const guest of this.guests) for (const socket of [...guest.sockets]) socket.fail()
  }

  // --- the wire ---

  fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { faults } = this
    await sleep(this.chance() * faults.delay)
    if (this.chance() < faults.dropRequest) throw new TypeError("network")
    const raw = init.body instanceof Blob ? new Uint8Array(await init.body.arrayBuffer()) : null
    const request = parsed(url, init, raw)
    const answer = this.chance() < faults.busy ? BUSY : this.answer(request)
    if (this.chance() < faults.twice) this.answer(request)
    await sleep(this.chance() * faults.delay)
    if (this.chance() < faults.dropAnswer) throw new TypeError("network")
    const body = answer.json === undefined ? null : JSON.stringify(answer.json)
    return new Response(body, { status: answer.status, headers: answer.headers ?? {} })
  }

  socket = (): Socket => new ShopSocket(this)

  answer(request: Request): Answer {
    this.requests++
    if (request.path === "") return { status: 200, json: this.config }
    if (request.path === "/visitors" && request.method === "POST") return this.#enter(request)
    if (request.path === "/proofs") return this.#prove(request)
    const guest = this.guestOf(request.token)
    if (!guest) return problem(401, "signed_out", "This chat is not known here.")
    const verb = this.#verbs[`${request.method} ${request.path}`]
    return verb ? verb(guest, request) : problem(404, "not_found", "There is no such thing.")
  }

  guestOf(token: string | undefined): Guest | undefined {
    return this.guests.find((guest) => guest.token === token)
  }

  readonly #verbs: Record<string, (guest: Guest, request: Request) => Answer> = {
    "GET /entries": (guest, { query }) => this.#entries(guest, query),
    "POST /messages": (guest, { body }) => this.#hear(guest, body),
    "PUT /me": (guest, { body }) => this.#introduce(guest, body),
    "PUT /read": (guest, { body }) => this.#readBy(guest, Number(body["seq"])),
    "POST /attachments": (_guest, { query, raw }) => this.#keepFile(query.get("name") ?? "file", raw ?? new Uint8Array()),
    "POST /codes": () => ({ status: 202 }),
    "DELETE /visitors/me": (guest) => this.#forget(guest),
  }

  #enter({ body, token }: Request): Answer {
    const known = this.guestOf(token)
    if (known) return { status: 200, json: { visitor: shown(known), token: null } }
    const id = "guest" + (this.guests.length + 1)
    const name = body["identity_token"] ? "Ana" : null
    const guest: Guest = { id, token: "token-" + id, name, email: null, lines: [], seen: 0, read: 0, sockets: new Set() }
    this.guests.push(guest)
    return { status: 201, json: { visitor: shown(guest), token: guest.token } }
  }

  #prove({ body, token }: Request): Answer {
    if (body["code"] !== "123456") return problem(403, "code_wrong", "This code is not right, or it is no longer good.")
    const guest = this.guestOf(token) ?? this.guests[0]!
    guest.email = "ana.castelao@posteo.example"
    return { status: 200, json: { visitor: { ...shown(guest), proven: true }, token: guest.token } }
  }

  #entries(guest: Guest, query: URLSearchParams): Answer {
    const after = query.get("next") ?? query.get("after")
    const before = Number(query.get("before") ?? Infinity)
    const items = after === null ? guest.lines.filter((l) => l.seq < before).slice(-50) : guest.lines.filter((l) => l.seq > Number(after)).slice(0, 50)
    const left = after === null ? (items[0]?.seq ?? 1) > 1 : (items.at(-1)?.seq ?? guest.lines.length) < guest.lines.length
    const next = left ? String(after === null ? items[0]!.seq : items.at(-1)!.seq) : null
    return { status: 200, json: { items, next, seq: guest.lines.length, read: guest.read, seen: guest.seen } }
  }

  #hear(guest: Guest, body: Record<string, unknown>): Answer {
    const id = String(body["id"])
    const known = guest.lines.find((line) => line.id === id)
    if (known) return { status: 200, json: known }
    if (String(body["text"]).includes("REFUSE")) return problem(422, "invalid", "That is too long. Send it in parts.")
    const attachments = (body["attachments"] as string[]).map((fileId) => {
      const file = this.files.get(fileId)!
      return { id: fileId, name: file.name, content_type: file.type, size: file.data.length, url: "/files/" + fileId }
    })
    const line: Line = { id, at: Date.now(), from: "me", text: String(body["text"]), attachments, seq: guest.lines.length + 1 }
    return { status: 201, json: this.#add(guest, line) }
  }

  #introduce(guest: Guest, body: Record<string, unknown>): Answer {
    if (body["name"] !== undefined) guest.name = String(body["name"])
    if (body["email"] !== undefined) guest.email = String(body["email"])
    return { status: 200, json: shown(guest) }
  }

  #readBy(guest: Guest, seq: number): Answer {
    guest.seen = Math.max(guest.seen, seq)
    this.#tell(guest, { seen: guest.seen })
    return { status: 204 }
  }

  #keepFile(name: string, data: Uint8Array): Answer {
    if (data.length > (this.config.longest_file ?? 1e7)) return problem(413, "invalid", "This file is too big.")
    const id = "file" + (this.files.size + 1)
    const type = name.endsWith(".svg") ? "image/svg+xml" : /png|jpe?g/.test(name) ? "image/png" : "application/pdf"
    this.files.set(id, { name, type, data })
    this.uploads.push(id)
    return { status: 201, json: { id, name, content_type: type, size: data.length, url: "/files/" + id } }
  }

  #forget(guest: Guest): Answer {
    this.guests.splice(this.guests.indexOf(guest), 1)
    return { status: 204 }
  }

  #add(guest: Guest, line: Line): Line {
    guest.lines.push(line)
    this.#tell(guest, { entry: line })
    return line
  }

  #tell(guest: Guest, frame: Frame): void {
    for (const socket of [...guest.sockets]) {
      if (this.chance() < this.faults.breakSocket) socket.fail()
      else socket.hear(frame)
      if (this.chance() < this.faults.twice) socket.hear(frame)
    }
  }
}

const BUSY: Answer = { status: 429, headers: { "Retry-After": "1" }, json: { kind: "busy", detail: "One moment." } }

function problem(status: number, kind: string, detail: string): Answer {
  return { status, json: { status, kind, detail } }
}

function shown(guest: Guest) {
  return { id: guest.id, name: guest.name, email: guest.email }
}

function parsed(url: string, init: RequestInit, raw: Uint8Array | null): Request {
  const { pathname, searchParams } = new URL(url)
  const authorization = (init.headers as Record<string, string>)["Authorization"]
  const body = typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {}
  const path = pathname.replace(/^\/chat\/v1\/[^/]+/, "")
  return { method: init.method ?? "GET", path, query: searchParams, token: authorization?.replace("Visitor ", ""), body, raw }
}

function sleep(ms: number): Promise<void> {
  return ms < 1 ? Promise.resolve() : new Promise((done) => setTimeout(done, ms))
}

class ShopSocket implements Socket {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: (() => void) | null = null
  /** The far end went to sleep: nothing comes through, and nobody says so. */
  deaf = false
  #guest: Guest | undefined

  constructor(private readonly shop: Shop) {
    queueMicrotask(() => (shop.chance() < shop.faults.breakSocket ? this.fail() : this.onopen?.()))
  }

  send(text: string): void {
    if (this.deaf) return
    const { token, ping, typing, page } = JSON.parse(text) as { token?: string; ping?: number; typing?: string; page?: string }
    if (page !== undefined) this.shop.pages.push(page)
    if (typing !== undefined) this.shop.typed.push(typing)
    if (ping !== undefined) this.hear({ pong: ping })
    if (token === undefined) return
    this.#guest = this.shop.guestOf(token)
    if (!this.#guest) return this.hear({ gone: true })
    this.#guest.sockets.add(this)
    this.hear({ hello: true, seq: this.#guest.lines.length })
  }

  hear(frame: Frame): void {
    if (this.deaf) return
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(frame) }))
  }

  fail(): void {
    this.close()
    this.onclose?.()
  }

  close(): void {
    this.#guest?.sockets.delete(this)
  }
}
