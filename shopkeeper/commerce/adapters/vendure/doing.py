"""Which file does what, and what is shown before."""

from __future__ import annotations

from typing import Any, Protocol

from msgspec.structs import replace

from shopkeeper.commerce.adapters.vendure import accounts, again, coupons, giving, modifying, paying
from shopkeeper.commerce.adapters.vendure.looking import Found, Plan, current, look
from shopkeeper.commerce.errors import CannotDo
from shopkeeper.commerce.model import (
    Action,
    CancelOrder,
    CreateDiscount,
    CreateOrder,
    Done,
    DuplicateOrder,
    EditAddress,
    EditCustomer,
    EditLines,
    EditOrderNotes,
    Link,
    Order,
    Preview,
    RefundOrder,
    ReplaceLines,
    Target,
)


class _Does(Protocol):
    async def __call__(self, link: Link, target: Target, action: Any, key: str) -> Done: ...


class _Finds(Protocol):
    async def __call__(self, link: Link, target: Target, action: Any, key: str) -> Done | None: ...


_DOING: dict[type[Any], tuple[_Does, _Finds]] = {
    RefundOrder: (giving.perform, giving.performed), CancelOrder: (giving.perform, giving.performed),
    EditLines: (modifying.perform, modifying.performed), EditAddress: (modifying.perform, modifying.performed),
    ReplaceLines: (again.perform, again.performed), DuplicateOrder: (again.perform, again.performed),
    CreateOrder: (again.perform, again.performed), CreateDiscount: (coupons.perform, coupons.performed),
    EditOrderNotes: (accounts.write, accounts.written), EditCustomer: (accounts.perform, accounts.performed),
}  # fmt: skip
ACTIONS = frozenset(str(one.__struct_config__.tag) for one in _DOING)


async def perform(link: Link, target: Target, action: Action, key: str) -> Done:
    return await _of(action)[0](link, target, action, key)


async def performed(link: Link, target: Target, action: Action, key: str) -> Done | None:
    return await _of(action)[1](link, target, action, key)


async def preview(link: Link, target: Target, action: Action, seen: Order | None) -> Preview:
    """One request at most: the order, with the prices of what is wanted."""
    _of(action)
    plan = await _planned(link, target, action, seen)
    return Preview(
        action=str(action.__struct_config__.tag), version=target.version, items=plan.items, to_customer=plan.to_customer,
        from_customer=plan.from_customer, way=plan.way, warnings=plan.warnings, exact=plan.exact,
        prices=dict(plan.prices), unpriced=plan.unpriced,
    )  # fmt: skip


def _of(action: Action) -> tuple[_Does, _Finds]:
    """Raises CannotDo."""
    found = _DOING.get(type(action))
    if found is None:
        raise CannotDo("Vendure cannot do this.")
    return found


async def _planned(link: Link, target: Target, action: Action, seen: Order | None) -> Plan:
    match action:
        case CreateDiscount():
            return coupons.plan(action)
        case EditCustomer():
            return accounts.plan(action)
        case CreateOrder():
            return await again.offered(link, target, action)
    found = await look(link, target, _things(action, seen))
    current(found, target)
    return replace(_on_order(link, found, action), prices={id: one.price for id, one in found.variants.items()})


def _on_order(link: Link, found: Found, action: Action) -> Plan:
    match action:
        case RefundOrder() | CancelOrder():
            return paying.planned(link, found, action).plan
        case EditLines() | EditAddress():
            return modifying.plan(found, action)
        case ReplaceLines() | DuplicateOrder():
            return again.plan(found, action)
        case EditOrderNotes():
            return accounts.notes(action)
    raise CannotDo("Vendure cannot do this.")


def _things(action: Action, seen: Order | None) -> set[str]:
    """The variants whose price has to be known: what is wanted, and what stands on the lines that are counted anew."""
    if isinstance(action, ReplaceLines):
        return {one.variant_id for one in action.pieces}
    if not isinstance(action, EditLines):
        return set()
    touched = {one.line_id for one in action.swaps} | {one.line_id for one in action.quantities}
    standing = {str(line.variant_id) for line in (seen.lines if seen else ()) if line.id in touched and line.variant_id}
    return {one.variant_id for one in action.swaps} | {one.variant_id for one in action.added} | standing
