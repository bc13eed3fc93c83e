"""The mutations, as far as the adapter asks for them: what they change and what they refuse.

https://docs.vendure.io/reference/graphql-api/admin/mutations/ and the order's states of https://docs.vendure.io/guides/core-concepts/orders/.
Each answers the thing it changed, or a refusal as a value; what Vendure throws is a GraphQLError here.
"""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex
from typing import Any

from graphql import GraphQLError

from shopkeeper.commerce.testing.vendure.shop import Goods, Node, left_of, shipping_of, total

TRANSITIONS: dict[str, tuple[str, ...]] = {
    "Draft": ("ArrangingPayment", "Cancelled"),
    "ArrangingPayment": ("PaymentAuthorized", "PaymentSettled", "AddingItems", "Cancelled"),
    "PaymentAuthorized": ("PaymentSettled", "Cancelled", "Modifying", "ArrangingAdditionalPayment"),
    "PaymentSettled": ("PartiallyDelivered", "Delivered", "PartiallyShipped", "Shipped", "Cancelled", "Modifying", "ArrangingAdditionalPayment"),
    "PartiallyShipped": ("Shipped", "PartiallyDelivered", "Cancelled", "Modifying"),
    "Shipped": ("PartiallyDelivered", "Delivered", "Cancelled", "Modifying"),
    "PartiallyDelivered": ("Delivered", "Cancelled", "Modifying"),
    "Delivered": ("Cancelled",),
    "Modifying": ("PaymentAuthorized", "PaymentSettled", "PartiallyShipped", "Shipped", "PartiallyDelivered", "ArrangingAdditionalPayment"),
    "ArrangingAdditionalPayment": ("PaymentAuthorized", "PaymentSettled", "PartiallyShipped", "Shipped", "PartiallyDelivered", "Cancelled"),
}  # fmt: skip
_NEVER = frozenset({"Draft", "AddingItems", "ArrangingPayment"})


def refused(code: str, message: str) -> Node:
    return {"__typename": "Refusal", "errorCode": code, "message": message}


def thrown(code: str, message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code})


def found(listed: list[Node], id: str, kind: str) -> Node:
    """Raises ENTITY_NOT_FOUND."""
    one = next((one for one in listed if one["id"] == str(id)), None)
    if one is None:
        raise thrown("ENTITY_NOT_FOUND", f"No {kind} with the id '{id}' could be found")
    return one


def login(shop: Goods, username: str, password: str) -> Node:
    if (username, password) != (shop.user, shop.password):
        return {
            "__typename": "InvalidCredentialsError",
            "errorCode": "INVALID_CREDENTIALS_ERROR",
            "message": "The provided credentials are invalid",
        }
    token = token_hex(16)
    shop.sessions.add(token)
    shop.newest = token
    return {"__typename": "CurrentUser", "id": "1", "identifier": username, "channels": []}


def move(shop: Goods, id: str, state: str) -> Node:
    """transitionOrderToState: DefaultOrderProcess says what may follow what."""
    order = found(shop.orders, id, "Order")
    why = _cannot(order, state)
    if why:
        return {"__typename": "OrderStateTransitionError", "errorCode": "ORDER_STATE_TRANSITION_ERROR",
                "message": f"Cannot transition Order from \"{order['state']}\" to \"{state}\"", "transitionError": why}  # fmt: skip
    before, order["state"] = order["state"], state
    shop.log(order, "ORDER_STATE_TRANSITION", {"from": before, "to": state})
    if state == "Cancelled":
        order["active"] = False
    if (before, state) == ("Draft", "ArrangingPayment"):
        order["active"] = True
    if order["active"] and state in ("PaymentSettled", "PaymentAuthorized"):
        shop.place(order, state)
    shop.touch(order)
    return order


def _cannot(order: Node, state: str) -> str:
    before, mods = order["state"], order["modifications"]
    if state not in TRANSITIONS.get(before, ()):
        return f'Cannot transition Order from "{before}" to "{state}"'
    if before == "Modifying" and state == "ArrangingAdditionalPayment" and mods and all(settled(one) for one in mods):
        return "Cannot transition Order to the ArrangingAdditionalPayment state as no additional payments are needed"
    if before == "Modifying" and state != "ArrangingAdditionalPayment" and not all(settled(one) for one in mods):
        return "Can only transition to the ArrangingAdditionalPayment state"
    if state == "ArrangingPayment" and not order["lines"]:
        return "Cannot transition Order to the ArrangingPayment state when it is empty"
    if state == "ArrangingPayment" and not order["customer"]:
        return "Cannot transition Order to the ArrangingPayment state without Customer details"
    if state == "ArrangingPayment" and not order["shippingLines"]:
        return "Cannot transition Order to the ArrangingPayment state without a ShippingMethod"
    short = [
        line["productVariant"]["name"] for line in order["lines"] if line["quantity"] > free(line["productVariant"])
    ]
    if state == "ArrangingPayment" and short:
        return f"Cannot transition Order to the ArrangingPayment state due to insufficient stock of {', '.join(short)}"
    if state == "PaymentSettled" and _covered(order) < total(order):
        return "Cannot transition Order to the PaymentSettled state when the total is not covered by settled Payments"
    if state == "Cancelled" and before not in _NEVER and any(line["quantity"] for line in order["lines"]):
        return "Cannot transition Order to the Cancelled state unless all OrderItems are cancelled"
    return ""


def _covered(order: Node) -> int:
    """Settled payments less settled refunds (order-utils, totalCoveredByPayments)."""
    paid = [one for one in order["payments"] if one["state"] == "Settled"]
    back = sum(each["total"] for one in paid for each in one["refunds"] if each["state"] == "Settled")
    return int(sum(one["amount"] for one in paid) - back)


def settled(modification: Node) -> bool:
    return modification["priceChange"] == 0 or bool(modification.get("payment") or modification.get("refund"))


def free(variant: Node) -> int:
    return sum(one["stockOnHand"] - one["stockAllocated"] for one in variant["stockLevels"])


def cancel(shop: Goods, input: Node) -> Node:
    """cancelOrder: the pieces leave their lines and go back in stock; the state follows where none is left."""
    order = found(shop.orders, input["orderId"], "Order")
    if order["active"] or order["state"] == "Draft":
        if input.get("lines") is not None:
            return refused(
                "CANCEL_ACTIVE_ORDER_ERROR", f'Cannot cancel OrderLines from an Order in the "{order["state"]}" state'
            )
        return move(shop, order["id"], "Cancelled")
    lines = input.get("lines")
    if lines is None:
        lines = [{"orderLineId": line["id"], "quantity": line["quantity"]} for line in order["lines"]]
    no = take_off(shop, order, lines, input.get("reason"), shipping=bool(input.get("cancelShipping")))
    if no:
        return no
    return move(shop, order["id"], "Cancelled") if not any(line["quantity"] for line in order["lines"]) else order


def take_off(shop: Goods, order: Node, lines: list[Node], reason: str | None, *, shipping: bool = False) -> Node | None:
    """OrderModifier.cancelOrderByOrderLines."""
    if not sum(one["quantity"] for one in lines):
        return refused("EMPTY_ORDER_LINE_SELECTION_ERROR", "At least one OrderLine must be specified")
    named = [(found(order["lines"], one["orderLineId"], "OrderLine"), one["quantity"]) for one in lines]
    if any(line["quantity"] < count for line, count in named):
        return refused("QUANTITY_TOO_GREAT_ERROR", "The specified quantity is greater than the available OrderItems")
    for line, count in named:
        line["quantity"] -= count
        line["productVariant"]["stockLevels"][0]["stockAllocated"] -= count
    for line in order["shippingLines"] if shipping else ():
        line["discounts"].append({"adjustmentSource": "CANCEL_ORDER", "amountWithTax": -shipping_of(line)})
    data = {"lines": lines, "reason": reason or None, "shippingCancelled": shipping}
    shop.log(order, "ORDER_CANCELLATION", {name: value for name, value in data.items() if value is not None})
    shop.touch(order)
    return None


def void(shop: Goods, id: str) -> Node:
    payment = found([one for order in shop.orders for one in order["payments"]], id, "Payment")
    payment.update(state="Cancelled", updatedAt=shop.at())
    return payment


def refund(shop: Goods, input: Node) -> Node:
    """refundOrder, with `amount` (RefundOrderInput since 2.2.0)."""
    order, payment = next(
        ((order, one) for order in shop.orders for one in order["payments"] if one["id"] == input["paymentId"]),
        (None, None),
    )
    if order is None or payment is None:
        raise thrown("ENTITY_NOT_FOUND", f"No Payment with the id '{input['paymentId']}' could be found")
    if input.get("shipping") is None or input.get("adjustment") is None:
        raise thrown("INTERNAL_SERVER_ERROR", "NOT NULL constraint failed: refund.shipping")
    if order["state"] in ("AddingItems", "ArrangingPayment", "PaymentAuthorized"):
        return refused("REFUND_ORDER_STATE_ERROR", f'Cannot refund an Order in the "{order["state"]}" state')
    if not input.get("amount"):
        return refused("NOTHING_TO_REFUND_ERROR", "Nothing to refund")
    if input["amount"] > left_of(payment):
        return refused("REFUND_AMOUNT_ERROR", "The amount specified exceeds the refundable amount for this payment")
    return _given_back(shop, order, payment, input)


def _given_back(shop: Goods, order: Node, payment: Node, input: Node) -> Node:
    made: Node = {
        **shop.dated("Refund"), "total": input["amount"], "shipping": input.get("shipping") or 0, "method": payment["method"],
        "state": "Settled" if shop.settles else "Pending", "reason": input.get("reason"), "lines": list(input.get("lines") or ()),
    }  # fmt: skip
    payment["refunds"].append(made)
    shop.told.append(("order", order["id"]))
    return made


def modify(shop: Goods, input: Node) -> Node:
    """modifyOrder: what is refused, and a dry run, is rolled back."""
    order = found(shop.orders, input["orderId"], "Order")
    stock = [one for product in shop.products for variant in product["variants"] for one in variant["stockLevels"]]
    counted, before = [dict(one) for one in stock], {name: _kept(order[name]) for name in _CHANGED}
    ids, told = dict(shop.ids), list(shop.told)
    answer = _modified(shop, order, input)
    if answer["__typename"] == "Order" and not input["dryRun"]:
        return answer
    answer = {**answer, "lines": _kept(order["lines"])} if answer["__typename"] == "Order" else answer
    order.update(before)
    shop.ids, shop.told = ids, told
    for now, then in zip(stock, counted, strict=True):
        now.update(then)
    return answer


_CHANGED = ("lines", "payments", "modifications", "log", "shippingAddress", "updatedAt")


def _kept(value: Any) -> Any:
    return [dict(one) for one in value] if isinstance(value, list) else value


def _modified(shop: Goods, order: Node, input: Node) -> Node:
    if order["state"] != "Modifying":
        message = 'The Order must be in the "Modifying" state in order to modify its contents'
        return refused("ORDER_MODIFICATION_STATE_ERROR", message)
    if not any(input.get(name) for name in ("adjustOrderLines", "addItems", "updateShippingAddress")):
        return refused("NO_CHANGES_SPECIFIED_ERROR", "No changes specified")
    was, lines = total(order), list[Node]()
    no = _relined(shop, order, input, lines)
    if no:
        return no
    if input.get("updateShippingAddress"):
        order["shippingAddress"] = {**(order["shippingAddress"] or {}), **input["updateShippingAddress"]}
    return order if input["dryRun"] else _noted(shop, order, input, total(order) - was, lines)


def _relined(shop: Goods, order: Node, input: Node, noted: list[Node]) -> Node | None:
    """Lines added and counted anew; a refusal where one cannot be."""
    wanted = list[tuple[Node, int]]()
    for one in input.get("addItems") or ():
        line = shop.add(order, variant_of(shop, one["productVariantId"]), 0)
        wanted.append((line, line["quantity"] + one["quantity"]))
    for one in input.get("adjustOrderLines") or ():
        held = next((each for each in order["lines"] if each["id"] == one["orderLineId"]), None)
        if held is None:
            raise thrown(
                "USER_INPUT_ERROR", f"This Order does not contain an OrderLine with the id {one['orderLineId']}"
            )
        wanted.append((held, one["quantity"]))
    return next((no for line, count in wanted if (no := _counted(shop, order, line, count, noted))), None)


def _noted(shop: Goods, order: Node, input: Node, delta: int, lines: list[Node]) -> Node:
    given = (input.get("refunds") or []) if delta < 0 else []
    if delta < 0 and not given:
        return refused("REFUND_PAYMENT_ID_MISSING_ERROR", "A payment ID is required for a refund")
    made = [_given_back(shop, order, found(order["payments"], one["paymentId"], "Payment"), one) for one in given]
    kept = {
        **shop.dated("OrderModification"), "note": input.get("note") or "", "priceChange": delta, "lines": lines,
        "refund": made[0] if made else None,
    }  # fmt: skip
    order["modifications"].append(kept)
    shop.log(order, "ORDER_MODIFIED", {"modificationId": kept["id"]})
    shop.touch(order)
    return order


def variant_of(shop: Goods, id: str) -> Node:
    """Raises ENTITY_NOT_FOUND."""
    return found([one for product in shop.products for one in product["variants"]], id, "ProductVariant")


def _counted(shop: Goods, order: Node, line: Node, count: int, noted: list[Node]) -> Node | None:
    """A line's new count, at today's price."""
    before, variant = line["quantity"], line["productVariant"]
    if count < 0:
        return refused("NEGATIVE_QUANTITY_ERROR", "The quantity for an OrderItem cannot be negative")
    if count - before > free(variant):
        return refused(
            "INSUFFICIENT_STOCK_ERROR", f"Only {free(variant)} items were added to the order due to insufficient stock"
        )
    if count < before:
        take_off(shop, order, [{"orderLineId": line["id"], "quantity": before - count}], None)
    else:
        line["quantity"] = count
        variant["stockLevels"][0]["stockAllocated"] += count - before
    line["price"] = variant["priceWithTax"]
    noted.append({"orderLineId": line["id"], "quantity": count - before})
    return None


def note(shop: Goods, input: Node) -> Node:
    order = found(shop.orders, input["id"], "Order")
    shop.log(order, "ORDER_NOTE", {"note": input["note"]})
    shop.told.append(("order", order["id"]))
    return order


Act = Callable[..., Any]
