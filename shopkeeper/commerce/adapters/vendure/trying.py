"""Trying a store's connection: the sign-in, the channel, and the rights of the administrator we are.

https://docs.vendure.io/reference/typescript-api/common/permission/: a role gives rights by channel; SuperAdmin is all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shopkeeper.commerce import wording
from shopkeeper.commerce.adapters.vendure import documents, wire
from shopkeeper.commerce.model import Link, Step
from shopkeeper.kit.errors import Failure

_NEEDED = {
    "orders": ("ReadOrder",), "acts": ("UpdateOrder",), "new_orders": ("CreateOrder", "DeleteOrder"),
    "accounts": ("ReadCustomer", "UpdateCustomer", "CreateCustomer"), "catalogue": ("ReadCatalog|ReadProduct",),
    "codes": ("ReadPromotion", "CreatePromotion"),
}  # fmt: skip


async def try_out(link: Link) -> Sequence[Step]:
    try:
        data = await wire.query(link, documents.TRIED)
    except Failure as failure:
        return [wording.failed("sign_in", failure.detail, "browser_and_password")]
    channel = data["activeChannel"]
    signed = wording.tried("sign_in", "signed_in", who=data["me"]["identifier"], channel=channel["code"])
    rights = _rights(data, str(channel["token"]))
    return [signed, *(_right(what, needed, rights) for what, needed in _NEEDED.items())]


def _rights(data: Mapping[str, Any], token: str) -> frozenset[str]:
    return frozenset(right for one in data["me"]["channels"] if one["token"] == token for right in one["permissions"])


def _right(what: str, needed: Sequence[str], rights: frozenset[str]) -> Step:
    missing = [one for one in needed if "SuperAdmin" not in rights and not rights & set(one.split("|"))]
    if not missing:
        return wording.tried(what, "works")
    lacking = ", ".join(one.partition("|")[0] for one in missing)
    return wording.tried(what, "role_lacks", ok=False, remedy="grant_role", rights=lacking)
