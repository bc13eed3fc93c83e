"""What is over somebody's own limit waits for a second person: they say yes, or no, or let the time pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from shopkeeper import people, team
from shopkeeper.commerce import acting, beside, limiting, performing, spending, stores
from shopkeeper.commerce.acting import actor_of
from shopkeeper.commerce.applying import snapshot_of
from shopkeeper.commerce.errors import Decided, NoSuchApproval, NotAllowed, Stale
from shopkeeper.commerce.intending import LIVE, Intent, IntentState, intent_of, row_of, set_state
from shopkeeper.commerce.limiting import Facts, Verdict, no
from shopkeeper.commerce.model import Customer, Order
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.rules import ROLES
from shopkeeper.commerce.store import customers, intents, orders
from shopkeeper.commerce.weighing import Gift
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Conflict
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import from_json
from shopkeeper.team import Agent

LONGEST_WORDS = 500
SECOND = "second_person"
OVER = "Its time is over. Whoever asked may ask again."
STALE = "The order changed since it was asked for. Decline it, and ask again from what the order is now."


class CannotNow(Conflict):
    """This action is in no state for that any more. Look at it again."""


class Approval(Struct, frozen=True, kw_only=True):
    """A wish for a second person, with what they have to know. `verdict`: whether this agent may say yes, and why not.

    `number` and `total` are the order's; `stale`: it changed since it was asked for, so that nobody can say yes any more.
    """

    intent: Intent
    person_name: str
    number: str
    total: Money | None
    stale: bool
    verdict: Verdict


def waiting(tx: Tx, agent: Agent, limit: int = 50, after: tuple[int, str] | None = None) -> list[Approval]:
    """The approvals inbox: what waits for a second person, the newest first."""
    return _shown(tx, agent, intents.in_states(tx, [IntentState.waiting.value], limit, after))


def asked(tx: Tx, agent: Agent, limit: int = 50) -> list[Approval]:
    """What this agent asked a second person for, however it ended, the newest first."""
    return _shown(tx, agent, intents.asked_by(tx, agent.id, limit))


def for_me(tx: Tx, agent: Agent, limit: int = 50) -> int:
    """How many wait that this agent may say yes to."""
    return sum(one.verdict.allowed for one in waiting(tx, agent, limit))


def approve(tx: Tx, agent: Agent, intent_id: str, why: str = "") -> Intent:
    """Yes: it is done now, in the name of whoever asked. Raises NoSuchApproval, Decided, NotAllowed, Stale (nothing is
    done), AlreadyAsked.

    Nobody decides about their own wish, and nobody about more than their own role may.
    """
    row = _waiting(tx, agent, intent_id)
    one = intent_of(row)
    if _over(tx, one):
        raise NoSuchApproval(OVER)
    if one.order_id:
        tx.lock(f"intent:{one.order_id}")
    order = snapshot_of(tx, one.order_id) if one.order_id else None
    verdict = _decides(tx, agent, one)
    if verdict.allowed and _stale(one, order):
        raise Stale(STALE)
    if verdict.allowed:
        acting.free(tx, one.order_id)
        verdict = _judged(tx, agent, row, one, order)
    if not verdict.allowed:
        raise NotAllowed(verdict.words, extra={"rule": verdict.rule, "who": verdict.who})
    set_state(tx, row, IntentState.recorded, **_decision(tx, agent, why))
    acting.start(tx, one.id, one.order_id, one.person_id)
    return beside.intent(tx, agent, intent_id)


def decline(tx: Tx, agent: Agent, intent_id: str, why: str = "") -> Intent:
    """No. Whoever asked may take it back like this too. Raises NoSuchApproval, Decided, NotAllowed."""
    row = _waiting(tx, agent, intent_id)
    verdict = _decides(tx, agent, intent_of(row))
    if not verdict.allowed and verdict.rule != SECOND:
        raise NotAllowed(verdict.words, extra={"rule": verdict.rule, "who": verdict.who})
    decision = _decision(tx, agent, why)
    set_state(tx, row, IntentState.declined, decision["decided_why"] or "Declined.", **decision)
    return beside.intent(tx, agent, intent_id)


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
    elif row.state not in LIVE:
        raise CannotNow
    stores.store(tx, row.store_id)
    acting.start(tx, row.id, row.order_id, row.person_id, at_once=True)
    return beside.intent(tx, agent, intent_id)


def give_up(tx: Tx, agent: Agent, intent_id: str) -> Intent:
    """Somebody looked at the shop and settled it there: we stop looking. Raises NoSuchIntent, CannotNow."""
    row = row_of(tx, intent_id)
    if row.state not in (IntentState.unsure.value, IntentState.recorded.value):
        raise CannotNow
    performing.end(tx, row, IntentState.given_up, f"{agent.name} ended it; see the shop's own page for what was done.")
    return beside.intent(tx, agent, intent_id)


def _shown(tx: Tx, agent: Agent, rows: Sequence[Row]) -> list[Approval]:
    faces = people.faces(tx, {row.person_id for row in rows})
    shown = beside.seen_by(tx, agent, [intent_of(row) for row in rows])
    return [_approval(tx, agent, row, one, faces) for row, one in zip(rows, shown, strict=True)]


def _approval(tx: Tx, agent: Agent, row: Row, one: Intent, faces: dict[str, people.Face]) -> Approval:
    order = snapshot_of(tx, one.order_id) if one.order_id else None
    waits = one.state is IntentState.waiting
    stale = waits and _stale(one, order)
    verdict = no("expired", OVER) if waits and _over(tx, one) else _decides(tx, agent, one)
    if verdict.allowed and waits:
        verdict = no("stale", STALE) if stale else _judged(tx, agent, row, one, order)
    known = faces.get(one.person_id)
    return Approval(
        intent=one, person_name=known.name if known else "", number=order.number if order else "",
        total=order.total if order else None, stale=stale, verdict=verdict,
    )  # fmt: skip


def _decides(tx: Tx, agent: Agent, one: Intent) -> Verdict:
    """Whether it is theirs to decide at all: never about one's own wish, and from the approver's role on."""
    if one.agent_id == agent.id:
        return no(SECOND, "A second person decides about this.")
    approver = spending.rules(tx).approver
    if ROLES.index(agent.role.value) < ROLES.index(approver):
        return Verdict(allowed=False, rule="approver", words=f"A {approver} decides about this.", who=approver)
    return limiting.YES


def _over(tx: Tx, one: Intent) -> bool:
    return one.expires_at is not None and one.expires_at <= tx.now


def _stale(one: Intent, order: Order | None) -> bool:
    return bool(one.order_id) and (order is None or order.version != one.target.version)


def _judged(tx: Tx, agent: Agent, row: Row, one: Intent, order: Order | None) -> Verdict:
    """What the policy says to them: nobody says yes to more than their own role may give."""
    decider, gift = actor_of(agent), _gift(row, order)
    facts = acting.facts_of(tx, decider, one.order_id, order, _customer(tx, one), gift)
    return limiting.alone(spending.rules(tx), acting.who(decider), one.action, _without_itself(facts, gift))


def _decision(tx: Tx, agent: Agent, why: str) -> dict[str, Any]:
    return {"decided_by": agent.id, "decided_at": tx.now, "decided_why": why.strip()[:LONGEST_WORDS] or None}


def _waiting(tx: Tx, agent: Agent, intent_id: str) -> Row:
    """Raises NoSuchApproval; Decided where somebody else was faster."""
    tx.lock(f"approval:{intent_id}")
    row = intents.one(tx, intent_id)
    if row is None or row.rule is None:
        raise NoSuchApproval
    if row.state == IntentState.waiting.value:
        return row
    if row.decided_by is None or row.decided_by == agent.id:
        raise NoSuchApproval
    raise Decided(_told(tx, row), extra={"decided_by": row.decided_by, "state": row.state})


def _told(tx: Tx, row: Row) -> str:
    name = team.agent(tx, row.decided_by).name
    said = f" “{row.decided_why}”" if row.decided_why else ""
    if row.state != IntentState.declined.value:
        return f"{name} said yes to this already.{said}"
    return f"{name} took it back.{said}" if row.decided_by == row.agent_id else f"{name} said no to this already.{said}"


def _customer(tx: Tx, one: Intent) -> Customer | None:
    order = orders.one(tx, one.order_id) if one.order_id else None
    key = one.target.customer_id or (order.customer if order else "")
    row = customers.find(tx, one.store_id, key)
    return from_json(row.snapshot, Customer) if row else None


def _gift(row: Row, order: Order | None) -> Gift:
    """What it gives away, as it was weighed when it was asked for: what nobody could put a figure to is what they decide about."""
    amount = Money(row.amount, row.currency)
    return Gift(amount=amount, extra=acting.extra_before(row, order) if order is not None else amount)


def _without_itself(facts: Facts, gift: Gift) -> Facts:
    """Its own amount stands in the sums already."""
    given = msgspec.structs.replace(
        facts.given,
        on_order=max(0, facts.given.on_order - gift.amount.minor),
        compensated=max(0, facts.given.compensated - gift.extra.minor),
    )
    return msgspec.structs.replace(facts, given=given)
