/** Pretend answers for the rooms beside the conversations: "METHOD /path" (without /api/v1; `:name` takes one part) → answer. */
import type { Pretend } from "./pretend"
import { SHOP } from "./shop"

export const ROOMS: Record<string, Pretend> = { ...SHOP }
