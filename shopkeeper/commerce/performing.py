"""Having the shop do it, once. What is written before and after each step makes every crash come out on the safe side.

recorded → performing (written before the shop hears of it) → done | refused | unsure. Whoever finds an intent that was begun does
not begin it again: the shop is asked first whether it was done. Only a shop that surely did nothing is asked to do it.
"""

from __future__ import annotations

import structlog
from msgspec import Struct

from shopkeeper import conversations
from shopkeeper.commerce import acting, applying, opening, recognising, stores, syncing
from shopkeeper.commerce.bodies import OrderBody
from shopkeeper.commerce.errors import Busy, NoSuchStore, StoreNeedsOwner, StoreUnsure, Unavailable
from shopkeeper.commerce.intending import LIVE, Intent, IntentState, Outcome, intent_of, set_state
from shopkeeper.commerce.model import Done, Link, StoreState
from shopkeeper.commerce.registry import adapter
from shopkeeper.commerce.store import intents, orders
from shopkeeper.commerce.telling import KIND
from shopkeeper.conversations import Author
from shopkeeper.kit.clock import HOUR, MINUTE, SECOND
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import to_json

log = structlog.get_logger("commerce")

GIVE_UP = 24 * HOUR
MOST_TRIES = 29
"""One less than the job table's own limit, so that the failure is told on the action and not only in a log."""
LOOK_AGAIN = 20.0
"""Seconds until an unsure action is looked up again."""
SETTLES = 30 * SECOND
"""What was on its way when the line went dead may still arrive: so long "it was not done" is not believed without a key."""
INTERRUPTED = "We were interrupted while the shop was doing it."
OURS: dict[str, frozenset[str]] = {
    "cancel": frozenset({"cancelled", "refunded"}),
    "refund": frozenset({"refunded"}),
    "edit_lines": frozenset({"changed", "refunded"}),
    "edit_address": frozenset({"changed"}),
    "return": frozenset({"return_asked"}),
}
"""Which milestones of the order the entry of an action tells already."""


class Started(Struct, frozen=True):
    """An action about to be handed over. `again`: an earlier try ended without our hearing how, at `tried_at`."""

    intent: Intent
    again: bool
    tried_at: int


async def perform(ctx: Ctx, intent_id: str) -> None:
    """The job. Raises Busy and Unavailable to be called again; all other ends are told on the action."""
    started = await ctx.db.write_background(_start, intent_id)
    if started is None:
        return
    try:
        link = await opening.link(ctx, started.intent.store_id)
    except NoSuchStore as failure:
        await ctx.db.write_background(_refused, intent_id, failure.detail)
        return
    try:
        done = await _looked_up(ctx, link, started) if started.again else None
    except StoreNeedsOwner as failure:
        # It goes on when the store does, and is looked up then.
        await ctx.db.write_background(_unsure, intent_id, failure.detail, link.store.id)
        return
    if done is None:
        done = await _done(ctx, link, started.intent)
    if done is not None:
        # Outside every try: if this cannot be written the state stays `performing`, and the next try looks first.
        await ctx.db.write_background(record, intent_id, done)


async def _looked_up(ctx: Ctx, link: Link, started: Started) -> Done | None:
    """Whether it was done. None: surely not. Raises Busy to look again later, StoreNeedsOwner."""
    one = started.intent
    shop = adapter(link.store.kind)
    try:
        done = await shop.performed(link, one.target, one.action, one.id)
    except StoreNeedsOwner:
        raise
    except Failure as failure:
        await ctx.db.write_background(_unsure, one.id, failure.detail)
        raise Busy(failure.detail, retry_after=getattr(failure, "retry_after", None) or LOOK_AGAIN) from failure
    if done is None and not shop.abilities.keyed and ctx.now - started.tried_at < SETTLES:
        await ctx.db.write_background(_unsure, one.id, INTERRUPTED)
        raise Busy(INTERRUPTED, retry_after=LOOK_AGAIN)
    return done


async def _done(ctx: Ctx, link: Link, one: Intent) -> Done | None:
    """Have it done. None: it ended otherwise, and that is written."""
    await ctx.db.write_background(_hand_over, one.id)
    try:
        return await adapter(link.store.kind).perform(link, one.target, one.action, one.id)
    except StoreUnsure as failure:
        await ctx.db.write_background(_unsure, one.id, failure.detail)
        raise Busy(failure.detail, retry_after=LOOK_AGAIN) from failure
    except StoreNeedsOwner as failure:
        await ctx.db.write_background(_waits_for_owner, one.id, link.store.id, failure.detail)
    except (Busy, Unavailable) as failure:
        if await ctx.db.write_background(_waits, one.id, failure.detail, ctx.attempt):
            raise
    except Failure as failure:
        await ctx.db.write_background(_refused, one.id, failure.detail)
    return None


def record(tx: Tx, intent_id: str, done: Done) -> None:
    """What the shop did: the action's end, the order as it is now, and who, what and why on the timeline. Twice is once."""
    row = intents.one(tx, intent_id)
    if row is None or row.state in (IntentState.done, IntentState.refused, IntentState.declined):
        return
    store = stores.store_ever(tx, row.store_id)
    if row.order_id:
        tx.lock(f"intent:{row.order_id}")
    if done.order is not None:
        applying.order_seen(tx, store, done.order, sure=True)
    made = applying.order_seen(tx, store, done.made, sure=True).order_ids if done.made is not None else ()
    if done.customer is not None:
        recognising.person_of(tx, store, done.customer)
    outcome = Outcome(
        reference=done.reference, words=done.words, order_id=row.order_id, made_id=next(iter(made), None), pay_url=done.pay_url,
        code=done.code, label_url=done.label_url, pending=done.pending,
    )  # fmt: skip
    entry_id = _tell(tx, row, "done", outcome)
    set_state(tx, row, IntentState.done, outcome=to_json(outcome), entry_id=entry_id)
    if row.order_id:
        applying.tell_rest(tx, store, row.order_id, OURS.get(row.verb, frozenset()))
        if done.order is None:
            external_id = orders.one(tx, row.order_id)
            asked = applying.Applied(ask_orders=(external_id.external_id,) if external_id else ())
            syncing.ask_for(tx, store.id, asked)


def resume(tx: Tx, store_id: str) -> None:
    """The store lets us in again: what waited goes on."""
    for row in intents.in_states(tx, [one.value for one in LIVE], 1_000, store_id=store_id):
        acting.start(tx, row.id, row.order_id, row.person_id, at_once=True)


def abandoned(tx: Tx) -> None:
    """Actions that stand still: whose job is gone gets another, and what was begun two hours ago is called what it is, unsure."""
    for row in intents.in_states(tx, [one.value for one in LIVE], 500):
        if row.changed_at < tx.now - 10 * MINUTE:
            acting.start(tx, row.id, row.order_id, row.person_id)
        if row.state == IntentState.performing.value and row.changed_at < tx.now - 2 * HOUR:
            _unsure(tx, row.id, INTERRUPTED)


def _start(tx: Tx, intent_id: str) -> Started | None:
    """Whether there is anything to do. None: it ended, or its store stands still."""
    row = _going(tx, intent_id)
    if row is None:
        return None
    try:
        store = stores.store(tx, row.store_id)
    except NoSuchStore:
        end(tx, row, IntentState.refused, "The store was disconnected.")
        return None
    if store.state is not StoreState.ok:
        # Nothing is lost: it goes on when the store does.
        return None
    again = row.state != IntentState.recorded.value
    return Started(intent_of(row), again=again, tried_at=row.changed_at)


def _going(tx: Tx, intent_id: str) -> Row | None:
    """The action, unless it ended."""
    row = intents.one(tx, intent_id)
    return row if row is not None and row.state in LIVE else None


def _hand_over(tx: Tx, intent_id: str) -> None:
    row = _going(tx, intent_id)
    if row is not None:
        set_state(tx, row, IntentState.performing, attempt=row.attempt + 1)


def _waits(tx: Tx, intent_id: str, why: str, attempt: int) -> bool:
    """Surely nothing was done: back to recorded; False when it has been long enough."""
    row = _going(tx, intent_id)
    if row is None:
        return False
    if tx.now - row.created_at > GIVE_UP or attempt >= MOST_TRIES:
        end(tx, row, IntentState.given_up, f"The shop did not answer for a whole day. Nothing was done. ({why})")
        return False
    set_state(tx, row, IntentState.recorded, why)
    return True


def _waits_for_owner(tx: Tx, intent_id: str, store_id: str, why: str) -> None:
    syncing.needs_owner(tx, store_id, why)
    row = _going(tx, intent_id)
    if row is not None:
        set_state(tx, row, IntentState.recorded, why)


def _refused(tx: Tx, intent_id: str, why: str) -> None:
    row = _going(tx, intent_id)
    if row is not None:
        end(tx, row, IntentState.refused, why)


def _unsure(tx: Tx, intent_id: str, why: str, store_id: str | None = None) -> None:
    if store_id is not None:
        syncing.needs_owner(tx, store_id, why)
    row = _going(tx, intent_id)
    if row is None:
        return
    entry_id = row.entry_id or _tell(tx, row, "unsure", None)
    if row.state != IntentState.unsure.value:
        set_state(tx, row, IntentState.unsure, why, entry_id=entry_id)


def end(tx: Tx, row: Row, state: IntentState, why: str) -> None:
    """It ended without being done; what was shown as unsure says so now."""
    if row.entry_id:
        conversations.retell(tx, row.entry_id, _body(tx, row, state.value, None, why))
    set_state(tx, row, state, why)
    if row.order_id:
        applying.tell_rest(tx, stores.store_ever(tx, row.store_id), row.order_id)


def _tell(tx: Tx, row: Row, state: str, outcome: Outcome | None) -> str:
    body = _body(tx, row, state, outcome)
    if row.entry_id:
        conversations.retell(tx, row.entry_id, body)
        return str(row.entry_id)
    by = Author(kind=row.by_kind, id=row.agent_id, name=row.by_name)
    return conversations.tell(
        tx, row.person_id, KIND, body, author=by, conversation_id=row.conversation_id, words=f"{body.text} {row.why}"
    )


def _body(tx: Tx, row: Row, state: str, outcome: Outcome | None, problem: str = "") -> OrderBody:
    one = intent_of(row)
    order = orders.one(tx, row.order_id) if row.order_id else None
    number = order.number if order else ""
    words = outcome.words if outcome and outcome.words else "; ".join(item.words for item in one.items)
    sums = f" {one.amount}" if one.amount else ""
    text = f"{one.verb.replace('_', ' ').capitalize()}{sums} {number}: {words}".strip(" :")
    detail = {
        "items": one.items, "outcome": outcome, "problem": problem or None, "decided_by": one.decided_by, "wow": one.wow,
        "way": getattr(one.action, "way", None),
    }  # fmt: skip
    return OrderBody(
        verb=one.verb, text=text, store_id=one.store_id, order_id=one.order_id, number=number, amount=one.amount,
        detail={key: value for key, value in detail.items() if value}, intent_id=one.id, why=one.why, state=state,
    )  # fmt: skip
