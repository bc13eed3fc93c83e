import { Textarea } from "@mantine/core"
import { t } from "../../../../i18n"
import { ShipTo } from "../AddressFields"
import { beginDuplicate, duplicateOf, type DuplicateChoice } from "../changing"
import type { FieldsProps, Form } from "../form"

function Fields({ scene, choice, set }: FieldsProps<DuplicateChoice>) {
  return (
    <>
      <ShipTo scene={scene} choice={choice} set={set} />
      <Textarea label={t("do.note_there")} autosize minRows={1} maxRows={4} maxLength={500} value={choice.note} dir="auto" onChange={(event) => set({ note: event.currentTarget.value })} />
    </>
  )
}

export const DUPLICATE: Form<DuplicateChoice> = { begin: beginDuplicate, action: duplicateOf, Fields, hint: "do.choose_address", slow: true }
