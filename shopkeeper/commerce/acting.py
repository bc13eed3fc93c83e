"""Doing something to an order: shown first, allowed or not, written down, then handed to the shop by a job.

What is written down before the shop hears of it is enough to end it after any crash: the intent's id is the key, and the same key
is never done twice (see `performing`).
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from shopkeeper.commerce import (
    beside,
    foretelling,
    limiting,
    offering,
    opening,
    parcels,
    policy,
    spending,
    stores,
    weighing,
)
from shopkeeper.commerce.applying import snapshot_of
from shopkeeper.commerce.errors import (
    AlreadyAsked,
    CannotDo,
    NoSuchOrder,
    NotAllowed,
    Stale,
    StoreNeedsOwner,
)
from shopkeeper.commerce.events import IntentChanged
from shopkeeper.commerce.foretelling import NOTHING, Foretold
from shopkeeper.commerce.intending import GAVE_NOTHING, Intent, IntentState, intent, intent_of
from shopkeeper.commerce.limiting import Facts, Given, Verdict, Who
from shopkeeper.commerce.model import Action, Customer, Link, Order, Preview, Store, StoreState, Target, Variant
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.registry import adapter
from shopkeeper.commerce.rules import Policy
from shopkeeper.commerce.sifting import sift
from shopkeeper.commerce.store import customers, intents, orders
from shopkeeper.commerce.weighing import Gift
from shopkeeper.kit import events, ids, jobs
from shopkeeper.kit.clock import DAY, HOUR
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Invalid
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import from_json, to_json
from shopkeeper.team import Agent

PERFORM = "commerce.perform"
LONGEST_WHY = 500
OF_CUSTOMERS = frozenset({"discount", "credit", "create", "customer"})
"""What is done to a customer and needs no order."""


class Wish(Struct, frozen=True, kw_only=True):
    """What somebody wants done. `order_id` is ours (None: done to the customer, who is named by `customer_id` in `store_id`).

    `key` is chosen by whoever asks (26 characters, like every id): asked twice with one key it is done once. `version` is the
    order's as they saw it. `wow`: from their own budget. `ask`: where it is over their limit, a second person is asked. `seen` is what
    the preview gave along: with it, what was shown there is what stands on the timeline, and its prices hold.
    """

    store_id: str
    action: Action
    key: str
    order_id: str | None = None
    customer_id: str | None = None
    version: str = ""
    why: str = ""
    conversation_id: str | None = None
    wow: bool = False
    ask: bool = False
    seen: str = ""


class Actor(Struct, frozen=True, kw_only=True):
    """Who acts: an agent, the bot, or a customer in the portal (`customer_id`: the only account whose orders they may touch)."""

    kind: str
    role: str
    id: str | None = None
    name: str = ""
    customer_id: str | None = None


def actor_of(agent: Agent) -> Actor:
    """An agent as one who acts on orders."""
    return Actor(kind="agent", role=agent.role.value, id=agent.id, name=agent.name)


class Previewed(Struct, frozen=True, kw_only=True):
    """What would happen, and whether this one may. `busy`: somebody is doing something to the order just now. `gives` is what is given away
    by the shop's own prices. `seen` belongs into the wish that follows; it holds an hour."""

    preview: Preview
    verdict: Verdict
    gives: Money | None
    busy: str | None = None
    seen: str = ""


class _Before(Struct, frozen=True):
    store: Store
    order: Order | None
    target: Target
    row: Any = None
    customer: Customer | None = None


async def preview(ctx: Ctx, actor: Actor, wish: Wish) -> Previewed:
    """What would happen. Raises Invalid, Stale, CannotDo, TooMuch, NoSuchOrder, NoSuchStore and what the shop is in trouble with."""
    before = await ctx.db.read(_before, actor, wish)
    link = await opening.link(ctx, wish.store_id)
    found = await _told(link, wish, before)
    variants = await _variants(ctx, link, wish.action, before.order)
    return await ctx.db.read(_previewed, actor, wish, found, variants)


async def act(ctx: Ctx, actor: Actor, wish: Wish) -> Intent:
    """Write it down and have it done. Raises Invalid, Stale, AlreadyAsked, NotAllowed (with `extra.rule` and who may), CannotDo…"""
    known = await ctx.db.read(_known, actor, wish)
    if known is not None:
        return known
    before = await ctx.db.read(_before, actor, wish)
    link = await opening.link(ctx, wish.store_id)
    said = foretelling.unsealed(wish.seen, _about(actor, wish), wish.action, ctx.now) if wish.seen else None
    if said is None and weighing.asks_prices(wish.action, before.order):
        said = foretelling.foretold(await _told(link, wish, before))
    variants = await _variants(ctx, link, wish.action, before.order)
    return await ctx.db.write(ask, actor, wish, variants, said or NOTHING)


def ask(
    tx: Tx, actor: Actor, wish: Wish, variants: dict[str, Variant] | None = None, said: Foretold = NOTHING
) -> Intent:
    """The verb behind `act`: the intent and its job in one transaction. The same key again answers the same intent."""
    known = _known(tx, actor, wish)
    if known is not None:
        return known
    if not ids.valid(wish.key):
        raise Invalid("The key must be an id.", fields={"key": "26 characters"})
    if wish.order_id:
        tx.lock(f"intent:{wish.order_id}")
    if actor.id:
        # What they gave in the period and of their budget is counted, and must stand still until this is written beside it.
        tx.lock(f"wow:{actor.id}")
    before = _before(tx, actor, wish)
    free(tx, wish.order_id)
    if before.store.state is StoreState.needs_owner:
        raise StoreNeedsOwner(before.store.problem or "")
    facts = _facts(tx, actor, wish, before, variants, said)
    verdict = policy.may(spending.rules(tx), who(actor), wish.action, facts)
    if not verdict.allowed and not (verdict.ask and wish.ask):
        extra = {"rule": verdict.rule, "who": verdict.who, "ask": verdict.ask}
        raise NotAllowed(verdict.words, extra=extra)
    return _written(tx, actor, wish, before, verdict, limiting.gift_of(wish.action, facts).amount, said)


def facts_of(
    tx: Tx, actor: Actor, order_id: str | None, order: Order | None, customer: Customer | None, gift: Gift
) -> Facts:
    """Everything a verdict is made from, of something that was weighed."""
    given = _given(tx, spending.rules(tx), actor, order_id, order, gift.amount.currency) if gift.amount else Given()
    carried = parcels.carried(tx, order_id, order) if order_id and order else order
    return Facts(now=tx.now, order=carried, customer=customer, given=given, gift=gift)


def who(actor: Actor) -> Who:
    return Who(role=actor.role, id=actor.id, customer_id=actor.customer_id)


def start(tx: Tx, intent_id: str, order_id: str | None, person_id: str, *, at_once: bool = False) -> None:
    """Have it done: in the lane of its order, one at a time. `at_once`: what waits for its next try is not waited for."""
    name = f"perform:{intent_id}"
    if at_once:
        jobs.cancel(tx, name)
    jobs.enqueue(tx, PERFORM, {"intent_id": intent_id}, lane=f"act:{order_id or person_id}", id=name)


def live_on(tx: Tx, order_id: str) -> Intent | None:
    """What is being done to an order just now."""
    row = intents.live_on(tx, order_id)
    return intent_of(row) if row is not None else None


def _known(tx: Tx, actor: Actor, wish: Wish) -> Intent | None:
    """What was asked for under this key before. Raises Invalid where that was something else."""
    known = intents.one(tx, wish.key)
    if known is None:
        return None
    if (known.agent_id, known.store_id, known.order_id) != (actor.id, wish.store_id, wish.order_id):
        raise Invalid("This key belongs to another action. Choose a new one.", fields={"key": "taken"})
    return intent_of(known)


def free(tx: Tx, order_id: str | None) -> None:
    """Raises AlreadyAsked while somebody is doing something to this order."""
    live = intents.live_on(tx, order_id) if order_id else None
    if live is not None:
        words = f"{live.by_name or 'Somebody'} is doing this to the order just now. See what comes of it first."
        raise AlreadyAsked(words, extra={"intent_id": live.id})


def _before(tx: Tx, actor: Actor, wish: Wish) -> _Before:
    """What it is done to, looked up, with all that can be said against it before the shop is asked."""
    found = _on_order(tx, wish) if wish.order_id else _on_customer(tx, wish)
    _able(found.store, wish.action)
    sift(wish.action, found.order)
    agent_id = actor.id if actor.kind == "agent" else None
    beside.check(tx, agent_id, wish.conversation_id, str(found.row.person_id), wish.order_id)
    return found


def _on_customer(tx: Tx, wish: Wish) -> _Before:
    store = stores.store(tx, wish.store_id)
    row = customers.find(tx, store.id, wish.customer_id or "")
    if row is None:
        raise NoSuchOrder("This shop knows no such customer.")
    if str(wish.action.__struct_config__.tag) not in OF_CUSTOMERS:
        raise Invalid("Say which order.", fields={"order_id": "The order it is done to."})
    customer = from_json(row.snapshot, Customer)
    target = Target(customer_id=customer.external_id, email=customer.email)
    return _Before(store, None, target, row, customer)


def _on_order(tx: Tx, wish: Wish) -> _Before:
    store = stores.store(tx, wish.store_id)
    row, order = orders.one(tx, str(wish.order_id)), snapshot_of(tx, str(wish.order_id))
    if row is None or order is None or row.store_id != store.id or row.gone_at is not None:
        raise NoSuchOrder
    if not wish.version:
        raise Invalid("Say which version of the order you saw.", fields={"version": "The order's, as you saw it."})
    if wish.version != order.version:
        raise Stale(extra={"version": order.version})
    target = Target(customer_id=order.customer_id, order=order.external_id, version=order.version, email=order.email)
    owner = customers.find(tx, store.id, order.customer_id or row.customer)
    return _Before(store, order, target, row, from_json(owner.snapshot, Customer) if owner else None)


def _able(store: Store, action: Action) -> None:
    tag = str(action.__struct_config__.tag)
    if tag not in store.abilities.actions:
        raise CannotDo(f"{store.name} cannot do this from here. Use the shop's own page.")


async def _told(link: Link, wish: Wish, before: _Before) -> Preview:
    """The shop's preview, with prices that it told a moment ago."""
    found = await adapter(link.store.kind).preview(link, before.target, wish.action, before.order)
    return replace(found, prices={**offering.recalled(link.store.id, wish.action, before.order), **found.prices})


async def _variants(ctx: Ctx, link: Link, action: Action, order: Order | None) -> dict[str, Variant]:
    rules = await ctx.db.read(spending.rules)
    if not (rules.edit.same_product or rules.exchanges.same_product):
        return {}
    return await offering.variants_of(link, action, order)


def _previewed(tx: Tx, actor: Actor, wish: Wish, found: Preview, variants: dict[str, Variant]) -> Previewed:
    before, said = _before(tx, actor, wish), foretelling.foretold(found)
    facts = _facts(tx, actor, wish, before, variants, said)
    live = intents.live_on(tx, wish.order_id) if wish.order_id else None
    verdict = policy.may(spending.rules(tx), who(actor), wish.action, facts)
    amount = limiting.gift_of(wish.action, facts).amount
    seal = foretelling.sealed(said, _about(actor, wish), wish.action, tx.now)
    return Previewed(
        preview=found, verdict=verdict, gives=amount or None, busy=live.by_name if live else None, seen=seal
    )


def _facts(
    tx: Tx, actor: Actor, wish: Wish, before: _Before, variants: dict[str, Variant] | None, said: Foretold
) -> Facts:
    told = variants or {}
    prices = {**{id: variant.price for id, variant in told.items()}, **said.prices}
    gift = weighing.weigh(wish.action, before.order, prices, unpriced=said.unpriced)
    facts = facts_of(tx, actor, wish.order_id, before.order, before.customer, gift)
    return replace(facts, variants=told, wow=wish.wow)


def _about(actor: Actor, wish: Wish) -> tuple[object, ...]:
    """Whose look it was, and at what."""
    return (actor.kind, actor.id, wish.store_id, wish.order_id, wish.customer_id, wish.version)


def _given(tx: Tx, rules: Policy, actor: Actor, order_id: str | None, order: Order | None, currency: str) -> Given:
    before = [row for row in intents.on_order(tx, order_id) if _counts(row)] if order_id else []
    extra = [extra_before(row, order).minor for row in before] if order is not None else []
    given = Given(on_order=sum(max(0, row.amount) for row in before), compensated=sum(extra))
    if actor.id is None:
        return given
    gone = intents.given_by(tx, actor.id, tx.now - rules.days * DAY, [one.value for one in GAVE_NOTHING])
    in_period = spending.together(rules, gone, currency).minor
    return replace(given, in_period=in_period, wow=spending.spent(tx, actor.id, currency))


def extra_before(row: Row, order: Order) -> Money:
    """What of something given on this order before was on top of what was owed."""
    return weighing.extra_of(from_json(row.action, Action), Money(max(0, row.amount), row.currency), order)


def _counts(row: Row) -> bool:
    return row.state not in {one.value for one in GAVE_NOTHING}


def _written(
    tx: Tx, actor: Actor, wish: Wish, before: _Before, verdict: Verdict, amount: Money, said: Foretold
) -> Intent:
    state = IntentState.recorded if verdict.allowed else IntentState.waiting
    person_id = str(before.row.person_id)
    fact = IntentChanged(intent_id=wish.key, person_id=person_id, state=state.value, order_id=wish.order_id)
    seq = events.record(tx, fact)
    expires = None if verdict.allowed else tx.now + spending.rules(tx).approval_hours * HOUR
    intents.add(tx, {
        "id": wish.key, "store_id": before.store.id, "order_id": wish.order_id, "person_id": person_id,
        "conversation_id": wish.conversation_id, "verb": str(wish.action.__struct_config__.tag), "action": to_json(wish.action),
        "target": to_json(before.target), "preview": to_json(said.items), "state": state.value,
        "live_order": wish.order_id if verdict.allowed else None, "problem": None, "why": wish.why.strip()[:LONGEST_WHY],
        "by_kind": actor.kind, "agent_id": actor.id, "by_name": actor.name, "amount": amount.minor,
        "currency": amount.currency, "wow": int(wish.wow), "rule": None if verdict.allowed else verdict.rule, "decided_by": None,
        "decided_at": None, "decided_why": None, "expires_at": expires, "outcome": None, "entry_id": None, "attempt": 0, "created_at": tx.now,
        "changed_at": tx.now, "seq": seq,
    })  # fmt: skip
    if wish.wow and amount and actor.id:
        spending.charge(
            tx, actor.id, person_id, amount, wish.why, intent_id=wish.key, conversation_id=wish.conversation_id
        )
    if verdict.allowed:
        start(tx, wish.key, wish.order_id, person_id)
    return intent(tx, wish.key)
