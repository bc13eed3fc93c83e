/** What would be lost by leaving this page: whoever goes is asked first, by whatever way they go. */
import { useEffect } from "react"
import type { RouterObject } from "wouter"
import { useBrowserLocation, type BrowserLocationHook } from "wouter/use-browser-location"
import { t } from "../i18n"
import { sure } from "./Ask"

/** The page that is not left without a word. */
let held: { path: string; href: string } | null = null
let asking = false

async function mayLeave(): Promise<boolean> {
  if (asking) return false
  asking = true
  const yes = await sure(t("unsaved.title"), t("unsaved.more"), t("unsaved.leave"))
  asking = false
  if (yes) held = null
  return yes
}

/** For the links and keys of the desk. */
export const askFirst: RouterObject["aroundNav"] = (navigate, to, options) => {
  if (!held) return navigate(to, options)
  void mayLeave().then((yes) => { if (yes) navigate(to, options) })
}

/** The browser's way back was gone already: it is undone, asked about, and gone again. */
function bounce(): void {
  if (!held || location.pathname === held.path) return
  history.pushState(null, "", held.href)
  void mayLeave().then((yes) => { if (yes) history.back() })
}

/** Where we are; the page that is held stays until it is known whether to leave it. */
export const useAskingLocation: BrowserLocationHook = (options) => {
  const [path, go] = useBrowserLocation(options)
  useEffect(bounce, [path])
  return [held?.path ?? path, go]
}

/** For a closed or reloaded window: the browser asks in its own words. */
const closing = (event: BeforeUnloadEvent): void => event.preventDefault()

/** While `there` the page this is called from is not left without asking. */
export function useUnsaved(there: boolean): void {
  useEffect(() => {
    if (!there) return
    held = { path: location.pathname, href: location.href }
    addEventListener("beforeunload", closing)
    return () => {
      held = null
      removeEventListener("beforeunload", closing)
    }
  }, [there])
}
