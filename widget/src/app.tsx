import { render } from "preact"
import { palette } from "./colours"
import { addFont, FAMILY } from "./font"
import { Keep, type Box } from "./keep"
import { unread } from "./lines"
import type { Line } from "./protocol"
import type { Running, Start } from "./start"
import { Door } from "./door"
import { direction, fill, texts } from "./texts"
import { type Room, RoomContext } from "./view/context"
import { Panel } from "./view/Panel"
import css from "./view/widget.css?inline"

const NARROW = "(max-width: 640px), (max-height: 480px)"

export async function start(given: Start): Promise<Running> {
  const { config, settings } = given
  const locale = settings.locale || document.documentElement.lang || navigator.language || config.brand.locale
  const catalogue = await texts(locale, { ...config.texts, ...settings.texts })
  const keep = new Keep(given.key, storage("localStorage"))
  const page = () => location.href.split("#")[0]!
  const place = { base: given.base, key: given.key, locale, page, title: () => document.title }
  const talk = new Door(keep, ({ Talk, browserWorld, css }) => {
    dress(given.root, css)
    return new Talk(browserWorld(), place, keep)
  })
  return new App(given, locale, catalogue, keep, talk).begin()
}

/** Constructed style sheets need no `unsafe-inline` in the shop's policy. */
function dress(root: ShadowRoot, text: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  root.adoptedStyleSheets.push(sheet)
}

function storage(kind: "localStorage" | "sessionStorage"): Box | null {
  try {
    return window[kind]
  } catch {
    return null
  }
}

class App implements Running {
  readonly #mount = document.createElement("div")
  readonly #narrow = matchMedia(NARROW)
  readonly #tab = storage("sessionStorage")
  #isOpen = false
  #resumed = false
  #identity: string | undefined
  #peek: Line | null = null
  #news = ""
  #notice: string | null = null

  constructor(
    private readonly given: Start,
    private readonly locale: string,
    private readonly texts: Room["texts"],
    private readonly keep: Keep,
    private readonly talk: Door,
  ) {}

  async begin(): Promise<Running> {
    this.#identity = this.given.identity
    this.#dress()
    this.talk.watch(() => this.#changed())
    addEventListener("online", () => this.#nudge())
    addEventListener("pageshow", (event) => event.persisted && this.#nudge())
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#nudge())
    addEventListener("storage", (event) => event.key === this.keep.name && this.#elsewhere())
    this.#narrow.addEventListener("change", () => this.#draw())
    visualViewport?.addEventListener("resize", () => this.#fit())
    visualViewport?.addEventListener("scroll", () => this.#fit())
    if (this.talk.known) this.#nudge()
    if (this.talk.known && this.#tab?.getItem(this.keep.name)) this.open()
    void this.#proofInAddress()
    this.#showUnread()
    return this
  }

  open = (): void => {
    if (this.#isOpen) return
    this.#isOpen = true
    this.#peek = null
    addFont()
    this.#remember()
    if (this.#narrow.matches) document.documentElement.style.overflow = "hidden"
    this.#fit()
    this.#draw()
    this.#showUnread()
    if (this.#identity) void this.identify(this.#identity, true)
  }

  close = (): void => {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#remember()
    document.documentElement.style.overflow = ""
    this.#draw()
    this.#showUnread()
    this.given.launcher.focus({ preventScroll: true })
  }

  /** Who is signed in at the shop. Taken note of only, until there is a talk or the panel is opened. */
  identify = (token: string, begin = false): void => {
    this.#identity = token
    if (!begin && !this.#isOpen && !this.talk.known) return
    const enter = async () => {
      await this.talk.identify(token)
      await this.talk.begin()
    }
    enter().catch((error: unknown) => console.warn("shopkeeper: identify:", error))
  }

  forget = (): void => {
    this.#identity = undefined
    this.close()
    this.#tab?.removeItem(this.keep.name)
    void this.talk.forget(false)
  }

  // --- inside ---

  #changed(): void {
    if (this.talk.talk) this.talk.talk.onnews = (line) => this.#hear(line)
    this.#showUnread()
  }

  /** The network is back or the page is looked at again; the first time, the talk of this browser is taken up. */
  #nudge(): void {
    if (!this.talk.known) return
    if (this.#resumed) return this.talk.talk?.nudge()
    this.#resumed = true
    const identify = async () => this.#identity && (await this.talk.identify(this.#identity))
    identify()
      .then(() => this.talk.resume())
      .catch(() => (this.#resumed = !!this.talk.talk))
  }

  #elsewhere(): void {
    if (this.talk.talk) this.talk.talk.elsewhere()
    else this.#nudge()
  }

  #dress(): void {
    const { settings, config, root } = this.given
    dress(root, css)
    const style = this.#mount.style
    for (const [name, value] of Object.entries(palette(config.brand.colour))) style.setProperty(name, value)
    style.setProperty("--font", settings.font === "page" ? "inherit" : FAMILY)
    this.#mount.dir = direction(this.locale)
    this.#mount.lang = this.locale
    root.append(this.#mount)
  }

  /** Whether it stays open on the next page: kept for this tab only, and only once there is a talk. */
  #remember(): void {
    try {
      if (this.#isOpen && this.talk.known) this.#tab?.setItem(this.keep.name, "open")
      else this.#tab?.removeItem(this.keep.name)
    } catch {
      // It opens closed on the next page.
    }
  }

  async #proofInAddress(): Promise<void> {
    const code = /[#&]sk=([\w.~-]+)/.exec(location.hash)?.[1]
    if (!code) return
    const rest = location.hash.replace(/[#&]sk=[\w.~-]+/, "").replace(/^&/, "#")
    history.replaceState(history.state, "", location.pathname + location.search + rest)
    this.open()
    try {
      await this.talk.prove(code)
      this.#notice = this.texts.welcome_back
    } catch (error) {
      this.#notice = error instanceof Error && "status" in error ? this.texts.code_failed : this.texts.broken
    }
    this.#draw()
  }

  #hear(line: Line): void {
    const looking = this.#isOpen && document.visibilityState === "visible"
    if (!this.keep.read().quiet && !(looking && document.hasFocus())) this.talk.loaded?.bell()
    this.#news = fill(this.texts.says, { name: line.name || this.texts.shop, text: line.text })
    if (!this.#isOpen) this.#peek = line
    this.#draw()
  }

  #showUnread(): void {
    const n = unread(this.talk.state)
    if (n === 0 && this.#peek) {
      this.#peek = null
      this.#draw()
    }
    if (this.#isOpen) this.#remember()
    this.given.show(n, this.#isOpen, n ? fill(this.texts.open_unread, { n }) : this.texts.open)
  }

  /** A phone's keyboard covers the page without telling it: keep the panel in what is left. */
  #fit(): void {
    const view = visualViewport
    if (!view || !this.#narrow.matches) return
    const under = Math.max(0, innerHeight - view.height - view.offsetTop)
    this.#mount.style.setProperty("--high", view.height + "px")
    this.#mount.style.setProperty("--under", under + "px")
    this.#mount.classList.toggle("keys", view.height < innerHeight - 120)
  }

  #draw(): void {
    const phone = this.#narrow.matches
    const { config, settings } = this.given
    this.#mount.className = ["room", phone && "phone", settings.side === "left" && "left"].filter(Boolean).join(" ")
    this.#fit()
    const room: Room = { talk: this.talk, keep: this.keep, config, texts: this.texts, locale: this.locale, base: this.given.base, close: this.close, chime: () => void this.talk.fetch().then(() => this.talk.loaded?.bell()) }
    const Peek = this.talk.loaded?.Peek
    render(
      <RoomContext.Provider value={room}>
        {this.#isOpen && <Panel phone={phone} notice={this.#notice} news={this.#news} />}
        {!this.#isOpen && this.#peek && Peek && <Peek line={this.#peek} open={this.open} away={() => ((this.#peek = null), this.#draw())} />}
      </RoomContext.Provider>,
      this.#mount,
    )
  }
}
