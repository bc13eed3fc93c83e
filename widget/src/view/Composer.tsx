import type { ComponentType } from "preact"
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks"
import { Clip, Smile, Up } from "../icons"
import type { TalkState } from "../lines"
import { Goes } from "./Address"
import { useRoom } from "./context"
import { Chips, useFiles } from "./files"

type Picker = ComponentType<{ pick(emoji: string): void; leave(): void; label: string }>

export function Composer({ state }: { state: TalkState }) {
  const { t, talk, keep, config } = useRoom()
  const field = useRef<HTMLTextAreaElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(keep.read().draft ?? "")
  const [Emoji, setEmoji] = useState<Picker | null>(null)
  const files = useFiles()
  const ready = (text.trim() !== "" || files.done.length > 0) && !files.busy && !!talk.talk

  const write = (next: string) => {
    setText(next)
    if (next && !(talk.talk && talk.known)) void talk.begin().catch(() => {})
    talk.talk?.typing(next)
  }
  useEffect(() => {
    if (!talk.known) return
    const id = setTimeout(() => keep.change(({ draft: _, ...kept }) => (text ? { ...kept, draft: text } : kept)), 300)
    return () => clearTimeout(id)
  }, [text])
  useLayoutEffect(() => {
    const element = field.current!
    element.style.height = "auto"
    element.style.height = Math.min(element.scrollHeight, 132) + "px"
  }, [text])

  const send = (event?: Event) => {
    event?.preventDefault()
    if (!ready) return
    talk.talk!.send(text.trim(), files.take())
    setText("")
    if (talk.known) keep.change(({ draft: _, ...kept }) => kept)
    field.current?.focus()
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event)
  }
  const paste = (event: ClipboardEvent) => {
    const pasted = [...(event.clipboardData?.files ?? [])]
    if (!pasted.length) return
    event.preventDefault()
    files.add(pasted)
  }
  const emoji = async () => {
    if (Emoji) return setEmoji(null)
    const { Emoji: loaded } = await import("./Emoji")
    setEmoji(() => loaded)
  }
  const pick = (chosen: string) => {
    const { selectionStart: from, selectionEnd: to } = field.current!
    write(text.slice(0, from) + chosen + text.slice(to))
  }
  const leaveEmoji = () => {
    setEmoji(null)
    field.current?.focus()
  }

  return (
    <form class="in" onSubmit={send}>
      <Trouble state={state} />
      {Emoji && <Emoji pick={pick} leave={leaveEmoji} label={t("emoji")} />}
      <Chips files={files} />
      <div class="f">
        <textarea ref={field} rows={1} dir="auto" value={text} placeholder={t("write")} aria-label={t("write")} enterkeyhint="send" maxLength={config.longest_text ?? 5000} onInput={(event) => write(event.currentTarget.value)} onKeyDown={key} onPaste={paste} />
        <input ref={chooser} class="vh" type="file" multiple tabIndex={-1} aria-hidden="true" onChange={(event) => (files.add([...(event.currentTarget.files ?? [])]), (event.currentTarget.value = ""))} />
        <button class="ib" type="button" aria-label={t("attach")} onClick={() => chooser.current?.click()}>
          <Clip />
        </button>
        <button class="ib smile" type="button" aria-label={t("emoji")} aria-expanded={!!Emoji} onClick={() => void emoji()}>
          <Smile />
        </button>
        <button class="send" type="submit" aria-label={t("send")} aria-disabled={!ready}>
          <Up />
        </button>
      </div>
      <Goes state={state} />
    </form>
  )
}

function Trouble({ state }: { state: TalkState }) {
  const { t } = useRoom()
  const [, tick] = useState(0)
  const left = Math.ceil((state.held - Date.now()) / 1000)
  useEffect(() => {
    if (left <= 0) return
    const id = setInterval(() => tick((n) => n + 1), 1000)
    return () => clearInterval(id)
  }, [state.held])
  const lost = state.link === "lost" || (state.link === "polling" && state.pending.length > 0) || !navigator.onLine
  const words = left > 0 ? t("held", { n: left }) : lost ? t("offline") : ""
  return (
    <p class={words ? "trouble" : "vh"} role="status">
      {words}
    </p>
  )
}
