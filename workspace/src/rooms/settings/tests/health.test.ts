import { describe, expect, test } from "vitest"
import { advice, headline, sentence, weighed, type Finding, type Wellness } from "../../../live/health"
import { workWords } from "../health/Parked"
import { missing, type Count } from "../mail/Counts"
import { replayAll } from "../mail/Quarantine"
import { fate } from "../mail/Where"

const finding = (state: Wellness, more: Partial<Finding> = {}): Finding =>
  ({ area: "mail", kind: "inbox_fine", state, words: "theirs", advice: "", values: { name: "Help", in_at: null, out_at: null }, link: "", ...more })

describe("findings in words", () => {
  test("what never happened is said so", () => {
    expect(sentence(finding("good"))).toBe("Help: connected. Last word in: never. Last answer out: never.")
  })
  test("bytes and numbers are said as a person would", () => {
    const disk = finding("good", { kind: "disk_days", values: { free_bytes: 50 * 1024 ** 3, total_bytes: 1024 ** 4, days: 1200 } })
    expect(sentence(disk)).toBe("Room on the disk: 50 GB of 1,024 GB. At this rate it lasts 1,200 days.")
  })
  test("a newer server's own words stand where we have none", () => {
    const news = finding("bad", { kind: "comet_seen", words: "A comet was seen.", advice: "Look up." })
    expect([sentence(news), advice(news)]).toEqual(["A comet was seen.", "Look up."])
  })
  test("what needs somebody comes first and makes the headline", () => {
    const all = [finding("good"), finding("note"), finding("bad")]
    expect(weighed(all).map((each) => each.state)).toEqual(["bad", "note", "good"])
    expect([headline(all), headline(all.slice(0, 2)), headline(all.slice(0, 1))]).toEqual(
      ["One thing needs you.", "All is well. One thing is worth knowing.", "All is well."])
  })
})

describe("mail that came in", () => {
  const count = (more: Partial<Count>): Count =>
    ({ inbox_id: "a", name: "a", server: 10, stored: 7, duplicate: 1, ignored: 1, quarantined: 1, waiting: 0, checked_at: 1, ...more })
  test("what is in no column is missing; one inbox's surplus hides no other's loss", () => {
    expect(missing([count({})])).toBe(0)
    expect(missing([count({ stored: 5 }), count({ stored: 9 })])).toBe(2)
  })
  test("a fate is one sentence", () => {
    expect(fate({ state: "stored", person: "Ana", reason: null })).toBe("Stands on the timeline of Ana.")
    expect(fate({ state: "new", person: null, reason: null })).toBe("Kept, and not read yet.")
  })
  test("many are tried slice by slice until none are left", async () => {
    const slices = [{ tried: 25, taken: 20, still: 5, next: "more" }, { tried: 5, taken: 5, still: 0, next: null }]
    const asked: unknown[] = []
    const told: unknown[] = []
    const ask = async (_: string, data?: unknown) => { asked.push(data); return slices[asked.length - 1] as never }
    expect(await replayAll("why", (so) => told.push(so), ask)).toEqual({ done: 30, taken: 25 })
    expect(asked).toEqual([{ reason: "why", after: null }, { reason: "why", after: "more" }])
    expect(told).toEqual([{ done: 25, taken: 20 }, { done: 30, taken: 25 }])
  })
  test("work has a name an owner understands", () => {
    expect([workWords("channels.deliver"), workWords("flows.step")]).toEqual(["Sending an answer", "Other work (flows.step)"])
  })
})
