// Made from shopkeeper/openapi.json by scripts/lib/make_schema.py. Do not edit.

export interface Abilities {
  cc: boolean
  files: boolean
  html: boolean
  longest_file: number
  longest_text: number | null
  may_open: boolean
  needs_presence: boolean
  receipts: boolean
  reply_window: number | null
  same_key_safe: boolean
  subject: boolean
  typing: boolean
  undo_seconds: number
}

export interface Address {
  name?: string
  value: string
}

export interface Admission {
  token: string | null
  visitor: Visitor
}

export interface Agent {
  alerts: Alerts
  colour: string
  created_at: number
  email: string
  id: string
  inboxes: string[] | null
  locale: string
  name: string
  role: Role
  state: AgentState
  totp: boolean
}

export interface AgentChange {
  email?: string
  inboxes?: string[] | null
  name?: string
  role?: Role
  state?: AgentState
}

export type AgentState = "active" | "invited" | "disabled"

export interface Agreement {
  given: boolean
  source?: string
}

export interface Alerts {
  desktop?: boolean
  mail?: boolean
  sound?: boolean
}

export interface Answer {
  after?: string | null
  answering?: string | null
  attachments?: string[]
  bcc?: (Address | string)[]
  cc?: (Address | string)[]
  close?: boolean
  forward?: boolean
  html?: string | null
  id?: string | null
  inbox_id?: string | null
  reply_to?: (Address | string)[]
  side?: boolean
  subject?: string | null
  text: string
  to?: (Address | string)[]
}

export type ArrivalState = "new" | "stored" | "duplicate" | "ignored" | "quarantined"

export interface Asked {
  email: string
}

export interface Assignment {
  agent_id?: string | null
  team_id?: string | null
}

export interface Attachment {
  cid?: string | null
  content_type: string
  id: string
  inline?: boolean
  name: string
  size: number
}

export interface Author {
  id: string | null
  kind: string
  name: string
}

export interface Beginning {
  attachments?: string[]
  bcc?: (Address | string)[]
  cc?: (Address | string)[]
  handle?: ChannelsSendingNewHandle | null
  html?: string | null
  id?: string | null
  inbox_id: string
  person_id?: string | null
  subject?: string | null
  text: string
  to?: (Address | string)[]
}

export interface Boot {
  agent: Agent
  agents: Colleague[]
  brands: Brand[]
  features: Record<string, boolean>
  hours: Hours[]
  inboxes: unknown[]
  saved_replies: unknown[]
  seq: number
  setup_done: boolean
  tags: unknown[]
  teams: Team[]
  topics: unknown[]
}

export interface Brand {
  colour: string
  hours_id: string | null
  id: string
  locale: string
  logo: string | null
  name: string
  privacy_url: string | null
  reopen_days: number
  reply_time: string
  signature_html: string
  signature_text: string
  site: string | null
}

export interface BrandChange {
  colour?: string
  hours_id?: string | null
  locale?: string
  logo?: string | null
  name?: string
  privacy_url?: string | null
  reopen_days?: number
  reply_time?: string
  signature_html?: string
  signature_text?: string
  site?: string | null
}

export interface BrandFace {
  colour: string
  locale: string
  name: string
  privacy_url: string | null
}

export interface Bulk {
  args?: Record<string, unknown>
  ids: string[]
  verb: string
}

export interface Card {
  conversation: Conversation
  draft: Draft | null
  past: Past[]
  person: Person
  tasks: Task[]
}

export interface ChannelsOutcome {
  arrival_id: string
  conversation_id: string | null
  entry_id: string | null
  person_id: string | null
  reason: string | null
  state: ArrivalState
}

export interface ChannelsSendingNewHandle {
  kind: HandleKind
  name?: string
  value: string
}

export interface Code {
  code: string
}

export interface Colleague {
  colour: string
  here: Here
  id: string
  name: string
  role: Role
  state: AgentState
}

export interface Config {
  agents: Face[]
  brand: BrandFace
  closes_at: number | null
  longest_file: number
  longest_text: number
  open: boolean
  opens_at: number | null
  prechat: Prechat | null
  reply_time: string
  texts: Record<string, string>
}

export interface Consent {
  at: number
  given: boolean
  person_id: string
  purpose: string
  source: string
}

export interface Conversation {
  answering: null
  assignee_id: string | null
  brand_id: string
  channel: string
  closed_at: number | null
  created_at: number
  due_at: number | null
  id: string
  identity_id: string
  inbox_id: string
  last_at: number
  last_in_at: number | null
  last_out_at: number | null
  linked: string[]
  person_id: string
  person_name: string
  person_regular: boolean
  preview: string
  preview_agent_id: string | null
  preview_by: string
  priority: number
  seq: number
  since: number | null
  snooze_until_word: boolean
  snoozed: boolean
  snoozed_until: number | null
  spam: boolean
  state: State
  subject: string
  tags: string[]
  team_id: string | null
  topic_id: string | null
  trashed: boolean
  unread: boolean
}

export interface ConversationsBulkingOutcome {
  done: string[]
  failed: Failed[]
}

export interface Country {
  code: string
  regions: string[]
}

export interface Door {
  url: string
}

export interface Draft {
  agent_id?: string
  answering?: string | null
  at?: number
  attachments?: Attachment[]
  bcc?: Address[]
  cc?: Address[]
  channel?: string | null
  conversation_id?: string
  html?: string | null
  inbox_id?: string | null
  note?: boolean
  side?: boolean
  subject?: string | null
  text: string
  to?: Address[]
}

export interface Entry {
  at: number
  author: Author
  body: Record<string, unknown>
  channel: string | null
  conversation_id: string | null
  direction: string
  handle_id: string | null
  host_id: string | null
  id: string
  inbox_id: string | null
  kind: string
  n: number
  person_id: string
  public: boolean
  seq: number
}

export interface Face {
  colour: string
  name: string
}

export interface Failed {
  detail: string
  id: string
}

export interface FileLine {
  content_type: string
  id: string
  name: string
  size: number
  url: string
}

export interface Handle {
  at: number
  bouncing: string | null
  display: string
  holder: boolean
  id: string
  joined: boolean
  kind: HandleKind
  person_id: string
  proof: Proof
  proven_by: string | null
  source: string
  value: string
}

export type HandleKind = "email" | "phone" | "messenger" | "visitor" | "other"

export type Here = "here" | "away" | "gone"

export interface Hit {
  conversation: Conversation | null
  entry: Entry
  snippet: string
}

export interface Holiday {
  date: string
  name: string
}

export interface Hours {
  always: boolean
  holidays: Holiday[]
  id: string
  intervals: Interval[]
  name: string
  timezone: string
}

export interface HoursChange {
  always?: boolean
  holidays?: Holiday[]
  intervals?: Interval[]
  name?: string
  timezone?: string
}

export interface Inbox {
  abilities: Abilities
  address: string
  brand_id: string
  created_at: number
  id: string
  kind: string
  name: string
  problem: string | null
  public_key: string
  secrets_set: string[]
  settings: Record<string, unknown>
  state: InboxState
}

export interface InboxChange {
  address?: string
  brand_id?: string
  name?: string
  secrets?: Record<string, string | null>
  settings?: Record<string, unknown>
  state?: InboxState
}

export type InboxState = "ok" | "needs_owner" | "paused" | "testing"

export interface InboxWish {
  address?: string
  brand_id: string
  kind: string
  name: string
  secrets?: Record<string, string>
  settings?: Record<string, unknown>
}

export interface Interval {
  closes: string
  day: number
  opens: string
}

export interface Introduction {
  email: string | null
  name: string | null
}

export interface Invitation {
  email: string
  expires_at: number
  name: string
  role: Role
}

export interface InvitationLink {
  link: string
}

export interface Issued {
  secret: string
  token: Token
}

export interface Joining {
  name: string
  password: string
}

export interface Kind {
  abilities: Abilities
  kind: string
  label: string
}

export interface Knock {
  identity_token: string | null
  locale: string
  page: string
}

export interface MailCount {
  checked_at: number | null
  duplicate: number
  ignored: number
  inbox_id: string
  name: string
  quarantined: number
  server: number
  stored: number
  waiting: number
}

export interface Merge {
  person_id: string
}

export interface MergedPerson {
  at: number
  by: string
  claimed: boolean
  id: string
  into_id: string
  name: string
}

export interface NewAgent {
  email: string
  inboxes?: string[] | null
  locale?: string
  name?: string
  role?: Role
}

export interface NewBrand {
  colour?: string
  hours_id?: string | null
  locale?: string
  logo?: string | null
  name: string
  privacy_url?: string | null
  reopen_days?: number
  reply_time?: string
  signature_html?: string
  signature_text?: string
  site?: string | null
}

export interface NewHours {
  always?: boolean
  holidays?: Holiday[]
  intervals?: Interval[]
  name: string
  timezone: string
}

export interface NewOwner {
  code: string
  email: string
  name: string
  password: string
}

export interface NewPassword {
  password: string
}

export interface NewPerson {
  handles?: PeopleNewHandle[]
  name?: string
}

export interface NewSavedReply {
  brand_id?: string | null
  html?: string | null
  name: string
  shortcut?: string
  text: string
  topic_id?: string | null
}

export interface NewTask {
  conversation_id?: string | null
  due_at?: number | null
  owner_id?: string | null
  person_id: string
  text: string
}

export interface NewTeam {
  members?: string[]
  name: string
}

export interface NewToken {
  days?: number | null
  name: string
}

export interface NewTopic {
  name: string
  parent_id?: string | null
  position?: number | null
}

export interface Note {
  attachments?: string[]
  id?: string | null
  mentions?: string[]
  text: string
}

export interface PageAgent {
  items: Agent[]
  next: string | null
}

export interface PageBrand {
  items: Brand[]
  next: string | null
}

export interface PageConsent {
  items: Consent[]
  next: string | null
}

export interface PageConversation {
  items: Conversation[]
  next: string | null
}

export interface PageCountry {
  items: Country[]
  next: string | null
}

export interface PageEntry {
  items: Entry[]
  next: string | null
}

export interface PageHoliday {
  items: Holiday[]
  next: string | null
}

export interface PageHours {
  items: Hours[]
  next: string | null
}

export interface PageInbox {
  items: Inbox[]
  next: string | null
}

export interface PageKind {
  items: Kind[]
  next: string | null
}

export interface PageMailCount {
  items: MailCount[]
  next: string | null
}

export interface PagePerson {
  items: Person[]
  next: string | null
}

export interface PageQuarantined {
  items: Quarantined[]
  next: string | null
}

export interface PageSavedReply {
  items: SavedReply[]
  next: string | null
}

export interface PageSession {
  items: Session[]
  next: string | null
}

export interface PageStr {
  items: string[]
  next: string | null
}

export interface PageTask {
  items: Task[]
  next: string | null
}

export interface PageTeam {
  items: Team[]
  next: string | null
}

export interface PageToken {
  items: Token[]
  next: string | null
}

export interface PageTopic {
  items: Topic[]
  next: string | null
}

export interface PasswordChange {
  new_password: string
  password: string
}

export interface Past {
  assignee_id: string | null
  closed_at: number | null
  created_at: number
  id: string
  state: State
  subject: string
  topic_id: string | null
}

export interface PeopleNewHandle {
  kind: HandleKind
  value: string
}

export interface Person {
  about: string
  attributes: Record<string, unknown>
  blocked: boolean
  created_at: number
  handles: Handle[]
  id: string
  identity_id: string
  locale: string | null
  merged: MergedPerson[]
  name: string
  regular: boolean
  seen_at: number
  seq: number
  timezone: string | null
}

export interface PersonEdit {
  about?: string
  attributes?: Record<string, unknown>
  locale?: string | null
  name?: string
  regular?: boolean
  timezone?: string | null
}

export interface Prechat {
  ask_email: boolean
  ask_name: boolean
  required: boolean
}

export interface Priority {
  priority: number
}

export interface Problem {
  detail: string
  extra: Record<string, unknown>
  fields: Record<string, string>
  kind: string
  status: number
  title: string
  type: string
}

export interface ProfileChange {
  alerts?: Alerts
  colour?: string
  locale?: string
  name?: string
}

export type Proof = "claimed" | "proven"

export interface Proving {
  code: string
  email: string | null
  locale: string
  page: string
}

export interface Quarantined {
  at: number
  id: string
  inbox_id: string
  kept: boolean
  reason: string
  size: number
  tries: number
}

export interface ResetAsked {
  email: string
}

export type Role = "admin" | "lead" | "agent"

export interface Said {
  attachments: string[]
  id: string
  page: string
  text: string
}

export interface SavedReply {
  brand_id: string | null
  created_by: string | null
  html: string | null
  id: string
  name: string
  shortcut: string
  text: string
  topic_id: string | null
}

export interface SavedReplyChange {
  brand_id?: string | null
  html?: string | null
  name?: string
  shortcut?: string
  text?: string
  topic_id?: string | null
}

export interface Search {
  conversations: Conversation[]
  messages: Hit[]
  next: string | null
  people: Person[]
}

export interface Seen {
  seq: number
}

export interface Session {
  created_at: number
  current: boolean
  device: string
  expires_at: number
  id: string
  place: string
  seen_at: number
}

export interface Setup {
  done: boolean
  needed: boolean
  steps: SetupSteps | null
}

export interface SetupSteps {
  brand: boolean
  colleagues: boolean
  hours: boolean
  mailbox: boolean
  owner: boolean
  widget: boolean
}

export interface SignIn {
  code?: string | null
  email: string
  password: string
}

export interface SignedIn {
  agent: Agent
}

export interface Snippet {
  html: string
}

export interface Snooze {
  until?: number | null
  until_word?: boolean
}

export type State = "new" | "open" | "waiting" | "closed"

export interface Step {
  advice: string | null
  name: string
  ok: boolean
  words: string
}

export interface Stream {
  items: VisitorEntry[]
  next: string | null
  read: number
  seen: number
  seq: number
}

export interface TakenBack {
  draft: Draft
}

export interface Task {
  conversation_id: string | null
  created_at: number
  created_by: string | null
  done_at: number | null
  due_at: number | null
  id: string
  owner_id: string | null
  person_id: string
  seq: number
  text: string
}

export interface TaskEdit {
  due_at?: number | null
  owner_id?: string | null
  text?: string
}

export interface Team {
  id: string
  members: string[]
  name: string
}

export interface TeamChange {
  members?: string[]
  name?: string
}

export interface Token {
  created_at: number
  expires_at: number | null
  id: string
  name: string
  start: string
  used_at: number | null
}

export interface Topic {
  id: string
  name: string
  parent_id: string | null
  position: number
}

export interface TopicChoice {
  topic_id?: string | null
}

export interface TopicEdit {
  name?: string
  parent_id?: string | null
  position?: number
}

export interface TotpBegun {
  qr_svg: string
  secret: string
  uri: string
}

export interface TotpOn {
  recovery_codes: string[]
}

export interface Trial {
  ok: boolean
  steps: Step[]
}

export interface Visitor {
  email: string | null
  id: string
  name: string | null
  proven: boolean
}

export interface VisitorEntry {
  at: number
  attachments: FileLine[]
  colour: string | null
  from: string
  id: string
  name: string | null
  seq: number
  text: string
}

/** Every route: its query, its body and its answer. */
export interface Routes {
  "GET /api/v1/agents": { query: Record<string, never>; body: never; answer: PageAgent }
  "POST /api/v1/agents": { query: Record<string, never>; body: NewAgent; answer: Agent }
  "GET /api/v1/agents/{id}": { query: Record<string, never>; body: never; answer: Agent }
  "PATCH /api/v1/agents/{id}": { query: Record<string, never>; body: AgentChange; answer: Agent }
  "POST /api/v1/agents/{id}/invitation": { query: Record<string, never>; body: never; answer: InvitationLink }
  "DELETE /api/v1/agents/{id}/totp": { query: Record<string, never>; body: never; answer: null }
  "POST /api/v1/attachments": { query: { name?: string }; body: never; answer: Attachment }
  "GET /api/v1/attachments/{id}": { query: Record<string, never>; body: never; answer: Blob }
  "GET /api/v1/brands": { query: Record<string, never>; body: never; answer: PageBrand }
  "POST /api/v1/brands": { query: Record<string, never>; body: NewBrand; answer: Brand }
  "DELETE /api/v1/brands/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/brands/{id}": { query: Record<string, never>; body: BrandChange; answer: Brand }
  "POST /api/v1/bulk": { query: Record<string, never>; body: Bulk; answer: ConversationsBulkingOutcome }
  "GET /api/v1/channels": { query: Record<string, never>; body: never; answer: PageKind }
  "GET /api/v1/conversations": { query: { view?: string | null; inbox?: string | null; tag?: string | null; brand?: string | null; assignee?: string | null; topic?: string | null; person?: string | null; q?: string | null; after?: string | null; limit?: number }; body: never; answer: PageConversation }
  "POST /api/v1/conversations": { query: Record<string, never>; body: Beginning; answer: Entry }
  "GET /api/v1/conversations/counts": { query: Record<string, never>; body: never; answer: Record<string, number> }
  "GET /api/v1/conversations/{id}": { query: Record<string, never>; body: never; answer: Card }
  "DELETE /api/v1/conversations/{id}/assignment": { query: Record<string, never>; body: never; answer: Conversation }
  "PUT /api/v1/conversations/{id}/assignment": { query: Record<string, never>; body: Assignment; answer: Conversation }
  "DELETE /api/v1/conversations/{id}/closure": { query: Record<string, never>; body: never; answer: Conversation }
  "PUT /api/v1/conversations/{id}/closure": { query: Record<string, never>; body: never; answer: Conversation }
  "DELETE /api/v1/conversations/{id}/draft": { query: Record<string, never>; body: never; answer: null }
  "GET /api/v1/conversations/{id}/draft": { query: Record<string, never>; body: never; answer: Draft | null }
  "PUT /api/v1/conversations/{id}/draft": { query: Record<string, never>; body: Draft; answer: Draft }
  "GET /api/v1/conversations/{id}/entries": { query: { after?: string | null; limit?: number }; body: never; answer: PageEntry }
  "POST /api/v1/conversations/{id}/notes": { query: Record<string, never>; body: Note; answer: Entry }
  "PUT /api/v1/conversations/{id}/priority": { query: Record<string, never>; body: Priority; answer: Conversation }
  "DELETE /api/v1/conversations/{id}/read": { query: Record<string, never>; body: never; answer: Conversation }
  "PUT /api/v1/conversations/{id}/read": { query: Record<string, never>; body: never; answer: Conversation }
  "POST /api/v1/conversations/{id}/replies": { query: Record<string, never>; body: Answer; answer: Entry }
  "DELETE /api/v1/conversations/{id}/snooze": { query: Record<string, never>; body: never; answer: Conversation }
  "PUT /api/v1/conversations/{id}/snooze": { query: Record<string, never>; body: Snooze; answer: Conversation }
  "DELETE /api/v1/conversations/{id}/spam": { query: Record<string, never>; body: never; answer: Conversation }
  "PUT /api/v1/conversations/{id}/spam": { query: Record<string, never>; body: never; answer: Conversation }
  "DELETE /api/v1/conversations/{id}/tags/{tag}": { query: Record<string, never>; body: never; answer: Conversation }
  "PUT /api/v1/conversations/{id}/tags/{tag}": { query: Record<string, never>; body: never; answer: Conversation }
  "PUT /api/v1/conversations/{id}/topic": { query: Record<string, never>; body: TopicChoice; answer: Conversation }
  "DELETE /api/v1/conversations/{id}/trash": { query: Record<string, never>; body: never; answer: Conversation }
  "PUT /api/v1/conversations/{id}/trash": { query: Record<string, never>; body: never; answer: Conversation }
  "POST /api/v1/entries/{id}/customer": { query: Record<string, never>; body: never; answer: Entry }
  "DELETE /api/v1/entries/{id}/delivery": { query: Record<string, never>; body: never; answer: TakenBack }
  "POST /api/v1/entries/{id}/delivery": { query: Record<string, never>; body: never; answer: Entry }
  "GET /api/v1/entries/{id}/html": { query: { pictures?: boolean }; body: never; answer: Blob }
  "GET /api/v1/entries/{id}/raw": { query: Record<string, never>; body: never; answer: Blob }
  "DELETE /api/v1/handles/{id}": { query: Record<string, never>; body: never; answer: Person }
  "PUT /api/v1/handles/{id}/proof": { query: Record<string, never>; body: never; answer: Handle }
  "GET /api/v1/holiday-countries": { query: Record<string, never>; body: never; answer: PageCountry }
  "GET /api/v1/holidays": { query: { country: string; year: number[]; region?: string | null; locale?: string | null }; body: never; answer: PageHoliday }
  "GET /api/v1/hours": { query: Record<string, never>; body: never; answer: PageHours }
  "POST /api/v1/hours": { query: Record<string, never>; body: NewHours; answer: Hours }
  "DELETE /api/v1/hours/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/hours/{id}": { query: Record<string, never>; body: HoursChange; answer: Hours }
  "POST /api/v1/inbox-trials": { query: Record<string, never>; body: InboxWish; answer: Trial }
  "GET /api/v1/inboxes": { query: Record<string, never>; body: never; answer: PageInbox }
  "POST /api/v1/inboxes": { query: Record<string, never>; body: InboxWish; answer: Inbox }
  "DELETE /api/v1/inboxes/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/inboxes/{id}": { query: Record<string, never>; body: InboxChange; answer: Inbox }
  "GET /api/v1/inboxes/{id}/sign-in": { query: Record<string, never>; body: never; answer: Door }
  "POST /api/v1/inboxes/{id}/test": { query: Record<string, never>; body: never; answer: Trial }
  "GET /api/v1/inboxes/{id}/widget": { query: Record<string, never>; body: never; answer: Snippet }
  "GET /api/v1/invitations/{token}": { query: Record<string, never>; body: never; answer: Invitation }
  "POST /api/v1/invitations/{token}": { query: Record<string, never>; body: Joining; answer: SignedIn }
  "GET /api/v1/mail-count": { query: Record<string, never>; body: never; answer: PageMailCount }
  "GET /api/v1/me": { query: Record<string, never>; body: never; answer: Boot }
  "PATCH /api/v1/me": { query: Record<string, never>; body: ProfileChange; answer: Agent }
  "POST /api/v1/me/password": { query: Record<string, never>; body: PasswordChange; answer: null }
  "DELETE /api/v1/me/sessions": { query: Record<string, never>; body: never; answer: null }
  "GET /api/v1/me/sessions": { query: Record<string, never>; body: never; answer: PageSession }
  "DELETE /api/v1/me/sessions/{id}": { query: Record<string, never>; body: never; answer: null }
  "GET /api/v1/me/tokens": { query: Record<string, never>; body: never; answer: PageToken }
  "POST /api/v1/me/tokens": { query: Record<string, never>; body: NewToken; answer: Issued }
  "DELETE /api/v1/me/tokens/{id}": { query: Record<string, never>; body: never; answer: null }
  "DELETE /api/v1/me/totp": { query: Record<string, never>; body: never; answer: null }
  "POST /api/v1/me/totp": { query: Record<string, never>; body: never; answer: TotpBegun }
  "PUT /api/v1/me/totp": { query: Record<string, never>; body: Code; answer: TotpOn }
  "POST /api/v1/password-resets": { query: Record<string, never>; body: ResetAsked; answer: null }
  "PUT /api/v1/password-resets/{token}": { query: Record<string, never>; body: NewPassword; answer: null }
  "GET /api/v1/people": { query: { handle?: string | null; q?: string | null; after?: string | null; limit?: number }; body: never; answer: PagePerson }
  "POST /api/v1/people": { query: Record<string, never>; body: NewPerson; answer: Person }
  "GET /api/v1/people/{id}": { query: Record<string, never>; body: never; answer: Person }
  "PATCH /api/v1/people/{id}": { query: Record<string, never>; body: PersonEdit; answer: Person }
  "DELETE /api/v1/people/{id}/block": { query: Record<string, never>; body: never; answer: Person }
  "PUT /api/v1/people/{id}/block": { query: Record<string, never>; body: never; answer: Person }
  "GET /api/v1/people/{id}/consents": { query: Record<string, never>; body: never; answer: PageConsent }
  "PUT /api/v1/people/{id}/consents/{purpose}": { query: Record<string, never>; body: Agreement; answer: PageConsent }
  "POST /api/v1/people/{id}/handles": { query: Record<string, never>; body: PeopleNewHandle; answer: Handle }
  "POST /api/v1/people/{id}/merges": { query: Record<string, never>; body: Merge; answer: Person }
  "DELETE /api/v1/people/{id}/merges/{merged_id}": { query: Record<string, never>; body: never; answer: Person }
  "GET /api/v1/people/{id}/timeline": { query: { after?: string | null; before?: string | null; limit?: number }; body: never; answer: PageEntry }
  "GET /api/v1/quarantine": { query: { after?: string | null; limit?: number }; body: never; answer: PageQuarantined }
  "GET /api/v1/quarantine/{id}/raw": { query: Record<string, never>; body: never; answer: Blob }
  "POST /api/v1/quarantine/{id}/replay": { query: Record<string, never>; body: never; answer: ChannelsOutcome }
  "GET /api/v1/saved-replies": { query: Record<string, never>; body: never; answer: PageSavedReply }
  "POST /api/v1/saved-replies": { query: Record<string, never>; body: NewSavedReply; answer: SavedReply }
  "DELETE /api/v1/saved-replies/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/saved-replies/{id}": { query: Record<string, never>; body: SavedReplyChange; answer: SavedReply }
  "GET /api/v1/search": { query: { q?: string; after?: string | null; limit?: number }; body: never; answer: Search }
  "DELETE /api/v1/session": { query: Record<string, never>; body: never; answer: null }
  "POST /api/v1/session": { query: Record<string, never>; body: SignIn; answer: SignedIn }
  "GET /api/v1/setup": { query: Record<string, never>; body: never; answer: Setup }
  "POST /api/v1/setup/owner": { query: Record<string, never>; body: NewOwner; answer: SignedIn }
  "PUT /api/v1/setup/steps/{name}": { query: Record<string, never>; body: never; answer: Setup }
  "GET /api/v1/tags": { query: Record<string, never>; body: never; answer: PageStr }
  "GET /api/v1/tasks": { query: { owner?: string | null; person?: string | null; done?: boolean; after?: string | null; limit?: number }; body: never; answer: PageTask }
  "POST /api/v1/tasks": { query: Record<string, never>; body: NewTask; answer: Task }
  "DELETE /api/v1/tasks/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/tasks/{id}": { query: Record<string, never>; body: TaskEdit; answer: Task }
  "DELETE /api/v1/tasks/{id}/completion": { query: Record<string, never>; body: never; answer: Task }
  "PUT /api/v1/tasks/{id}/completion": { query: Record<string, never>; body: never; answer: Task }
  "GET /api/v1/teams": { query: Record<string, never>; body: never; answer: PageTeam }
  "POST /api/v1/teams": { query: Record<string, never>; body: NewTeam; answer: Team }
  "DELETE /api/v1/teams/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/teams/{id}": { query: Record<string, never>; body: TeamChange; answer: Team }
  "GET /api/v1/topics": { query: Record<string, never>; body: never; answer: PageTopic }
  "POST /api/v1/topics": { query: Record<string, never>; body: NewTopic; answer: Topic }
  "DELETE /api/v1/topics/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/topics/{id}": { query: Record<string, never>; body: TopicEdit; answer: Topic }
}
