import { useMantineColorScheme } from "@mantine/core"
import { t } from "../i18n"
import type { Command } from "./keys"

/** Light, dark, or like the system; kept in this browser. */
export function useScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return { scheme: colorScheme, setScheme: setColorScheme }
}

export function schemeCommand(toggle: () => void): Command {
  return { id: "theme", label: t("theme.toggle"), group: "keys.rooms", keys: "shift+l", run: toggle }
}
