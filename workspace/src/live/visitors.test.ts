import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { desk } from "./desk"
import { nobodyYet, pageName, seen, withVisitor, type VisitorWhisper } from "./visitors"

const told = (here: boolean, more: Partial<VisitorWhisper> = {}): VisitorWhisper =>
  ({ whisper: "visitor", person_id: "ana", inbox_id: "chat", here, page: here ? "https://shop.example/orders/1042" : null, title: null, ...more })

describe("who sits in the chat", () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { nobodyYet(); vi.useRealTimers() })

  it("comes, walks to another page without leaving, and leaves", () => {
    seen(told(true))
    seen(told(false))
    vi.advanceTimersByTime(1_000)
    seen(told(true, { title: "Your cart" }))
    vi.advanceTimersByTime(10_000)
    expect(desk.read().visitors).toEqual({ ana: { "chat ana": { page: "https://shop.example/orders/1042", title: "Your cart" } } })
    seen(told(false))
    expect(desk.read().visitors).toHaveProperty("ana")
    vi.advanceTimersByTime(10_000)
    expect(desk.read().visitors).toEqual({})
  })
  it("stays in one shop's chat when they leave the other's", () => {
    const both = withVisitor(withVisitor({}, told(true)), told(true, { inbox_id: "other" }))
    expect(withVisitor(both, told(false))).toEqual({ ana: { "other ana": { page: "https://shop.example/orders/1042", title: null } } })
  })
})

it("calls a page by its title, else by its path", () => {
  expect(pageName({ page: "https://shop.example/orders/1042", title: "Order 1042" })).toBe("Order 1042")
  expect(pageName({ page: "https://shop.example/m%C3%BCtzen", title: null })).toBe("/mützen")
  expect(pageName({ page: "https://shop.example/", title: null })).toBe("")
  expect(pageName({ page: "nonsense", title: null })).toBe("")
})
