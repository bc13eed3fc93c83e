/** How a store fares, in one sentence and a tone: what needs somebody first. */
import { t } from "../../../i18n"
import { moment } from "../../../live/health"
import type { Standing, Store } from "./model"

export type Tone = "good" | "wait" | "ochre" | "clay" | "off"
export interface How { tone: Tone; words: string }

const count = (n: number): string => t("stores.orders", { count: n })
export const heard = ({ heard_at, sync }: Standing): number | null => Math.max(heard_at ?? 0, sync.synced_at ?? 0) || null
/** The shop posts, and we do not believe it: most often its secret is another one by now. */
export const unsigned = ({ refused_at, heard_at }: Standing): boolean => refused_at !== null && refused_at > (heard_at ?? 0)

function bringing({ seen, total }: Standing["sync"]): string {
  return total === null ? t("stores.bringing_some", { count: seen }) : t("stores.bringing", { seen, total })
}

export function how(store: Pick<Store, "state" | "problem" | "abilities">, standing: Standing | undefined): How {
  if (store.state === "paused") return { tone: "off", words: t("stores.is_paused") }
  if (standing?.lacks_sign_in) return { tone: "ochre", words: t("stores.is_unfinished") }
  if (store.state === "needs_owner") return { tone: "clay", words: store.problem ?? t("stores.needs_you") }
  if (!standing) return { tone: "wait", words: t("stores.is_connected") }
  if (store.abilities.takes_files) return { tone: "good", words: count(standing.orders) }
  if (standing.sync.problem) return { tone: "ochre", words: standing.sync.problem }
  if (!standing.sync.first_done) return { tone: "wait", words: bringing(standing.sync) }
  if (unsigned(standing)) return { tone: "ochre", words: t("stores.is_unsigned") }
  const at = heard(standing)
  return { tone: "good", words: `${count(standing.orders)} · ${at ? t("stores.heard", { when: moment(at) }) : t("stores.not_heard")}` }
}
