/** The whole desk in a browser with no server: for looking at, never part of the product's build. */
import { newId } from "../api/ids"
import type { Conversation, Entry, Person, Task, View } from "../api/types"
import { belongs } from "../rooms/conversations/views"
import { ALICE, ana, BOB, cAna, conversations, did, entries, ME, note, people, replies, said, tasks } from "./cast"
import { matcher, Refusal, type Asked, type Pretend } from "./pretend"
import { ROOMS } from "./rooms"
import { STORES } from "./shop"

let seq = 1
const HERE = { whisper: "visitor", person_id: ana.id, inbox_id: cAna.inbox_id, here: true, page: "https://larkandloom.example/orders/1042", title: "Your order 1042" }
const sockets = new Set<PretendSocket>()
const tell = (news: Record<string, unknown>) => { for (const socket of sockets) socket.hear(news) }

function changed(id: string, change: Partial<Conversation>): Conversation {
  const now = { ...(conversations.get(id) as Conversation), ...change, seq: ++seq }
  conversations.set(id, now)
  tell({ seq, fact: "conversation_changed", conversations: [now] })
  return now
}

function changedPerson(id: string, change: Partial<Person>): Person {
  const now = { ...(people.get(id) as Person), ...change, seq: ++seq }
  people.set(id, now)
  tell({ seq, fact: "person_changed", people: [now] })
  return now
}

const shown = (entry: Entry): Entry => {
  const now = { ...entry, seq: ++seq } as Entry
  entries.set(now.id, now)
  tell({ seq, fact: "message_said", entries: [now], conversations: [conversations.get(now.conversation_id ?? "")].filter(Boolean) })
  return now
}

function list({ query }: Asked) {
  const filter = { view: (query.get("view") ?? "all") as View, inbox: query.get("inbox"), tag: query.get("tag") }
  const assignee = query.get("assignee")
  const items = [...conversations.values()].filter((each) => belongs(each, filter, ALICE) && (!assignee || each.assignee_id === assignee))
  return { items, next: null }
}

const count = (view: View) => [...conversations.values()].filter((each) => belongs(each, { view }, ALICE) && (view !== "mine" || (each.state !== "waiting" && !each.snoozed))).length

function opened({ params }: Asked) {
  const conversation = conversations.get(params.id as string)
  if (!conversation) return new Refusal(404, { kind: "no_such_conversation", detail: "There is no such conversation, or it was erased. Go back to the inbox." })
  const past = [...conversations.values()].filter((each) => each.person_id === conversation.person_id && each.id !== conversation.id)
  return { conversation, person: people.get(conversation.person_id), draft: null, tasks: [...tasks.values()].filter((each) => each.person_id === conversation.person_id), past }
}

function timeline({ params, query }: Asked) {
  const all = [...entries.values()].filter((each) => each.person_id === params.id).sort((a, b) => b.n - a.n)
  const from = Number(query.get("after") ?? 0)
  const items = all.slice(from, from + 50)
  return { items, next: from + 50 < all.length ? String(from + 50) : null }
}

function answer({ params, data }: Asked) {
  const words = data as { id: string; text: string; inbox_id: string; close: boolean; side: boolean }
  const conversation = conversations.get(params.id as string) as Conversation
  if (words.text.includes("fail")) return new Refusal(503, { kind: "unavailable", detail: "The mail server does not answer. Try again in a minute." })
  if (words.text.includes("conflict")) {
    const theirs = said(conversation, BOB, Date.now(), "I have just booked the courier for you, Ana. It comes tomorrow before noon.")
    return new Refusal(409, { kind: "answered", detail: "A colleague answered meanwhile.", extra: { entry: theirs } })
  }
  const mail = words.inbox_id === "inbox-mail"
  const undo_until = mail ? Date.now() + 10_000 : null
  const entry = said(conversation, ALICE, Date.now(), words.text, { delivery: { state: mail ? "queued" : "sent", reason: null, advice: null, at: Date.now(), undo_until }, side: words.side }, mail ? "email" : "chat")
  entries.delete(entry.id)
  const named = shown({ ...entry, id: words.id } as Entry)
  changed(conversation.id, { state: words.close ? "closed" : "waiting", preview: words.text, preview_by: "agent", preview_agent_id: ALICE, due_at: null, last_at: Date.now() })
  return named
}

const flag = (change: Partial<Conversation>, verb?: string): Pretend => ({ params, data }) => {
  const now = changed(params.id as string, { ...change, ...(data as Partial<Conversation> | undefined) })
  if (verb) shown(did(now, ALICE, Date.now(), verb, { ...(data as Record<string, unknown> | undefined) }))
  return now
}

const ROUTES: Record<string, Pretend> = {
  "GET /me": () => ({ ...ME, macros: replies, stores: STORES }),
  "DELETE /session": () => null,
  "GET /conversations": list,
  "GET /conversations/counts": () => ({ mine: count("mine"), unassigned: count("unassigned"), all: count("all"), waiting: count("waiting"), later: count("later"), spam: count("spam"), mentions: 1 }),
  "GET /conversations/:id": opened,
  "GET /people/:id/timeline": timeline,
  "GET /macros": () => ({ items: replies, next: null }),
  "POST /conversations/:id/replies": answer,
  "POST /conversations/:id/notes": ({ params, data }) => {
    const { id, text, mentions } = data as { id: string; text: string; mentions: string[] }
    const made = note(conversations.get(params.id as string) as Conversation, ALICE, Date.now(), text, mentions)
    entries.delete(made.id)
    return shown({ ...made, id } as Entry)
  },
  "PUT /conversations/:id/closure": ({ params }) => { const c = changed(params.id as string, { state: "closed", closed_at: Date.now() }); shown(did(c, ALICE, Date.now(), "closed", { topic_id: c.topic_id })); return c },
  "DELETE /conversations/:id/closure": flag({ state: "open", closed_at: null }, "reopened"),
  "PUT /conversations/:id/snooze": ({ params, data }) => { const { until, until_word } = data as { until?: number; until_word?: boolean }; const c = changed(params.id as string, { snoozed: true, snoozed_until: until ?? null, snooze_until_word: !!until_word }); shown(did(c, ALICE, Date.now(), "snoozed", { until, until_word })); return c },
  "DELETE /conversations/:id/snooze": flag({ snoozed: false, snoozed_until: null }, "woke"),
  "PUT /conversations/:id/assignment": ({ params, data }) => { const { agent_id, team_id } = data as { agent_id: string; team_id: string | null }; const c = changed(params.id as string, { assignee_id: agent_id, team_id }); shown(did(c, ALICE, Date.now(), "assigned", { agent_id, team_id })); return c },
  "DELETE /conversations/:id/assignment": flag({ assignee_id: null, team_id: null }, "unassigned"),
  "PUT /conversations/:id/spam": flag({ spam: true }), "DELETE /conversations/:id/spam": flag({ spam: false }),
  "PUT /conversations/:id/trash": flag({ trashed: true }), "DELETE /conversations/:id/trash": flag({ trashed: false }),
  "PUT /conversations/:id/topic": flag({}, "topic"), "PUT /conversations/:id/priority": flag({}),
  "PUT /conversations/:id/tags/:tag": ({ params }) => changed(params.id as string, { tags: [...(conversations.get(params.id as string)?.tags ?? []), params.tag as string] }),
  "DELETE /conversations/:id/tags/:tag": ({ params }) => changed(params.id as string, { tags: (conversations.get(params.id as string)?.tags ?? []).filter((each) => each !== params.tag) }),
  "PUT /conversations/:id/read": flag({ unread: false }),
  "PUT /conversations/:id/draft": () => null, "DELETE /conversations/:id/draft": () => null,
  "PATCH /people/:id": ({ params, data }) => changedPerson(params.id as string, data as Partial<Person>),
  "PUT /people/:id/block": ({ params }) => changedPerson(params.id as string, { blocked: true }), "DELETE /people/:id/block": ({ params }) => changedPerson(params.id as string, { blocked: false }),
  "DELETE /handles/:id": ({ params }) => { const whom = [...people.values()].find((each) => each.handles.some((one) => one.id === params.id)) as Person; return changedPerson(whom.id, { handles: whom.handles.filter((each) => each.id !== params.id) }) },
  "GET /people": ({ query }) => ({ items: [...people.values()].filter((each) => each.name.toLowerCase().includes((query.get("q") ?? "").toLowerCase())).slice(0, 8), next: null }),
  "GET /people/:id": ({ params }) => people.get(params.id as string) ?? new Refusal(404, { kind: "not_found", detail: "There is no such person." }),
  "POST /people/:id/merges": ({ params, data }) => { const other = people.get((data as { person_id: string }).person_id) as Person; const whom = people.get(params.id as string) as Person; return changedPerson(whom.id, { merged: [...whom.merged, { id: other.id, name: other.name, at: Date.now(), by: ALICE }], handles: [...whom.handles, ...other.handles] }) },
  "DELETE /people/:id/merges/:other": ({ params }) => { const whom = people.get(params.id as string) as Person; return changedPerson(whom.id, { merged: whom.merged.filter((each) => each.id !== params.other), handles: whom.handles.filter((each) => each.person_id === whom.id) }) },
  "POST /tasks": ({ data }) => { const made = { ...(data as Task), done_at: null, created_by: ALICE, seq: ++seq }; tasks.set(made.id, made); return made },
  "PUT /tasks/:id/completion": ({ params }) => { const now = { ...(tasks.get(params.id as string) as Task), done_at: Date.now(), seq: ++seq }; tasks.set(now.id, now); return now },
  "DELETE /tasks/:id/completion": ({ params }) => { const now = { ...(tasks.get(params.id as string) as Task), done_at: null, seq: ++seq }; tasks.set(now.id, now); return now },
  "POST /attachments": ({ query, data }) => { const file = data as Blob; return { id: newId(), name: query.get("name"), content_type: file.type, size: file.size, url: URL.createObjectURL(file) } },
  "DELETE /entries/:id/delivery": ({ params }) => { const entry = entries.get(params.id as string) as Extract<Entry, { kind: "message" }>; entries.delete(entry.id); return { draft: { text: entry.body.text, html: null, inbox_id: entry.inbox_id, to: [], cc: [], bcc: [], attachments: [], at: Date.now() } } },
  "POST /entries/:id/delivery": ({ params }) => { const entry = entries.get(params.id as string) as Extract<Entry, { kind: "message" }>; return shown({ ...entry, body: { ...entry.body, delivery: { state: "sent", reason: null, advice: null, at: Date.now(), undo_until: null } } }) },
  "GET /search": ({ query }) => { const q = (query.get("q") ?? "").toLowerCase(); return { people: [...people.values()].filter((each) => each.name.toLowerCase().includes(q)).slice(0, 5), conversations: [...conversations.values()].filter((each) => `${each.person_name} ${each.subject}`.toLowerCase().includes(q)).slice(0, 6), messages: [], next: null } },
  "POST /bulk": ({ data }) => { const { ids, verb, args } = data as { ids: string[]; verb: string; args: { agent_id?: string } }; for (const id of ids) changed(id, verb === "close" ? { state: "closed", closed_at: Date.now() } : verb === "assign" ? { assignee_id: args.agent_id ?? null } : verb === "spam" ? { spam: true } : verb === "trash" ? { trashed: true } : verb === "read" ? { unread: false } : {}); return { done: ids, failed: [] } },
}

class PretendSocket extends EventTarget {
  readyState = 0
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: (() => void) | null = null
  constructor() {
    super()
    setTimeout(() => { this.readyState = 1; sockets.add(this); this.onopen?.(); this.hear({ hello: true, seq }); this.hear(HERE) }, 20)
  }
  hear(news: unknown) { setTimeout(() => this.onmessage?.({ data: JSON.stringify(news) }), 5) }
  send() {}
  close() { this.readyState = 3; sockets.delete(this); this.onclose?.() }
}

/** What happens by itself: Bob answers Jonas, Ana writes. `?quiet` in the address leaves all as it is. */
function live(): void {
  const jonas = [...conversations.values()].find((each) => each.person_name === "Jonas Weber") as Conversation
  const busy = () => tell({ whisper: "answering", conversation_id: jonas.id, agent_id: BOB, until: Date.now() + 60_000 })
  setTimeout(busy, 900)
  setInterval(busy, 20_000)
  Object.assign(window, {
    fixture: {
      typing: (text: string | null = "And could you add the ") => tell({ whisper: "typing", conversation_id: cAna.id, person: ana.id, text }),
      writes: (text = "And one more thing, thank you!") => { const entry = said(cAna, ana, Date.now(), text, { to: [] }); shown(entry); changed(cAna.id, { preview: text, preview_by: "customer", preview_agent_id: null, last_at: Date.now() }) },
      down: () => { for (const socket of [...sockets]) socket.close() },
      id: cAna.id, find: (name: string) => [...conversations.values()].find((each) => each.person_name.startsWith(name))?.id,
      many: (count: number) => { for (let i = 0; i < count; i++) { const e = said(cAna, i % 2 ? ana : ALICE, Date.now() - (count - i) * 600_000 - 400 * 86_400_000, `Old words ${i}: ${"lorem ipsum ".repeat(i % 12)}`); entries.set(e.id, { ...e, n: (i + 1) / 10_000 } as Entry) } },
    },
  })
}

export function install(): void {
  const find = matcher({ ...ROUTES, ...ROOMS })
  const real = window.fetch.bind(window)
  window.fetch = async (input, init) => {
    const url = new URL(String(input), location.origin)
    if (!url.pathname.startsWith("/api/v1")) return real(input, init)
    await new Promise((done) => setTimeout(done, 40))
    const hit = find(init?.method ?? "GET", url.pathname.slice(7))
    if (!hit) return Response.json({ kind: "not_found", detail: `The fixture knows no ${init?.method ?? "GET"} ${url.pathname}.` }, { status: 404 })
    const data = typeof init?.body === "string" ? JSON.parse(init.body) : init?.body
    const answer = hit.act({ params: hit.params, query: url.searchParams, data })
    if (answer instanceof Refusal) return Response.json({ status: answer.status, ...answer.body }, { status: answer.status })
    return answer === null || answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer)
  }
  Object.assign(window, { WebSocket: Object.assign(PretendSocket, { OPEN: 1, CONNECTING: 0 }) })
  live()
}
