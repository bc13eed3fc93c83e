import { describe, expect, it } from "vitest"
import { contrast, palette } from "../src/colours"
import { newId } from "../src/ids"
import { linked } from "../src/links"
import { direction, fill, texts } from "../src/texts"
import { de } from "../src/texts/de"
import { en } from "../src/texts/en"
import { es } from "../src/texts/es"
import { fr } from "../src/texts/fr"
import { masked, size } from "../src/words"

const hrefs = (text: string) =>
  linked(text).flatMap((part) => (part && typeof part === "object" && "props" in part ? [(part.props as unknown as { href: string }).href] : []))

describe("links", () => {
  it("finds addresses and leaves what stands around them", () => {
    expect(hrefs("See https://shop.example/a?b=1#c.")).toEqual(["https://shop.example/a?b=1#c"])
    expect(hrefs("(https://a.example/x_(y)) and write to ana@posteo.example!")).toEqual(["https://a.example/x_(y)", "mailto:ana@posteo.example"])
  })
  it("makes nothing else a link", () => {
    for (const text of ["javascript:alert(1)", "data:text/html,x", "<a href='x'>", "ftp://x.example", "a@b", "https://", "www.x"]) expect(hrefs(text)).toEqual([])
  })
  it("keeps every character of what was written", () => {
    const text = 'x <b> https://a.example/"quoted" & ana@b.example, y'
    const flat = linked(text).map((part) => (typeof part === "string" ? part : (part as { props: { children: string } }).props.children))
    expect(flat.join("")).toBe(text)
  })
})

describe("colours", () => {
  it("stay readable whatever the shop picked", () => {
    for (const brand of ["#1B5E48", "#163D31", "#111827", "#ffd400", "#fff", "#000000", "#e11d48", "#7dd3fc", "nonsense"]) {
      const made = palette(brand)
      expect(contrast(made["--fill"]!, "#FFFFFF")).toBeGreaterThanOrEqual(4.5)
      expect(contrast(made["--fill-dark"]!, "#FFFFFF")).toBeGreaterThanOrEqual(4.5)
      expect(contrast(made["--awning"]!, made["--on-awning"]!)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(made["--awning-dark"]!, made["--on-awning"]!)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(made["--link-dark"]!, "#242A27")).toBeGreaterThanOrEqual(4.5)
    }
  })
})

describe("texts", () => {
  it("have the same blanks in every language", () => {
    const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
    for (const other of [de, es, fr]) for (const key of Object.keys(en) as (keyof typeof en)[]) expect([key, ...blanks(other[key])]).toEqual([key, ...blanks(en[key])])
  })
  it("come in the nearest language, with the shop's own words on top", async () => {
    expect((await texts("de-AT")).send).toBe("Senden")
    expect((await texts("pt")).send).toBe("Send")
    expect((await texts("fr", { send: "Hop" })).send).toBe("Hop")
    expect(fill("{a} and {b}", { a: 1 })).toBe("1 and {b}")
    expect([direction("ar-EG"), direction("he"), direction("en")]).toEqual(["rtl", "rtl", "ltr"])
  })
})

describe("small things", () => {
  it("hides most of an address", () => {
    expect(masked("ana.castelao@posteo.example")).toBe("a…o@posteo.example")
    expect(masked("al@x.example")).toBe("a…@x.example")
  })
  it("says sizes as people do", () => {
    expect(size(20_000_000, "en")).toBe("20 MB")
    expect(size(10, "en")).toBe("1 kB")
  })
  it("makes ids that sort in the order they were made, also when the clock steps back", () => {
    const made = [newId(1000), newId(1000), newId(999), newId(2000)]
    expect([...made].sort()).toEqual(made)
    for (const id of made) expect(id).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/)
  })
})
