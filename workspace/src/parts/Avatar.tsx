import { AVATARS } from "../theme/tokens"
import classes from "./parts.module.css"

const LETTER = /\p{L}|\p{N}/u

/** Two letters of a name: first and last word. An address or a handle gives its first letter. */
export function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter((word) => LETTER.test(word))
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")].find((c) => LETTER.test(c)) ?? "")
  return letters.join("").toUpperCase() || "?"
}

/** The same name has the same colour everywhere. */
export function fillOf(name: string): string {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0
  return AVATARS[sum % AVATARS.length] as string
}

/** Dark initials on a pale fill, white on a dark one. */
export function inkOn(fill: string): string {
  const [, r = "f", g = "f", b = "f"] = /^#(..)(..)(..)/.exec(fill) ?? []
  const light = (parseInt(r, 16) * 299 + parseInt(g, 16) * 587 + parseInt(b, 16) * 114) / 1000
  return light > 140 ? "#2b2a24" : "#ffffff"
}

export function Avatar({ name, colour, size = 28 }: { name: string; colour?: string | null | undefined; size?: number }) {
  const fill = colour || fillOf(name)
  const style = { background: fill, color: inkOn(fill), width: size, height: size, fontSize: Math.round(size * 0.36) }
  return <span className={classes.avatar} style={style} aria-hidden="true" data-initials={initials(name)} />
}
