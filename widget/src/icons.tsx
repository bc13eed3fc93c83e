import type { ComponentChildren } from "preact"

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  )
}

const drawn = (path: string) => () => (
  <Icon>
    <path d={path} />
  </Icon>
)

export const Close = drawn("M6 6l12 12M18 6L6 18")
export const Clip = drawn("M19.7 10.3l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.7 7.7a1.5 1.5 0 0 1-2.2-2.2l6.9-6.9")
export const Smile = drawn("M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9 10v.01M15 10v.01M8.8 14.6a4 4 0 0 0 6.4 0")
export const Up = drawn("M12 19V5M6 11l6-6l6 6")
export const Dots = drawn("M5 12h.01M12 12h.01M19 12h.01")
export const Bell = drawn("M6 17h12l-1.4-2.2V11a4.6 4.6 0 0 0-9.2 0v3.8zM10.4 20a1.7 1.7 0 0 0 3.2 0")
export const BellOff = drawn("M6 17h11M7.4 14.8V11c0-.7.1-1.3.4-1.8M10 6.900A4.600 4.600 0 0 1 16.600 11v3M10.400 20a1.700 1.700 0 0 0 3.200 0M4 4l16 16")
export const Clock = drawn("M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7.500V12l3 2")
export const Bin = drawn("M5 7h14M10 4h4M7 7l.8 12.500h8.400L17 7M10.500 11v5M13.500 11v5")
export const Sheet = drawn("M7 3.500h7l4.500 4.500v12.500H7zM14 3.500V8h4.500")
export const Back = drawn("M19 12H5M11 6l-6 6l6 6")
