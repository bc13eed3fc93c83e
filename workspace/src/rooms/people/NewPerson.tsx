import { Button, Modal, TextInput } from "@mantine/core"
import { Link, useLocation } from "wouter"
import { api } from "../../api/client"
import type { Person } from "../../api/types"
import { t } from "../../i18n"
import { keep } from "../../live/desk"
import { useForm } from "../settings/parts/form"
import { Fault } from "../settings/parts/parts"
import parts from "../settings/parts/parts.module.css"
import { kindOf } from "./AddHandle"

export function NewPerson({ name, close }: { name: string; close: () => void }) {
  const [, go] = useLocation()
  const looksLikeAddress = kindOf(name) !== "other"
  const form = useForm({ name: looksLikeAddress ? "" : name, value: looksLikeAddress ? name : "" }, async (given) => {
    const value = given.value.trim()
    const person = await api.post<Person>("/people", { name: given.name.trim(), handles: value ? [{ kind: kindOf(value), value }] : [] })
    keep({ people: [person] })
    close()
    go(`/people/${person.id}`)
  })
  const other = form.problem?.extra.person_id
  return (
    <Modal opened onClose={close} title={t("people.new")} size={420} closeButtonProps={{ "aria-label": t("act.close") }}>
      <form className={parts.form} onSubmit={(event) => void form.submit(event)}>
        <TextInput label={t("people.name")} data-autofocus {...form.text("name")} />
        <TextInput label={t("people.address")} placeholder={t("people.handle_example")} {...form.text("value")} />
        <Fault problem={form.problem} />
        {typeof other === "string" && <p><Link href={`/people/${other}`} onClick={close}>{t("people.open_them")}</Link></p>}
        <div className={parts.saving}>
          <Button type="submit" loading={form.busy} disabled={!form.values.name.trim() && !form.values.value.trim()}>{t("act.add")}</Button>
          <Button variant="default" onClick={close}>{t("act.cancel")}</Button>
        </div>
      </form>
    </Modal>
  )
}
