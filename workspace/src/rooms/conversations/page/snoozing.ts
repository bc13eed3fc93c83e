import { t } from "../../../i18n"
import { momentWords } from "../../../i18n/times"
import type { Ms } from "../../../api/types"

export interface Choice { label: string; when: string; until: Ms }

const at = (base: number, days: number, hour: number): Ms => {
  const date = new Date(base)
  date.setDate(date.getDate() + days)
  return date.setHours(hour, 0, 0, 0)
}

/** Later today (in three hours, to the half hour), tomorrow, after the weekend: only what lies ahead. */
export function snoozeChoices(now: Ms): Choice[] {
  const day = new Date(now).getDay()
  const untilMonday = (8 - day) % 7 || 7
  const soon = Math.ceil((now + 3 * 3_600_000) / 1_800_000) * 1_800_000
  const moments: [string, Ms][] = [
    [t("snooze.hour"), now + 3_600_000],
    ...(new Date(soon).getDate() === new Date(now).getDate() ? [[t("snooze.later"), soon] as [string, Ms]] : []),
    [t("snooze.tomorrow"), at(now, 1, 9)],
    // On a Sunday, Monday is tomorrow: one line says it.
    ...(untilMonday > 1 ? [[t("snooze.week"), at(now, untilMonday, 9)] as [string, Ms]] : []),
  ]
  return moments.map(([label, until]) => ({ label, until, when: momentWords(until, now) }))
}
