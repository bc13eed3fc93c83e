"""Store credit and gift cards."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from graphql import GraphQLResolveInfo

from shopkeeper.commerce.testing.shopify.shop import Goods, Node, find, no

Info = GraphQLResolveInfo[Any]


def store_credit_account_credit(shop: Goods, info: Info, id: str, creditInput: Node) -> Node:  # noqa: N803  the provider's name
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/storeCreditAccountCredit"""
    customer, given = find(shop.customers, id), creditInput["creditAmount"]
    if customer is None:
        return no("Owner does not exist.", "id", code="OWNER_NOT_FOUND")
    if Decimal(str(given["amount"])) <= 0:
        return no("Amount must be positive.", "creditInput", "creditAmount", code="NEGATIVE_OR_ZERO_AMOUNT")
    made = {
        **shop.id("StoreCreditAccountCreditTransaction"), "__typename": "StoreCreditAccountCreditTransaction", "event": "ADJUSTMENT",
        "createdAt": shop.iso(), "amount": {"amount": str(given["amount"]), "currencyCode": given["currencyCode"]},
        "expiresAt": creditInput.get("expiresAt"),
    }  # fmt: skip
    customer["credits"].append(made)
    return {"storeCreditAccountTransaction": made, "userErrors": []}


def accounts(customer: Node) -> list[Node]:
    """One for each currency."""
    currencies = dict.fromkeys(one["amount"]["currencyCode"] for one in customer["credits"])
    return [
        {
            "balance": {"amount": str(_balance(customer, currency)), "currencyCode": currency},
            "id": f"{customer['id'].replace('Customer', 'StoreCreditAccount')}-{currency}",
            "transactions": [one for one in customer["credits"] if one["amount"]["currencyCode"] == currency][::-1],
        }
        for currency in currencies
    ]  # fmt: skip


def _balance(customer: Node, currency: str) -> Decimal:
    given = [one["amount"] for one in customer["credits"]]
    return sum((Decimal(one["amount"]) for one in given if one["currencyCode"] == currency), Decimal(0))


def gift_card_create(shop: Goods, info: Info, input: Node) -> Node:
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/giftCardCreate"""
    code = str(input.get("code") or "").lower()
    if not re.fullmatch(r"[a-z0-9]{8,20}", code):
        return no("Code is invalid", "input", "code", code="INVALID")
    if any(one["given"]["code"].lower() == code for one in shop.gifts):
        return no("Code has already been taken", "input", "code", code="TAKEN")
    made = {**shop.id("GiftCard"), "note": input.get("note"), "given": input, "lastCharacters": code[-4:]}
    shop.gifts.append(made)
    return {"giftCard": made, "giftCardCode": code, "userErrors": []}
