import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Look, MacroStep } from "../../../api/shop"
import type { Conversation, Entry, Inbox, Me, MessageEntry, Person, Macro } from "../../../api/types"
import { desk } from "../../../live/desk"
import { overtakes } from "./elsewhere"
import { onlySays } from "../names"
import { parseAddresses } from "./Recipients"
import { actWords, chosen, gapsIn, previewed, sideSteps } from "./macros"
import { matching } from "./replies"
import { asHtml } from "./Rich"
import { mentionsIn, resendUnsent, sendReply, unsent } from "./sending"
import { adopt, BLANK, composing, composingOf, defaultCc, defaultTo, usedInboxes, waysTo, write } from "./state"

const mail = { id: "mail", kind: "email", brand_id: "b", abilities: { subject: true, may_open: true } } as Inbox
const chat = { id: "chat", kind: "chat", brand_id: "b", abilities: { subject: false, may_open: false } } as Inbox
const ana = { id: "p", name: "Ana Ribeiro", handles: [{ kind: "email", value: "ana@example.org", display: "Ana@example.org", proof: "claimed", bouncing: null }, { kind: "email", value: "a@proven.example", display: "", proof: "proven", bouncing: null }] } as unknown as Person
const talk = { id: "c", brand_id: "b", inbox_id: "chat" } as Conversation

beforeEach(() => {
  localStorage.clear()
  composing.set({})
  desk.change((now) => ({ ...now, me: { agent: { id: "al", name: "Alice Lindqvist" }, agents: [{ id: "al", name: "Alice Lindqvist" }, { id: "bo", name: "Bob" }], inboxes: [mail, chat] } as unknown as Me }))
})

describe("who only says to be somebody", () => {
  const seen = { ...ana, merged: [{ id: "visitor", name: "Ana", at: 1, by: null, claimed: true }, { id: "old", name: "Ana", at: 1, by: null }] } as unknown as Person
  const said = (person_id: string, direction = "in", unproven = false) => ({ kind: "message", person_id, direction, body: { unproven } }) as unknown as MessageEntry
  it("is a visitor who claimed an address, nobody else", () => {
    expect([said("visitor"), said("old"), said("p"), said("visitor", "out")].map((each) => onlySays(each, seen))).toEqual([true, false, false, false])
  })
  it("is whoever wrote a mail that could have brought its proof and did not", () => {
    expect([said("p", "in", true), said("p")].map((each) => onlySays(each, seen))).toEqual([true, false])
  })
})

describe("ways to answer", () => {
  it("offers the channel they used first, and mail where an address is known", () => {
    expect(waysTo(talk, ana, [mail, chat], ["chat"])).toEqual([chat, mail])
    expect(waysTo(talk, { ...ana, handles: [] }, [mail, chat], ["chat"])).toEqual([chat])
    expect(waysTo(talk, ana, [mail, chat], ["mail", "chat"])).toEqual([mail, chat])
  })
  it("does not offer a chat to somebody who never chatted", () => {
    expect(waysTo({ ...talk, inbox_id: "mail" }, ana, [mail, chat], ["mail"])).toEqual([mail])
  })
  it("knows what they used, also when our last word went another way", () => {
    const heard = (id: string, n: number, inbox_id: string, direction = "in") => [id, { id, n, inbox_id, direction, kind: "message", conversation_id: "c" } as unknown as Entry] as const
    expect(usedInboxes({ ...talk, inbox_id: "mail" }, new Map([heard("a", 1, "mail"), heard("b", 2, "chat"), heard("c", 3, "mail", "out")]))).toEqual(["chat", "mail"])
  })
  it("writes to who wrote last, else to the proven address", () => {
    const last = { inbox_id: "mail", body: { sender: { value: "office@example.org", name: "Office" }, subject: "", html: false } } as unknown as MessageEntry
    expect(defaultTo(ana, last).map((each) => each.value)).toEqual(["office@example.org"])
    expect(defaultTo(ana, undefined).map((each) => each.value)).toEqual(["a@proven.example"])
  })
})

describe("drafts", () => {
  const draft = { text: "from the server", html: null, inbox_id: null, to: [], cc: [], bcc: [], attachments: [], at: 500 }
  it("survive a reload in this browser, and the newer of two is kept", () => {
    write("c", { text: "typed here" })
    composing.set({})
    adopt("c", draft)
    expect(composingOf("c").text).toBe("typed here")
  })
  it("come from the server when this browser has none, and never overwrite what is being written", () => {
    adopt("c", draft)
    expect(composingOf("c").text).toBe("from the server")
    write("c", { text: "going on" })
    adopt("c", draft)
    expect(composingOf("c").text).toBe("going on")
  })
  it("are nothing when nothing is written", () => {
    adopt("other", null)
    expect(composingOf("other")).toEqual(BLANK)
  })
})

describe("what one types", () => {
  it("tells addresses from other words", () => {
    expect(parseAddresses('"Ana R" <ana@example.org>, bob@example.org; nonsense')).toEqual({
      good: [{ value: "ana@example.org", name: "Ana R" }, { value: "bob@example.org", name: "" }], bad: ["nonsense"],
    })
  })
  it("finds the colleagues one calls", () => {
    expect(mentionsIn("@Bob and @Alice, please")).toEqual(["al", "bo"])
    expect(mentionsIn("@Bobby, mail me@Bob.example")).toEqual(["bo"])
  })
  it("keeps its paragraphs and takes its signs for words", () => {
    expect(asHtml("a < b\nc\n\nd & e")).toBe("<p>a &lt; b<br>c</p><p>d &amp; e</p>")
  })
})

describe("macros", () => {
  const reply = (shortcut: string, name: string, text = "", brand_id: string | null = null) => ({ id: shortcut, shortcut, name, text, brand_id }) as Macro
  it("match by shortcut before name before words, for this brand", () => {
    const all = [reply("x", "Nothing", "a late word"), reply("late", "Parcel"), reply("y", "Late again"), reply("late2", "Other", "", "other")]
    expect(matching(all, "late", "b").map((each) => each.id)).toEqual(["late", "y", "x"])
  })
  const step = (kind: string, args = {}, words = kind): MacroStep => ({ kind, args, words, state: "ready", problem: null })
  const look: Look = { macro_id: "m", text: "Dear ⟦customer first name⟧, your code is ⟦code⟧", html: null, missing: ["customer.first_name"], steps: [step("refund", { what: "all" }, "Refund everything (€28.00; one piece is on its way)"), step("answer"), step("close")], about: "#1", order_id: "o", order_version: "7" }
  it("say what is still missing, but not what the shop will bring", () => {
    expect(gapsIn(look.text, look.missing)).toEqual(["customer first name"])
    expect(gapsIn("Dear Ana, your code is ⟦code⟧", look.missing)).toEqual([])
    // The macro is gone, its words came back as a draft: nobody fills that in any more.
    expect(gapsIn("Dear Ana, your code is ⟦code⟧", null)).toEqual(["code"])
  })
  it("say what they will do, with the shop's own figures, and what is new in the server's words", () => {
    expect(sideSteps(look.steps).map((each) => [actWords(each.kind, each.args, each.words), previewed(each)])).toEqual([["Refund everything", "€28.00; one piece is on its way"], ["Close", ""]])
    expect(actWords("sing", {}, "Sings a song")).toBe("Sings a song")
    expect(actWords("constructor", {}, "Odd")).toBe("Odd")
  })

  describe("sent", () => {
    const real = globalThis.fetch
    const asked: { path: string; data: Record<string, unknown> }[] = []
    let answers: (() => Response)[] = []
    beforeEach(() => {
      asked.length = 0
      unsent.set({})
      globalThis.fetch = ((path: string, init?: RequestInit) => {
        if (String(path).includes("macro-runs") || String(path).includes("replies")) asked.push({ path: String(path), data: JSON.parse(String(init?.body)) as Record<string, unknown> })
        else return Promise.resolve(Response.json({}))
        const next = answers.shift()
        return next ? Promise.resolve(next()) : Promise.reject(new Error("the line is dead"))
      }) as typeof fetch
    })
    afterEach(() => { globalThis.fetch = real })

    it("go as one click, and again under the same id when the line broke", async () => {
      write("c", { text: "Dear Ana", macro: chosen(reply("m", "Sorry"), look) })
      const run_id = composingOf("c").macro?.run_id
      answers = []
      await sendReply(talk, chat, true)
      const [id] = Object.keys(unsent.read())
      expect(unsent.read()[id as string]?.problem).toBeTruthy()
      answers = [() => Response.json({ id: run_id, macro_id: "m", conversation_id: "c", agent_id: "al", state: "waiting", steps: [], at: 1, entry_id: null, problem: null })]
      await resendUnsent(id as string)
      expect(asked.map((each) => [each.path.split("/").at(-1), each.data.id, (each.data.answer as { text: string; close: boolean }).text, each.data.order_version])).toEqual(Array(2).fill(["macro-runs", run_id, "Dear Ana", "7"]))
      expect(unsent.read()).toEqual({})
      // Words that wait for the shop do not stand on the page as said.
      expect(desk.read().held.entries.has(id as string)).toBe(false)
      expect(composingOf("c").macro).toBeNull()
    })
    it("are an ordinary answer once the macro was taken off, and in words to somebody else", async () => {
      write("c", { text: "Dear Ana", macro: null })
      await sendReply(talk, chat, false)
      write("c", { text: "Dear carrier", mode: "side", macro: chosen(reply("m", "Sorry"), look) })
      await sendReply(talk, mail, false)
      expect(asked.map((each) => each.path.split("/").at(-1))).toEqual(["replies", "replies"])
    })
  })
})

describe("a colleague who is faster", () => {
  const theirs = { id: "e", kind: "message", direction: "out", conversation_id: "c", at: Date.now(), author: { kind: "agent", id: "bo", name: "Bob" }, body: { text: "Done", side: false } } as unknown as Entry
  it("is shown while I write to the same customer, and only then", () => {
    expect(overtakes(theirs, "al")).toBe(false)
    write("c", { text: "Dear Ana" })
    expect(overtakes(theirs, "al")).toBe(true)
    expect(overtakes(theirs, "bo")).toBe(false)
    expect(overtakes({ ...theirs, body: { ...theirs.body, side: true } } as Entry, "al")).toBe(false)
    write("c", { mode: "note" })
    expect(overtakes(theirs, "al")).toBe(false)
  })
})

describe("who is copied in", () => {
  it("stays copied in, but neither we nor whom we write to", () => {
    const last = { inbox_id: "mail", body: { to: [{ value: "hello@shop.example", name: "" }], cc: [{ value: "husband@example.org", name: "Rui" }, { value: "ANA@example.org", name: "" }], subject: "", html: false } } as unknown as MessageEntry
    desk.change((now) => ({ ...now, me: { ...(now.me as Me), inboxes: [{ ...mail, address: "hello@shop.example" }] } }))
    expect(defaultCc(last, [{ value: "ana@example.org", name: "" }]).map((each) => each.name)).toEqual(["Rui"])
  })
})
