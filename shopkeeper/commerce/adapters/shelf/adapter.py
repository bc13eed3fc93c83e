"""The shop in memory, spoken to like any other shop: with a limit, a line that can go dead, and signed webhooks.

A webhook's body is our own words as JSON; its headers are `x-shelf-delivery` (its id) and `x-shelf-signature`, HMAC-SHA256 over
id, a dot and the body, in hex, under the store's secret `webhook`.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from typing import ClassVar

import msgspec
from msgspec import Struct

from shopkeeper.commerce import weighing, wording
from shopkeeper.commerce.adapters.shelf.form import FORM
from shopkeeper.commerce.adapters.shelf.plans import Plan
from shopkeeper.commerce.adapters.shelf.shelf import Delivery, Shelf, open_shelf
from shopkeeper.commerce.errors import (
    Busy,
    Ignored,
    NotOurs,
    Stale,
    StoreNeedsOwner,
    StoreUnsure,
    Unavailable,
    Unreadable,
)
from shopkeeper.commerce.model import (
    Abilities,
    Action,
    Batch,
    Change,
    Customer,
    CustomerSeen,
    Done,
    Form,
    Handle,
    Link,
    Order,
    OrderSeen,
    Post,
    Preview,
    Product,
    Step,
    Store,
    Target,
)
from shopkeeper.kit.text import normal

SECRET = "webhook"
ACTIONS = frozenset(
    {
        "cancel", "refund", "replace", "duplicate", "edit_lines", "edit_address", "change_payment", "discount", "credit",
        "return", "create", "notes", "customer",
    }
)  # fmt: skip
PAGE = 100
SECONDS_TO_WAIT = 7.0


class Hook(Struct, frozen=True):
    """What a webhook's body says."""

    topic: str
    changes: tuple[Change, ...] = ()


_decode, _encode = msgspec.json.Decoder(Hook).decode, msgspec.json.Encoder().encode


class ShelfStore:
    """The adapter. The store's setting `shelf` names the shop."""

    kind: ClassVar[str] = "shelf"
    label: ClassVar[str] = "Shop in memory"
    form: ClassVar[Form] = FORM
    abilities: ClassVar[Abilities] = Abilities(
        actions=ACTIONS, webhooks=True, changes=True, products=True, keyed=True, partial_cancel=True, refund_to_credit=True,
        restock=True, exchanges=True, return_labels=True, gift_cards=True, number=r"#?\d{4,}|#W\d{5,}",
    )  # fmt: skip

    def settle(self, store: Store, secrets: Mapping[str, str]) -> Store:
        settings = {"shelf": "shelf", **store.settings}
        return msgspec.structs.replace(store, settings=settings, url=store.url or "https://shelf.example")

    async def try_out(self, link: Link) -> Sequence[Step]:
        try:
            _shop(link)
        except (StoreNeedsOwner, Busy, Unavailable) as failure:
            return [wording.failed("shop", failure.detail, "again")]
        return [wording.tried("shop", "answers", name=link.store.name)]

    def verify(self, post: Post) -> str | None:
        delivery = post.headers.get("x-shelf-delivery", "")
        signed = signature(post.secrets.get(SECRET, ""), delivery, post.body)
        if not post.secrets.get(SECRET) or not hmac.compare_digest(signed, post.headers.get("x-shelf-signature", "")):
            raise NotOurs
        return delivery

    def parse(self, post: Post) -> Sequence[Change]:
        try:
            hook = _decode(post.body)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise Unreadable(f"This is no webhook of ours: {error}") from error
        if not hook.changes:
            raise Ignored(f"{hook.topic} says nothing about orders or customers.")
        return hook.changes

    async def changes(self, link: Link, cursor: str | None) -> Batch:
        shelf = _shop(link)
        with shelf.lock:
            # Only each thing's newest change is told: what changed ten times is one change.
            found, at = list[Change](), int(cursor or 0)
            while at < len(shelf.log) and len(found) < PAGE:
                if shelf.newest[shelf.log[at]] == at:
                    found.append(_now(shelf, *shelf.log[at]))
                at += 1
            return Batch(changes=tuple(found), cursor=str(at), more=at < len(shelf.log), total=len(shelf.newest))

    async def order(self, link: Link, external_id: str) -> Order | None:
        return _shop(link).orders.get(external_id)

    async def orders_of(self, link: Link, handle: Handle, limit: int = 50) -> Sequence[Order]:
        shelf = _shop(link)
        with shelf.lock:
            found = [order for order in shelf.orders.values() if _is_theirs(order, handle)]
        return sorted(found, key=lambda order: (order.placed_at, int(order.external_id)), reverse=True)[:limit]

    async def customer(self, link: Link, external_id: str) -> Customer | None:
        return _shop(link).customers.get(external_id)

    async def products(self, link: Link, words: str, limit: int = 20) -> Sequence[Product]:
        shelf = _shop(link)
        wanted = normal(words).split()
        with shelf.lock:
            found = [product for product in shelf.products.values() if _sells(product, wanted)]
        return found[:limit]

    async def preview(self, link: Link, target: Target, action: Action, seen: Order | None) -> Preview:
        shelf = _shop(link)
        shown = _shown(shelf.plan(target, action), action, target)
        priced = weighing.goods_of(action, seen) & shelf.variants.keys()
        return msgspec.structs.replace(shown, prices={id: shelf.variants[id].price for id in priced})

    async def perform(self, link: Link, target: Target, action: Action, key: str) -> Done:
        shelf = _shop(link, acting=True)
        trouble = shelf.troubles.popleft() if shelf.troubles and shelf.troubles[0] in ("lost", "dropped") else None
        if trouble == "dropped":
            raise StoreUnsure(f"{link.store.name} did not answer.")
        done = shelf.act(target, action, key)
        if trouble == "lost":
            raise StoreUnsure(f"{link.store.name} did not answer.")
        return done

    async def performed(self, link: Link, target: Target, action: Action, key: str) -> Done | None:
        return _shop(link).done.get(key)


def _shown(plan: Plan, action: Action, target: Target) -> Preview:
    """A plan as it is shown."""
    return Preview(
        action=str(action.__struct_config__.tag), version=target.version, items=plan.items, to_customer=plan.to_customer,
        from_customer=plan.from_customer, way=plan.way, warnings=plan.warnings,
    )  # fmt: skip


def hook(shelf: Shelf, delivery: Delivery, secret: str) -> tuple[bytes, dict[str, str]]:
    """A webhook as the shop posts it: body and headers. It says how things stand now, not how they stood."""
    with shelf.lock:
        body = _encode(Hook(f"{delivery.kind}/changed", (_now(shelf, delivery.kind, delivery.external_id),)))
    return body, {
        "content-type": "application/json",
        "x-shelf-delivery": delivery.id,
        "x-shelf-signature": signature(secret, delivery.id, body),
    }


def signature(secret: str, delivery: str, body: bytes) -> str:
    return hmac.digest(secret.encode(), delivery.encode() + b"." + body, "sha256").hex()


def _shop(link: Link, *, acting: bool = False) -> Shelf:
    """One request to the shop, which may be in trouble."""
    shelf = open_shelf(str(link.store.settings.get("shelf", "shelf")))
    with shelf.lock:
        shelf.asked += 1
        if shelf.revoked:
            raise StoreNeedsOwner(
                f"{link.store.name} does not let us in any more ({shelf.revoked}). Connect it again in Settings, Stores."
            )
        if shelf.troubles and (acting or shelf.troubles[0] not in ("lost", "dropped")):
            _meet(shelf, link, shelf.troubles[0])
    return shelf


def _meet(shelf: Shelf, link: Link, trouble: str) -> None:
    if trouble in ("lost", "dropped"):
        return
    shelf.troubles.popleft()
    if trouble in ("revoked", "forbidden"):
        shelf.revoked = trouble
        raise StoreNeedsOwner(f"{link.store.name} does not let us in any more. Connect it again in Settings, Stores.")
    if trouble == "busy":
        raise Busy(f"{link.store.name} asks us to wait a moment.", retry_after=SECONDS_TO_WAIT)
    if trouble == "stale":
        raise Stale
    raise Unavailable(f"{link.store.name} does not answer.")


def _now(shelf: Shelf, kind: str, external_id: str) -> Change:
    if kind == "order":
        return OrderSeen(order=shelf.orders[external_id])
    return CustomerSeen(customer=shelf.customers[external_id])


def _is_theirs(order: Order, handle: Handle) -> bool:
    if handle.kind == "customer":
        return order.customer_id == handle.value
    value = order.email if handle.kind == "email" else order.phone
    return bool(value) and value.lower() == handle.value.lower()


def _sells(product: Product, wanted: Sequence[str]) -> bool:
    words = [
        product.id,
        product.title,
        *(f"{one.id} {one.sku} {' '.join(one.options.values())}" for one in product.variants),
    ]
    text = normal(" ".join(words))
    return all(word in text for word in wanted)
