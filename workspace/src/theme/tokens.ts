/** The look's colours, [light, dark]. Every one becomes a CSS variable: `--sk-<name>`. */
export const COLOURS = {
  ground: ["#ECEBE5", "#101311"],
  paper: ["#F6F5F1", "#171B19"],
  sheet: ["#FEFDFB", "#1C211E"],
  lift: ["#FFFFFF", "#242A27"],
  ink: ["#1B2420", "#ECEAE3"],
  "ink-2": ["#48534D", "#BAC0BA"],
  "ink-3": ["#616A64", "#949C96"],
  rule: ["#E4E2DA", "#2A302D"],
  "rule-2": ["#CBC8BC", "#3E4642"],
  edge: ["#828983", "#737B75"],
  green: ["#1B5E48", "#84C8A8"],
  "green-fill": ["#1B5E48", "#2A7A5C"],
  "green-fill-hover": ["#154C3A", "#2D8364"],
  "on-green": ["#FFFFFF", "#FFFFFF"],
  "green-soft": ["#E7F0EA", "#21312A"],
  "green-line": ["#BFD6CA", "#36513F"],
  door: ["#163D31", "#0C110F"],
  "on-door": ["#D5E3DB", "#9FB0A7"],
  "door-2": ["#22513F", "#1C2924"],
  awning: ["#163D31", "#1A4436"],
  ochre: ["#855300", "#E4B660"],
  "ochre-soft": ["#FAEFD6", "#332A16"],
  "ochre-line": ["#E3C88E", "#5B4A22"],
  clay: ["#AB3522", "#F29580"],
  "clay-soft": ["#FBE9E3", "#38211B"],
  "clay-line": ["#E6B9AC", "#63382C"],
  note: ["#FDF6DA", "#2C2916"],
  "note-line": ["#E9DCA3", "#4A4424"],
  shade: ["rgb(27 36 32 / .34)", "rgb(0 0 0 / .56)"],
  lifted: [
    "0 1px 2px rgb(27 36 32 / .06), 0 8px 24px -8px rgb(27 36 32 / .16)",
    "0 1px 2px rgb(0 0 0 / .4), 0 8px 24px -8px rgb(0 0 0 / .6)",
  ],
} as const satisfies Record<string, readonly [string, string]>

export type ColourName = keyof typeof COLOURS

/** The same in both schemes. */
export const STEADY = {
  "r-focus": "4px",
  "r-control": "8px",
  "r-panel": "12px",
  "r-widget": "16px",
  "r-note": "3px",
  fast: "120ms",
  calm: "220ms",
  ease: "cubic-bezier(.2,.7,.2,1)",
} as const

export const FONT =
  '"Instrument Sans Variable", "Instrument Sans", Seravek, "Segoe UI Variable Text", "Segoe UI", "Helvetica Neue", Ubuntu, "Noto Sans", sans-serif'

/** Pale fills behind initials; dark ink on each has a contrast above 9. */
export const AVATARS = ["#E9C9A8", "#D8C3CC", "#C9D3BF", "#C6D3DC", "#E6DDC8", "#DCC9B6", "#CFCBE0", "#BFD6CA"] as const
