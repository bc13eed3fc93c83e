import { beforeAll, describe, expect, it } from "vitest"
import { speak } from "../../../../i18n"
import { ANY, codesOf, how, ruleWords, whichWords, type Carrier } from "../model"

const carrier = (account: Partial<Carrier["account"]>, unfamiliar: Carrier["unfamiliar"] = []): Carrier => ({
  account: { id: "c", kind: "easypost", name: "EasyPost", state: "ok", problem: null, public_key: "k", settings: {}, secrets_set: [], created_at: 0, heard_at: null, asked_at: null, ...account },
  hook_url: "https://desk.example/hooks/carriers/k", counts: {}, unfamiliar,
})
beforeAll(() => speak("en"))

describe("an account", () => {
  it("says in one line how it is", () => {
    expect(how(carrier({}))).toEqual({ tone: "wait", words: "Connected · nothing heard yet" })
    expect(how(carrier({ state: "paused" }))).toEqual({ tone: "off", words: "Paused" })
    expect(how(carrier({ state: "needs_owner", problem: "The key was refused." }))).toEqual({ tone: "clay", words: "The key was refused." })
    const odd = how(carrier({ heard_at: Date.now() }, [{ kind: "easypost", word: "teleported", count: 2, first_at: 0, last_at: 1 }]))
    expect([odd.tone, odd.words.endsWith("· 1 unknown word")]).toEqual(["ochre", true])
  })
})

describe("a rule of promised days", () => {
  it("is read as a sentence", () => {
    const rule = { ...ANY, carrier: "DHL", countries: ["DE"], days: 1, saturdays: true, grace: 1, quiet: 3 }
    expect([whichWords(rule), ruleWords(rule)]).toEqual(["DHL, to Germany", "1 business day · Saturdays too · 1 day of grace · stuck after 3 days of silence"])
    expect([whichWords(ANY), whichWords({ ...ANY, service: "express" }), whichWords({ ...ANY, countries: ["??"] })]).toEqual(["Any carrier", "Express", "Any carrier, to ??"])
  })
  it("takes countries as people write them", () => {
    expect(codesOf(" de, at;FR de ")).toEqual(["DE", "AT", "FR"])
  })
})
