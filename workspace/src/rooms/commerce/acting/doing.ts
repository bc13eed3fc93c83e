/** A dialog's talk with the server: shown before, asked once, followed until it is through. */
import { useEffect, useRef, useState } from "react"
import { api, asProblem, type Problem } from "../../../api/client"
import { newId } from "../../../api/ids"
import type { Customer, Intent, Previewed, ShopOrder, StoreShown } from "../../../api/shop"
import type { Id } from "../../../api/types"
import { onNews } from "../../../live/socket"
import type { AnyForm } from "./form"
import type { Scene } from "./wish"

const A_MOMENT = 350
const A_PAUSE = 900
const ASK_AGAIN = 4_000

/** What it is done to, and from where. */
export interface About { order: ShopOrder | null; customer: Customer | null; store: StoreShown; conversationId: Id | null; currency: string }

export interface State {
  scene: Scene; number: string
  choice: object; set: (part: object) => void; why: string; setWhy: (words: string) => void; wow: boolean; setWow: (on: boolean) => void
  previewed: Previewed | null; looking: boolean; problem: Problem | null; stale: boolean
  intent: Intent | null; busy: boolean; go: () => Promise<void>; retry: () => Promise<void>; back: () => void
}

/** The live line may bring a newer order while the dialog is open, and so may our own look at it. */
function useNewest(first: ShopOrder | null, sent: boolean) {
  const [fresh, setFresh] = useState<ShopOrder | null>(null)
  const [stale, setStale] = useState(false)
  const shown = fresh && first && fresh.seq > first.seq ? fresh : first
  const seen = useRef(shown?.order.version)
  const version = shown?.order.version
  useEffect(() => {
    if (seen.current !== version && !sent) setStale(true)
    seen.current = version
  }, [version, sent])
  return { shown, setFresh, stale, looked: () => setStale(false) }
}

export function useDoing(form: AnyForm, about: About): State {
  const [sent, setSent] = useState<Id | null>(null)
  const { shown, setFresh, stale, looked } = useNewest(about.order, !!sent)
  const scene: Scene = { order: shown?.order ?? null, customer: about.customer, store: about.store, currency: about.currency }
  const [choice, setChoice] = useState(() => form.begin(scene))
  const [why, setWhy] = useState("")
  const [wow, setWow] = useState(false)
  const [state, setState] = useState<{ of: string; previewed: Previewed | null; problem: Problem | null }>({ of: "", previewed: null, problem: null })
  const [busy, setBusy] = useState(false)
  const [round, setRound] = useState(0)
  const [intent, follow] = useIntent(sent)
  // Chosen once: a second press, or one after a broken line, is the same act.
  const key = useRef(newId())
  const action = form.action(scene, choice, why.trim())
  const version = shown?.order.version ?? ""
  const wish = action && {
    store_id: about.store.id, action, key: key.current, order_id: shown?.id ?? null, customer_id: shown ? null : (about.customer?.external_id ?? null), version, why: why.trim(),
    conversation_id: about.conversationId, wow,
  }
  // Words say why and move no money: typing them asks the shop nothing, but where the policy wants one of its own reasons.
  const minds = state.previewed?.verdict.rule === "cancel_reason"
  const asks = action ? JSON.stringify([minds ? action : { ...action, reason: "" }, version, wow]) : ""

  const met = async (failure: unknown) => {
    const problem = asProblem(failure)
    if (problem.status !== 409 || !shown) return problem
    const now = await api.get<ShopOrder>(`/orders/${shown.id}`).catch(() => null)
    if (now && now.order.version !== version) {
      setFresh(now)
      return null
    }
    // Perhaps the shop knows of a change that we do not: its answer comes by the live line.
    void api.post(`/orders/${shown.id}/refresh`).catch(() => undefined)
    return problem
  }
  useEffect(() => {
    if (!asks) return
    let over = false
    const soon = setTimeout(() => {
      api.post<Previewed>("/action-previews", wish).then(
        (previewed) => { if (!over) setState({ of: asks, previewed, problem: null }) },
        async (failure: unknown) => { const problem = await met(failure); if (!over) setState({ of: asks, previewed: null, problem }) },
      )
    }, form.slow || minds ? A_PAUSE : A_MOMENT)
    return () => { over = true; clearTimeout(soon) }
    // The wish is made anew at each render; `asks` says whether it is another one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asks, round])
  const current = state.of === asks && !!asks
  const previewed = current ? state.previewed : null

  const go = async () => {
    if (!wish || busy || !previewed) return
    setBusy(true)
    try {
      const made = await api.post<Intent>("/intents", { ...wish, ask: !previewed.verdict.allowed, seen: previewed.seen })
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
  const back = () => { key.current = newId(); setSent(null); follow(null); setState({ of: "", previewed: null, problem: null }); setRound((now) => now + 1) }
  return {
    scene, number: shown?.order.number ?? "", choice, set: (part) => { looked(); setChoice((now) => ({ ...now, ...part })) }, why, setWhy, wow, setWow,
    previewed, looking: !!asks && !current, problem: current ? state.problem : null, stale, intent, busy, go, retry, back,
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
