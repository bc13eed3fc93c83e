import { Link, useLocation } from "wouter"
import { api } from "../../../api/client"
import { t } from "../../../i18n"
import { useForm } from "../parts/form"
import { Saving, Sheet } from "../parts/parts"
import parts from "../parts/parts.module.css"
import { sent, wishOf } from "../connected/asked"
import { Fields, Lead } from "../connected/Fields"
import type { Carrier, Kind } from "./model"

export function New({ kind, keep }: { kind: Kind; keep: (made: Carrier) => void }) {
  const [, go] = useLocation()
  const form = useForm(wishOf(kind.form, ""), async (wish) => {
    const made = await api.post<Carrier>("/carriers", { kind: kind.kind, ...sent(kind.form.fields, wish) })
    keep(made)
    go(`/settings/carriers/${made.account.id}`, { replace: true })
  })
  return (
    <Sheet title={t("carriers.add_kind", { kind: kind.label })} lead={<Link href="/settings/carriers/new">{t("carriers.other")}</Link>}>
      <Lead form={kind.form} />
      <form className={parts.form} onSubmit={(event) => void form.submit(event)} autoComplete="off" aria-label={t("carriers.add_kind", { kind: kind.label })}>
        <Fields form={form} asked={kind.form.fields} hint={t("carriers.name_hint")} placeholder={kind.label} />
        <Saving form={form} label={t("settings.connect")} />
      </form>
    </Sheet>
  )
}
