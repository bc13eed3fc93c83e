"""What would happen, by one question at most, with the shop's own sums where money moves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from msgspec.structs import replace

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.shopify import crediting, drafts, editing, making, orders, paying, queries, returning
from shopkeeper.commerce.adapters.shopify.client import query, refuse
from shopkeeper.commerce.adapters.shopify.offers import current
from shopkeeper.commerce.adapters.shopify.reading import tail
from shopkeeper.commerce.counting import changed_items, left_to_send, line_of
from shopkeeper.commerce.errors import CannotDo, NoSuchOrder, Stale, StoreRefused
from shopkeeper.commerce.model import (
    AcceptReturn,
    Action,
    CancelOrder,
    CreateDiscount,
    CreateOrder,
    DuplicateOrder,
    EditAddress,
    EditCustomer,
    EditLines,
    EditOrderNotes,
    GiveCredit,
    Item,
    Link,
    Order,
    Phrase,
    Preview,
    RefundOrder,
    ReplaceLines,
    Target,
)
from shopkeeper.commerce.money import Money, money, total


async def preview(link: Link, target: Target, action: Action, seen: Order | None) -> Preview:
    """Raises Stale, CannotDo, TooMuch, NoSuchLine, NoSuchOrder and what the shop says."""
    match action:
        case CreateDiscount():
            return _shown(action, target, (wording.discount(one_thing(action)),))
        case CreateOrder():
            return await _create(link, target, action, action)
        case EditCustomer():
            return _shown(action, target, customer_items(action))
        case GiveCredit():
            return crediting.preview(target, action)
    if seen is None:
        raise NoSuchOrder
    maker = OF_ORDERS.get(type(action))
    if maker is None:
        raise CannotDo("This cannot be done in Shopify from here.")
    return await maker(link, target, action, seen)


async def _refund(link: Link, target: Target, action: RefundOrder, seen: Order) -> Preview:
    wanted = paying.pieces_of(seen, action.pieces)
    kinds = paying.restocks(seen, wanted, restock=action.restock)
    told = await paying.suggested(link, seen, wanted, action.shipping, kinds)
    current(target, told.updated_at)
    shown = _giving(action, target, paying.refund_items(seen, action, told), seen, action.way)
    return replace(shown, warnings=_about_unsent(seen, kinds))


async def _again(link: Link, target: Target, action: DuplicateOrder, seen: Order) -> Preview:
    if target.version and target.version != seen.version:
        raise Stale
    return await _create(link, *making.again(action, seen), action)


async def _cancel(link: Link, target: Target, action: CancelOrder, seen: Order) -> Preview:
    whole = paying.is_whole(seen, action)
    if not whole and not action.restock:
        raise CannotDo("Shopify puts cancelled pieces back in stock: say so, or cancel the whole order.")
    wanted = {} if whole else paying.pieces_of(seen, action.pieces)
    told = await paying.suggested(link, seen, wanted, None, dict.fromkeys(wanted, "CANCEL"))
    current(target, told.updated_at)
    if told.cancelled:
        raise CannotDo("This order is cancelled already.")
    return _giving(action, target, paying.cancel_items(seen, action, told), seen, action.way)


async def _edit(link: Link, target: Target, action: EditAddress | EditOrderNotes, seen: Order) -> Preview:
    found = (await query(link, queries.STANDING, {"id": orders.gid("Order", seen.external_id)}))["order"]
    if found is None:
        raise NoSuchOrder
    current(target, found["updatedAt"])
    if isinstance(action, EditOrderNotes):
        return _shown(action, target, note_items(action))
    can_move(found)
    place = action.ship_to
    words = ", ".join(
        part for part in (place.name, place.line1, f"{place.postcode} {place.city}".strip(), place.country) if part
    )
    # As of 2026-10: https://shopify.dev/changelog/release-notes/2026-10
    warnings = (wording.warning("tax_anew"),) if seen.tax else ()
    return replace(
        _shown(action, target, (wording.item("send_to", place=words),)), warnings=warnings, exact=not seen.tax
    )


async def _create(link: Link, target: Target, wish: CreateOrder, action: Action) -> Preview:
    data = await query(link, queries.CALCULATE, {"input": drafts.wanted(target, wish)})
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
        items.append(wording.item("beside", amount=rest))
    prices = _listed(made["lineItems"], made["totalPriceSet"]["shopMoney"]["currencyCode"])
    return replace(_shown(action, target, tuple(items)), from_customer=owed or None, exact=False, prices=prices)


def _listed(lines: list[dict[str, Any]], currency: str) -> dict[str, Money]:
    """What the shop itself asks for each variant: https://shopify.dev/docs/api/admin-graphql/latest/objects/ProductVariant, price."""
    known = (one["variant"] for one in lines if one["variant"])
    return {tail(one["id"]): money(one["price"], currency) for one in known}


def _about_unsent(seen: Order, kinds: dict[str, str]) -> tuple[Phrase, ...]:
    """https://shopify.dev/docs/api/admin-rest/latest/resources/refund, restock_type: cancelled pieces alone are not sent any more."""
    unsent = {kind for line, kind in kinds.items() if left_to_send(line_of(seen, line))}
    if "NO_RESTOCK" in unsent:
        return (wording.warning("unsent_goes"),)
    return (wording.warning("unsent_stays"),) if "CANCEL" in unsent else ()


def can_move(found: dict[str, object]) -> None:
    """Raises CannotDo for an order whose parcel is on its way."""
    if found["displayFulfillmentStatus"] == "FULFILLED":
        raise CannotDo("It is sent already: ask the carrier to redirect the parcel.")
    if found["cancelledAt"]:
        raise CannotDo("This order is cancelled.")


def note_items(action: EditOrderNotes) -> tuple[Item, ...]:
    """What changes, a row for each. Raises CannotDo for nothing."""
    return _something(changed_items(action))


def customer_items(action: EditCustomer) -> tuple[Item, ...]:
    """Likewise, of what the shop knows of a customer."""
    moved = (wording.item("address", place=f"{action.place.line1}, {action.place.city}"),) if action.place else ()
    return _something((*moved, *changed_items(action)))


def _something(items: tuple[Item, ...]) -> tuple[Item, ...]:
    if not items:
        raise CannotDo("Say what to change.")
    return items


def one_thing(action: CreateDiscount) -> CreateDiscount:
    """The same. Raises CannotDo unless it is one thing that is given."""
    if sum((action.percent is not None, action.amount is not None, action.free_shipping)) != 1:
        raise CannotDo("Say one thing to give: a percentage, an amount or free shipping.")
    return action


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


OF_ORDERS: dict[type[Any], Callable[[Link, Target, Any, Order], Awaitable[Preview]]] = {
    RefundOrder: _refund,
    CancelOrder: _cancel,
    EditAddress: _edit,
    EditOrderNotes: _edit,
    EditLines: editing.preview,
    ReplaceLines: making.preview_replacement,
    DuplicateOrder: _again,
    AcceptReturn: returning.preview,
}
