"""A small simulator of the retail set's own tools, written from their published description and knowing nothing of our rooms.

It works on the set's own rows and says what state a task must end in. Amounts are cents. A tool that refuses raises Refused.
"""

from copy import deepcopy
from decimal import Decimal
from typing import Any

Rows = dict[str, Any]
REASONS = ("no longer needed", "ordered by mistake")
PLACE = ("address1", "address2", "city", "state", "country", "zip")


class Refused(Exception):
    """The tool says no."""


class Tools:
    """The set's tools over a copy of some of its rows."""

    def __init__(self, data: Rows, users: set[str], orders: set[str]) -> None:
        self.products = data["products"]
        self.users = {id: deepcopy(data["users"][id]) for id in users}
        self.orders = {id: deepcopy(data["orders"][id]) for id in orders}

    def do(self, name: str, arguments: Rows) -> None:
        getattr(self, name, lambda **_: None)(**arguments)

    # --- the tools that change something ---

    def cancel_pending_order(self, order_id: str, reason: str) -> None:
        order = self.order(order_id, "pending")
        if reason not in REASONS:
            raise Refused("reason")
        for payment in list(order["payment_history"]):
            self.pay(order, "refund", cents(payment["amount"]), payment["payment_method_id"])
        order["status"], order["cancel_reason"] = "cancelled", reason

    def modify_pending_order_address(self, order_id: str, **place: str) -> None:
        order = self.orders[order_id]
        if "pending" not in order["status"]:
            raise Refused("status")
        order["address"] = {name: place[name] for name in PLACE}

    def modify_pending_order_payment(self, order_id: str, payment_method_id: str) -> None:
        order = self.orders[order_id]
        method = self.method(order, payment_method_id)
        if "pending" not in order["status"] or len(order["payment_history"]) != 1:
            raise Refused("status")
        first = order["payment_history"][0]
        amount = cents(first["amount"])
        if first["payment_method_id"] == payment_method_id or balance(method, amount) < amount:
            raise Refused("payment")
        self.pay(order, "payment", amount, payment_method_id)
        self.pay(order, "refund", amount, first["payment_method_id"])

    def modify_pending_order_items(
        self, order_id: str, item_ids: list[str], new_item_ids: list[str], payment_method_id: str
    ) -> None:
        order = self.order(order_id, "pending")
        pairs, difference = self.pairs(order, item_ids, new_item_ids)
        method = self.method(order, payment_method_id)
        if balance(method, difference) < difference:
            raise Refused("balance")
        self.pay(order, "payment" if difference > 0 else "refund", abs(difference), payment_method_id)
        for item, variant in pairs:
            item.update(item_id=variant["item_id"], price=variant["price"], options=variant["options"])
        order["status"] = "pending (item modified)"

    def return_delivered_order_items(self, order_id: str, item_ids: list[str], payment_method_id: str) -> None:
        order = self.order(order_id, "delivered")
        method = self.method(order, payment_method_id)
        first = order["payment_history"][0]["payment_method_id"]
        if method["source"] != "gift_card" and payment_method_id != first:
            raise Refused("payment")
        self.items(order, item_ids)
        order.update(
            status="return requested", return_items=sorted(item_ids), return_payment_method_id=payment_method_id
        )

    def exchange_delivered_order_items(
        self, order_id: str, item_ids: list[str], new_item_ids: list[str], payment_method_id: str
    ) -> None:
        order = self.order(order_id, "delivered")
        _, difference = self.pairs(order, item_ids, new_item_ids, same_too=True)
        if balance(self.method(order, payment_method_id), difference) < difference:
            raise Refused("balance")
        order.update(
            status="exchange requested", exchange_items=sorted(item_ids), exchange_new_items=sorted(new_item_ids),
            exchange_payment_method_id=payment_method_id, exchange_price_difference=difference,
        )  # fmt: skip

    def modify_user_address(self, user_id: str, **place: str) -> None:
        self.users[user_id]["address"] = {name: place[name] for name in PLACE}

    # --- what they share ---

    def order(self, order_id: str, status: str) -> Rows:
        found: Rows = self.orders[order_id]
        if found["status"] != status:
            raise Refused("status")
        return found

    def method(self, order: Rows, id: str) -> Rows:
        found: Rows | None = self.users[order["user_id"]]["payment_methods"].get(id)
        if found is None:
            raise Refused("payment method")
        return found

    def items(self, order: Rows, item_ids: list[str]) -> list[Rows]:
        left, found = list(order["items"]), []
        for id in item_ids:
            item = next((one for one in left if one["item_id"] == id), None)
            if item is None:
                raise Refused("no such item")
            left.remove(item)
            found.append(item)
        return found

    def pairs(
        self, order: Rows, old: list[str], new: list[str], *, same_too: bool = False
    ) -> tuple[list[tuple[Rows, Rows]], int]:
        if len(old) != len(new):
            raise Refused("count")
        found, difference = [], 0
        for item, id in zip(self.items(order, old), new, strict=True):
            variant = self.products[item["product_id"]]["variants"].get(id)
            if variant is None or not variant["available"]:
                raise Refused("no such kind")
            found.append((item, variant))
            difference += cents(variant["price"]) - cents(item["price"])
        return found, difference

    def pay(self, order: Rows, kind: str, amount: int, method: str) -> None:
        order["payment_history"].append(
            {"transaction_type": kind, "amount": Decimal(amount) / 100, "payment_method_id": method}
        )
        known = self.users[order["user_id"]]["payment_methods"].get(method, {})
        if "balance" in known:
            known["balance"] = Decimal(cents(known["balance"]) + (amount if kind == "refund" else -amount)) / 100

    # --- the state, in one form ---

    def state(self) -> Rows:
        return {
            "users": {id: user_state(user) for id, user in self.users.items()},
            "orders": {id: order_state(order) for id, order in self.orders.items()},
        }


def cents(amount: Any) -> int:
    return int((Decimal(str(amount)) * 100).to_integral_value())


def balance(method: Rows, enough: int) -> int:
    """What a way of paying holds; a card holds as much as is asked of it."""
    return cents(method["balance"]) if "balance" in method else max(enough, 0)


def user_state(user: Rows) -> Rows:
    balances = {id: cents(method["balance"]) for id, method in user["payment_methods"].items() if "balance" in method}
    return {"address": [user["address"][name] for name in PLACE], "balances": balances}


def order_state(order: Rows) -> Rows:
    """Payments of nothing are left out: they move nothing."""
    return {
        "status": order["status"],
        "address": [order["address"][name] for name in PLACE],
        "items": [[item["item_id"], cents(item["price"]), dict(item["options"])] for item in order["items"]],
        "payments": [
            [one["transaction_type"], cents(one["amount"]), one["payment_method_id"]]
            for one in order["payment_history"]
            if cents(one["amount"])
        ],
        "cancel_reason": order.get("cancel_reason", ""),
        "return": [order.get("return_items", []), order.get("return_payment_method_id")],
        "exchange": [
            order.get("exchange_items", []), order.get("exchange_new_items", []), order.get("exchange_payment_method_id"),
            order.get("exchange_price_difference"),
        ],
    }  # fmt: skip
