/** A living morning for the fixture build: people, conversations and entries as the server would tell them. */
import { newId } from "../api/ids"
import type { Address, Attachment, Conversation, Entry, Handle, Me, MessageBody, Person, Macro, Task } from "../api/types"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
export const NOW = Date.now()
const ago = (ms: number) => NOW - ms

export const ALICE = "agent-alice"
export const BOB = "agent-bob"
export const CAROL = "agent-carol"
const MAIL = "inbox-mail"
const CHAT = "inbox-chat"
const BRAND = "brand-lark"

const mailAbilities = { longest_text: null, html: true, files: true, longest_file: 25_000_000, receipts: false, typing: false, may_open: true, reply_window: null, subject: true, cc: true, undo_seconds: 10 }
const chatAbilities = { longest_text: 4000, html: false, files: true, longest_file: 10_000_000, receipts: true, typing: true, may_open: false, reply_window: null, subject: false, cc: false, undo_seconds: 0 }

export const ME: Me = {
  agent: { id: ALICE, email: "alice@larkandloom.example", name: "Alice Lindqvist", role: "admin", inboxes: null, locale: "en", colour: "#E9C9A8", state: "active", totp: false, created_at: ago(300 * DAY), alerts: { desktop: true, mail: true, sound: false } },
  brands: [{ id: BRAND, name: "Lark & Loom", colour: "#163D31", locale: "en", logo: null, site: "https://larkandloom.example", signature_text: "", signature_html: "", hours_id: null, reply_time: "a few minutes", privacy_url: null, reopen_days: 14 }],
  inboxes: [
    { id: MAIL, kind: "email", name: "hello@", brand_id: BRAND, address: "hello@larkandloom.example", state: "ok", abilities: mailAbilities },
    { id: CHAT, kind: "chat", name: "chat", brand_id: BRAND, address: "", state: "ok", abilities: chatAbilities },
  ],
  agents: [
    { id: ALICE, name: "Alice Lindqvist", colour: "#E9C9A8", role: "admin", state: "active", here: "here" },
    { id: BOB, name: "Bob Achterberg", colour: "#C6D3DC", role: "lead", state: "active", here: "here" },
    { id: CAROL, name: "Carol Nwosu", colour: "#D8C3CC", role: "agent", state: "active", here: "away" },
  ],
  teams: [{ id: "team-returns", name: "Returns", members: [BOB, CAROL] }],
  topics: [
    { id: "t1", parent_id: null, name: "Before buying", position: 0 }, { id: "t2", parent_id: "t1", name: "Sizing", position: 0 },
    { id: "t3", parent_id: null, name: "Delivery", position: 1 }, { id: "t4", parent_id: "t3", name: "Late parcel", position: 0 },
    { id: "t5", parent_id: null, name: "Returns and repairs", position: 2 }, { id: "t6", parent_id: "t5", name: "Moth holes", position: 0 },
  ],
  tags: ["birthday", "courier", "press", "wholesale"], features: {}, seq: 1, setup_done: true,
}

let counter = 0
export const people = new Map<string, Person>()
export const conversations = new Map<string, Conversation>()
export const entries = new Map<string, Entry>()
export const tasks = new Map<string, Task>()

const handle = (person_id: string, kind: Handle["kind"], display: string, proof: Handle["proof"] = "proven"): Handle =>
  ({ id: newId(), person_id, kind, value: display.toLowerCase(), display, proof, proven_by: proof === "proven" ? "DKIM" : null, at: ago(200 * DAY), bouncing: null, source: "mail", joined: proof === "claimed" })

function person(name: string, more: Partial<Person> = {}, handles: [Handle["kind"], string, Handle["proof"]?][] = []): Person {
  const id = `p-${name.toLowerCase().replace(/[^a-z]+/g, "-")}`
  const made: Person = {
    id, identity_id: id, name, about: "", locale: "en", timezone: null, created_at: ago(400 * DAY), seen_at: null, blocked: false, regular: false,
    handles: handles.map(([kind, display, proof]) => handle(id, kind, display, proof)), merged: [], attributes: {}, seq: 1, ...more,
  }
  people.set(id, made)
  return made
}

function talk(whom: Person, channel: "email" | "chat", subject: string, more: Partial<Conversation>): Conversation {
  const id = newId(ago(DAY) + counter++)
  const made: Conversation = {
    id, person_id: whom.id, identity_id: whom.id, brand_id: BRAND, inbox_id: channel === "email" ? MAIL : CHAT, channel, state: "open", subject, preview: "", preview_by: "customer", preview_agent_id: null,
    person_name: whom.name, person_regular: whom.regular, assignee_id: ALICE, team_id: null, tags: [], topic_id: null, priority: 0, due_at: null, since: null, snoozed_until: null,
    snoozed: false, snooze_until_word: false, spam: false, trashed: false, unread: false, last_at: NOW, last_in_at: null, last_out_at: null, created_at: ago(DAY), closed_at: null, linked: [], seq: 1, ...more,
  }
  conversations.set(id, made)
  return made
}

const body = (text: string, more: Partial<MessageBody> = {}): MessageBody =>
  ({ text, folded: null, html: false, subject: null, sender: null, to: [], cc: [], bcc: [], attachments: [], forwarded: null, delivery: null, side: false, automatic: null, masked: false, ...more })

function put(entry: Omit<Entry, "id" | "n" | "seq">): Entry {
  const made = { id: newId(entry.at), n: ++counter, seq: 1, ...entry } as Entry
  entries.set(made.id, made)
  return made
}

export function said(c: Conversation, who: Person | string, at: number, text: string, more: Partial<MessageBody> = {}, channel = c.channel): Entry {
  const ours = typeof who === "string"
  const agent = ours ? ME.agents.find((each) => each.id === who) : undefined
  const delivery = ours && more.delivery === undefined ? { state: channel === "chat" ? ("read" as const) : ("sent" as const), reason: null, advice: null, at: at + MINUTE, undo_until: null } : (more.delivery ?? null)
  const address: Address[] = channel === "email" ? [{ value: "hello@larkandloom.example", name: "" }] : []
  return put({
    person_id: c.person_id, conversation_id: c.id, kind: "message", at, direction: ours ? "out" : "in", inbox_id: channel === "email" ? MAIL : CHAT, channel, public: true,
    author: ours ? { kind: "agent", id: who, name: agent?.name ?? "" } : { kind: "customer", id: who.id, name: who.name },
    body: body(text, { to: ours ? [] : address, sender: ours ? null : { value: who.handles[0]?.value ?? "", name: who.name }, ...more, delivery }),
  } as Omit<Entry, "id" | "n" | "seq">)
}

export const note = (c: Conversation, agent: string, at: number, text: string, mentions: string[] = []): Entry =>
  put({ person_id: c.person_id, conversation_id: c.id, kind: "note", at, direction: "none", inbox_id: null, channel: null, public: false, author: { kind: "agent", id: agent, name: ME.agents.find((each) => each.id === agent)?.name ?? "" }, body: { text, mentions } } as Omit<Entry, "id" | "n" | "seq">)

export const did = (c: Conversation, agent: string | null, at: number, verb: string, detail: Record<string, unknown> = {}): Entry =>
  put({ person_id: c.person_id, conversation_id: c.id, kind: "act", at, direction: "none", inbox_id: null, channel: null, public: false, author: { kind: agent ? "agent" : "system", id: agent, name: ME.agents.find((each) => each.id === agent)?.name ?? "" }, body: { verb, detail } } as Omit<Entry, "id" | "n" | "seq">)

const swatch = (fill: string, ground: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 168 118"><rect width="168" height="118" fill="${ground}"/><path d="M60 22l24 10 24-10 28 18 10 70-20 3-4-28v33H46V85l-4 28-20-3 10-70z" fill="${fill}"/><circle cx="104" cy="66" r="7" fill="${ground}"/></svg>`)}`
export const file = (name: string, content_type: string, size: number, url?: string): Attachment => ({ id: newId(), name, content_type, size, inline: false, cid: null, ...(url ? { url } : {}) })

const margit = person("Margit Sørensen", {}, [["email", "margit.sorensen@fjordpost.example"]])
export const ana = person("Ana Ribeiro", { regular: true, seen_at: NOW, created_at: ago(1800 * DAY), about: "Buys for herself and for her mother, Teresa. Prefers moss and navy. Writes in English, reads French.", attributes: { city: "Lyon" } },
  [["email", "ana.ribeiro@posteo.example"], ["phone", "+33 6 39 98 10 42"], ["messenger", "@ana.and.teresa", "claimed"]])
const porto = person("Visitor from Porto", { seen_at: NOW, created_at: ago(HOUR) }, [["visitor", "visitor"]])
const jonas = person("Jonas Weber", { locale: "de" }, [["email", "jonas.weber@nordlicht.example"]])
const priya = person("Priya Raman", { regular: true, about: "Gifts for a big family. Always two names on the card." }, [["email", "priya@raman.example"]])
const lena = person("Lena Hoffstätter-Papadopoulos von Rautenkranz", { locale: "de" }, [["email", "lena@strickt.example", "claimed"], ["visitor", "v"]])
const theo = person("Theo Bakker", {}, [["email", "theo.bakker@polder.example"]])
const marelle = person("Café Marelle", { locale: "fr" }, [["email", "bonjour@cafemarelle.example"]])
const colissimo = person("Colissimo, claims", {}, [["email", "claims@colissimo.example"]])
const dorota = person("Dorota Zielińska", { seen_at: ago(DAY) }, [["email", "dorota.z@poczta.example"], ["visitor", "v2"]])
const henrik = person("Henrik Dahl", {}, [["email", "henrik@dahl.example"]])
const sofie = person("Sofie Claes", {}, [["email", "sofie.claes@post.example"]])
const yusuf = person("يوسف الحداد", { locale: "ar" }, [["email", "yusuf@haddad.example"]])
const newsletter = person("Growth Partners", {}, [["email", "win@growth-partners.example"]])

const cMargit = talk(margit, "email", "Hole in my Brae cardigan", { unread: true, due_at: ago(6 * MINUTE), since: ago(66 * MINUTE), last_at: ago(66 * MINUTE), preview: "The cardigan arrived with a hole under the arm", topic_id: "t6", priority: 1 })
said(cMargit, margit, ago(66 * MINUTE), "Hello,\n\nthe cardigan arrived with a hole under the arm, see the photo. It is a present for Sunday. What can we do?\n\nKind regards\nMargit", {
  subject: "Hole in my Brae cardigan", folded: "Margit Sørensen\nFjordgata 12, Tromsø", attachments: [file("hole.jpg", "image/jpeg", 418_000, swatch("#7A5560", "#E4D4D6")), file("order-1051.pdf", "application/pdf", 88_400)],
})

export const cAna = talk(ana, "chat", "Late parcel, order 1042", { due_at: NOW + 2 * MINUTE, since: ago(6 * MINUTE), last_at: ago(4 * MINUTE), preview: "Oh, that would be wonderful. Could it be wrapped?", topic_id: "t4", tags: ["birthday"] })
const old = talk(ana, "email", "Sizing", { state: "closed", assignee_id: BOB, closed_at: ago(10 * DAY - HOUR), last_at: ago(10 * DAY), topic_id: "t2", preview: "M, with the jumper in mind." })
const older = talk(ana, "email", "Moth hole, mended for free", { state: "closed", closed_at: ago(120 * DAY), last_at: ago(120 * DAY), topic_id: "t6" })
said(older, ana, ago(121 * DAY), "I found a moth hole in my Dune scarf, the one from last winter. Can it be saved? I am ready to pay for the mending.", { subject: "Moth hole", attachments: [file("scarf.jpg", "image/jpeg", 231_000, swatch("#A48C5A", "#E6DDC8"))] })
said(older, ALICE, ago(121 * DAY - 2 * HOUR), "Send it to us, Ana, the mending is ours. Mira in the workshop matches the yarn.", {}, "email")
did(older, ALICE, ago(120 * DAY), "closed", { topic_id: "t6" })
did(old, null, ago(11 * DAY), "started")
said(old, ana, ago(11 * DAY), "Hello, I would like the Harbour jacket for my mother. She is 1.62 m and wears a French 40 in most coats, but she likes room for a jumper under it. M or L?", { subject: "Harbour jacket, which size?", folded: "Am 24 February, Lark & Loom wrote:\n> The Harbour jacket is back in moss and navy.\n\nAna Ribeiro, Lyon" })
did(old, BOB, ago(11 * DAY - HOUR), "assigned", { agent_id: BOB })
did(old, BOB, ago(11 * DAY - HOUR), "tagged", { tag: "birthday" })
did(old, BOB, ago(11 * DAY - HOUR), "topic", { topic_id: "t2", name: "Sizing" })
said(old, BOB, ago(10 * DAY), "M, with the jumper in mind. It is cut straight, and the sleeves can turn up once.", {}, "email")
did(old, BOB, ago(10 * DAY - HOUR), "closed", { topic_id: "t2" })
did(cAna, null, ago(8.5 * MINUTE), "proven", { handle: "ana.ribeiro@posteo.example" })
said(cAna, ana, ago(8 * MINUTE), "Good morning! Parcel 1042 should have been here on Tuesday", { page: "larkandloom.example/orders/1042", to: [] })
said(cAna, ana, ago(7.6 * MINUTE), "It is my mother’s 70th on Saturday and the jacket is the present", { to: [] })
did(cAna, ALICE, ago(7.4 * MINUTE), "assigned", { agent_id: ALICE })
note(cAna, BOB, ago(7 * MINUTE), "@Alice Lyon lost three of ours this week. I would not wait for it.", [ALICE])
said(cAna, ALICE, ago(6 * MINUTE), "Then we won’t leave it to luck, Ana. I can send a second jacket by courier today, and the first one can come back whenever it turns up.")
said(cAna, ana, ago(4 * MINUTE), "Oh, that would be wonderful. Could it be wrapped?", { to: [] })

const cPorto = talk(porto, "chat", "", { unread: true, assignee_id: ALICE, due_at: NOW + 3 * MINUTE, since: ago(9 * MINUTE), last_at: ago(5 * MINUTE), preview: "is the dune scarf itchy? asking for my son", state: "new" })
said(cPorto, porto, ago(5 * MINUTE), "is the dune scarf itchy? asking for my son", { to: [], page: "larkandloom.example/dune-scarf" })
const cJonas = talk(jonas, "email", "Rückgabe der Wren-Socken", { due_at: NOW + 21 * MINUTE, since: ago(15 * MINUTE), last_at: ago(19 * MINUTE), preview: "Kann ich zwei Paar zurückgeben und eins behalten?" })
said(cJonas, jonas, ago(19 * MINUTE), "Guten Morgen,\n\nkann ich zwei Paar zurückgeben und eins behalten? Die Größe 43–46 ist mir zu weit.\n\nViele Grüße\nJonas Weber", { subject: "Rückgabe der Wren-Socken", html: true, folded: "-- \nJonas Weber · Nordlicht Architekten" })
const cPriya = talk(priya, "email", "Re: Gift wrap for order 1057, two names", { unread: true, due_at: NOW + 46 * MINUTE, since: ago(20 * MINUTE), last_at: ago(38 * MINUTE), preview: "Re: Gift wrap for order 1057, two names" })
said(cPriya, priya, ago(38 * MINUTE), "Could the card say “from Priya and Arun”? Two names, please, and the blue ribbon.", { subject: "Re: Gift wrap for order 1057, two names", cc: [{ value: "arun@raman.example", name: "Arun Raman" }] })
const cLena = talk(lena, "chat", "Moss yarn", { due_at: NOW + 2 * HOUR, since: ago(34 * MINUTE), last_at: ago(70 * MINUTE), preview: "Will the moss yarn be back this spring?" })
said(cLena, lena, ago(70 * MINUTE), "Will the moss yarn be back this spring?", { to: [] })
const cTheo = talk(theo, "email", "Fwd: My mother’s order", { due_at: NOW + 3 * HOUR, since: ago(40 * MINUTE), last_at: ago(95 * MINUTE), preview: "Calling about my mother’s order, she wrote you this" })
said(cTheo, theo, ago(95 * MINUTE), "She wrote this to the wrong address, can you help her?", { subject: "Fwd: My mother’s order", forwarded: { name: "Hanneke Bakker", email: "hanneke@bakker.example", at: ago(2 * DAY) }, folded: "From: Hanneke Bakker\nDear shop, the blanket has not come and I am worried." })
said(cTheo, ALICE, ago(90 * MINUTE), "Of course, Theo. I write to her today.", { delivery: { state: "failed", reason: "Mailbox full (552 5.2.2).", advice: "Try again tomorrow, or ask for another address.", at: ago(89 * MINUTE), undo_until: null } })
const cMarelle = talk(marelle, "email", "12 aprons with our name, is that possible?", { due_at: NOW + 4 * HOUR, since: ago(50 * MINUTE), last_at: ago(120 * MINUTE), preview: "12 aprons with our name, is that possible?", tags: ["wholesale"] })
said(cMarelle, marelle, ago(120 * MINUTE), "Bonjour ! Est-ce possible d’avoir 12 tabliers avec notre nom brodé ? Voici notre logo.", { subject: "12 aprons with our name, is that possible?", attachments: [file("logo marelle final (3).ai", "application/postscript", 1_240_000)] })
const cCol = talk(colissimo, "email", "About parcel 6A 1188 2047, Ana Ribeiro", { state: "waiting", last_at: ago(2 * DAY), preview: "About parcel 6A 1188 2047, Ana Ribeiro", preview_by: "agent" })
said(cCol, BOB, ago(2 * DAY), "Dear colleagues, please look for parcel 6A 1188 2047. Last seen Monday 22:14 in the Lyon hub.", { subject: "About parcel 6A 1188 2047, Ana Ribeiro", to: [{ value: "claims@colissimo.example", name: "" }] }, "email")
const cDorota = talk(dorota, "chat", "Which size", { state: "waiting", last_at: ago(3 * DAY), preview: "Of course. Which size shall I set aside?", preview_by: "agent", preview_agent_id: ALICE })
said(cDorota, dorota, ago(3 * DAY + HOUR), "Could you keep one Fen beanie for me?", { to: [] })
said(cDorota, ALICE, ago(3 * DAY), "Of course. Which size shall I set aside?")
const cHenrik = talk(henrik, "email", "Zip for the Harbour jacket", { snoozed: true, snoozed_until: NOW + 3 * HOUR, last_at: ago(DAY), preview: "The zip will be with you on Thursday", preview_by: "agent", preview_agent_id: BOB, state: "waiting" })
said(cHenrik, henrik, ago(DAY + 2 * HOUR), "The zip broke on day two.")
said(cHenrik, ALICE, ago(DAY), "The zip will be with you on Thursday", { delivery: { state: "unsure", reason: null, advice: null, at: ago(DAY), undo_until: null } }, "email")
const cSofie = talk(sofie, "chat", "Trying it on", { snoozed: true, snoozed_until: NOW + 5 * HOUR, last_at: ago(5 * HOUR), preview: "Thanks! I’ll try it on tonight and tell you" })
said(cSofie, sofie, ago(5 * HOUR), "Thanks! I’ll try it on tonight and tell you", { to: [] })
const cYusuf = talk(yusuf, "email", "متى يصل الطرد؟", { assignee_id: null, unread: true, state: "new", due_at: NOW + 30 * MINUTE, since: ago(12 * MINUTE), last_at: ago(12 * MINUTE), preview: "مرحباً، متى يصل الطرد رقم 1060؟" })
said(cYusuf, yusuf, ago(12 * MINUTE), "مرحباً، متى يصل الطرد رقم 1060؟ شكراً لكم.", { subject: "متى يصل الطرد؟" })
const cSpam = talk(newsletter, "email", "Grow your traffic 300 %", { assignee_id: null, spam: true, last_at: ago(3 * HOUR), preview: "Dear webmaster" })
said(cSpam, newsletter, ago(3 * HOUR), "Dear webmaster, we noticed your site…", { subject: "Grow your traffic 300 %", automatic: "list" })
for (let i = 0; i < 60; i++) {
  const whom = person(`${["Ida", "Nils", "Clara", "Jules", "Noor", "Pavel"][i % 6]} ${["Berg", "Moreau", "Silva", "Novak", "Ito"][i % 5]} ${i}`, {}, [["email", `guest${i}@mail.example`]])
  const c = talk(whom, i % 3 ? "email" : "chat", ["Where is my parcel", "Wash care", "Exchange for L"][i % 3] as string, { assignee_id: i % 2 ? BOB : CAROL, due_at: NOW + (i + 5) * 17 * MINUTE, since: ago((i + 4) * MINUTE), last_at: ago((i + 4) * MINUTE), preview: ["Hello, where is my parcel?", "Can I wash it at 40?", "I would like to exchange it for L"][i % 3] as string })
  said(c, whom, c.last_at, c.preview)
}

const task = (whom: Person, text: string, owner_id: string, due_at: number): void => {
  const made: Task = { id: newId(), person_id: whom.id, conversation_id: null, text, owner_id, due_at, done_at: null, created_by: ALICE, seq: 1 }
  tasks.set(made.id, made)
}
task(ana, "Claim parcel 6A 1188 2047 at Colissimo", BOB, NOW + 26 * HOUR)
task(ana, "Ask how the birthday went", ALICE, NOW + 4 * DAY)

const reply = (shortcut: string, name: string, text: string, acts: Macro["acts"] = []): Macro => ({ id: newId(), name, shortcut, text, html: null, brand_id: null, topic_id: null, acts, used: 0 })
export const replies: Macro[] = [
  reply("where", "Where is my order?", "I looked it up, {{ customer.first_name }}: your parcel for order {{ order.number }} {{ tracking.words }}. I have asked the carrier and give you back what you paid for the shipping.", [{ kind: "refund", args: { what: "shipping" } }, { kind: "tag", args: { tag: "late parcel" } }, { kind: "close" }]),
  reply("call", "Let us talk", "Call me on {{ agent.phone }}, {{ customer.first_name }}, and we settle it together.", [{ kind: "snooze", args: { hours: 48 } }]),
  reply("late", "Parcel is late", "I am sorry, {{ customer.first_name }}: your parcel should be with you by now. I am asking the carrier and will tell you today what I hear."),
  reply("size", "Which size", "It is cut straight. If you are between two sizes, take the larger one for a jumper under it."),
  reply("wash", "Washing wool", "Cold, by hand or in the wool programme, and dry it lying flat."),
]
