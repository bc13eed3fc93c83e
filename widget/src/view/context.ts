import { createContext } from "preact"
import { useContext, useEffect, useState } from "preact/hooks"
import type { TalkState } from "../lines"
import type { Config } from "../protocol"
import type { Keep } from "../keep"
import type { Door } from "../door"
import { fill, type Texts } from "../texts"

export interface Room {
  talk: Door
  keep: Keep
  config: Config
  texts: Texts
  locale: string
  base: string
  close(): void
  chime(): void
}

export const RoomContext = createContext<Room>(null as unknown as Room)

export function useRoom(): Room & { t(name: keyof Texts, values?: Record<string, string | number>): string } {
  const room = useContext(RoomContext)
  return { ...room, t: (name, values = {}) => fill(room.texts[name], values) }
}

export function useTalk(talk: Door): TalkState {
  const [, tick] = useState(0)
  useEffect(() => {
    tick((n) => n + 1)
    return talk.watch(() => tick((n) => n + 1))
  }, [talk])
  return talk.state
}
