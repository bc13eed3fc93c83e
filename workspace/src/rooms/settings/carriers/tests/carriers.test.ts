import { beforeAll, describe, expect, it } from "vitest"
import { speak } from "../../../../i18n"
import { ANY, codesOf, heldWords, how, replayed, ruleWords, whichWords, type Carrier, type Held } from "../model"

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
    const whose = how({ ...carrier({ heard_at: Date.now() }), counts: { unmatched: 2 } })
    expect([whose.tone, whose.words.endsWith("· 2 events nobody can say whose parcels they are about")]).toEqual(["ochre", true])
  })
  it("says of an event why it is kept, and what became of it", () => {
    const held: Held = { id: "e", account_id: "c", at: 0, reason: "No number.", size: 9, kept: true, tries: 1, state: "quarantined", number: null }
    expect([heldWords(held), heldWords({ ...held, state: "unmatched", number: "1Z9" })]).toEqual(["No number.", "Parcel 1Z9"])
    const after = ["unmatched", "quarantined", "taken"].map((state) => replayed({ state, reason: "No number." }))
    expect(after).toEqual(["Still more than one parcel bears this number.", "Still not: No number.", "It is taken in now."])
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
