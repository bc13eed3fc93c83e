/** The policy, approvals and the wow budget as they travel. */
import type * as schema from "./schema"
import type { Intent, Sent } from "./shop"

export type Ruling = Sent<schema.Ruling>
export type PolicyChange = Sent<schema.PolicyChange>
export type Difference = Sent<schema.Difference>
export type Trial = Sent<schema.Example>
export type Answer = Sent<schema.RoleAnswer>
export type Verdict = Sent<schema.Verdict>
export type Budget = Sent<schema.Budget>
export type Spend = Sent<schema.Spend>
/** Of the action only what a screen tells of it. */
export type Approval = Omit<Sent<schema.Approval>, "intent"> & { intent: Wish }
export type Wish = Intent & Pick<Sent<schema.Intent>, "agent_id" | "rule" | "decided_by" | "decided_why" | "store_id" | "conversation_id" | "why" | "wow" | "items" | "expires_at" | "decided_at">
