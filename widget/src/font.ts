import latin from "@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2?url"
import latinExt from "@fontsource-variable/instrument-sans/files/instrument-sans-latin-ext-wght-normal.woff2?url"

export const FAMILY = `"Shopkeeper Sans", Seravek, "Segoe UI Variable Text", "Segoe UI", "Helvetica Neue", Ubuntu, "Noto Sans", sans-serif`

/** Fonts cannot be declared inside a shadow root, so they are added to the page under a name of our own; fetched only when a letter needs them. */
export function addFont(): void {
  const latinRange = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212"
  const extRange = "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0"
  for (const [file, unicodeRange] of [
    [latin, latinRange],
    [latinExt, extRange],
  ] as const) {
    document.fonts.add(new FontFace("Shopkeeper Sans", `url("${file}")`, { weight: "400 700", display: "swap", unicodeRange }))
  }
}
