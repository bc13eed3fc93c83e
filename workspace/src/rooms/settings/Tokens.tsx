import { Checkbox, TextInput } from "@mantine/core"
import { useState } from "react"
import { api } from "../../api/client"
import { t } from "../../i18n"
import { listTime } from "../../i18n/times"
import { useLoaded } from "../../live/loaded"
import { useForm } from "./parts/form"
import { Ask, Copyable, Row, Rows, Saving, Section, When } from "./parts/parts"
import { listed, type Listed } from "./parts/listed"
import classes from "./parts/parts.module.css"

interface Token { id: string; name: string; start: string; created_at: number; used_at: number | null; expires_at: number | null; reads_only: boolean }
interface Made { token: Token; secret: string }

export function Tokens() {
  const loaded = useLoaded("tokens", (signal) => api.get<Listed<Token>>("/me/tokens", undefined, signal))
  const [made, setMade] = useState<string | null>(null)
  const form = useForm({ name: "", reads_only: false }, async ({ name, reads_only }) => {
    const answer = await api.post<Made | { secret: string } | { token: string }>("/me/tokens", { name, reads_only })
    setMade("secret" in answer ? answer.secret : String(answer.token))
    form.reset({ name: "", reads_only: false })
    loaded.again()
  })
  return (
    <Section title={t("settings.tokens")} lead={t("settings.tokens_lead")}>
      <When loaded={loaded}>
        {(data) => listed(data).length > 0 && (
          <Rows label={t("settings.tokens")}>
            {listed(data).map((each) => (
              <Row key={each.id} name={each.name} words={<><code>{each.start}…</code> · {each.reads_only && <>{t("settings.token_reads")} · </>}{each.used_at ? t("settings.token_used", { when: listTime(each.used_at) }) : t("settings.token_unused")}</>}
                tools={<Ask words={t("act.remove")} question={t("settings.token_ask", { name: each.name })} yes={t("act.remove")} act={() => api.delete(`/me/tokens/${each.id}`).then(loaded.again)} />} />
            ))}
          </Rows>
        )}
      </When>
      {made && <><p className={classes.hint} style={{ marginTop: 12 }}>{t("settings.token_made")}</p><Copyable text={made} label={t("settings.tokens")} /></>}
      <form className={classes.form} onSubmit={(event) => void form.submit(event)}>
        <TextInput className={classes.narrow} label={t("settings.token_name")} placeholder={t("settings.token_example")} required {...form.text("name")} />
        <Checkbox label={t("settings.token_reads_only")} checked={form.values.reads_only} onChange={(event) => form.set({ reads_only: event.currentTarget.checked })} />
        <Saving form={form} label={t("settings.token_make")} quiet />
      </form>
    </Section>
  )
}
