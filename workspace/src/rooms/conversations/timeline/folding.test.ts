import { expect, it } from "vitest"
import { beginning } from "./folding"

it("lets what is not long stand as it is", () => {
  for (const text of ["", "Good morning!", "a\n".repeat(20).trim(), "word ".repeat(250).trim()]) expect(beginning(text)).toBe(text)
})

it("keeps the beginning of very many words, cut between two of them", () => {
  const first = beginning("word ".repeat(5_000))
  expect(first.length).toBeLessThanOrEqual(1_000)
  expect(first.endsWith("word")).toBe(true)
  expect(beginning("a\n".repeat(400)).split("\n")).toHaveLength(18)
})

it("cuts one endless word, but no letter in two", () => {
  expect(beginning("x".repeat(3_000))).toHaveLength(1_000)
  expect(beginning(`x${"😀".repeat(1_500)}`)).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
})
