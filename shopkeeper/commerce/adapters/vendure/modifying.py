"""Changing what is in an order, and where it goes: Vendure's `modifyOrder`, which wants the order in the state Modifying.

One request moves it there, changes it and moves it back, so no crash of ours leaves it between; the same request first as a dry run
says what the difference will be. A dearer order goes to ArrangingAdditionalPayment instead, and waits there for the money. Where the
shop itself broke off in between, the order is moved back as soon as anybody looks at it again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.vendure import counting, documents, listing, paying, reading, stamps, wire
from shopkeeper.commerce.adapters.vendure.giving import WAITS
from shopkeeper.commerce.adapters.vendure.looking import Found, Plan, current, look
from shopkeeper.commerce.answers import afterwards
from shopkeeper.commerce.counting import line_of, named, together, variant_of
from shopkeeper.commerce.errors import CannotDo, StoreRefused, StoreUnsure, TooMuch
from shopkeeper.commerce.model import Done, EditAddress, EditLines, Item, Line, Link, Order, Pieces, Target, Variant
from shopkeeper.commerce.money import Money, total, zero
from shopkeeper.kit.errors import Failure

Edit = EditLines | EditAddress
_EDITABLE = frozenset({"PaymentAuthorized", "PaymentSettled", "PartiallyShipped", "PartiallyDelivered"})
_OWING = "ArrangingAdditionalPayment"


async def perform(link: Link, target: Target, action: Edit, key: str) -> Done:
    found = await _whole(link, target)
    if modified(found.raw, key):
        return _done(link, found.order, key)
    current(found, target)
    told = wanted(found, action, key)
    delta = await _dry_run(link, found, told)
    giving = paying.splits(found, -delta, getattr(action, "way", None)) if delta < 0 else []
    refunds = [{"paymentId": payment, "amount": amount, "reason": told["note"]} for payment, amount in giving]
    back = _OWING if delta > 0 else str(found.raw["state"])
    try:
        data = await wire.act(link, documents.MODIFY, _said(found, {**told, "dryRun": False, "refunds": refunds}, back))
    except Failure:
        await _moved_back(link, found)
        raise
    refused = wire.refusal(data["first"]) or wire.refusal(data["change"])
    if refused is not None:
        await _moved_back(link, found)
        raise StoreRefused(f"{link.store.name} said no: {refused}")
    if wire.refusal(data["end"]) is not None:
        await _moved_back(link, found)
    after = await afterwards(listing.order(link, found.order.external_id))
    if after is None:
        raise StoreUnsure(f"{link.store.name} took it, and does not show it yet.")
    return _done(link, after, key)


async def performed(link: Link, target: Target, action: Edit, key: str) -> Done | None:
    found = await _whole(link, target)
    return _done(link, found.order, key) if modified(found.raw, key) else None


def modified(raw: Mapping[str, Any], key: str) -> bool:
    return any(stamps.carries(one["note"], key) for one in raw.get("modifications") or ())


def plan(found: Found, action: Edit) -> Plan:
    """What it comes to at today's prices. Raises CannotDo, TooMuch, NoSuchLine, NoSuchVariant."""
    if isinstance(action, EditAddress):
        editable(found)
        place = action.ship_to
        told = ", ".join(
            filter(None, (place.name, place.line1, f"{place.postcode} {place.city}".strip(), place.country))
        )
        return Plan(items=(wording.item("send_to", place=told),))
    items = _rows(found, action)
    wanted(found, action, "")
    balance, nothing = (
        total([one.amount for one in items if one.amount is not None], found.order.currency),
        zero(found.order.currency),
    )
    warnings = (wording.warning("waits_for_payment"),) if balance > nothing else ()
    if balance < nothing:
        paying.splits(found, found.unit.amount(-balance), action.way)
    return Plan(
        items=tuple(items), to_customer=-balance if balance < nothing else None, from_customer=balance if balance > nothing else None,
        way=action.way, warnings=warnings, exact=not found.order.discount,
    )  # fmt: skip


def wanted(found: Found, action: Edit, key: str) -> dict[str, Any]:
    """What `modifyOrder` is told. Shipping stays as it was agreed."""
    editable(found)
    reason = action.reason if isinstance(action, EditLines) else ""
    told: dict[str, Any] = {
        "dryRun": True, "orderId": found.order.external_id, "note": stamps.stamped(reason, key), "options": {"recalculateShipping": False}
    }  # fmt: skip
    if isinstance(action, EditAddress):
        return {**told, "updateShippingAddress": reading.address(action.ship_to)}
    counts, added = _counts(found, action)
    before = {str(line["id"]): int(line["quantity"]) for line in found.raw["lines"]}
    changed = [{"orderLineId": line, "quantity": count} for line, count in counts.items() if count != before[line]]
    things = [{"productVariantId": variant, "quantity": count} for variant, count in added.items()]
    if not changed and not things:
        raise TooMuch("Say what to change.")
    return {**told, "adjustOrderLines": changed, "addItems": things}


def editable(found: Found) -> None:
    """Raises CannotDo with what can be done instead."""
    state = str(found.raw["state"])
    if state == "Cancelled":
        raise CannotDo("This order is cancelled already.")
    if state == _OWING:
        raise CannotDo("It waits for the money of an earlier change. Change it again when that is paid.")
    if state == "ArrangingPayment":
        raise CannotDo("It is not paid yet. Cancel it, and make a new one.")
    if state not in _EDITABLE:
        raise CannotDo("It is on its way already. Take it back, or send something else.")
    # DefaultOrderProcess lets it back to PaymentSettled only where settled payments less settled refunds cover the total.
    covered = sum(int(one["amount"]) for one in counting.settled(found.raw))
    covered -= sum(int(one["total"]) for one in counting.refunds(found.raw) if one["state"] == "Settled")
    if state == "PaymentSettled" and covered < int(found.raw["totalWithTax"]):
        raise CannotDo(
            "Money went back for it already, so Vendure would not let it out of its editing again. Make a new order instead."
        )


def _counts(found: Found, action: EditLines) -> tuple[dict[str, int], dict[str, int]]:
    """How many of each line will be left, and what is added beside. What the order holds already is counted up on its line:
    Vendure would add it there, and note the wrong difference (OrderModifier.modifyOrder, addItems)."""
    lines = {str(line["id"]): line for line in found.raw["lines"]}
    counts: dict[str, int] = {}
    added: dict[str, int] = {}
    for one in action.quantities:
        counts[_line(lines, one.line_id)] = one.quantity - counting.called_off(found.raw)[one.line_id]
    for swap in action.swaps:
        line = _line(lines, swap.line_id)
        counts[line] = counts.get(line, int(lines[line]["quantity"])) - swap.quantity
    for variant, coming in _coming(action):
        holding = next((id for id, line in lines.items() if str(line["productVariant"]["id"]) == variant), None)
        if holding is None:
            added[variant] = added.get(variant, 0) + coming
        else:
            counts[holding] = counts.get(holding, int(lines[holding]["quantity"])) + coming
    going = counting.taken_up(found.raw)
    for line_id, count in counts.items():
        if count < going[line_id]:
            free = int(lines[line_id]["quantity"]) - going[line_id]
            raise TooMuch(f"Of “{line_of(found.order, line_id).title}” {free} can be changed.")
    return counts, added


def _coming(action: EditLines) -> list[tuple[str, int]]:
    """(variant, pieces) that come into the order. Raises CannotDo, TooMuch."""
    if any(one.price is not None for one in action.added):
        raise CannotDo("Vendure adds things at today's price. Give the difference back afterwards.")
    coming = [(one.variant_id, one.quantity) for one in action.swaps]
    coming += [(one.variant_id, one.quantity) for one in action.added]
    together([Pieces(*one) for one in coming])
    return coming


def _line(lines: Mapping[str, Any], line_id: str) -> str:
    if line_id not in lines:
        raise CannotDo("Only what was bought can be changed, no fees or discounts.")
    return line_id


def _rows(found: Found, action: EditLines) -> list[Item]:
    """The preview's rows. A line that is touched is counted anew at today's price, as Vendure does."""
    items, taken = list[Item](), dict[str, int]()
    for swap in action.swaps:
        line = line_of(found.order, swap.line_id)
        variant = variant_of(found.variants, swap.variant_id, swap.quantity)
        taken[line.id] = taken.get(line.id, 0) + swap.quantity
        gone = line.total.share(swap.quantity, line.quantity)
        items.append(wording.item("instead_of", title=paying.title(line), quantity=swap.quantity, amount=-gone))
        items.append(Item(words=named(variant), quantity=swap.quantity, amount=_cost(line, variant, swap.quantity)))
    for one in action.quantities:
        line = line_of(found.order, one.line_id)
        after = _today(found, line, one.quantity)
        title, more = paying.title(line), after - line.total
        items.append(wording.item("count", title=title, after=one.quantity, before=line.quantity, amount=more))
    for line_id, count in taken.items():
        line = line_of(found.order, line_id)
        left = line.quantity - count
        more = _today(found, line, left) - (line.total - line.total.share(count, line.quantity))
        if left and more and line_id not in {one.line_id for one in action.quantities}:
            items.append(wording.item("todays_price", title=paying.title(line), quantity=left, amount=more))
    for added in action.added:
        variant = variant_of(found.variants, added.variant_id, added.quantity)
        items.append(Item(words=named(variant), quantity=added.quantity, amount=variant.price * added.quantity))
    return items


def _today(found: Found, line: Line, count: int) -> Money:
    """What so many pieces of a line cost now; as it was where nobody asked or nothing changed."""
    variant = found.variants.get(str(line.variant_id))
    if variant is None or variant.price == line.unit_price:
        return line.total.share(count, line.quantity)
    return variant.price * count


def _cost(line: Line, variant: Variant, count: int) -> Money:
    """A discount of the old thing is taken for one of the new where both cost the same: which promotions hold the shop says."""
    return line.total.share(count, line.quantity) if variant.price == line.unit_price else variant.price * count


async def _whole(link: Link, target: Target) -> Found:
    """The order; one that the shop left in its editing under our hands is taken out of it first."""
    found = await look(link, target)
    if found.raw["state"] != "Modifying":
        return found
    data = await wire.query(link, documents.MOVES, {"id": found.order.external_id})
    moves = [one for one in data["order"]["history"]["items"] if one["data"].get("to") == "Modifying"]
    ours = moves and (moves[0].get("administrator") or {}).get("id") == (data["activeAdministrator"] or {}).get("id")
    if not ours:
        raise CannotDo("Somebody is changing this order in Vendure just now. Try again when they are done.")
    for state in (str(moves[0]["data"]["from"]), _OWING):
        moved = await wire.act(link, documents.MOVE, {"id": found.order.external_id, "state": state})
        if wire.refusal(moved["first"]) is None:
            return await look(link, target)
    raise CannotDo("Vendure holds this order in the state “Modifying”. Open it there and finish the change.")


async def _dry_run(link: Link, found: Found, told: dict[str, Any]) -> int:
    """What the order will cost more, in the shop's unit. Raises StoreRefused."""
    try:
        # Rolled back by the shop and moved back at once: it is asked, not acted.
        data = await wire.query(link, documents.MODIFY, _said(found, told, str(found.raw["state"])))
    except Failure:
        await _moved_back(link, found)
        raise
    refused = wire.refusal(data["first"]) or wire.refusal(data["change"])
    if refused is not None:
        raise StoreRefused(f"{link.store.name} said no: {refused}")
    return int(data["change"]["totalWithTax"]) - int(found.raw["totalWithTax"])


def _said(found: Found, told: dict[str, Any], back: str) -> dict[str, Any]:
    return {"id": found.order.external_id, "back": back, "input": told}


async def _moved_back(link: Link, found: Found) -> None:
    """Out of the editing, as far as that can be done now; else the next look does it."""
    with contextlib.suppress(Failure):
        await wire.act(link, documents.MOVE, {"id": found.order.external_id, "state": str(found.raw["state"])})


def _done(link: Link, order: Order, key: str) -> Done:
    pending = any(one.key == key and one.state == "pending" for one in order.refunds)
    owed = order.total - order.paid
    owes = owed > zero(order.currency)
    words = f"{owed} is to be paid still." if owes else WAITS if pending else ""
    url = pay_url(link, order) if owes else None
    return Done(reference=f"{order.external_id}:{key}", order=order, pay_url=url, pending=pending, words=words)


def pay_url(link: Link, order: Order) -> str | None:
    """The storefront's page that takes the payment; None where the owner named none."""
    template = str(link.store.settings.get("pay_page") or "")
    return template.replace("{code}", quote(order.number, safe="")) if template else None
