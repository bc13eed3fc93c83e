import { afterEach, describe, expect, it } from "vitest"
import type { Intent } from "../../../api/shop"
import { addWords, BLANK, composing, composingOf, rewritten } from "../../conversations/composer/state"
import { gifts } from "../acting/After"

const ID = "01conversation"
const writing = (part: Partial<typeof BLANK>) => composing.set({ [ID]: { ...BLANK, ...part } })
afterEach(() => { composing.set({}); rewritten.set({}) })

describe("what came of it", () => {
  const done = (outcome: Partial<NonNullable<Intent["outcome"]>> | null) => gifts({ outcome } as Intent).map((each) => each.words)
  it("is what the customer should have, and only addresses of the web", () => {
    expect(done({ code: "SORRY5", pay_url: "https://shop.example/pay", label_url: null })).toEqual(["SORRY5", "https://shop.example/pay"])
    expect([done({ pay_url: "javascript:alert(1)", label_url: "data:x" }), done({}), done(null)]).toEqual([[], [], []])
  })
})

describe("words from elsewhere", () => {
  it("make an empty sheet an answer, even where a note was meant", () => {
    writing({ mode: "note" })
    addWords(ID, "SORRY5")
    expect([composingOf(ID).mode, composingOf(ID).text, rewritten.read()[ID]]).toEqual(["reply", "SORRY5", 1])
  })
  it("come to the end of what stands there; a note that is being written stays one", () => {
    writing({ mode: "note", text: "Told her:" })
    addWords(ID, "SORRY5")
    expect([composingOf(ID).mode, composingOf(ID).text]).toEqual(["note", "Told her: SORRY5"])
  })
  it("stay words in a letter", () => {
    writing({ text: "Here:", html: "<p>Here:</p>" })
    addWords(ID, "<img src=x> & more")
    expect(composingOf(ID).html).toBe("<p>Here: &lt;img src=x&gt; &amp; more</p>")
    writing({ text: "One", html: "<ul><li>One</li></ul>" })
    addWords(ID, "CODE")
    expect([composingOf(ID).html, composingOf(ID).text]).toEqual(["<ul><li>One</li></ul><p>CODE</p>", "One CODE"])
  })
})
