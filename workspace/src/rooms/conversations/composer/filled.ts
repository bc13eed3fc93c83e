/** What of a macro's words came from the customer's data, found again by the words around it. Pure. */
const SLOT = /\{%[^%]*%\}|\{\{?[^{}]*\}?\}/
const LONGEST = 80
const GAP = /⟦[^⟧]*⟧/

const worthMarking = (value: string): boolean => value.length > 1 && value.length <= LONGEST && !/\n/.test(value) && !GAP.test(value)

/** `template` as it was written, `text` as it was filled in. What a condition left out is passed over. */
export function filledIn(template: string, text: string): string[] {
  const around = template.split(SLOT).map((each) => each.trim())
  const values: string[] = []
  let end = 0
  around.forEach((words, index) => {
    const last = index === around.length - 1
    const found = !words && !last ? -1 : !words ? text.length : last ? text.lastIndexOf(words) : text.indexOf(words, end)
    if (found < end) return
    if (index > 0) values.push(text.slice(end, found).trim())
    end = found + words.length
  })
  return [...new Set(values.filter(worthMarking))]
}

export interface Mark { from: number; to: number; kind: "gap" | "filled" }

/** Where gaps and filled-in values stand in these words now; who changes one takes its mark away. */
export function marksIn(text: string, values: readonly string[]): Mark[] {
  const gaps = [...text.matchAll(new RegExp(GAP, "g"))].map((hit): Mark => ({ from: hit.index, to: hit.index + hit[0].length, kind: "gap" }))
  const filled = values.flatMap((value) => everywhere(text, value).map((from): Mark => ({ from, to: from + value.length, kind: "filled" })))
  return [...gaps, ...filled]
}

function everywhere(text: string, value: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) found.push(at)
  return found
}
