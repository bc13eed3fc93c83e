import { createTheme, rem, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core"
import { COLOURS, FONT, STEADY, type ColourName } from "./tokens"

/** 0 = soft, 2 = line, 3 = text in the dark, 7 = fill, 8 = text in the light (see tokens). */
const GREEN: MantineColorsTuple = [
  "#E7F0EA", "#D3E3DA", "#BFD6CA", "#84C8A8", "#5FA98A", "#3F8E6F", "#2A7A5C", "#1B5E48", "#1B5E48", "#163D31",
]
const OCHRE: MantineColorsTuple = [
  "#FAEFD6", "#EFDCB3", "#E3C88E", "#E4B660", "#CF9A3C", "#B57F1F", "#9C690D", "#855300", "#855300", "#5B4A22",
]
const CLAY: MantineColorsTuple = [
  "#FBE9E3", "#F1D1C8", "#E6B9AC", "#F29580", "#DD7159", "#C9553C", "#B9432D", "#AB3522", "#AB3522", "#63382C",
]

const control = { input: { borderColor: "var(--sk-edge)" } }

/** Mantine's own surfaces, in our hues: 0 = ink … 9 = ground, and the other way round for light. */
const DARK: MantineColorsTuple = [
  "#ECEAE3", "#BAC0BA", "#949C96", "#737B75", "#3E4642", "#2F3632", "#242A27", "#1C211E", "#171B19", "#101311",
]
const GRAY: MantineColorsTuple = [
  "#F6F5F1", "#ECEBE5", "#E4E2DA", "#CBC8BC", "#A9AAA1", "#828983", "#616A64", "#48534D", "#2F3934", "#1B2420",
]

const shade = { style: { background: "var(--sk-shade)" } }

export const theme = createTheme({
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: "600" },
  primaryColor: "green",
  primaryShade: { light: 7, dark: 7 },
  colors: { green: GREEN, ochre: OCHRE, clay: CLAY, dark: DARK, gray: GRAY },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(15), xl: rem(17) },
  lineHeights: { xs: "16px", sm: "18px", md: "20px", lg: "22px", xl: "24px" },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(20), xl: rem(32) },
  radius: { xs: rem(4), sm: rem(4), md: rem(8), lg: rem(12), xl: rem(16) },
  shadows: { xs: "none", sm: "none", md: "var(--sk-lifted)", lg: "var(--sk-lifted)", xl: "var(--sk-lifted)" },
  components: {
    TextInput: { styles: control },
    PasswordInput: { styles: control },
    Textarea: { styles: control },
    Select: { styles: control },
    NativeSelect: { styles: control },
    NumberInput: { styles: control },
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 120 }, color: "var(--sk-door)" } },
    Portal: { defaultProps: { target: "#overlays" } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, shadow: "md", transitionProps: { duration: 120 }, radius: "md" } },
    Popover: { defaultProps: { shadow: "md", transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { shadow: "md", radius: "lg", transitionProps: { duration: 120 }, centered: true, lockScroll: false, overlayProps: shade }, styles: { title: { fontWeight: 600, fontSize: "1rem" } } },
    Drawer: { defaultProps: { shadow: "md", transitionProps: { duration: 220 }, lockScroll: false, overlayProps: shade }, styles: { title: { fontWeight: 600, fontSize: "1rem" } } },
  },
})

function scheme(index: 0 | 1): Record<string, string> {
  const named = Object.entries(COLOURS).map(([name, pair]) => [`--sk-${name}`, pair[index]] as const)
  const of = (name: ColourName) => COLOURS[name][index]
  return {
    ...Object.fromEntries(named),
    "--mantine-color-body": of("sheet"),
    "--mantine-color-text": of("ink"),
    "--mantine-color-bright": of("ink"),
    "--mantine-color-dimmed": of("ink-3"),
    "--mantine-color-default": of("lift"),
    "--mantine-color-default-color": of("ink"),
    "--mantine-color-default-border": of("rule-2"),
    "--mantine-color-default-hover": of("paper"),
    "--menu-item-hover": of("paper"),
    "--mantine-color-error": of("clay"),
    "--mantine-color-placeholder": of("ink-3"),
    "--mantine-color-anchor": of("green"),
    "--mantine-color-green-filled": of("green-fill"),
    "--mantine-color-green-filled-hover": of("green-fill-hover"),
    "--mantine-primary-color-filled": of("green-fill"),
    "--mantine-primary-color-filled-hover": of("green-fill-hover"),
    "--mantine-color-green-text": of("green"),
    "--mantine-color-clay-text": of("clay"),
    "--mantine-color-ochre-text": of("ochre"),
  }
}

export const variables: CSSVariablesResolver = () => ({
  variables: Object.fromEntries(Object.entries(STEADY).map(([name, value]) => [`--sk-${name}`, value])),
  light: scheme(0),
  dark: scheme(1),
})
