"""How much of what an action gives away a role may give alone. Pure."""

from __future__ import annotations

from msgspec import Struct

from shopkeeper.commerce.model import Action, CreateDiscount, Customer, Order, Variant
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.rules import ROLES, Limits, Policy, limit_in
from shopkeeper.commerce.weighing import LIST_PRICE, OPEN_CODE, Gift, weigh


class Who(Struct, frozen=True, kw_only=True):
    """Who wants it. `customer_id`: a customer (or the bot for one) whose orders alone may be touched; None for the team."""

    role: str
    id: str | None = None
    customer_id: str | None = None


class Given(Struct, frozen=True, kw_only=True):
    """What was given away before, in the smallest unit: on this order (by anybody; `compensated` of it on top of what was owed), by
    this one in the period, and `wow` of their budget."""

    on_order: int = 0
    compensated: int = 0
    in_period: int = 0
    wow: int = 0


class Facts(Struct, frozen=True, kw_only=True):
    """What a verdict is made from. `variants` are those the action names, by id, where the shop told of them. `gift` is what it gives
    away, where that was weighed before."""

    now: int
    order: Order | None = None
    customer: Customer | None = None
    given: Given = Given()
    variants: dict[str, Variant] = {}
    gift: Gift | None = None
    wow: bool = False


class Verdict(Struct, frozen=True, kw_only=True):
    """`allowed`, or why not: the rule's name, words for the one who asked, and the role that may (None: nobody).

    `ask`: a second person may say yes.
    """

    allowed: bool
    rule: str = ""
    words: str = ""
    who: str | None = None
    ask: bool = False


YES = Verdict(allowed=True)


def gift_of(action: Action, facts: Facts) -> Gift:
    """What it gives away, as it was weighed before, or by what is known here. Raises TooMuch."""
    if facts.gift is not None:
        return facts.gift
    listed = {id: variant.price for id, variant in facts.variants.items()}
    return weigh(action, facts.order, listed)


def no(rule: str, words: str) -> Verdict:
    return Verdict(allowed=False, rule=rule, words=words)


def alone(policy: Policy, who: Who, action: Action, facts: Facts) -> Verdict:
    gift = gift_of(action, facts)
    if facts.wow and gift.amount:
        # Before anything that may be asked for: nobody says yes to more of a budget than there is.
        verdict = _from_budget(policy, who, gift.amount, facts)
        if not verdict.allowed:
            return verdict
    limits = policy.roles.get(who.role, Limits(actions=frozenset()))
    if not _does(limits, action):
        return _beyond(policy, who, action, facts, "role_action", "Your role does not do this alone.")
    if not _percent(limits, action):
        words = f"You may give {limits.percent} % at most."
        return _beyond(policy, who, action, facts, "role_percent", words)
    if gift.open and not _boundless(limits):
        return _second(policy, who, action, facts, gift.open)
    if not gift.amount:
        return YES
    verdict = _share(policy, gift, facts)
    if not verdict.allowed or facts.wow:
        return verdict
    return _within(policy, who, action, facts, limits, gift.amount)


def _does(limits: Limits, action: Action) -> bool:
    return limits.actions is None or str(action.__struct_config__.tag) in limits.actions


def _percent(limits: Limits, action: Action) -> bool:
    """A code for free shipping is a discount too: whoever gives none gives none of these."""
    if not isinstance(action, CreateDiscount) or limits.percent is None:
        return True
    return (action.percent or 0) <= limits.percent and not (action.free_shipping and limits.percent == 0)


def _boundless(limits: Limits) -> bool:
    return limits.per_order is None and limits.per_period is None


def _share(policy: Policy, gift: Gift, facts: Facts) -> Verdict:
    """On one order no more compensation than a share of what it cost, whoever gives it."""
    if facts.order is None or policy.share is None or not gift.extra:
        return YES
    if facts.given.compensated + gift.extra.minor <= facts.order.total.share(policy.share, 100).minor:
        return YES
    return no("order_share", f"On one order at most {policy.share} % of its {facts.order.total} is compensation.")


def _within(policy: Policy, who: Who, action: Action, facts: Facts, limits: Limits, amount: Money) -> Verdict:
    most = _limit(policy, limits.per_order, amount)
    if most is not None and facts.given.on_order + amount.minor > most.minor:
        return _beyond(policy, who, action, facts, "role_per_order", f"Alone you may give {most} per order.")
    most = _limit(policy, limits.per_period, amount)
    if most is not None and facts.given.in_period + amount.minor > most.minor:
        words = f"Alone you may give {most} in {policy.days} days."
        return _beyond(policy, who, action, facts, "role_per_period", words)
    return YES


def _from_budget(policy: Policy, who: Who, amount: Money, facts: Facts) -> Verdict:
    left = limit_in(policy, policy.wow.budget.get(who.role, 0), amount.currency).minor - facts.given.wow
    if amount.minor > left:
        shown = Money(max(0, left), amount.currency)
        return Verdict(allowed=False, rule="wow_budget", words=f"{shown} of your budget is left.", who=policy.approver)
    return YES


def _beyond(policy: Policy, who: Who, action: Action, facts: Facts, rule: str, words: str) -> Verdict:
    """Over one's own limit: the next role that may, and whether it can be asked."""
    above = ROLES[ROLES.index(who.role) + 1 :] if who.role in ROLES else ROLES
    able = next(
        (role for role in above if role in ("agent", "lead", "admin") and _would(policy, role, action, facts)), None
    )
    decides = max(able or policy.approver, policy.approver, key=ROLES.index)
    if able is None:
        return Verdict(allowed=False, rule=rule, words=words)
    return Verdict(
        allowed=False, rule=rule, words=f"{words} Ask {_ARTICLES[decides]} {decides}.", who=decides, ask=True
    )


def _second(policy: Policy, who: Who, action: Action, facts: Facts, rule: str) -> Verdict:
    """Nobody can say what it comes to, so somebody else looks at it: of whatever role decides."""
    words = _OPEN[rule]
    first = max(policy.approver, who.role if who.role in ROLES else "agent", key=ROLES.index)
    decides = next((role for role in ROLES[ROLES.index(first) :] if _would(policy, role, action, facts)), None)
    if decides is None:
        return no(rule, words)
    return Verdict(
        allowed=False, rule=rule, words=f"{words} Ask {_ARTICLES[decides]} {decides}.", who=decides, ask=True
    )


_ARTICLES = {"agent": "an", "lead": "a", "admin": "an"}

_OPEN = {
    LIST_PRICE: "The shop did not tell its own price of this, so nobody can say what is given away.",
    OPEN_CODE: "A code of percent or free shipping that works more than once has no end to what it gives away.",
}


def _would(policy: Policy, role: str, action: Action, facts: Facts) -> bool:
    limits = policy.roles.get(role, Limits(actions=frozenset()))
    if not _does(limits, action) or not _percent(limits, action):
        return False
    amount = gift_of(action, facts).amount
    most = _limit(policy, limits.per_order, amount)
    return most is None or facts.given.on_order + amount.minor <= most.minor


def _limit(policy: Policy, minor: int | None, amount: Money) -> Money | None:
    return None if minor is None else limit_in(policy, minor, amount.currency)
