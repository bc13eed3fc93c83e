/** A snippet is escaped HTML with <mark>: it becomes words and marks here, never markup. */
import type { ReactNode } from "react"

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: "\"", "#x27": "'", "#39": "'" }
const plain = (words: string): string => words.replace(/&(amp|lt|gt|quot|#x27|#39);/g, (_, name: string) => NAMED[name] ?? "")

export function marked(snippet: string): ReactNode[] {
  return snippet.split(/(<mark>.*?<\/mark>)/s).map((part, at) =>
    part.startsWith("<mark>") ? <mark key={at}>{plain(part.slice(6, -7))}</mark> : plain(part),
  )
}
