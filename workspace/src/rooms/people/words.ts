import type { Person } from "../../api/types"

/** The first address a person would be reached at; a visitor's cookie says nothing to a human. */
export const reached = (person: Person): string => {
  const handle = person.handles.find((each) => each.kind === "email") ?? person.handles.find((each) => each.kind !== "visitor")
  return handle ? handle.display || handle.value : ""
}
