import { beforeAll, describe, expect, it } from "vitest"
import { speak, t, type Text } from "."
import de from "./de"
import en from "./en"
import es from "./es"
import fr from "./fr"
import { dayMark, listTime, span } from "./times"

const holes = (text: Text): string[] => [...new Set((typeof text === "string" ? text : text.other).match(/\{\w+\}/g) ?? [])].sort()

describe.each([["de", de], ["es", es], ["fr", fr]] as const)("the catalogue %s", (_name, catalogue) => {
  const texts = catalogue as Record<string, Text>
  it("has every text of the English one and no other", () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort())
  })
  it("fills the same holes", () => {
    const all = Object.entries(en as Record<string, Text>)
    expect(all.filter(([key, text]) => holes(texts[key] ?? "").join() !== holes(text).join()).map(([key]) => key)).toEqual([])
  })
})

describe("in English", () => {
  beforeAll(() => speak("en"))
  it("chooses the plural by count", () => {
    expect(t("nothing.title", { count: 1 })).toBe("1 customer waits for you")
    expect(t("nothing.title", { count: 1200 })).toBe("1,200 customers wait for you")
  })
  it("says times as a person would", () => {
    const now = new Date(2026, 2, 12, 10, 46).getTime()
    expect(listTime(now - 48 * 60_000, now)).toBe("09:58")
    expect(listTime(new Date(2026, 2, 10, 9).getTime(), now)).toBe("Tue")
    expect(listTime(new Date(2026, 1, 2).getTime(), now)).toBe("2 Feb")
    expect(listTime(new Date(2024, 1, 2).getTime(), now)).toBe("Feb 2024")
    expect(dayMark(now, now)).toBe("Today")
    expect([span(20_000), span(46 * 60_000), span(3 * 3_600_000), span(50 * 3_600_000)]).toEqual(["1 min", "46 min", "3 h", "2 d"])
  })
})
