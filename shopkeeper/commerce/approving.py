"""What is over somebody's own limit waits for a second person: they say yes, or no, or let the time pass."""

from __future__ import annotations

import msgspec

from shopkeeper.commerce import acting, limiting, performing, spending, stores
from shopkeeper.commerce.acting import Actor, Wish
from shopkeeper.commerce.applying import snapshot_of
from shopkeeper.commerce.errors import NoSuchApproval, NotAllowed, Stale
from shopkeeper.commerce.intending import LIVE, Intent, IntentState, intent, intent_of, row_of, set_state
from shopkeeper.commerce.limiting import Facts
from shopkeeper.commerce.model import Action, Customer, Variant
from shopkeeper.commerce.rules import ROLES
from shopkeeper.commerce.store import customers, intents, orders
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Conflict
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import from_json
from shopkeeper.team import Agent

LONGEST_WORDS = 500


class CannotNow(Conflict):
    """This action is in no state for that any more. Look at it again."""


def waiting(tx: Tx, limit: int = 50, after: tuple[int, str] | None = None) -> list[Intent]:
    """The approvals inbox: what waits for a second person, the newest first."""
    return [intent_of(row) for row in intents.in_states(tx, [IntentState.waiting.value], limit, after)]


def approve(tx: Tx, agent: Agent, intent_id: str) -> Intent:
    """Yes: it is done now, in the name of whoever asked. Raises NoSuchApproval, NotAllowed, Stale (nothing is done), AlreadyAsked.

    Nobody decides about their own wish, and nobody about more than their own role may.
    """
    row = _waiting(tx, intent_id)
    if row.agent_id == agent.id:
        raise NotAllowed("A second person decides about this.", extra={"rule": "second_person", "who": None})
    one = intent_of(row)
    if one.order_id:
        tx.lock(f"intent:{one.order_id}")
    order = snapshot_of(tx, one.order_id) if one.order_id else None
    if one.order_id and (order is None or order.version != one.target.version):
        raise Stale("The order changed since it was asked for. Decline it, and ask again from what the order is now.")
    acting.free(tx, one.order_id)
    decider = Actor(kind="agent", role=agent.role.value, id=agent.id, name=agent.name)
    wish = Wish(store_id=one.store_id, action=one.action, key=one.id, order_id=one.order_id, wow=one.wow)
    facts = acting.facts_of(tx, decider, wish, order, _customer(tx, one), dict[str, Variant]())
    facts = _without_itself(facts, row)
    verdict = limiting.alone(spending.rules(tx), acting.who(decider), one.action, facts)
    if not verdict.allowed:
        raise NotAllowed(verdict.words, extra={"rule": verdict.rule, "who": verdict.who})
    set_state(tx, row, IntentState.recorded, decided_by=agent.id, decided_at=tx.now)
    acting.start(tx, one.id, one.order_id, one.person_id)
    return intent(tx, intent_id)


def decline(tx: Tx, agent: Agent, intent_id: str, why: str = "") -> Intent:
    """No. Whoever asked may take it back like this too. Raises NoSuchApproval, NotAllowed."""
    row = _waiting(tx, intent_id)
    approver = spending.rules(tx).approver
    if row.agent_id != agent.id and ROLES.index(agent.role.value) < ROLES.index(approver):
        raise NotAllowed(f"A {approver} decides about this.", extra={"rule": "approver", "who": approver})
    words = why.strip()[:LONGEST_WORDS] or "Declined."
    set_state(tx, row, IntentState.declined, words, decided_by=agent.id, decided_at=tx.now)
    return intent(tx, intent_id)


def expire(tx: Tx) -> None:
    """What nobody decided about in time is over."""
    for row in intents.expired(tx, tx.now):
        set_state(tx, row, IntentState.expired, "Nobody decided about it in time. Ask again.")


async def tidy(ctx: Ctx) -> None:
    """Every few minutes."""
    await ctx.db.write_background(expire)
    await ctx.db.write_background(performing.abandoned)


def try_again(tx: Tx, agent: Agent, intent_id: str) -> Intent:
    """Look again now at what is unsure, or hand over again what was given up for want of an answer. Raises NoSuchIntent, CannotNow.

    It is looked up before anything is repeated, as always.
    """
    row = row_of(tx, intent_id)
    if row.state == IntentState.given_up.value:
        if row.order_id:
            acting.free(tx, row.order_id)
        set_state(tx, row, IntentState.unsure, row.problem)
    elif row.state not in {one.value for one in LIVE}:
        raise CannotNow
    stores.store(tx, row.store_id)
    acting.start(tx, row.id, row.order_id, row.person_id, at_once=True)
    return intent(tx, intent_id)


def give_up(tx: Tx, agent: Agent, intent_id: str) -> Intent:
    """Somebody looked at the shop and settled it there: we stop looking. Raises NoSuchIntent, CannotNow."""
    row = row_of(tx, intent_id)
    if row.state not in (IntentState.unsure.value, IntentState.recorded.value):
        raise CannotNow
    performing.end(tx, row, IntentState.given_up, f"{agent.name} ended it; see the shop's own page for what was done.")
    return intent(tx, intent_id)


def _waiting(tx: Tx, intent_id: str) -> Row:
    row = intents.one(tx, intent_id)
    if row is None or row.state != IntentState.waiting.value:
        raise NoSuchApproval
    return row


def _customer(tx: Tx, one: Intent) -> Customer | None:
    order = orders.one(tx, one.order_id) if one.order_id else None
    key = one.target.customer_id or (order.customer if order else "")
    row = customers.find(tx, one.store_id, key)
    return from_json(row.snapshot, Customer) if row else None


def _without_itself(facts: Facts, row: Row) -> Facts:
    """Its own amount stands in the sums already."""
    own = limiting.compensates(from_json(row.action, Action), row.currency).minor
    given = msgspec.structs.replace(
        facts.given,
        on_order=max(0, facts.given.on_order - row.amount),
        compensated=max(0, facts.given.compensated - own),
    )
    return msgspec.structs.replace(facts, given=given)
