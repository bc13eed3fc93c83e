"""What the shop knows of the customer herself, and notes on an order: notes carry our key, and come after what they tell of."""

from __future__ import annotations

from typing import Any

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.vendure import documents, listing, reading, saying, stamps, wire
from shopkeeper.commerce.adapters.vendure.looking import Plan, current, look
from shopkeeper.commerce.adapters.vendure.saying import Part
from shopkeeper.commerce.answers import afterwards
from shopkeeper.commerce.errors import CannotDo, TooMuch
from shopkeeper.commerce.model import Customer, Done, EditCustomer, EditOrderNotes, Item, Link, Place, Target
from shopkeeper.kit.errors import Invalid

_SAVED = "{ id }"


async def write(link: Link, target: Target, action: EditOrderNotes, key: str) -> Done:
    """A note on an order; what was noted before stays."""
    found = await look(link, target)
    id = found.order.external_id
    if stamps.noted(found.raw, key):
        return Done(reference=f"{id}:{key}", order=found.order)
    current(found, target)
    notes(action)
    told = {"id": id, "note": stamps.stamped(action.note or "", key), "isPublic": False}
    await wire.act(link, documents.NOTE, {"input": told})
    return Done(reference=f"{id}:{key}", order=await afterwards(listing.order(link, id)))


async def written(link: Link, target: Target, action: EditOrderNotes, key: str) -> Done | None:
    found = await look(link, target)
    done = stamps.noted(found.raw, key)
    return Done(reference=f"{found.order.external_id}:{key}", order=found.order) if done else None


async def perform(link: Link, target: Target, action: EditCustomer, key: str) -> Done:
    raw = await _account(link, target)
    if stamps.noted(raw, key, "CUSTOMER_NOTE"):
        return _done(link, raw, key)
    plan(action)
    document, variables = saying.together(_parts(raw, action, key))
    await wire.act(link, document, variables)
    return _done(link, await _account(link, target), key)


async def performed(link: Link, target: Target, action: EditCustomer, key: str) -> Done | None:
    raw = await _account(link, target)
    return _done(link, raw, key) if stamps.noted(raw, key, "CUSTOMER_NOTE") else None


def notes(action: EditOrderNotes) -> Plan:
    """Raises CannotDo, TooMuch."""
    _no_tags(action)
    if not (action.note or "").strip():
        raise TooMuch("Say what to note.")
    return Plan(items=(wording.item("note", note=str(action.note)),))


def plan(action: EditCustomer) -> Plan:
    """Raises CannotDo, TooMuch."""
    _no_tags(action)
    items = list[Item]()
    if action.place is not None:
        needed(action.place)
        items.append(wording.item("address", place=f"{action.place.name}, {action.place.line1}, {action.place.city}"))
    if (action.note or "").strip():
        items.append(wording.item("note", note=str(action.note)))
    if not items:
        raise TooMuch("Say what to change.")
    return Plan(items=tuple(items))


def needed(place: Place) -> None:
    """Raises Invalid: Vendure keeps no address without these (CreateAddressInput)."""
    if not place.line1 or not place.country:
        raise Invalid("Vendure wants at least the street and the country of an address. Fill them in.")


def _parts(raw: Any, action: EditCustomer, key: str) -> list[Part]:
    """The address first: where it fails nothing after it is done, so our key's note tells that all of it stands."""
    made = list[Part]()
    if action.place is not None:
        told: dict[str, Any] = {**reading.address(action.place), "defaultShippingAddress": True}
        standing = next((one for one in raw.get("addresses") or () if _stands(one, action.place)), None)
        if standing is None:
            given = {"customerId": ("ID!", str(raw["id"])), "input": ("CreateAddressInput!", told)}
            made.append(Part("createCustomerAddress", given, _SAVED))
        else:
            given = {"input": ("UpdateAddressInput!", {"id": standing["id"], **told})}
            made.append(Part("updateCustomerAddress", given, _SAVED))
    told = {"id": str(raw["id"]), "note": stamps.stamped(action.note or "", key), "isPublic": False}
    return [*made, Part("addNoteToCustomer", {"input": ("AddNoteToCustomerInput!", told)}, _SAVED)]


def _stands(address: Any, place: Place) -> bool:
    """Whether to change this one: where her things go now, or the same one from a try that broke off."""
    return bool(address.get("defaultShippingAddress")) or reading.read_place(address) == place


async def _account(link: Link, target: Target) -> Any:
    data = await wire.query(link, documents.ONE_CUSTOMER, {"id": target.customer_id}) if target.customer_id else {}
    if data.get("customer") is None:
        raise CannotDo("The shop does not know this customer any more.")
    return data["customer"]


def _no_tags(action: EditOrderNotes | EditCustomer) -> None:
    if action.add_tags or action.drop_tags:
        raise CannotDo("Vendure has no tags. Write it as a note, or tag the conversation.")


def _done(link: Link, raw: Any, key: str) -> Done:
    customer: Customer = reading.read_customer(raw, link.store)
    return Done(reference=f"{customer.external_id}:{key}", customer=customer)
