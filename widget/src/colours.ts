/** The shop's one colour, made into what the panel needs, each pair readable (4.5:1) whatever the shop picked. */

type Rgb = [number, number, number]

function rgb(hex: string): Rgb {
  const short = hex.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3")
  const found = /^#(..)(..)(..)/.exec(short)
  return found ? [parseInt(found[1]!, 16), parseInt(found[2]!, 16), parseInt(found[3]!, 16)] : [27, 94, 72]
}

function hex(colour: Rgb): string {
  return "#" + colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")
}

function light(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function contrast(a: string, b: string): number {
  const [x, y] = [light(rgb(a)), light(rgb(b))]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

function mix(a: string, b: string, share: number): string {
  const [from, to] = [rgb(a), rgb(b)]
  return hex(from.map((part, i) => part + (to[i]! - part) * share) as Rgb)
}

/** Step `colour` towards `goal` until it can be read on `ground`. */
function readable(colour: string, ground: string, goal: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const tried = mix(colour, goal, share)
    if (contrast(tried, ground) >= 4.5) return tried
  }
  return goal
}

/** Brighter by multiplying, so that a dark green stays green, until it is no darker than `most` against white. */
function brighter(colour: string, most: number): string {
  for (let times = 1; times < 8; times += 0.1) {
    const tried = hex(rgb(colour).map((part) => Math.min(255, Math.max(part, 20) * times)) as Rgb)
    if (contrast(tried, "#FFFFFF") <= most) return tried
  }
  return colour
}

/** A deep colour is the awning itself and the bubbles are its lighter sister; a lighter one is the bubbles, and the awning its shade. */
export function palette(brand: string): Record<string, string> {
  const colour = readable(hex(rgb(brand)), "#FFFFFF", "#101311")
  const deep = contrast(colour, "#FFFFFF") > 8.5
  const fill = deep ? brighter(colour, 7.7) : colour
  return {
    "--fill": fill,
    "--fill-dark": readable(mix(fill, "#FFFFFF", 0.1), "#FFFFFF", "#101311"),
    "--awning": deep ? colour : mix(fill, "#101A16", 0.48),
    "--awning-dark": mix(fill, "#101A16", 0.4),
    "--on-awning": mix(fill, "#FFFFFF", 0.8),
    "--link": fill,
    "--link-dark": readable(mix(fill, "#FFFFFF", 0.4), "#242A27", "#FFFFFF"),
  }
}
