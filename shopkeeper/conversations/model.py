"""The nouns of the room: conversations, the entries on a timeline, and what stands beside them."""

from __future__ import annotations

from enum import Enum
from typing import Any

import msgspec


class State(Enum):
    """Whose turn it is. `new`: nobody answered yet; `open`: our turn again; `waiting`: we answered; `closed`: done."""

    new = "new"
    open = "open"
    waiting = "waiting"
    closed = "closed"


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote an entry. `kind` is customer, agent, bot or system; `id` is a person's, an agent's, or null."""

    kind: str
    id: str | None = None
    name: str = ""


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An address as a message shows it: "Ana Okafor <ana@example.org>"."""

    value: str
    name: str = ""


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file that travels with a message. `size` in bytes; `cid` names an inline picture inside the HTML."""

    id: str
    name: str
    content_type: str
    size: int
    inline: bool = False
    cid: str | None = None


class Forwarded(msgspec.Struct, frozen=True, kw_only=True):
    """Who really wrote a forwarded mail, and when (ms UTC); `text` are their words without what was written above them."""

    name: str
    email: str
    at: int | None = None
    text: str = ""


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """How far an answer of ours got: queued, sending, sent, delivered, read, failed or unsure.

    `reason` is what the far side said, `advice` what the agent can do; until `undo_until` (ms UTC) it can be taken back.
    """

    state: str
    at: int
    reason: str | None = None
    advice: str | None = None
    undo_until: int | None = None


class MessageBody(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a message. `text` holds the new words only; quotes and signature are `folded`.

    `html`: the original HTML is kept and can be asked for. `side`: a talk with a third party, never shown to the
    customer. `automatic`: why we take it for automatic mail. `masked`: a card number was hidden. `unproven`: this very message
    could have brought a proof of its sender, and did not, whoever its address belongs to. `live`: who wrote it sat there and
    waited (a chat).
    """

    text: str
    folded: str | None = None
    html: bool = False
    subject: str | None = None
    sender: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    forwarded: Forwarded | None = None
    delivery: Delivery | None = None
    side: bool = False
    automatic: str | None = None
    masked: bool = False
    unproven: bool = False
    live: bool = False
    answering: str | None = None


class NoteBody(msgspec.Struct, frozen=True, kw_only=True):
    """A word between colleagues. `mentions` are agent ids."""

    text: str
    mentions: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    masked: bool = False


class ActBody(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done: `verb` names it (closed, assigned, snoozed, merged …), `detail` says to what."""

    verb: str
    detail: dict[str, Any] = {}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One item on a timeline. `n` orders entries (it grows with time), `seq` is the last event that changed it.

    `person_id` is whom it came to or went to, `host_id` the person whose conversation it stands in, where that is
    somebody else (a husband who was copied in). `handle_id` is the handle it came or went by.
    """

    id: str
    n: int
    person_id: str
    conversation_id: str | None
    kind: str
    at: int
    direction: str
    author: Author
    inbox_id: str | None
    channel: str | None
    body: dict[str, Any]
    public: bool
    seq: int
    host_id: str | None = None
    handle_id: str | None = None


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of work on a timeline, from the first word to the closing. Times are milliseconds UTC.

    `person_id` is the person it came to and stays so; `identity_id` follows merges. `since` is when it began to wait
    for us, `due_at` what we promised, `preview_agent_id` which of us wrote the last word (null: the customer, a bot), `unread` that there are words we did not look at. `linked` are conversations
    that stand beside it since a merge. `seq` is the number of the last event that changed it.
    """

    id: str
    person_id: str
    identity_id: str
    brand_id: str
    inbox_id: str
    channel: str
    state: State
    subject: str
    preview: str
    preview_by: str
    preview_agent_id: str | None
    person_name: str
    person_regular: bool
    assignee_id: str | None
    team_id: str | None
    tags: tuple[str, ...]
    topic_id: str | None
    priority: int
    due_at: int | None
    since: int | None
    snoozed_until: int | None
    snoozed: bool
    snooze_until_word: bool
    spam: bool
    trashed: bool
    unread: bool
    last_at: int
    last_in_at: int | None
    last_out_at: int | None
    created_at: int
    closed_at: int | None
    linked: tuple[str, ...] = ()
    answering: None = None
    seq: int = 0


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who takes part in a conversation: its sender, or a person copied in. `kind` and `value` as a handle's."""

    kind: str
    value: str
    name: str = ""
    person_id: str | None = None


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """A word that arrived, translated and recognised by `channels.receiving`. Nothing in it is looked up again.

    `id` is the entry's id (a browser may have chosen it). `person_id` and `handle_id` come from `people.recognise`.
    `conversation_id` is given where the thread says which (and the sender takes part in it); else the identity's open
    conversation carries on. `fresh` forbids that: an old subject reused for a new matter. `at` is ms UTC (never later
    than now). `live`: the customer sits and waits (chat). `ours`: our own word met in an import (direction out).
    `spam`: the far side says it is; `public`: the customer-side stream may show it. `unproven`: see MessageBody.
    """

    person_id: str
    handle_id: str | None
    brand_id: str
    inbox_id: str
    channel: str
    text: str
    id: str | None = None
    at: int | None = None
    html: str | None = None
    folded: str | None = None
    subject: str | None = None
    name: str = ""
    sender: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    forwarded: Forwarded | None = None
    automatic: str | None = None
    conversation_id: str | None = None
    fresh: bool = False
    participants: tuple[Participant, ...] = ()
    live: bool = False
    spam: bool = False
    unproven: bool = False
    side: bool = False
    ours: bool = False
    public: bool = True
    agent_id: str | None = None


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent (or a bot) says, ready to be written and delivered. `handle_id` is the handle it goes to."""

    text: str
    id: str | None = None
    html: str | None = None
    subject: str | None = None
    inbox_id: str | None = None
    channel: str | None = None
    handle_id: str | None = None
    sender: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    attachments: tuple[str, ...] = ()
    answering: str | None = None
    delivery: Delivery | None = None
    side: bool = False
    public: bool = True
    bot: bool = False


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """Work beside the talk, with an owner and a clock of its own. `due_at` and `done_at` are ms UTC."""

    id: str
    person_id: str
    conversation_id: str | None
    text: str
    owner_id: str | None
    due_at: int | None
    done_at: int | None
    created_by: str | None
    created_at: int
    seq: int = 0


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """What a conversation is about: a node of the tree of contact reasons, ordered by `position` among its siblings."""

    id: str
    parent_id: str | None
    name: str
    position: int


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent was writing; it survives a reload and is seen by nobody else."""

    text: str
    html: str | None = None
    inbox_id: str | None = None
    channel: str | None = None
    subject: str | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    answering: str | None = None
    attachments: tuple[Attachment, ...] = ()
    side: bool = False
    note: bool = False
    at: int = 0
    conversation_id: str = ""
    agent_id: str = ""


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation that went before, as the card beside the talk lists it."""

    id: str
    subject: str
    topic_id: str | None
    state: State
    created_at: int
    closed_at: int | None
    assignee_id: str | None


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What a customer-side session has proved: its own visitor handle, and handles proven *by that very session*.

    Built by the channel that holds the session; a claimed address never belongs in here.
    """

    handle_ids: tuple[str, ...]
