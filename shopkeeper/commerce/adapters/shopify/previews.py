"""What would happen, by one question at most, with the shop's own sums where money moves."""

from __future__ import annotations

from msgspec.structs import replace

from shopkeeper.commerce.adapters.shopify import drafts, orders, paying, queries
from shopkeeper.commerce.adapters.shopify.client import query, refuse
from shopkeeper.commerce.errors import CannotDo, NoSuchOrder, Stale, StoreRefused
from shopkeeper.commerce.model import (
    Action,
    CancelOrder,
    CreateDiscount,
    CreateOrder,
    EditAddress,
    EditCustomer,
    EditOrderNotes,
    Item,
    Link,
    Order,
    Preview,
    RefundOrder,
    Target,
)
from shopkeeper.commerce.money import money, total


async def preview(link: Link, target: Target, action: Action, seen: Order | None) -> Preview:
    """Raises Stale, CannotDo, TooMuch, NoSuchLine, NoSuchOrder and what the shop says."""
    match action:
        case CreateDiscount():
            return _shown(action, target, (Item(words=discount_words(action)),))
        case CreateOrder():
            return await _create(link, target, action)
        case EditCustomer():
            return _shown(action, target, tuple(Item(words=words) for words in customer_words(action)))
    if seen is None:
        raise NoSuchOrder
    match action:
        case RefundOrder():
            wanted = paying.together(seen, action.pieces)
            kinds = paying.restocks(seen, wanted, restock=action.restock)
            told = await paying.suggested(link, seen, wanted, action.shipping, kinds)
            _current(target, told.updated_at)
            shown = _giving(action, target, paying.refund_items(seen, action, told), seen, action.way)
            return replace(shown, warnings=_about_unsent(seen, kinds))
        case CancelOrder():
            return await _cancel(link, target, action, seen)
        case EditAddress() | EditOrderNotes():
            return await _edit(link, target, action, seen)
    raise CannotDo("This cannot be done in Shopify from here.")


async def _cancel(link: Link, target: Target, action: CancelOrder, seen: Order) -> Preview:
    whole = paying.is_whole(seen, action)
    if not whole and not action.restock:
        raise CannotDo("Shopify puts cancelled pieces back in stock: say so, or cancel the whole order.")
    wanted = {} if whole else paying.together(seen, action.pieces)
    told = await paying.suggested(link, seen, wanted, None, dict.fromkeys(wanted, "CANCEL"))
    _current(target, told.updated_at)
    if told.cancelled:
        raise CannotDo("This order is cancelled already.")
    return _giving(action, target, paying.cancel_items(seen, action, told), seen, action.way)


async def _edit(link: Link, target: Target, action: EditAddress | EditOrderNotes, seen: Order) -> Preview:
    found = (await query(link, queries.STANDING, {"id": orders.gid("Order", seen.external_id)}))["order"]
    if found is None:
        raise NoSuchOrder
    _current(target, found["updatedAt"])
    if isinstance(action, EditOrderNotes):
        return _shown(action, target, tuple(Item(words=words) for words in note_words(action)))
    can_move(found)
    place = action.ship_to
    words = ", ".join(
        part for part in (place.name, place.line1, f"{place.postcode} {place.city}".strip(), place.country) if part
    )
    return _shown(action, target, (Item(words=f"Send to {words}"),))


async def _create(link: Link, target: Target, action: CreateOrder) -> Preview:
    data = await query(link, queries.CALCULATE, {"input": drafts.wanted(target, action)})
    refuse(link, data["draftOrderCalculate"])
    made = data["draftOrderCalculate"]["calculatedDraftOrder"]
    if made is None:
        raise StoreRefused(f"{link.store.name} cannot say what this costs.")
    whole = made["totalPriceSet"]["presentmentMoney"]
    owed = money(whole["amount"], whole["currencyCode"])
    items = [
        Item(words=one["title"], quantity=one["quantity"], amount=money(one["discountedTotalSet"]["presentmentMoney"]["amount"], owed.currency))
        for one in made["lineItems"]
    ]  # fmt: skip
    rest = owed - total([one.amount for one in items if one.amount is not None], owed.currency)
    if rest:
        items.append(Item(words="Shipping, tax and discount", amount=rest))
    return Preview(action="create", version=target.version, items=tuple(items), from_customer=owed or None, exact=False)


def _about_unsent(seen: Order, kinds: dict[str, str]) -> tuple[str, ...]:
    """https://shopify.dev/docs/api/admin-rest/latest/resources/refund, restock_type: cancelled pieces alone are not sent any more."""
    unsent = {kind for line, kind in kinds.items() if paying.left_to_send(paying.line_of(seen, line))}
    if "NO_RESTOCK" in unsent:
        return (
            "Not all of it is sent yet. Paying back alone does not stop a parcel: cancel the pieces that should stay.",
        )
    return ("Pieces that are not sent yet go back in stock and will not be sent.",) if "CANCEL" in unsent else ()


def can_move(found: dict[str, object]) -> None:
    """Raises CannotDo for an order whose parcel is on its way."""
    if found["displayFulfillmentStatus"] == "FULFILLED":
        raise CannotDo("It is sent already: ask the carrier to redirect the parcel.")
    if found["cancelledAt"]:
        raise CannotDo("This order is cancelled.")


def note_words(action: EditOrderNotes) -> list[str]:
    """What changes, a row for each. Raises CannotDo for nothing."""
    return _changes(action)


def customer_words(action: EditCustomer) -> list[str]:
    """Likewise, of what the shop knows of a customer."""
    return _changes(action, *([f"Lives at {action.place.line1}, {action.place.city}"] if action.place else []))


def _changes(action: EditOrderNotes | EditCustomer, *words_before: str) -> list[str]:
    words = [*words_before, *([f"Note: {action.note}"] if action.note is not None else [])]
    words += [f"Add tag {tag}" for tag in action.add_tags] + [f"Remove tag {tag}" for tag in action.drop_tags]
    if not words:
        raise CannotDo("Say what to change.")
    return words


def discount_words(action: CreateDiscount) -> str:
    """Raises CannotDo for what Shopify's simple codes do not give."""
    if action.free_shipping:
        raise CannotDo("Codes for free shipping cannot be made in Shopify from here. Give a percentage or an amount.")
    if (action.percent is None) == (action.amount is None):
        raise CannotDo("Say a percentage or an amount.")
    off = f"{action.percent} % off" if action.percent is not None else f"{action.amount} off"
    return f"{off}, {'once' if action.uses == 1 else f'{action.uses} times'}"


def _current(target: Target, updated_at: str) -> None:
    if target.version and target.version.partition("/")[0] != updated_at:
        raise Stale


def _giving(
    action: RefundOrder | CancelOrder, target: Target, items: tuple[Item, ...], seen: Order, way: str | None
) -> Preview:
    amount = paying.of_items(items, seen.currency)
    return Preview(
        action=str(action.__struct_config__.tag), version=target.version, items=items, to_customer=amount or None,
        way=way if amount else None,
    )  # fmt: skip


def _shown(action: Action, target: Target, items: tuple[Item, ...]) -> Preview:
    return Preview(action=str(action.__struct_config__.tag), version=target.version, items=items)
