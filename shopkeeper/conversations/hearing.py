"""A customer's word comes in: it takes its place on the timeline, and the conversation waits for us."""

from __future__ import annotations

from typing import Any

import msgspec

from shopkeeper import people
from shopkeeper.conversations import store
from shopkeeper.conversations.attaching import give
from shopkeeper.conversations.carrying import Place, begun, place
from shopkeeper.conversations.errors import IdTaken
from shopkeeper.conversations.events import MessageHeard, MessageSaid
from shopkeeper.conversations.model import Entry, Forwarded, Heard, MessageBody, State
from shopkeeper.conversations.promising import promise
from shopkeeper.kit import events, ids, text
from shopkeeper.kit.clock import MINUTE
from shopkeeper.kit.db import Row, Tx

Values = dict[str, Any]
LONGEST_SUBJECT = 500
PREVIEWED = 4_000
JUST_NOW = 10 * MINUTE


def hear(tx: Tx, heard: Heard) -> Entry:
    """Write a word that arrived. The same id again answers with the same entry, never a second one.

    Announces MessageHeard (MessageSaid for our own word met in an import). Raises IdTaken.
    """
    identity = people.gather(tx, heard.person_id)
    known = repeated(tx, heard.id, heard.person_id)
    if known is not None:
        return store.entries.entry_of(known)
    members = identity.members
    at = min(heard.at or tx.now, tx.now)
    spam = heard.spam or identity.blocked
    found = place(tx, members, heard.brand_id, at, wanted=heard.conversation_id, fresh=heard.fresh, spam=spam)
    if found.row is not None:
        found = msgspec.structs.replace(found, row=store.talks.held(tx, found.row))
    values = _values(tx, heard, found, at)
    guest = found.row is not None and found.row.person_id not in members
    left = found.row.inbox_id if found.row is not None and found.row.inbox_id != values["inbox_id"] else None
    entry = _write(tx, heard, values, at, guest=guest, left=left)
    _keep(tx, values, found.row)
    return entry


def repeated(tx: Tx, entry_id: str | None, person_id: str) -> Row | None:
    """The entry that bears this id already, if it is this person's. Raises IdTaken where it is somebody else's."""
    known = store.entries.find(tx, entry_id) if entry_id else None
    if known is not None and person_id not in (known.person_id, known.host_id):
        raise IdTaken
    return known


def body_of(heard: Heard) -> MessageBody:
    """The words as they are kept: card numbers masked."""
    words, folded = text.mask_cards(heard.text), text.mask_cards(heard.folded) if heard.folded else None
    masked = words != heard.text or folded != heard.folded
    return MessageBody(
        text=words, folded=folded, html=heard.html is not None, subject=tidy(heard.subject) or None, sender=heard.sender,
        to=heard.to, cc=heard.cc, reply_to=heard.reply_to, attachments=heard.attachments, forwarded=_masked(heard.forwarded),
        side=heard.side, automatic=heard.automatic, masked=masked, unproven=heard.unproven,
        live=heard.live,
    )  # fmt: skip


def _masked(forwarded: Forwarded | None) -> Forwarded | None:
    return msgspec.structs.replace(forwarded, text=text.mask_cards(forwarded.text)) if forwarded else None


def tidy(subject: str | None) -> str:
    """A subject as a list shows it."""
    return text.mask_cards(" ".join((subject or "").split()))[:LONGEST_SUBJECT]


def _values(tx: Tx, heard: Heard, found: Place, at: int) -> Values:
    """The conversation as it stands after this word."""
    if found.row is not None:
        values = store.talks.values_of(found.row)
    else:
        values = begun(tx, heard.person_id, heard.brand_id, heard.inbox_id, heard.channel, tidy(heard.subject), at)
    values["spam"] = int(found.spam or values["spam"])
    # Later words do not rename a talk: what began as a chat would be called after our own mail that they answer.
    if values["last_in_at"] is None:
        values["subject"] = values["subject"] or tidy(heard.subject)
    if not values["last_at"] > at:
        _becomes_the_last(values, heard, at)
    if heard.ours:
        _answered(values, at)
    elif not heard.automatic and (found.reopens or values["state"] != State.closed.value):
        _waits_for_us(tx, values, heard, at)
    values["unread"] = int(values["unread"] or not heard.ours)
    return values


def _becomes_the_last(values: Values, heard: Heard, at: int) -> None:
    values["last_at"] = at
    if heard.side:
        return
    values.update(inbox_id=heard.inbox_id, channel=heard.channel, preview_by="agent" if heard.ours else "customer")
    values["preview_agent_id"] = heard.agent_id if heard.ours else None
    shown = heard.text.strip() or ", ".join(one.name for one in heard.attachments) or (heard.subject or "")
    # Only the beginning is shown; a mail's whole text need not be looked through for it once more.
    values["preview"] = text.preview(text.mask_cards(shown[:PREVIEWED]))


def _answered(values: Values, at: int) -> None:
    values["last_out_at"] = max(values["last_out_at"] or 0, at)
    if (values["last_in_at"] or 0) <= at:
        values.update(since=None, due_at=None)
        if values["state"] != State.closed.value:
            values["state"] = State.waiting.value


def _waits_for_us(tx: Tx, values: Values, heard: Heard, at: int) -> None:
    values["last_in_at"] = max(values["last_in_at"] or 0, at)
    if (values["last_out_at"] or 0) > at:
        return
    never_answered = values["last_out_at"] is None
    # What was closed without an answer is done with: who writes again waits from now on.
    begins = values["since"] is None or values["closed_at"] is not None
    values.update(state=(State.new if never_answered else State.open).value, closed_at=None)
    values.update(snoozed_until=None, snooze_until_word=0)
    if begins or at < values["since"]:
        values["since"] = at
        values["due_at"] = None if values["spam"] or heard.side else promise(tx, values["brand_id"], at, heard.live)


def _write(tx: Tx, heard: Heard, values: Values, at: int, *, guest: bool, left: str | None) -> Entry:
    id, body = heard.id or ids.new(), body_of(heard)
    fact = _said(heard, values["id"], id, left) if heard.ours else _heard(heard, values["id"], id, left)
    seq = values["seq"] = events.record(tx, fact)
    entry = {
        "id": id, "person_id": heard.person_id, "conversation_id": values["id"], "kind": "message", "at": at,
        "host_id": None if values["person_id"] == heard.person_id else values["person_id"], "guest": int(guest or heard.side),
        "direction": "out" if heard.ours else "in", "author_kind": "agent" if heard.ours else "customer",
        "author_id": heard.agent_id if heard.ours else heard.person_id, "author_name": text.mask_cards(heard.name)[:200],
        "inbox_id": heard.inbox_id, "channel": heard.channel, "handle_id": heard.handle_id,
        "public": int(heard.public and not heard.side), "side": int(heard.side), "body": text.to_json(body),
        "delivery": None, "seq": seq,
    }  # fmt: skip
    n = store.entries.add(tx, entry, fresh=tx.now - at < JUST_NOW)
    if heard.html is not None:
        store.entries.add_html(tx, id, text.mask_html(heard.html))
    give(tx, [one.id for one in heard.attachments], id)
    store.tables.entry_search.add(tx, n, f"{body.subject or ''} {body.text}")
    for one in heard.participants:
        store.talks.take_part(tx, values["id"], one)
    return store.entries.entry_of(_row(entry, n))


def _keep(tx: Tx, values: Values, before: Row | None) -> None:
    if before is None:
        store.talks.add(tx, values)
    else:
        store.talks.save(tx, values, before)


def _heard(heard: Heard, conversation_id: str, entry_id: str, left: str | None) -> MessageHeard:
    return MessageHeard(conversation_id, entry_id, heard.person_id, heard.inbox_id, heard.handle_id, left)


def _said(heard: Heard, conversation_id: str, entry_id: str, left: str | None) -> MessageSaid:
    by = heard.agent_id
    return MessageSaid(conversation_id, entry_id, heard.person_id, heard.inbox_id, by, heard.handle_id, left)


class _row:
    """Values just written, read like the row they became."""

    def __init__(self, values: Values, n: int) -> None:
        self.__dict__.update(values, n=n)
