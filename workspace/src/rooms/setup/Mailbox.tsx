import { Button } from "@mantine/core"
import { useState } from "react"
import { api } from "../../api/client"
import { t } from "../../i18n"
import { useMe } from "../../live/desk"
import { useLoaded } from "../../live/loaded"
import { InboxFields } from "../settings/inboxes/InboxFields"
import { kindForm } from "../settings/inboxes/forms"
import { sent, tellDesk, wishOf, type Inbox } from "../settings/inboxes/model"
import { TryMailbox } from "../settings/inboxes/TryMailbox"
import { useForm } from "../settings/parts/form"
import { listed, type Listed } from "../settings/parts/listed"
import { Fault, When } from "../settings/parts/parts"
import parts from "../settings/parts/parts.module.css"
import { Later, Step, type StepProps } from "."
import classes from "./setup.module.css"

export function Mailbox({ onward }: StepProps) {
  const loaded = useLoaded("inboxes", (signal) => api.get<Listed<Inbox>>("/inboxes", undefined, signal))
  return (
    <Step title={t("setup.mailbox_title")} lead={t("setup.mailbox_lead")}>
      <When loaded={loaded}>{(data) => <Connect known={listed(data).find((each) => each.abilities.subject)} onward={onward} />}</When>
    </Step>
  )
}

function Connect({ known, onward }: StepProps & { known: Inbox | undefined }) {
  const kind = kindForm("email")
  const brand = useMe().brands[0]?.id ?? ""
  const [kept, setKept] = useState(known)
  const [fine, setFine] = useState(false)
  const form = useForm(wishOf(kind, brand, kept), async (wish) => {
    const data = sent(kind, wish)
    const inbox = kept ? await api.patch<Inbox>(`/inboxes/${kept.id}`, data) : await api.post<Inbox>("/inboxes", { kind: kind.kind, ...data })
    tellDesk(inbox)
    setKept(inbox)
  })
  const settled = kept && !form.changed
  return (
    <form className={parts.form} onSubmit={(event) => void form.submit(event)} autoComplete="off">
      <InboxFields form={form} kind={kind} set={kept?.secrets_set} brands={false} />
      <Fault problem={form.loose} />
      {settled && <div><h3>{t("settings.test_title")}</h3><p className={parts.hint}>{t("settings.test_lead")}</p><TryMailbox key={JSON.stringify(form.values)} inbox={kept.id} tried={setFine} main={!fine} /></div>}
      <div className={classes.foot}>
        {!settled && <Button type="submit" size="md" loading={form.busy}>{t("settings.connect")}</Button>}
        {settled && <Button size="md" variant={fine ? "filled" : "default"} onClick={onward}>{t("setup.onward")}</Button>}
        {!settled && <Later onward={onward} />}
      </div>
    </form>
  )
}
