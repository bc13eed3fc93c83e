"""Doing: the order is looked at, our key looked for, the version compared, then one request changes it.

WooCommerce knows no idempotency keys and no conditional requests. Our key stands in the meta data of what the request makes or
changes, written by that same request; whoever asks again finds it. Between the look and the change somebody in the back office can
be quicker by a moment: their change and ours then both stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeGuard

from msgspec.structs import replace

from shopkeeper.commerce.adapters.woocommerce import again, editing, listing, plans, reading, wire
from shopkeeper.commerce.adapters.woocommerce.plans import Plan
from shopkeeper.commerce.answers import afterwards
from shopkeeper.commerce.errors import (
    Busy,
    CannotDo,
    NoSuchOrder,
    Stale,
    StoreNeedsOwner,
    StoreRefused,
    StoreUnsure,
    Unavailable,
)
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
    OrderState,
    Preview,
    RefundOrder,
    ReplaceLines,
    Target,
    Variant,
)
from shopkeeper.commerce.weighing import goods_of

_PREVIEW_KEY = "preview"


class _Doing(Protocol):
    async def perform(self, link: Link, target: Target, action: Any, key: str) -> Done: ...

    async def performed(self, link: Link, target: Target, action: Any, key: str) -> Done | None: ...


async def preview(link: Link, target: Target, action: Action, seen: Order | None) -> Preview:
    """At most one request: the order itself, or the price of what is wanted."""
    if isinstance(action, CreateDiscount):
        plan = editing.discount(target, action, _PREVIEW_KEY)
    elif isinstance(action, EditCustomer):
        plan = editing.customer({"id": target.customer_id}, action, _PREVIEW_KEY)
    elif isinstance(action, CreateOrder):
        plan = await _offer(link, target, action)
    elif isinstance(action, EditLines) and seen is not None and seen.version == target.version:
        needed = editing.wanted_of(action)
        wider = needed | goods_of(action, seen)
        variants = await _prices(link, wider if len(_parents(wider)) <= 1 else needed, most=1)
        plan = _priced(editing.edit_lines(None, seen, action, _PREVIEW_KEY, variants), variants)
    elif isinstance(action, ReplaceLines) and _askable(seen, action, target):
        variants = await _prices(link, editing.wanted_of(action), most=1)
        plan = _priced(again.shown(seen, action, variants), variants)
    else:
        raw = await _current(link, target)
        order = seen if seen is not None and seen.version == target.version else listing.readable(link, raw, None)
        plan = await _plan(link, raw, order, action, _PREVIEW_KEY)
    return Preview(
        action=str(action.__struct_config__.tag), version=target.version, items=plan.items, to_customer=plan.to_customer,
        from_customer=plan.from_customer, way=plan.way, warnings=plan.warnings, exact=plan.exact,
        prices=dict(plan.prices),
    )  # fmt: skip


async def perform(link: Link, target: Target, action: Action, key: str) -> Done:
    return await _doing(action).perform(link, target, action, key)


async def performed(link: Link, target: Target, action: Action, key: str) -> Done | None:
    return await _doing(action).performed(link, target, action, key)


def _doing(action: Action) -> _Doing:
    """Raises CannotDo for what WooCommerce cannot do."""
    found = _DOINGS.get(type(action))
    if found is None:
        raise CannotDo("WooCommerce cannot do this.")
    return found


class _OnOrder:
    """A change of an order, our key in its meta data."""

    async def perform(self, link: Link, target: Target, action: Any, key: str) -> Done:
        raw = await _order(link, target)
        done = await self._found(link, raw, key)
        if done is not None:
            return done
        if reading.version(raw) != target.version:
            raise Stale
        plan = await _plan(link, raw, await listing.whole(link, raw), action, key)
        if await wire.send(link, plan.method, plan.path, plan.body) is None:
            raise NoSuchOrder
        return await self._after(link, target, key)

    async def performed(self, link: Link, target: Target, action: Any, key: str) -> Done | None:
        return await self._found(link, await _order(link, target), key)

    async def _found(self, link: Link, raw: Any, key: str) -> Done | None:
        if not plans.stamped(raw, key):
            return None
        return Done(reference=f"{raw['id']}:{key}", order=await listing.whole(link, raw))

    async def _after(self, link: Link, target: Target, key: str) -> Done:
        return Done(reference=f"{target.order}:{key}", order=await afterwards(listing.order(link, target.order or "")))


class _Money(_OnOrder):
    """A refund, our key in the refund's own meta data."""

    async def _found(self, link: Link, raw: Any, key: str) -> Done | None:
        for one in await listing.refunds_of(link, raw):
            if reading.meta(one).get(reading.KEY) == key:
                return _refunded(one, await listing.whole(link, raw))
        return await super()._found(link, raw, key)

    async def _after(self, link: Link, target: Target, key: str) -> Done:
        try:
            raw = await _order(link, target)
            found = await self._found(link, raw, key)
        except (Busy, Unavailable, StoreNeedsOwner) as failure:
            raise StoreUnsure(f"{link.store.name} took it, and does not show it yet.") from failure
        if found is None:
            # WooCommerce keeps meta data a moment after the refund itself: an answer that came tells that both stand.
            raise StoreUnsure(f"{link.store.name} took it, and does not show it yet.")
        return found


class _CallOff(_Money):
    """Given back whole WooCommerce calls an order off by itself; a shop that changed that gets told so."""

    async def performed(self, link: Link, target: Target, action: Any, key: str) -> Done | None:
        # Paid back and not called off is half of it: performing again finds the refund and does the rest.
        done = await super().performed(link, target, action, key)
        return done if done is None or done.order is None or done.order.state is OrderState.cancelled else None

    async def perform(self, link: Link, target: Target, action: Any, key: str) -> Done:
        done = await super().perform(link, target, action, key)
        if done.order is None or done.order.state is OrderState.cancelled:
            return done
        await wire.send(link, "PUT", f"orders/{target.order}", {"status": "cancelled"})
        return Done(
            reference=done.reference, order=await afterwards(listing.order(link, target.order or "")), words=done.words
        )


class _Again:
    """A new order made of an old one."""

    async def perform(self, link: Link, target: Target, action: Any, key: str) -> Done:
        raw = await _order(link, target)
        done = await _ordered(link, _whose(raw), key)
        if done is not None:
            return done
        if reading.version(raw) != target.version:
            raise Stale
        plan = await _plan(link, raw, await listing.whole(link, raw), action, key)
        made = await wire.send(link, plan.method, plan.path, plan.body)
        if made is None:
            raise StoreRefused(f"{link.store.name} has no orders.")
        return _made(link, made)

    async def performed(self, link: Link, target: Target, action: Any, key: str) -> Done | None:
        return await _ordered(link, _whose(await _order(link, target)), key)


class _Person:
    """A change of an account, our key in its meta data."""

    async def perform(self, link: Link, target: Target, action: EditCustomer, key: str) -> Done:
        raw = await self._account(link, target)
        if plans.stamped(raw, key):
            return self._done(link, raw, key)
        plan = editing.customer(raw, action, key)
        changed = await wire.send(link, plan.method, plan.path, plan.body)
        if changed is None:
            raise CannotDo("The shop has no account of this customer any more.")
        return self._done(link, changed, key)

    async def performed(self, link: Link, target: Target, action: EditCustomer, key: str) -> Done | None:
        raw = await self._account(link, target)
        return self._done(link, raw, key) if plans.stamped(raw, key) else None

    async def _account(self, link: Link, target: Target) -> Any:
        raw = await wire.one(link, f"customers/{target.customer_id}") if target.customer_id else None
        if raw is None:
            raise CannotDo("This customer bought as a guest: the shop has no account to change.")
        return raw

    def _done(self, link: Link, raw: Any, key: str) -> Done:
        return Done(reference=f"{raw['id']}:{key}", customer=reading.read_customer(raw, link.store))


class _Code:
    """A coupon. Its code is the shop's own guard: the same one is never made twice."""

    async def perform(self, link: Link, target: Target, action: CreateDiscount, key: str) -> Done:
        done = await self.performed(link, target, action, key)
        if done is not None:
            return done
        plan = editing.discount(target, action, key)
        made = await wire.send(link, plan.method, plan.path, plan.body)
        if made is None:
            raise StoreRefused(f"{link.store.name} has no coupons.")
        return Done(reference=str(made["id"]), code=str(made["code"]))

    async def performed(self, link: Link, target: Target, action: CreateDiscount, key: str) -> Done | None:
        code = editing.code_of(action, key)
        for one in (await wire.page(link, "coupons", code=code)).rows:
            if reading.meta(one).get(reading.KEY) == key:
                return Done(reference=str(one["id"]), code=str(one["code"]))
        return None


class _NewOrder:
    """A new order, our key in its meta data, looked for among this customer's newest hundred."""

    async def perform(self, link: Link, target: Target, action: CreateOrder, key: str) -> Done:
        done = await self.performed(link, target, action, key)
        if done is not None:
            return done
        variants = await _prices(link, editing.wanted_of(action), most=None)
        customer = await wire.one(link, f"customers/{target.customer_id}") if target.customer_id else None
        plan = editing.create(target, action, key, variants, customer)
        made = await wire.send(link, plan.method, plan.path, plan.body)
        if made is None:
            raise StoreRefused(f"{link.store.name} has no orders.")
        return _made(link, made)

    async def performed(self, link: Link, target: Target, action: CreateOrder, key: str) -> Done | None:
        whose = {"customer": target.customer_id} if target.customer_id else {"search": target.email}
        return await _ordered(link, whose, key)


def _whose(raw: Any) -> dict[str, str]:
    if raw.get("customer_id"):
        return {"customer": str(raw["customer_id"])}
    return {"search": str((raw.get("billing") or {}).get("email") or "")}


async def _ordered(link: Link, whose: dict[str, str], key: str) -> Done | None:
    """The order our key made, among somebody's newest hundred."""
    answer = await wire.page(link, "orders", per_page=str(wire.PAGE), orderby="date", order="desc", **whose)
    found = next((one for one in answer.rows if reading.meta(one).get(reading.KEY) == key), None)
    return None if found is None else _made(link, found)


async def _plan(link: Link, raw: Any, order: Order, action: Action, key: str) -> Plan:
    if isinstance(action, EditLines):
        return editing.edit_lines(raw, order, action, key, await _prices(link, editing.wanted_of(action), most=None))
    if isinstance(action, ReplaceLines):
        # A preview has its one request behind it: whether there are enough is looked at when it is done.
        known = None if key == _PREVIEW_KEY else await _prices(link, editing.wanted_of(action), most=None)
        return again.replace(raw, order, action, key, known)
    planner: Any = _PLANNERS.get(type(action))
    if planner is None:
        raise CannotDo("WooCommerce cannot do this.")
    plan: Plan = planner(raw, order, action, key)
    return plan


async def _order(link: Link, target: Target) -> Any:
    """Raises NoSuchOrder."""
    raw = await listing.raw_order(link, target.order or "")
    if raw is None:
        raise NoSuchOrder
    return raw


async def _current(link: Link, target: Target) -> Any:
    """Raises Stale, NoSuchOrder."""
    raw = await _order(link, target)
    if reading.version(raw) != target.version:
        raise Stale
    return raw


async def _prices(link: Link, variant_ids: Iterable[str], *, most: int | None) -> dict[str, Variant]:
    """What is to be sold, by variant: one request per product with variations, one for all simple ones. Raises CannotDo beyond `most`."""
    parents = _parents(variant_ids)
    if most is not None and len(parents) > most:
        raise CannotDo("WooCommerce tells the prices of one product at a time. Choose one product with its variants.")
    found: dict[str, Variant] = {}
    for product, wanted in parents.items():
        path = f"products/{product}/variations" if product else "products"
        for raw in (await wire.page(link, path, include=",".join(wanted), per_page=str(wire.PAGE))).rows:
            parent = {"id": int(product), "name": f"Product {product}"} if product else raw
            variant = reading.read_variant(raw, parent, listing.currency_of(link))
            found[variant.id] = variant
    return found


def _parents(variant_ids: Iterable[str]) -> dict[str, list[str]]:
    """Variations by their product; simple products under ""."""
    parents: dict[str, list[str]] = {}
    for one in sorted(variant_ids):
        product, _, variation = one.partition("-")
        if product.isdigit() and (variation.isdigit() or not variation):
            parents.setdefault(product if variation else "", []).append(variation or product)
    return parents


async def _offer(link: Link, target: Target, action: CreateOrder) -> Plan:
    """A new order as it can be shown after one request: of several products with variations only the names."""
    wanted = editing.wanted_of(action)
    if len(_parents(wanted)) <= 1:
        variants = await _prices(link, wanted, most=1)
        return _priced(editing.create(target, action, _PREVIEW_KEY, variants, None), variants)
    named = ",".join(sorted({one.partition("-")[0] for one in wanted}))
    rows = (await wire.page(link, "products", include=named, per_page=str(wire.PAGE))).rows
    return editing.unpriced(action, {str(one["id"]): str(one["name"]) for one in rows})


def _askable(seen: Order | None, action: ReplaceLines, target: Target) -> TypeGuard[Order]:
    """Whether one request tells the prices of all that goes out."""
    return seen is not None and seen.version == target.version and len(_parents(editing.wanted_of(action))) <= 1


def _priced(plan: Plan, variants: dict[str, Variant]) -> Plan:
    """With what the shop itself asks for each."""
    return replace(plan, prices={id: one.price for id, one in variants.items()})


def _refunded(raw: Any, order: Order) -> Done:
    by_hand = not raw.get("refunded_payment")
    return Done(
        reference=str(raw["id"]),
        order=order,
        words="Noted by the shop: somebody has to send the money." if by_hand else "",
    )


def _made(link: Link, raw: Any) -> Done:
    order = reading.read_order(raw, link.store)
    pay = raw.get("payment_url") or (
        f"{link.store.url}/checkout/order-pay/{raw['id']}/?pay_for_order=true&key={raw.get('order_key', '')}"
    )
    return Done(reference=order.external_id, made=order, pay_url=pay if not order.paid and order.total else None)


_PLANNERS: dict[type[Any], Any] = {
    RefundOrder: plans.refund, CancelOrder: plans.cancel, EditAddress: plans.edit_address, EditOrderNotes: plans.notes, DuplicateOrder: again.duplicate,
}  # fmt: skip
_DOINGS: dict[type[Any], _Doing] = {
    RefundOrder: _Money(), CancelOrder: _CallOff(), EditAddress: _OnOrder(), EditOrderNotes: _OnOrder(), EditLines: _OnOrder(),
    CreateDiscount: _Code(), CreateOrder: _NewOrder(), ReplaceLines: _Again(), DuplicateOrder: _Again(), EditCustomer: _Person(),
}  # fmt: skip
ACTIONS = frozenset(str(one.__struct_config__.tag) for one in _DOINGS)
