import { describe, expect, it } from "vitest"
import { Keep, type Box } from "../src/keep"
import { unread } from "../src/lines"
import type { Line } from "../src/protocol"
import { Talk } from "../src/talk"
import type { World } from "../src/world"
import { seeded, Shop, type Faults } from "../testing/shop"

const SPEED = 200

class Drawer implements Box {
  readonly items = new Map<string, string>()
  getItem = (key: string) => this.items.get(key) ?? null
  setItem = (key: string, value: string) => void this.items.set(key, value)
  removeItem = (key: string) => void this.items.delete(key)
}

/** A browser: one drawer and one set of locks, any number of tabs. */
class Browser {
  readonly drawer = new Drawer()
  page = "https://shop.example/"
  #queues = new Map<string, Promise<unknown>>()

  constructor(readonly shop: Shop) {}

  tab(): Talk {
    const world: World = {
      fetch: this.shop.fetch,
      upload: () => Promise.reject(new Error("no files here")),
      socket: this.shop.socket,
      now: () => Date.now(),
      random: this.shop.chance,
      later: (work, ms) => {
        const id = setTimeout(work, ms / SPEED)
        return () => clearTimeout(id)
      },
      alone: (name, work) => this.#alone(name, work),
      watching: () => true,
    }
    const place = { base: "https://desk.example", key: "pub1", locale: "en", page: () => this.page, title: () => "The shop" }
    return new Talk(world, place, new Keep("pub1", this.drawer))
  }

  #alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(name) ?? Promise.resolve()).then(work, work)
    this.#queues.set(name, turn.catch(() => {}))
    return turn
  }
}

async function until(check: () => boolean, ms = 4000): Promise<void> {
  const end = Date.now() + ms
  while (!check()) {
    if (Date.now() > end) throw new Error("it did not come to pass: " + check.toString())
    await new Promise((done) => setTimeout(done, 4))
  }
}

const texts = (lines: Line[]) => lines.map((line) => line.text)

describe("a talk", () => {
  it("tells the desk which page they look at, without what stands behind the question mark, and only when it changes", async () => {
    const shop = new Shop()
    const browser = new Browser(shop)
    browser.page = "https://shop.example/orders/1042?key=secret"
    const tab = browser.tab()
    await tab.begin()
    await until(() => tab.state.link === "live")
    tab.nudge()
    browser.page = "https://shop.example/cart"
    tab.nudge()
    expect(shop.pages).toEqual(["https://shop.example/orders/1042", "https://shop.example/cart"])
  })

  it("keeps nothing before it begins", async () => {
    const browser = new Browser(new Shop())
    await browser.tab().resume()
    expect(browser.drawer.items.size).toBe(0)
    expect(browser.shop.requests).toBe(0)
  })

  it("goes both ways", async () => {
    const shop = new Shop()
    const tab = new Browser(shop).tab()
    await tab.begin()
    tab.send("hello")
    await until(() => tab.state.lines.length === 1 && tab.state.pending.length === 0)
    shop.says("good morning")
    await until(() => tab.state.lines.length === 2)
    expect(texts(tab.state.lines)).toEqual(["hello", "good morning"])
    expect(unread(tab.state)).toBe(1)
    tab.seen()
    expect(unread(tab.state)).toBe(0)
  })

  it("lets the desk see what is being written, the last of it for sure", async () => {
    const shop = new Shop()
    const tab = new Browser(shop).tab()
    await tab.begin()
    await until(() => tab.state.link === "live")
    for (const text of ["I", "I w", "I won", "I wonder"]) tab.typing(text)
    await until(() => shop.typed.at(-1) === "I wonder")
    expect(shop.typed).toEqual(["I", "I wonder"])
    tab.send("I wonder")
    expect(shop.typed.at(-1)).toBe("")
  })

  it("survives a reload with words still unsent", async () => {
    const shop = new Shop()
    const browser = new Browser(shop)
    const first = browser.tab()
    await first.begin()
    shop.faults.dropRequest = 1
    first.send("one")
    first.send("two")
    await until(() => first.state.pending.length === 2)
    const second = browser.tab()
    shop.faults.dropRequest = 0
    await second.resume()
    await until(() => second.state.pending.length === 0)
    expect(texts(shop.guests[0]!.lines)).toEqual(["one", "two"])
  })

  it("begins by the first word, also when the shop is away at first", async () => {
    const shop = new Shop()
    const tab = new Browser(shop).tab()
    shop.faults.dropRequest = 1
    tab.send("are you there?")
    await new Promise((done) => setTimeout(done, 30))
    shop.faults.dropRequest = 0
    await until(() => shop.guests.length === 1 && shop.guests[0]!.lines.length === 1)
  })

  it("is one talk in two tabs", async () => {
    const shop = new Shop()
    const browser = new Browser(shop)
    const [one, two] = [browser.tab(), browser.tab()]
    await Promise.all([one.begin(), two.begin()])
    one.send("from one")
    await until(() => one.state.lines.length === 1)
    two.send("from two")
    shop.says("to both")
    await until(() => one.state.lines.length === 3 && two.state.lines.length === 3)
    expect(shop.guests.length).toBe(1)
    expect(texts(one.state.lines)).toEqual(texts(two.state.lines))
  })

  it("says what was refused and goes on with the rest", async () => {
    const shop = new Shop()
    const tab = new Browser(shop).tab()
    await tab.begin()
    tab.send("REFUSE this")
    tab.send("and this is fine")
    await until(() => tab.state.lines.length === 1)
    await until(() => tab.state.pending[0]?.failed === "That is too long. Send it in parts.")
    tab.drop(tab.state.pending[0]!.id)
    expect(tab.state.pending).toEqual([])
  })

  it("asks again for what a broken line swallowed", async () => {
    const shop = new Shop()
    const tab = new Browser(shop).tab()
    await tab.begin()
    await until(() => tab.state.link === "live")
    shop.breakLines()
    shop.says("did you hear me?")
    await until(() => tab.state.lines.length === 1)
    expect(tab.state.link).toBe("live")
  })

  it("asks now and then where sockets do not get through", async () => {
    const shop = new Shop()
    shop.faults.breakSocket = 1
    const tab = new Browser(shop).tab()
    await tab.begin()
    await until(() => tab.state.link === "polling")
    shop.says("by the slow road")
    await until(() => tab.state.lines.length === 1)
  })

  it("starts anew when the desk no longer knows it, and loses no word", async () => {
    const shop = new Shop()
    const tab = new Browser(shop).tab()
    await tab.begin()
    shop.guests.length = 0
    tab.send("still me")
    await until(() => shop.guests.length === 1 && texts(shop.guests[0]!.lines)[0] === "still me")
    await until(() => tab.state.pending.length === 0)
  })

  it("waits as long as the shop asks when it wrote too much", async () => {
    const shop = new Shop()
    const tab = new Browser(shop).tab()
    await tab.begin()
    shop.faults.busy = 1
    tab.send("again and again")
    await until(() => tab.state.held > 0)
    shop.faults.busy = 0
    await until(() => tab.state.lines.length === 1)
    await until(() => tab.state.held === 0)
  })

  it("shows the whole talk once a code proved who she is", async () => {
    const shop = new Shop()
    const ana = new Browser(shop).tab()
    await ana.begin()
    ana.send("from the shop page")
    await until(() => ana.state.lines.length === 1)
    const phone = new Browser(shop).tab()
    await phone.prove("123456")
    await until(() => phone.state.lines.length === 1)
    expect(phone.state.visitor?.proven).toBe(true)
    await expect(phone.prove("000000")).rejects.toThrow("no longer good")
  })

  it("leaves no trace when forgotten", async () => {
    const browser = new Browser(new Shop())
    const tab = browser.tab()
    await tab.begin()
    await tab.forget(true)
    expect(browser.drawer.items.size).toBe(0)
    expect(browser.shop.guests.length).toBe(0)
  })

  it("works where the browser forbids storage", async () => {
    const shop = new Shop()
    const refusing: Box = { getItem: () => fail(), setItem: () => fail(), removeItem: () => fail() }
    const fail = (): never => {
      throw new DOMException("denied")
    }
    const keep = new Keep("pub1", refusing)
    keep.change((kept) => ({ ...kept, token: "t" }))
    expect(keep.read().token).toBe("t")
    keep.clear()
    expect(keep.read().token).toBeUndefined()
    expect(shop.requests).toBe(0)
  })
})

describe("on a bad line", () => {
  const bad: Faults = { dropRequest: 0.2, dropAnswer: 0.25, twice: 0.2, breakSocket: 0.2, busy: 0.1, delay: 3 }

  it.each(Array.from({ length: 12 }, (_, seed) => seed))("nothing is lost, nothing twice, order kept (%i)", async (seed) => {
    const shop = new Shop(seeded(seed))
    const browser = new Browser(shop)
    const tabs = [browser.tab(), browser.tab()]
    shop.faults = { ...bad, dropRequest: 0, dropAnswer: 0, busy: 0, twice: 0 }
    await tabs[0]!.begin()
    shop.faults = bad
    await tabs[1]!.resume().catch(() => {})
    const mine: string[] = []
    for (let i = 0; i < 20; i++) {
      const text = `word ${i}`
      mine.push(text)
      tabs[0]!.send(text)
      if (i % 4 === 0) shop.says(`answer ${i}`)
      if (i === 9) tabs[0] = browser.tab()
      if (i === 9) void tabs[0]!.resume().catch(() => {})
      await new Promise((done) => setTimeout(done, 2))
    }
    await until(() => shop.guests[0]!.lines.length === 25, 15_000)
    shop.faults = { ...bad, dropRequest: 0, dropAnswer: 0, twice: 0, breakSocket: 0, busy: 0 }
    for (const tab of tabs) tab.nudge()
    await until(() => tabs.every((tab) => tab.state.lines.length === 25 && tab.state.pending.length === 0), 8000)
    const kept = shop.guests[0]!.lines.filter((line) => line.from === "me")
    expect(texts(kept)).toEqual(mine)
    for (const tab of tabs) expect(texts(tab.state.lines)).toEqual(texts(shop.guests[0]!.lines))
    for (const tab of tabs) await tab.forget(false)
  }, 30_000)
})

describe("a laptop that slept", () => {
  it("keeps a line that still stands, and makes a new one where it does not", async () => {
    const shop = new Shop()
    const tab = new Browser(shop).tab()
    await tab.begin()
    await until(() => tab.state.link === "live")
    const sockets = () => [...shop.guests[0]!.sockets]
    const [first] = sockets()
    tab.nudge()
    await new Promise((done) => setTimeout(done, 120))
    expect(sockets()).toEqual([first])
    first!.deaf = true
    tab.nudge()
    await until(() => sockets().length > 0 && !sockets().includes(first!))
  })
})
