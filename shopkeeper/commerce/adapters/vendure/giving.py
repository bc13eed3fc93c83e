"""Doing refunds and cancellations: one request with all its mutations, and on another try what is missing."""

from __future__ import annotations

from shopkeeper.commerce.adapters.vendure import listing, paying, wire
from shopkeeper.commerce.adapters.vendure.looking import Found, current, look
from shopkeeper.commerce.adapters.vendure.saying import together
from shopkeeper.commerce.answers import afterwards
from shopkeeper.commerce.errors import StoreRefused
from shopkeeper.commerce.model import CancelOrder, Done, Link, RefundOrder, Target

WAITS = "The shop asked its payment provider: it tells when the money went back."
Money = RefundOrder | CancelOrder


async def perform(link: Link, target: Target, action: Money, key: str) -> Done:
    """Raises as every adapter does; what is half done is finished."""
    found = await look(link, target)
    begun = paying.is_begun(found.raw, key)
    if not begun:
        current(found, target)
    giving = paying.planned(link, found, action, key)
    parts = paying.parts(link, found, giving, key)
    if begun and not parts:
        return _done(found, key)
    document, variables = together(parts)
    said = [wire.refusal(one) or _failed(one) for one in (await wire.act(link, document, variables)).values()]
    refused = [one for one in said if one]
    if len(refused) == len(said) and not begun:
        raise StoreRefused(f"{link.store.name} said no: {' '.join(refused)}")
    after = await afterwards(listing.order(link, found.order.external_id))
    if after is None:
        return Done(reference=_reference(found, key), pending=bool(giving.amount))
    pending = any(one.key == key and one.state == "pending" for one in after.refunds)
    words = f"Only a part of it was done: {' '.join(refused)}" if refused else WAITS if pending else ""
    return Done(reference=_reference(found, key), order=after, pending=pending, words=words)


async def performed(link: Link, target: Target, action: Money, key: str) -> Done | None:
    """Half of it is not it: performing again does the rest."""
    found = await look(link, target)
    if not paying.is_begun(found.raw, key):
        return None
    return None if paying.parts(link, found, paying.planned(link, found, action, key), key) else _done(found, key)


def _done(found: Found, key: str) -> Done:
    pending = paying.waits(found.raw, key)
    return Done(reference=_reference(found, key), order=found.order, pending=pending, words=WAITS if pending else "")


def _reference(found: Found, key: str) -> str:
    return f"{found.order.external_id}:{key}"


def _failed(outcome: object) -> str | None:
    state = outcome.get("state") if isinstance(outcome, dict) and outcome.get("__typename") == "Refund" else None
    return "The payment provider did not send the money." if state == "Failed" else None
