import { newId } from "./ids"
import type { Keep } from "./keep"
import { BLANK, newest, reduce, type Event, type TalkState } from "./lines"
import { Outbox } from "./outbox"
import type { FileRef, Frame, Line, Page, Pending, Visitor } from "./protocol"
import { LiveLine } from "./socket"
import { ask, LineDead, Refused, type Ask } from "./wire"
import { pause, type World } from "./world"

const POLL = 8_000
const TYPING_FADES = 7_000
const TYPING_EVERY = 800

export interface Place {
  base: string
  key: string
  locale: string
  page(): string
  title(): string
}

/** One customer's talk with the shop, as this browser has it. The panel looks at `state` and calls the verbs. */
export class Talk {
  state: TalkState = BLANK
  /** A line from the shop that was not there before, for the bell and the screen reader. */
  onnews: (line: Line) => void = () => {}
  readonly #listeners = new Set<() => void>()
  readonly #outbox: Outbox
  readonly #live: LiveLine
  #identity: string | undefined
  #catching: Promise<void> | null = null
  #again = false
  #holes = false
  #stopPoll = () => {}
  #stopTyping = () => {}
  #stopTelling = () => {}
  #typedAt = 0

  constructor(
    private readonly world: World,
    private readonly place: Place,
    private readonly keep: Keep,
  ) {
    this.#outbox = new Outbox(world, keep, (item) => this.#deliver(item), {
      changed: (pending) => this.#take({ kind: "pending", pending }),
      sent: (line) => this.#hear(line, false),
      held: (until) => this.#take({ kind: "held", until }),
    })
    this.#live = new LiveLine(
      world,
      () => this.#url("/live").replace(/^http/, "ws"),
      () => keep.read().token,
      () => ({ page: place.page().split("?")[0], title: place.title() }),
      (frame) => this.#frame(frame),
      (link) => this.#link(link),
    )
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get known(): boolean {
    return !!this.keep.read().token
  }

  /** Take up the talk this browser already has, if any. */
  async resume(): Promise<void> {
    const kept = this.keep.read()
    this.#take({ kind: "pending", pending: kept.outbox ?? [] })
    this.#take({ kind: "visitor", visitor: kept.visitor ?? null })
    if (!kept.token) return
    this.#live.open()
    void this.#outbox.flush()
    await this.#catchUp()
  }

  /** Begin to be someone: the first thing that keeps anything in this browser. */
  async begin(): Promise<void> {
    await this.world.alone(this.keep.name + ":session", async () => {
      if (!this.known) await this.#enter({ identity_token: this.#identity })
    })
    this.#live.open()
    if (!this.state.ready) await this.#catchUp()
  }

  send(text: string, attachments: FileRef[] = []): void {
    this.#outbox.put({ id: newId(this.world.now()), text, attachments, at: this.world.now() })
    this.typing("")
    this.#typedAt = 0
    if (!this.known) void this.begin().catch(() => {})
  }

  retry(id: string): void {
    this.#outbox.retry(id)
  }

  drop(id: string): void {
    this.#outbox.drop(id)
  }

  /** The desk sees what is being written: at once, then every so often, and the last of it for sure. */
  typing(text: string): void {
    this.#stopTelling()
    const left = this.#typedAt + TYPING_EVERY - this.world.now()
    const tell = () => {
      this.#typedAt = this.world.now()
      this.#live.say({ typing: text.slice(0, 500) })
    }
    if (left <= 0 || !text) tell()
    else this.#stopTelling = this.world.later(tell, left)
  }

  seen(): void {
    const seq = newest(this.state)
    if (seq <= this.state.seen || !this.known) return
    this.#take({ kind: "seen", seq })
    this.#call("/read", { method: "PUT", json: { seq } }).catch(() => {})
  }

  async introduce(me: { name?: string; email?: string }): Promise<void> {
    await this.begin()
    this.#visitor(await this.#call<Visitor>("/me", { method: "PUT", json: me }))
  }

  /** `progress` hears the share that is sent, 0 to 1. */
  async upload(file: File, progress: (share: number) => void): Promise<FileRef> {
    await this.begin()
    return this.world.upload<FileRef>(this.#url("/attachments?name=" + encodeURIComponent(file.name)), file, this.keep.read().token!, progress)
  }

  async older(): Promise<void> {
    if (!this.state.older) return
    const page = await this.#call<Page>("/entries?before=" + encodeURIComponent(this.state.older))
    this.#take({ kind: "page", items: page.items, older: page.next })
  }

  /** A mail with a code of six figures, for those who want to see their earlier talks here. */
  async askCode(email: string): Promise<void> {
    await this.begin()
    await this.#call("/codes", { method: "POST", json: { email } })
  }

  /** A code from a link in our mail, or one of six figures sent to `email`. */
  async prove(code: string, email?: string): Promise<void> {
    await this.world.alone(this.keep.name + ":session", () => this.#enter(email ? { code, email } : { code }, "/proofs"))
    await this.#afresh()
  }

  /** The shop vouches for who is signed in. Kept in memory only until the chat is opened. */
  async identify(token: string): Promise<void> {
    this.#identity = token
    if (!this.known) return
    await this.world.alone(this.keep.name + ":session", () => this.#enter({ identity_token: token }))
    await this.#afresh()
  }

  async forget(everywhere: boolean): Promise<void> {
    if (everywhere && this.known) await this.#call("/visitors/me", { method: "DELETE" })
    this.#identity = undefined
    this.#live.close()
    this.keep.clear()
    this.state = BLANK
    this.#take({ kind: "fresh" })
  }

  /** The network is back, or the page was looked at again. */
  nudge(): void {
    if (!this.known) return
    this.#live.nudge()
    void this.#outbox.flush()
    void this.#catchUp().catch(() => {})
  }

  /** Another tab changed what is kept: its new words show here, and so does its leaving. */
  elsewhere(): void {
    const kept = this.keep.read()
    if (!kept.token) {
      if (this.state.ready) void this.forget(false)
      return
    }
    this.#take({ kind: "pending", pending: kept.outbox ?? [] })
    if (kept.visitor?.id !== this.state.visitor?.id) void this.#afresh()
    else this.#take({ kind: "visitor", visitor: kept.visitor ?? null })
  }

  // --- inside ---

  #take(event: Event): void {
    this.state = reduce(this.state, event)
    for (const listener of this.#listeners) listener()
  }

  #url(path: string): string {
    return `${this.place.base}/chat/v1/${this.place.key}${path}`
  }

  async #call<T = void>(path: string, request: Ask = {}): Promise<T> {
    const token = this.keep.read().token
    try {
      return await ask<T>(this.world.fetch, this.#url(path), { ...request, token })
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.#lostSession(token)
      throw error
    }
  }

  /** The desk no longer knows us (forgotten, expired). What was not sent yet begins a new talk. */
  #lostSession(token: string | undefined): void {
    if (!token || this.keep.read().token !== token) return
    this.keep.change(({ token: _t, visitor: _v, ...rest }) => rest)
    this.#live.close()
    this.#take({ kind: "fresh" })
  }

  async #enter(proof: { identity_token?: string | undefined; code?: string; email?: string }, path = "/visitors"): Promise<void> {
    const json = { ...proof, locale: this.place.locale, page: this.place.page() }
    const { visitor, token } = await this.#call<{ visitor: Visitor; token: string | null }>(path, { method: "POST", json })
    if (token) this.keep.change((kept) => ({ ...kept, token }))
    this.#visitor(visitor)
  }

  #visitor(visitor: Visitor): void {
    this.keep.change((kept) => ({ ...kept, visitor }))
    this.#take({ kind: "visitor", visitor })
  }

  async #afresh(): Promise<void> {
    this.#live.close()
    this.#take({ kind: "fresh" })
    this.#take({ kind: "visitor", visitor: this.keep.read().visitor ?? null })
    this.#live.open()
    await this.#catchUp()
  }

  async #deliver({ id, text, attachments }: Pending): Promise<Line> {
    if (!this.known) await this.begin()
    const json = { id, text, attachments: attachments.map((file) => file.id), page: this.place.page() }
    try {
      return await this.#call<Line>("/messages", { method: "POST", json })
    } catch (error) {
      if (error instanceof Refused && error.status === 401) throw new LineDead("the session is gone, a new one begins")
      throw error
    }
  }

  #frame(frame: Frame): void {
    if (frame.hello && (frame.seq ?? 0) > this.state.seq) this.#fillUp()
    else if (frame.hello) this.#holes = false
    if (frame.reset) void this.#afresh()
    if (frame.visitor) this.#visitor(frame.visitor)
    if (frame.gone) this.#lostSession(this.keep.read().token)
    if (frame.entry) this.#hear(frame.entry, this.state.ready && !this.#catching && !this.#holes)
    if (frame.typing) this.#showTyping(frame.typing.name)
    if (frame.read !== undefined) this.#take({ kind: "shop_read", seq: frame.read })
    if (frame.seen !== undefined) this.#take({ kind: "seen", seq: frame.seen })
    if (frame.presence) this.#take({ kind: "presence", open: frame.presence.open })
  }

  #hear(line: Line, whole: boolean): void {
    const fresh = !this.state.lines.some(({ id }) => id === line.id)
    this.#take({ kind: "entry", line, whole })
    if (fresh && line.from === "shop") this.onnews(line)
  }

  /** Something was missed. Until it is here, no line that comes may make us believe we have everything. */
  #fillUp(): void {
    this.#holes = true
    this.#catchUp().then(
      () => (this.#holes = false),
      () => {},
    )
  }

  #showTyping(name: string | null): void {
    this.#stopTyping()
    this.#take({ kind: "typing", name: name === null ? null : name || " " })
    this.#stopTyping = this.world.later(() => this.#take({ kind: "typing", name: null }), TYPING_FADES)
  }

  #link(link: TalkState["link"]): void {
    this.#take({ kind: "link", link })
    if (link !== "live") this.#holes = true
    this.#stopPoll()
    if (link === "polling" && this.world.watching()) {
      this.#stopPoll = this.world.later(() => void this.#poll(), POLL)
    }
  }

  /** Where sockets do not get through, asking now and then does. */
  async #poll(): Promise<void> {
    await this.#catchUp().catch(() => {})
    if (this.state.link === "polling") this.#link("polling")
  }

  /** One at a time; asked for again while it runs, it runs once more. */
  #catchUp(): Promise<void> {
    this.#again = true
    this.#catching ??= this.#fetchAll().finally(() => (this.#catching = null))
    return this.#catching
  }

  async #fetchAll(): Promise<void> {
    for (let tries = 0; this.#again; ) {
      this.#again = false
      try {
        await this.#fetchPage()
      } catch (error) {
        const passing = error instanceof LineDead || (error instanceof Refused && error.passing)
        if (!passing || ++tries > 4) throw error
        await new Promise<void>((done) => this.world.later(done, pause(tries, this.world.random())))
        this.#again = true
      }
    }
  }

  async #fetchPage(): Promise<void> {
    const { ready, seq } = this.state
    let path = ready ? "/entries?after=" + seq : "/entries"
    for (let next: string | null = ""; next !== null; path = "/entries?next=" + next) {
      const page: Page = await this.#call<Page>(path)
      const had = new Set(this.state.lines.map(({ id }) => id))
      next = ready ? page.next : null
      this.#take({
        kind: "page",
        items: page.items,
        seq: next === null ? page.seq : seq,
        ...(ready ? {} : { older: page.next }),
        ...(page.read === undefined ? {} : { read: page.read }),
        ...(page.seen === undefined ? {} : { seen: page.seen }),
      })
      if (ready) for (const line of page.items) if (line.from === "shop" && !had.has(line.id)) this.onnews(line)
    }
  }
}
