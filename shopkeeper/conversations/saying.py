"""Our word goes out: written together with the check that nobody answered meanwhile. Delivering it is the channels' work."""

from __future__ import annotations

from typing import Any

import msgspec

from shopkeeper import people
from shopkeeper.conversations import rights, store
from shopkeeper.conversations.attaching import bring, take_back
from shopkeeper.conversations.drafting import keep_draft
from shopkeeper.conversations.errors import Answered, Empty, TooLateToUndo
from shopkeeper.conversations.events import DeliveryChanged, EntryChanged, MessageSaid
from shopkeeper.conversations.hearing import repeated, tidy
from shopkeeper.conversations.model import Attachment, Delivery, Draft, Entry, MessageBody, State, Words
from shopkeeper.conversations.settling import settle
from shopkeeper.kit import events, ids, text
from shopkeeper.kit.db import Row, Tx
from shopkeeper.team import Agent

LEFT_THE_HOUSE = frozenset({"sending", "sent", "delivered", "read", "unsure"})


def say(tx: Tx, agent: Agent | None, conversation_id: str, words: Words, *, after: str | None = None) -> Entry:
    """Write what an agent (None: a bot) answers. The same id again answers with the same entry.

    `after` is the last entry the agent saw: when a colleague answered behind it this raises Answered with their entry in
    `extra`, and nothing is written. Also raises NoSuchConversation, NotYourInbox, NoSuchAttachment, Empty, IdTaken.
    """
    row = rights.conversation(tx, agent, conversation_id)
    rights.check(agent, words.inbox_id)
    people.lock(tx, row.person_id)
    known = repeated(tx, words.id, row.person_id)
    if known is not None:
        return store.entries.entry_of(known)
    if not words.text.strip() and not words.attachments:
        raise Empty
    row = store.talks.locked(tx, conversation_id)
    if after is not None and not words.side:
        _nobody_answered(tx, agent, row, after)
    return _write(tx, agent, row, words)


def set_delivery(tx: Tx, entry_id: str, delivery: Delivery) -> Entry:
    """How far an answer got. Raises NoSuchEntry. The same news twice changes nothing."""
    row = store.entries.row(tx, entry_id)
    kept = text.to_json(delivery)
    if row.delivery == kept or row.kind != "message":
        return store.entries.entry_of(row)
    seq = events.record(tx, DeliveryChanged(entry_id, row.conversation_id or "", delivery.state))
    shown = int(not row.side and (row.public or delivery.state in LEFT_THE_HOUSE))
    store.entries.change(tx, entry_id, delivery=kept, seq=seq, public=shown)
    return store.entries.entry_of(store.entries.row(tx, entry_id))


def undo(tx: Tx, agent: Agent, entry_id: str) -> Draft:
    """Take an answer back that has not left yet; its words become the agent's draft. Raises TooLateToUndo, NoSuchEntry.

    The caller cancels the delivery job in the same transaction.
    """
    entry = store.entries.row(tx, entry_id)
    row = rights.conversation(tx, agent, entry.conversation_id)
    people.lock(tx, row.person_id)
    entry = store.entries.row(tx, entry_id)
    _may_undo(tx, entry)
    files = take_back(tx, agent, entry_id)
    draft = keep_draft(tx, agent, row.id, _draft_of(tx, entry, files))
    seq = events.record(tx, EntryChanged(entry_id, row.id))
    gone = {"kind": "act", "direction": "none", "public": 0, "handle_id": None, "delivery": None, "seq": seq}
    act = text.to_json({"verb": "taken_back", "detail": {}})
    store.entries.change(tx, entry_id, **gone, body=act, author_id=agent.id, author_name=agent.name)
    store.entries.drop_html(tx, entry_id)
    store.tables.entry_search.remove(tx, entry.n)
    settle(tx, row.id)
    return draft


def _nobody_answered(tx: Tx, agent: Agent | None, row: Row, after: str) -> None:
    seen = store.entries.row(tx, after)
    answer = store.entries.last_answer(tx, row.id, seen.n)
    if answer is not None and (agent is None or answer.author_id != agent.id):
        raise Answered(extra={"entry": store.entries.entry_of(answer)})


def _write(tx: Tx, agent: Agent | None, row: Row, words: Words) -> Entry:
    id = words.id or ids.new()
    # Words with recipients of their own belong to nobody who only wrote here: their page would show them.
    heard = None if words.handle_id or words.side or words.to else store.entries.last_heard(tx, row.id)
    handle_id = words.handle_id or (heard.handle_id if heard else None)
    person_id = people.handle(tx, handle_id).person_id if handle_id else row.person_id
    body = _body(words, bring(tx, agent, words.attachments, id))
    inbox_id, channel = words.inbox_id or row.inbox_id, words.channel or row.channel
    left = row.inbox_id if inbox_id != row.inbox_id and not words.side else None
    seq = events.record(tx, MessageSaid(row.id, id, person_id, inbox_id, agent.id if agent else None, handle_id, left))
    held = words.delivery is not None and words.delivery.undo_until is not None
    entry = {
        "id": id, "person_id": person_id, "host_id": None if person_id == row.person_id else row.person_id,
        "guest": int(words.side or person_id not in people.members(tx, row.person_id)), "conversation_id": row.id,
        "kind": "message", "at": tx.now, "direction": "out", "author_kind": "agent" if agent else "bot",
        "author_id": agent.id if agent else None, "author_name": agent.name if agent else "",
        "inbox_id": inbox_id, "channel": channel, "handle_id": handle_id,
        "public": int(words.public and not words.side and not held), "side": int(words.side), "body": text.to_json(body),
        "delivery": _delivery(tx, words), "seq": seq,
    }  # fmt: skip
    n = store.entries.add(tx, entry, fresh=True)
    if words.html is not None:
        store.entries.add_html(tx, id, text.mask_html(words.html))
    store.tables.entry_search.add(tx, n, f"{body.subject or ''} {body.text}")
    store.talks.save(tx, _after(tx, agent, row, words, body, seq))
    if agent is not None:
        store.desk.drop_draft(tx, row.id, agent.id)
    return store.entries.entry_of(store.entries.row(tx, id))


def _body(words: Words, files: tuple[Attachment, ...]) -> MessageBody:
    masked = text.mask_cards(words.text)
    return MessageBody(
        text=masked, html=words.html is not None, subject=tidy(words.subject) or None, sender=words.sender, to=words.to,
        cc=words.cc, bcc=words.bcc, reply_to=words.reply_to, attachments=files, side=words.side,
        masked=masked != words.text, answering=words.answering,
    )  # fmt: skip


def _delivery(tx: Tx, words: Words) -> str | None:
    found = words.delivery
    return text.to_json(msgspec.structs.replace(found, at=found.at or tx.now)) if found else None


def _after(tx: Tx, agent: Agent | None, row: Row, words: Words, body: MessageBody, seq: int) -> dict[str, Any]:
    """The conversation as it stands after our word. A side talk leaves the customer waiting."""
    values = {**store.talks.values_of(row), "seq": seq, "last_at": tx.now, "unread": 0}
    if words.side:
        return values
    shown = body.text.strip() or ", ".join(one.name for one in body.attachments)
    values.update(
        state=State.waiting.value, since=None, due_at=None, closed_at=None, snoozed_until=None, snooze_until_word=0,
        last_out_at=tx.now, preview=text.preview(shown), preview_by="agent" if agent else "bot",
        preview_agent_id=agent.id if agent else None, subject=_named(row, body), inbox_id=words.inbox_id or row.inbox_id,
        channel=words.channel or row.channel, assignee_id=row.assignee_id or (agent.id if agent else None),
    )  # fmt: skip
    return values


def _named(row: Row, body: MessageBody) -> str:
    """A talk that a customer began is never called after our answer: a chat has no subject."""
    return row.subject or (body.subject or "" if row.last_in_at is None else "")


def _may_undo(tx: Tx, entry: Row) -> None:
    found = text.from_json(entry.delivery, Delivery) if entry.delivery else None
    waiting = found is not None and found.state == "queued" and (found.undo_until or 0) > tx.now
    if entry.kind != "message" or entry.direction != "out" or not waiting:
        raise TooLateToUndo


def _draft_of(tx: Tx, entry: Row, files: tuple[Attachment, ...]) -> Draft:
    body = text.from_json(entry.body, MessageBody)
    html = store.entries.html(tx, entry.id) if body.html else None
    return Draft(
        text=body.text, html=html, inbox_id=entry.inbox_id, channel=entry.channel, subject=body.subject, to=body.to,
        cc=body.cc, bcc=body.bcc, answering=body.answering, attachments=files, side=body.side,
    )  # fmt: skip
