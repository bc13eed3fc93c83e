import type { MessageEntry, Person } from "../../api/types"

/** What a shopkeeper calls them: the first word of a name, without the comma of "Colissimo, claims". */
export const firstName = (name: string): string => (name.trim().split(/\s+/)[0] ?? "").replace(/[,;:]+$/, "")

/** Whether whoever wrote this only says to be this person: nothing private belongs into an answer yet. */
export const onlySays = (entry: MessageEntry, person: Person): boolean =>
  entry.direction === "in" && (entry.body.unproven === true || person.merged.some((each) => each.claimed && each.id === entry.person_id))
