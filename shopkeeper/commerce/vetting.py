"""Whether a policy can be, told at the field that cannot: `roles.agent.per_order`, `returns.days`, `rates.JPY`. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from shopkeeper.commerce.model import Action
from shopkeeper.commerce.rules import ROLES, Policy
from shopkeeper.kit.errors import Invalid

TEAM = ("agent", "lead", "admin")
WAYS = ("any", "original_or_gift_card")
ACTIONS = frozenset(str(kind.__struct_config__.tag) for kind in Action.__args__)
MOST = 10**12
LONGEST_WORD = 200
MOST_WORDS = 100
MOST_RATES = 40
Faults = Iterator[tuple[str, str]]


def vet(policy: Policy) -> None:
    """Raises Invalid with the fields to correct."""
    wrong = dict(_faults(policy))
    if wrong:
        raise Invalid("Some of these rules cannot be.", fields=wrong)


def is_currency(word: str) -> bool:
    """Written as ISO 4217 writes them."""
    return len(word) == 3 and word.isascii() and word.isalpha() and word.isupper()


def _faults(policy: Policy) -> Faults:
    yield from _money(policy)
    yield from _roles(policy)
    yield from _wow(policy)
    yield from _times(policy)
    yield from _words(policy)
    if policy.approver not in TEAM:
        yield "approver", "An agent, a lead or an admin."
    if policy.returns.ways not in WAYS:
        yield "returns.ways", f"One of {', '.join(WAYS)}."


def _money(policy: Policy) -> Faults:
    if not is_currency(policy.currency):
        yield "currency", "Three capital letters, like EUR."
    if policy.share is not None and not 0 <= policy.share <= 100:
        yield "share", "Between 0 and 100 percent."
    if len(policy.rates) > MOST_RATES:
        yield "rates", f"At most {MOST_RATES} currencies."
    for currency, rate in policy.rates.items():
        if not is_currency(currency) or currency == policy.currency:
            yield f"rates.{currency}", "Another currency, in three capital letters, like JPY."
        elif not _positive(rate):
            yield f"rates.{currency}", "A number above nothing, like 161.5."


def _roles(policy: Policy) -> Faults:
    for role, limits in policy.roles.items():
        if role not in ROLES:
            yield f"roles.{role}", f"Roles are {', '.join(ROLES)}."
        for name, amount in (("per_order", limits.per_order), ("per_period", limits.per_period)):
            if amount is not None and not 0 <= amount <= MOST:
                yield f"roles.{role}.{name}", "An amount, nothing or more."
        if limits.percent is not None and not 0 <= limits.percent <= 100:
            yield f"roles.{role}.percent", "Between 0 and 100 percent."
        if limits.actions is not None and limits.actions - ACTIONS:
            yield f"roles.{role}.actions", f"There is no “{min(limits.actions - ACTIONS)}”."


def _wow(policy: Policy) -> Faults:
    for role, amount in policy.wow.budget.items():
        if role not in TEAM:
            yield f"wow.budget.{role}", "Agents, leads and admins have a budget."
        elif not 0 <= amount <= MOST:
            yield f"wow.budget.{role}", "An amount, nothing or more."
    yield from _between("wow.days", policy.wow.days, 1, 366)


def _times(policy: Policy) -> Faults:
    yield from _between("days", policy.days, 1, 366)
    yield from _between("approval_hours", policy.approval_hours, 1, 1_000)
    yield from _between("cancel.minutes", policy.cancel.minutes, 0, 10_000_000)
    yield from _between("returns.days", policy.returns.days, 0, 10_000)
    yield from _between("exchanges.days", policy.exchanges.days, 0, 10_000)


def _between(field: str, value: int | None, least: int, most: int) -> Faults:
    if value is not None and not least <= value <= most:
        yield field, f"A whole number between {least} and {most}."


def _words(policy: Policy) -> Faults:
    lists = {
        "cancel.reasons": policy.cancel.reasons,
        "cancel.not_after": policy.cancel.not_after,
        "edit.not_after": policy.edit.not_after,
        "change_payment.not_after": policy.change_payment.not_after,
        "returns.excluded": policy.returns.excluded,
    }
    for field, words in lists.items():
        if len(words) > MOST_WORDS or any(not 0 < len(word.strip()) <= LONGEST_WORD for word in words):
            yield field, f"At most {MOST_WORDS}, each of 1 to {LONGEST_WORD} characters."


def _positive(rate: str) -> bool:
    try:
        exact = Decimal(rate)
    except InvalidOperation:
        return False
    return exact.is_finite() and Decimal("0.000001") <= exact <= Decimal(1_000_000_000)
