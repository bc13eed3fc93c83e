import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { speak } from "../../../i18n"
import { how, unsigned } from "../stores/how"
import { askedOf, changed, newSecret, said, sent, wishOf, type Field } from "../connected/asked"
import { inOrder, type Kind, type Standing, type Store } from "../stores/model"
import { paceOf, sampled, type Sample } from "../stores/progress"
import { paceWords } from "../stores/Sync"

const field = (name: string, more: Partial<Field> = {}): Field =>
  ({ name, label: { en: name }, help: {}, placeholder: "", begins: "", kind: name.startsWith("secrets.") ? "secret" : "text", choices: [], required: false, by_sign_in: false, made: false, later: false, ...more })
const FIELDS = [field("url"), field("settings.currency", { begins: "EUR" }), field("settings.live", { kind: "switch", begins: false }), field("secrets.key", { by_sign_in: true, required: true })]
const FORM = { words: {}, lead: {}, guide: "", practice: false, fields: FIELDS }
const STORE: Store = {
  id: "s", kind: "any", name: "Loom", brand_id: "b", url: "https://loom.example", state: "ok", problem: null, settings: { currency: "JPY", other: 1 },
  secrets_set: ["key"], abilities: { webhooks: true, changes: true, takes_files: false }, created_at: 1,
}
const standing = (more: Partial<Standing> = {}): Standing => ({
  store_id: "s", orders: 3, heard_at: null, refused_at: null, subscribed_at: null, hook_problem: null, waiting: 0, lacks_sign_in: false,
  sync: { store_id: "s", first_done: true, seen: 3, total: 3, synced_at: null, problem: null }, ...more,
})

describe("a form that is data", () => {
  test("begins with what the kind says, or with what is kept, and never with a secret", () => {
    expect(wishOf(FORM, "b").values).toEqual({ url: "", "settings.currency": "EUR", "settings.live": false, "secrets.key": "" })
    expect(wishOf(FORM, "x", STORE)).toEqual({ name: "Loom", brand_id: "b", values: { url: "https://loom.example", "settings.currency": "JPY", "settings.live": false, "secrets.key": "" } })
  })
  test("each value goes where its name says; an empty secret is not sent", () => {
    const wish = { ...wishOf(FORM, "b"), name: " Loom ", values: { url: " shop.example ", "settings.currency": "", "settings.live": true, "secrets.key": " " } }
    expect(sent(FIELDS, wish)).toEqual({ name: "Loom", brand_id: "b", url: "shop.example", settings: { live: true }, secrets: {} })
    expect(changed(FIELDS, wish).settings).toEqual({ live: true, currency: "" })
    expect("url" in changed(FIELDS.slice(1), wish)).toBe(false)
  })
  test("what signing in brings is asked only of those who type", () => {
    expect(askedOf(FORM, true).map((each) => each.name)).toEqual(["url", "settings.currency", "settings.live"])
    expect(askedOf(FORM, false)).toHaveLength(4)
  })
  test("files stand after shops, and those for practice last", () => {
    const kind = (name: string, practice: boolean, takes_files = false) => ({ kind: name, form: { ...FORM, practice }, abilities: { ...STORE.abilities, takes_files } }) as Kind
    expect(inOrder([kind("a", true), kind("f", false, true), kind("b", false), kind("c", false)]).map((each) => each.kind)).toEqual(["b", "c", "f", "a"])
  })
  test("a secret is long and never the same", () => {
    const made = new Set(Array.from({ length: 20 }, newSecret))
    expect(made.size).toBe(20)
    for (const each of made) expect(each).toMatch(/^[A-Za-z2-9]{33}$/)
  })
})

describe("in another language", () => {
  beforeAll(() => speak("de"))
  afterAll(() => speak("en"))
  test("the kind's own words are taken, else English", () => {
    expect([said({ en: "Key", de: "Schlüssel" }), said({ en: "Key" }), said({})]).toEqual(["Schlüssel", "Key", ""])
  })
})

describe("how a store fares", () => {
  test("what needs somebody comes before what is worth knowing", () => {
    const troubled = standing({ refused_at: 5, sync: { ...standing().sync, problem: "No answer." } })
    expect(how({ ...STORE, state: "needs_owner", problem: "The key is over." }, troubled)).toEqual({ tone: "clay", words: "The key is over." })
    expect(how({ ...STORE, state: "needs_owner" }, standing({ lacks_sign_in: true })).tone).toBe("ochre")
    expect(how({ ...STORE, state: "paused" }, troubled).tone).toBe("off")
    expect(how(STORE, troubled)).toEqual({ tone: "ochre", words: "No answer." })
  })
  test("the first sync says how far it is", () => {
    const sync = { ...standing().sync, first_done: false, seen: 1200, total: 10_000 }
    expect(how(STORE, standing({ sync })).words).toBe("1,200 of 10,000")
    expect(how(STORE, standing({ sync: { ...sync, total: null } })).words).toBe("1,200 so far")
  })
  test("an unsigned webhook counts until a signed one comes", () => {
    expect([unsigned(standing({ refused_at: 5 })), unsigned(standing({ refused_at: 5, heard_at: 4 })), unsigned(standing({ refused_at: 5, heard_at: 6 })), unsigned(standing())]).toEqual([true, true, false, false])
  })
})

describe("the pace of the first sync", () => {
  const row = (...pairs: [number, number][]): Sample[] => pairs.reduce<Sample[]>((so, [at, seen]) => sampled(so, { at, seen }), [])
  test("by the last minute, with what is left of it", () => {
    const pace = paceOf(row([0, 0], [2_000, 100], [10_000, 1_000]), 11_000, 11_000)
    expect(pace).toEqual({ rate: 100, left: 100_000 })
    expect(paceWords(pace as { rate: number; left: number })).toBe("100 a second · about 2 min to go")
    expect(paceWords({ rate: 0.5, left: null })).toBe("30 a minute")
    expect(paceWords({ rate: 50, left: 10_000 })).toBe("50 a second · almost there")
  })
  test("nothing is said too early, nor when it stands", () => {
    expect(paceOf(row([0, 0], [1_000, 900]), 1_000, 1_000)).toBeNull()
    expect(paceOf(row([0, 0], [10_000, 900]), 1_000, 60_000)).toBeNull()
    expect(paceOf([], 1_000, 0)).toBeNull()
  })
  test("old samples go, and a sync from the beginning begins a new row", () => {
    expect(row([0, 0], [50_000, 10], [70_000, 20])).toEqual([{ at: 50_000, seen: 10 }, { at: 70_000, seen: 20 }])
    expect(row([0, 500], [1_000, 3])).toEqual([{ at: 1_000, seen: 3 }])
    expect(row([0, 5], [1_000, 5])).toEqual([{ at: 0, seen: 5 }])
  })
})
