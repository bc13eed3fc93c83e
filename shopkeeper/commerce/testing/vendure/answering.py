"""GraphQL: the question is checked against the schema, who asks against the rights each field wants, and then answered."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from shopkeeper.commerce.testing.vendure import acts, drafts
from shopkeeper.commerce.testing.vendure.shop import Goods, Node, line_total, rounded, shipping_of, total, unit_of

MUTATIONS: dict[str, tuple[str, acts.Act]] = {
    "login": ("", acts.login), "transitionOrderToState": ("UpdateOrder", acts.move), "modifyOrder": ("UpdateOrder", acts.modify),
    "cancelOrder": ("UpdateOrder", acts.cancel), "cancelPayment": ("UpdateOrder", acts.void), "refundOrder": ("UpdateOrder", acts.refund),
    "addNoteToOrder": ("UpdateOrder", acts.note), "createDraftOrder": ("CreateOrder", drafts.begin),
    "deleteDraftOrder": ("DeleteOrder", drafts.drop), "addItemToDraftOrder": ("CreateOrder", drafts.add),
    "setDraftOrderShippingAddress": ("CreateOrder", drafts.ship_to), "setDraftOrderBillingAddress": ("CreateOrder", drafts.bill_to),
    "setCustomerForDraftOrder": ("CreateOrder", drafts.give_to), "applyCouponCodeToDraftOrder": ("CreateOrder", drafts.apply_code),
    "setDraftOrderShippingMethod": ("CreateOrder", drafts.ship_by), "createPromotion": ("CreatePromotion", drafts.promote),
    "createCustomerAddress": ("UpdateCustomer", drafts.new_address), "updateCustomerAddress": ("UpdateCustomer", drafts.edit_address),
    "addNoteToCustomer": ("UpdateCustomer", drafts.note),
}  # fmt: skip
_READS = {
    "order": "ReadOrder", "orders": "ReadOrder", "customer": "ReadCustomer", "customers": "ReadCustomer", "products": "ReadCatalog",
    "productVariants": "ReadCatalog", "promotions": "ReadPromotion", "eligibleShippingMethodsForDraftOrder": "CreateOrder",
}  # fmt: skip
PAGE = 100
_COMPUTED: dict[tuple[str, str], Any] = {
    ("Order", "totalWithTax"): total,
    ("OrderLine", "unitPriceWithTax"): lambda line: line["price"],
    ("OrderLine", "proratedUnitPriceWithTax"): lambda line: rounded(unit_of(line)),
    ("OrderLine", "proratedLinePriceWithTax"): line_total,
    ("ShippingLine", "priceWithTax"): lambda line: line["price"],
    ("ShippingLine", "discountedPriceWithTax"): shipping_of,
    ("OrderModification", "isSettled"): acts.settled,
    ("ProductVariant", "stockLevel"): lambda variant: "IN_STOCK" if acts.free(variant) > 0 else "OUT_OF_STOCK",
}


@cache
def schema() -> GraphQLSchema:
    return build_schema((Path(__file__).parent / "schema.graphql").read_text())


def answer(shop: Goods, said: Mapping[str, Any], token: str, channel: str) -> tuple[int, Node]:
    """(status, body). A token that is none is nobody's."""
    document, wrong = _checked(said["query"])
    if wrong:
        return 400, {
            "errors": [{"message": one.message, "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}} for one in wrong]
        }
    made = execute_sync(
        schema(), document, context_value=(shop, token, channel), variable_values=said.get("variables") or {}, field_resolver=_resolve,
        type_resolver=lambda value, info, kind: value["__typename"],
    )  # fmt: skip
    body: Node = {"data": made.data}
    if made.errors:
        body["errors"] = [{"message": one.message, "path": one.path, "extensions": one.extensions or {"code": "INTERNAL_SERVER_ERROR"}}
                          for one in made.errors]  # fmt: skip
    return 200, body


@lru_cache(maxsize=1000)
def _checked(text: str) -> tuple[DocumentNode, list[GraphQLError]]:
    document = parse(text)
    return document, validate(schema(), document)


def _resolve(source: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
    shop, token, channel = info.context
    kind, name = info.parent_type.name, info.field_name
    if kind == "Mutation":
        right, act = MUTATIONS[name]
        _let_in(shop, token, channel, right)
        return act(shop, **{one: given[one] for one in inspect.signature(act).parameters if one in given})
    if kind == "Query":
        _let_in(shop, token, channel, _READS.get(name, "Authenticated"))
        return _root(shop, name, given)
    if (kind, name) in _COMPUTED:
        return _COMPUTED[kind, name](source)
    if name == "history":
        return _page(source["log"], given.get("options"))
    if (kind, name) == ("Customer", "orders"):
        hers = [one for one in shop.orders if one["customer"] is source and one["state"] != "Draft"]
        return _page(hers, given.get("options"))
    return source.get(name)


def _let_in(shop: Goods, token: str, channel: str, right: str) -> None:
    """AuthGuard: no session and no right are the same refusal."""
    if channel not in ("", shop.channel):
        raise acts.thrown("CHANNEL_NOT_FOUND", f'No Channel with the token "{channel}" exists')
    if right and (token not in shop.sessions or right not in {*shop.rights, "Authenticated"}):
        raise acts.thrown("FORBIDDEN", "You are not currently authorized to perform this action")


def _root(shop: Goods, name: str, given: Node) -> Any:
    channel = {
        "token": shop.channel,
        "code": "main",
        "defaultLanguageCode": "en",
        "defaultCurrencyCode": shop.currency,
        "pricesIncludeTax": True,
    }
    match name:
        case "me":
            return {
                "id": "1",
                "identifier": shop.user,
                "channels": [
                    {"token": shop.channel, "code": "main", "permissions": ["Authenticated", *sorted(shop.rights)]}
                ],
            }
        case "activeAdministrator":
            return {"id": "1"}
        case "activeChannel":
            return channel
        case "globalSettings":
            return {"trackInventory": True, "serverConfig": {"moneyStrategyPrecision": shop.precision}}
        case "order" | "customer":
            listed = shop.orders if name == "order" else shop.customers
            return next((one for one in listed if one["id"] == given["id"]), None)
        case "eligibleShippingMethodsForDraftOrder":
            return drafts.quotes(shop, given["orderId"])
    things = {
        "orders": shop.orders, "customers": shop.customers, "products": shop.products, "promotions": shop.promotions,
        "productVariants": [one for product in shop.products for one in product["variants"]],
    }  # fmt: skip
    return _page(things[name], given.get("options"))


def _page(things: list[Node], options: Mapping[str, Any] | None) -> Node:
    """`filter`, `sort`, `skip`, `take`: https://docs.vendure.io/guides/how-to/paginated-list/"""
    options = options or {}
    kept = [one for one in things if _fits(one, options.get("filter") or {})]
    for field, way in reversed(list((options.get("sort") or {}).items())):
        kept.sort(key=lambda one: _rank(one.get(field)), reverse=way == "DESC")
    skip = int(options.get("skip") or 0)
    return {"items": kept[skip : skip + int(options.get("take") or PAGE)], "totalItems": len(kept)}


def _rank(value: Any) -> Any:
    text = str(value or "")
    return (int(text), "") if text.isdigit() else (-1, text)


def _fits(one: Node, wanted: Mapping[str, Any]) -> bool:
    return all(
        any(_fits(one, each) for each in asked) if field == "_or" else _meets(_value(one, field), asked)
        for field, asked in wanted.items()
    )


def _value(one: Node, field: str) -> Any:
    return " ".join(each["sku"] for each in one["variants"]) if field == "sku" and "variants" in one else one.get(field)


def _meets(value: Any, asked: Mapping[str, Any]) -> bool:
    return all(_OPERATORS[operator](value, wanted) for operator, wanted in asked.items())


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, wanted: value == wanted,
    "notEq": lambda value, wanted: value != wanted,
    "in": lambda value, wanted: value in wanted,
    "isNull": lambda value, wanted: (value is None) is wanted,
    "contains": lambda value, wanted: wanted.lower() in str(value).lower(),
    "after": lambda value, wanted: value is not None and value > wanted,
}
