import { Button } from "@mantine/core"
import { useEffect, useRef } from "react"
import type { Intent } from "../../../api/shop"
import type { Id } from "../../../api/types"
import { t, type Key } from "../../../i18n"
import { addWords, focusComposer } from "../../conversations/composer/state"
import { copy } from "../copying"
import { actionName, web } from "../timeline/said"
import classes from "./acting.module.css"

export interface Made { label: Key; words: string; href?: string | undefined }

/** What came of it that the customer should have: a code, where to pay, a label. */
export function gifts({ outcome }: Intent): Made[] {
  const all: (Made | null)[] = [
    outcome?.code ? { label: "shop.fact.code", words: outcome.code } : null,
    web(outcome?.pay_url) ? { label: "shop.fact.pay", words: outcome?.pay_url ?? "", href: web(outcome?.pay_url) } : null,
    web(outcome?.label_url) ? { label: "shop.fact.label", words: outcome?.label_url ?? "", href: web(outcome?.label_url) } : null,
  ]
  return all.filter((each): each is Made => !!each)
}

// The dialog gives the focus back first, and on a phone the card that lay over the answer after it.
const BREATHS = [60, 400]

/** It is done: what the customer needs goes into the answer with one press. */
export function After({ intent, made, conversationId, close }: { intent: Intent; made: Made[]; conversationId: Id | null; close: () => void }) {
  const main = useRef<HTMLButtonElement>(null)
  useEffect(() => main.current?.focus(), [])
  const insert = () => {
    if (!conversationId) return
    addWords(conversationId, made.map((each) => each.words).join(" "))
    close()
    for (const breath of BREATHS) setTimeout(focusComposer, breath)
  }
  return (
    <div className={classes.form}>
      <p className={classes.progress} role="status">{t("do.came", { act: actionName(intent.verb) })}</p>
      <dl className={classes.made}>
        {made.map((each) => (
          <div key={each.label}>
            <dt>{t(each.label)}</dt>
            <dd dir="auto">{each.href ? <a href={each.href} target="_blank" rel="noreferrer noopener">{each.words}</a> : each.words}</dd>
            <dd><button type="button" className="word" aria-label={t("do.copy_of", { what: t(each.label) })} onClick={() => void copy(each.words)}>{t("act.copy")}</button></dd>
          </div>
        ))}
      </dl>
      <div className={classes.feet}>
        <Button ref={conversationId ? undefined : main} variant="default" onClick={close}>{t("act.close")}</Button>
        {conversationId && <Button ref={main} onClick={insert}>{t("do.insert")}</Button>}
      </div>
    </div>
  )
}
