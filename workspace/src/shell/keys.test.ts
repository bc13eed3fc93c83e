import { beforeEach, describe, expect, it } from "vitest"
import { commands, onKey, type Command } from "./keys"

const press = (key: string, more: KeyboardEventInit = {}, target: Element = document.body) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more })
  Object.defineProperty(event, "target", { value: target })
  onKey(event)
  return event
}
const command = (keys: string, run: () => void, more: Partial<Command> = {}): Command => ({ id: keys, label: keys, group: "keys.rooms", keys, run, ...more })

describe("a key", () => {
  let times = 0
  const run = () => void times++
  beforeEach(() => { times = 0; commands.set([]) })

  it("does its act", () => {
    commands.set([command("e", run)])
    expect(press("e").defaultPrevented).toBe(true)
    expect(times).toBe(1)
  })
  it("is a letter while somebody writes", () => {
    commands.set([command("e", run), command("mod+enter", run, { whileWriting: true })])
    const field = document.createElement("textarea")
    press("e", {}, field)
    expect(times).toBe(0)
    press("Enter", { ctrlKey: true }, field)
    expect(times).toBe(1)
  })
  it("may follow another", () => {
    commands.set([command("g i", run), command("i", () => { throw new Error("the second key alone") })])
    press("g")
    press("i")
    expect(times).toBe(1)
  })
  it("with shift is another key, a sign is itself", () => {
    commands.set([command("shift+t", run), command("?", run)])
    press("T", { shiftKey: true })
    press("?", { shiftKey: true })
    expect(times).toBe(2)
  })
  it("belongs to who offered it last", () => {
    commands.set([command("e", () => { throw new Error("an older offer") }), command("e", run)])
    press("e")
    expect(times).toBe(1)
  })
})
