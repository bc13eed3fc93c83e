"""What the shop allows, as one value that is edited on one screen. Amounts are whole numbers of the policy currency's smallest unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct, field

from shopkeeper.commerce.money import Money, money

ROLES = ("customer", "bot", "agent", "lead", "admin")
"""Who may act: a customer in the portal, the bot, and the roles of the team, from the least to the most."""


class Limits(Struct, frozen=True, kw_only=True):
    """What one role may do alone. `actions` are tags of Action; None: all. A limit that is None does not limit.

    `per_order` and `per_period` are about money given away: refunds of money, replacements, credit, discounts of an amount.
    `percent` is the highest discount in percent.
    """

    actions: frozenset[str] | None = None
    per_order: int | None = None
    per_period: int | None = None
    percent: int | None = 100


class CancelRule(Struct, frozen=True, kw_only=True):
    """`minutes` after the order was placed; `reasons`: one of these must be given (none: any). Sent pieces are never cancelled."""

    minutes: int | None = None
    reasons: tuple[str, ...] = ()
    whole_only: bool = False
    not_after: tuple[str, ...] = ()
    """Marks of an order after which this is over ("items_edited")."""


class EditRule(Struct, frozen=True, kw_only=True):
    """Changes before a parcel goes. `same_product`: only for another variant of the same thing; `once`: one time per order."""

    same_product: bool = False
    swaps_only: bool = False
    once: bool = False
    way_needed: bool = False
    """A way to pay (or be paid) the difference has to be named."""
    not_after: tuple[str, ...] = ()


class ReturnRule(Struct, frozen=True, kw_only=True):
    """Taking things back. `days` after delivery (None: for ever). `excluded` are tags, SKUs or product ids that do not come back.

    `ways`: "any" of the customer's own, or "original_or_gift_card".
    """

    days: int | None = 30
    delivered_only: bool = True
    once: bool = False
    ways: str = "any"
    way_needed: bool = False
    excluded: tuple[str, ...] = ()


class ExchangeRule(Struct, frozen=True, kw_only=True):
    """As a return, for another variant."""

    days: int | None = 30
    same_product: bool = False


class WowRule(Struct, frozen=True, kw_only=True):
    """What each agent may spend on delight in a period, at their own judgement. By role; a role not named has none."""

    budget: dict[str, int] = field(default_factory=lambda: {"agent": 5_000, "lead": 10_000, "admin": 20_000})
    days: int = 30


_DESK = frozenset(
    {
        "cancel", "refund", "replace", "duplicate", "edit_lines", "edit_address", "change_payment", "discount", "credit",
        "return", "create", "notes", "customer",
    }
)  # fmt: skip
_USUAL: dict[str, Limits] = {
    "customer": Limits(actions=frozenset({"cancel", "edit_address", "return"}), per_order=0, per_period=0, percent=0),
    "bot": Limits(actions=frozenset({"cancel", "edit_address", "return", "notes"}), per_order=0, per_period=0, percent=0),
    "agent": Limits(actions=_DESK, per_order=10_000, per_period=100_000, percent=20),
    "lead": Limits(actions=_DESK, per_order=50_000, per_period=None, percent=50),
    "admin": Limits(),
}  # fmt: skip


class Policy(Struct, frozen=True, kw_only=True):
    """Everything there is to set. `share` caps the compensation on one order (plain amounts, credit, discounts), in percent of its total.

    `approver` is the role that decides what is over somebody's limit; a wish waits for `approval_hours`.
    """

    currency: str = "EUR"
    rates: dict[str, str] = {}
    """What one unit of the currency is worth in others ("JPY": "161.5"), for orders in those; without one every gift is asked for."""
    roles: dict[str, Limits] = field(default_factory=lambda: dict(_USUAL))
    days: int = 30
    share: int | None = 100
    cancel: CancelRule = CancelRule()
    edit: EditRule = EditRule()
    change_payment: EditRule = EditRule()
    returns: ReturnRule = ReturnRule()
    exchanges: ExchangeRule = ExchangeRule()
    approver: str = "lead"
    approval_hours: int = 48
    wow: WowRule = field(default_factory=WowRule)


def converted(policy: Policy, amount: Money, currency: str) -> Money:
    """What was given in one currency, counted in another; nothing where no rate is set any more."""
    if amount.currency == currency:
        return amount
    if amount.currency == policy.currency:
        return limit_in(policy, amount.minor, currency)
    rate = policy.rates.get(amount.currency)
    if rate is None:
        return Money(0, currency)
    home = money((amount.decimal() / Decimal(rate)).quantize(Decimal("0.0001"), ROUND_HALF_UP), policy.currency)
    return limit_in(policy, home.minor, currency)


def limit_in(policy: Policy, minor: int, currency: str) -> Money:
    """A limit of the policy in the currency of an order; nothing where no rate is set."""
    if currency in ("", policy.currency):
        return Money(minor, policy.currency)
    rate = policy.rates.get(currency)
    if rate is None:
        return Money(0, currency)
    exact = Money(minor, policy.currency).decimal() * Decimal(rate)
    return money(exact.quantize(Decimal("0.0001"), ROUND_HALF_UP), currency)
