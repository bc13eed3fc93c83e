import { Button } from "@mantine/core"
import { api } from "../../api/client"
import type { Brand } from "../../api/types"
import { t } from "../../i18n"
import { changeMe, useMe } from "../../live/desk"
import { useLoaded } from "../../live/loaded"
import { HoursFields, type Wish } from "../settings/hours/HoursFields"
import { usual, type Hours as Kept } from "../settings/hours/model"
import { useForm } from "../settings/parts/form"
import { listed, type Listed } from "../settings/parts/listed"
import { Fault, When } from "../settings/parts/parts"
import parts from "../settings/parts/parts.module.css"
import { Later, Step, type StepProps } from "."
import classes from "./setup.module.css"

export function Hours({ onward }: StepProps) {
  const loaded = useLoaded("hours", (signal) => api.get<Listed<Kept>>("/hours", undefined, signal))
  return (
    <Step title={t("setup.hours_title")} lead={t("setup.hours_lead")}>
      <When loaded={loaded}>{(data) => <Choose kept={listed(data)[0]} onward={onward} />}</When>
    </Step>
  )
}

function Choose({ kept, onward }: StepProps & { kept: Kept | undefined }) {
  const brand = useMe().brands[0]
  const begin: Wish = kept ? { name: kept.name, timezone: kept.timezone, intervals: kept.intervals, holidays: kept.holidays, always: kept.always } : usual(t("settings.hours"))
  const form = useForm(begin, async (wish) => {
    const hours = kept ? await api.patch<Kept>(`/hours/${kept.id}`, wish) : await api.post<Kept>("/hours", wish)
    if (brand && brand.hours_id !== hours.id) {
      const changed = await api.patch<Brand>(`/brands/${brand.id}`, { hours_id: hours.id })
      changeMe((me) => ({ ...me, brands: me.brands.map((each) => (each.id === changed.id ? changed : each)) }))
    }
    onward()
  })
  return (
    <form className={parts.form} onSubmit={(event) => void form.submit(event)}>
      <HoursFields form={form} />
      <Fault problem={form.loose} />
      <div className={classes.foot}><Button type="submit" size="md" loading={form.busy}>{t("setup.onward")}</Button><Later onward={onward} /></div>
    </form>
  )
}
