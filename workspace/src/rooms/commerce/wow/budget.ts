/** What I may still spend on delight. Asked again when an action of mine moved, or the policy did. */
import { useEffect } from "react"
import { api } from "../../../api/client"
import type { Budget } from "../../../api/ruling"
import { useLoaded, type Loaded } from "../../../live/loaded"
import { onNews } from "../../../live/socket"

export function useBudget(): Loaded<Budget> {
  const loaded = useLoaded("wow", (signal) => api.get<Budget>("/wow", undefined, signal))
  const { again } = loaded
  useEffect(() => onNews((news) => { if (news.intents?.length || news.commerce_policy) again() }), [again])
  return loaded
}

/** How much of it is given, in percent. */
export const givenOf = ({ budget, spent }: Budget): number => (budget.minor > 0 ? Math.min(100, Math.round((spent.minor / budget.minor) * 100)) : 0)
