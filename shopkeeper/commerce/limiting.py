"""What an action gives away, and how much of that a role may give alone. Pure."""

from __future__ import annotations

from msgspec import Struct

from shopkeeper.commerce.errors import TooMuch
from shopkeeper.commerce.model import (
    Action,
    CreateDiscount,
    CreateOrder,
    Customer,
    GiveCredit,
    Line,
    Order,
    RefundOrder,
    ReplaceLines,
    Variant,
)
from shopkeeper.commerce.money import Money, total, zero
from shopkeeper.commerce.rules import ROLES, Limits, Policy, limit_in


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
    """What a verdict is made from. `variants` are those the action names, by id, where the shop told of them."""

    now: int
    order: Order | None = None
    customer: Customer | None = None
    given: Given = Given()
    variants: dict[str, Variant] = {}
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


def gives(action: Action, order: Order | None) -> Money:
    """What an action gives away, by our own reckoning from the order as we hold it; the shop's preview has the last cent.

    Cancelling what was not sent and taking things back gives nothing away: the goods stay, or come back.
    """
    match action:
        case RefundOrder():
            assert order is not None
            parts = [worth(line_of(order, one.line_id), one.quantity) for one in action.pieces]
            parts += [money for money in (action.shipping, action.amount) if money is not None]
            return total(parts, order.currency)
        case ReplaceLines():
            assert order is not None
            return total([worth(line_of(order, one.line_id), one.quantity) for one in action.pieces], order.currency)
        case GiveCredit():
            return action.amount
        case CreateDiscount() if action.amount is not None:
            return action.amount
        case CreateOrder() if action.discount is not None:
            return action.discount
        case _:
            return zero(order.currency if order else "")


def compensates(action: Action, currency: str) -> Money:
    """What of it is a gift on top: a plain amount, credit, a discount. Money back for goods or shipping is owed, not given."""
    match action:
        case (
            RefundOrder(amount=Money() as amount) | GiveCredit(amount=amount) | CreateDiscount(amount=Money() as amount)
        ):
            return amount
        case CreateOrder(discount=Money() as discount):
            return discount
        case _:
            return zero(currency)


def worth(line: Line, pieces: int) -> Money:
    """What so many pieces of a line cost the customer. Raises TooMuch for more than were bought."""
    if not 1 <= pieces <= line.quantity:
        raise TooMuch(f"“{line.title}” was bought {line.quantity} times, not {pieces}.")
    return total(line.total.split([1] * line.quantity)[:pieces], line.total.currency)


def line_of(order: Order, line_id: str) -> Line:
    """Raises TooMuch where the order has no such line (any more)."""
    found = next((line for line in order.lines if line.id == line_id), None)
    if found is None:
        raise TooMuch("This order has no such line any more. Load it again.")
    return found


def no(rule: str, words: str) -> Verdict:
    return Verdict(allowed=False, rule=rule, words=words)


def alone(policy: Policy, who: Who, action: Action, facts: Facts) -> Verdict:
    amount = gives(action, facts.order)
    if facts.wow and amount:
        # Before anything that may be asked for: nobody says yes to more of a budget than there is.
        verdict = _from_budget(policy, who, amount, facts)
        if not verdict.allowed:
            return verdict
    tag = str(action.__struct_config__.tag)
    limits = policy.roles.get(who.role, Limits(actions=frozenset()))
    if limits.actions is not None and tag not in limits.actions:
        return _beyond(policy, who, action, facts, "role_action", "Your role does not do this alone.")
    if (
        isinstance(action, CreateDiscount)
        and (action.percent or 0) > (limits.percent or 0)
        and limits.percent is not None
    ):
        words = f"You may give {limits.percent} % at most."
        return _beyond(policy, who, action, facts, "role_percent", words)
    if not amount:
        return YES
    if facts.order is not None and policy.share is not None:
        most = facts.order.total.share(policy.share, 100)
        extra = compensates(action, facts.order.currency)
        if extra and facts.given.compensated + extra.minor > most.minor:
            return no(
                "order_share", f"On one order at most {policy.share} % of its {facts.order.total} is compensation."
            )
    return YES if facts.wow else _within(policy, who, action, facts, limits, amount)


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
    return Verdict(allowed=False, rule=rule, words=f"{words} Ask a {decides}.", who=decides, ask=True)


def _would(policy: Policy, role: str, action: Action, facts: Facts) -> bool:
    limits = policy.roles.get(role, Limits(actions=frozenset()))
    tag = str(action.__struct_config__.tag)
    if limits.actions is not None and tag not in limits.actions:
        return False
    if isinstance(action, CreateDiscount) and limits.percent is not None and (action.percent or 0) > limits.percent:
        return False
    amount = gives(action, facts.order)
    most = _limit(policy, limits.per_order, amount)
    return most is None or facts.given.on_order + amount.minor <= most.minor


def _limit(policy: Policy, minor: int | None, amount: Money) -> Money | None:
    return None if minor is None else limit_in(policy, minor, amount.currency)
