import { Link, useLocation } from "wouter"
import { api } from "../../../api/client"
import { t } from "../../../i18n"
import { useForm } from "../parts/form"
import { Saving, Sheet } from "../parts/parts"
import parts from "../parts/parts.module.css"
import { said } from "../stores/model"
import stores from "../stores/stores.module.css"
import { asked, beginning, Fields } from "./typing"
import type { Carrier, Kind } from "./model"

export function New({ kind, keep }: { kind: Kind; keep: (made: Carrier) => void }) {
  const [, go] = useLocation()
  const form = useForm(beginning(kind.form), async (wish) => {
    const made = await api.post<Carrier>("/carriers", { kind: kind.kind, ...asked(kind.form, wish) })
    keep(made)
    go(`/settings/carriers/${made.account.id}`, { replace: true })
  })
  const { lead, guide } = kind.form
  return (
    <Sheet title={t("carriers.add_kind", { kind: kind.label })} lead={<Link href="/settings/carriers/new">{t("carriers.other")}</Link>}>
      {(said(lead) || guide) && <p className={stores.lead}>{said(lead)} {guide && <a href={guide} target="_blank" rel="noreferrer">{t("stores.guide")}</a>}</p>}
      <form className={parts.form} onSubmit={(event) => void form.submit(event)} autoComplete="off" aria-label={t("carriers.add_kind", { kind: kind.label })}>
        <Fields form={form} shape={kind.form} placeholder={kind.label} />
        <Saving form={form} label={t("settings.connect")} />
      </form>
    </Sheet>
  )
}
