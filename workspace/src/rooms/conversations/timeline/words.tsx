/** Plain words with addresses one can follow and colleagues' names one can see. */
import type { ReactNode } from "react"

const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"']+[^\s<>"'.,;:!?)\]}]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g

function linkOf(found: string): string {
  if (found.includes("@") && !found.startsWith("http")) return `mailto:${found}`
  return found.startsWith("www.") ? `https://${found}` : found
}

export function linked(text: string): ReactNode[] {
  const parts: ReactNode[] = []
  let end = 0
  for (const hit of text.matchAll(LINK)) {
    parts.push(text.slice(end, hit.index))
    parts.push(<a key={hit.index} href={linkOf(hit[0])} target="_blank" rel="noreferrer noopener">{hit[0]}</a>)
    end = hit.index + hit[0].length
  }
  parts.push(text.slice(end))
  return parts
}

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/** `@Alice` in a note, for the names that are known. */
export function mentioned(text: string, names: string[], className: string | undefined): ReactNode[] {
  if (!names.length) return linked(text)
  const pattern = new RegExp(`(@(?:${names.map(escaped).join("|")}))(?![\\p{L}\\d])`, "gu")
  return text.split(pattern).flatMap((part, index): ReactNode[] =>
    index % 2 ? [<span key={`at${index}`} className={className}>{part}</span>] : linked(part),
  )
}
