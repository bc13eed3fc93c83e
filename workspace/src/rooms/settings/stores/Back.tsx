/** The owner is back from the shop's own page. */
import { useEffect, useState } from "react"
import { useLocation } from "wouter"
import { asProblem, type Problem } from "../../../api/client"
import { t } from "../../../i18n"
import { Bones, Trouble } from "../../../parts/States"
import { announce } from "../../../shell/news"
import { Sheet } from "../parts/parts"
import { comeBack } from "./letting"
import type { Store } from "./model"
import { toStores } from "./New"

export function Back({ keep }: { keep: (store: Store) => void }) {
  const [, go] = useLocation()
  const [search] = useState(() => location.search)
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => {
    let here = true
    // Codes do not stay in the address bar, nor in what the browser remembers.
    history.replaceState(null, "", location.pathname)
    comeBack(search).then(
      (store) => {
        if (!here) return
        keep(store)
        announce(t("stores.let_in", { name: store.name }))
        go(`/settings/stores/${store.id}`, { replace: true })
      },
      (failure: unknown) => here && setProblem(asProblem(failure)),
    )
    return () => { here = false }
    // What came back is asked about once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return (
    <Sheet title={t("stores.coming_back")} lead={problem ? toStores() : t("stores.coming_back_lead")}>
      {problem ? <Trouble problem={problem} title={t("stores.not_let_in")} /> : <Bones lines={[42, 60]} />}
    </Sheet>
  )
}
