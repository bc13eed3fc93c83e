import { expect, it } from "vitest"
import { filledIn, marksIn } from "./filled"

it("finds again what a macro filled in, whatever a condition left out", () => {
  expect(filledIn("Good morning {{ person.first_name }}, order {{ order.number }} left on {{ parcel.day }}.", "Good morning Ana, order 1042 left on 3 March.")).toEqual(["Ana", "1042", "3 March"])
  expect(filledIn("Hello {{name}}! {% if order.late %}It is late by {{days}} days.{% endif %} Yours", "Hello Ana!  Yours")).toEqual(["Ana"])
  expect(filledIn("Hello {{name}}, about {{order.number}}", "Hello Ana, about ⟦order number⟧")).toEqual(["Ana"])
  expect(filledIn("Nothing to fill in.", "Nothing to fill in.")).toEqual([])
})

it("marks gaps and values where they stand now, and nothing that was changed", () => {
  expect(marksIn("Ana, ⟦order number⟧ for Ana", ["Ana", "1042"])).toEqual([{ from: 5, to: 19, kind: "gap" }, { from: 0, to: 3, kind: "filled" }, { from: 24, to: 27, kind: "filled" }])
  expect(marksIn("Anna", ["Ana"])).toEqual([])
})
