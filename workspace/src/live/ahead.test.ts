import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { askAhead, known, taken } from "./ahead"

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

it("shows what was asked ahead at once, and gives the answer on its way to whoever wants it first", async () => {
  const ask = vi.fn(() => Promise.resolve("ana"))
  askAhead("one", ask)
  askAhead("one", ask)
  expect(known("one")).toBeUndefined()
  await Promise.resolve()
  expect(known("one")).toBe("ana")
  expect(await taken("one", () => Promise.resolve("asked again"))).toBe("ana")
  expect(ask).toHaveBeenCalledTimes(1)
  expect(await taken("one", () => Promise.resolve("asked again"))).toBe("asked again")
})
it("shows what is old but asks again, and forgets it after a minute", async () => {
  askAhead("two", () => Promise.resolve("then"))
  await Promise.resolve()
  vi.advanceTimersByTime(6_000)
  expect(known("two")).toBe("then")
  expect(await taken("two", () => Promise.resolve("now"))).toBe("now")
  askAhead("three", () => Promise.resolve("then"))
  await Promise.resolve()
  vi.advanceTimersByTime(61_000)
  expect(known("three")).toBeUndefined()
})
it("keeps nothing of what failed", async () => {
  askAhead("four", () => Promise.reject(new Error("offline")))
  await Promise.resolve()
  await Promise.resolve()
  expect(known("four")).toBeUndefined()
  expect(await taken("four", () => Promise.resolve("now"))).toBe("now")
})
