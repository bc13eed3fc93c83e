import type { Pending, Visitor } from "./protocol"

/** What this browser keeps between pages. Nothing is kept before the chat was opened. */
export interface Kept {
  token?: string
  visitor?: Visitor
  outbox?: Pending[]
  draft?: string
  quiet?: boolean
  asked?: boolean
}

export interface Box {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

export class Keep {
  #memory: string | null = null
  readonly name: string

  constructor(
    key: string,
    private readonly box: Box | null,
  ) {
    this.name = "shopkeeper:" + key
  }

  read(): Kept {
    try {
      return JSON.parse(this.#raw() ?? "{}") as Kept
    } catch {
      return {}
    }
  }

  /** Another tab may have written since, so every change is read, changed and written in one go. */
  change(update: (kept: Kept) => Kept): Kept {
    const kept = update(this.read())
    const text = JSON.stringify(kept)
    this.#memory = text
    try {
      this.box?.setItem(this.name, text)
    } catch {
      // A full or forbidden storage must not stop the talk: it then lasts as long as the page.
    }
    return kept
  }

  clear(): void {
    this.#memory = null
    try {
      this.box?.removeItem(this.name)
    } catch {
      // As above.
    }
  }

  #raw(): string | null {
    try {
      return this.box?.getItem(this.name) ?? this.#memory
    } catch {
      return this.#memory
    }
  }
}
