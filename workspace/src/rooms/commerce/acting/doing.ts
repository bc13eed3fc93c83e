/** A dialog's talk with the server: shown before, asked once, followed until it is through. */
import { useEffect, useRef, useState } from "react"
import { api, asProblem, type Problem } from "../../../api/client"
import { newId } from "../../../api/ids"
import type { Intent, Previewed, ShopOrder } from "../../../api/shop"
import type { Id } from "../../../api/types"
import { onNews } from "../../../live/socket"
import { actionOf, BEGIN, type Choice, type Doing } from "./wish"

const A_MOMENT = 350
const ASK_AGAIN = 4_000

export interface State {
  shown: ShopOrder; choice: Choice; set: (part: Partial<Choice>) => void
  previewed: Previewed | null; looking: boolean; problem: Problem | null; stale: boolean
  intent: Intent | null; busy: boolean; go: () => Promise<void>; retry: () => Promise<void>; back: () => void
}

export function useDoing(doing: Doing, first: ShopOrder, conversationId: Id | null): State {
  // The live line may bring a newer order while the dialog is open, and so may our own look at it.
  const [fresh, setFresh] = useState<ShopOrder | null>(null)
  const shown = fresh && fresh.seq > first.seq ? fresh : first
  const [choice, setChoice] = useState(BEGIN)
  const [state, setState] = useState<{ of: string; previewed: Previewed | null; problem: Problem | null }>({ of: "", previewed: null, problem: null })
  const [stale, setStale] = useState(false)
  const [busy, setBusy] = useState(false)
  const [sent, setSent] = useState<Id | null>(null)
  const [intent, follow] = useIntent(sent)
  // Chosen once: a second press, or one after a broken line, is the same act.
  const key = useRef(newId())
  const action = actionOf(doing, shown.order, choice)
  const wish = action && { store_id: shown.store_id, action, key: key.current, order_id: shown.id, version: shown.order.version, why: choice.why.trim(), conversation_id: conversationId }
  // Words say why and move no money: typing them asks the shop nothing.
  const asks = action ? JSON.stringify([{ ...action, reason: "" }, shown.order.version]) : ""

  const met = async (failure: unknown) => {
    const problem = asProblem(failure)
    if (problem.status !== 409) return problem
    const now = await api.get<ShopOrder>(`/orders/${shown.id}`).catch(() => null)
    if (now && now.order.version !== shown.order.version) {
      setFresh(now)
      return null
    }
    // Perhaps the shop knows of a change that we do not: its answer comes by the live line.
    void api.post(`/orders/${shown.id}/refresh`).catch(() => undefined)
    return problem
  }
  const version = useRef(shown.order.version)
  useEffect(() => {
    if (version.current !== shown.order.version && !sent) setStale(true)
    version.current = shown.order.version
  }, [shown.order.version, sent])
  useEffect(() => {
    if (!asks) return
    let over = false
    const soon = setTimeout(() => {
      api.post<Previewed>("/action-previews", wish).then(
        (previewed) => { if (!over) setState({ of: asks, previewed, problem: null }) },
        async (failure: unknown) => { const problem = await met(failure); if (!over) setState({ of: asks, previewed: null, problem }) },
      )
    }, A_MOMENT)
    return () => { over = true; clearTimeout(soon) }
    // The wish is made anew at each render; `asks` says whether it is another one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asks])
  const current = state.of === asks && !!asks
  const previewed = current ? state.previewed : null

  const go = async () => {
    if (!wish || busy || !previewed) return
    setBusy(true)
    try {
      const made = await api.post<Intent>("/intents", { ...wish, ask: !previewed.verdict.allowed, items: previewed.preview.items })
      follow(made)
      setSent(made.id)
    } catch (failure) {
      const problem = await met(failure)
      setState({ of: asks, previewed, problem })
    } finally {
      setBusy(false)
    }
  }
  const retry = async () => {
    if (intent) await api.post<Intent>(`/intents/${intent.id}/retry`).then(follow, (failure: unknown) => setState({ of: asks, previewed, problem: asProblem(failure) }))
  }
  const back = () => { key.current = newId(); setSent(null); follow(null); setState({ of: "", previewed: null, problem: null }) }
  return {
    shown, choice, set: (part) => { setStale(false); setChoice((now) => ({ ...now, ...part })) }, previewed, looking: !!asks && !current, problem: current ? state.problem : null, stale,
    intent, busy, go, retry, back,
  }
}

const MOVING = new Set(["recorded", "performing"])

/** How far it is: told by the live line, and asked for where that is silent. */
function useIntent(id: Id | null): [Intent | null, (now: Intent | null) => void] {
  const [intent, setIntent] = useState<Intent | null>(null)
  const take = (next: Intent | null) => setIntent((now) => (now && next && now.id === next.id && now.seq > next.seq ? now : next))
  useEffect(() => (id ? onNews((news) => { const mine = news.intents?.find((each) => each.id === id); if (mine) take(mine) }) : undefined), [id])
  const moving = !!intent && MOVING.has(intent.state)
  useEffect(() => {
    if (!id || !moving) return
    const ask = setInterval(() => void api.get<Intent>(`/intents/${id}`).then(take, () => undefined), ASK_AGAIN)
    return () => clearInterval(ask)
  }, [id, moving])
  return [intent, take]
}
