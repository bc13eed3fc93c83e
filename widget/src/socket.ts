import type { Link } from "./lines"
import type { Frame } from "./protocol"
import { pause, type Socket, type World } from "./world"

const SILENCE = 60_000
const GREETING = 10_000

/** The live line: opens, says who we are, and opens again when it breaks, also when a sleeping laptop broke it without a word. */
export class LiveLine {
  #socket: Socket | null = null
  #tries = 0
  #told = ""
  #wanted = false
  #stopRetry = () => {}
  #stopWatch = () => {}

  constructor(
    private readonly world: World,
    private readonly url: () => string,
    private readonly token: () => string | undefined,
    private readonly where: () => object,
    private readonly heard: (frame: Frame) => void,
    private readonly changed: (link: Link) => void,
  ) {}

  open(): void {
    this.#wanted = true
    if (!this.#socket) this.#connect()
  }

  /** The network is back or the page was woken: do not sit out the pause, and do not trust an old line. */
  nudge(): void {
    if (!this.#wanted) return
    this.#tries = 0
    if (!this.#socket) this.#connect()
    else this.#watch(GREETING)
    this.say({ ping: this.world.now(), ...this.#moved() })
  }

  close(): void {
    this.#wanted = false
    this.#drop()
    this.changed("idle")
  }

  say(frame: object): void {
    try {
      this.#socket?.send(JSON.stringify(frame))
    } catch {
      // Whispers may be lost; what matters goes through the outbox.
    }
  }

  #connect(): void {
    this.#stopRetry()
    const token = this.token()
    if (!token) return
    this.changed(this.#tries > 2 ? "polling" : this.#tries ? "lost" : "connecting")
    let socket: Socket
    try {
      socket = this.world.socket(this.url())
    } catch {
      return this.#again()
    }
    this.#socket = socket
    socket.onopen = () => socket.send(JSON.stringify({ token, ...this.#moved("") }))
    socket.onmessage = ({ data }) => this.#hear(socket, data)
    socket.onclose = () => socket === this.#socket && this.#again()
    this.#watch(GREETING)
  }

  #hear(socket: Socket, data: string): void {
    if (socket !== this.#socket) return
    const frame = JSON.parse(data) as Frame
    this.#watch(SILENCE)
    if (frame.ping !== undefined) return this.say({ pong: frame.ping, ...this.#moved() })
    if (frame.hello) {
      this.#tries = 0
      this.changed("live")
    }
    this.heard(frame)
  }

  /** Where they are, when that is news to the desk: some shops change pages without loading them. */
  #moved(told = this.#told): object {
    const where = this.where()
    this.#told = JSON.stringify(where)
    return this.#told === told ? {} : where
  }

  #watch(ms: number): void {
    this.#stopWatch()
    this.#stopWatch = this.world.later(() => this.#again(), ms)
  }

  #again(): void {
    this.#drop()
    if (!this.#wanted) return
    this.#tries++
    this.changed(this.#tries > 2 ? "polling" : "lost")
    this.#stopRetry = this.world.later(() => this.#connect(), pause(this.#tries - 1, this.world.random()))
  }

  #drop(): void {
    this.#stopWatch()
    this.#stopRetry()
    const socket = this.#socket
    this.#socket = null
    if (!socket) return
    socket.onclose = socket.onmessage = socket.onopen = null
    try {
      socket.close()
    } catch {
      // It was never open.
    }
  }
}
