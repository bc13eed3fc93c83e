"""Where a conversation stands, worked out afresh from what was said in it (after something was taken away from it)."""

from __future__ import annotations

from typing import Any

from shopkeeper.conversations import store
from shopkeeper.conversations.events import ConversationChanged
from shopkeeper.conversations.model import MessageBody, State
from shopkeeper.conversations.promising import promise
from shopkeeper.kit import events, text
from shopkeeper.kit.db import Row, Tx


def settle(tx: Tx, conversation_id: str) -> None:
    """Set state, preview, promise and the last hours by the messages that stand in it now."""
    row = store.talks.locked(tx, conversation_id)
    values = {**store.talks.values_of(row), **standing(tx, row)}
    left = row.inbox_id if values["inbox_id"] != row.inbox_id else None
    seq = events.record(tx, ConversationChanged(conversation_id, "settled", left_id=left))
    store.talks.save(tx, {**values, "seq": seq})


def standing(tx: Tx, row: Row) -> dict[str, Any]:
    """The values that follow from a conversation's messages."""
    last, last_in, last_out = (_newest(tx, row.id, direction) for direction in (None, "in", "out"))
    waiting = store.entries.first_after(tx, row.id, last_out.n if last_out else 0)
    since = waiting.at if waiting else None
    return {
        "last_at": last.at if last else row.created_at,
        "last_in_at": last_in.at if last_in else None,
        "last_out_at": last_out.at if last_out else None,
        "since": since,
        "due_at": _due(tx, row, waiting) if waiting else None,
        "state": _state(row, bool(waiting), bool(last_out)).value,
        **_preview(row, last),
    }


def _newest(tx: Tx, conversation_id: str, direction: str | None) -> Row | None:
    found = store.entries.messages(tx, conversation_id, direction)
    return found[0] if found else None


def _due(tx: Tx, row: Row, waiting: Row) -> int | None:
    if row.since == waiting.at:
        kept: int | None = row.due_at
        return kept
    return promise(tx, row.brand_id, waiting.at, text.from_json(waiting.body, MessageBody).live)


def _state(row: Row, waits: bool, answered: bool) -> State:
    if row.state == State.closed.value:
        return State.closed
    if not answered:
        return State.new
    return State.open if waits else State.waiting


def _preview(row: Row, last: Row | None) -> dict[str, Any]:
    if last is None:
        return {"preview": "", "preview_by": "system", "preview_agent_id": None}
    body = text.from_json(last.body)
    shown = body["text"].strip() or ", ".join(one["name"] for one in body.get("attachments") or ())
    return {
        "preview": text.preview(shown), "preview_by": last.author_kind,
        "preview_agent_id": last.author_id if last.author_kind == "agent" else None, "inbox_id": last.inbox_id or row.inbox_id,
        "channel": last.channel or row.channel,
    }  # fmt: skip
