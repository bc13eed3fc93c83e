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
  beforeEach(() => { times = 0; commands.set([]); press("Escape") })

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
  it("that began a sequence takes the next letter along, whatever it is alone", () => {
    const never = () => { throw new Error("the second key alone") }
    commands.set([command("o", run, { otherwise: (letter) => (letter === "e" ? "sent" : undefined) }), command("o r", run), command("e", never), command("x", never), command("mod+k", run)])
    press("o")
    expect(press("e").defaultPrevented).toBe(true)
    press("o")
    press("x")
    expect(times).toBe(2)
    press("o")
    press("Shift", { shiftKey: true })
    press("r")
    expect(times).toBe(4)
    press("o")
    press("k", { ctrlKey: true })
    expect(times).toBe(6)
  })
  it("held down begins a sequence once", () => {
    commands.set([command("o", run), command("o o", () => { throw new Error("nobody pressed it twice") })])
    press("o")
    press("o", { repeat: true })
    expect(times).toBe(1)
  })
  it("is for all that are chosen before it is for the one that is open", () => {
    commands.set([command("e", run, { first: true }), command("e", () => { throw new Error("the open one alone") })])
    press("e")
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
