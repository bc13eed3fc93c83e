// Made from shopkeeper/openapi.json by scripts/lib/make_schema.py. Do not edit.

export interface AcceptReturn {
  label?: boolean
  lines: ReturnLine[]
  notify?: boolean
  type: "return"
  way?: string
}

export interface Act {
  args?: Record<string, unknown>
  kind: string
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
  handle_id?: string | null
  html?: string | null
  id?: string | null
  inbox_id?: string | null
  reply_to?: (Address | string)[]
  side?: boolean
  subject?: string | null
  text: string
  to?: (Address | string)[]
}

export interface Approval {
  intent: Intent
  number: string
  person_name: string
  stale: boolean
  total: Money | null
  verdict: Verdict
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

export interface AutomationLook {
  about: string | null
  html: string | null
  macro_id: string
  missing: string[]
  order_id: string | null
  order_version: string
  steps: AutomationStep[]
  text: string
}

export interface AutomationStep {
  args: Record<string, unknown>
  kind: string
  problem: string | null
  state: StepState
  words: string
}

export interface AutomationWish {
  answer?: Answer | null
  id: string
  macro_id: string
  order_id?: string | null
  order_version?: string
}

export interface BackFromShop {
  query: Record<string, string>
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
  macros: unknown[]
  seq: number
  setup_done: boolean
  stores: unknown[]
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

export interface Budget {
  agent_id: string
  budget: Money
  days: number
  left: Money
  since: number
  spent: Money
}

export interface Bulk {
  args?: Record<string, unknown>
  ids: string[]
  verb: string
}

export interface Came {
  arrival_id: string
  at: number
  conversation_id: string | null
  entry_id: string | null
  inbox: string
  inbox_id: string
  kept: boolean
  person: string | null
  person_id: string | null
  reason: string | null
  sender: string | null
  size: number
  state: ArrivalState
  subject: string | null
  trace_id: string
  tries: number
}

export interface CancelOrder {
  notify?: boolean
  pieces?: Pieces[]
  reason?: string
  refund?: boolean
  restock?: boolean
  type: "cancel"
  way?: string | null
}

export interface CancelRule {
  minutes?: number | null
  not_after?: string[]
  reasons?: string[]
  whole_only?: boolean
}

export interface Card {
  conversation: Conversation
  draft: Draft | null
  past: Past[]
  person: Person
  tasks: Task[]
}

export interface CarrierAccount {
  asked_at: number | null
  created_at: number
  heard_at: number | null
  id: string
  kind: string
  name: string
  problem: string | null
  public_key: string
  secrets_set: string[]
  settings: Record<string, unknown>
  state: StoreState
}

export interface CarrierChange {
  name?: string
  secrets?: Record<string, string | null>
  settings?: Record<string, unknown>
  state?: StoreState
}

export interface CarrierKind {
  form: Form
  kind: string
  label: string
  tracks: boolean
}

export interface CarrierShown {
  account: CarrierAccount
  counts: Record<string, number>
  hook_url: string
  unfamiliar: CarrierWord[]
}

export interface CarrierWish {
  kind: string
  name?: string
  secrets?: Record<string, string>
  settings?: Record<string, unknown>
}

export interface CarrierWord {
  count: number
  first_at: number
  kind: string
  last_at: number
  word: string
}

export interface Cart {
  customer_id: string | null
  email: string
  id: string
  lines: Line[]
  total: Money
  updated_at: number
  url: string | null
}

export interface ChangePayment {
  type: "change_payment"
  way: string
}

export interface ChannelsAbilities {
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

export interface ChannelsInboxesTrial {
  ok: boolean
  steps: ChannelsStep[]
}

export interface ChannelsLookingLook {
  cut: boolean
  headers: Header[]
  size: number
  text: string
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

export interface ChannelsStep {
  advice: string | null
  name: string
  ok: boolean
  words: string
}

export interface Choice {
  label: Record<string, string>
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

export interface CommerceActingWish {
  action: CancelOrder | RefundOrder | ReplaceLines | DuplicateOrder | EditLines | EditAddress | ChangePayment | CreateDiscount | GiveCredit | AcceptReturn | CreateOrder | EditOrderNotes | EditCustomer
  ask?: boolean
  conversation_id?: string | null
  customer_id?: string | null
  key: string
  order_id?: string | null
  seen?: string
  store_id: string
  version?: string
  why?: string
  wow?: boolean
}

export interface CommerceConnectingTrial {
  ok: boolean
  steps: CommerceStoresStep[]
}

export interface CommerceIntendingOutcome {
  code: string | null
  label_url: string | null
  made_id: string | null
  order_id: string | null
  pay_url: string | null
  pending: boolean
  reference: string
  words: string
}

export interface CommerceStoresAbilities {
  actions: string[]
  carts: boolean
  changes: boolean
  exchanges: boolean
  gift_cards: boolean
  keyed: boolean
  number: string
  partial_cancel: boolean
  products: boolean
  refund_to_credit: boolean
  restock: boolean
  return_labels: boolean
  takes_files: boolean
  webhooks: boolean
}

export interface CommerceStoresStep {
  advice: string | null
  became: string
  name: string
  ok: boolean
  remedy: string
  values: Record<string, string | number | Money>
  what: string
  words: string
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
  state: ConversationsState
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

export type ConversationsState = "new" | "open" | "waiting" | "closed"

export interface Country {
  code: string
  regions: string[]
}

export interface CreateDiscount {
  amount?: Money | null
  code?: string | null
  expires_at?: number | null
  free_shipping?: boolean
  minimum?: Money | null
  percent?: number | null
  reason?: string
  type: "discount"
  uses?: number
}

export interface CreateOrder {
  discount?: Money | null
  lines: Wanted[]
  note?: string
  notify?: boolean
  ship_to?: Place | null
  shipping?: Money | null
  type: "create"
}

export interface Customer {
  accepts_marketing: boolean | null
  created_at: number | null
  email: string
  external_id: string
  locale: string | null
  loyalty_points: number | null
  loyalty_tier: string | null
  name: string
  note: string
  orders_count: number | null
  pay_ways: PayWay[]
  phone: string
  place: Place | null
  places: Place[]
  spend: Money | null
  store_credit: Money | null
  tags: string[]
  updated_at: number | null
  url: string | null
  verified_email: boolean
  verified_phone: boolean
  version: string
}

export type DateOrder = "ymd" | "dmy" | "mdy"

export interface Difference {
  after: string | number | boolean | string[] | null
  before: string | number | boolean | string[] | null
  rule: string
}

export interface Dispute {
  amount: Money
  at: number | null
  due_at: number | null
  id: string
  reason: string
  state: string
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

export interface DuplicateOrder {
  note?: string
  ship_to?: Place | null
  type: "duplicate"
}

export interface EditAddress {
  notify?: boolean
  ship_to: Place
  type: "edit_address"
}

export interface EditCustomer {
  add_tags?: string[]
  drop_tags?: string[]
  note?: string | null
  place?: Place | null
  type: "customer"
}

export interface EditLines {
  added?: Wanted[]
  notify?: boolean
  quantities?: Pieces[]
  reason?: string
  swaps?: Swap[]
  type: "edit_lines"
  way?: string | null
}

export interface EditOrderNotes {
  add_tags?: string[]
  drop_tags?: string[]
  note?: string | null
  type: "notes"
}

export interface EditRule {
  not_after?: string[]
  once?: boolean
  same_product?: boolean
  swaps_only?: boolean
  way_needed?: boolean
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

export interface Example {
  amount?: number
  changed?: boolean
  delivered_days?: number | null
  given?: number
  in_period?: number
  minutes?: number
  percent?: number | null
  reason?: string
  sent?: boolean
  spent?: number
  tag?: string
  total: Money
  what: string
  wow?: boolean
}

export interface ExchangeRule {
  days?: number | null
  same_product?: boolean
}

export interface Face {
  colour: string
  name: string
}

export interface Failed {
  detail: string
  id: string
}

export interface Field {
  begins: string | boolean
  by_sign_in: boolean
  choices: Choice[]
  help: Record<string, string>
  kind: "text" | "url" | "secret" | "choice" | "switch"
  label: Record<string, string>
  later: boolean
  made: boolean
  name: string
  placeholder: string
  required: boolean
}

export interface FileColumn {
  name: string
  samples: string[]
}

export interface FileCount {
  changed: number
  new: number
  same: number
}

export interface FileExample {
  at: number | null
  state: string
  title: string
  total: Money | null
  who: string
  words: string[]
}

export type FileKind = "orders" | "customers" | "products"

export interface FileLine {
  content_type: string
  id: string
  name: string
  size: number
  url: string
}

export interface FilePlan {
  columns?: string[]
  currency?: string
  dates?: DateOrder
  decimal?: string
  delimiter?: string
  encoding?: string
  header?: number
  kind?: FileKind
  known_by?: string
  one_row?: boolean
  payment?: string
  quoted?: boolean
  taxed?: boolean
  words?: Record<string, Record<string, string>>
  zone?: string
}

export interface FileProblem {
  column: string
  kind: string
  line: number
  skipped: boolean
  value: string
  words: string
}

export interface FileReport {
  examples: FileExample[]
  first_at: number | null
  last_at: number | null
  problems: number
  rows: number
  scattered: number
  skipped: number
  sums: FileSums[]
  things: FileCount
  words: FileWord[]
}

export interface FileShape {
  columns: FileColumn[]
  export: string
}

export type FileState = "arriving" | "ready" | "checking" | "checked" | "importing" | "done" | "failed"

export interface FileSums {
  orders: number
  refunded: Money
  total: Money
}

export interface FileWord {
  count: number
  field: string
  meaning: string
  word: string
}

export interface Finding {
  advice: string
  area: string
  kind: string
  link: string
  state: KitHealthFindingState
  values: Record<string, string | number | null>
  words: string
}

export interface ForMe {
  waiting: number
}

export interface Form {
  fields: Field[]
  guide: string
  lead: Record<string, string>
  practice: boolean
  words: Record<string, string>
}

export type FulfilmentState = "unfulfilled" | "part_fulfilled" | "fulfilled" | "on_hold"

export interface GiveCredit {
  amount: Money
  expires_at?: number | null
  gift_card?: boolean
  notify?: boolean
  reason?: string
  type: "credit"
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
  proof: PeopleProof
  proven_by: string | null
  source: string
  value: string
}

export type HandleKind = "email" | "phone" | "messenger" | "store" | "visitor" | "other"

export interface Header {
  name: string
  value: string
}

export interface Health {
  at: number
  findings: Finding[]
  state: KitHealthFindingState
}

export interface Heard {
  id: string
  reason: string | null
  state: string
}

export interface Held {
  at: number
  id: string
  kept: boolean
  reason: string
  size: number
  store_id: string
  tries: number
}

export interface HeldEvent {
  account_id: string
  at: number
  id: string
  kept: boolean
  number: string | null
  reason: string
  size: number
  state: string
  tries: number
}

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

export interface HookCame {
  at: number
  id: string
  kept: boolean
  reason: string | null
  size: number
  state: string
  tries: number
}

export interface Hooked {
  id: string
  reason: string | null
  state: string
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
  abilities: ChannelsAbilities
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

export interface Intent {
  action: CancelOrder | RefundOrder | ReplaceLines | DuplicateOrder | EditLines | EditAddress | ChangePayment | CreateDiscount | GiveCredit | AcceptReturn | CreateOrder | EditOrderNotes | EditCustomer
  agent_id: string | null
  amount: Money | null
  by_kind: string
  by_name: string
  changed_at: number
  conversation_id: string | null
  created_at: number
  decided_at: number | null
  decided_by: string | null
  decided_why: string | null
  entry_id: string | null
  expires_at: number | null
  id: string
  items: Item[]
  order_id: string | null
  outcome: CommerceIntendingOutcome | null
  person_id: string
  problem: string | null
  rule: string | null
  seq: number
  state: IntentState
  store_id: string
  target: Target
  verb: string
  why: string
  wow: boolean
}

export type IntentState = "waiting" | "recorded" | "performing" | "unsure" | "done" | "refused" | "declined" | "expired" | "given_up"

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

export interface Item {
  amount: Money | null
  code: string
  quantity: number | null
  values: Record<string, string | number | Money>
  words: string
}

export interface Joining {
  name: string
  password: string
}

export interface Kind {
  abilities: ChannelsAbilities
  kind: string
  label: string
}

export type KitHealthFindingState = "good" | "note" | "bad"

export interface Knock {
  identity_token: string | null
  locale: string
  page: string
}

export interface Limits {
  actions?: string[] | null
  per_order?: number | null
  per_period?: number | null
  percent?: number | null
}

export interface Line {
  cancelled: number
  discount: Money | null
  fulfilled: number
  id: string
  image_url: string | null
  needs_shipping: boolean
  options: Record<string, string>
  product_id: string | null
  quantity: number
  refunded: number
  refunded_amount: Money | null
  returned: number
  sku: string
  tax: Money | null
  title: string
  total: Money
  unit_price: Money
  url: string | null
  variant: string
  variant_id: string | null
}

export interface Lookalike {
  name: string
  person_id: string
  reason: string
  value: string
}

export interface Macro {
  acts: Act[]
  brand_id: string | null
  created_by: string | null
  html: string | null
  id: string
  name: string
  shortcut: string
  text: string
  topic_id: string | null
  used: number
}

export interface MacroChange {
  acts?: Act[]
  brand_id?: string | null
  html?: string | null
  name?: string
  shortcut?: string
  text?: string
  topic_id?: string | null
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

export interface Many {
  after?: string | null
  reason?: string | null
}

export interface ManyWhy {
  reason: string
  why: string
}

export interface Merge {
  person_id: string
}

export interface MergedPerson {
  address: string | null
  at: number
  by: string
  claimed: boolean
  handle_id: string | null
  id: string
  into_id: string
  name: string
}

export interface Money {
  currency: string
  minor: number
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

export interface NewFile {
  name: string
  size: number
}

export interface NewHours {
  always?: boolean
  holidays?: Holiday[]
  intervals?: Interval[]
  name: string
  timezone: string
}

export interface NewMacro {
  acts?: Act[]
  brand_id?: string | null
  html?: string | null
  name: string
  shortcut?: string
  text: string
  topic_id?: string | null
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

export interface NewSpend {
  amount: Money
  conversation_id?: string | null
  person_id: string
  what_for: string
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
  reads_only?: boolean
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

export interface Order {
  bill_to: Place | null
  cancel_reason: string
  cancelled_at: number | null
  currency: string
  customer_id: string | null
  discount: Money
  discount_codes: string[]
  disputes: Dispute[]
  email: string
  external_id: string
  fulfilment_state: FulfilmentState
  lines: Line[]
  locale: string | null
  marks: string[]
  name: string
  note: string
  number: string
  paid: Money
  payment_state: PaymentState
  payments: Payment[]
  phone: string
  placed_at: number
  refunded: Money
  refunds: Refund[]
  returns: Return[]
  risk: Risk | null
  ship_to: Place | null
  shipments: Shipment[]
  shipping: Money
  shipping_method: string
  shipping_refunded: Money
  state: OrderState
  status_url: string | null
  subtotal: Money
  tags: string[]
  tax: Money
  total: Money
  updated_at: number
  url: string | null
  version: string
}

export type OrderState = "open" | "done" | "cancelled"

export interface PageAgent {
  items: Agent[]
  next: string | null
}

export interface PageApproval {
  items: Approval[]
  next: string | null
}

export interface PageBrand {
  items: Brand[]
  next: string | null
}

export interface PageBudget {
  items: Budget[]
  next: string | null
}

export interface PageCarrierKind {
  items: CarrierKind[]
  next: string | null
}

export interface PageCarrierShown {
  items: CarrierShown[]
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

export interface PageFileProblem {
  items: FileProblem[]
  next: string | null
}

export interface PageHeld {
  items: Held[]
  next: string | null
}

export interface PageHeldEvent {
  items: HeldEvent[]
  next: string | null
}

export interface PageHoliday {
  items: Holiday[]
  next: string | null
}

export interface PageHookCame {
  items: HookCame[]
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

export interface PageIntent {
  items: Intent[]
  next: string | null
}

export interface PageKind {
  items: Kind[]
  next: string | null
}

export interface PageMacro {
  items: Macro[]
  next: string | null
}

export interface PageMailCount {
  items: MailCount[]
  next: string | null
}

export interface PageParkedJob {
  items: ParkedJob[]
  next: string | null
}

export interface PagePerson {
  items: Person[]
  next: string | null
}

export interface PagePolicyChange {
  items: PolicyChange[]
  next: string | null
}

export interface PageProduct {
  items: Product[]
  next: string | null
}

export interface PageQuarantined {
  items: Quarantined[]
  next: string | null
}

export interface PageReason {
  items: Reason[]
  next: string | null
}

export interface PageRoleAnswer {
  items: RoleAnswer[]
  next: string | null
}

export interface PageRun {
  items: Run[]
  next: string | null
}

export interface PageSession {
  items: Session[]
  next: string | null
}

export interface PageShopOrder {
  items: ShopOrder[]
  next: string | null
}

export interface PageSpend {
  items: Spend[]
  next: string | null
}

export interface PageStore {
  items: Store[]
  next: string | null
}

export interface PageStoreFile {
  items: StoreFile[]
  next: string | null
}

export interface PageStoreKind {
  items: StoreKind[]
  next: string | null
}

export interface PageStoreStanding {
  items: StoreStanding[]
  next: string | null
}

export interface PageStr {
  items: string[]
  next: string | null
}

export interface PageSuggestion {
  items: Suggestion[]
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

export interface Pane {
  carts: Cart[]
  customers: ShopCustomer[]
  intents: Intent[]
  lookalikes: Lookalike[]
  next: [number, string] | null
  orders: ShopOrder[]
  person_id: string
  pinned: string[]
  sums: Sums[]
}

export type ParcelState = "unknown" | "label_created" | "in_transit" | "out_for_delivery" | "ready_for_pickup" | "attempted" | "delivered" | "exception" | "returning" | "returned" | "lost" | "cancelled"

export interface ParkedJob {
  about: Record<string, string>
  at: number
  attempts: number
  kind: string
  n: number
  why: string
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
  state: ConversationsState
  subject: string
  topic_id: string | null
}

export interface PayWay {
  balance: Money | null
  id: string
  kind: string
  label: string
}

export interface Payment {
  amount: Money
  at: number | null
  id: string
  kind: string
  state: string
  way: PayWay
}

export type PaymentState = "unpaid" | "authorized" | "part_paid" | "paid" | "part_refunded" | "refunded" | "voided"

export interface PeopleNewHandle {
  kind: HandleKind
  value: string
}

export type PeopleProof = "claimed" | "proven"

export type Period = "day" | "week" | "all"

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

export interface Phrase {
  code: string
  values: Record<string, string | number | Money>
  words: string
}

export interface Pieces {
  line_id: string
  quantity: number
}

export interface Place {
  city?: string
  company?: string
  country?: string
  line1?: string
  line2?: string
  name?: string
  phone?: string
  postcode?: string
  region?: string
}

export interface Policy {
  approval_hours?: number
  approver?: string
  cancel?: CancelRule
  change_payment?: EditRule
  currency?: string
  days?: number
  edit?: EditRule
  exchanges?: ExchangeRule
  rates?: Record<string, string>
  returns?: ReturnRule
  roles?: Record<string, Limits>
  share?: number | null
  wow?: WowRule
}

export interface PolicyChange {
  agent_id: string | null
  at: number
  differences: Difference[]
  id: string
}

export interface PolicyTrial {
  policy?: Policy | null
  trial: Example
}

export interface Prechat {
  ask_email: boolean
  ask_name: boolean
  required: boolean
}

export interface Preview {
  action: string
  exact: boolean
  from_customer: Money | null
  items: Item[]
  prices: Record<string, Money>
  to_customer: Money | null
  unpriced: boolean
  version: string
  warnings: Phrase[]
  way: string | null
}

export interface Previewed {
  busy: string | null
  gives: Money | null
  preview: Preview
  seen: string
  verdict: Verdict
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

export interface Product {
  id: string
  image_url: string | null
  tags: string[]
  title: string
  url: string | null
  variants: Variant[]
}

export interface ProfileChange {
  alerts?: Alerts
  colour?: string
  locale?: string
  name?: string
}

export interface Progress {
  first_done: boolean
  problem: string | null
  seen: number
  store_id: string
  synced_at: number | null
  total: number | null
}

export interface PromiseAnswer {
  late_from: number
  promised_on: string
  quiet: number
  rule: number | null
  stuck_from: number
  timezone: string
}

export interface PromiseRule {
  carrier?: string
  countries?: string[]
  days?: number
  grace?: number
  quiet?: number
  saturdays?: boolean
  service?: string
}

export interface PromiseTrial {
  carrier?: string
  country?: string
  postcode?: string
  region?: string
  service?: string
  shipped_at: number
}

export interface Promises {
  closed?: string[]
  holidays?: boolean
  rules?: PromiseRule[]
  timezone?: string | null
  untracked?: boolean
}

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

export interface Reason {
  count: number
  newest_at: number
  oldest_at: number
  reason: string
}

export interface Refund {
  amount: Money
  at: number | null
  id: string
  key: string | null
  lines: [string, number][]
  reason: string
  shipping: Money | null
  state: string
  way: string | null
}

export interface RefundOrder {
  amount?: Money | null
  notify?: boolean
  pieces?: Pieces[]
  reason?: string
  restock?: boolean
  shipping?: Money | null
  type: "refund"
  way?: string
}

export interface ReplaceLines {
  notify?: boolean
  pieces: Swap[]
  reason?: string
  ship_to?: Place | null
  type: "replace"
}

export interface ResetAsked {
  email: string
}

export interface Return {
  at: number | null
  difference: Money | null
  id: string
  key: string | null
  label_url: string | null
  lines: ReturnLine[]
  refund_way: string | null
  state: ReturnState
  tracking_number: string
}

export interface ReturnLine {
  for_variant?: string | null
  line_id: string
  note?: string
  quantity: number
  reason?: string
}

export interface ReturnRule {
  days?: number | null
  delivered_only?: boolean
  excluded?: string[]
  once?: boolean
  way_needed?: boolean
  ways?: string
}

export type ReturnState = "requested" | "approved" | "declined" | "in_transit" | "received" | "closed" | "cancelled"

export interface Risk {
  level: string
  reasons: string[]
}

export type Role = "admin" | "lead" | "agent"

export interface RoleAnswer {
  role: string
  verdict: Verdict
}

export interface Ruling {
  approval_hours?: number
  approver?: string
  cancel?: CancelRule
  change_payment?: EditRule
  changed_at?: number | null
  changed_by?: string | null
  currency?: string
  days?: number
  edit?: EditRule
  exchanges?: ExchangeRule
  rates?: Record<string, string>
  returns?: ReturnRule
  roles?: Record<string, Limits>
  share?: number | null
  version?: string
  wow?: WowRule
}

export interface Run {
  agent_id: string
  at: number
  conversation_id: string
  entry_id: string | null
  id: string
  macro_id: string
  problem: string | null
  state: RunState
  steps: AutomationStep[]
}

export type RunState = "waiting" | "done" | "stopped"

export interface Said {
  attachments: string[]
  id: string
  page: string
  text: string
}

export interface Scan {
  at: number
  code: string
  place: string
  state: ParcelState
  words: string
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

export interface Shipment {
  carrier: string
  delivered_at: number | null
  expected_at: number | null
  id: string
  lines: [string, number][]
  promised_at: number | null
  scans: Scan[]
  service: string
  shipped_at: number | null
  state: ParcelState
  tracking_number: string
  tracking_url: string | null
}

export interface ShopCustomer {
  customer: Customer
  store_id: string
}

export interface ShopDoor {
  url: string
}

export interface ShopOrder {
  gone: boolean
  id: string
  order: Order
  person_id: string
  seq: number
  standings: Standing[]
  store_id: string
}

export interface SignIn {
  code?: string | null
  email: string
  password: string
}

export interface SignedIn {
  agent: Agent
}

export interface Slice {
  next: string | null
  still: number
  taken: number
  tried: number
}

export interface Snippet {
  html: string
}

export interface Snooze {
  until?: number | null
  until_word?: boolean
}

export interface Spend {
  agent_id: string
  amount: Money
  at: number
  conversation_id: string | null
  id: string
  intent_id: string | null
  number: string
  order_id: string | null
  outcome: string | null
  person_id: string
  person_name: string
  verb: string | null
  what_for: string
}

export interface SpendOutcome {
  outcome: string
}

export interface Standing {
  late_at: number | null
  late_from: number | null
  promised_by: string | null
  promised_on: string | null
  shipment_id: string
  stuck_at: number | null
  tracked: boolean
}

export type StepState = "ready" | "waiting" | "done" | "stopped" | "left"

export interface Store {
  abilities: CommerceStoresAbilities
  brand_id: string
  created_at: number
  id: string
  kind: string
  name: string
  problem: string | null
  public_key: string
  secrets_set: string[]
  settings: Record<string, unknown>
  state: StoreState
  url: string
}

export interface StoreChange {
  brand_id?: string
  name?: string
  secrets?: Record<string, string | null>
  settings?: Record<string, unknown>
  state?: StoreState
  url?: string
}

export interface StoreFile {
  arrived: number
  brought: number
  checked: number
  created_at: number
  done_at: number | null
  id: string
  name: string
  plan: FilePlan | null
  problem: string | null
  report: FileReport | null
  shape: FileShape | null
  size: number
  state: FileState
  store_id: string
  total: number | null
}

export interface StoreHook {
  counts: Record<string, number>
  url: string
}

export interface StoreKind {
  abilities: CommerceStoresAbilities
  form: Form
  kind: string
  label: string
  signs_in: boolean
  subscribes: boolean
}

export interface StoreStanding {
  heard_at: number | null
  hook_problem: string | null
  lacks_sign_in: boolean
  orders: number
  refused_at: number | null
  store_id: string
  subscribed_at: number | null
  sync: Progress
  waiting: number
}

export type StoreState = "ok" | "needs_owner" | "paused"

export interface StoreWish {
  brand_id: string
  kind: string
  name?: string
  secrets?: Record<string, string>
  settings?: Record<string, unknown>
  url?: string
}

export interface Stream {
  items: VisitorEntry[]
  next: string | null
  read: number
  seen: number
  seq: number
}

export interface Suggestion {
  macro_id: string
  why: string
}

export interface Sums {
  average: Money
  first_at: number
  last_at: number
  orders: number
  pieces: number
  refunded: Money
  returned: number
  spend: Money
}

export interface Swap {
  line_id: string
  quantity: number
  variant_id: string
}

export interface SyncWish {
  anew?: boolean
}

export interface TakenBack {
  draft: Draft
}

export interface Target {
  customer_id: string | null
  email: string
  order: string | null
  version: string
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

export interface TeamSigningInProof {
  code?: string | null
  password: string
}

export interface Token {
  created_at: number
  expires_at: number | null
  id: string
  name: string
  reads_only: boolean
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

export interface Variant {
  available: boolean
  id: string
  image_url: string | null
  options: Record<string, string>
  price: Money
  product_id: string
  sku: string
  stock: number | null
  title: string
}

export interface Verdict {
  allowed: boolean
  ask: boolean
  rule: string
  who: string | null
  words: string
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

export interface Wanted {
  price?: Money | null
  quantity: number
  variant_id: string
}

export interface Went {
  advice: string | null
  at: number
  conversation_id: string
  entry_id: string
  inbox: string
  inbox_id: string
  person_id: string
  reason: string | null
  state: string
  to: string[]
}

export interface Whereabouts {
  came: Came[]
  complete: boolean
  opened: number
  went: Went[]
}

export interface Why {
  why: string
}

export interface WowRule {
  budget?: Record<string, number>
  days?: number
}

/** Every route: its query, its body and its answer. */
export interface Routes {
  "POST /api/v1/action-previews": { query: Record<string, never>; body: CommerceActingWish; answer: Previewed }
  "GET /api/v1/agents": { query: Record<string, never>; body: never; answer: PageAgent }
  "POST /api/v1/agents": { query: Record<string, never>; body: NewAgent; answer: Agent }
  "GET /api/v1/agents/{id}": { query: Record<string, never>; body: never; answer: Agent }
  "PATCH /api/v1/agents/{id}": { query: Record<string, never>; body: AgentChange; answer: Agent }
  "POST /api/v1/agents/{id}/invitation": { query: Record<string, never>; body: never; answer: InvitationLink }
  "DELETE /api/v1/agents/{id}/totp": { query: Record<string, never>; body: never; answer: null }
  "GET /api/v1/approvals": { query: { after?: string | null; limit?: number }; body: never; answer: PageApproval }
  "GET /api/v1/approvals/asked": { query: { limit?: number }; body: never; answer: PageApproval }
  "GET /api/v1/approvals/count": { query: Record<string, never>; body: never; answer: ForMe }
  "POST /api/v1/attachments": { query: { name?: string }; body: never; answer: Attachment }
  "GET /api/v1/attachments/{id}": { query: Record<string, never>; body: never; answer: Blob }
  "GET /api/v1/brands": { query: Record<string, never>; body: never; answer: PageBrand }
  "POST /api/v1/brands": { query: Record<string, never>; body: NewBrand; answer: Brand }
  "DELETE /api/v1/brands/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/brands/{id}": { query: Record<string, never>; body: BrandChange; answer: Brand }
  "POST /api/v1/bulk": { query: Record<string, never>; body: Bulk; answer: ConversationsBulkingOutcome }
  "GET /api/v1/carrier-kinds": { query: Record<string, never>; body: never; answer: PageCarrierKind }
  "GET /api/v1/carrier-quarantine": { query: { after?: string | null; limit?: number }; body: never; answer: PageHeldEvent }
  "GET /api/v1/carrier-quarantine/{id}/raw": { query: Record<string, never>; body: never; answer: Blob }
  "POST /api/v1/carrier-quarantine/{id}/replay": { query: Record<string, never>; body: never; answer: Heard }
  "GET /api/v1/carriers": { query: Record<string, never>; body: never; answer: PageCarrierShown }
  "POST /api/v1/carriers": { query: Record<string, never>; body: CarrierWish; answer: CarrierShown }
  "DELETE /api/v1/carriers/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/carriers/{id}": { query: Record<string, never>; body: CarrierChange; answer: CarrierShown }
  "POST /api/v1/carriers/{id}/test": { query: Record<string, never>; body: never; answer: CommerceConnectingTrial }
  "GET /api/v1/channels": { query: Record<string, never>; body: never; answer: PageKind }
  "GET /api/v1/commerce-policy": { query: Record<string, never>; body: never; answer: Ruling }
  "PUT /api/v1/commerce-policy": { query: Record<string, never>; body: Ruling; answer: Ruling }
  "GET /api/v1/commerce-policy/changes": { query: { after?: string | null; limit?: number }; body: never; answer: PagePolicyChange }
  "POST /api/v1/commerce-policy/trials": { query: Record<string, never>; body: PolicyTrial; answer: PageRoleAnswer }
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
  "GET /api/v1/conversations/{id}/macro-runs": { query: Record<string, never>; body: never; answer: PageRun }
  "POST /api/v1/conversations/{id}/macro-runs": { query: Record<string, never>; body: AutomationWish; answer: Run }
  "GET /api/v1/conversations/{id}/macros": { query: Record<string, never>; body: never; answer: PageSuggestion }
  "GET /api/v1/conversations/{id}/macros/{macro_id}": { query: { order_id?: string | null }; body: never; answer: AutomationLook }
  "POST /api/v1/conversations/{id}/notes": { query: Record<string, never>; body: Note; answer: Entry }
  "DELETE /api/v1/conversations/{id}/pins/{order_id}": { query: Record<string, never>; body: never; answer: null }
  "PUT /api/v1/conversations/{id}/pins/{order_id}": { query: Record<string, never>; body: never; answer: null }
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
  "GET /api/v1/delivery-promises": { query: Record<string, never>; body: never; answer: Promises }
  "PUT /api/v1/delivery-promises": { query: Record<string, never>; body: Promises; answer: Promises }
  "POST /api/v1/delivery-promises/try": { query: Record<string, never>; body: PromiseTrial; answer: PromiseAnswer }
  "POST /api/v1/entries/{id}/customer": { query: Record<string, never>; body: never; answer: Entry }
  "DELETE /api/v1/entries/{id}/delivery": { query: Record<string, never>; body: never; answer: TakenBack }
  "POST /api/v1/entries/{id}/delivery": { query: Record<string, never>; body: never; answer: Entry }
  "GET /api/v1/entries/{id}/html": { query: { pictures?: boolean }; body: never; answer: Blob }
  "GET /api/v1/entries/{id}/raw": { query: Record<string, never>; body: never; answer: Blob }
  "DELETE /api/v1/handles/{id}": { query: Record<string, never>; body: never; answer: Person }
  "PUT /api/v1/handles/{id}/proof": { query: Record<string, never>; body: never; answer: Handle }
  "GET /api/v1/health": { query: Record<string, never>; body: never; answer: Health }
  "GET /api/v1/holiday-countries": { query: Record<string, never>; body: never; answer: PageCountry }
  "GET /api/v1/holidays": { query: { country: string; year: number[]; region?: string | null; locale?: string | null }; body: never; answer: PageHoliday }
  "GET /api/v1/hours": { query: Record<string, never>; body: never; answer: PageHours }
  "POST /api/v1/hours": { query: Record<string, never>; body: NewHours; answer: Hours }
  "DELETE /api/v1/hours/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/hours/{id}": { query: Record<string, never>; body: HoursChange; answer: Hours }
  "POST /api/v1/inbox-trials": { query: Record<string, never>; body: InboxWish; answer: ChannelsInboxesTrial }
  "GET /api/v1/inboxes": { query: Record<string, never>; body: never; answer: PageInbox }
  "POST /api/v1/inboxes": { query: Record<string, never>; body: InboxWish; answer: Inbox }
  "DELETE /api/v1/inboxes/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/inboxes/{id}": { query: Record<string, never>; body: InboxChange; answer: Inbox }
  "GET /api/v1/inboxes/{id}/sign-in": { query: Record<string, never>; body: never; answer: Door }
  "POST /api/v1/inboxes/{id}/test": { query: Record<string, never>; body: never; answer: ChannelsInboxesTrial }
  "GET /api/v1/inboxes/{id}/widget": { query: Record<string, never>; body: never; answer: Snippet }
  "GET /api/v1/intents": { query: { state?: string; store?: string | null; after?: string | null; limit?: number }; body: never; answer: PageIntent }
  "POST /api/v1/intents": { query: Record<string, never>; body: CommerceActingWish; answer: Intent }
  "GET /api/v1/intents/{id}": { query: Record<string, never>; body: never; answer: Intent }
  "DELETE /api/v1/intents/{id}/approval": { query: { why?: string }; body: never; answer: Intent }
  "PUT /api/v1/intents/{id}/approval": { query: { why?: string }; body: never; answer: Intent }
  "POST /api/v1/intents/{id}/give-up": { query: Record<string, never>; body: never; answer: Intent }
  "POST /api/v1/intents/{id}/retry": { query: Record<string, never>; body: never; answer: Intent }
  "GET /api/v1/invitations/{token}": { query: Record<string, never>; body: never; answer: Invitation }
  "POST /api/v1/invitations/{token}": { query: Record<string, never>; body: Joining; answer: SignedIn }
  "GET /api/v1/macro-runs/{id}": { query: Record<string, never>; body: never; answer: Run }
  "GET /api/v1/macros": { query: Record<string, never>; body: never; answer: PageMacro }
  "POST /api/v1/macros": { query: Record<string, never>; body: NewMacro; answer: Macro }
  "GET /api/v1/macros/names": { query: Record<string, never>; body: never; answer: Record<string, Record<string, string>> }
  "DELETE /api/v1/macros/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/macros/{id}": { query: Record<string, never>; body: MacroChange; answer: Macro }
  "GET /api/v1/mail-count": { query: { period?: Period }; body: never; answer: PageMailCount }
  "GET /api/v1/mail-whereabouts": { query: { q: string }; body: never; answer: Whereabouts }
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
  "GET /api/v1/orders": { query: { q?: string | null; store?: string | null; state?: string | null; after?: string | null; limit?: number }; body: never; answer: PageShopOrder }
  "GET /api/v1/orders/{id}": { query: Record<string, never>; body: never; answer: ShopOrder }
  "GET /api/v1/orders/{id}/intents": { query: Record<string, never>; body: never; answer: PageIntent }
  "POST /api/v1/orders/{id}/refresh": { query: Record<string, never>; body: never; answer: ShopOrder }
  "GET /api/v1/parked-jobs": { query: Record<string, never>; body: never; answer: PageParkedJob }
  "POST /api/v1/parked-jobs/retry-all": { query: Record<string, never>; body: never; answer: Record<string, number> }
  "DELETE /api/v1/parked-jobs/{n}": { query: Record<string, never>; body: never; answer: null }
  "POST /api/v1/parked-jobs/{n}/retry": { query: Record<string, never>; body: never; answer: null }
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
  "DELETE /api/v1/people/{id}/lookalikes/{other_id}": { query: Record<string, never>; body: never; answer: null }
  "POST /api/v1/people/{id}/merges": { query: Record<string, never>; body: Merge; answer: Person }
  "DELETE /api/v1/people/{id}/merges/{merged_id}": { query: Record<string, never>; body: never; answer: Person }
  "GET /api/v1/people/{id}/orders": { query: { after?: string | null; limit?: number }; body: never; answer: PageShopOrder }
  "GET /api/v1/people/{id}/shop": { query: { conversation?: string | null }; body: never; answer: Pane }
  "GET /api/v1/people/{id}/timeline": { query: { after?: string | null; before?: string | null; limit?: number }; body: never; answer: PageEntry }
  "GET /api/v1/product-pictures": { query: { url: string }; body: never; answer: Blob }
  "GET /api/v1/quarantine": { query: { after?: string | null; limit?: number; reason?: string | null }; body: never; answer: PageQuarantined }
  "POST /api/v1/quarantine/discard-many": { query: Record<string, never>; body: ManyWhy; answer: Record<string, number> }
  "GET /api/v1/quarantine/reasons": { query: Record<string, never>; body: never; answer: PageReason }
  "POST /api/v1/quarantine/replay-many": { query: Record<string, never>; body: Many; answer: Slice }
  "POST /api/v1/quarantine/{id}/discard": { query: Record<string, never>; body: Why; answer: null }
  "GET /api/v1/quarantine/{id}/look": { query: Record<string, never>; body: never; answer: ChannelsLookingLook }
  "GET /api/v1/quarantine/{id}/raw": { query: Record<string, never>; body: never; answer: Blob }
  "POST /api/v1/quarantine/{id}/replay": { query: Record<string, never>; body: never; answer: ChannelsOutcome }
  "GET /api/v1/search": { query: { q?: string; after?: string | null; limit?: number }; body: never; answer: Search }
  "DELETE /api/v1/session": { query: Record<string, never>; body: never; answer: null }
  "POST /api/v1/session": { query: Record<string, never>; body: SignIn; answer: SignedIn }
  "PUT /api/v1/session": { query: Record<string, never>; body: TeamSigningInProof; answer: SignedIn }
  "GET /api/v1/setup": { query: Record<string, never>; body: never; answer: Setup }
  "POST /api/v1/setup/owner": { query: Record<string, never>; body: NewOwner; answer: SignedIn }
  "PUT /api/v1/setup/steps/{name}": { query: Record<string, never>; body: never; answer: Setup }
  "POST /api/v1/store-comebacks": { query: Record<string, never>; body: BackFromShop; answer: Store }
  "DELETE /api/v1/store-files/{id}": { query: Record<string, never>; body: never; answer: null }
  "GET /api/v1/store-files/{id}": { query: Record<string, never>; body: never; answer: StoreFile }
  "PUT /api/v1/store-files/{id}/bytes": { query: { at: number }; body: never; answer: StoreFile }
  "POST /api/v1/store-files/{id}/check": { query: Record<string, never>; body: never; answer: StoreFile }
  "POST /api/v1/store-files/{id}/import": { query: Record<string, never>; body: never; answer: StoreFile }
  "PUT /api/v1/store-files/{id}/plan": { query: Record<string, never>; body: FilePlan; answer: StoreFile }
  "GET /api/v1/store-files/{id}/problems": { query: { language?: string }; body: never; answer: PageFileProblem }
  "GET /api/v1/store-files/{id}/problems.csv": { query: { language?: string }; body: never; answer: Blob }
  "GET /api/v1/store-kinds": { query: Record<string, never>; body: never; answer: PageStoreKind }
  "GET /api/v1/store-quarantine": { query: { after?: string | null; limit?: number }; body: never; answer: PageHeld }
  "GET /api/v1/store-quarantine/{id}/raw": { query: Record<string, never>; body: never; answer: Blob }
  "POST /api/v1/store-quarantine/{id}/replay": { query: Record<string, never>; body: never; answer: Hooked }
  "GET /api/v1/store-standings": { query: Record<string, never>; body: never; answer: PageStoreStanding }
  "POST /api/v1/store-trials": { query: Record<string, never>; body: StoreWish; answer: CommerceConnectingTrial }
  "GET /api/v1/stores": { query: Record<string, never>; body: never; answer: PageStore }
  "POST /api/v1/stores": { query: Record<string, never>; body: StoreWish; answer: Store }
  "DELETE /api/v1/stores/{id}": { query: Record<string, never>; body: never; answer: null }
  "PATCH /api/v1/stores/{id}": { query: Record<string, never>; body: StoreChange; answer: Store }
  "GET /api/v1/stores/{id}/deliveries": { query: { became?: "new" | "taken" | "ignored" | "quarantined"; after?: string | null; limit?: number }; body: never; answer: PageHookCame }
  "GET /api/v1/stores/{id}/files": { query: Record<string, never>; body: never; answer: PageStoreFile }
  "POST /api/v1/stores/{id}/files": { query: Record<string, never>; body: NewFile; answer: StoreFile }
  "GET /api/v1/stores/{id}/products": { query: { q?: string; limit?: number }; body: never; answer: PageProduct }
  "POST /api/v1/stores/{id}/sign-in": { query: Record<string, never>; body: never; answer: ShopDoor }
  "GET /api/v1/stores/{id}/standing": { query: Record<string, never>; body: never; answer: StoreStanding }
  "GET /api/v1/stores/{id}/sync": { query: Record<string, never>; body: never; answer: Progress }
  "POST /api/v1/stores/{id}/sync": { query: Record<string, never>; body: SyncWish; answer: Progress }
  "POST /api/v1/stores/{id}/test": { query: Record<string, never>; body: never; answer: CommerceConnectingTrial }
  "GET /api/v1/stores/{id}/webhooks": { query: Record<string, never>; body: never; answer: StoreHook }
  "POST /api/v1/stores/{id}/webhooks": { query: Record<string, never>; body: never; answer: null }
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
  "GET /api/v1/wow": { query: Record<string, never>; body: never; answer: Budget }
  "GET /api/v1/wow/budgets": { query: Record<string, never>; body: never; answer: PageBudget }
  "GET /api/v1/wow/ledger": { query: { agent_id?: string | null; days?: number | null; after?: string | null; limit?: number }; body: never; answer: PageSpend }
  "GET /api/v1/wow/ledger.csv": { query: { agent_id?: string | null; days?: number | null }; body: never; answer: Blob }
  "GET /api/v1/wow/spends": { query: { days?: number | null; after?: string | null; limit?: number }; body: never; answer: PageSpend }
  "POST /api/v1/wow/spends": { query: Record<string, never>; body: NewSpend; answer: Spend }
  "DELETE /api/v1/wow/spends/{id}": { query: Record<string, never>; body: never; answer: null }
  "PUT /api/v1/wow/spends/{id}/outcome": { query: Record<string, never>; body: SpendOutcome; answer: Spend }
}
