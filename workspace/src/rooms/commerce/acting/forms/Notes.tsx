import { Textarea } from "@mantine/core"
import { t, type Key } from "../../../../i18n"
import { AddressFields } from "../AddressFields"
import type { FieldsProps, Form } from "../form"
import { beginCustomer, beginNotes, customerOf, notesOf, type CustomerChoice, type NotesChoice } from "../giving"
import { TagsField } from "../TagsField"

function NoteAndTags({ label, choice, set }: { label: Key; choice: NotesChoice; set: (part: Partial<NotesChoice>) => void }) {
  return (
    <>
      <Textarea label={t(label)} autosize minRows={2} maxRows={8} maxLength={5_000} value={choice.note} dir="auto" onChange={(event) => set({ note: event.currentTarget.value })} />
      <TagsField tags={choice.tags} set={(tags) => set({ tags })} />
    </>
  )
}

const OfOrder = ({ choice, set }: FieldsProps<NotesChoice>) => <NoteAndTags label="do.note_order" choice={choice} set={set} />

function OfCustomer({ scene, choice, set }: FieldsProps<CustomerChoice>) {
  return (
    <>
      <NoteAndTags label="do.note_customer" choice={choice} set={set} />
      <AddressFields scene={{ ...scene, order: null }} legend={t("do.place.usual")} place={choice.place} set={(place) => set({ place })} />
    </>
  )
}

export const NOTES: Form<NotesChoice> = { begin: beginNotes, action: notesOf, Fields: OfOrder, hint: "do.choose_note", slow: true, plain: true }
export const CUSTOMER: Form<CustomerChoice> = { begin: beginCustomer, action: customerOf, Fields: OfCustomer, hint: "do.choose_note", slow: true, plain: true }
