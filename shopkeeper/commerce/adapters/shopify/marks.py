"""Our key as it is left in the shop, and the order as it stands after a deed.

Where a mutation has a note of its own the key stands there (`reading.noted`). Everywhere else it is the name of a metafield of the
order or the customer, written in the same document as the deed: https://shopify.dev/docs/api/admin-graphql/latest/objects/Metafield.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from shopkeeper.commerce.adapters.shopify import orders
from shopkeeper.commerce.adapters.shopify.client import query, refuse
from shopkeeper.commerce.adapters.shopify.orders import gid
from shopkeeper.commerce.adapters.shopify.reading import ms
from shopkeeper.commerce.errors import NoSuchOrder
from shopkeeper.commerce.model import Done, Link, Order
from shopkeeper.kit.errors import Failure

Node = dict[str, Any]

REF = "ref-"
"""What the tag of a made order or draft begins with; the key follows."""


def mark(key: str, value: str) -> list[Node]:
    """The metafields of an input. Keys have 2 to 64 characters there."""
    return [{"namespace": "shopkeeper", "key": key, "type": "single_line_text_field", "value": value}]


def on_order(node: Node, key: str, value: str) -> Node:
    """An OrderInput that leaves the mark and changes nothing else."""
    return {"id": node["id"], "metafields": mark(key, value)}


def marked(node: Node) -> str:
    """What stands under the key the node was asked with; "" for nothing."""
    return str((node.get("mark") or {}).get("value") or "")


def is_fresh(link: Link, node: Node, age: int) -> bool:
    """Whether the mark is there and younger than `age` ms. A mark is left even where the shop refused the deed beside it: one that
    grew old without its deed is none."""
    return bool(node.get("mark")) and link.now - ms(node["mark"]["updatedAt"]) < age


async def act(link: Link, document: str, variables: Node, name: str) -> Node:
    """A deed with its mark beside it: only the deed's own payload decides. Raises StoreRefused."""
    data = await query(link, document, variables, acting=True)
    refuse(link, data[name] or {})
    return dict(data[name])


async def after(link: Link, before: Order, reference: str) -> Done:
    """The order as it stands now. It is done already: a trouble while looking again changes nothing about that."""
    try:
        node = await orders.node(link, before.external_id)
        order = orders.read(node) if node is not None else None
    except Failure:
        return Done(reference=reference, pending=True)
    pending = any(one.id == reference and one.state == "pending" for one in (order.refunds if order else ()))
    return Done(reference=reference, order=order, pay_url=pay_url(node) if node is not None else None, pending=pending)


async def fresh(link: Link, order: Order) -> Node:
    """The order's node once more. Raises NoSuchOrder."""
    node = await orders.node(link, order.external_id)
    if node is None:
        raise NoSuchOrder
    return node


def pay_url(node: Node) -> str | None:
    """Where the customer pays what an order costs more than she paid."""
    owed = Decimal(((node.get("totalOutstandingSet") or {}).get("presentmentMoney") or {}).get("amount") or 0)
    url = (node.get("paymentCollectionDetails") or {}).get("additionalPaymentCollectionUrl")
    return str(url) if owed > 0 and url else None


def variant(variant_id: str) -> str:
    """A variant's global id."""
    return gid("ProductVariant", variant_id)
