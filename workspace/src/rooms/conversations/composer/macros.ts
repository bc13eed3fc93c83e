/** A chosen macro: the server fills it in and says what it will do; nothing happens before Send. */
import { api, asProblem } from "../../../api/client"
import { newId } from "../../../api/ids"
import type { Look, MacroStep, Run } from "../../../api/shop"
import type { Conversation, Id, Macro } from "../../../api/types"
import { t, type Key } from "../../../i18n"
import { DAY, HOUR, span } from "../../../i18n/times"
import { colleague, desk } from "../../../live/desk"
import { createStore } from "../../../live/observed"
import { onNews } from "../../../live/socket"
import { announce, trouble } from "../../../shell/news"
import { topicName } from "../timeline/did"
import { filledIn } from "./filled"
import { rewrite, type Composing } from "./state"

/** `run_id` is chosen once, with the macro: sent twice it is the same click. */
export interface Chosen { run_id: Id; macro_id: Id; name: string; missing: string[]; steps: MacroStep[]; about: string | null; order_id: Id | null; order_version: string; filled?: string[] }

export const askLook = (conversation_id: Id, macro_id: Id): Promise<Look> => api.get<Look>(`/conversations/${conversation_id}/macros/${macro_id}`)

export const chosen = (macro: Macro, look: Look): Chosen => ({
  run_id: newId(), macro_id: macro.id, name: macro.name, missing: look.missing, steps: look.steps, about: look.about, order_id: look.order_id, order_version: look.order_version, filled: filledIn(macro.text, look.text),
})

const gapOf = (name: string) => `⟦${name.replace(/[._]/g, " ")}⟧`
const ANY_GAP = /⟦([^⟧]*)⟧/g
/** Names still without a value in the words as they stand now. `missing` null: nobody knows of a macro any more (its words came back as a draft), so every gap counts. */
export const gapsIn = (text: string, missing: readonly string[] | null): string[] =>
  missing ? missing.filter((name) => text.includes(gapOf(name))).map((name) => name.replace(/[._]/g, " ")) : [...text.matchAll(ANY_GAP)].map((hit) => hit[1] ?? "")

const word = (value: unknown): string => (typeof value === "string" ? value : "")
const whole = (value: unknown): number => (typeof value === "number" ? value : 0)

function assigned(args: Record<string, unknown>): string {
  const me = desk.read().me
  const agent = args.agent_id === "me" || args.agent_id === me?.agent.id ? t("who.you_object") : colleague(word(args.agent_id) || null)?.name
  return [agent, me?.teams.find((each) => each.id === args.team_id)?.name].filter(Boolean).join(", ")
}

/** What one act does, in the reader's language; what this window does not know, in the server's words. */
export function actWords(kind: string, args: Record<string, unknown>, otherwise = kind): string {
  const known: Record<string, () => string> = {
    answer: () => t("macro.act.answer"), tag: () => t("macro.act.tag", { tag: word(args.tag) }), untag: () => t("macro.act.untag", { tag: word(args.tag) }),
    topic: () => t("macro.act.topic", { topic: topicName(args.topic_id) || "–" }), assign: () => t("macro.act.assign", { name: assigned(args) || "–" }),
    priority: () => t(`macro.act.priority_${Math.min(2, Math.max(0, whole(args.priority)))}` as Key), note: () => t("macro.act.note", { text: word(args.text).slice(0, 80) }),
    task: () => t("macro.act.task", { text: word(args.title) }), snooze: () => t("macro.act.snooze", { span: span(whole(args.hours) >= 48 && whole(args.hours) % 24 === 0 ? (whole(args.hours) / 24) * DAY : whole(args.hours) * HOUR) }),
    close: () => t("macro.act.close"), cancel_order: () => t("macro.act.cancel_order"), order_tag: () => t("macro.act.order_tag", { tag: word(args.tag) }),
    refund: () => (args.what === "percent" ? t("macro.act.refund_percent", { percent: whole(args.percent) }) : t(args.what === "shipping" ? "macro.act.refund_shipping" : "macro.act.refund_all")),
    discount: () => t("macro.act.discount", { percent: whole(args.percent), days: whole(args.days) }), credit: () => t("macro.act.credit", { percent: whole(args.percent) }),
    return: () => t(args.label === false ? "macro.act.return" : "macro.act.return_label"),
  }
  return Object.hasOwn(known, kind) ? (known[kind]?.() ?? otherwise) : otherwise
}

/** What the shop's own preview added: "(€9.40; two pieces are on their way already)". */
export const previewed = (step: MacroStep): string => / \((.+)\)$/.exec(step.words)?.[1] ?? ""

/** What happens beside the words. */
export const sideSteps = (steps: readonly MacroStep[]): MacroStep[] => steps.filter((step) => step.kind !== "answer")

// --- runs: how far the last click of each conversation is ---

export const runs = createStore<Readonly<Record<Id, Run>>>({})

const nameOf = (run: Run): string => desk.read().me?.macros?.find((each) => each.id === run.macro_id)?.name ?? "…"

export function keepRun(run: Run): void {
  const before = runs.read()[run.conversation_id]
  if (before && before.id > run.id) return
  if (run.state === "done" && before?.id === run.id && before.state === "waiting") announce(t("macro.done", { name: nameOf(run) }))
  runs.change((now) => ({ ...now, [run.conversation_id]: run }))
}
onNews((news) => { for (const run of news.macro_runs ?? []) if (run.agent_id === desk.read().me?.agent.id) keepRun(run) })

export const dismissRun = (conversation_id: Id): void => runs.change(({ [conversation_id]: _gone, ...rest }) => rest)
export const runWords = (run: Run): string => t(run.state === "stopped" ? "macro.stopped" : "macro.waiting", { name: nameOf(run), problem: run.problem ?? "" })

/** A macro that only acts. The words beside it, if any, stay. */
export async function runSilently(conversation: Conversation, now: Composing): Promise<void> {
  const { macro } = now
  if (!macro) return
  try {
    const { run_id, macro_id, order_id, order_version } = macro
    const run = await api.post<Run>(`/conversations/${conversation.id}/macro-runs`, { id: run_id, macro_id, answer: null, order_id, order_version })
    rewrite(conversation.id, { macro: null })
    keepRun(run)
    if (run.state === "done") announce(t("macro.done", { name: macro.name }))
  } catch (failure) {
    trouble(asProblem(failure).detail)
  }
}
