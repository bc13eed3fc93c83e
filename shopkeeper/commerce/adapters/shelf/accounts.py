"""What is done to a customer and to no order: discounts, credit, a new order, notes and tags of the account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from shopkeeper.commerce import counting, wording
from shopkeeper.commerce.adapters.shelf import acts, plans
from shopkeeper.commerce.adapters.shelf.plans import Plan, View
from shopkeeper.commerce.errors import CannotDo
from shopkeeper.commerce.model import CreateDiscount, CreateOrder, EditCustomer, GiveCredit, PayWay, Target
from shopkeeper.commerce.money import zero


def for_customer(view: View, target: Target, action: Any) -> Plan:
    """The plan of an action that concerns no order. Raises CannotDo."""
    makers: dict[type[Any], Callable[[View, Target, Any], Plan]] = {
        CreateDiscount: _discount,
        GiveCredit: _credit,
        CreateOrder: _create,
        EditCustomer: _customer,
    }
    return makers[type(action)](view, target, action)


def _discount(view: View, target: Target, action: CreateDiscount) -> Plan:
    code = action.code or f"SORRY{view.number}"
    return Plan(items=(wording.item("code", code=code), wording.discount(action)), code=code, discount=action)


def _credit(view: View, target: Target, action: GiveCredit) -> Plan:
    if view.customer is None:
        raise CannotDo("Credit needs a customer's account at the shop. A guest can have a discount code.")
    if action.amount <= zero(action.amount.currency):
        raise CannotDo("Credit is more than nothing.")
    if not action.gift_card:
        had = view.customer.store_credit or zero(action.amount.currency)
        after = replace(view.customer, store_credit=had + action.amount)
        return Plan(items=(wording.credit(action),), customer=after, way="store_credit")
    code = f"GIFT{view.number}"
    card = PayWay(id=code.lower(), kind="gift_card", label=f"Gift card {code}", balance=action.amount)
    after = replace(view.customer, pay_ways=(*view.customer.pay_ways, card))
    return Plan(items=(wording.credit(action),), customer=after, code=code, way=card.id)


def _create(view: View, target: Target, action: CreateOrder) -> Plan:
    buyer = view.customer
    made = plans.fresh_order(
        view, action.lines, ship_to=action.ship_to or (buyer.place if buyer else None),
        email=target.email or (buyer.email if buyer else ""), name=buyer.name if buyer else "", note=action.note,
        discount=action.discount, shipping=action.shipping,
    )  # fmt: skip
    return acts.asked(made)


def _customer(view: View, target: Target, action: EditCustomer) -> Plan:
    if view.customer is None:
        raise CannotDo("This customer has no account at the shop.")
    before = view.customer
    note = before.note if action.note is None else action.note
    after = replace(
        before, place=action.place or before.place, note=note, tags=counting.tags_after(before.tags, action)
    )
    moved = (wording.item("address", place=f"{action.place.line1}, {action.place.city}"),) if action.place else ()
    return Plan(items=(*moved, *counting.changed_items(action)), customer=after)
