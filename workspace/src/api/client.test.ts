import { afterEach, describe, expect, it, vi } from "vitest"
import { allowed } from "../shell/trusted"
import { api, proving } from "./client"

const PROVE_AGAIN = { kind: "prove_again", status: 403, detail: "Enter your password once more." }

/** A server that gives these answers, one after the other. */
function answers(...given: [number, unknown][]) {
  const asked: string[] = []
  vi.stubGlobal("fetch", (address: string, init: RequestInit) => {
    asked.push(`${init.method} ${address}`)
    const [status, body] = given[asked.length - 1] ?? [500, {}]
    return Promise.resolve(new Response(JSON.stringify(body), { status }))
  })
  return asked
}

afterEach(() => {
  vi.unstubAllGlobals()
  proving.ask = () => Promise.resolve(false)
})

describe("the password once more", () => {
  it("is asked for, and then the same is done again", async () => {
    const asked = answers([403, PROVE_AGAIN], [201, { secret: "s" }])
    proving.ask = () => Promise.resolve(true)
    expect(await api.post("/me/tokens", { name: "x" })).toEqual({ secret: "s" })
    expect(asked).toEqual(["POST /api/v1/me/tokens", "POST /api/v1/me/tokens"])
  })

  it("is asked for once: a second refusal is shown", async () => {
    const asked = answers([403, PROVE_AGAIN], [403, PROVE_AGAIN], [201, {}])
    proving.ask = () => Promise.resolve(true)
    await expect(api.post("/me/tokens", {})).rejects.toMatchObject({ kind: "prove_again" })
    expect(asked).toHaveLength(2)
  })

  it("may be declined", async () => {
    const asked = answers([403, PROVE_AGAIN])
    await expect(api.delete("/me/totp")).rejects.toMatchObject({ kind: "prove_again", status: 403 })
    expect(asked).toHaveLength(1)
  })
})

describe("what may be written into the page as text", () => {
  it("is style rules and no markup", () => {
    const markup = "<img src=x onerror=alert(1)>"
    expect(allowed(":root{--a:1px}", "TrustedHTML", "Element innerHTML")).toBe(":root{--a:1px}")
    expect(allowed(markup, "TrustedHTML", "Element innerHTML")).toBeNull()
    expect(allowed(markup, "TrustedHTML", "Element insertAdjacentHTML")).toBeNull()
    expect(allowed(markup, "TrustedHTML", "DOMParser parseFromString")).toBe(markup)
  })
})
