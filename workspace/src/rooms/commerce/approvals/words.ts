/** A wish in words. Pure but for the language. */
import type { ReactNode } from "react"
import type { Approval, Wish } from "../../../api/ruling"
import { rich, spoken, t, type Key } from "../../../i18n"
import { momentWords } from "../../../i18n/times"
import { money } from "../money"

const known = (key: string): key is Key => key in spoken.read().texts

/** "refund €5.00" */
export function actWords({ verb, amount }: Pick<Wish, "verb" | "amount">): string {
  const act = known(`policy.act_${verb}`) ? t(`policy.act_${verb}` as Key) : verb
  return amount ? `${act} ${money(amount)}` : act
}

/** "Bob wants to give €5.00 back" */
export function wantsWords({ verb, amount }: Pick<Wish, "verb" | "amount">, who: ReactNode, bold: (words: string) => ReactNode): ReactNode {
  const key = known(`approvals.${verb}`) ? (`approvals.${verb}` as Key) : "approvals.other"
  return rich(key, { who, amount: amount ? bold(money(amount)) : "" })
}

/** What part of the order it is, in percent. */
export function shareOf({ intent, total }: Approval): number | null {
  const { amount } = intent
  if (!amount || !total || total.currency !== amount.currency || total.minor <= 0) return null
  return Math.round((amount.minor / total.minor) * 100)
}

export interface Fate { tone: "calm" | "soon" | "good" | "late"; words: string }

/** What became of a wish of mine. */
export function fateOf(one: Wish, me: string, name: (id: string) => string): Fate {
  const who = name(one.decided_by ?? "") || t("policy.somebody")
  if (one.state === "waiting") return { tone: "soon", words: t("approvals.fate_waiting", { when: one.expires_at ? momentWords(one.expires_at) : "" }) }
  if (one.state === "expired") return { tone: "late", words: t("approvals.fate_expired") }
  if (one.state === "declined") return one.decided_by === me ? { tone: "calm", words: t("approvals.taken_back") } : { tone: "late", words: t("approvals.fate_no", { who }) }
  if (one.state === "refused" || one.state === "given_up") return { tone: "late", words: t("approvals.fate_refused", { who, problem: one.problem ?? "" }) }
  return { tone: "good", words: t(one.state === "done" ? "approvals.fate_done" : "approvals.fate_yes", { who }) }
}
