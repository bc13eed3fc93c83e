/** Compiled, never run: what the server says it sends is what this desk reads. A difference stops the type check. */
import type * as ours from "./types"
import type * as theirs from "./schema"
import type * as shop from "./shop"
import type * as stores from "../rooms/settings/stores/model"

/** What is sent has no holes: a default stands where nothing was said. */
type Sent<T> = T extends (infer Item)[] ? Sent<Item>[] : T extends object ? { [K in keyof T]-?: Sent<T[K]> } : T
type Agrees<Ours, Theirs extends Ours> = Theirs

export type Agreement = [
  Agrees<ours.Conversation, Sent<theirs.Conversation>>,
  Agrees<ours.Person, Sent<theirs.Person>>,
  Agrees<ours.Handle, Sent<theirs.Handle>>,
  Agrees<ours.Agent, Sent<theirs.Agent>>,
  Agrees<ours.Colleague, Sent<theirs.Colleague>>,
  Agrees<ours.Brand, Sent<theirs.Brand>>,
  Agrees<ours.Abilities, Sent<theirs.ChannelsAbilities>>,
  Agrees<ours.Team, Sent<theirs.Team>>,
  Agrees<ours.Topic, Sent<theirs.Topic>>,
  Agrees<ours.Task, Sent<theirs.Task>>,
  Agrees<ours.Draft, Sent<theirs.Draft>>,
  Agrees<ours.Past, Sent<theirs.Past>>,
  Agrees<ours.Macro, Sent<theirs.Macro>>,
  Agrees<shop.Look, Sent<theirs.AutomationLook>>,
  Agrees<shop.Run, Sent<theirs.Run>>,
  Agrees<shop.MacroSuggestion, Sent<theirs.Suggestion>>,
  Agrees<stores.Kind, Sent<theirs.StoreKind>>,
  Agrees<stores.Standing, Sent<theirs.StoreStanding>>,
  Agrees<stores.Delivery, Sent<theirs.HookCame>>,
  Agrees<ours.Attachment, Sent<theirs.Attachment>>,
  Agrees<ours.Address, Sent<theirs.Address>>,
  Agrees<Pick<ours.Entry, "id" | "n" | "person_id" | "conversation_id" | "at" | "seq">, Sent<theirs.Entry>>,
]
