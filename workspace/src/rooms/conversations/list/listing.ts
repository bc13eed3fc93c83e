/** Asks the server for the pages of a view; what comes goes into the store, and the list is derived from there. */
import { useEffect, useMemo, useState } from "react"
import { api, asProblem, type Page, type Problem } from "../../../api/client"
import type { Conversation, Id, View } from "../../../api/types"
import { desk, keep } from "../../../live/desk"
import { grouped, reached, type Filter, type Group } from "../views"

interface Source { view: View; assignee?: Id }
interface Asked { key: string; cursors: (string | null)[]; listed: ReadonlySet<Id>; problem: Problem | null; done: boolean; more: boolean }

/** "Mine" shows what waits for me, what waits for them, and what comes back: three questions, one list. */
function sources(view: View, me: Id): Source[] {
  if (view === "mine") return [{ view: "mine" }, { view: "waiting", assignee: me }, { view: "later", assignee: me }]
  if (view === "all") return [{ view: "all" }, { view: "waiting" }, { view: "later" }]
  return [{ view }]
}

const LIMIT = 50
/** Milliseconds before what could not be asked is asked again. */
const PATIENCE = 3000

async function ask(source: Source, filter: Filter, after: string | null, signal?: AbortSignal): Promise<Page<Conversation>> {
  const query = { ...source, inbox: filter.inbox, tag: filter.tag, after, limit: LIMIT }
  const page = await api.get<Page<Conversation>>("/conversations", query, signal)
  keep({ conversations: page.items })
  return page
}

const NOT_ASKED: Asked = { key: "", cursors: [], listed: new Set(), problem: null, done: false, more: false }

function useAsked(filter: Filter, me: Id) {
  const epoch = desk.use((now) => now.epoch)
  const key = [filter.view, filter.inbox ?? "", filter.tag ?? "", epoch].join("|")
  const [state, setState] = useState<Asked>(NOT_ASKED)
  const [round, setRound] = useState(0)
  useEffect(() => {
    const asked = new AbortController()
    Promise.all(sources(filter.view, me).map((source) => ask(source, filter, null, asked.signal))).then(
      (pages) => setState({ ...NOT_ASKED, key, cursors: pages.map((page) => page.next), listed: idsOf(pages), done: true }),
      (failure: unknown) => !asked.signal.aborted && setState({ ...NOT_ASKED, key, problem: asProblem(failure), done: true }),
    )
    return () => asked.abort()
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, me, round])
  const current = state.key === key ? state : { ...NOT_ASKED, done: false }
  const more = async () => {
    // One after the other, as they stand in the list.
    const next = current.cursors.findIndex(Boolean)
    const source = sources(filter.view, me)[next]
    if (current.more || !source) return
    // Meanwhile somebody may have gone to another view: what comes then belongs to none.
    const change = (made: (now: Asked) => Asked) => setState((now) => (now.key === current.key ? made(now) : now))
    change((now) => ({ ...now, more: true }))
    const page = await ask(source, filter, current.cursors[next] ?? null).catch(() => null)
    if (!page) {
      // The list ends here until somebody comes by again.
      setTimeout(() => change((now) => ({ ...now, more: false })), PATIENCE)
      return
    }
    const cursors = current.cursors.map((cursor, index) => (index === next ? page.next ?? null : cursor))
    change((now) => ({ ...now, more: false, cursors, listed: new Set([...now.listed, ...idsOf([page])]) }))
  }
  return { ...current, more, again: () => setRound((now) => now + 1) }
}

function idsOf(pages: (Page<Conversation> | null)[]): Set<Id> {
  return new Set(pages.flatMap((page) => page?.items ?? []).map((each) => each.id))
}

export interface Listing { groups: Group[]; loading: boolean; problem: Problem | null; more: () => Promise<void>; hasMore: boolean; again: () => void }

export function useListing(filter: Filter): Listing {
  const me = desk.use((now) => now.me?.agent.id) ?? ""
  const asked = useAsked(filter, me)
  const conversations = desk.use((now) => now.held.conversations)
  const { view, inbox, tag } = filter
  const listed = asked.listed
  const { cursors } = asked
  const groups = useMemo(
    () => reached(grouped(conversations.values(), { view, inbox, tag }, me, listed), cursors),
    [conversations, view, inbox, tag, me, listed, cursors],
  )
  return { groups, loading: !asked.done, problem: asked.problem, more: asked.more, hasMore: cursors.some(Boolean), again: asked.again }
}
