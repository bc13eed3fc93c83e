import { Button } from "@mantine/core"
import { useState } from "react"
import { api } from "../../api/client"
import { t } from "../../i18n"
import { useMe } from "../../live/desk"
import { useLoaded } from "../../live/loaded"
import { Snippet } from "../settings/Inboxes"
import { tellDesk, type Inbox } from "../settings/inboxes/model"
import { listed, type Listed } from "../settings/parts/listed"
import { attempt, When } from "../settings/parts/parts"
import { WidgetPreview } from "../settings/parts/WidgetPreview"
import { Later, Step, type StepProps } from "."
import classes from "./setup.module.css"

export function Widget({ onward }: StepProps) {
  const loaded = useLoaded("inboxes", (signal) => api.get<Listed<Inbox>>("/inboxes", undefined, signal))
  const { brands } = useMe()
  const brand = brands[0]
  const [busy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    await attempt(async () => {
      tellDesk(await api.post<Inbox>("/inboxes", { kind: "chat", name: t("settings.kind_chat"), brand_id: brand?.id ?? "" }))
      loaded.again()
    })
    setBusy(false)
  }
  return (
    <Step title={t("setup.widget_title")} lead={t("setup.widget_lead")}>
      {brand && <WidgetPreview name={brand.name} colour={brand.colour} replyTime={brand.reply_time} />}
      <When loaded={loaded}>
        {(data) => {
          const chat = listed(data).find((each) => each.abilities.typing)
          return (
            <>
              {chat && <Snippet inbox={chat.id} />}
              <div className={classes.foot}>
                {chat ? <Button size="md" onClick={onward}>{t("setup.onward")}</Button> : <Button size="md" loading={busy} onClick={() => void make()}>{t("setup.widget_make")}</Button>}
                {!chat && <Later onward={onward} />}
              </div>
            </>
          )
        }}
      </When>
    </Step>
  )
}
