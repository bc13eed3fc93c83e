import { lazy, Suspense, useEffect } from "react"
import { proving } from "../api/client"
import { t } from "../i18n"
import { createStore } from "../live/observed"
import { Asking } from "./Ask"
import { useCommands } from "./keys"

const Palette = lazy(() => import("./Palette"))
const KeySheet = lazy(() => import("./KeySheet"))
const Proving = lazy(() => import("./Proving"))
const proof = createStore<((proven: boolean) => void) | null>(null)

export const dialog = createStore<"palette" | "keys" | null>(null)

/** What opens over any page. */
export function Dialogs() {
  const open = dialog.use((now) => now)
  const waiting = proof.use((now) => now)
  useEffect(() => {
    proving.ask = () => new Promise((answer) => proof.set(answer))
  }, [])
  useCommands([
    { id: "palette", label: t("keys.palette"), group: "keys.rooms", keys: "mod+k", whileWriting: true, silent: true, run: () => dialog.set("palette") },
    { id: "keys", label: t("keys.help"), group: "keys.rooms", keys: "?", run: () => dialog.set("keys") },
  ])
  return (
    <Suspense fallback={null}>
      {open === "palette" && <Palette close={() => dialog.set(null)} />}
      <Asking />
      {waiting && <Proving done={(proven) => { proof.set(null); waiting(proven) }} />}
      {open === "keys" && <KeySheet close={() => dialog.set(null)} />}
    </Suspense>
  )
}
