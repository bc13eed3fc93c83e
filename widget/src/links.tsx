import type { ComponentChildren } from "preact"

const LINK = /\b(https?:\/\/[^\s<>"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/g
const TRAILING = /[.,;:!?)\]}’”»]+$/

/** Text with its links made links. Built from elements, never from markup: what people write is always only words. */
export function linked(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = []
  let at = 0
  for (const found of text.matchAll(LINK)) {
    const target = closed(found[0])
    parts.push(text.slice(at, found.index), anchor(target))
    at = found.index + target.length
  }
  parts.push(text.slice(at))
  return parts
}

/** A full stop after an address is not part of it; a bracket is when it was opened inside. */
function closed(target: string): string {
  const end = TRAILING.exec(target)
  if (!end) return target
  const bare = target.slice(0, end.index)
  return end[0].startsWith(")") && bare.includes("(") ? bare + ")" : bare
}

function anchor(target: string): ComponentChildren {
  const web = /^https?:/.test(target)
  return (
    <a href={web ? target : "mailto:" + target} {...(web ? { target: "_blank", rel: "noopener noreferrer nofollow ugc" } : {})}>
      {target}
    </a>
  )
}
