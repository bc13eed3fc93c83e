"""The nouns as they travel. Times are milliseconds UTC, ids are ULIDs.

Made from shopkeeper/openapi.json by scripts/lib/make_client.py. Do not edit.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

AgentState = Literal['active', 'invited', 'disabled']


ArrivalState = Literal['new', 'stored', 'duplicate', 'ignored', 'quarantined']


ConversationsState = Literal['new', 'open', 'waiting', 'closed']


DateOrder = Literal['ymd', 'dmy', 'mdy']


FileKind = Literal['orders', 'customers', 'products']


FileState = Literal['arriving', 'ready', 'checking', 'checked', 'importing', 'done', 'failed']


FulfilmentState = Literal['unfulfilled', 'part_fulfilled', 'fulfilled', 'on_hold']


HandleKind = Literal['email', 'phone', 'messenger', 'store', 'visitor', 'other']


Here = Literal['here', 'away', 'gone']


InboxState = Literal['ok', 'needs_owner', 'paused', 'testing']


IntentState = Literal['waiting', 'recorded', 'performing', 'unsure', 'done', 'refused', 'declined', 'expired', 'given_up']


KitHealthFindingState = Literal['good', 'note', 'bad']


OrderState = Literal['open', 'done', 'cancelled']


ParcelState = Literal['unknown', 'label_created', 'in_transit', 'out_for_delivery', 'ready_for_pickup', 'attempted', 'delivered', 'exception', 'returning', 'returned', 'lost', 'cancelled']


PaymentState = Literal['unpaid', 'authorized', 'part_paid', 'paid', 'part_refunded', 'refunded', 'voided']


PeopleProof = Literal['claimed', 'proven']


Period = Literal['day', 'week', 'all']


ReturnState = Literal['requested', 'approved', 'declined', 'in_transit', 'received', 'closed', 'cancelled']


Role = Literal['admin', 'lead', 'agent']


RunState = Literal['waiting', 'done', 'stopped']


StepState = Literal['ready', 'waiting', 'done', 'stopped', 'left']


StoreState = Literal['ok', 'needs_owner', 'paused']


class AcceptReturn(msgspec.Struct, frozen=True, kw_only=True):
    label: bool | msgspec.UnsetType = msgspec.UNSET
    lines: list[ReturnLine]
    notify: bool | msgspec.UnsetType = msgspec.UNSET
    type: Literal['return']
    way: str | msgspec.UnsetType = msgspec.UNSET


class Act(msgspec.Struct, frozen=True, kw_only=True):
    args: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    kind: str


class Address(msgspec.Struct, frozen=True, kw_only=True):
    name: str | msgspec.UnsetType = msgspec.UNSET
    value: str


class Admission(msgspec.Struct, frozen=True, kw_only=True):
    token: str | None
    visitor: Visitor


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    alerts: Alerts
    colour: str
    created_at: int
    email: str
    id: str
    inboxes: list[str] | None
    locale: str
    name: str
    role: Role
    state: AgentState
    totp: bool


class AgentChange(msgspec.Struct, frozen=True, kw_only=True):
    email: str | msgspec.UnsetType = msgspec.UNSET
    inboxes: list[str] | None | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    role: Role | msgspec.UnsetType = msgspec.UNSET
    state: AgentState | msgspec.UnsetType = msgspec.UNSET


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    given: bool
    source: str | msgspec.UnsetType = msgspec.UNSET


class Alerts(msgspec.Struct, frozen=True, kw_only=True):
    desktop: bool | msgspec.UnsetType = msgspec.UNSET
    mail: bool | msgspec.UnsetType = msgspec.UNSET
    sound: bool | msgspec.UnsetType = msgspec.UNSET


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    after: str | None | msgspec.UnsetType = msgspec.UNSET
    answering: str | None | msgspec.UnsetType = msgspec.UNSET
    attachments: list[str] | msgspec.UnsetType = msgspec.UNSET
    bcc: list[Address | str] | msgspec.UnsetType = msgspec.UNSET
    cc: list[Address | str] | msgspec.UnsetType = msgspec.UNSET
    close: bool | msgspec.UnsetType = msgspec.UNSET
    forward: bool | msgspec.UnsetType = msgspec.UNSET
    handle_id: str | None | msgspec.UnsetType = msgspec.UNSET
    html: str | None | msgspec.UnsetType = msgspec.UNSET
    id: str | None | msgspec.UnsetType = msgspec.UNSET
    inbox_id: str | None | msgspec.UnsetType = msgspec.UNSET
    reply_to: list[Address | str] | msgspec.UnsetType = msgspec.UNSET
    side: bool | msgspec.UnsetType = msgspec.UNSET
    subject: str | None | msgspec.UnsetType = msgspec.UNSET
    text: str
    to: list[Address | str] | msgspec.UnsetType = msgspec.UNSET


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    intent: Intent
    number: str
    person_name: str
    stale: bool
    total: Money | None
    verdict: Verdict


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    email: str


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    agent_id: str | None | msgspec.UnsetType = msgspec.UNSET
    team_id: str | None | msgspec.UnsetType = msgspec.UNSET


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    cid: str | None | msgspec.UnsetType = msgspec.UNSET
    content_type: str
    id: str
    inline: bool | msgspec.UnsetType = msgspec.UNSET
    name: str
    size: int


class Author(msgspec.Struct, frozen=True, kw_only=True):
    id: str | None
    kind: str
    name: str


class AutomationLook(msgspec.Struct, frozen=True, kw_only=True):
    about: str | None
    html: str | None
    macro_id: str
    missing: list[str]
    order_id: str | None
    order_version: str
    steps: list[AutomationStep]
    text: str


class AutomationStep(msgspec.Struct, frozen=True, kw_only=True):
    args: dict[str, Any]
    kind: str
    problem: str | None
    state: StepState
    words: str


class AutomationWish(msgspec.Struct, frozen=True, kw_only=True):
    answer: Answer | None | msgspec.UnsetType = msgspec.UNSET
    id: str
    macro_id: str
    order_id: str | None | msgspec.UnsetType = msgspec.UNSET
    order_version: str | msgspec.UnsetType = msgspec.UNSET


class BackFromShop(msgspec.Struct, frozen=True, kw_only=True):
    query: dict[str, str]


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    attachments: list[str] | msgspec.UnsetType = msgspec.UNSET
    bcc: list[Address | str] | msgspec.UnsetType = msgspec.UNSET
    cc: list[Address | str] | msgspec.UnsetType = msgspec.UNSET
    handle: ChannelsSendingNewHandle | None | msgspec.UnsetType = msgspec.UNSET
    html: str | None | msgspec.UnsetType = msgspec.UNSET
    id: str | None | msgspec.UnsetType = msgspec.UNSET
    inbox_id: str
    person_id: str | None | msgspec.UnsetType = msgspec.UNSET
    subject: str | None | msgspec.UnsetType = msgspec.UNSET
    text: str
    to: list[Address | str] | msgspec.UnsetType = msgspec.UNSET


class Boot(msgspec.Struct, frozen=True, kw_only=True):
    agent: Agent
    agents: list[Colleague]
    brands: list[Brand]
    features: dict[str, bool]
    hours: list[Hours]
    inboxes: list[Any]
    macros: list[Any]
    seq: int
    setup_done: bool
    stores: list[Any]
    tags: list[Any]
    teams: list[Team]
    topics: list[Any]


class Brand(msgspec.Struct, frozen=True, kw_only=True):
    colour: str
    hours_id: str | None
    id: str
    locale: str
    logo: str | None
    name: str
    privacy_url: str | None
    reopen_days: int
    reply_time: str
    signature_html: str
    signature_text: str
    site: str | None


class BrandChange(msgspec.Struct, frozen=True, kw_only=True):
    colour: str | msgspec.UnsetType = msgspec.UNSET
    hours_id: str | None | msgspec.UnsetType = msgspec.UNSET
    locale: str | msgspec.UnsetType = msgspec.UNSET
    logo: str | None | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    privacy_url: str | None | msgspec.UnsetType = msgspec.UNSET
    reopen_days: int | msgspec.UnsetType = msgspec.UNSET
    reply_time: str | msgspec.UnsetType = msgspec.UNSET
    signature_html: str | msgspec.UnsetType = msgspec.UNSET
    signature_text: str | msgspec.UnsetType = msgspec.UNSET
    site: str | None | msgspec.UnsetType = msgspec.UNSET


class BrandFace(msgspec.Struct, frozen=True, kw_only=True):
    colour: str
    locale: str
    name: str
    privacy_url: str | None


class Budget(msgspec.Struct, frozen=True, kw_only=True):
    agent_id: str
    budget: Money
    days: int
    left: Money
    since: int
    spent: Money


class Bulk(msgspec.Struct, frozen=True, kw_only=True):
    args: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    ids: list[str]
    verb: str


class Came(msgspec.Struct, frozen=True, kw_only=True):
    arrival_id: str
    at: int
    conversation_id: str | None
    entry_id: str | None
    inbox: str
    inbox_id: str
    kept: bool
    person: str | None
    person_id: str | None
    reason: str | None
    sender: str | None
    size: int
    state: ArrivalState
    subject: str | None
    trace_id: str
    tries: int


class CancelOrder(msgspec.Struct, frozen=True, kw_only=True):
    notify: bool | msgspec.UnsetType = msgspec.UNSET
    pieces: list[Pieces] | msgspec.UnsetType = msgspec.UNSET
    reason: str | msgspec.UnsetType = msgspec.UNSET
    refund: bool | msgspec.UnsetType = msgspec.UNSET
    restock: bool | msgspec.UnsetType = msgspec.UNSET
    type: Literal['cancel']
    way: str | None | msgspec.UnsetType = msgspec.UNSET


class CancelRule(msgspec.Struct, frozen=True, kw_only=True):
    minutes: int | None | msgspec.UnsetType = msgspec.UNSET
    not_after: list[str] | msgspec.UnsetType = msgspec.UNSET
    reasons: list[str] | msgspec.UnsetType = msgspec.UNSET
    whole_only: bool | msgspec.UnsetType = msgspec.UNSET


class Card(msgspec.Struct, frozen=True, kw_only=True):
    conversation: Conversation
    draft: Draft | None
    past: list[Past]
    person: Person
    tasks: list[Task]


class CarrierAccount(msgspec.Struct, frozen=True, kw_only=True):
    asked_at: int | None
    created_at: int
    heard_at: int | None
    id: str
    kind: str
    name: str
    problem: str | None
    public_key: str
    secrets_set: list[str]
    settings: dict[str, Any]
    state: StoreState


class CarrierChange(msgspec.Struct, frozen=True, kw_only=True):
    name: str | msgspec.UnsetType = msgspec.UNSET
    secrets: dict[str, str | None] | msgspec.UnsetType = msgspec.UNSET
    settings: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    state: StoreState | msgspec.UnsetType = msgspec.UNSET


class CarrierKind(msgspec.Struct, frozen=True, kw_only=True):
    form: Form
    kind: str
    label: str
    tracks: bool


class CarrierShown(msgspec.Struct, frozen=True, kw_only=True):
    account: CarrierAccount
    counts: dict[str, int]
    hook_url: str
    unfamiliar: list[CarrierWord]


class CarrierWish(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    name: str | msgspec.UnsetType = msgspec.UNSET
    secrets: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    settings: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET


class CarrierWord(msgspec.Struct, frozen=True, kw_only=True):
    count: int
    first_at: int
    kind: str
    last_at: int
    word: str


class Cart(msgspec.Struct, frozen=True, kw_only=True):
    customer_id: str | None
    email: str
    id: str
    lines: list[Line]
    total: Money
    updated_at: int
    url: str | None


class ChangePayment(msgspec.Struct, frozen=True, kw_only=True):
    type: Literal['change_payment']
    way: str


class ChannelsAbilities(msgspec.Struct, frozen=True, kw_only=True):
    cc: bool
    files: bool
    html: bool
    longest_file: int
    longest_text: int | None
    may_open: bool
    needs_presence: bool
    receipts: bool
    reply_window: int | None
    same_key_safe: bool
    subject: bool
    typing: bool
    undo_seconds: int


class ChannelsInboxesTrial(msgspec.Struct, frozen=True, kw_only=True):
    ok: bool
    steps: list[ChannelsStep]


class ChannelsLookingLook(msgspec.Struct, frozen=True, kw_only=True):
    cut: bool
    headers: list[Header]
    size: int
    text: str


class ChannelsOutcome(msgspec.Struct, frozen=True, kw_only=True):
    arrival_id: str
    conversation_id: str | None
    entry_id: str | None
    person_id: str | None
    reason: str | None
    state: ArrivalState


class ChannelsSendingNewHandle(msgspec.Struct, frozen=True, kw_only=True):
    kind: HandleKind
    name: str | msgspec.UnsetType = msgspec.UNSET
    value: str


class ChannelsStep(msgspec.Struct, frozen=True, kw_only=True):
    advice: str | None
    name: str
    ok: bool
    words: str


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    label: dict[str, str]
    value: str


class Code(msgspec.Struct, frozen=True, kw_only=True):
    code: str


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    colour: str
    here: Here
    id: str
    name: str
    role: Role
    state: AgentState


class CommerceActingWish(msgspec.Struct, frozen=True, kw_only=True):
    action: Any
    ask: bool | msgspec.UnsetType = msgspec.UNSET
    conversation_id: str | None | msgspec.UnsetType = msgspec.UNSET
    customer_id: str | None | msgspec.UnsetType = msgspec.UNSET
    key: str
    order_id: str | None | msgspec.UnsetType = msgspec.UNSET
    seen: str | msgspec.UnsetType = msgspec.UNSET
    store_id: str
    version: str | msgspec.UnsetType = msgspec.UNSET
    why: str | msgspec.UnsetType = msgspec.UNSET
    wow: bool | msgspec.UnsetType = msgspec.UNSET


class CommerceConnectingTrial(msgspec.Struct, frozen=True, kw_only=True):
    ok: bool
    steps: list[CommerceStoresStep]


class CommerceIntendingOutcome(msgspec.Struct, frozen=True, kw_only=True):
    code: str | None
    label_url: str | None
    made_id: str | None
    order_id: str | None
    pay_url: str | None
    pending: bool
    reference: str
    words: str


class CommerceStoresAbilities(msgspec.Struct, frozen=True, kw_only=True):
    actions: list[str]
    carts: bool
    changes: bool
    exchanges: bool
    gift_cards: bool
    keyed: bool
    number: str
    partial_cancel: bool
    products: bool
    refund_to_credit: bool
    restock: bool
    return_labels: bool
    takes_files: bool
    webhooks: bool


class CommerceStoresStep(msgspec.Struct, frozen=True, kw_only=True):
    advice: str | None
    became: str
    name: str
    ok: bool
    remedy: str
    values: dict[str, str | int | Money]
    what: str
    words: str


class Config(msgspec.Struct, frozen=True, kw_only=True):
    agents: list[Face]
    brand: BrandFace
    closes_at: int | None
    longest_file: int
    longest_text: int
    open: bool
    opens_at: int | None
    prechat: Prechat | None
    reply_time: str
    texts: dict[str, str]


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    at: int
    given: bool
    person_id: str
    purpose: str
    source: str


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    answering: None
    assignee_id: str | None
    brand_id: str
    channel: str
    closed_at: int | None
    created_at: int
    due_at: int | None
    id: str
    identity_id: str
    inbox_id: str
    last_at: int
    last_in_at: int | None
    last_out_at: int | None
    linked: list[str]
    person_id: str
    person_name: str
    person_regular: bool
    preview: str
    preview_agent_id: str | None
    preview_by: str
    priority: int
    seq: int
    since: int | None
    snooze_until_word: bool
    snoozed: bool
    snoozed_until: int | None
    spam: bool
    state: ConversationsState
    subject: str
    tags: list[str]
    team_id: str | None
    topic_id: str | None
    trashed: bool
    unread: bool


class ConversationsBulkingOutcome(msgspec.Struct, frozen=True, kw_only=True):
    done: list[str]
    failed: list[Failed]


class Country(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    regions: list[str]


class CreateDiscount(msgspec.Struct, frozen=True, kw_only=True):
    amount: Money | None | msgspec.UnsetType = msgspec.UNSET
    code: str | None | msgspec.UnsetType = msgspec.UNSET
    expires_at: int | None | msgspec.UnsetType = msgspec.UNSET
    free_shipping: bool | msgspec.UnsetType = msgspec.UNSET
    minimum: Money | None | msgspec.UnsetType = msgspec.UNSET
    percent: int | None | msgspec.UnsetType = msgspec.UNSET
    reason: str | msgspec.UnsetType = msgspec.UNSET
    type: Literal['discount']
    uses: int | msgspec.UnsetType = msgspec.UNSET


class CreateOrder(msgspec.Struct, frozen=True, kw_only=True):
    discount: Money | None | msgspec.UnsetType = msgspec.UNSET
    lines: list[Wanted]
    note: str | msgspec.UnsetType = msgspec.UNSET
    notify: bool | msgspec.UnsetType = msgspec.UNSET
    ship_to: Place | None | msgspec.UnsetType = msgspec.UNSET
    shipping: Money | None | msgspec.UnsetType = msgspec.UNSET
    type: Literal['create']


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    accepts_marketing: bool | None
    created_at: int | None
    email: str
    external_id: str
    locale: str | None
    loyalty_points: int | None
    loyalty_tier: str | None
    name: str
    note: str
    orders_count: int | None
    pay_ways: list[PayWay]
    phone: str
    place: Place | None
    places: list[Place]
    spend: Money | None
    store_credit: Money | None
    tags: list[str]
    updated_at: int | None
    url: str | None
    verified_email: bool
    verified_phone: bool
    version: str


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    after: str | int | bool | list[str] | None
    before: str | int | bool | list[str] | None
    rule: str


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    amount: Money
    at: int | None
    due_at: int | None
    id: str
    reason: str
    state: str


class Door(msgspec.Struct, frozen=True, kw_only=True):
    url: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    agent_id: str | msgspec.UnsetType = msgspec.UNSET
    answering: str | None | msgspec.UnsetType = msgspec.UNSET
    at: int | msgspec.UnsetType = msgspec.UNSET
    attachments: list[Attachment] | msgspec.UnsetType = msgspec.UNSET
    bcc: list[Address] | msgspec.UnsetType = msgspec.UNSET
    cc: list[Address] | msgspec.UnsetType = msgspec.UNSET
    channel: str | None | msgspec.UnsetType = msgspec.UNSET
    conversation_id: str | msgspec.UnsetType = msgspec.UNSET
    html: str | None | msgspec.UnsetType = msgspec.UNSET
    inbox_id: str | None | msgspec.UnsetType = msgspec.UNSET
    note: bool | msgspec.UnsetType = msgspec.UNSET
    side: bool | msgspec.UnsetType = msgspec.UNSET
    subject: str | None | msgspec.UnsetType = msgspec.UNSET
    text: str
    to: list[Address] | msgspec.UnsetType = msgspec.UNSET


class DuplicateOrder(msgspec.Struct, frozen=True, kw_only=True):
    note: str | msgspec.UnsetType = msgspec.UNSET
    ship_to: Place | None | msgspec.UnsetType = msgspec.UNSET
    type: Literal['duplicate']


class EditAddress(msgspec.Struct, frozen=True, kw_only=True):
    notify: bool | msgspec.UnsetType = msgspec.UNSET
    ship_to: Place
    type: Literal['edit_address']


class EditCustomer(msgspec.Struct, frozen=True, kw_only=True):
    add_tags: list[str] | msgspec.UnsetType = msgspec.UNSET
    drop_tags: list[str] | msgspec.UnsetType = msgspec.UNSET
    note: str | None | msgspec.UnsetType = msgspec.UNSET
    place: Place | None | msgspec.UnsetType = msgspec.UNSET
    type: Literal['customer']


class EditLines(msgspec.Struct, frozen=True, kw_only=True):
    added: list[Wanted] | msgspec.UnsetType = msgspec.UNSET
    notify: bool | msgspec.UnsetType = msgspec.UNSET
    quantities: list[Pieces] | msgspec.UnsetType = msgspec.UNSET
    reason: str | msgspec.UnsetType = msgspec.UNSET
    swaps: list[Swap] | msgspec.UnsetType = msgspec.UNSET
    type: Literal['edit_lines']
    way: str | None | msgspec.UnsetType = msgspec.UNSET


class EditOrderNotes(msgspec.Struct, frozen=True, kw_only=True):
    add_tags: list[str] | msgspec.UnsetType = msgspec.UNSET
    drop_tags: list[str] | msgspec.UnsetType = msgspec.UNSET
    note: str | None | msgspec.UnsetType = msgspec.UNSET
    type: Literal['notes']


class EditRule(msgspec.Struct, frozen=True, kw_only=True):
    not_after: list[str] | msgspec.UnsetType = msgspec.UNSET
    once: bool | msgspec.UnsetType = msgspec.UNSET
    same_product: bool | msgspec.UnsetType = msgspec.UNSET
    swaps_only: bool | msgspec.UnsetType = msgspec.UNSET
    way_needed: bool | msgspec.UnsetType = msgspec.UNSET


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    at: int
    author: Author
    body: dict[str, Any]
    channel: str | None
    conversation_id: str | None
    direction: str
    handle_id: str | None
    host_id: str | None
    id: str
    inbox_id: str | None
    kind: str
    n: int
    person_id: str
    public: bool
    seq: int


class Example(msgspec.Struct, frozen=True, kw_only=True):
    amount: int | msgspec.UnsetType = msgspec.UNSET
    changed: bool | msgspec.UnsetType = msgspec.UNSET
    delivered_days: int | None | msgspec.UnsetType = msgspec.UNSET
    given: int | msgspec.UnsetType = msgspec.UNSET
    in_period: int | msgspec.UnsetType = msgspec.UNSET
    minutes: int | msgspec.UnsetType = msgspec.UNSET
    percent: int | None | msgspec.UnsetType = msgspec.UNSET
    reason: str | msgspec.UnsetType = msgspec.UNSET
    sent: bool | msgspec.UnsetType = msgspec.UNSET
    spent: int | msgspec.UnsetType = msgspec.UNSET
    tag: str | msgspec.UnsetType = msgspec.UNSET
    total: Money
    what: str
    wow: bool | msgspec.UnsetType = msgspec.UNSET


class ExchangeRule(msgspec.Struct, frozen=True, kw_only=True):
    days: int | None | msgspec.UnsetType = msgspec.UNSET
    same_product: bool | msgspec.UnsetType = msgspec.UNSET


class Face(msgspec.Struct, frozen=True, kw_only=True):
    colour: str
    name: str


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    detail: str
    id: str


class Field(msgspec.Struct, frozen=True, kw_only=True):
    begins: str | bool
    by_sign_in: bool
    choices: list[Choice]
    help: dict[str, str]
    kind: Literal['text', 'url', 'secret', 'choice', 'switch']
    label: dict[str, str]
    later: bool
    made: bool
    name: str
    placeholder: str
    required: bool


class FileColumn(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    samples: list[str]


class FileCount(msgspec.Struct, frozen=True, kw_only=True):
    changed: int
    new: int
    same: int


class FileExample(msgspec.Struct, frozen=True, kw_only=True):
    at: int | None
    state: str
    title: str
    total: Money | None
    who: str
    words: list[str]


class FileLine(msgspec.Struct, frozen=True, kw_only=True):
    content_type: str
    id: str
    name: str
    size: int
    url: str


class FilePlan(msgspec.Struct, frozen=True, kw_only=True):
    columns: list[str] | msgspec.UnsetType = msgspec.UNSET
    currency: str | msgspec.UnsetType = msgspec.UNSET
    dates: DateOrder | msgspec.UnsetType = msgspec.UNSET
    decimal: str | msgspec.UnsetType = msgspec.UNSET
    delimiter: str | msgspec.UnsetType = msgspec.UNSET
    encoding: str | msgspec.UnsetType = msgspec.UNSET
    header: int | msgspec.UnsetType = msgspec.UNSET
    kind: FileKind | msgspec.UnsetType = msgspec.UNSET
    known_by: str | msgspec.UnsetType = msgspec.UNSET
    one_row: bool | msgspec.UnsetType = msgspec.UNSET
    payment: str | msgspec.UnsetType = msgspec.UNSET
    quoted: bool | msgspec.UnsetType = msgspec.UNSET
    taxed: bool | msgspec.UnsetType = msgspec.UNSET
    words: dict[str, dict[str, str]] | msgspec.UnsetType = msgspec.UNSET
    zone: str | msgspec.UnsetType = msgspec.UNSET


class FileProblem(msgspec.Struct, frozen=True, kw_only=True):
    column: str
    kind: str
    line: int
    skipped: bool
    value: str
    words: str


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    examples: list[FileExample]
    first_at: int | None
    last_at: int | None
    problems: int
    rows: int
    scattered: int
    skipped: int
    sums: list[FileSums]
    things: FileCount
    words: list[FileWord]


class FileShape(msgspec.Struct, frozen=True, kw_only=True):
    columns: list[FileColumn]
    export: str


class FileSums(msgspec.Struct, frozen=True, kw_only=True):
    orders: int
    refunded: Money
    total: Money


class FileWord(msgspec.Struct, frozen=True, kw_only=True):
    count: int
    field: str
    meaning: str
    word: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    advice: str
    area: str
    kind: str
    link: str
    state: KitHealthFindingState
    values: dict[str, str | int | None]
    words: str


class ForMe(msgspec.Struct, frozen=True, kw_only=True):
    waiting: int


class Form(msgspec.Struct, frozen=True, kw_only=True):
    fields: list[Field]
    guide: str
    lead: dict[str, str]
    practice: bool
    words: dict[str, str]


class GiveCredit(msgspec.Struct, frozen=True, kw_only=True):
    amount: Money
    expires_at: int | None | msgspec.UnsetType = msgspec.UNSET
    gift_card: bool | msgspec.UnsetType = msgspec.UNSET
    notify: bool | msgspec.UnsetType = msgspec.UNSET
    reason: str | msgspec.UnsetType = msgspec.UNSET
    type: Literal['credit']


class Handle(msgspec.Struct, frozen=True, kw_only=True):
    at: int
    bouncing: str | None
    display: str
    holder: bool
    id: str
    joined: bool
    kind: HandleKind
    person_id: str
    proof: PeopleProof
    proven_by: str | None
    source: str
    value: str


class Header(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    value: str


class Health(msgspec.Struct, frozen=True, kw_only=True):
    at: int
    findings: list[Finding]
    state: KitHealthFindingState


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    reason: str | None
    state: str


class Held(msgspec.Struct, frozen=True, kw_only=True):
    at: int
    id: str
    kept: bool
    reason: str
    size: int
    store_id: str
    tries: int


class HeldEvent(msgspec.Struct, frozen=True, kw_only=True):
    account_id: str
    at: int
    id: str
    kept: bool
    number: str | None
    reason: str
    size: int
    state: str
    tries: int


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    conversation: Conversation | None
    entry: Entry
    snippet: str


class Holiday(msgspec.Struct, frozen=True, kw_only=True):
    date: str
    name: str


class HookCame(msgspec.Struct, frozen=True, kw_only=True):
    at: int
    id: str
    kept: bool
    reason: str | None
    size: int
    state: str
    tries: int


class Hooked(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    reason: str | None
    state: str


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    always: bool
    holidays: list[Holiday]
    id: str
    intervals: list[Interval]
    name: str
    timezone: str


class HoursChange(msgspec.Struct, frozen=True, kw_only=True):
    always: bool | msgspec.UnsetType = msgspec.UNSET
    holidays: list[Holiday] | msgspec.UnsetType = msgspec.UNSET
    intervals: list[Interval] | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    timezone: str | msgspec.UnsetType = msgspec.UNSET


class Inbox(msgspec.Struct, frozen=True, kw_only=True):
    abilities: ChannelsAbilities
    address: str
    brand_id: str
    created_at: int
    id: str
    kind: str
    name: str
    problem: str | None
    public_key: str
    secrets_set: list[str]
    settings: dict[str, Any]
    state: InboxState


class InboxChange(msgspec.Struct, frozen=True, kw_only=True):
    address: str | msgspec.UnsetType = msgspec.UNSET
    brand_id: str | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    secrets: dict[str, str | None] | msgspec.UnsetType = msgspec.UNSET
    settings: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    state: InboxState | msgspec.UnsetType = msgspec.UNSET


class InboxWish(msgspec.Struct, frozen=True, kw_only=True):
    address: str | msgspec.UnsetType = msgspec.UNSET
    brand_id: str
    kind: str
    name: str
    secrets: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    settings: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    action: Any
    agent_id: str | None
    amount: Money | None
    by_kind: str
    by_name: str
    changed_at: int
    conversation_id: str | None
    created_at: int
    decided_at: int | None
    decided_by: str | None
    decided_why: str | None
    entry_id: str | None
    expires_at: int | None
    id: str
    items: list[Item]
    order_id: str | None
    outcome: CommerceIntendingOutcome | None
    person_id: str
    problem: str | None
    rule: str | None
    seq: int
    state: IntentState
    store_id: str
    target: Target
    verb: str
    why: str
    wow: bool


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    closes: str
    day: int
    opens: str


class Introduction(msgspec.Struct, frozen=True, kw_only=True):
    email: str | None
    name: str | None


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    email: str
    expires_at: int
    name: str
    role: Role


class InvitationLink(msgspec.Struct, frozen=True, kw_only=True):
    link: str


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    secret: str
    token: Token


class Item(msgspec.Struct, frozen=True, kw_only=True):
    amount: Money | None
    code: str
    quantity: int | None
    values: dict[str, str | int | Money]
    words: str


class Joining(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    password: str


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    abilities: ChannelsAbilities
    kind: str
    label: str


class Knock(msgspec.Struct, frozen=True, kw_only=True):
    identity_token: str | None
    locale: str
    page: str


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    actions: list[str] | None | msgspec.UnsetType = msgspec.UNSET
    per_order: int | None | msgspec.UnsetType = msgspec.UNSET
    per_period: int | None | msgspec.UnsetType = msgspec.UNSET
    percent: int | None | msgspec.UnsetType = msgspec.UNSET


class Line(msgspec.Struct, frozen=True, kw_only=True):
    cancelled: int
    discount: Money | None
    fulfilled: int
    id: str
    image_url: str | None
    needs_shipping: bool
    options: dict[str, str]
    product_id: str | None
    quantity: int
    refunded: int
    refunded_amount: Money | None
    returned: int
    sku: str
    tax: Money | None
    title: str
    total: Money
    unit_price: Money
    url: str | None
    variant: str
    variant_id: str | None


class Lookalike(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    person_id: str
    reason: str
    value: str


class Macro(msgspec.Struct, frozen=True, kw_only=True):
    acts: list[Act]
    brand_id: str | None
    created_by: str | None
    html: str | None
    id: str
    name: str
    shortcut: str
    text: str
    topic_id: str | None
    used: int


class MacroChange(msgspec.Struct, frozen=True, kw_only=True):
    acts: list[Act] | msgspec.UnsetType = msgspec.UNSET
    brand_id: str | None | msgspec.UnsetType = msgspec.UNSET
    html: str | None | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    shortcut: str | msgspec.UnsetType = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET
    topic_id: str | None | msgspec.UnsetType = msgspec.UNSET


class MailCount(msgspec.Struct, frozen=True, kw_only=True):
    checked_at: int | None
    duplicate: int
    ignored: int
    inbox_id: str
    name: str
    quarantined: int
    server: int
    stored: int
    waiting: int


class Many(msgspec.Struct, frozen=True, kw_only=True):
    after: str | None | msgspec.UnsetType = msgspec.UNSET
    reason: str | None | msgspec.UnsetType = msgspec.UNSET


class ManyWhy(msgspec.Struct, frozen=True, kw_only=True):
    reason: str
    why: str


class Merge(msgspec.Struct, frozen=True, kw_only=True):
    person_id: str


class MergedPerson(msgspec.Struct, frozen=True, kw_only=True):
    address: str | None
    at: int
    by: str
    claimed: bool
    handle_id: str | None
    id: str
    into_id: str
    name: str


class Money(msgspec.Struct, frozen=True, kw_only=True):
    currency: str
    minor: int


class NewAgent(msgspec.Struct, frozen=True, kw_only=True):
    email: str
    inboxes: list[str] | None | msgspec.UnsetType = msgspec.UNSET
    locale: str | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    role: Role | msgspec.UnsetType = msgspec.UNSET


class NewBrand(msgspec.Struct, frozen=True, kw_only=True):
    colour: str | msgspec.UnsetType = msgspec.UNSET
    hours_id: str | None | msgspec.UnsetType = msgspec.UNSET
    locale: str | msgspec.UnsetType = msgspec.UNSET
    logo: str | None | msgspec.UnsetType = msgspec.UNSET
    name: str
    privacy_url: str | None | msgspec.UnsetType = msgspec.UNSET
    reopen_days: int | msgspec.UnsetType = msgspec.UNSET
    reply_time: str | msgspec.UnsetType = msgspec.UNSET
    signature_html: str | msgspec.UnsetType = msgspec.UNSET
    signature_text: str | msgspec.UnsetType = msgspec.UNSET
    site: str | None | msgspec.UnsetType = msgspec.UNSET


class NewFile(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    size: int


class NewHours(msgspec.Struct, frozen=True, kw_only=True):
    always: bool | msgspec.UnsetType = msgspec.UNSET
    holidays: list[Holiday] | msgspec.UnsetType = msgspec.UNSET
    intervals: list[Interval] | msgspec.UnsetType = msgspec.UNSET
    name: str
    timezone: str


class NewMacro(msgspec.Struct, frozen=True, kw_only=True):
    acts: list[Act] | msgspec.UnsetType = msgspec.UNSET
    brand_id: str | None | msgspec.UnsetType = msgspec.UNSET
    html: str | None | msgspec.UnsetType = msgspec.UNSET
    name: str
    shortcut: str | msgspec.UnsetType = msgspec.UNSET
    text: str
    topic_id: str | None | msgspec.UnsetType = msgspec.UNSET


class NewOwner(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    email: str
    name: str
    password: str


class NewPassword(msgspec.Struct, frozen=True, kw_only=True):
    password: str


class NewPerson(msgspec.Struct, frozen=True, kw_only=True):
    handles: list[PeopleNewHandle] | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET


class NewSpend(msgspec.Struct, frozen=True, kw_only=True):
    amount: Money
    conversation_id: str | None | msgspec.UnsetType = msgspec.UNSET
    person_id: str
    what_for: str


class NewTask(msgspec.Struct, frozen=True, kw_only=True):
    conversation_id: str | None | msgspec.UnsetType = msgspec.UNSET
    due_at: int | None | msgspec.UnsetType = msgspec.UNSET
    owner_id: str | None | msgspec.UnsetType = msgspec.UNSET
    person_id: str
    text: str


class NewTeam(msgspec.Struct, frozen=True, kw_only=True):
    members: list[str] | msgspec.UnsetType = msgspec.UNSET
    name: str


class NewToken(msgspec.Struct, frozen=True, kw_only=True):
    days: int | None | msgspec.UnsetType = msgspec.UNSET
    name: str
    reads_only: bool | msgspec.UnsetType = msgspec.UNSET


class NewTopic(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    parent_id: str | None | msgspec.UnsetType = msgspec.UNSET
    position: int | None | msgspec.UnsetType = msgspec.UNSET


class Note(msgspec.Struct, frozen=True, kw_only=True):
    attachments: list[str] | msgspec.UnsetType = msgspec.UNSET
    id: str | None | msgspec.UnsetType = msgspec.UNSET
    mentions: list[str] | msgspec.UnsetType = msgspec.UNSET
    text: str


class Order(msgspec.Struct, frozen=True, kw_only=True):
    bill_to: Place | None
    cancel_reason: str
    cancelled_at: int | None
    currency: str
    customer_id: str | None
    discount: Money
    discount_codes: list[str]
    disputes: list[Dispute]
    email: str
    external_id: str
    fulfilment_state: FulfilmentState
    lines: list[Line]
    locale: str | None
    marks: list[str]
    name: str
    note: str
    number: str
    paid: Money
    payment_state: PaymentState
    payments: list[Payment]
    phone: str
    placed_at: int
    refunded: Money
    refunds: list[Refund]
    returns: list[Return]
    risk: Risk | None
    ship_to: Place | None
    shipments: list[Shipment]
    shipping: Money
    shipping_method: str
    shipping_refunded: Money
    state: OrderState
    status_url: str | None
    subtotal: Money
    tags: list[str]
    tax: Money
    total: Money
    updated_at: int
    url: str | None
    version: str


class PageAgent(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Agent]
    next: str | None


class PageApproval(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Approval]
    next: str | None


class PageBrand(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Brand]
    next: str | None


class PageBudget(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Budget]
    next: str | None


class PageCarrierKind(msgspec.Struct, frozen=True, kw_only=True):
    items: list[CarrierKind]
    next: str | None


class PageCarrierShown(msgspec.Struct, frozen=True, kw_only=True):
    items: list[CarrierShown]
    next: str | None


class PageConsent(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Consent]
    next: str | None


class PageConversation(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Conversation]
    next: str | None


class PageCountry(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Country]
    next: str | None


class PageEntry(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Entry]
    next: str | None


class PageFileProblem(msgspec.Struct, frozen=True, kw_only=True):
    items: list[FileProblem]
    next: str | None


class PageHeld(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Held]
    next: str | None


class PageHeldEvent(msgspec.Struct, frozen=True, kw_only=True):
    items: list[HeldEvent]
    next: str | None


class PageHoliday(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Holiday]
    next: str | None


class PageHookCame(msgspec.Struct, frozen=True, kw_only=True):
    items: list[HookCame]
    next: str | None


class PageHours(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Hours]
    next: str | None


class PageInbox(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Inbox]
    next: str | None


class PageIntent(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Intent]
    next: str | None


class PageKind(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Kind]
    next: str | None


class PageMacro(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Macro]
    next: str | None


class PageMailCount(msgspec.Struct, frozen=True, kw_only=True):
    items: list[MailCount]
    next: str | None


class PageParkedJob(msgspec.Struct, frozen=True, kw_only=True):
    items: list[ParkedJob]
    next: str | None


class PagePerson(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Person]
    next: str | None


class PagePolicyChange(msgspec.Struct, frozen=True, kw_only=True):
    items: list[PolicyChange]
    next: str | None


class PageProduct(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Product]
    next: str | None


class PageQuarantined(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Quarantined]
    next: str | None


class PageReason(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Reason]
    next: str | None


class PageRoleAnswer(msgspec.Struct, frozen=True, kw_only=True):
    items: list[RoleAnswer]
    next: str | None


class PageRun(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Run]
    next: str | None


class PageSession(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Session]
    next: str | None


class PageShopOrder(msgspec.Struct, frozen=True, kw_only=True):
    items: list[ShopOrder]
    next: str | None


class PageSpend(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Spend]
    next: str | None


class PageStore(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Store]
    next: str | None


class PageStoreFile(msgspec.Struct, frozen=True, kw_only=True):
    items: list[StoreFile]
    next: str | None


class PageStoreKind(msgspec.Struct, frozen=True, kw_only=True):
    items: list[StoreKind]
    next: str | None


class PageStoreStanding(msgspec.Struct, frozen=True, kw_only=True):
    items: list[StoreStanding]
    next: str | None


class PageStr(msgspec.Struct, frozen=True, kw_only=True):
    items: list[str]
    next: str | None


class PageSuggestion(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Suggestion]
    next: str | None


class PageTask(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Task]
    next: str | None


class PageTeam(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Team]
    next: str | None


class PageToken(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Token]
    next: str | None


class PageTopic(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Topic]
    next: str | None


class Pane(msgspec.Struct, frozen=True, kw_only=True):
    carts: list[Cart]
    customers: list[ShopCustomer]
    intents: list[Intent]
    lookalikes: list[Lookalike]
    next: tuple[int, str] | None
    orders: list[ShopOrder]
    person_id: str
    pinned: list[str]
    sums: list[Sums]


class ParkedJob(msgspec.Struct, frozen=True, kw_only=True):
    about: dict[str, str]
    at: int
    attempts: int
    kind: str
    n: int
    why: str


class PasswordChange(msgspec.Struct, frozen=True, kw_only=True):
    new_password: str
    password: str


class Past(msgspec.Struct, frozen=True, kw_only=True):
    assignee_id: str | None
    closed_at: int | None
    created_at: int
    id: str
    state: ConversationsState
    subject: str
    topic_id: str | None


class PayWay(msgspec.Struct, frozen=True, kw_only=True):
    balance: Money | None
    id: str
    kind: str
    label: str


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    amount: Money
    at: int | None
    id: str
    kind: str
    state: str
    way: PayWay


class PeopleNewHandle(msgspec.Struct, frozen=True, kw_only=True):
    kind: HandleKind
    value: str


class Person(msgspec.Struct, frozen=True, kw_only=True):
    about: str
    attributes: dict[str, Any]
    blocked: bool
    created_at: int
    handles: list[Handle]
    id: str
    identity_id: str
    locale: str | None
    merged: list[MergedPerson]
    name: str
    regular: bool
    seen_at: int
    seq: int
    timezone: str | None


class PersonEdit(msgspec.Struct, frozen=True, kw_only=True):
    about: str | msgspec.UnsetType = msgspec.UNSET
    attributes: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    locale: str | None | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    regular: bool | msgspec.UnsetType = msgspec.UNSET
    timezone: str | None | msgspec.UnsetType = msgspec.UNSET


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    values: dict[str, str | int | Money]
    words: str


class Pieces(msgspec.Struct, frozen=True, kw_only=True):
    line_id: str
    quantity: int


class Place(msgspec.Struct, frozen=True, kw_only=True):
    city: str | msgspec.UnsetType = msgspec.UNSET
    company: str | msgspec.UnsetType = msgspec.UNSET
    country: str | msgspec.UnsetType = msgspec.UNSET
    line1: str | msgspec.UnsetType = msgspec.UNSET
    line2: str | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    phone: str | msgspec.UnsetType = msgspec.UNSET
    postcode: str | msgspec.UnsetType = msgspec.UNSET
    region: str | msgspec.UnsetType = msgspec.UNSET


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    approval_hours: int | msgspec.UnsetType = msgspec.UNSET
    approver: str | msgspec.UnsetType = msgspec.UNSET
    cancel: CancelRule | msgspec.UnsetType = msgspec.UNSET
    change_payment: EditRule | msgspec.UnsetType = msgspec.UNSET
    currency: str | msgspec.UnsetType = msgspec.UNSET
    days: int | msgspec.UnsetType = msgspec.UNSET
    edit: EditRule | msgspec.UnsetType = msgspec.UNSET
    exchanges: ExchangeRule | msgspec.UnsetType = msgspec.UNSET
    rates: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    returns: ReturnRule | msgspec.UnsetType = msgspec.UNSET
    roles: dict[str, Limits] | msgspec.UnsetType = msgspec.UNSET
    share: int | None | msgspec.UnsetType = msgspec.UNSET
    wow: WowRule | msgspec.UnsetType = msgspec.UNSET


class PolicyChange(msgspec.Struct, frozen=True, kw_only=True):
    agent_id: str | None
    at: int
    differences: list[Difference]
    id: str


class PolicyTrial(msgspec.Struct, frozen=True, kw_only=True):
    policy: Policy | None | msgspec.UnsetType = msgspec.UNSET
    trial: Example


class Prechat(msgspec.Struct, frozen=True, kw_only=True):
    ask_email: bool
    ask_name: bool
    required: bool


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    action: str
    exact: bool
    from_customer: Money | None
    items: list[Item]
    prices: dict[str, Money]
    to_customer: Money | None
    unpriced: bool
    version: str
    warnings: list[Phrase]
    way: str | None


class Previewed(msgspec.Struct, frozen=True, kw_only=True):
    busy: str | None
    gives: Money | None
    preview: Preview
    seen: str
    verdict: Verdict


class Priority(msgspec.Struct, frozen=True, kw_only=True):
    priority: int


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    detail: str
    extra: dict[str, Any]
    fields: dict[str, str]
    kind: str
    status: int
    title: str
    type: str


class Product(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    image_url: str | None
    tags: list[str]
    title: str
    url: str | None
    variants: list[Variant]


class ProfileChange(msgspec.Struct, frozen=True, kw_only=True):
    alerts: Alerts | msgspec.UnsetType = msgspec.UNSET
    colour: str | msgspec.UnsetType = msgspec.UNSET
    locale: str | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    first_done: bool
    problem: str | None
    seen: int
    store_id: str
    synced_at: int | None
    total: int | None


class PromiseAnswer(msgspec.Struct, frozen=True, kw_only=True):
    late_from: int
    promised_on: str
    quiet: int
    rule: int | None
    stuck_from: int
    timezone: str


class PromiseRule(msgspec.Struct, frozen=True, kw_only=True):
    carrier: str | msgspec.UnsetType = msgspec.UNSET
    countries: list[str] | msgspec.UnsetType = msgspec.UNSET
    days: int | msgspec.UnsetType = msgspec.UNSET
    grace: int | msgspec.UnsetType = msgspec.UNSET
    quiet: int | msgspec.UnsetType = msgspec.UNSET
    saturdays: bool | msgspec.UnsetType = msgspec.UNSET
    service: str | msgspec.UnsetType = msgspec.UNSET


class PromiseTrial(msgspec.Struct, frozen=True, kw_only=True):
    carrier: str | msgspec.UnsetType = msgspec.UNSET
    country: str | msgspec.UnsetType = msgspec.UNSET
    postcode: str | msgspec.UnsetType = msgspec.UNSET
    region: str | msgspec.UnsetType = msgspec.UNSET
    service: str | msgspec.UnsetType = msgspec.UNSET
    shipped_at: int


class Promises(msgspec.Struct, frozen=True, kw_only=True):
    closed: list[str] | msgspec.UnsetType = msgspec.UNSET
    holidays: bool | msgspec.UnsetType = msgspec.UNSET
    rules: list[PromiseRule] | msgspec.UnsetType = msgspec.UNSET
    timezone: str | None | msgspec.UnsetType = msgspec.UNSET
    untracked: bool | msgspec.UnsetType = msgspec.UNSET


class Proving(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    email: str | None
    locale: str
    page: str


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    at: int
    id: str
    inbox_id: str
    kept: bool
    reason: str
    size: int
    tries: int


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    count: int
    newest_at: int
    oldest_at: int
    reason: str


class Refund(msgspec.Struct, frozen=True, kw_only=True):
    amount: Money
    at: int | None
    id: str
    key: str | None
    lines: list[tuple[str, int]]
    reason: str
    shipping: Money | None
    state: str
    way: str | None


class RefundOrder(msgspec.Struct, frozen=True, kw_only=True):
    amount: Money | None | msgspec.UnsetType = msgspec.UNSET
    notify: bool | msgspec.UnsetType = msgspec.UNSET
    pieces: list[Pieces] | msgspec.UnsetType = msgspec.UNSET
    reason: str | msgspec.UnsetType = msgspec.UNSET
    restock: bool | msgspec.UnsetType = msgspec.UNSET
    shipping: Money | None | msgspec.UnsetType = msgspec.UNSET
    type: Literal['refund']
    way: str | msgspec.UnsetType = msgspec.UNSET


class ReplaceLines(msgspec.Struct, frozen=True, kw_only=True):
    notify: bool | msgspec.UnsetType = msgspec.UNSET
    pieces: list[Swap]
    reason: str | msgspec.UnsetType = msgspec.UNSET
    ship_to: Place | None | msgspec.UnsetType = msgspec.UNSET
    type: Literal['replace']


class ResetAsked(msgspec.Struct, frozen=True, kw_only=True):
    email: str


class Return(msgspec.Struct, frozen=True, kw_only=True):
    at: int | None
    difference: Money | None
    id: str
    key: str | None
    label_url: str | None
    lines: list[ReturnLine]
    refund_way: str | None
    state: ReturnState
    tracking_number: str


class ReturnLine(msgspec.Struct, frozen=True, kw_only=True):
    for_variant: str | None | msgspec.UnsetType = msgspec.UNSET
    line_id: str
    note: str | msgspec.UnsetType = msgspec.UNSET
    quantity: int
    reason: str | msgspec.UnsetType = msgspec.UNSET


class ReturnRule(msgspec.Struct, frozen=True, kw_only=True):
    days: int | None | msgspec.UnsetType = msgspec.UNSET
    delivered_only: bool | msgspec.UnsetType = msgspec.UNSET
    excluded: list[str] | msgspec.UnsetType = msgspec.UNSET
    once: bool | msgspec.UnsetType = msgspec.UNSET
    way_needed: bool | msgspec.UnsetType = msgspec.UNSET
    ways: str | msgspec.UnsetType = msgspec.UNSET


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    level: str
    reasons: list[str]


class RoleAnswer(msgspec.Struct, frozen=True, kw_only=True):
    role: str
    verdict: Verdict


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    approval_hours: int | msgspec.UnsetType = msgspec.UNSET
    approver: str | msgspec.UnsetType = msgspec.UNSET
    cancel: CancelRule | msgspec.UnsetType = msgspec.UNSET
    change_payment: EditRule | msgspec.UnsetType = msgspec.UNSET
    changed_at: int | None | msgspec.UnsetType = msgspec.UNSET
    changed_by: str | None | msgspec.UnsetType = msgspec.UNSET
    currency: str | msgspec.UnsetType = msgspec.UNSET
    days: int | msgspec.UnsetType = msgspec.UNSET
    edit: EditRule | msgspec.UnsetType = msgspec.UNSET
    exchanges: ExchangeRule | msgspec.UnsetType = msgspec.UNSET
    rates: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    returns: ReturnRule | msgspec.UnsetType = msgspec.UNSET
    roles: dict[str, Limits] | msgspec.UnsetType = msgspec.UNSET
    share: int | None | msgspec.UnsetType = msgspec.UNSET
    version: str | msgspec.UnsetType = msgspec.UNSET
    wow: WowRule | msgspec.UnsetType = msgspec.UNSET


class Run(msgspec.Struct, frozen=True, kw_only=True):
    agent_id: str
    at: int
    conversation_id: str
    entry_id: str | None
    id: str
    macro_id: str
    problem: str | None
    state: RunState
    steps: list[AutomationStep]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    attachments: list[str]
    id: str
    page: str
    text: str


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    at: int
    code: str
    place: str
    state: ParcelState
    words: str


class Search(msgspec.Struct, frozen=True, kw_only=True):
    conversations: list[Conversation]
    messages: list[Hit]
    next: str | None
    people: list[Person]


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    seq: int


class Session(msgspec.Struct, frozen=True, kw_only=True):
    created_at: int
    current: bool
    device: str
    expires_at: int
    id: str
    place: str
    seen_at: int


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    done: bool
    needed: bool
    steps: SetupSteps | None


class SetupSteps(msgspec.Struct, frozen=True, kw_only=True):
    brand: bool
    colleagues: bool
    hours: bool
    mailbox: bool
    owner: bool
    widget: bool


class Shipment(msgspec.Struct, frozen=True, kw_only=True):
    carrier: str
    delivered_at: int | None
    expected_at: int | None
    id: str
    lines: list[tuple[str, int]]
    promised_at: int | None
    scans: list[Scan]
    service: str
    shipped_at: int | None
    state: ParcelState
    tracking_number: str
    tracking_url: str | None


class ShopCustomer(msgspec.Struct, frozen=True, kw_only=True):
    customer: Customer
    store_id: str


class ShopDoor(msgspec.Struct, frozen=True, kw_only=True):
    url: str


class ShopOrder(msgspec.Struct, frozen=True, kw_only=True):
    gone: bool
    id: str
    order: Order
    person_id: str
    seq: int
    standings: list[Standing]
    store_id: str


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    code: str | None | msgspec.UnsetType = msgspec.UNSET
    email: str
    password: str


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    agent: Agent


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    next: str | None
    still: int
    taken: int
    tried: int


class Snippet(msgspec.Struct, frozen=True, kw_only=True):
    html: str


class Snooze(msgspec.Struct, frozen=True, kw_only=True):
    until: int | None | msgspec.UnsetType = msgspec.UNSET
    until_word: bool | msgspec.UnsetType = msgspec.UNSET


class Spend(msgspec.Struct, frozen=True, kw_only=True):
    agent_id: str
    amount: Money
    at: int
    conversation_id: str | None
    id: str
    intent_id: str | None
    number: str
    order_id: str | None
    outcome: str | None
    person_id: str
    person_name: str
    verb: str | None
    what_for: str


class SpendOutcome(msgspec.Struct, frozen=True, kw_only=True):
    outcome: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    late_at: int | None
    late_from: int | None
    promised_by: str | None
    promised_on: str | None
    shipment_id: str
    stuck_at: int | None
    tracked: bool


class Store(msgspec.Struct, frozen=True, kw_only=True):
    abilities: CommerceStoresAbilities
    brand_id: str
    created_at: int
    id: str
    kind: str
    name: str
    problem: str | None
    public_key: str
    secrets_set: list[str]
    settings: dict[str, Any]
    state: StoreState
    url: str


class StoreChange(msgspec.Struct, frozen=True, kw_only=True):
    brand_id: str | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    secrets: dict[str, str | None] | msgspec.UnsetType = msgspec.UNSET
    settings: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    state: StoreState | msgspec.UnsetType = msgspec.UNSET
    url: str | msgspec.UnsetType = msgspec.UNSET


class StoreFile(msgspec.Struct, frozen=True, kw_only=True):
    arrived: int
    brought: int
    checked: int
    created_at: int
    done_at: int | None
    id: str
    name: str
    plan: FilePlan | None
    problem: str | None
    report: FileReport | None
    shape: FileShape | None
    size: int
    state: FileState
    store_id: str
    total: int | None


class StoreHook(msgspec.Struct, frozen=True, kw_only=True):
    counts: dict[str, int]
    url: str


class StoreKind(msgspec.Struct, frozen=True, kw_only=True):
    abilities: CommerceStoresAbilities
    form: Form
    kind: str
    label: str
    signs_in: bool
    subscribes: bool


class StoreStanding(msgspec.Struct, frozen=True, kw_only=True):
    heard_at: int | None
    hook_problem: str | None
    lacks_sign_in: bool
    orders: int
    refused_at: int | None
    store_id: str
    subscribed_at: int | None
    sync: Progress
    waiting: int


class StoreWish(msgspec.Struct, frozen=True, kw_only=True):
    brand_id: str
    kind: str
    name: str | msgspec.UnsetType = msgspec.UNSET
    secrets: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    settings: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    url: str | msgspec.UnsetType = msgspec.UNSET


class Stream(msgspec.Struct, frozen=True, kw_only=True):
    items: list[VisitorEntry]
    next: str | None
    read: int
    seen: int
    seq: int


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    macro_id: str
    why: str


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    average: Money
    first_at: int
    last_at: int
    orders: int
    pieces: int
    refunded: Money
    returned: int
    spend: Money


class Swap(msgspec.Struct, frozen=True, kw_only=True):
    line_id: str
    quantity: int
    variant_id: str


class SyncWish(msgspec.Struct, frozen=True, kw_only=True):
    anew: bool | msgspec.UnsetType = msgspec.UNSET


class TakenBack(msgspec.Struct, frozen=True, kw_only=True):
    draft: Draft


class Target(msgspec.Struct, frozen=True, kw_only=True):
    customer_id: str | None
    email: str
    order: str | None
    version: str


class Task(msgspec.Struct, frozen=True, kw_only=True):
    conversation_id: str | None
    created_at: int
    created_by: str | None
    done_at: int | None
    due_at: int | None
    id: str
    owner_id: str | None
    person_id: str
    seq: int
    text: str


class TaskEdit(msgspec.Struct, frozen=True, kw_only=True):
    due_at: int | None | msgspec.UnsetType = msgspec.UNSET
    owner_id: str | None | msgspec.UnsetType = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET


class Team(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    members: list[str]
    name: str


class TeamChange(msgspec.Struct, frozen=True, kw_only=True):
    members: list[str] | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET


class TeamSigningInProof(msgspec.Struct, frozen=True, kw_only=True):
    code: str | None | msgspec.UnsetType = msgspec.UNSET
    password: str


class Token(msgspec.Struct, frozen=True, kw_only=True):
    created_at: int
    expires_at: int | None
    id: str
    name: str
    reads_only: bool
    start: str
    used_at: int | None


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    parent_id: str | None
    position: int


class TopicChoice(msgspec.Struct, frozen=True, kw_only=True):
    topic_id: str | None | msgspec.UnsetType = msgspec.UNSET


class TopicEdit(msgspec.Struct, frozen=True, kw_only=True):
    name: str | msgspec.UnsetType = msgspec.UNSET
    parent_id: str | None | msgspec.UnsetType = msgspec.UNSET
    position: int | msgspec.UnsetType = msgspec.UNSET


class TotpBegun(msgspec.Struct, frozen=True, kw_only=True):
    qr_svg: str
    secret: str
    uri: str


class TotpOn(msgspec.Struct, frozen=True, kw_only=True):
    recovery_codes: list[str]


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    available: bool
    id: str
    image_url: str | None
    options: dict[str, str]
    price: Money
    product_id: str
    sku: str
    stock: int | None
    title: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    allowed: bool
    ask: bool
    rule: str
    who: str | None
    words: str


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    email: str | None
    id: str
    name: str | None
    proven: bool


class VisitorEntry(msgspec.Struct, frozen=True, kw_only=True):
    at: int
    attachments: list[FileLine]
    colour: str | None
    from_: str = msgspec.field(name="from")
    id: str
    name: str | None
    seq: int
    text: str


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    price: Money | None | msgspec.UnsetType = msgspec.UNSET
    quantity: int
    variant_id: str


class Went(msgspec.Struct, frozen=True, kw_only=True):
    advice: str | None
    at: int
    conversation_id: str
    entry_id: str
    inbox: str
    inbox_id: str
    person_id: str
    reason: str | None
    state: str
    to: list[str]


class Whereabouts(msgspec.Struct, frozen=True, kw_only=True):
    came: list[Came]
    complete: bool
    opened: int
    went: list[Went]


class Why(msgspec.Struct, frozen=True, kw_only=True):
    why: str


class WowRule(msgspec.Struct, frozen=True, kw_only=True):
    budget: dict[str, int] | msgspec.UnsetType = msgspec.UNSET
    days: int | msgspec.UnsetType = msgspec.UNSET
