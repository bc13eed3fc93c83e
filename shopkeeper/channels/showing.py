"""What open windows are given when something in this room changes."""

from typing import Any

from shopkeeper.channels import inboxes, quarantine
from shopkeeper.channels.events import InboxChanged, MailQuarantined
from shopkeeper.kit import live
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import NotFound
from shopkeeper.team import Agent, may_see


def boot(tx: Tx, agent: Agent) -> list[dict[str, Any]]:
    """The inboxes an agent may see, for the call a window starts with."""
    return [inboxes.shown(box) for box in inboxes.inboxes(tx) if may_see(agent, box.id)]


def has_mailbox(tx: Tx) -> bool:
    """The wizard's question: can somebody be written to?"""
    return any(box.abilities.may_open for box in inboxes.inboxes(tx))


def has_chat(tx: Tx) -> bool:
    """The wizard's question: can visitors of the shop talk to us?"""
    return any(box.abilities.needs_presence for box in inboxes.inboxes(tx))


def keeps_brand(tx: Tx, brand_id: str) -> str | None:
    """Why a brand cannot be removed yet, if an inbox speaks for it."""
    names = [box.name for box in inboxes.inboxes(tx) if box.brand_id == brand_id]
    return (
        f"These inboxes speak for it: {', '.join(names)}. Remove them or give them another brand first."
        if names
        else None
    )


def _inbox(tx: Tx, fact: InboxChanged) -> dict[str, Any]:
    try:
        return {"inboxes": [inboxes.shown(inboxes.inbox(tx, fact.inbox_id))]}
    except NotFound:
        return {"removed": [fact.inbox_id]}


def _quarantined(tx: Tx, fact: MailQuarantined) -> dict[str, Any]:
    # Only that there is something: the reason is for those who may open the list.
    found = quarantine.one(tx, fact.quarantine_id)
    return {"quarantine": [{"id": found.id, "inbox_id": found.inbox_id, "at": found.at}]}


live.shows.update({InboxChanged: _inbox, MailQuarantined: _quarantined})
