import { useState } from "preact/hooks"
import type { TalkState } from "../lines"
import { masked } from "../words"
import { useRoom } from "./context"
import { isOpen } from "./Header"

/** Asked once, after the first words: an answer needs somewhere to go when she leaves. */
export function Address({ state }: { state: TalkState }) {
  const { keep, t, config } = useRoom()
  const [asked, setAsked] = useState(!!keep.read().asked)
  const spoken = state.pending.length > 0 || state.lines.some(({ from }) => from === "me")
  if (asked || !spoken || state.visitor?.email) return null
  const later = () => {
    keep.change((kept) => ({ ...kept, asked: true }))
    setAsked(true)
  }
  return (
    <div class="card">
      <AddressForm label={t(isOpen(state, config.open) ? "where" : "where_closed")} done={later} later={later} />
    </div>
  )
}

export function AddressForm({ label, done, later }: { label: string; done(): void; later?: () => void }) {
  const { t, talk } = useRoom()
  const [problem, setProblem] = useState("")
  const save = async (event: Event) => {
    event.preventDefault()
    const field = (event.target as HTMLFormElement).elements.namedItem("email") as HTMLInputElement
    if (!field.value.trim() || !field.checkValidity()) return setProblem(t("bad_mail"))
    try {
      await talk.introduce({ email: field.value.trim() })
      done()
    } catch (error) {
      setProblem(error instanceof Error && "status" in error ? error.message : t("no_line"))
    }
  }
  return (
    <form class="ask" noValidate onSubmit={save}>
      <label for="sk-mail">{label}</label>
      <div class="row">
        <input id="sk-mail" name="email" type="email" autocomplete="email" inputmode="email" dir="ltr" placeholder={t("your_mail")} aria-invalid={!!problem} aria-describedby="sk-mail-problem" />
        <button class="btn go" type="submit">
          {t("save")}
        </button>
      </div>
      <p id="sk-mail-problem" class="problem" role="alert">
        {problem}
      </p>
      {later && (
        <button class="word" type="button" onClick={later}>
          {t("not_now")}
        </button>
      )}
    </form>
  )
}

/** The line under the field: where the answer goes, and how to change that. */
export function Goes({ state }: { state: TalkState }) {
  const { t, config } = useRoom()
  const [changing, setChanging] = useState(false)
  const mail = state.visitor?.email
  const open = isOpen(state, config.open)
  if (changing) return <AddressForm label={t(open ? "where" : "where_closed")} done={() => setChanging(false)} later={() => setChanging(false)} />
  if (mail) {
    return (
      <p class="goes">
        {t(open ? "goes_to" : "goes_to_closed", { mail: masked(mail) })}{" "}
        {!state.visitor?.proven && (
          <button class="word" type="button" onClick={() => setChanging(true)}>
            {t("change")}
          </button>
        )}
      </p>
    )
  }
  return (
    <p class="goes">
      <button class="word" type="button" onClick={() => setChanging(true)}>
        {t("leave_address")}
      </button>
    </p>
  )
}
