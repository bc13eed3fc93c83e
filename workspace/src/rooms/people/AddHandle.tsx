import { Button, TextInput } from "@mantine/core"
import { useState } from "react"
import { api } from "../../api/client"
import type { Handle, Person } from "../../api/types"
import { t } from "../../i18n"
import { useForm } from "../settings/parts/form"
import classes from "./people.module.css"

/** An address has an @, a number has digits: nobody has to say which. */
export const kindOf = (value: string): "email" | "phone" | "other" =>
  value.includes("@") && !value.trim().startsWith("@") ? "email" : /^[+\d][\d\s()/.-]{5,}$/.test(value.trim()) ? "phone" : "other"

export function AddHandle({ person, added }: { person: Person; added: () => void }) {
  const [open, setOpen] = useState(false)
  const form = useForm({ value: "" }, async ({ value }) => {
    await api.post<Handle>(`/people/${person.id}/handles`, { kind: kindOf(value), value: value.trim() })
    form.reset({ value: "" })
    setOpen(false)
    added()
  })
  if (!open) return <button type="button" className="word" onClick={() => setOpen(true)}>{t("people.add_handle")}</button>
  return (
    <form className={classes.addHandle} onSubmit={(event) => void form.submit(event)}>
      <TextInput aria-label={t("people.add_handle")} placeholder={t("people.handle_example")} required autoFocus {...form.text("value")} error={form.problem?.detail}
        onKeyDown={(event) => { if (event.key === "Escape") setOpen(false) }} />
      <Button type="submit" variant="default" loading={form.busy}>{t("act.add")}</Button>
    </form>
  )
}
