import { useEffect, useRef } from "react"
import { t } from "../../../i18n"
import type { Suggestion } from "./suggesting"
import classes from "./composer.module.css"

interface Props { list: Suggestion[]; at: number; sign: "/" | "@" | undefined; take: (one: Suggestion) => void }

export function Suggestions({ list, at, sign, take }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => void box.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" }), [at])
  if (!list.length) return null
  return (
    <div ref={box} className={classes.suggestions} role="listbox" aria-label={t(sign === "@" ? "composer.colleagues" : "composer.saved")}>
      {list.map((each, index) => (
        <button key={each.key} type="button" role="option" aria-selected={index === at} tabIndex={-1} className={`plain ${classes.suggestion}`}
          onMouseDown={(event) => event.preventDefault()} onClick={() => take(each)}>
          <b>{each.title}</b><span className={classes.hint}>{each.hint}</span>
          {sign === "/" && <span className={classes.preview}>{each.words}</span>}
        </button>
      ))}
    </div>
  )
}
