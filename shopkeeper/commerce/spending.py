"""The policy as it stands, and each agent's budget for delight: what it was spent on, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from shopkeeper import people, team
from shopkeeper.commerce import beside, vetting
from shopkeeper.commerce.errors import NotAllowed, PolicyMoved
from shopkeeper.commerce.events import PolicyChanged
from shopkeeper.commerce.money import Money, total
from shopkeeper.commerce.rules import Policy, converted, limit_in
from shopkeeper.commerce.store import intents, orders, policies
from shopkeeper.kit import events, ids
from shopkeeper.kit.clock import DAY, HOUR
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Conflict, Invalid, NotFound
from shopkeeper.kit.text import from_json, to_json

if TYPE_CHECKING:
    from shopkeeper.team import Agent

LONGEST_WORDS = 1_000
SLIP = HOUR
USUAL = "usual"
"""The version of rules that nobody set yet."""


class NoSuchSpend(NotFound):
    """Nothing was spent under this number."""


class SpentForGood(Conflict):
    """This stands in the ledger for good: it went through the shop, or an hour has passed. Write what came of it instead."""


class Ruling(Policy, frozen=True, kw_only=True):
    """The policy as it stands. `version` names the last change: sent back with a new policy, nobody's change is written over."""

    version: str = ""
    changed_at: int | None = None
    changed_by: str | None = None


class Spend(Struct, frozen=True, kw_only=True):
    """One thing an agent spent on delight. `outcome` is what came of it, in their words, written later.

    With `intent_id` it went through the shop: `verb` says how, `order_id` and `number` on which order.
    """

    id: str
    agent_id: str
    person_id: str
    person_name: str
    conversation_id: str | None
    intent_id: str | None
    verb: str | None
    order_id: str | None
    number: str
    amount: Money
    what_for: str
    outcome: str | None
    at: int


class Budget(Struct, frozen=True, kw_only=True):
    """What an agent may still spend on delight. `since` is when the period began (ms UTC), `days` how long it is."""

    agent_id: str
    budget: Money
    spent: Money
    left: Money
    since: int
    days: int


def rules(tx: Tx) -> Policy:
    """What agents may do, as it was set; the usual where nobody set anything."""
    kept = policies.load(tx)
    return from_json(kept, Policy) if kept else Policy()


def ruling(tx: Tx) -> Ruling:
    """The same with who set it last, and when."""
    last = next(iter(policies.versions(tx, 1)), None)
    if last is None:
        return Ruling(**asdict(rules(tx)), version=USUAL)
    return Ruling(**asdict(rules(tx)), version=last.id, changed_at=last.at, changed_by=last.agent_id)


def set_rules(tx: Tx, agent: Agent, wanted: Policy, version: str = "") -> Ruling:
    """Raises Invalid with the fields to correct; PolicyMoved where `version` is given and no longer the last."""
    vetting.vet(wanted)
    tx.lock("commerce_policy")
    if version and version != ruling(tx).version:
        raise PolicyMoved
    kept = Policy(**{name: getattr(wanted, name) for name in Policy.__struct_fields__})
    if kept != rules(tx):
        policies.keep(tx, to_json(kept), ids.new(tx.now), agent.id)
        events.record(tx, PolicyChanged(by=agent.id))
    return ruling(tx)


def spent(tx: Tx, agent_id: str, currency: str) -> int:
    """What an agent spent of their budget in the period, in the smallest unit of a currency; what went in others is counted in it."""
    return together(rules(tx), intents.spent(tx, agent_id, _since(tx)), currency).minor


def together(policy: Policy, gone: Mapping[str, int], currency: str) -> Money:
    """Amounts by currency, counted in one: a limit is one limit, however many currencies a shop sells in."""
    return total((converted(policy, Money(minor, each), currency) for each, minor in gone.items() if minor), currency)


def budget(tx: Tx, agent_id: str, role: str) -> Budget:
    policy = rules(tx)
    whole = Money(policy.wow.budget.get(role, 0), policy.currency)
    gone = Money(spent(tx, agent_id, policy.currency), policy.currency)
    return Budget(
        agent_id=agent_id, budget=whole, spent=gone, left=whole - gone, since=_since(tx), days=policy.wow.days
    )


def budgets(tx: Tx) -> list[Budget]:
    """Everybody's who works here, by name."""
    return [budget(tx, one.id, one.role.value) for one in team.agents(tx) if one.state.value == "active"]


def spend(
    tx: Tx, agent: Agent, person_id: str, amount: Money, what_for: str, conversation_id: str | None = None
) -> Spend:
    """Something bought elsewhere (flowers, a replacement from another shop). Raises NotAllowed when the budget does not reach,
    and what `beside.check` does."""
    policy = rules(tx)
    tx.lock(f"wow:{agent.id}")
    _sayable(amount, what_for)
    beside.check(tx, agent.id, conversation_id, person_id)
    left = limit_in(policy, policy.wow.budget.get(agent.role.value, 0), amount.currency).minor
    left -= spent(tx, agent.id, amount.currency)
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
    return one_spend(tx, str(values["id"]))


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
    return one_spend(tx, spend_id)


def take_back(tx: Tx, agent: Agent, spend_id: str) -> None:
    """A slip of the pen: one's own, within the hour. Raises NoSuchSpend, SpentForGood."""
    row = intents.spend(tx, spend_id)
    if row is None or row.agent_id != agent.id:
        raise NoSuchSpend
    if row.intent_id is not None or tx.now - row.at > SLIP:
        raise SpentForGood
    intents.take_back_spend(tx, spend_id)


def ledger(
    tx: Tx, agent_id: str | None = None, days: int | None = None, after: tuple[int, str] | None = None, limit: int = 200
) -> list[Spend]:
    """What was spent in the period (or in so many days), the newest first; of one agent or of all."""
    since = tx.now - days * DAY if days is not None else _since(tx)
    return _spends(tx, intents.ledger(tx, agent_id, since, after, limit))


def one_spend(tx: Tx, spend_id: str) -> Spend:
    """Raises NoSuchSpend."""
    row = intents.spend(tx, spend_id)
    if row is None:
        raise NoSuchSpend
    return _spends(tx, [row])[0]


def _since(tx: Tx) -> int:
    return tx.now - rules(tx).wow.days * DAY


def _sayable(amount: Money, what_for: str) -> None:
    wrong = {}
    if not 1 <= amount.minor <= vetting.MOST or not vetting.is_currency(amount.currency):
        wrong["amount"] = "An amount above nothing."
    if not what_for.strip():
        wrong["what_for"] = "Say what it was for."
    if wrong:
        raise Invalid("Say how much, and what for.", fields=wrong)


def _spends(tx: Tx, rows: Sequence[Row]) -> list[Spend]:
    faces = people.faces(tx, {row.person_id for row in rows if row.person_id})
    acts = intents.of_ids(tx, [row.intent_id for row in rows if row.intent_id])
    numbers = {one.id: one.number for one in orders.rows(tx, [act.order_id for act in acts.values() if act.order_id])}
    return [_spend(row, acts.get(row.intent_id), faces, numbers) for row in rows]


def _spend(row: Row, act: Row | None, faces: Mapping[str, people.Face], numbers: Mapping[str, str]) -> Spend:
    known = faces.get(row.person_id)
    order_id = act.order_id if act is not None else None
    return Spend(
        id=row.id, agent_id=row.agent_id, person_id=row.person_id, person_name=known.name if known else "",
        conversation_id=row.conversation_id, intent_id=row.intent_id, verb=act.verb if act is not None else None,
        order_id=order_id, number=numbers.get(order_id or "", ""), amount=Money(row.amount, row.currency),
        what_for=row.what_for, outcome=row.outcome, at=row.at,
    )  # fmt: skip
