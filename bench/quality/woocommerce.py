"""WooCommerce's own examples (commerce/woocommerce_examples.json) through our reader: all read, sums add up, ids and handles found, nothing crashes.

    .venv/bin/python bench/quality/woocommerce.py --data FOLDER

A webhook's body is the resource as the REST API shows it, so every order and customer of the API's present shape (times with `_gmt`) is
posted as one; an order with refunds, for which the shop is asked, is read with them, and every product is read as it is listed. Then every
body, of the API's old versions too, is posted under every topic: whatever comes, it is read, ignored or refused in words.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from store_bodies import refused_in_words, tried, within

from shopkeeper.commerce.adapters.woocommerce import reading, store
from shopkeeper.commerce.adapters.woocommerce.hooks import TOPICS
from shopkeeper.commerce.asking import exact
from shopkeeper.commerce.contract import some_store
from shopkeeper.commerce.model import CustomerSeen, Line, Order, OrderSeen, OrderTouched, Post
from shopkeeper.commerce.money import total

Raw = dict[str, Any]
# https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties, status; and the trash, which lists show on request.
CENT = Decimal("0.01")
STATUSES = {"pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", "trash"}


def is_order(it: Raw) -> bool:
    return "order_key" in it and "line_items" in it and "date_created_gmt" in it


def is_customer(it: Raw) -> bool:
    return "is_paying_customer" in it and "date_created_gmt" in it


def is_product(it: Raw) -> bool:
    return "catalog_visibility" in it and "date_created_gmt" in it


def is_refund(it: Raw) -> bool:
    return "refunded_by" in it and "line_items" in it and "date_created_gmt" in it


def post(topic: str, body: Any) -> Post:
    return Post(store=some_store("woocommerce"), body=json.dumps(body).encode(), headers={"x-wc-webhook-topic": topic})


def as_sent(told: Raw) -> Raw:
    """As it comes by the wire: amounts exact."""
    found: Raw = exact(json.dumps(told).encode())
    return found


def read_order(told: Raw) -> str:
    """ "equal", or what of it differs."""
    if told["status"] not in STATUSES:
        return "unknown state"
    [change] = store.parse(post("order.updated", told))
    if isinstance(change, OrderSeen):
        return compared(change.order, told)
    asked = isinstance(change, OrderTouched) and change.external_id == str(told["id"])
    whole = reading.read_order(as_sent(told), some_store("woocommerce"))
    return compared(whole, told) if asked else "differs: what it is"


def compared(order: Order, told: Raw) -> str:
    billing = told["billing"]
    made_of = total([*(line.total for line in order.lines), order.shipping], order.currency)
    pairs = {
        "total": (order.total.decimal(), Decimal(told["total"])),
        "sum of its parts": (made_of, order.total),
        "each line": (max(map(apart, order.lines, lines_of(told)), default=Decimal(0)) <= CENT, True),
        "refunded": (order.refunded.decimal(), -sum((Decimal(one["total"]) for one in told["refunds"]), Decimal(0))),
        "id": (order.external_id, str(told["id"])),
        "number": (order.number.lstrip("#"), str(told["number"])),
        "customer": (order.customer_id, str(told["customer_id"]) if told["customer_id"] else None),
        "email": (order.email, billing["email"]),
        "phone": (order.phone, billing["phone"]),
        "lines": (len(order.lines), len(lines_of(told))),
    }
    return next((f"differs: {name}" for name, (ours, theirs) in pairs.items() if ours != theirs), "equal")


def lines_of(told: Raw) -> list[Raw]:
    return [*told["line_items"], *told["fee_lines"]]


def apart(line: Line, told: Raw) -> Decimal:
    """How far a line is from what the shop says: what taxes rounded elsewhere leave is put on one of them."""
    return abs(line.total.decimal() - Decimal(told["total"]) - Decimal(told["total_tax"]))


def read_customer(told: Raw) -> str:
    [change] = store.parse(post("customer.updated", told))
    if not isinstance(change, CustomerSeen):
        return "differs: what it is"
    found = (change.customer.external_id, change.customer.email, change.customer.phone)
    return "equal" if found == (str(told["id"]), told["email"], told["billing"]["phone"]) else "differs: id or handle"


def read_product(told: Raw) -> str:
    product = reading.read_product(as_sent(told), (), "EUR")
    prices = [variant.price.decimal() for variant in product.variants]
    same = (product.id, prices) == (str(told["id"]), [Decimal(told["price"] or 0)])
    return "equal" if same else "differs: id or price"


def read_refund(told: Raw) -> str:
    """Beside an order that it could be of: of its own order the examples say only the address."""
    order = {**EMPTY, "refunds": [{"id": told["id"], "total": f"-{told['amount']}"}]}
    found = reading.read_order(as_sent(order), some_store("woocommerce"), [as_sent(told)])
    return "equal" if found.refunded.decimal() == Decimal(told["amount"]) else "differs: amount"


EMPTY: Raw = {
    "id": 1, "status": "refunded", "currency": "USD", "total": "100.00", "line_items": [], "date_created_gmt": "2026-03-12T07:00:00",
}  # fmt: skip


def read_all(answers: Iterable[Any], wanted: Callable[[Raw], bool], read: Callable[[Raw], str]) -> Counter[str]:
    return Counter(tried(read, one) for answer in answers for one in within(answer, wanted))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    path = arguments.parse_args().data / "commerce" / "woocommerce_examples.json"
    answers = [one["json"] for one in json.loads(path.read_text())]
    counted = {
        "orders": read_all(answers, is_order, read_order),
        "customers": read_all(answers, is_customer, read_customer),
        "products": read_all(answers, is_product, read_product),
        "refunds": read_all(answers, is_refund, read_refund),
    }
    bodies = [body for answer in answers for body in (answer, *(answer.values() if isinstance(answer, dict) else ()))]
    anything = Counter(refused_in_words(store.parse, post(topic, body)) for body in bodies for topic in TOPICS)
    for name, found in (*counted.items(), ("any body under any topic", anything)):
        print(f"{name}: {found.total()}, of them {dict(found)}")
    equal = all(found and found["equal"] == found.total() for found in counted.values())
    ok = equal and not any(name.startswith("crash") for name in anything)
    told = {**{name: dict(found) for name, found in counted.items()}, "anything": dict(anything)}
    together = sum(counted.values(), Counter[str]())
    print(json.dumps({"name": "woocommerce", "value": together["equal"], "of": together.total(), **told, "ok": ok}))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
