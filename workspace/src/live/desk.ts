/** The one store: who is signed in, what is held, who is here, and whether the line is up. */
import { api, asProblem, sessionOver, type Problem } from "../api/client"
import type { Agent, Brand, Colleague, Id, Inbox, Me, Presence } from "../api/types"
import { isLocale, speak } from "../i18n"
import { meWithNews, NOTHING, withNews, type Held, type News } from "./held"
import { createStore } from "./observed"
import type { Visitors } from "./visitors"

export type Phase = "booting" | "signed_out" | "ready" | "failed"
export interface Typing { text: string | null; until: number }
export interface Answering { agent_id: Id; until: number }

export interface Desk {
  phase: Phase
  problem: Problem | null
  me: Me | null
  held: Held
  /** Grows whenever everything shown has to be asked for again (we missed too much). */
  epoch: number
  line: "up" | "down" | "connecting"
  presence: Readonly<Record<Id, Presence>>
  typing: Readonly<Record<Id, Typing>>
  answering: Readonly<Record<Id, Answering>>
  visitors: Visitors
}

const EMPTY: Desk = {
  phase: "booting", problem: null, me: null, held: NOTHING, epoch: 0, line: "connecting", presence: {}, typing: {}, answering: {}, visitors: {},
}
export const desk = createStore<Desk>(EMPTY)

const presenceIn = (me: Me): Record<Id, Presence> => Object.fromEntries(me.agents.map((each) => [each.id, each.here]))

/** Ask who we are and all that a fresh window needs. Call again after signing in. */
export async function boot(): Promise<void> {
  try {
    const me = await api.get<Me>("/me")
    if (isLocale(me.agent.locale)) await speak(me.agent.locale)
    desk.change((now) => ({
      ...now, phase: "ready", problem: null, me, presence: presenceIn(me), held: { ...now.held, seq: Math.max(now.held.seq, me.seq) },
    }))
  } catch (failure) {
    const problem = asProblem(failure)
    const signedOut = problem.status === 401 || problem.status === 403
    desk.change((now) => ({ ...now, phase: signedOut ? "signed_out" : "failed", problem, me: signedOut ? null : now.me }))
  }
}

/** Forget everything this window held, as after signing out. */
export const forget = (): void => desk.set({ ...EMPTY, phase: "signed_out", epoch: desk.read().epoch + 1 })

/** Signed out elsewhere: the door is shown, what was written stays in this browser. */
sessionOver.tell = () => { if (desk.read().phase === "ready") forget() }

export const receive = (news: News): void => desk.change((now) => ({ ...now, held: withNews(now.held, news), me: now.me && meWithNews(now.me, news) }))
/** What an answer of the server carries is news too. */
export const keep = receive

export const useMe = (): Me => desk.use((now) => now.me) as Me
export const useAgent = (): Agent => useMe().agent
export const useInbox = (id: Id | null): Inbox | undefined => desk.use((now) => now.me?.inboxes.find((each) => each.id === id))
export const useBrand = (id: Id | null): Brand | undefined => desk.use((now) => now.me?.brands.find((each) => each.id === id))
export const colleague = (id: Id | null): Colleague | undefined => desk.read().me?.agents.find((each) => each.id === id)
export const changeMe = (fn: (me: Me) => Me): void => desk.change((now) => (now.me ? { ...now, me: fn(now.me) } : now))
