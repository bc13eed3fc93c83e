import { useState, type ReactNode } from "react"
import { t } from "../../../i18n"
import { beginning } from "./folding"
import classes from "./timeline.module.css"

/** Words that may be very many: their beginning, and all of them where somebody asks. */
export function Long({ text, open = false, children }: { text: string; open?: boolean; children: (shown: string) => ReactNode }) {
  const [all, setAll] = useState(open)
  const first = beginning(text)
  const long = first.length < text.trimEnd().length
  return (
    <>
      {children(!long || all ? text : `${first}…`)}
      {long && <p className={classes.lines}><button type="button" className="word" aria-expanded={all} onClick={() => setAll(!all)}>{t(all ? "timeline.fold" : "message.show_all")}</button></p>}
    </>
  )
}
