"""Who somebody is to the shop, with the credit she has there."""

from __future__ import annotations

from msgspec.structs import replace

from shopkeeper.commerce.adapters.shopify import queries
from shopkeeper.commerce.adapters.shopify.client import query
from shopkeeper.commerce.adapters.shopify.orders import gid
from shopkeeper.commerce.adapters.shopify.reading import customer_of
from shopkeeper.commerce.errors import StoreNeedsOwner
from shopkeeper.commerce.model import Customer, Link
from shopkeeper.commerce.money import Money, money


async def customer(link: Link, external_id: str) -> Customer | None:
    """The shop's word now."""
    if not external_id.isdecimal():
        return None
    found = (await query(link, queries.CUSTOMER, {"id": gid("Customer", external_id)}))["customer"]
    if found is None:
        return None
    return replace(
        customer_of(found), store_credit=await _credit(link, external_id, found["amountSpent"]["currencyCode"])
    )


async def _credit(link: Link, external_id: str, currency: str) -> Money | None:
    """What she has to spend: an account for each currency, of which the shop's own is told first. None where the app may not know."""
    try:
        data = await query(link, queries.BALANCES, {"id": gid("Customer", external_id)})
    except StoreNeedsOwner:
        return None
    nodes = ((data["customer"] or {}).get("storeCreditAccounts") or {}).get("nodes") or ()
    held = [money(one["balance"]["amount"], one["balance"]["currencyCode"]) for one in nodes]
    return next((one for one in held if one.currency == currency), held[0] if held else None)
