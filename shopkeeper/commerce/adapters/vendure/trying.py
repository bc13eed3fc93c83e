"""Trying a store's connection: the sign-in, the channel, and the rights of the administrator we are.

https://docs.vendure.io/reference/typescript-api/common/permission/: a role gives rights by channel; SuperAdmin is all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shopkeeper.commerce.adapters.vendure import documents, wire
from shopkeeper.commerce.model import Link, Step
from shopkeeper.kit.errors import Failure

_NEEDED = {
    "Reading orders": ("ReadOrder",), "Refunds, cancellations and changes": ("UpdateOrder",), "New orders": ("CreateOrder", "DeleteOrder"),
    "Customers": ("ReadCustomer", "UpdateCustomer", "CreateCustomer"), "Products": ("ReadCatalog|ReadProduct",),
    "Codes": ("ReadPromotion", "CreatePromotion"),
}  # fmt: skip


async def try_out(link: Link) -> Sequence[Step]:
    try:
        data = await wire.query(link, documents.TRIED)
    except Failure as failure:
        advice = (
            "See whether the address opens in a browser, and whether the name and password open the shop's dashboard."
        )
        return [Step(name="Signing in", ok=False, words=failure.detail, advice=advice)]
    channel = data["activeChannel"]
    signed = Step(
        name="Signing in", ok=True, words=f"We are {data['me']['identifier']}, in the channel {channel['code']}."
    )
    rights = _rights(data, str(channel["token"]))
    return [signed, *(_right(name, needed, rights) for name, needed in _NEEDED.items())]


def _rights(data: Mapping[str, Any], token: str) -> frozenset[str]:
    return frozenset(right for one in data["me"]["channels"] if one["token"] == token for right in one["permissions"])


def _right(name: str, needed: Sequence[str], rights: frozenset[str]) -> Step:
    missing = [one for one in needed if "SuperAdmin" not in rights and not rights & set(one.split("|"))]
    if not missing:
        return Step(name=name, ok=True, words="It works.")
    words = f"Our role lacks {', '.join(one.partition('|')[0] for one in missing)}."
    return Step(
        name=name,
        ok=False,
        words=words,
        advice="In the shop's dashboard: Settings, Roles; give the right, then try again.",
    )
