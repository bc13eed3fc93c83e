/** How many wishes wait for me, and what becomes of mine: asked anew when something moved, told once. */
import { useEffect } from "react"
import { api } from "../../../api/client"
import type { Wish } from "../../../api/ruling"
import { t } from "../../../i18n"
import { colleague, desk } from "../../../live/desk"
import { createStore } from "../../../live/observed"
import { onNews } from "../../../live/socket"
import { announce } from "../../../shell/news"
import { actWords } from "./words"

export const forMe = createStore(0)
let asked: ReturnType<typeof setTimeout> | undefined

async function ask(): Promise<void> {
  asked = undefined
  const found = await api.get<{ waiting: number }>("/approvals/count").catch(() => null)
  if (found) forMe.set(found.waiting)
}

export function recount(soon = 700): void {
  asked ??= setTimeout(() => void ask(), soon)
}

const told = new Set<string>()

/** Somebody decided about a wish of mine, or nobody did in time. Null: nothing to say, or said already. */
export function heard(one: Wish, me: string, name: (id: string) => string): string | null {
  if (one.agent_id !== me || !one.rule || told.has(one.id)) return null
  const yes = one.state === "recorded" && one.decided_by
  const no = one.state === "declined" && one.decided_by !== me
  if (!yes && !no && one.state !== "expired") return null
  told.add(one.id)
  const words = one.decided_why ? ` ${t("approvals.word_of", { words: one.decided_why })}` : ""
  const key = yes ? "approvals.heard_yes" : no ? "approvals.heard_no" : "approvals.heard_expired"
  return t(key, { who: name(one.decided_by ?? ""), act: actWords(one) }) + words
}

const LONG_ENOUGH = 20

/** The number at the rail's door. Runs once for the whole window, so it is also where my own wishes are heard of. */
export function useForMe(on: boolean): number {
  const epoch = desk.use((now) => now.epoch)
  useEffect(() => { if (on) recount(0) }, [on, epoch])
  useEffect(() => onNews((news) => {
    if (!on) return
    if (news.commerce_policy) recount()
    if (!news.intents?.length) return
    const me = desk.read().me?.agent.id ?? ""
    const wishes = (news.intents as Wish[]).filter((each) => each.rule)
    if (wishes.length) recount()
    for (const each of wishes) {
      const words = heard(each, me, (id) => colleague(id)?.name ?? "")
      if (words) announce({ words, seconds: LONG_ENOUGH })
    }
  }), [on])
  return forMe.use((now) => now)
}
