import "@mantine/core/styles/PasswordInput.layer.css"
import { Button, Modal, PasswordInput, TextInput } from "@mantine/core"
import { useState } from "react"
import { api, asProblem } from "../api/client"
import { t } from "../i18n"
import { useForm } from "../rooms/settings/parts/form"

/** The password once more, before something that opens the account itself. */
export default function Proving({ done }: { done: (proven: boolean) => void }) {
  const [coded, setCoded] = useState(false)
  const form = useForm({ password: "", code: "" }, async ({ password, code }) => {
    try {
      await api.put("/session", { password, ...(code.trim() ? { code: code.trim() } : {}) })
    } catch (failure) {
      if (asProblem(failure).kind !== "code_needed") throw failure
      setCoded(true)
      return
    }
    done(true)
  })
  return (
    <Modal opened onClose={() => done(false)} title={t("team.prove_title")} size={400} closeButtonProps={{ "aria-label": t("act.close") }}>
      <form onSubmit={(event) => void form.submit(event)} style={{ display: "grid", gap: 16 }}>
        <p style={{ margin: 0 }}>{t("team.prove_lead")}</p>
        <PasswordInput label={t("team.password")} autoComplete="current-password" required data-autofocus {...form.text("password")}
          visibilityToggleButtonProps={{ "aria-label": t("team.show_password") }} />
        {coded && <TextInput label={t("team.code")} autoComplete="one-time-code" maxLength={40} required autoFocus {...form.text("code")} />}
        <p role="alert" style={{ margin: 0, color: "var(--sk-clay)" }}>{form.loose?.detail}</p>
        <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
          <Button variant="default" onClick={() => done(false)}>{t("act.cancel")}</Button>
          <Button type="submit" loading={form.busy}>{t("team.prove_go")}</Button>
        </div>
      </form>
    </Modal>
  )
}
