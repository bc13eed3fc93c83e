import { useState } from "preact/hooks"
import { Sheet } from "../icons"
import type { TalkState } from "../lines"
import type { FileRef, Line, Pending } from "../protocol"
import { linked } from "../links"
import { clock, daysApart, longDay, size } from "../words"
import { Address } from "./Address"
import { useRoom } from "./context"

const PAUSE = 30 * 60_000

/** Everything that was said, what is on its way, and who is writing. */
export function Said({ state }: { state: TalkState }) {
  return (
    <>
      <ol>
        {state.lines.map((line, i) => (
          <Spoken key={line.id} line={line} before={state.lines[i - 1]} state={state} />
        ))}
        {state.pending.map((item) => (
          <Unsent key={item.id} item={item} />
        ))}
      </ol>
      <Address state={state} />
      {state.typing && <Typing name={state.typing} />}
    </>
  )
}

function Spoken({ line, before, state }: { line: Line; before: Line | undefined; state: TalkState }) {
  const { t, locale } = useRoom()
  if (line.from === "system") return <li class="mach">{line.text}</li>
  const mine = line.from === "me"
  const stamp = !before || line.at - before.at > PAUSE
  const named = !mine && (stamp || before?.from !== "shop" || before.name !== line.name)
  const name = mine ? t("you") : line.name || t("shop")
  const last = mine && state.pending.length === 0 && line.id === state.lines.filter(({ from }) => from === "me").at(-1)?.id
  return (
    <>
      {stamp && <Stamp at={line.at} before={before?.at} />}
      <li class={mine ? "mine" : "theirs"}>
        {named ? <p class="nm">{name}</p> : <span class="vh">{name}: </span>}
        <Words text={line.text} />
        {line.attachments.map((file) => (
          <File key={file.id} file={file} />
        ))}
        <time class="vh">{clock(line.at, locale)}</time>
        {last && <p class="st">{t(line.seq <= state.shopRead ? "read" : "sent")}</p>}
      </li>
    </>
  )
}

function Words({ text }: { text: string }) {
  return text ? (
    <p class="b" dir="auto">
      {linked(text)}
    </p>
  ) : null
}

function Stamp({ at, before }: { at: number; before: number | undefined }) {
  const { t, locale } = useRoom()
  const days = daysApart(at, Date.now())
  const time = clock(at, locale)
  if (before === undefined && days === 0) return null
  const day = before !== undefined && daysApart(before, at) === 0 ? "" : days === 0 ? t("today") : days === 1 ? t("yesterday") : longDay(at, locale)
  return (
    <li class="stamp">
      <time>{day ? `${day}, ${time}` : time}</time>
    </li>
  )
}

function Unsent({ item }: { item: Pending }) {
  const { t, talk } = useRoom()
  return (
    <li class={item.failed ? "mine failed" : "mine waits"}>
      <span class="vh">{t("you")}: </span>
      <Words text={item.text} />
      {item.attachments.map((file) => (
        <File key={file.id} file={file} />
      ))}
      {item.failed ? (
        <p class="st bad" role="alert">
          {t("not_sent")} {item.failed}{" "}
          <button class="word" type="button" onClick={() => talk.talk?.retry(item.id)}>
            {t("try_again")}
          </button>{" "}
          <button class="word" type="button" onClick={() => talk.talk?.drop(item.id)}>
            {t("discard")}
          </button>
        </p>
      ) : (
        <p class="st">{t("sending")}</p>
      )}
    </li>
  )
}

function File({ file }: { file: FileRef }) {
  const { locale, base } = useRoom()
  const url = file.url?.startsWith("/") ? base + file.url : file.url
  const [plain, setPlain] = useState(!/^image\/(png|jpeg|gif|webp|avif)$/.test(file.content_type))
  const inside = plain ? (
    <>
      <Sheet />
      <span>
        <bdi>{file.name}</bdi>
        <small>{size(file.size, locale)}</small>
      </span>
    </>
  ) : (
    <img src={url} alt={file.name} loading="lazy" onError={() => setPlain(true)} />
  )
  const kind = plain ? "file" : "pic"
  return url ? (
    <a class={kind} href={url} target="_blank" rel="noopener noreferrer">
      {inside}
    </a>
  ) : (
    <span class={kind}>{inside}</span>
  )
}

function Typing({ name }: { name: string }) {
  const { t } = useRoom()
  return (
    <div class="theirs typing">
      <p class="nm">{name.trim() ? t("is_writing", { name }) : t("someone_writing")}</p>
      <p class="b dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </p>
    </div>
  )
}
