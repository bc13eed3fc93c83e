import { useState } from "react"
import { api } from "../../../api/client"
import { t } from "../../../i18n"
import { useLoaded } from "../../../live/loaded"
import { When } from "../parts/parts"
import classes from "./acts.module.css"

interface Known { values: Record<string, string>; filters: Record<string, string> }

/** The names a macro may use, as the server knows them; a click puts one into the words. */
export function Names({ put }: { put: (words: string) => void }) {
  const [open, setOpen] = useState(false)
  const loaded = useLoaded(open ? "macro names" : null, (signal) => api.get<Known>("/macros/names", {}, signal))
  return (
    <details className={classes.names} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("macro.names")}</summary>
      {open && (
        <When loaded={loaded}>
          {(known) => (
            <ul>
              {Object.entries(known.values).map(([name, words]) => <li key={name}><button type="button" className="plain" onClick={() => put(`{{ ${name} }}`)}><code>{name}</code></button><span>{words}</span></li>)}
              {Object.entries(known.filters).map(([name, words]) => <li key={`| ${name}`}><code>| {name}</code><span>{words}</span></li>)}
            </ul>
          )}
        </When>
      )}
    </details>
  )
}
