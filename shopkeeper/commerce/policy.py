"""May they? Pure verbs, the same for an agent, the portal and the bot: values in, a verdict out, nothing looked up.

A verdict names the rule and who may instead. What is over somebody's own limit may be asked for (`ask`): a second person decides.
What the shop's own rules forbid (a window that is over, another's money) nobody is asked about.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shopkeeper.commerce.limiting import YES, Facts, Verdict, Who, alone, no
from shopkeeper.commerce.model import (
    AcceptReturn,
    Action,
    CancelOrder,
    ChangePayment,
    EditAddress,
    EditLines,
    Line,
    Order,
    OrderState,
    ParcelState,
    PayWay,
)
from shopkeeper.commerce.money import Money, zero
from shopkeeper.commerce.rules import Policy
from shopkeeper.commerce.weighing import line_of, worth
from shopkeeper.kit.clock import DAY, MINUTE

OWN = frozenset({"original", "store_credit"})


def may(policy: Policy, who: Who, action: Action, facts: Facts) -> Verdict:
    """The verdict on an action: the shop's rules first, then what this role may do alone."""
    for check in (_own_orders, _rules, _ways, alone):
        verdict = check(policy, who, action, facts)
        if not verdict.allowed:
            return verdict
    return YES


def delivered_at(order: Order) -> int | None:
    """When the last of it reached her; None while something is on its way."""
    if not order.shipments or any(parcel.state is not ParcelState.delivered for parcel in order.shipments):
        return None
    return max((parcel.delivered_at or parcel.shipped_at or order.placed_at) for parcel in order.shipments)


# --- whose it is ---


def _own_orders(policy: Policy, who: Who, action: Action, facts: Facts) -> Verdict:
    order, customer = facts.order, facts.customer
    if who.customer_id is not None and order is not None and order.customer_id != who.customer_id:
        return no("own_orders", "This order belongs to somebody else.")
    if order is not None and customer is not None and order.customer_id not in (None, customer.external_id):
        return no("own_orders", "This order belongs to another customer.")
    if who.customer_id is not None and order is None and customer and customer.external_id != who.customer_id:
        return no("own_orders", "This account belongs to somebody else.")
    return YES


# --- the shop's rules ---


def _rules(policy: Policy, who: Who, action: Action, facts: Facts) -> Verdict:
    rule = _RULES.get(type(action))
    return rule(policy, action, facts) if rule is not None and facts.order is not None else YES


def _cancel(policy: Policy, action: CancelOrder, facts: Facts) -> Verdict:
    order, rule = _order(facts), policy.cancel
    if order.state is OrderState.cancelled:
        return no("cancel_state", "It is cancelled already.")
    named = [line_of(order, one.line_id) for one in action.pieces] or list(order.lines)
    if any(line.fulfilled and line.quantity - line.fulfilled - line.cancelled <= 0 for line in named) or (
        not action.pieces and any(line.fulfilled for line in order.lines)
    ):
        return no("cancel_state", "It is sent already. It can come back as a return.")
    if rule.whole_only and action.pieces:
        return no("cancel_whole", "Only a whole order is cancelled here.")
    if rule.reasons and action.reason not in rule.reasons:
        return no("cancel_reason", f"Give one of these reasons: {', '.join(rule.reasons)}.")
    if rule.minutes is not None and facts.now - order.placed_at > rule.minutes * MINUTE:
        return no("cancel_window", f"An order is cancelled within {rule.minutes} minutes.")
    return _marks(order, rule.not_after, "cancel_after_change")


def _edit(policy: Policy, action: EditLines, facts: Facts) -> Verdict:
    order, rule = _order(facts), policy.edit
    if not _before_sending(order):
        return no("edit_state", "It is on its way or called off: nothing in it can be changed any more.")
    if rule.once and "items_edited" in order.marks:
        return no("edit_once", "The items of this order were changed once already.")
    if rule.swaps_only and (action.quantities or action.added or not action.swaps):
        return no("edit_swaps", "Things can be changed for others here, not added or taken away.")
    if rule.way_needed and action.way is None:
        return no("edit_way", "Say by which way the difference is paid.")
    if rule.same_product:
        for swap in action.swaps:
            verdict = _same_product(line_of(order, swap.line_id), swap.variant_id, facts, "edit_same_product")
            if not verdict.allowed:
                return verdict
    return _marks(order, rule.not_after, "edit_after_change")


def _address(policy: Policy, action: EditAddress, facts: Facts) -> Verdict:
    order = _order(facts)
    if not _before_sending(order):
        return no("address_state", "It is on its way or called off: the address cannot be changed any more.")
    return _marks(order, policy.edit.not_after, "address_after_change")


def _payment(policy: Policy, action: ChangePayment, facts: Facts) -> Verdict:
    order = _order(facts)
    if not _before_sending(order):
        return no("payment_state", "It is on its way or called off: the payment stays as it is.")
    if action.way in {one.way.id for one in order.payments[-1:]}:
        return no("payment_same", "It is paid this way already.")
    return _marks(order, policy.change_payment.not_after, "payment_after_change")


def _return(policy: Policy, action: AcceptReturn, facts: Facts) -> Verdict:
    order, rule = _order(facts), policy.returns
    exchange = any(one.for_variant for one in action.lines)
    arrived = delivered_at(order)
    if order.state is OrderState.cancelled or (rule.delivered_only and arrived is None):
        return no("return_state", "Only what was delivered comes back.")
    if rule.once and {"return_requested", "exchange_requested"} & set(order.marks):
        return no("return_once", "Something of this order is on its way back already.")
    days = policy.exchanges.days if exchange else rule.days
    if days is not None and arrived is not None and facts.now - arrived > days * DAY:
        return no("exchange_window" if exchange else "return_window", f"Things come back within {days} days.")
    if rule.way_needed and action.way in ("", "original"):
        return no("return_way", "Say by which way the money goes back.")
    return _lines_come_back(policy, action, facts)


def _lines_come_back(policy: Policy, action: AcceptReturn, facts: Facts) -> Verdict:
    order, excluded = _order(facts), set(policy.returns.excluded)
    for one in action.lines:
        line = line_of(order, one.line_id)
        if excluded & {line.sku, line.product_id, *order.tags}:
            return no("return_excluded", f"“{line.title}” does not come back.")
        if one.quantity > line.fulfilled - line.returned:
            return no("return_pieces", f"Of “{line.title}” {line.fulfilled - line.returned} can come back.")
        if one.for_variant and policy.exchanges.same_product:
            verdict = _same_product(line, one.for_variant, facts, "exchange_same_product")
            if not verdict.allowed:
                return verdict
    return YES


def _same_product(line: Line, variant_id: str, facts: Facts, rule: str) -> Verdict:
    variant = facts.variants.get(variant_id)
    if variant is None or variant.product_id != line.product_id:
        return no(rule, f"“{line.title}” is changed for another kind of the same thing only.")
    if variant_id == line.variant_id:
        return no(rule, f"“{line.title}” is this kind already.")
    if not variant.available:
        return no("not_available", f"“{variant.title}” of this kind is not available.")
    return YES


def _marks(order: Order, over: tuple[str, ...], rule: str) -> Verdict:
    return no(rule, "The order was changed already; it stays as it is now.") if set(over) & set(order.marks) else YES


def _before_sending(order: Order) -> bool:
    return order.state is not OrderState.cancelled and not any(line.fulfilled for line in order.lines)


# --- whose money ---


def _ways(policy: Policy, who: Who, action: Action, facts: Facts) -> Verdict:
    """Money goes back to the customer's own ways of paying, and comes from them, never from another's."""
    way = getattr(action, "way", None)
    if way is None or way in OWN:
        return YES
    order, known = facts.order, _known_ways(facts)
    if way not in known:
        return no("own_payment", "Money goes only to this customer's own ways of paying.")
    due = _due(action, order, facts) if order is not None else None
    if due is not None and known[way].balance is not None and known[way].balance < due:  # type: ignore[operator]
        return no("enough_balance", f"{known[way].label} does not hold {due}.")
    if isinstance(action, AcceptReturn) and not any(one.for_variant for one in action.lines):
        return _return_way(policy, known[way], order)
    return YES


def _return_way(policy: Policy, way: PayWay, order: Order | None) -> Verdict:
    if policy.returns.ways != "original_or_gift_card":
        return YES
    original = {one.way.id for one in order.payments if one.kind == "sale"} if order else set()
    if way.id in original or way.kind == "gift_card":
        return YES
    return no("return_way", "The money goes back as it was paid, or to a gift card.")


def _known_ways(facts: Facts) -> dict[str, PayWay]:
    paid = {one.way.id: one.way for one in facts.order.payments} if facts.order else {}
    return {**paid, **{way.id: way for way in (facts.customer.pay_ways if facts.customer else ())}}


def _due(action: Action, order: Order, facts: Facts) -> Money | None:
    """What the customer would have to pay now; None where nothing, or where only the shop can say."""
    match action:
        case ChangePayment():
            return order.paid - order.refunded
        case EditLines():
            pairs = [(one.line_id, one.quantity, one.variant_id) for one in action.swaps]
        case AcceptReturn():
            pairs = [(one.line_id, one.quantity, one.for_variant) for one in action.lines if one.for_variant]
        case _:
            return None
    due = zero(order.currency)
    for line_id, quantity, variant_id in pairs:
        variant = facts.variants.get(variant_id or "")
        if variant is not None:
            due = due + variant.price * quantity - worth(line_of(order, line_id), quantity)
    return due if due > zero(order.currency) else None


def _order(facts: Facts) -> Order:
    assert facts.order is not None
    return facts.order


_RULES: dict[type[Any], Callable[[Policy, Any, Facts], Verdict]] = {
    CancelOrder: _cancel,
    EditLines: _edit,
    EditAddress: _address,
    ChangePayment: _payment,
    AcceptReturn: _return,
}
