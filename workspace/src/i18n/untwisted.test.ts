import { expect, it } from "vitest"
import { untwisted } from "./untwisted"

it("takes away what turns letters around, and nothing else", () => {
  expect(untwisted("\u202Eevil\u202C and \u2066live\u2069")).toBe("evil and live")
  for (const words of ["שלום عليكم", "👩\u200D👧", "naïve \u200E(1)"]) expect(untwisted(words)).toBe(words)
})
