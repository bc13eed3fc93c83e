"""What the examination of store adapters stands on: the far side's shape, samples of actions, and sums that must hold."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

import pytest
from msgspec import Struct

from shopkeeper.commerce.errors import Ignored
from shopkeeper.commerce.model import (
    AcceptReturn,
    Action,
    CancelOrder,
    Change,
    CreateDiscount,
    CreateOrder,
    CustomerSeen,
    DuplicateOrder,
    EditAddress,
    EditCustomer,
    EditLines,
    EditOrderNotes,
    Form,
    GiveCredit,
    Link,
    Order,
    OrderSeen,
    OrderTouched,
    Pieces,
    Place,
    Post,
    RefundOrder,
    ReplaceLines,
    ReturnLine,
    Store,
    Swap,
    Wanted,
)
from shopkeeper.commerce.money import Money, total
from shopkeeper.commerce.sdk import Shop

AWAY = Place(name="Ana Lima", line1="Lange Straße 7", city="Bremen", postcode="28195", country="DE")
CUSTOMER_ONLY = frozenset({"discount", "credit", "create", "customer"})
"""Actions that are done to a customer, not to an order."""
NEEDS = {"return": "delivered", "replace": "sent"}
"""The state an order must be in for an action; "paid" (nothing sent yet) for all others."""


class Case(Struct, frozen=True):
    """A captured webhook and what must come of it. `ignored`: parse raises Ignored. `delivery`: the shop's id of it."""

    name: str
    post: Post
    expected: tuple[Change, ...] = ()
    ignored: bool = False
    delivery: str | None = None


class FarShop(Protocol):
    """The pretend shop of the examination. It holds one customer with a mail address, and something to sell."""

    link: Link

    def calls(self) -> int:
        """How many requests the shop has had."""

    async def order(self, state: str = "paid") -> str:
        """Lets that customer order two pieces of one thing and one of another, and pay; answers the shop's id of the order.

        `state`: paid (nothing sent), sent, delivered. Every call makes a new order.
        """

    async def variant(self, order: Order) -> str:
        """Another variant of the product of the order's first line, in stock."""

    async def change(self, external_id: str) -> None:
        """Somebody changes this order in the shop's back office (another address)."""

    async def will(self, trouble: str) -> None:
        """What the next request meets. revoked (401), forbidden (403), busy (429, Retry-After 7), failing (503), dead (nothing
        listens), lost (the next *change* is done, and its answer lost), dropped (the next change is not done, and no answer comes).
        """


LANGUAGES = ("en", "de", "es", "fr")


def assert_asks_well(form: Form) -> None:
    """What must hold of every form: it speaks our languages, and each thing asked goes somewhere, once."""
    names = [field.name for field in form.fields]
    assert len(set(names)) == len(names), names
    for said in (form.words, *(field.label for field in form.fields)):
        assert all(said.get(language) for language in LANGUAGES), said
    for said in (form.lead, *(field.help for field in form.fields)):
        assert not said or all(said.get(language) for language in LANGUAGES), said
    for field in form.fields:
        assert field.name == "url" or re.fullmatch(r"(settings|secrets)\.[a-z_]+", field.name), field.name
        assert (field.kind == "secret") == field.name.startswith("secrets."), (
            f"{field.name}: a secret goes into secrets, and only a secret"
        )
        assert bool(field.choices) == (field.kind == "choice"), field.name
        assert not (field.required and field.later), f"{field.name} is needed: it may not be folded away"
    assert not form.guide or form.guide.startswith("https://")


def assert_adds_up(order: Order) -> None:
    """What must hold of every order, to the smallest unit, whatever was done to it."""
    for line in order.lines:
        assert line.cancelled + line.fulfilled >= 0, line
        assert line.cancelled + line.fulfilled <= line.quantity, line
        assert line.refunded <= line.quantity, line
        assert line.returned <= line.quantity, line
    assert (
        total([refund.amount for refund in order.refunds if refund.state != "failed"], order.currency) == order.refunded
    )
    assert Money(0, order.currency) <= order.refunded <= order.paid
    assert total([line.total for line in order.lines], order.currency) + order.shipping == order.total


@asynccontextmanager
async def opened(far: FarShop) -> AsyncIterator[FarShop]:
    """A far shop that needs no opening."""
    yield far


def some_store(kind: str, settings: dict[str, object] | None = None) -> Store:
    """A store for examinations."""
    return Store(id="store", kind=kind, name="The pretend shop", brand_id="brand", settings=dict(settings or {}))


TAGS = frozenset(
    {
        "cancel", "refund", "replace", "duplicate", "edit_lines", "edit_address", "change_payment", "discount", "credit",
        "return", "create", "notes", "customer",
    }
)  # fmt: skip


async def sample_of(far: FarShop, tag: str, order: Order | None) -> Action:
    assert order is not None
    first, one = order.lines[0], Pieces(order.lines[0].id, 1)
    amount = Money(500, order.currency)
    samples: dict[str, Callable[[], Action]] = {
        "cancel": lambda: CancelOrder(reason="customer"),
        "refund": lambda: RefundOrder(pieces=(one,), reason="broken"),
        "duplicate": lambda: DuplicateOrder(note="again"),
        "edit_address": lambda: EditAddress(ship_to=AWAY),
        "discount": lambda: CreateDiscount(percent=10),
        "credit": lambda: GiveCredit(amount=amount, reason="sorry"),
        "return": lambda: AcceptReturn(lines=(ReturnLine(line_id=first.id, quantity=1, reason="too small"),)),
        "create": lambda: CreateOrder(lines=(Wanted(variant_id=str(first.variant_id), quantity=1),)),
        "notes": lambda: EditOrderNotes(note="Called, is fine", add_tags=("called",)),
        "customer": lambda: EditCustomer(note="Likes tea", add_tags=("vip",)),
    }
    if tag in samples:
        return samples[tag]()
    if tag == "change_payment":
        raise NotImplementedError("Override `sample` for change_payment: a way of paying that this customer has.")
    swap = Swap(line_id=first.id, quantity=1, variant_id=await far.variant(order))
    return EditLines(swaps=(swap,)) if tag == "edit_lines" else ReplaceLines(pieces=(swap,), reason="broken")


def preview_adds_up(items: Sequence[object], to: Money | None, asked: Money | None, tag: str) -> None:
    amounts = [item.amount for item in items if getattr(item, "amount", None) is not None]  # type: ignore[attr-defined]
    if not amounts:
        assert not to, tag
        assert not asked, tag
        return
    balance = total(amounts, amounts[0].currency)
    given = to if to is not None else Money(0, balance.currency)
    due = asked if asked is not None else Money(0, balance.currency)
    assert balance == due - given, f"{tag}: the rows make {balance}, the sums say {due - given}"


async def order_in(adapter: Shop, far: FarShop, state: str = "paid") -> Order:
    return await reread(adapter, far, await far.order(state))


async def reread(adapter: Shop, far: FarShop, external_id: str) -> Order:
    if adapter.abilities.takes_files:
        return await _told_last(adapter, far, external_id)
    order = await adapter.order(far.link, external_id)
    assert order is not None
    return order


async def _told_last(adapter: Shop, far: FarShop, external_id: str) -> Order:
    """Of a store that cannot be asked: what its files told last."""
    found, cursor, more = list[Order](), None, True
    while more:
        batch = await adapter.changes(far.link, cursor)
        found += [
            one.order for one in batch.changes if isinstance(one, OrderSeen) and one.order.external_id == external_id
        ]
        cursor, more = batch.cursor, batch.more
    return found[-1]


async def all_changes(adapter: Shop, far: FarShop, cursor: str | None) -> tuple[set[str], str | None]:
    seen: set[str] = set()
    for _ in range(100):
        batch = await adapter.changes(far.link, cursor)
        seen |= {_named(change) for change in batch.changes if isinstance(change, OrderSeen | OrderTouched)}
        assert all(change.customer.external_id for change in batch.changes if isinstance(change, CustomerSeen))
        cursor = batch.cursor
        if not batch.more:
            return seen, cursor
    raise AssertionError("The changes never end.")


def _named(change: OrderSeen | OrderTouched) -> str:
    return change.order.external_id if isinstance(change, OrderSeen) else change.external_id


def read(adapter: Shop, case: Case) -> tuple[Change, ...]:
    if not case.ignored:
        return tuple(adapter.parse(case.post))
    with pytest.raises(Ignored):
        adapter.parse(case.post)
    return ()
