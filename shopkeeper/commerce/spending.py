"""The policy as it stands, and each agent's budget for delight: what it was spent on, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from shopkeeper.commerce.errors import NotAllowed
from shopkeeper.commerce.events import PolicyChanged
from shopkeeper.commerce.money import Money, decimals
from shopkeeper.commerce.rules import ROLES, Policy, limit_in
from shopkeeper.commerce.store import intents, policies
from shopkeeper.kit import events, ids
from shopkeeper.kit.clock import DAY
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Invalid, NotFound
from shopkeeper.kit.text import from_json, to_json

if TYPE_CHECKING:
    from shopkeeper.team import Agent

LONGEST_WORDS = 1_000


class NoSuchSpend(NotFound):
    """Nothing was spent under this number."""


class Spend(Struct, frozen=True, kw_only=True):
    """One thing an agent spent on delight. `outcome` is what came of it, in their words, written later."""

    id: str
    agent_id: str
    person_id: str
    conversation_id: str | None
    intent_id: str | None
    amount: Money
    what_for: str
    outcome: str | None
    at: int


class Budget(Struct, frozen=True, kw_only=True):
    """What an agent may still spend on delight. `since` is when the period began (ms UTC)."""

    agent_id: str
    budget: Money
    spent: Money
    left: Money
    since: int


def rules(tx: Tx) -> Policy:
    """What agents may do, as it was set; the usual where nobody set anything."""
    kept = policies.load(tx)
    return from_json(kept, Policy) if kept else Policy()


def set_rules(tx: Tx, agent: Agent, wanted: Policy) -> Policy:
    """Raises Invalid with the fields to correct."""
    _check(wanted)
    policies.keep(tx, to_json(wanted))
    events.record(tx, PolicyChanged(by=agent.id))
    return wanted


def spent(tx: Tx, agent_id: str, currency: str) -> int:
    """What an agent spent of their budget in the period, in the smallest unit of a currency."""
    return intents.spent(tx, agent_id, _since(tx), currency)


def budget(tx: Tx, agent_id: str, role: str) -> Budget:
    policy = rules(tx)
    whole = Money(policy.wow.budget.get(role, 0), policy.currency)
    gone = Money(spent(tx, agent_id, policy.currency), policy.currency)
    return Budget(agent_id=agent_id, budget=whole, spent=gone, left=whole - gone, since=_since(tx))


def spend(
    tx: Tx, agent: Agent, person_id: str, amount: Money, what_for: str, conversation_id: str | None = None
) -> Spend:
    """Something bought elsewhere (flowers, a replacement from another shop). Raises NotAllowed when the budget does not reach."""
    policy = rules(tx)
    tx.lock(f"wow:{agent.id}")
    left = limit_in(policy, policy.wow.budget.get(agent.role.value, 0), amount.currency).minor
    left -= spent(tx, agent.id, amount.currency)
    if amount.minor < 1 or not what_for.strip():
        raise Invalid("Say how much, and what for.", fields={"amount": "more than nothing", "what_for": "needed"})
    if amount.minor > left:
        shown = Money(max(0, left), amount.currency)
        raise NotAllowed(f"{shown} of your budget is left.", extra={"rule": "wow_budget", "who": policy.approver})
    return charge(tx, agent.id, person_id, amount, what_for, conversation_id=conversation_id)


def charge(
    tx: Tx, agent_id: str, person_id: str, amount: Money, what_for: str, *, intent_id: str | None = None,
    conversation_id: str | None = None,
) -> Spend:  # fmt: skip
    """Write it into the ledger."""
    values = {
        "id": ids.new(tx.now), "agent_id": agent_id, "person_id": person_id, "conversation_id": conversation_id,
        "intent_id": intent_id, "amount": amount.minor, "currency": amount.currency,
        "what_for": what_for.strip()[:LONGEST_WORDS], "outcome": None, "at": tx.now,
    }  # fmt: skip
    intents.add_spend(tx, values)
    return _spend(intents.spend(tx, str(values["id"])))


def tell_outcome(tx: Tx, agent: Agent, spend_id: str, outcome: str) -> Spend:
    """What came of it. One's own, or as a lead anybody's. Raises NoSuchSpend, NotAllowed."""
    row = intents.spend(tx, spend_id)
    if row is None:
        raise NoSuchSpend
    if row.agent_id != agent.id and agent.role.value == "agent":
        raise NotAllowed(
            "Whoever spent it writes what came of it, or a lead.", extra={"rule": "wow_own", "who": "lead"}
        )
    intents.change_spend(tx, spend_id, outcome=outcome.strip()[:LONGEST_WORDS] or None)
    return _spend(intents.spend(tx, spend_id))


def ledger(tx: Tx, agent_id: str | None = None, limit: int = 200) -> list[Spend]:
    """What was spent in the period, the newest first; of one agent or of all."""
    return [_spend(row) for row in intents.ledger(tx, agent_id, _since(tx), limit)]


def _since(tx: Tx) -> int:
    return tx.now - rules(tx).wow.days * DAY


def _spend(row: Row) -> Spend:
    return Spend(
        id=row.id, agent_id=row.agent_id, person_id=row.person_id, conversation_id=row.conversation_id,
        intent_id=row.intent_id, amount=Money(row.amount, row.currency), what_for=row.what_for, outcome=row.outcome, at=row.at,
    )  # fmt: skip


def _check(policy: Policy) -> None:
    wrong = {}
    if policy.approver not in ("agent", "lead", "admin"):
        wrong["approver"] = "lead or admin"
    if set(policy.roles) - set(ROLES):
        wrong["roles"] = f"Roles are {', '.join(ROLES)}."
    if policy.share is not None and not 0 <= policy.share <= 100:
        wrong["share"] = "Between 0 and 100 percent."
    if policy.returns.ways not in ("any", "original_or_gift_card"):
        wrong["returns"] = "any, or original_or_gift_card"
    if len(policy.currency) != 3 or decimals(policy.currency) < 0:
        wrong["currency"] = "Three letters, like EUR."
    if not 1 <= policy.days <= 366 or not 1 <= policy.wow.days <= 366 or not 1 <= policy.approval_hours <= 1_000:
        wrong["days"] = "Between 1 and 366."
    amounts = [x for limits in policy.roles.values() for x in (limits.per_order, limits.per_period) if x is not None]
    if any(amount < 0 for amount in [*amounts, *policy.wow.budget.values()]):
        wrong["roles"] = "No amount is less than nothing."
    if wrong:
        raise Invalid("Some of these rules cannot be.", fields=wrong)
