"""Actions as they are kept: what somebody wanted, how far it is, and what came of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from msgspec import Struct

from shopkeeper.commerce.errors import NoSuchIntent
from shopkeeper.commerce.events import IntentChanged
from shopkeeper.commerce.model import Action, Item, Target
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.store import intents
from shopkeeper.kit import events
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.text import from_json


class IntentState(StrEnum):
    """How far an action is.

    `waiting`: a second person decides. `recorded`: about to begin. `performing`: the shop was asked. `unsure`: its answer was
    lost, we are looking. `done`, `refused` (the shop or the order said no; `problem` says why), `declined` and `expired` (the
    second person's no, or silence), `given_up` (somebody ended an unsure one, or nobody answered for a day).
    """

    waiting = "waiting"
    recorded = "recorded"
    performing = "performing"
    unsure = "unsure"
    done = "done"
    refused = "refused"
    declined = "declined"
    expired = "expired"
    given_up = "given_up"


GAVE_NOTHING = (IntentState.refused, IntentState.declined, IntentState.expired, IntentState.given_up)
LIVE = (IntentState.recorded, IntentState.performing, IntentState.unsure)


class Outcome(Struct, frozen=True, kw_only=True):
    """What the shop did. `order_id` and `made_id` are ours; `reference` is the shop's."""

    reference: str
    words: str = ""
    order_id: str | None = None
    made_id: str | None = None
    pay_url: str | None = None
    code: str | None = None
    label_url: str | None = None
    pending: bool = False


class Intent(Struct, frozen=True, kw_only=True):
    """One action somebody asked for. Its id is the key the shop hears; times are ms UTC.

    `amount` is what it gives away. `rule` is the rule that made a second person decide, `decided_why` what they said to it.
    """

    id: str
    store_id: str
    order_id: str | None
    person_id: str
    conversation_id: str | None
    verb: str
    action: Action
    target: Target
    state: IntentState
    problem: str | None
    why: str
    by_kind: str
    agent_id: str | None
    by_name: str
    amount: Money | None
    wow: bool
    items: tuple[Item, ...]
    rule: str | None
    decided_by: str | None
    decided_at: int | None
    decided_why: str | None
    expires_at: int | None
    outcome: Outcome | None
    entry_id: str | None
    created_at: int
    changed_at: int
    seq: int


def intent(tx: Tx, intent_id: str) -> Intent:
    """Raises NoSuchIntent."""
    return intent_of(row_of(tx, intent_id))


def row_of(tx: Tx, intent_id: str) -> Row:
    """Raises NoSuchIntent."""
    row = intents.one(tx, intent_id)
    if row is None:
        raise NoSuchIntent
    return row


def set_state(tx: Tx, row: Row, state: IntentState, problem: str | None = None, **more: Any) -> None:
    """How far it is now, told to every open window. An intent that ended lets its order go."""
    fact = IntentChanged(intent_id=row.id, person_id=row.person_id, state=state.value, order_id=row.order_id)
    seq = events.record(tx, fact)
    live = row.order_id if state in LIVE else None
    if state in GAVE_NOTHING and row.wow:
        intents.drop_spend(tx, row.id)
    intents.change(tx, row.id, state=state.value, problem=problem, live_order=live, seq=seq, **more)


def intent_of(row: Row) -> Intent:
    return Intent(
        id=row.id, store_id=row.store_id, order_id=row.order_id, person_id=row.person_id, conversation_id=row.conversation_id,
        verb=row.verb, action=from_json(row.action, Action), target=from_json(row.target, Target),
        state=IntentState(row.state), problem=row.problem, why=row.why, by_kind=row.by_kind, agent_id=row.agent_id,
        by_name=row.by_name, amount=Money(row.amount, row.currency) if row.amount else None, wow=bool(row.wow),
        items=from_json(row.preview, tuple[Item, ...]) if row.preview else (), rule=row.rule, decided_by=row.decided_by,
        decided_at=row.decided_at, decided_why=row.decided_why, expires_at=row.expires_at,
        outcome=from_json(row.outcome, Outcome) if row.outcome else None, entry_id=row.entry_id, created_at=row.created_at,
        changed_at=row.changed_at, seq=row.seq,
    )  # fmt: skip
