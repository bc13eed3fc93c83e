"""The facts this room announces: ids only, never words."""

from __future__ import annotations

from shopkeeper.kit.events import Fact


class MessageHeard(Fact, frozen=True):
    """A customer's word stands on the timeline. `left_id` is the inbox their conversation was in, where it moved by this."""

    conversation_id: str
    entry_id: str
    person_id: str
    inbox_id: str
    handle_id: str | None = None
    left_id: str | None = None


class MessageSaid(Fact, frozen=True):
    """Our word stands on the timeline. `agent_id` is null where a bot said it, or an import brought it; `left_id` as above."""

    conversation_id: str
    entry_id: str
    person_id: str
    inbox_id: str
    agent_id: str | None
    handle_id: str | None = None
    left_id: str | None = None


class NoteWritten(Fact, frozen=True):
    """A colleague wrote a note. `mentions` are agent ids."""

    conversation_id: str
    entry_id: str
    person_id: str
    agent_id: str
    mentions: tuple[str, ...] = ()


class ConversationChanged(Fact, frozen=True):
    """Something else about a conversation changed; `verb` says what, `entry_id` the act on the timeline if there is one."""

    conversation_id: str
    verb: str
    entry_id: str | None = None
    left_id: str | None = None


class Closed(Fact, frozen=True):
    """A conversation was closed. `by` is an agent, or null for a rule."""

    conversation_id: str
    by: str | None
    entry_id: str | None = None


class Reopened(Fact, frozen=True):
    """A closed conversation is open again. `by` is an agent, or null where the customer wrote again."""

    conversation_id: str
    by: str | None
    entry_id: str | None = None


class Assigned(Fact, frozen=True):
    """A conversation has another owner (null: nobody)."""

    conversation_id: str
    agent_id: str | None
    by: str | None
    entry_id: str | None = None


class Snoozed(Fact, frozen=True):
    """A conversation was put aside until `until` (ms UTC), or until the customer's next word."""

    conversation_id: str
    by: str | None
    until: int | None
    entry_id: str | None = None


class Woke(Fact, frozen=True):
    """A snoozed conversation came back."""

    conversation_id: str
    by: str | None
    entry_id: str | None = None


class DeliveryChanged(Fact, frozen=True):
    """An answer of ours got further, or failed. `state` as in `Delivery`."""

    entry_id: str
    conversation_id: str
    state: str


class EntryChanged(Fact, frozen=True):
    """An entry reads differently now (taken back, erased)."""

    entry_id: str
    conversation_id: str | None


class EntriesMoved(Fact, frozen=True):
    """Persons were parted: what one of them said in `from_id` stands in `conversation_id` from now on."""

    conversation_id: str
    from_id: str


class TaskChanged(Fact, frozen=True):
    """A task was added, edited, done or dropped."""

    task_id: str
    person_id: str


class TopicsChanged(Fact, frozen=True):
    """The tree of topics changed."""

    topic_id: str


class DraftChanged(Fact, frozen=True):
    """A draft was saved or dropped. Only its agent's windows hear of it."""

    conversation_id: str
    agent_id: str
