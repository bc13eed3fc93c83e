"""What a macro's words may know: the customer, the shop, the agent and the talk, as plain values and nothing that acts.

A value that is unknown or empty is left out, so that it shows as a gap and never goes out as a blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shopkeeper import commerce, conversations, people, team
from shopkeeper.automation.parcel_words import whereabouts
from shopkeeper.automation.values import Amount, Customs, Moment
from shopkeeper.commerce import Line, Money, Order, Place, Shipment, ShopOrder
from shopkeeper.conversations import Conversation
from shopkeeper.kit.db import Tx
from shopkeeper.people import HandleKind, Person
from shopkeeper.team import Agent, Brand

KNOWN: dict[str, str] = {
    "customer.name": "Ana Okafor",
    "customer.first_name": "Ana",
    "customer.last_name": "Okafor",
    "customer.email": "the address of the talk, else the first that is proven",
    "customer.phone": "",
    "customer.language": "en, de-AT …",
    "brand.name": "the shop's name",
    "brand.site": "the shop's address on the web",
    "agent.name": "whoever sends this",
    "agent.first_name": "",
    "conversation.subject": "",
    "conversation.topic": "what it is about",
    "conversation.began": "a date",
    "order.number": "#1001; of the order chosen, else pinned, else the newest",
    "order.date": "when it was placed",
    "order.total": "what it cost",
    "order.refunded": "what went back",
    "order.items": "2 × Mug, 1 × Teapot (a list)",
    "order.lines": "each with title, variant, quantity, price",
    "order.count": "how many pieces",
    "order.status_url": "the customer's own page of it",
    "order.shipping_method": "",
    "order.ship_to.city": "also name, line1, line2, postcode, region, country",
    "tracking.words": "where the parcel is, in a sentence",
    "tracking.number": "",
    "tracking.carrier": "",
    "tracking.url": "where the customer can follow it",
    "tracking.expected": "a date",
    "tracking.delivered": "a date",
    "customer.orders_count": "",
    "customer.spend": "",
    "code": "the code a macro's own act brought (discount, gift card)",
    "pay_url": "where the customer pays what a macro's own act asks for",
    "label_url": "the label of a return a macro accepts",
    "today": "a date",
}
"""Every name a macro may use, with a word on it: the list the editor offers and the documentation prints."""


def values(tx: Tx, talk: Conversation, agent: Agent | None, order: str | None = None) -> dict[str, Any]:
    """Everything a template may ask for in this conversation; `order` is our id of the order it is about, where chosen."""
    person = people.person(tx, talk.person_id)
    brand = team.brand(tx, talk.brand_id)
    how = customs(tx, person, brand)
    told = {
        "customer": {**_customer(person), **_spent(tx, talk, how)},
        "brand": {"name": brand.name, "site": brand.site},
        "agent": _named(agent.name) if agent else {},
        "conversation": _conversation(tx, talk, how),
        **_shop(tx, talk, order, how),
        "today": Moment.of(tx.now, how),
    }
    return _without_blanks(told)


def customs(tx: Tx, person: Person, brand: Brand) -> Customs:
    """In which language, where on the clock: the customer's where known, else the shop's."""
    hours = team.brand_hours(tx, brand.id)
    zone = person.timezone or (hours.timezone if hours else "UTC")
    return Customs(locale=person.locale or brand.locale, timezone=zone, now=tx.now)


def _customer(person: Person) -> dict[str, Any]:
    return {
        **_named(person.name),
        "email": _address(person, HandleKind.email),
        "phone": _address(person, HandleKind.phone),
        "language": person.locale,
    }


def _spent(tx: Tx, talk: Conversation, how: Customs) -> dict[str, Any]:
    sums = commerce.sums(tx, people.members(tx, talk.person_id))
    return {"orders_count": sums[0].orders, "spend": _amount(sums[0].spend, how)} if len(sums) == 1 else {}


def _address(person: Person, kind: HandleKind) -> str | None:
    found = [one for one in person.handles if one.kind is kind]
    best = sorted(found, key=lambda one: (one.proof is not people.Proof.proven, one.at))
    return best[0].display or best[0].value if best else None


def _named(name: str) -> dict[str, Any]:
    # A name that is only an address ("ana@example.org") is none to greet anybody by.
    words = name.split() if "@" not in name else []
    return {
        "name": name if words else None,
        "first_name": words[0] if words else None,
        "last_name": words[-1] if len(words) > 1 else None,
    }


def _conversation(tx: Tx, talk: Conversation, how: Customs) -> dict[str, Any]:
    topic = (
        next((one.name for one in conversations.topics(tx) if one.id == talk.topic_id), None) if talk.topic_id else None
    )
    return {"subject": talk.subject, "topic": topic, "began": Moment.of(talk.created_at, how)}


# --- the shop's side ---


def order_of(tx: Tx, talk: Conversation, order_id: str | None) -> ShopOrder | None:
    """The order a macro speaks of: the chosen one, else the one pinned beside the talk, else their newest. Raises NoSuchOrder."""
    pinned = commerce.pinned(tx, talk.id)
    if order_id is not None or pinned:
        return commerce.order(tx, order_id or pinned[-1])
    newest = commerce.orders_of(tx, people.members(tx, talk.person_id), 1)
    return newest[0] if newest else None


def _shop(tx: Tx, talk: Conversation, order_id: str | None, how: Customs) -> dict[str, Any]:
    found = order_of(tx, talk, order_id)
    if found is None:
        return {}
    parcel = _newest_parcel(found.order)
    return {"order": _order(found.order, how), "tracking": _tracking(found.order, parcel, how)}


def _newest_parcel(order: Order) -> Shipment | None:
    return max(order.shipments, key=lambda one: one.shipped_at or 0, default=None)


def _order(order: Order, how: Customs) -> dict[str, Any]:
    return {
        "number": order.number,
        "date": Moment.of(order.placed_at, how),
        "total": _amount(order.total, how),
        "refunded": _amount(order.refunded, how) if order.refunded else None,
        "items": [f"{line.quantity} × {line.title}" for line in order.lines],
        "lines": [_line(line, how) for line in order.lines],
        "count": sum(line.quantity for line in order.lines),
        "status_url": order.status_url,
        "shipping_method": order.shipping_method,
        "ship_to": _place(order.ship_to),
    }


def _line(line: Line, how: Customs) -> dict[str, Any]:
    price = _amount(line.unit_price, how)
    return {"title": line.title, "variant": line.variant or None, "quantity": line.quantity, "price": price}


def _place(place: Place | None) -> dict[str, Any]:
    names = ("name", "line1", "line2", "city", "region", "postcode", "country")
    return {name: getattr(place, name) for name in names} if place else {}


def _tracking(order: Order, parcel: Shipment | None, how: Customs) -> dict[str, Any]:
    told: dict[str, Any] = {"words": whereabouts(order, parcel, how)}
    if parcel is None:
        return told
    expected = parcel.expected_at or parcel.promised_at
    return told | {
        "number": parcel.tracking_number,
        "carrier": parcel.carrier,
        "url": parcel.tracking_url,
        "expected": Moment.of(expected, how) if expected else None,
        "delivered": Moment.of(parcel.delivered_at, how) if parcel.delivered_at else None,
    }


def _amount(money: Money, how: Customs) -> Amount:
    return Amount.of(money.decimal(), money.currency, how)


def _without_blanks(told: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: _without_blanks(value) if isinstance(value, dict) else value for name, value in told.items()}
    return {
        name: value for name, value in kept.items() if value is not None and value != "" and value != {} and value != []
    }
