import type { Keep } from "./keep"
import { BLANK, type TalkState } from "./lines"
import type { FileRef } from "./protocol"
import type { Talk } from "./talk"
import type * as Talking from "./talking"

type Loaded = typeof Talking

/**
 * Stands for the talk until there is one. What a talk needs (the line, the outbox, the list of words) is fetched with the
 * first key that is pressed, or at once where this browser already has a talk; whoever only looks never pays for it.
 */
export class Door {
  state: TalkState = BLANK
  loaded: Loaded | null = null
  talk: Talk | null = null
  #coming: Promise<Talk> | null = null
  readonly #listeners = new Set<() => void>()

  constructor(
    private readonly keep: Keep,
    private readonly make: (loaded: Loaded) => Talk,
  ) {}

  get known(): boolean {
    return !!this.keep.read().token
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  fetch(): Promise<Talk> {
    this.#coming ??= this.#load().catch((error: unknown) => {
      this.#coming = null
      throw error
    })
    return this.#coming
  }

  async #load(): Promise<Talk> {
    this.loaded = await import("./talking")
    const talk = this.make(this.loaded)
    talk.watch(() => this.#show(talk.state))
    this.talk = talk
    this.#show(talk.state)
    return talk
  }

  #show(state: TalkState): void {
    this.state = state
    for (const listener of this.#listeners) listener()
  }

  begin = async (): Promise<void> => (await this.fetch()).begin()
  resume = async (): Promise<void> => (await this.fetch()).resume()
  introduce = async (me: { name?: string; email?: string }): Promise<void> => (await this.fetch()).introduce(me)
  prove = async (code: string, email?: string): Promise<void> => (await this.fetch()).prove(code, email)
  askCode = async (email: string): Promise<void> => (await this.fetch()).askCode(email)
  identify = async (token: string): Promise<void> => (await this.fetch()).identify(token)
  forget = async (everywhere: boolean): Promise<void> => (await this.fetch()).forget(everywhere)
  upload = async (file: File, progress: (share: number) => void): Promise<FileRef> => (await this.fetch()).upload(file, progress)
}
