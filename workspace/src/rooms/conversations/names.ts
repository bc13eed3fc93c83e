import type { Id, MessageEntry, Person } from "../../api/types"

/** What a shopkeeper calls them: the first word of a name, without the comma of "Colissimo, claims". */
export const firstName = (name: string): string => (name.trim().split(/\s+/)[0] ?? "").replace(/[,;:]+$/, "")

/** Whether whoever wrote this only says to be this person: nothing private belongs into an answer yet. */
export const onlySays = (entry: MessageEntry, person: Person): boolean =>
  entry.direction === "in" && (entry.body.unproven === true || joinedByClaim(entry.person_id, person))

/** Whether a mere claim stands anywhere between them and the person at the root. */
function joinedByClaim(id: Id, person: Person): boolean {
  const edge = person.merged.find((each) => each.id === id)
  return !!edge && (!!edge.claimed || (!!edge.into_id && joinedByClaim(edge.into_id, person)))
}
