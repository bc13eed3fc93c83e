"""The nouns as they travel. Times are milliseconds UTC, ids are ULIDs.

Made from shopkeeper/openapi.json by scripts/lib/make_client.py. Do not edit.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

AgentState = Literal['active', 'invited', 'disabled']


ArrivalState = Literal['new', 'stored', 'duplicate', 'ignored', 'quarantined']


HandleKind = Literal['email', 'phone', 'messenger', 'visitor', 'other']


Here = Literal['here', 'away', 'gone']


InboxState = Literal['ok', 'needs_owner', 'paused', 'testing']


Proof = Literal['claimed', 'proven']


Role = Literal['admin', 'lead', 'agent']


State = Literal['new', 'open', 'waiting', 'closed']


class Abilities(msgspec.Struct, frozen=True, kw_only=True):
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
    html: str | None | msgspec.UnsetType = msgspec.UNSET
    id: str | None | msgspec.UnsetType = msgspec.UNSET
    inbox_id: str | None | msgspec.UnsetType = msgspec.UNSET
    reply_to: list[Address | str] | msgspec.UnsetType = msgspec.UNSET
    side: bool | msgspec.UnsetType = msgspec.UNSET
    subject: str | None | msgspec.UnsetType = msgspec.UNSET
    text: str
    to: list[Address | str] | msgspec.UnsetType = msgspec.UNSET


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
    saved_replies: list[Any]
    seq: int
    setup_done: bool
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


class Bulk(msgspec.Struct, frozen=True, kw_only=True):
    args: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    ids: list[str]
    verb: str


class Card(msgspec.Struct, frozen=True, kw_only=True):
    conversation: Conversation
    draft: Draft | None
    past: list[Past]
    person: Person
    tasks: list[Task]


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


class Code(msgspec.Struct, frozen=True, kw_only=True):
    code: str


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    colour: str
    here: Here
    id: str
    name: str
    role: Role
    state: AgentState


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
    state: State
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


class Face(msgspec.Struct, frozen=True, kw_only=True):
    colour: str
    name: str


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    detail: str
    id: str


class FileLine(msgspec.Struct, frozen=True, kw_only=True):
    content_type: str
    id: str
    name: str
    size: int
    url: str


class Handle(msgspec.Struct, frozen=True, kw_only=True):
    at: int
    bouncing: str | None
    display: str
    holder: bool
    id: str
    joined: bool
    kind: HandleKind
    person_id: str
    proof: Proof
    proven_by: str | None
    source: str
    value: str


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    conversation: Conversation | None
    entry: Entry
    snippet: str


class Holiday(msgspec.Struct, frozen=True, kw_only=True):
    date: str
    name: str


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
    abilities: Abilities
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


class Joining(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    password: str


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    abilities: Abilities
    kind: str
    label: str


class Knock(msgspec.Struct, frozen=True, kw_only=True):
    identity_token: str | None
    locale: str
    page: str


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


class Merge(msgspec.Struct, frozen=True, kw_only=True):
    person_id: str


class MergedPerson(msgspec.Struct, frozen=True, kw_only=True):
    at: int
    by: str
    claimed: bool
    id: str
    into_id: str
    name: str


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


class NewHours(msgspec.Struct, frozen=True, kw_only=True):
    always: bool | msgspec.UnsetType = msgspec.UNSET
    holidays: list[Holiday] | msgspec.UnsetType = msgspec.UNSET
    intervals: list[Interval] | msgspec.UnsetType = msgspec.UNSET
    name: str
    timezone: str


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


class NewSavedReply(msgspec.Struct, frozen=True, kw_only=True):
    brand_id: str | None | msgspec.UnsetType = msgspec.UNSET
    html: str | None | msgspec.UnsetType = msgspec.UNSET
    name: str
    shortcut: str | msgspec.UnsetType = msgspec.UNSET
    text: str
    topic_id: str | None | msgspec.UnsetType = msgspec.UNSET


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


class NewTopic(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    parent_id: str | None | msgspec.UnsetType = msgspec.UNSET
    position: int | None | msgspec.UnsetType = msgspec.UNSET


class Note(msgspec.Struct, frozen=True, kw_only=True):
    attachments: list[str] | msgspec.UnsetType = msgspec.UNSET
    id: str | None | msgspec.UnsetType = msgspec.UNSET
    mentions: list[str] | msgspec.UnsetType = msgspec.UNSET
    text: str


class PageAgent(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Agent]
    next: str | None


class PageBrand(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Brand]
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


class PageHoliday(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Holiday]
    next: str | None


class PageHours(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Hours]
    next: str | None


class PageInbox(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Inbox]
    next: str | None


class PageKind(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Kind]
    next: str | None


class PageMailCount(msgspec.Struct, frozen=True, kw_only=True):
    items: list[MailCount]
    next: str | None


class PagePerson(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Person]
    next: str | None


class PageQuarantined(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Quarantined]
    next: str | None


class PageSavedReply(msgspec.Struct, frozen=True, kw_only=True):
    items: list[SavedReply]
    next: str | None


class PageSession(msgspec.Struct, frozen=True, kw_only=True):
    items: list[Session]
    next: str | None


class PageStr(msgspec.Struct, frozen=True, kw_only=True):
    items: list[str]
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


class PasswordChange(msgspec.Struct, frozen=True, kw_only=True):
    new_password: str
    password: str


class Past(msgspec.Struct, frozen=True, kw_only=True):
    assignee_id: str | None
    closed_at: int | None
    created_at: int
    id: str
    state: State
    subject: str
    topic_id: str | None


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


class Prechat(msgspec.Struct, frozen=True, kw_only=True):
    ask_email: bool
    ask_name: bool
    required: bool


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


class ProfileChange(msgspec.Struct, frozen=True, kw_only=True):
    alerts: Alerts | msgspec.UnsetType = msgspec.UNSET
    colour: str | msgspec.UnsetType = msgspec.UNSET
    locale: str | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET


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


class ResetAsked(msgspec.Struct, frozen=True, kw_only=True):
    email: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    attachments: list[str]
    id: str
    page: str
    text: str


class SavedReply(msgspec.Struct, frozen=True, kw_only=True):
    brand_id: str | None
    created_by: str | None
    html: str | None
    id: str
    name: str
    shortcut: str
    text: str
    topic_id: str | None


class SavedReplyChange(msgspec.Struct, frozen=True, kw_only=True):
    brand_id: str | None | msgspec.UnsetType = msgspec.UNSET
    html: str | None | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    shortcut: str | msgspec.UnsetType = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET
    topic_id: str | None | msgspec.UnsetType = msgspec.UNSET


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


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    code: str | None | msgspec.UnsetType = msgspec.UNSET
    email: str
    password: str


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    agent: Agent


class Snippet(msgspec.Struct, frozen=True, kw_only=True):
    html: str


class Snooze(msgspec.Struct, frozen=True, kw_only=True):
    until: int | None | msgspec.UnsetType = msgspec.UNSET
    until_word: bool | msgspec.UnsetType = msgspec.UNSET


class Step(msgspec.Struct, frozen=True, kw_only=True):
    advice: str | None
    name: str
    ok: bool
    words: str


class Stream(msgspec.Struct, frozen=True, kw_only=True):
    items: list[VisitorEntry]
    next: str | None
    read: int
    seen: int
    seq: int


class TakenBack(msgspec.Struct, frozen=True, kw_only=True):
    draft: Draft


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


class Token(msgspec.Struct, frozen=True, kw_only=True):
    created_at: int
    expires_at: int | None
    id: str
    name: str
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


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    ok: bool
    steps: list[Step]


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
