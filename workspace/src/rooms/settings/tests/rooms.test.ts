import { describe, expect, test } from "vitest"
import { kindOf } from "../../people/AddHandle"
import { marked } from "../../search/marks"
import { after, nextOpen, type Setup } from "../../setup/steps"
import { whereTo } from "../../team/SignIn"
import { asField, closing, oneMore, summary, upcoming, withHolidays, type Interval } from "../hours/model"
import { guessServers, kindForm } from "../inboxes/forms"
import { nested, sent, wishOf } from "../inboxes/model"
import { webAddress } from "../Brands"
import { children, moved } from "../topics/tree"
import { asImage } from "../TwoSteps"

const short = (day: number) => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day] ?? ""

describe("opening hours", () => {
  const week: Interval[] = [0, 1, 2, 3, 4].map((day) => ({ day, opens: "09:00", closes: "18:00" }))
  test("days with the same times stand together", () => {
    expect(summary([...week, { day: 5, opens: "10:00", closes: "16:00" }], short)).toBe("Mon–Fri 09:00–18:00 · Sat 10:00–16:00")
  })
  test("one more interval comes after lunch", () => {
    expect(oneMore([{ day: 0, opens: "09:00", closes: "12:00" }], 0)).toEqual([
      { day: 0, opens: "09:00", closes: "12:00" }, { day: 0, opens: "14:00", closes: "18:00" },
    ])
    expect(oneMore([], 6)).toEqual([{ day: 6, opens: "09:00", closes: "18:00" }])
  })
  test("midnight closes as 24:00 and is typed as 00:00", () => {
    expect([asField("24:00"), closing("00:00"), closing("18:00")]).toEqual(["00:00", "24:00", "18:00"])
  })
  test("what somebody named themselves wins over what is taken over, and what is over goes", () => {
    const own = { date: "2026-12-25", name: "Our feast" }
    const all = withHolidays([own], [{ date: "2026-12-25", name: "Christmas" }, { date: "2026-01-01", name: "New Year" }])
    expect(all.map((each) => each.name)).toEqual(["New Year", "Our feast"])
    expect(upcoming(all, "2026-06-01")).toEqual([own])
  })
})

describe("the tree of topics", () => {
  const topic = (id: string, parent_id: string | null, position: number) => ({ id, parent_id, position, name: id })
  const topics = [topic("a", null, 0), topic("b", null, 1), topic("a1", "a", 0)]
  test("moves among its siblings, and says what changed", () => {
    const { all, changed } = moved(topics, "b", -1)
    expect(children(all, null).map((each) => each.id)).toEqual(["b", "a"])
    expect(changed.map((each) => each.id).sort()).toEqual(["a", "b"])
  })
  test("stays where there is nowhere to go", () => expect(moved(topics, "a1", 1).changed).toEqual([]))
})

describe("inboxes", () => {
  test("servers are guessed from the address", () => {
    expect(guessServers("me@gmail.com")).toEqual({ imap_host: "imap.gmail.com", smtp_host: "smtp.gmail.com" })
    expect(guessServers("me@shop.example")).toEqual({ imap_host: "imap.shop.example", smtp_host: "smtp.shop.example" })
    expect(guessServers("nobody")).toBeNull()
  })
  test("dotted settings go inside", () =>
    expect(nested({ "prechat.ask_name": true, "prechat.required": false, origins: [] })).toEqual({ prechat: { ask_name: true, required: false }, origins: [] }))
  test("a mailbox signs in with its address, and secrets that were not typed are not sent", () => {
    const form = kindForm("email")
    const wish = { ...wishOf(form, "brand"), address: "hello@shop.example", secrets: { password: "" } }
    const out = sent(form, wish)
    expect([out.settings.user, out.secrets]).toEqual(["hello@shop.example", {}])
  })
})

test("after signing in one stays in the house", () => {
  expect(whereTo("?to=%2Fsettings%2Fprofile")).toBe("/settings/profile")
  for (const bad of ["//evil.example", "https://evil.example", "/\\evil.example", "/sign-in?to=/x"]) expect(whereTo(`?to=${encodeURIComponent(bad)}`)).toBe("/")
})

test("a snippet becomes words and marks, never markup", () => {
  const parts = marked("a &lt;b&gt; <mark>wool</mark> &amp; <mark>&quot;x&quot;</mark>")
  expect(parts.map((each) => (typeof each === "string" ? each : (each as { props: { children: string } }).props.children))).toEqual(["a <b> ", "wool", " & ", "\"x\"", ""])
})

test("an address has an @, a number has digits", () => {
  expect(["ana@example.org", "+33 6 39 98 10 42", "@ana.and.teresa", "Ana"].map(kindOf)).toEqual(["email", "phone", "other", "other"])
})

test("the wizard goes on where it was left", () => {
  const steps = { owner: true, brand: true, mailbox: false, widget: true, colleagues: false, hours: true }
  expect(nextOpen({ needed: false, done: false, steps } as Setup)).toBe("mailbox")
  expect([after("brand"), after("hours")]).toEqual(["mailbox", "done"])
})

test("a picture of a code is an image that names its own language", () =>
  expect(decodeURIComponent(asImage("<svg width=\"1\"></svg>"))).toContain("<svg xmlns=\"http://www.w3.org/2000/svg\" width"))

test("an address on the web needs no scheme to be understood", () => {
  expect(["", " shop.example ", "shop.example:8080/a", "http://shop.example"].map(webAddress)).toEqual([null, "https://shop.example", "https://shop.example:8080/a", "http://shop.example"])
})
