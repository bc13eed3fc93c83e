import { t } from "../../../../i18n"
import { AddressFields } from "../AddressFields"
import { addressOf, beginAddress, type AddressChoice } from "../changing"
import type { FieldsProps, Form } from "../form"
import { Notify } from "../parts"

function Fields({ scene, choice, set }: FieldsProps<AddressChoice>) {
  return (
    <>
      <AddressFields scene={scene} legend={t("do.place.title")} place={choice.place} set={(place) => set({ place })} />
      <Notify on={choice.notify} set={(notify) => set({ notify })} />
    </>
  )
}

export const ADDRESS: Form<AddressChoice> = { begin: beginAddress, action: addressOf, Fields, hint: "do.choose_address", slow: true }
