"""Shopify's own examples (commerce/shopify_rest_examples.json) through our reader: orders and customers read, amounts equal, nothing crashes.

    .venv/bin/python bench/quality/shopify.py --data FOLDER

A webhook's body is the REST shape of the thing, so every order and customer among the examples is posted as one. Then every body
is posted under every topic: whatever comes, it is read, ignored or refused in words.
"""

import argparse
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from store_bodies import refused_in_words, tried, within

from shopkeeper.commerce.adapters.shopify import store
from shopkeeper.commerce.adapters.shopify.hooks import READERS
from shopkeeper.commerce.contract import some_store
from shopkeeper.commerce.model import CustomerSeen, OrderSeen, Post


def post(topic: str, body: Any) -> Post:
    return Post(store=some_store("shopify"), body=json.dumps(body).encode(), headers={"x-shopify-topic": topic})


def paid_back(order: dict[str, Any]) -> Decimal:
    moves = [move for refund in order["refunds"] for move in refund["transactions"]]
    done = (move["amount"] for move in moves if move["kind"] == "refund" and move["status"] == "success")
    return sum((Decimal(amount) for amount in done), Decimal(0))


def read_order(told: dict[str, Any]) -> str:
    """ "equal", "differs", or "asked" where the body alone does not say and the shop is asked."""
    first = store.parse(post("orders/updated", told))[0]
    if not isinstance(first, OrderSeen):
        return "asked"
    ours = (first.order.total.decimal(), first.order.refunded.decimal())
    return "equal" if ours == (Decimal(told["total_price"]), paid_back(told)) else "differs"


def read_customer(told: dict[str, Any]) -> str:
    first = store.parse(post("customers/update", told))[0]
    return "read" if isinstance(first, CustomerSeen) and first.customer.external_id == str(told["id"]) else "differs"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    path = arguments.parse_args().data / "commerce" / "shopify_rest_examples.json"
    answers = [one["response"] for one in json.loads(path.read_text())]
    orders = Counter(
        tried(read_order, order)
        for answer in answers
        for order in within(answer, lambda it: "line_items" in it and "financial_status" in it)
    )
    customers = Counter(
        tried(read_customer, one)
        for answer in answers
        for one in within(answer, lambda it: "verified_email" in it and "id" in it)
    )
    bodies = [body for answer in answers for body in (answer, *(answer.values() if isinstance(answer, dict) else ()))]
    anything = Counter(refused_in_words(store.parse, post(topic, body)) for body in bodies for topic in READERS)
    for name, counted in (("orders", orders), ("customers", customers), ("any body under any topic", anything)):
        print(f"{name}: {sum(counted.values())}, of them {dict(counted)}")
    good = orders["equal"] + orders["asked"] == sum(orders.values()) and customers["read"] == sum(customers.values())
    ok = good and not any(name.startswith("crash") for name in anything)
    told = {"orders": dict(orders), "customers": dict(customers), "anything": dict(anything)}
    print(json.dumps({"name": "shopify", "value": orders["equal"], "of": sum(orders.values()), **told, "ok": ok}))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
