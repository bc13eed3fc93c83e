import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core"
import { useState } from "react"
import { Link, Redirect, Route, Switch, useLocation, useParams } from "wouter"
import { api } from "../../api/client"
import type { Brand } from "../../api/types"
import { LOCALES, t } from "../../i18n"
import { changeMe, useMe } from "../../live/desk"
import { useLoaded } from "../../live/loaded"
import { Empty } from "../../parts/States"
import { BrandMark, WidgetPreview } from "./parts/WidgetPreview"
import { useForm, type Form } from "./parts/form"
import { listed, type Listed } from "./parts/listed"
import { Ask, Field, Row, Rows, Saving, Section, Sheet } from "./parts/parts"
import classes from "./parts/parts.module.css"
import type { Hours } from "./hours/model"

export const AWNINGS = ["#163D31", "#1F3A5F", "#6B2D3E", "#5A3E1B", "#3B2F55", "#2B3330"] as const
export type Wish = Pick<Brand, "name" | "colour" | "locale" | "reply_time" | "signature_text"> & { site: string; privacy_url: string; hours_id: string; reopen_days: number }

export const wishOf = (brand?: Brand): Wish => ({
  name: brand?.name ?? "", colour: brand?.colour ?? AWNINGS[0], locale: brand?.locale ?? "en", site: brand?.site ?? "", privacy_url: brand?.privacy_url ?? "",
  hours_id: brand?.hours_id ?? "", reply_time: brand?.reply_time ?? "", signature_text: brand?.signature_text ?? "", reopen_days: brand?.reopen_days ?? 14,
})

/** Nobody types the scheme: shop.example is https://shop.example. */
export const webAddress = (words: string): string | null => {
  const bare = words.trim()
  return !bare ? null : /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `https://${bare}`
}

export async function keepBrand(id: string | undefined, wish: Wish): Promise<Brand> {
  const { reply_time, ...rest } = wish
  const data = {
    ...rest, site: webAddress(wish.site), privacy_url: webAddress(wish.privacy_url), hours_id: wish.hours_id || null, reopen_days: Number(wish.reopen_days),
    ...(reply_time ? { reply_time } : {}),
  }
  const brand = id ? await api.patch<Brand>(`/brands/${id}`, data) : await api.post<Brand>("/brands", data)
  changeMe((me) => ({ ...me, brands: me.brands.some((each) => each.id === brand.id) ? me.brands.map((each) => (each.id === brand.id ? brand : each)) : [...me.brands, brand] }))
  return brand
}

export default function Brands() {
  return (
    <Switch>
      <Route path="/settings/brands/:id"><One /></Route>
      <Route><All /></Route>
    </Switch>
  )
}

function All() {
  const { brands } = useMe()
  const [, go] = useLocation()
  return (
    <Sheet title={t("settings.brands")} lead={t("settings.brands_lead")} tools={<Button variant="default" onClick={() => go("/settings/brands/new")}>{t("settings.brand_add")}</Button>}>
      {brands.length ? (
        <Rows label={t("settings.brands")}>
          {brands.map((brand) => (
            <Row key={brand.id} lead={<BrandMark colour={brand.colour} />} name={brand.name} href={`/settings/brands/${brand.id}`} words={brand.site ?? t("settings.brand_no_site")} />
          ))}
        </Rows>
      ) : <Empty title={t("settings.brands_none")}>{t("settings.brands_none_more")}</Empty>}
    </Sheet>
  )
}

function One() {
  const { id } = useParams<{ id: string }>()
  const { brands } = useMe()
  const brand = brands.find((each) => each.id === id)
  if (!brand && id !== "new") return <Redirect to="/settings/brands" replace />
  return <Edit key={id} brand={brand} />
}

function Edit({ brand }: { brand: Brand | undefined }) {
  const [, go] = useLocation()
  const { brands } = useMe()
  const form = useForm(wishOf(brand), async (wish) => {
    const kept = await keepBrand(brand?.id, wish)
    if (!brand) go(`/settings/brands/${kept.id}`, { replace: true })
  })
  const drop = async () => {
    await api.delete(`/brands/${brand?.id}`)
    changeMe((me) => ({ ...me, brands: me.brands.filter((each) => each.id !== brand?.id) }))
    go("/settings/brands")
  }
  return (
    <Sheet title={brand?.name ?? t("settings.brand_new")} lead={<Link href="/settings/brands">{t("settings.brands_back")}</Link>}>
      <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
        <BrandFields form={form} />
        <Section title={t("settings.signature")} lead={t("settings.signature_lead")}>
          <Textarea aria-label={t("settings.signature")} autosize minRows={3} maxRows={10} {...form.text("signature_text")} />
        </Section>
        <Section title={t("settings.promises")}>
          <div className={classes.pair}>
            <ChooseHours form={form} />
            <TextInput type="number" min={0} max={365} label={t("settings.reopen")} description={t("settings.reopen_hint")} inputWrapperOrder={["label", "input", "description"]} {...form.text("reopen_days")} />
          </div>
        </Section>
        <Saving form={form} />
      </form>
      {brand && brands.length > 1 && (
        <Section><Ask words={t("settings.brand_remove")} question={t("settings.brand_ask", { name: brand.name })} yes={t("act.remove")} act={drop} /></Section>
      )}
    </Sheet>
  )
}

/** What the wizard asks for too. */
export function BrandFields({ form }: { form: Form<Wish> }) {
  const { values } = form
  return (
    <>
      <div className={classes.pair}>
        <TextInput label={t("settings.brand_name")} description={t("settings.brand_name_hint")} inputWrapperOrder={["label", "input", "description"]} required {...form.text("name")} />
        <TextInput label={t("settings.site")} inputMode="url" autoCapitalize="none" placeholder="https://" {...form.text("site")} />
      </div>
      <Field label={t("settings.awning")} hint={t("settings.awning_hint")}>
        <Awning value={values.colour} set={(colour) => form.set({ colour })} />
      </Field>
      <div className={classes.pair}>
        <NativeSelect label={t("settings.brand_language")} data={Object.entries(LOCALES).map(([value, label]) => ({ value, label }))} {...form.text("locale")} />
        <TextInput label={t("settings.reply_time")} description={t("settings.reply_time_hint")} inputWrapperOrder={["label", "input", "description"]} placeholder={t("settings.reply_time_example")} {...form.text("reply_time")} />
      </div>
      <TextInput label={t("settings.privacy")} inputMode="url" autoCapitalize="none" placeholder="https://" {...form.text("privacy_url")} />
      <WidgetPreview name={values.name} colour={values.colour} replyTime={values.reply_time} />
    </>
  )
}

function Awning({ value, set }: { value: string; set: (colour: string) => void }) {
  const [own] = useState(() => value)
  const known = AWNINGS.some((each) => each.toLowerCase() === own.toLowerCase())
  return (
    <div className={classes.swatches}>
      {[...(known ? [] : [own]), ...AWNINGS].map((colour, at) => (
        <label key={colour} className={classes.swatch} style={{ background: colour }}>
          <input type="radio" name="awning" aria-label={t("settings.colour_n", { n: at + 1 })} checked={value.toLowerCase() === colour.toLowerCase()} onChange={() => set(colour)} />
        </label>
      ))}
      <label className={classes.own}>{t("settings.colour_own")} <input type="color" value={value} onChange={(event) => set(event.currentTarget.value)} /></label>
    </div>
  )
}

function ChooseHours({ form }: { form: Form<Wish> }) {
  const { data } = useLoaded("hours", (signal) => api.get<Listed<Hours>>("/hours", undefined, signal))
  const choices = [{ value: "", label: t("settings.hours_always") }, ...(data ? listed(data) : []).map((each) => ({ value: each.id, label: each.name }))]
  return <NativeSelect label={t("settings.hours")} description={t("settings.hours_choose")} inputWrapperOrder={["label", "input", "description"]} data={choices} {...form.text("hours_id")} />
}
