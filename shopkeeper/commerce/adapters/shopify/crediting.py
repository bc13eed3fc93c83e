"""Store credit and gift cards.

A gift card has a code, which the shop gives once: ours is made of the key, so that the same key never makes two. Store credit
(https://shopify.dev/docs/api/admin-graphql/latest/mutations/storeCreditAccountCredit) carries nothing of ours and knows no key. So the
same document first leaves the key at the customer, with the shop's own time: a credit of that amount right behind it is ours.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.shopify import customers, drafts, marks, queries
from shopkeeper.commerce.adapters.shopify.client import act, query
from shopkeeper.commerce.adapters.shopify.orders import gid
from shopkeeper.commerce.adapters.shopify.reading import key_in, ms, noted, tail
from shopkeeper.commerce.errors import CannotDo, StoreUnsure
from shopkeeper.commerce.model import Customer, Done, GiveCredit, Link, Preview, Target
from shopkeeper.commerce.money import money, zero
from shopkeeper.kit import signing
from shopkeeper.kit.clock import MINUTE, SECOND
from shopkeeper.kit.errors import Failure

Node = dict[str, Any]

BEHIND = 10 * SECOND
"""Both are done by one document, one after the other."""


def preview(target: Target, action: GiveCredit) -> Preview:
    """Raises CannotDo."""
    _checked(target, action)
    way = "gift_card" if action.gift_card else "store_credit"
    return Preview(action="credit", version=target.version, items=(wording.credit(action),), way=way)


async def give(link: Link, target: Target, action: GiveCredit, key: str) -> Done:
    """Raises CannotDo and what the shop says."""
    _checked(target, action)
    return await (_gift if action.gift_card else _credit)(link, target, action, key)


async def given(link: Link, target: Target, action: GiveCredit, key: str) -> Done | None:
    """What was given under the key. Raises StoreUnsure while nobody can say, CannotDo."""
    _checked(target, action)
    return await (_found_gift if action.gift_card else _found_credit)(link, target, action, key)


def _checked(target: Target, action: GiveCredit) -> None:
    if action.amount <= zero(action.amount.currency):
        raise CannotDo("Credit is more than nothing.")
    if not target.customer_id and not action.gift_card:
        raise CannotDo("Store credit needs a customer's account at the shop. A guest can have a gift card or a code.")


async def _credit(link: Link, target: Target, action: GiveCredit, key: str) -> Done:
    who = gid("Customer", str(target.customer_id))
    credit: Node = {"creditAmount": drafts.amount(action.amount), "notify": action.notify}
    if action.expires_at:
        credit["expiresAt"] = datetime.fromtimestamp(action.expires_at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    # The mark's time must be this try's: a metafield that says the same again keeps its old one.
    mark = {"id": who, "metafields": marks.mark(key, f"credit/{link.now}")}
    made = await marks.act(
        link, queries.CREDIT, {"mark": mark, "id": who, "credit": credit}, "storeCreditAccountCredit"
    )
    return Done(
        reference=tail(made["storeCreditAccountTransaction"]["id"]), customer=await _seen(link, str(target.customer_id))
    )


async def _seen(link: Link, customer_id: str) -> Customer | None:
    """Her account as it stands. It is done already: a trouble while looking changes nothing about that."""
    try:
        return await customers.customer(link, customer_id)
    except Failure:
        return None


async def _found_credit(link: Link, target: Target, action: GiveCredit, key: str) -> Done | None:
    customer = (await query(link, queries.CREDITS, {"id": gid("Customer", str(target.customer_id)), "key": key}))[
        "customer"
    ]
    if customer is None:
        raise CannotDo("The shop does not know this customer any more.")
    if customer["mark"] is None:
        return None
    at = ms(customer["mark"]["updatedAt"])
    for account in customer["storeCreditAccounts"]["nodes"]:
        for one in account["transactions"]["nodes"]:
            if one and _is_ours(one, action, at):
                return Done(reference=tail(one["id"]))
    if link.now - at < MINUTE:
        raise StoreUnsure("Shopify does not show the credit yet. It is looked up again.")
    return None


def _is_ours(one: Node, action: GiveCredit, at: int) -> bool:
    amount = money(one["amount"]["amount"], one["amount"]["currencyCode"])
    return one["event"] == "ADJUSTMENT" and amount == action.amount and 0 <= ms(one["createdAt"]) - at <= BEHIND


async def _gift(link: Link, target: Target, action: GiveCredit, key: str) -> Done:
    code = code_for(key)
    card: Node = {"initialAmount": drafts.amount(action.amount), "code": code, "note": noted(action.reason, key)}
    if target.customer_id:
        card["customerId"] = gid("Customer", target.customer_id)
    if action.expires_at:
        card["expiresOn"] = datetime.fromtimestamp(action.expires_at / 1000, UTC).date().isoformat()
    made = await act(link, queries.GIFT, {"input": card}, "giftCardCreate")
    return Done(reference=tail(made["giftCard"]["id"]), code=code)


async def _found_gift(link: Link, target: Target, action: GiveCredit, key: str) -> Done | None:
    # The search index lags behind; the newest are listed without it.
    code = code_for(key)
    data = await query(link, queries.GIFTS, {"query": code})
    listed = (*data["found"]["nodes"], *data["last"]["nodes"])
    found = next((one for one in listed if key_in(one["note"]) == key), None)
    return Done(reference=tail(found["id"]), code=code) if found else None


def code_for(key: str) -> str:
    """Sixteen letters and figures that only this installation can make of the key: whoever knows the key alone knows no code."""
    return signing.tag("gift card", key)
