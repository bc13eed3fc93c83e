import { Button, Menu } from "@mantine/core"
import { IconArrowUp, IconChevronDown, IconNote, IconPaperclip, IconTemplate, IconX } from "@tabler/icons-react"
import { lazy, Suspense, useEffect, useRef, useState, type DragEvent } from "react"
import type { Conversation, Inbox, Macro, Person } from "../../../api/types"
import { firstName, onlySays } from "../names"
import { t } from "../../../i18n"
import { fileSize } from "../../../i18n/times"
import { asProblem } from "../../../api/client"
import { desk } from "../../../live/desk"
import { PromiseRing } from "../../../parts/Promise"
import { useCommands } from "../../../shell/keys"
import { NewsLine, trouble } from "../../../shell/news"
import { FileGlyph } from "../timeline/Attachments"
import { Emoji } from "./Emoji"
import { Head } from "./Head"
import { Fitting, MacroLine, RunLine } from "./MacroLine"
import { askLook, chosen, gapsIn, runSilently } from "./macros"
import { OvertakenPanel } from "./Overtaken"
import { Plain, type EditorHandle } from "./Plain"
import { Recipients } from "./Recipients"
import { overtaken, sendNote, sendReply } from "./sending"
import { aside, composingOf, defaultCc, defaultTo, focusComposer, quiet, rewrite, rewritten, usedInboxes, useComposing, waysTo, write, type Composing, type Mode } from "./state"
import { Suggestions } from "./Suggestions"
import { useSuggesting } from "./suggesting"
import { UndoSend } from "./UndoSend"
import { useWhom } from "./whom"
import { WhomPanel } from "./WhomPanel"
import { useUploads } from "./uploading"
import classes from "./composer.module.css"

const loadRich = () => import("./Rich")
const Rich = lazy(loadRich)
// At once, not when the first mail opens: it should stand there before anybody types.
void loadRich()

interface Props { conversation: Conversation; person: Person }

export function Composer({ conversation, person }: Props) {
  return (
    <footer className={classes.foot}>
      <NewsLine className={classes.news} />
      <UndoSend conversationId={conversation.id} />
      <RunLine conversationId={conversation.id} />
      <OvertakenPanel conversation={conversation} person={person} />
      <Sheet key={conversation.id} conversation={conversation} person={person} />
    </footer>
  )
}

/** The way the words will go: chosen, else the one the customer used last. */
function useWay(conversation: Conversation, person: Person, now: Composing) {
  const inboxes = desk.use((state) => state.me?.inboxes ?? [])
  const used = desk.use((state) => usedInboxes(conversation, state.held.entries))
  const ways = waysTo(conversation, person, inboxes, used)
  const inbox = ways.find((each) => each.id === now.inbox_id) ?? ways[0]
  return { ways, inbox }
}

const NONE: readonly string[] = []
const TOO_MUCH = 25_000_000
const READING = 1_200

/** Answers how to leave: a focus that is still on its way is called back. */
function useFocusing(editor: React.RefObject<EditorHandle | null>): () => void {
  const coming = useRef(0)
  useEffect(() => {
    // At once, so that no letter is lost to the keys of the desk; again when another editor has taken the place.
    const focus = () => { editor.current?.focus(); coming.current = requestAnimationFrame(() => editor.current?.focus()) }
    addEventListener("sk-compose", focus)
    return () => { removeEventListener("sk-compose", focus); quiet() }
  }, [editor])
  return () => { cancelAnimationFrame(coming.current); (document.activeElement as HTMLElement | null)?.blur() }
}

function useWritingCommands(send: (close: boolean) => void, setMode: (mode: Mode) => void, attach: () => void, leave: () => void): void {
  useCommands([
    { id: "reply", label: t("keys.reply"), group: "keys.conversation", keys: "r", run: () => { setMode("reply"); focusComposer() } },
    { id: "note", label: t("keys.note"), group: "keys.conversation", keys: "n", run: () => { setMode("note"); focusComposer() } },
    { id: "send", label: t("keys.send"), group: "keys.writing", keys: "mod+enter", whileWriting: true, silent: true, run: () => send(false) },
    { id: "send_close", label: t("keys.send_close"), group: "keys.writing", keys: "mod+shift+enter", whileWriting: true, silent: true, run: () => send(true) },
    { id: "attach", label: t("composer.attach"), group: "keys.writing", keys: "mod+shift+u", whileWriting: true, run: attach },
    { id: "leave", label: t("keys.leave"), group: "keys.writing", keys: "escape", whileWriting: true, silent: true, run: leave },
  ])
}

/** The server fills it in with this customer's data. Its words come to those already there; what it does waits for Send. */
function useChoosing(id: string, rich: boolean, editor: React.RefObject<EditorHandle | null>, setComing: (name: string | null) => void) {
  const latest = useRef(0)
  return async (macro: Macro): Promise<void> => {
    const mine = ++latest.current
    setComing(macro.name)
    try {
      const look = await askLook(id, macro.id)
      if (mine !== latest.current) return
      const html = rich ? look.html : null
      if (!composingOf(id).text.trim()) rewrite(id, { text: look.text, html, macro: chosen(macro, look) })
      else { write(id, { macro: chosen(macro, look) }); editor.current?.insert(look.text, html) }
      editor.current?.focus()
    } catch (failure) {
      if (mine === latest.current) trouble(asProblem(failure).detail)
    } finally {
      if (mine === latest.current) setComing(null)
    }
  }
}

function Sheet({ conversation, person }: Props) {
  const id = conversation.id
  const now = useComposing(id)
  const { ways, inbox } = useWay(conversation, person, now)
  const editor = useRef<EditorHandle>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [details, setDetails] = useState(false)
  const [dropping, setDropping] = useState(false)
  const uploads = useUploads(id, inbox?.abilities.longest_file || TOO_MUCH)
  const [coming, setComing] = useState<string | null>(null)
  const rich = now.mode !== "note" && !!inbox?.abilities.html
  const chooseMacro = useChoosing(id, rich, editor, setComing)
  const suggesting = useSuggesting(now.mode, conversation.brand_id, chooseMacro)
  const version = rewritten.use((all) => all[id] ?? 0)
  const note = now.mode === "note"
  const whom = useWhom(id, person, now.inbox_id ? (inbox?.kind ?? null) : null)
  const last = whom.word
  const to = now.to ?? (aside(now.mode) ? [] : defaultTo(person, last))
  const cc = now.to || aside(now.mode) ? now.cc : defaultCc(last, to)
  const acting = !note && !aside(now.mode) && !!now.macro?.steps.some((step) => step.kind !== "answer")
  const gaps = now.mode === "reply" ? gapsIn(now.text, now.macro?.missing ?? null).length : 0
  const ready = (!!now.text.trim() || now.attachments.length > 0 || acting) && !coming && !gaps && uploads.uploads.every((each) => each.problem) && (note || !!inbox)
  const setMode = (mode: Mode) => write(id, aside(mode) ? { mode, to: [], cc: [] } : aside(now.mode) ? { mode, to: null, cc: [], answering: null } : { mode })

  const send = (close: boolean) => {
    if (!ready) return
    // Their answer came up this very moment: nobody can have read it yet.
    if (!note && Date.now() - (overtaken.read()[id]?.at ?? 0) < READING) return
    if (note) return void sendNote(conversation)
    if (acting && !now.text.trim() && !now.attachments.length) return void runSilently(conversation, now)
    if (!inbox) return
    // Whose answer is it? The panel asks, and the words stay here until it is said.
    if (whom.other && !aside(now.mode)) return
    if (inbox.abilities.subject && !to.length) { setDetails(true); return trouble(t("recipients.none")) }
    if (inbox.abilities.subject && !now.to) write(id, { to, cc: inbox.abilities.cc ? cc : [] })
    setDetails(false)
    void sendReply(conversation, inbox, close)
  }
  const leave = useFocusing(editor)
  useWritingCommands(send, setMode, () => picker.current?.click(), leave)
  useEffect(() => { if (aside(now.mode)) setDetails(true) }, [now.mode])

  const drop = (event: DragEvent) => {
    setDropping(false)
    if (!event.dataTransfer.files.length) return
    event.preventDefault()
    uploads.add(event.dataTransfer.files)
  }
  const files = note || !!inbox?.abilities.files
  const props = {
    ref: editor, text: now.text, html: now.html, version, filled: now.macro?.filled ?? NONE, expanded: suggesting.list.length > 0,
    label: t(note ? "composer.note_label" : "composer.label"), placeholder: placeholderOf(now, conversation, inbox, person),
    onChange: (text: string, html: string | null) => write(id, { text, html }), onCaret: suggesting.onCaret, onKeyDown: suggesting.onKey, onFiles: uploads.add,
  }
  return (
    <form className={classes.box} data-mode={now.mode} data-dropping={dropping || undefined} onSubmit={(event) => { event.preventDefault(); send(false) }}
      onDragOver={(event) => { if (files && event.dataTransfer.types.includes("Files")) { event.preventDefault(); setDropping(true) } }}
      onDragLeave={() => setDropping(false)} onDrop={drop} aria-label={t("composer.label")}>
      <Suggestions {...suggesting} />
      {now.mode === "reply" && <WhomPanel conversation={conversation} person={person} whom={whom} />}
      <Head conversation={conversation} person={person} now={now} ways={ways} inbox={inbox} to={to} cc={inbox?.abilities.cc ? cc : []} word={whom.word} setMode={setMode} details={details} setDetails={setDetails}
        promise={<PromiseRing due={conversation.due_at} since={conversation.since} />} />
      {details && !note && inbox?.abilities.subject && (
        <Recipients id={id} now={now} to={to} cc={cc} subject={conversation.subject} hasCopies={inbox.abilities.cc} hasSubject={inbox.abilities.subject} />
      )}
      <Answering id={id} now={now} />
      {rich ? <Suspense fallback={<Plain {...props} />}><Rich {...props} /></Suspense> : <Plain {...props} />}
      <Files id={id} now={now} uploads={uploads} />
      {!note && !aside(now.mode) && <MacroLine id={id} now={now} coming={coming} doubt={last && onlySays(last, person) ? person.name || t("person.nameless") : ""} />}
      <div className={classes.bar}>
        {files && (
          <button type="button" className={`plain ${classes.tool}`} aria-label={t("composer.attach")} title={t("composer.attach")} onClick={() => picker.current?.click()}>
            <IconPaperclip size={18} stroke={1.6} aria-hidden="true" />
          </button>
        )}
        <input ref={picker} type="file" multiple hidden onChange={(event) => { uploads.add(event.target.files ?? []); event.target.value = "" }} />
        <span className={classes.desktopOnly}><Emoji insert={(words) => editor.current?.insert(words)} /></span>
        {!note && (
          <button type="button" className={`plain ${classes.tool}`} aria-label={t("composer.saved")} title={t("composer.saved_hint")} onMouseDown={(event) => event.preventDefault()}
            onClick={() => suggesting.offer((sign) => { editor.current?.focus(); editor.current?.insert(now.text && !/\s$/.test(now.text) ? ` ${sign}` : sign) })}>
            <IconTemplate size={18} stroke={1.6} aria-hidden="true" />
          </button>
        )}
        {now.mode === "reply" && !now.text && !now.macro && !coming && <Fitting conversation={conversation} take={(macro) => void chooseMacro(macro)} />}
        <PhoneNote mode={now.mode} setMode={setMode} />
        <Limits now={now} inbox={note ? undefined : inbox} />
        <Sending ready={ready} label={t(note ? "composer.save_note" : acting && !now.text.trim() && !now.attachments.length ? "macro.do" : "composer.send")} plain={note || aside(now.mode)} send={send} />
      </div>
    </form>
  )
}

function placeholderOf(now: Composing, conversation: Conversation, inbox: Inbox | undefined, person: Person): string {
  if (now.mode === "note") return t("composer.note_placeholder")
  if (now.mode === "forward") return t("composer.forward_placeholder")
  if (now.mode === "side") return t("composer.side_placeholder")
  if (!inbox) return t("composer.no_way")
  if (person.blocked) return t("composer.blocked")
  if (conversation.state === "closed") return t("composer.closed_placeholder")
  return t("composer.placeholder", { name: firstName(person.name) || t("person.visitor") })
}

function Answering({ id, now }: { id: string; now: Composing }) {
  const entry = desk.use((state) => (now.answering ? state.held.entries.get(now.answering) : undefined))
  if (!entry || entry.kind !== "message") return null
  return (
    <p className={classes.answering}>
      <span dir="auto">{t(now.mode === "forward" ? "composer.passing_on" : "composer.answering", { name: entry.author.name })} “{entry.body.text.slice(0, 90)}”</span>
      <button type="button" className="word" onClick={() => write(id, { mode: now.mode === "forward" ? "reply" : now.mode, answering: null, to: null, cc: [] })}>{t("act.dismiss")}</button>
    </p>
  )
}

function Files({ id, now, uploads }: { id: string; now: Composing; uploads: ReturnType<typeof useUploads> }) {
  if (!now.attachments.length && !uploads.uploads.length) return null
  return (
    <div className={classes.files}>
      {now.attachments.map((file) => (
        <span key={file.id} className={classes.file}>
          <FileGlyph type={file.content_type} /><span dir="auto">{file.name}</span><small>{fileSize(file.size)}</small>
          <button type="button" className="plain" aria-label={t("file.remove", { name: file.name })} onClick={() => write(id, { attachments: now.attachments.filter((each) => each.id !== file.id) })}>
            <IconX size={14} stroke={1.6} aria-hidden="true" />
          </button>
        </span>
      ))}
      {uploads.uploads.map((each) => (
        <span key={each.key} className={classes.file} data-trouble={each.problem ? true : undefined} role={each.problem ? "alert" : "status"}>
          <span>{each.name}{each.problem ? `: ${each.problem}` : ""}</span>{!each.problem && <small>{t("file.going_up")}</small>}
          {each.problem && <button type="button" className="plain" aria-label={t("act.dismiss")} onClick={() => uploads.dismiss(each)}><IconX size={14} stroke={1.6} aria-hidden="true" /></button>}
        </span>
      ))}
    </div>
  )
}

function PhoneNote({ mode, setMode }: { mode: Mode; setMode: (mode: Mode) => void }) {
  return (
    <button type="button" className={`plain ${classes.tool} ${classes.phoneOnly}`} aria-label={t("composer.note")} aria-pressed={mode === "note"} onClick={() => setMode(mode === "note" ? "reply" : "note")}>
      <IconNote size={18} stroke={1.6} aria-hidden="true" />
    </button>
  )
}

/** How much room is left, and how long it can be taken back. */
function Limits({ now, inbox }: { now: Composing; inbox: Inbox | undefined }) {
  const longest = inbox?.abilities.longest_text
  if (longest && now.text.length > longest * 0.8) {
    const left = longest - now.text.length
    return <span className={`n ${classes.undoHint}`} data-tone={left < 0 ? "late" : undefined}>{t(left < 0 ? "composer.too_long" : "composer.room", { count: Math.abs(left) })}</span>
  }
  const seconds = inbox?.abilities.undo_seconds
  return <span className={`n ${classes.undoHint}`}>{seconds ? t("composer.undo_hint", { count: seconds }) : ""}</span>
}

function Sending({ ready, label, plain, send }: { ready: boolean; label: string; plain: boolean; send: (close: boolean) => void }) {
  return (
    <span className={classes.sending}>
      <Button type="submit" size="sm" h={32} px={12} disabled={!ready} style={plain ? { borderRadius: 8 } : undefined}>{label}</Button>
      {!plain && (
        <Menu position="top-end">
          <Menu.Target><Button size="sm" h={32} className={classes.more} disabled={!ready} aria-label={t("composer.more_ways")}><IconChevronDown size={14} stroke={1.8} aria-hidden="true" /></Button></Menu.Target>
          <Menu.Dropdown><Menu.Item onClick={() => send(true)}>{t("keys.send_close")}</Menu.Item></Menu.Dropdown>
        </Menu>
      )}
      <button type="submit" className={`plain ${classes.phoneSend}`} disabled={!ready} aria-label={label}><IconArrowUp size={22} stroke={1.8} aria-hidden="true" /></button>
    </span>
  )
}
