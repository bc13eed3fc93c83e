import { Button } from "@mantine/core"
import { useState } from "react"
import { t } from "../../i18n"
import { Counts } from "./mail/Counts"
import { Quarantine } from "./mail/Quarantine"
import { Where } from "./mail/Where"
import { Sheet } from "./parts/parts"

export default function MailCount() {
  const [round, setRound] = useState(0)
  const again = () => setRound((now) => now + 1)
  return (
    <Sheet title={t("settings.mail")} lead={t("settings.mail_lead")} tools={<Button variant="default" onClick={again}>{t("settings.count_again")}</Button>}>
      <Counts round={round} />
      <Where />
      <Quarantine round={round} changed={again} />
    </Sheet>
  )
}
