import { Button } from "@mantine/core"
import { t } from "../../i18n"
import { useMe } from "../../live/desk"
import { BrandFields, keepBrand, wishOf } from "../settings/Brands"
import { useForm } from "../settings/parts/form"
import { Fault } from "../settings/parts/parts"
import parts from "../settings/parts/parts.module.css"
import { Step, type StepProps } from "."
import classes from "./setup.module.css"

export function Brand({ onward }: StepProps) {
  const brand = useMe().brands[0]
  const form = useForm(wishOf(brand), async (wish) => {
    await keepBrand(brand?.id, wish)
    onward()
  })
  return (
    <Step title={t("setup.brand_title")} lead={t("setup.brand_lead")}>
      <form className={parts.form} onSubmit={(event) => void form.submit(event)}>
        <BrandFields form={form} />
        <Fault problem={form.loose} />
        <div className={classes.foot}><Button type="submit" size="md" loading={form.busy}>{t("setup.onward")}</Button></div>
      </form>
    </Step>
  )
}
