import { Button } from "@mantine/core"
import { useState } from "react"
import { api } from "../../api/client"
import { t } from "../../i18n"
import { useLoaded } from "../../live/loaded"
import { Empty } from "../../parts/States"
import { dayName, HoursFields, type Wish } from "./hours/HoursFields"
import { summary, usual, type Hours } from "./hours/model"
import { useForm } from "./parts/form"
import { listed, type Listed } from "./parts/listed"
import { Ask, Row, Rows, Saving, Sheet, When } from "./parts/parts"
import classes from "./parts/parts.module.css"

export default function HoursPage() {
  const loaded = useLoaded("hours", (signal) => api.get<Listed<Hours>>("/hours", undefined, signal))
  const [open, setOpen] = useState<string | null>(null)
  const close = () => { setOpen(null); loaded.again() }
  const words = (hours: Hours) => `${hours.always ? t("settings.always") : summary(hours.intervals, (day) => dayName(day, "short"))} · ${hours.timezone}`
  return (
    <Sheet title={t("settings.hours")} lead={t("settings.hours_lead")} tools={open !== "" && <Button variant="default" onClick={() => setOpen("")}>{t("settings.hours_add")}</Button>}>
      {open === "" && <Edit close={close} />}
      <When loaded={loaded}>
        {(data) => listed(data).length || open === "" ? (
          <Rows label={t("settings.hours")}>
            {listed(data).map((hours) => (
              <Row key={hours.id} name={hours.name} words={open === hours.id ? <Edit hours={hours} close={close} /> : words(hours)}
                tools={open !== hours.id && (
                  <>
                    <button type="button" className="word" aria-label={t("settings.edit_name", { name: hours.name })} onClick={() => setOpen(hours.id)}>{t("act.edit")}</button>
                    <Ask words={t("act.remove")} question={t("settings.hours_ask", { name: hours.name })} yes={t("act.remove")} act={() => api.delete(`/hours/${hours.id}`).then(loaded.again)} tone="plain" />
                  </>
                )} />
            ))}
          </Rows>
        ) : <Empty title={t("settings.hours_none")}>{t("settings.hours_none_more")}</Empty>}
      </When>
    </Sheet>
  )
}

function Edit({ hours, close }: { hours?: Hours; close: () => void }) {
  const begin: Wish = hours ? { name: hours.name, timezone: hours.timezone, intervals: hours.intervals, holidays: hours.holidays, always: hours.always } : usual(t("settings.hours"))
  const form = useForm(begin, async (wish) => {
    await (hours ? api.patch(`/hours/${hours.id}`, wish) : api.post("/hours", wish))
    close()
  })
  return (
    <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
      <HoursFields form={form} />
      <Saving form={form} label={t("act.save")} back={close} />
    </form>
  )
}
