/** How much of a long text stands on the page before somebody asks for all of it. Pure. */
const LONGEST = 1_400
const KEPT = 1_000
const MOST_LINES = 24
const KEPT_LINES = 18

const byLines = (text: string): string => {
  const lines = text.split("\n", MOST_LINES + 1)
  return lines.length > MOST_LINES ? lines.slice(0, KEPT_LINES).join("\n") : text
}

/** Between two words where there is a gap; never in the middle of a letter. */
function byLetters(text: string): string {
  if (text.length <= LONGEST) return text
  const gap = text.slice(0, KEPT).search(/\s\S*$/)
  return text.slice(0, gap > KEPT / 2 ? gap : KEPT).replace(/[\uD800-\uDBFF]$/, "")
}

/** What is shown of it at first; the whole text where that is not long. */
export const beginning = (text: string): string => byLetters(byLines(text)).trimEnd() || text
