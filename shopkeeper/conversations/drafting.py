"""Drafts: what an agent was writing survives a reload, another device, and an answer taken back."""

from __future__ import annotations

import msgspec

from shopkeeper.conversations import rights, store
from shopkeeper.conversations.events import DraftChanged
from shopkeeper.conversations.model import Draft
from shopkeeper.kit import events, text
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent


def save_draft(tx: Tx, agent: Agent, conversation_id: str, draft: Draft) -> Draft:
    """Keep what they write in this conversation. Raises NoSuchConversation, NotYourInbox."""
    rights.conversation(tx, agent, conversation_id)
    return keep_draft(tx, agent, conversation_id, draft)


def load_draft(tx: Tx, agent: Agent, conversation_id: str) -> Draft | None:
    """What they were writing here, if anything. Raises NoSuchConversation, NotYourInbox."""
    rights.conversation(tx, agent, conversation_id)
    return store.desk.draft(tx, conversation_id, agent.id)


def drop_draft(tx: Tx, agent: Agent, conversation_id: str) -> None:
    """They thought better of it. Nothing happens where there is none."""
    if store.desk.drop_draft(tx, conversation_id, agent.id):
        events.record(tx, DraftChanged(conversation_id, agent.id))


def keep_draft(tx: Tx, agent: Agent, conversation_id: str, draft: Draft) -> Draft:
    """The draft as kept, card numbers masked."""
    kept = msgspec.structs.replace(
        draft, text=text.mask_cards(draft.text), at=tx.now, conversation_id=conversation_id, agent_id=agent.id
    )
    store.desk.put_draft(tx, kept)
    events.record(tx, DraftChanged(conversation_id, agent.id))
    return kept
