import type { Keep } from "./keep"
import type { Line, Pending } from "./protocol"
import { LineDead, Refused } from "./wire"
import { pause, type World } from "./world"

/**
 * What was written and has not been acknowledged. It is kept in the browser before the first try, sent one by one in the
 * order it was written, and stays until the desk has answered: nothing lost, nothing twice (the desk knows each id), order kept.
 */
export class Outbox {
  #busy = false
  #more = false
  #tries = 0
  #stop = () => {}

  constructor(
    private readonly world: World,
    private readonly keep: Keep,
    private readonly deliver: (item: Pending) => Promise<Line>,
    private readonly told: { changed(items: Pending[]): void; sent(line: Line): void; held(until: number): void },
  ) {}

  items(): Pending[] {
    return this.keep.read().outbox ?? []
  }

  put(item: Pending): void {
    this.#write((items) => [...items, item])
    void this.flush()
  }

  drop(id: string): void {
    this.#write((items) => items.filter((item) => item.id !== id))
  }

  retry(id: string): void {
    this.#write((items) => items.map(({ failed: _, ...item }) => (item.id === id ? item : _ ? { ...item, failed: _ } : item)))
    void this.flush()
  }

  async flush(): Promise<void> {
    this.#more = true
    if (this.#busy) return
    this.#busy = true
    this.#stop()
    try {
      while (this.#more) {
        this.#more = false
        await this.world.alone(this.keep.name + ":outbox", () => this.#empty())
      }
    } finally {
      this.#busy = false
    }
  }

  async #empty(): Promise<void> {
    for (let item = this.#first(); item; item = this.#first()) {
      try {
        const line = await this.deliver(item)
        this.#tries = 0
        this.told.sent(line)
        this.drop(item.id)
        this.told.held(0)
      } catch (error) {
        if (!this.#settle(item, error)) return
      }
    }
  }

  /** Whether to go on with the next one: a refusal concerns one message, a dead line all of them. */
  #settle(item: Pending, error: unknown): boolean {
    if (error instanceof Refused && !error.passing) {
      this.#write((items) => items.map((other) => (other.id === item.id ? { ...other, failed: error.message } : other)))
      return true
    }
    if (!(error instanceof Refused) && !(error instanceof LineDead)) console.error(error)
    const wait = Math.max(error instanceof Refused ? error.wait : 0, pause(this.#tries++, this.world.random()))
    if (error instanceof Refused && error.status === 429) this.told.held(this.world.now() + wait)
    this.#stop = this.world.later(() => void this.flush(), wait)
    return false
  }

  #first(): Pending | undefined {
    return this.items().find((item) => !item.failed)
  }

  #write(update: (items: Pending[]) => Pending[]): void {
    const kept = this.keep.change((old) => ({ ...old, outbox: update(old.outbox ?? []) }))
    this.told.changed(kept.outbox ?? [])
  }
}
