import { Checkbox, NativeSelect, TextInput } from "@mantine/core"
import type { Place } from "../../../api/shop"
import { region, t, type Key } from "../../../i18n"
import { COUNTRIES } from "./countries"
import { samePlace, tidy, type Elsewhere, type Scene } from "./wish"
import classes from "./acting.module.css"

const FIELDS: readonly [keyof Place, Key][] = [
  ["name", "do.place.name"], ["company", "do.place.company"], ["line1", "do.place.line1"], ["line2", "do.place.line2"], ["postcode", "do.place.postcode"], ["city", "do.place.city"], ["region", "do.place.region"],
  ["country", "do.place.country"], ["phone", "do.place.phone"],
]

export const placeWords = (place: Place): string => [place.name, place.company, place.line1, place.line2, [place.postcode, place.city].filter(Boolean).join(" "), place.region, place.country].filter(Boolean).join(", ")

/** A postal address; those the shop knows of this customer are a click away. */
export function AddressFields({ scene, legend, place, set }: { scene: Scene; legend: string; place: Place; set: (place: Place) => void }) {
  return (
    <fieldset className={classes.set}>
      <legend>{legend}</legend>
      <Known scene={scene} place={place} set={set} />
      <div className={classes.address}>
        {FIELDS.map(([field, label]) => (
          <div key={field} data-wide={field === "line1" || undefined}>
            {field === "country" ? <CountrySelect value={place.country} set={(country) => set({ ...place, country })} /> : (
              <TextInput label={t(label)} autoComplete="off" maxLength={200} dir="auto" inputMode={field === "phone" ? "tel" : undefined} value={place[field]} onChange={(event) => set({ ...place, [field]: event.currentTarget.value })} />
            )}
          </div>
        ))}
      </div>
    </fieldset>
  )
}

function Known({ scene: { order, customer }, place, set }: { scene: Scene; place: Place; set: (place: Place) => void }) {
  const all = [order?.ship_to, order?.bill_to, customer?.place, ...(customer?.places ?? [])].filter((each): each is Place => !!each).map(tidy)
  const places = all.filter((each, index) => all.findIndex((other) => samePlace(each, other)) === index)
  const now = places.findIndex((each) => samePlace(each, place))
  if (places.length < 2) return null
  return (
    <NativeSelect label={t("do.place.known")} value={String(now)} onChange={(event) => { const taken = places[Number(event.currentTarget.value)]; if (taken) set(taken) }}
      data={[...(now < 0 ? [{ value: "-1", label: t("do.place.another") }] : []), ...places.map((each, index) => ({ value: String(index), label: placeWords(each) }))]} />
  )
}

/** A shop may write a country in its own way: that stays as it is until another is chosen. */
function CountrySelect({ value, set }: { value: string; set: (code: string) => void }) {
  const names = new Intl.DisplayNames(region(), { type: "region" })
  const all = COUNTRIES.map((code) => ({ value: code, label: names.of(code) ?? code })).sort((a, b) => a.label.localeCompare(b.label))
  const own = COUNTRIES.includes(value) ? [] : [{ value, label: value }]
  return <NativeSelect label={t("do.place.country")} value={value} data={[...own, ...all]} onChange={(event) => set(event.currentTarget.value)} />
}

/** Where it goes: as before, or somewhere else. */
export function ShipTo({ scene, choice, set }: { scene: Scene; choice: Elsewhere; set: (part: Partial<Elsewhere>) => void }) {
  const usual = scene.order?.ship_to ?? scene.customer?.place
  return (
    <>
      <Checkbox checked={choice.elsewhere} onChange={(event) => set({ elsewhere: event.currentTarget.checked })} label={t("do.elsewhere")} description={usual && !choice.elsewhere ? t("do.goes_to", { place: placeWords(usual) }) : undefined} />
      {choice.elsewhere && <AddressFields scene={scene} legend={t("do.place.title")} place={choice.place} set={(place) => set({ place })} />}
    </>
  )
}
