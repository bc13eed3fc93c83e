import { useState } from "react"
import { useLocation } from "wouter"
import { api, asProblem } from "../../../api/client"
import type { Entry, MessageEntry } from "../../../api/types"
import { rich, t } from "../../../i18n"
import { wholeTime } from "../../../i18n/times"
import { keep } from "../../../live/desk"
import { announce, trouble } from "../../../shell/news"
import classes from "./timeline.module.css"

/** A mail somebody passed on: who really wrote, and one click to make them the customer. */
export function Forwarded({ entry }: { entry: MessageEntry }) {
  const [busy, setBusy] = useState(false)
  const [, go] = useLocation()
  const from = entry.body.forwarded
  if (!from) return null
  const take = async () => {
    setBusy(true)
    try {
      const theirs = await api.post<Entry>(`/entries/${entry.id}/customer`)
      keep({ entries: [theirs] })
      announce(t("forwarded.taken", { name: from.name || from.email }))
      go(`/inbox/all/${theirs.conversation_id}`)
    } catch (failure) {
      trouble(asProblem(failure).detail)
      setBusy(false)
    }
  }
  return (
    <p className={classes.forward}>
      {rich("forwarded.by", { name: <b dir="auto">{from.name || from.email}</b>, address: <span dir="ltr">{from.name ? from.email : ""}</span> })}
      {from.at ? `, ${wholeTime(from.at)}` : ""}.{" "}
      <button type="button" className="word" disabled={busy} onClick={() => void take()}>{t("forwarded.take")}</button>
    </p>
  )
}
