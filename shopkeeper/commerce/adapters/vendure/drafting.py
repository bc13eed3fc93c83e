"""A new order: chosen by the agent, the same again, or broken things once more for nothing.

It begins as a draft (https://docs.vendure.io/reference/graphql-api/admin/mutations/#createdraftorder) of nobody, which nobody sees. Then
one request makes it hers and final: our key in a note, the customer, the way of shipping, and out of the draft. Whatever breaks off
before leaves at most an empty draft. What is free is so by a code for this one order: no payment is written down that never came.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from shopkeeper.commerce.adapters.vendure import coupons, documents, listing, modifying, reading, saying, stamps, wire
from shopkeeper.commerce.adapters.vendure.saying import Part
from shopkeeper.commerce.adapters.vendure.units import Unit
from shopkeeper.commerce.errors import Busy, CannotDo, StoreNeedsOwner, StoreRefused, Unavailable
from shopkeeper.commerce.model import Done, Handle, Link, Target
from shopkeeper.commerce.money import Money
from shopkeeper.kit.errors import Failure

_LOOKED_THROUGH = 30
"""How many of a customer's newest orders our key is looked for in."""


class Wish(Struct, frozen=True, kw_only=True):
    """What the new order shall be. `free`: all of it for nothing; `off`: so much less; `method`: the way of shipping of another order;
    `shipping`: what the way may cost (None: whatever is cheapest, or that method)."""

    things: tuple[tuple[str, int], ...]
    ship_to: dict[str, str] | None
    bill_to: dict[str, str] | None = None
    free: bool = False
    off: Money | None = None
    method: str | None = None
    shipping: Money | None = None
    note: str = ""
    name: str = "A new order"


async def made_before(link: Link, target: Target, key: str) -> Done | None:
    """The order our key made."""
    handle = Handle("customer", target.customer_id) if target.customer_id else Handle("email", target.email)
    raws, precision = await listing.raws_of(link, handle, _LOOKED_THROUGH)
    found = next(
        (one for one in raws if stamps.noted(one, key) and one["state"] not in ("Cancelled", *reading.CARTS)), None
    )
    return None if found is None else _done(link, found, precision)


async def make(link: Link, target: Target, wish: Wish, key: str) -> Done:
    """Raises StoreRefused, with the draft thrown away."""
    code = f"SHOPKEEPER-{coupons.short(key)}"
    found = await coupons.known(link, code, key)
    id = str((await wire.query(link, documents.DRAFT))["first"]["id"])
    try:
        await _filled(link, id, wish)
        method = await _method(link, id, wish, found.precision)
    except Failure:
        await _dropped(link, id)
        raise
    document, variables = saying.together(_final(target, id, wish, key, code, found, method))
    try:
        outcomes = await wire.act(link, document, variables)
    except (StoreNeedsOwner, Busy, Unavailable, StoreRefused):
        await _dropped(link, id)
        raise
    said = next((words for words in map(wire.refusal, outcomes.values()) if words is not None), None)
    if said is not None:
        await _thrown_away(link, id, outcomes)
        raise StoreRefused(f"{link.store.name} said no: {said}")
    data = await wire.query(link, documents.ONE_ORDER, {"id": id})
    return _done(link, data["order"], found.precision)


async def _filled(link: Link, id: str, wish: Wish) -> None:
    parts = [saying.draft("addItemToDraftOrder", id, input=("AddItemToDraftOrderInput!", {"productVariantId": variant, "quantity": count}))
             for variant, count in wish.things]  # fmt: skip
    for field, place in (("setDraftOrderShippingAddress", wish.ship_to), ("setDraftOrderBillingAddress", wish.bill_to)):
        if place:
            parts.append(saying.draft(field, id, shows_no=False, input=("CreateAddressInput!", place)))
    # A draft of nobody is no change that anybody sees: what is lost of it is begun anew.
    document, variables = saying.together(parts)
    wire.refuse(link, await wire.query(link, document, variables))


async def _method(link: Link, id: str, wish: Wish, precision: int) -> str:
    """The way of shipping. Raises StoreRefused, CannotDo."""
    quotes: Sequence[Any] = (await wire.query(link, documents.QUOTES, {"id": id}))[
        "eligibleShippingMethodsForDraftOrder"
    ]
    if not quotes:
        raise StoreRefused(f"{link.store.name} ships these things to nowhere there. Choose another address.")
    if wish.shipping:
        asked = Unit(wish.shipping.currency, precision).amount(wish.shipping)
        quotes = [one for one in quotes if int(one["priceWithTax"]) == asked]
        if not quotes:
            raise CannotDo(
                f"Vendure has no way of shipping for {wish.shipping}. Leave the price to the shop, or ship for nothing."
            )
    same = next((one for one in quotes if str(one["id"]) == wish.method), quotes[0])
    return str(same["id"])


def _final(target: Target, id: str, wish: Wish, key: str, code: str, found: coupons.Known, method: str) -> list[Part]:
    whose = (
        {"customerId": ("ID", target.customer_id)}
        if target.customer_id
        else {"input": ("CreateCustomerInput", _guest(target, wish))}
    )
    given = _given(wish, Unit(str(found.channel["defaultCurrencyCode"]), found.precision))
    parts = list[Part]()
    if given and found.made is None:
        # First: whoever may not make codes hears so before anything stands.
        parts.append(saying.promotion(coupons.promotion(found, code, wish.name, key, actions=given, uses=1)))
    parts += [saying.note(id, wish.note, key), saying.draft("setCustomerForDraftOrder", id, **whose)]
    if given:
        parts.append(saying.draft("applyCouponCodeToDraftOrder", id, couponCode=("String!", code)))
    parts.append(saying.draft("setDraftOrderShippingMethod", id, shippingMethodId=("ID!", method)))
    parts.append(saying.move(id, "ArrangingPayment"))
    return [*parts, saying.move(id, "PaymentSettled")] if wish.free else parts


def _given(wish: Wish, unit: Unit) -> list[dict[str, Any]]:
    """What the code of this order gives."""
    given = [coupons.operation("order_percentage_discount", discount=100)] if wish.free else []
    given += [coupons.amount_off(unit, wish.off)] if wish.off else []
    ships_free = wish.free or (wish.shipping is not None and not wish.shipping)
    return given + ([coupons.operation("free_shipping")] if ships_free else [])


def _guest(target: Target, wish: Wish) -> dict[str, str]:
    """Somebody the shop does not know yet."""
    first, _, last = str((wish.ship_to or {}).get("fullName") or "").strip().rpartition(" ")
    return {"firstName": first or last, "lastName": last if first else "", "emailAddress": target.email}


async def _thrown_away(link: Link, id: str, outcomes: Mapping[str, Any]) -> None:
    """What stands of an order that was refused on its way."""
    begun = any(isinstance(one, Mapping) and one.get("state") == "ArrangingPayment" for one in outcomes.values())
    if not begun:
        await _dropped(link, id)
        return
    with contextlib.suppress(Failure):
        document, variables = saying.together([saying.cancel(id, None, "", "", shipping=True)])
        await wire.act(link, document, variables)


async def _dropped(link: Link, id: str) -> None:
    with contextlib.suppress(Failure):
        await wire.query(link, documents.DROP, {"id": id})


def _done(link: Link, raw: Any, precision: int) -> Done:
    order = listing.readable(link, raw, precision)
    url = modifying.pay_url(link, order) if order.total and not order.paid else None
    return Done(reference=order.external_id, made=order, pay_url=url)
