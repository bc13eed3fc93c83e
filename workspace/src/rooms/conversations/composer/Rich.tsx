/** Mail with lists, bold words and links. Loaded when somebody first writes a mail. */
import Placeholder from "@tiptap/extension-placeholder"
import { EditorContent, useEditor, type Editor } from "@tiptap/react"
import StarterKit from "@tiptap/starter-kit"
import { IconBlockquote, IconBold, IconItalic, IconLink, IconList, IconListNumbers } from "@tabler/icons-react"
import { useEffect, useImperativeHandle, useRef, useState } from "react"
import { t, type Key } from "../../../i18n"
import { ask } from "../../../shell/Ask"
import { onKey } from "../../../shell/keys"
import { nonce } from "../../../shell/nonce"
import { marking } from "./marking"
import type { EditorProps, Replace } from "./Plain"
import classes from "./composer.module.css"

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
/** Plain words as paragraphs: an empty line parts them, a single break stays a break. */
export const asHtml = (text: string): string =>
  text.split(/\n{2,}/).map((part) => `<p>${escape(part).replaceAll("\n", "<br>")}</p>`).join("")
const asText = (editor: Editor) => editor.getText({ blockSeparator: "\n\n" }).replace(/\n{3,}/g, "\n\n")

const kit = StarterKit.configure({
  heading: false, horizontalRule: false, codeBlock: false, code: false,
  link: { openOnClick: false, autolink: true, HTMLAttributes: { rel: "noopener noreferrer", target: null } },
})

export default function Rich(props: EditorProps) {
  const latest = useRef(props)
  latest.current = props
  const [bar, setBar] = useState(false)
  const editor = useEditor({
    extensions: [kit, marking(() => latest.current.filled, { gap: classes.gap ?? "", filled: classes.filled ?? "" }), Placeholder.configure({ placeholder: () => latest.current.placeholder })],
    content: props.html ?? asHtml(props.text),
    injectNonce: nonce(),
    editorProps: {
      attributes: { class: `${classes.words} ${classes.rich}`, role: "textbox", "aria-multiline": "true", "aria-label": props.label, dir: "auto" },
      handleKeyDown: (_view, event) => latest.current.onKeyDown(event) || ofTheDesk(event),
      handlePaste: (_view, event) => {
        const files = [...(event.clipboardData?.files ?? [])]
        if (files.length) latest.current.onFiles(files)
        return files.length > 0
      },
      handleDrop: (_view, event) => !!(event as DragEvent).dataTransfer?.files.length,
    },
    onUpdate: ({ editor: now }) => { latest.current.onChange(asText(now), now.isEmpty ? null : now.getHTML()); caretOf(now, latest.current.onCaret) },
    onSelectionUpdate: ({ editor: now }) => { caretOf(now, latest.current.onCaret); setBar(!now.state.selection.empty) },
  })
  useImperativeHandle(props.ref, () => ({ focus: () => focusEnd(editor), insert: (words, html) => void editor?.chain().focus().insertContent(html ?? (words.includes("\n") ? asHtml(words) : escape(words))).run() }), [editor])
  const seen = useRef(props.version)
  useEffect(() => {
    if (!editor || seen.current === props.version) return
    seen.current = props.version
    // The focus stays where it is: who has left these words gives the next key to the desk.
    editor.commands.setContent(props.html ?? asHtml(props.text), { emitUpdate: false })
    editor.commands.setTextSelection(editor.state.doc.content.size)
  }, [editor, props.version, props.html, props.text])
  useEffect(() => { if (editor?.isInitialized) editor.view.dispatch(editor.state.tr) }, [editor, props.filled])
  return (
    <>
      <EditorContent editor={editor} className={classes.richBox} />
      {bar && editor && <Shaping editor={editor} />}
    </>
  )
}

/** The editor keeps some keys for itself (Enter, Escape) and says so before the desk hears of them: the desk is asked first. */
function ofTheDesk(event: KeyboardEvent): boolean {
  onKey(event)
  return event.defaultPrevented
}

function focusEnd(editor: Editor | null): void {
  if (!editor || editor.isFocused) return
  editor.view.focus()
  editor.commands.setTextSelection(editor.state.doc.content.size)
}

function caretOf(editor: Editor, tell: EditorProps["onCaret"]): void {
  const { $from, empty } = editor.state.selection
  const replace: Replace = (length, words, html) => {
    const at = editor.state.selection.from
    editor.chain().focus().deleteRange({ from: at - length, to: at }).insertContent(html ?? (words.includes("\n") ? asHtml(words) : words)).run()
  }
  tell(empty ? $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc") : "", replace)
}

function Shaping({ editor }: { editor: Editor }) {
  const link = async () => {
    const address = await ask(t("rich.link_ask"), (editor.getAttributes("link").href as string | undefined) ?? "https://")
    if (address === null) return
    if (address.trim()) editor.chain().focus().extendMarkRange("link").setLink({ href: address.trim() }).run()
    else editor.chain().focus().unsetLink().run()
  }
  const tools: [Key, typeof IconBold, () => void, string][] = [
    ["rich.bold", IconBold, () => editor.chain().focus().toggleBold().run(), "bold"],
    ["rich.italic", IconItalic, () => editor.chain().focus().toggleItalic().run(), "italic"],
    ["rich.list", IconList, () => editor.chain().focus().toggleBulletList().run(), "bulletList"],
    ["rich.numbers", IconListNumbers, () => editor.chain().focus().toggleOrderedList().run(), "orderedList"],
    ["rich.quote", IconBlockquote, () => editor.chain().focus().toggleBlockquote().run(), "blockquote"],
    ["rich.link", IconLink, () => void link(), "link"],
  ]
  return (
    <div className={classes.shaping} role="toolbar" aria-label={t("rich.title")}>
      {tools.map(([label, Shape, run, mark]) => (
        <button key={label} type="button" className={`plain ${classes.tool}`} aria-label={t(label)} title={t(label)} aria-pressed={editor.isActive(mark)}
          onMouseDown={(event) => event.preventDefault()} onClick={run}>
          <Shape size={17} stroke={1.6} aria-hidden="true" />
        </button>
      ))}
    </div>
  )
}
