import { useState } from "preact/hooks"
import { Back } from "../icons"
import { useRoom } from "./context"

/** Before the first word, where the shop wants to know whom it speaks to. */
export function Prechat({ done }: { done(): void }) {
  const { t, talk, config } = useRoom()
  const [problem, setProblem] = useState("")
  const { ask_name, ask_email, required } = config.prechat!
  const begin = async (event: Event) => {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const [name, email] = [String(form.get("name") ?? "").trim(), String(form.get("email") ?? "").trim()]
    const mailField = (event.target as HTMLFormElement).elements.namedItem("email") as HTMLInputElement | null
    if (mailField && ((email && !mailField.checkValidity()) || (required && !email))) return setProblem(t("bad_mail"))
    if (required && ask_name && !name) return setProblem(t("your_name"))
    try {
      if (name || email) await talk.introduce({ ...(name ? { name } : {}), ...(email ? { email } : {}) })
      done()
    } catch (error) {
      setProblem(error instanceof Error && "status" in error ? error.message : t("no_line"))
    }
  }
  const hint = required ? "" : ` (${t("optional")})`
  return (
    <form class="aside" noValidate onSubmit={begin}>
      <h3>{t("hello_first")}</h3>
      {ask_name && <Field name="name" type="text" label={t("your_name") + hint} auto="name" />}
      {ask_email && <Field name="email" type="email" label={t("your_mail") + hint} auto="email" />}
      <p class="problem" role="alert">
        {problem}
      </p>
      <button class="btn go" type="submit">
        {t("begin")}
      </button>
    </form>
  )
}

function Field({ name, type, label, auto }: { name: string; type: "text" | "email"; label: string; auto: "name" | "email" }) {
  return (
    <label>
      {label}
      {type === "email" ? <input name={name} type="email" autocomplete={auto} dir="ltr" /> : <input name={name} type="text" autocomplete={auto} dir="auto" />}
    </label>
  )
}

/** Earlier talks are shown to whoever can read the mail of that address, and to nobody else. */
export function Earlier({ leave, shown }: { leave(): void; shown(): void }) {
  const { t, talk } = useRoom()
  const [mail, setMail] = useState("")
  const [problem, setProblem] = useState("")
  const step = async (event: Event) => {
    event.preventDefault()
    const value = String(new FormData(event.target as HTMLFormElement).get("value") ?? "").trim()
    setProblem("")
    try {
      if (mail) {
        await talk.prove(value.replace(/\s/g, ""), mail)
        shown()
      } else {
        const field = (event.target as HTMLFormElement).elements.namedItem("value") as HTMLInputElement
        if (!value || !field.checkValidity()) return setProblem(t("bad_mail"))
        await talk.askCode(value)
        setMail(value)
      }
    } catch (error) {
      const refused = error instanceof Error && "status" in error
      setProblem(!refused ? t("no_line") : mail ? t("code_failed") : error.message)
    }
  }
  return (
    <form class="aside" noValidate onSubmit={step} key={mail}>
      <BackButton leave={leave} title={t("earlier")} />
      <p>{mail ? t("code_sent", { mail }) : t("earlier_how")}</p>
      <label>
        {t(mail ? "code" : "your_mail")}
        {mail ? (
          <input name="value" type="text" inputmode="numeric" autocomplete="one-time-code" dir="ltr" class="code" />
        ) : (
          <input name="value" type="email" inputmode="email" autocomplete="email" dir="ltr" />
        )}
      </label>
      <p class="problem" role="alert">
        {problem}
      </p>
      <button class="btn go" type="submit">
        {t(mail ? "show_talks" : "send_code")}
      </button>
    </form>
  )
}

export function Forget({ leave }: { leave(): void }) {
  const { t, talk } = useRoom()
  const forget = async () => {
    await talk.forget(true).catch(() => talk.forget(false))
    leave()
  }
  return (
    <div class="aside">
      <BackButton leave={leave} title={t("forget")} />
      <p>{t("forget_sure")}</p>
      <div class="row">
        <button class="btn" type="button" onClick={leave}>
          {t("keep_it")}
        </button>
        <button class="btn clay" type="button" onClick={() => void forget()}>
          {t("forget_yes")}
        </button>
      </div>
    </div>
  )
}

function BackButton({ leave, title }: { leave(): void; title: string }) {
  return (
    <h3>
      <button class="ib back" type="button" onClick={leave} aria-label={title}>
        <Back />
      </button>
      {title}
    </h3>
  )
}
