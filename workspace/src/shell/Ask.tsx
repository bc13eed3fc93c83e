import { Button, Modal, TextInput } from "@mantine/core"
import { useState } from "react"
import { t } from "../i18n"
import { createStore } from "../live/observed"

interface Question { title: string; value: string; answer: (words: string | null) => void; sure?: { more: string; yes: string } }
const asked = createStore<Question | null>(null)

/** One line of text from the person at the desk; null when they would rather not. */
export const ask = (title: string, value = ""): Promise<string | null> =>
  new Promise((answer) => asked.set({ title, value, answer }))

/** Whether they really want it: `yes` is what the button says. */
export const sure = (title: string, more: string, yes: string): Promise<boolean> =>
  new Promise((answer) => asked.set({ title, value: "", answer: (words) => answer(words !== null), sure: { more, yes } }))

export function Asking() {
  const question = asked.use((now) => now)
  if (!question) return null
  const done = (words: string | null) => { asked.set(null); question.answer(words) }
  return (
    <Modal opened onClose={() => done(null)} title={question.title} size={400} closeButtonProps={{ "aria-label": t("act.close") }}>
      {question.sure ? <Sure {...question.sure} done={done} /> : <Line question={question} done={done} />}
    </Modal>
  )
}

const FEET = { display: "flex", gap: 8, justifyContent: "flex-end" } as const
const ROWS = { display: "grid", gap: 16 } as const

function Line({ question, done }: { question: Question; done: (words: string | null) => void }) {
  const [words, setWords] = useState(question.value)
  return (
    <form onSubmit={(event) => { event.preventDefault(); done(words.trim()) }} style={ROWS}>
      <TextInput value={words} onChange={(event) => setWords(event.currentTarget.value)} aria-label={question.title} data-autofocus dir="auto" />
      <div style={FEET}>
        <Button variant="default" onClick={() => done(null)}>{t("act.cancel")}</Button>
        <Button type="submit">{t("act.save")}</Button>
      </div>
    </form>
  )
}

function Sure({ more, yes, done }: { more: string; yes: string; done: (words: string | null) => void }) {
  return (
    <div style={ROWS}>
      <p>{more}</p>
      <div style={FEET}>
        <Button variant="default" data-autofocus onClick={() => done(null)}>{t("act.stay")}</Button>
        <Button onClick={() => done("")}>{yes}</Button>
      </div>
    </div>
  )
}
