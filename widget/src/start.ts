import type { Config } from "./protocol"

/** What the loader hands to the app, and the app back to it. */
export interface Start {
  root: ShadowRoot
  base: string
  key: string
  config: Config
  settings: Settings
  identity?: string | undefined
  launcher: HTMLButtonElement
  /** Show how many words wait, and whether the panel is open. */
  show(unread: number, open: boolean, label: string): void
}

export interface Settings {
  locale?: string | undefined
  theme?: string | undefined
  side?: string | undefined
  font?: string | undefined
  texts?: Record<string, string> | undefined
}

export interface Running {
  open(): void
  close(): void
  identify(token: string): void
  forget(): void
}
