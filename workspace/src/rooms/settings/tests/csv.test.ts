import { describe, expect, it } from "vitest"
import en from "../../../i18n/en"
import { FIELDS, fieldWords, KINDS, meaningWords, MEANINGS, meant, said, type Plan } from "../stores/csv/model"

const plan: Plan = {
  kind: "orders", columns: ["number", "", "title"], one_row: false, header: 1, encoding: "utf-8", delimiter: ",", quoted: true, dates: "dmy",
  zone: "UTC", decimal: ".", currency: "EUR", taxed: true, payment: "paid", known_by: "address", words: { status: { raus: "sent" } },
}

describe("what a file means", () => {
  it("has words for every field, group and state", () => {
    const groups = KINDS.flatMap((kind) => Object.keys(FIELDS[kind]))
    expect(groups.filter((group) => !(`csv.g_${group}` in en))).toEqual([])
    const fields = KINDS.flatMap((kind) => Object.values(FIELDS[kind]).flat())
    expect(fields.filter((field) => fieldWords(field).startsWith("csv."))).toEqual([])
    expect(Object.values(MEANINGS).flat().filter((meaning) => meaningWords(meaning).startsWith("csv."))).toEqual([])
    expect(fieldWords("ship_city")).toBe("Delivery: Town")
    expect(fieldWords("title#2")).toBe("Name of the article 2")
  })

  it("lets one column alone mean a thing", () => {
    expect(meant(plan, 1, "title").columns).toEqual(["number", "title", ""])
    expect(meant(plan, 0, "").columns).toEqual(["", "", "title"])
  })

  it("remembers what words mean, and forgets it again", () => {
    expect(said(plan, "status", "liegt", "paid").words).toEqual({ status: { raus: "sent", liegt: "paid" } })
    expect(said(plan, "status", "raus", "").words).toEqual({ status: {} })
    expect(said(plan, "payment_state", "ja", "paid").words["payment_state"]).toEqual({ ja: "paid" })
  })
})
