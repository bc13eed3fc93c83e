"""An answer in a chat that she left before reading it follows her by mail, where an address is known. Once, and not at once.

The words stay in the chat as well. Of several answers in a row only the last goes: its mail shows the talk so far.
"""

from __future__ import annotations

from shopkeeper import conversations
from shopkeeper.channels import hooks, inboxes, sending, tracking, ways
from shopkeeper.channels.errors import NoSuchInbox
from shopkeeper.channels.model import Inbox
from shopkeeper.conversations import Conversation, Entry
from shopkeeper.kit import jobs
from shopkeeper.kit.clock import MINUTE
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.jobs import Ctx

LOOK = "channels.unseen"
FIRST_LOOK = 2 * MINUTE
"""So long a page may be loading, or a phone in a tunnel."""
LAST_LOOK = 15 * MINUTE
"""So long an open page may lie behind others without being read."""


def watch(tx: Tx, box: Inbox, entry_id: str) -> None:
    """A message was handed to this inbox: where that reaches only who is there, look later whether it was read."""
    if box.abilities.needs_presence:
        _look_again(tx, entry_id, FIRST_LOOK)


async def look(ctx: Ctx, entry_id: str, waited: int) -> None:
    """The job."""
    await ctx.db.write_background(follow, entry_id, waited)


def follow(tx: Tx, entry_id: str, waited: int) -> None:
    """Send it by mail if she left without reading it. An open page gets more time, but not for ever."""
    row = tracking.row_of(tx, entry_id)
    if row is None or row.state not in ("sent", "delivered") or not _in_a_chat(tx, row):
        return
    entry, talk = conversations.entry(tx, entry_id), conversations.conversation(tx, None, row.conversation_id)
    if _something_came_after(tx, entry, talk):
        return
    if waited < LAST_LOOK and hooks.presence_of(talk.identity_id):
        _look_again(tx, entry_id, LAST_LOOK)
        return
    way = ways.by_mail(tx, talk, str(row.inbox_id), entry.handle_id)
    if way is not None:
        sending.reroute(tx, row, entry, talk, way)


def _look_again(tx: Tx, entry_id: str, waited: int) -> None:
    jobs.enqueue(
        tx, LOOK, {"entry_id": entry_id, "waited": waited}, at=tx.now + waited, id=f"unseen:{entry_id}:{waited}"
    )


def _in_a_chat(tx: Tx, row: Row) -> bool:
    try:
        return inboxes.inbox(tx, row.inbox_id).abilities.needs_presence
    except NoSuchInbox:
        return False


def _something_came_after(tx: Tx, entry: Entry, talk: Conversation) -> bool:
    """Her own word shows that she read it; a later answer of ours to her takes this one along. Another's shows nothing."""
    recent = conversations.messages(tx, talk.id)
    last = next((one for one in recent if one.handle_id == entry.handle_id), entry)
    return last.id != entry.id and last.at >= entry.at
