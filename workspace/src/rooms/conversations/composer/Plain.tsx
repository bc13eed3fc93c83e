import { useEffect, useImperativeHandle, useLayoutEffect, useRef, type KeyboardEvent, type Ref } from "react"
import { focusComposer } from "./state"
import classes from "./composer.module.css"

export interface EditorHandle {
  focus(): void
  insert(words: string, html?: string | null): void
}
/** Replaces the last `length` characters before the caret. */
export type Replace = (length: number, words: string, html?: string | null) => void
export interface EditorProps {
  ref: Ref<EditorHandle>
  text: string
  html: string | null
  version: number
  /** What of these words a macro filled in. */
  filled: readonly string[]
  label: string
  placeholder: string
  describedBy?: string | undefined
  onChange: (text: string, html: string | null) => void
  onCaret: (before: string, replace: Replace) => void
  onFiles: (files: File[]) => void
  onKeyDown: (event: KeyboardEvent | globalThis.KeyboardEvent) => boolean
  expanded: boolean
}

export function Plain({ ref, text, label, placeholder, onChange, onCaret, onFiles, onKeyDown, expanded }: EditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const replace: Replace = (length, words) => {
    const element = area.current
    if (!element) return
    const end = element.selectionStart
    element.setRangeText(words, end - length, end, "end")
    onChange(element.value, null)
    element.focus()
  }
  useImperativeHandle(ref, () => ({ focus: () => { const element = area.current; if (element && document.activeElement !== element) { element.focus(); element.setSelectionRange(element.value.length, element.value.length) } }, insert: (words) => replace(0, words) }))
  useLayoutEffect(() => {
    const element = area.current
    if (!element) return
    element.style.height = "auto"
    element.style.height = `${element.scrollHeight}px`
  }, [text])
  useEffect(() => {
    const element = area.current
    if (element && document.activeElement === element) element.setSelectionRange(element.value.length, element.value.length)
  }, [])
  // The rich editor takes this one's place while somebody types: without the focus the next letters would be keys of the desk.
  useLayoutEffect(() => {
    const element = area.current
    return () => { if (element && document.activeElement === element) queueMicrotask(focusComposer) }
  }, [])
  const caret = () => {
    const element = area.current
    if (element) onCaret(element.value.slice(0, element.selectionStart), replace)
  }
  return (
    <textarea
      ref={area} className={classes.words} value={text} rows={1} dir="auto" aria-label={label} placeholder={placeholder}
      data-suggesting={expanded || undefined}
      onChange={(event) => { onChange(event.target.value, null); caret() }}
      onKeyDown={(event) => { if (onKeyDown(event)) event.preventDefault() }}
      onClick={caret}
      onPaste={(event) => { const files = [...event.clipboardData.files]; if (files.length) { event.preventDefault(); onFiles(files) } }}
    />
  )
}
