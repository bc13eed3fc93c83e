import { t } from "../../i18n"
import { announce, trouble } from "../../shell/news"

/** A code, a link: into the clipboard, where the browser lets us. */
export async function copy(words: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words)
    announce(t("act.copied"))
  } catch {
    trouble(t("do.cannot_copy"))
  }
}
