"""GraphQL: the question is checked against the schema, its cost counted before, the answer made, the cost counted after.

https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits: a scalar costs 0, an object 1, a mutation 10, a connection by
its `first` or `last`. The provider does not publish how lists within lists are weighed; here each counts in full, so that what
fits here fits there.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    build_schema,
    execute_sync,
    get_named_type,
    is_list_type,
    is_non_null_type,
    parse,
    validate,
)
from graphql.utilities import value_from_ast_untyped

from shopkeeper.commerce.testing.shopify import bulk, giving, returning
from shopkeeper.commerce.testing.shopify.mutations import HARMLESS, KEYED, MUTATIONS, suggested_refund
from shopkeeper.commerce.testing.shopify.shop import Goods, Node, find

MOST = 1000
"""https://shopify.dev/docs/api/usage/limits#single-query-limit"""
PAGE = 250


@cache
def schema() -> GraphQLSchema:
    return build_schema((Path(__file__).parent / "schema.graphql").read_text())


class Question:
    """A document with its variables: whether it changes something, what it may cost."""

    def __init__(self, text: str, variables: Node) -> None:
        self.document, self.variables = parse(text), variables
        self.errors = validate(schema(), self.document)
        parts = self.document.definitions
        self.fragments = {one.name.value: one for one in parts if isinstance(one, FragmentDefinitionNode)}
        self.operation = next(one for one in parts if isinstance(one, OperationDefinitionNode))

    @property
    def changes(self) -> bool:
        return self.operation.operation is OperationType.MUTATION

    @property
    def matters(self) -> bool:
        """Whether it changes something that a shop or a customer would see."""
        return self.changes and not self.names <= HARMLESS

    @property
    def names(self) -> set[str]:
        """What is asked for at the top."""
        return {one.name.value for one in self.operation.selection_set.selections if isinstance(one, FieldNode)}

    def cost(self) -> int:
        root = schema().mutation_type if self.changes else schema().query_type
        assert root is not None
        return self._cost(self.operation.selection_set, root, 10 if self.changes else 0)

    def _cost(self, selected: SelectionSetNode, kind: Any, weight: int = 0) -> int:
        sum_ = 0
        for one in selected.selections:
            if isinstance(one, FragmentSpreadNode):
                sum_ += self._cost(self.fragments[one.name.value].selection_set, kind)
            elif isinstance(one, InlineFragmentNode):
                sum_ += self._cost(
                    one.selection_set, schema().type_map[one.type_condition.name.value] if one.type_condition else kind
                )
            elif isinstance(one, FieldNode) and one.selection_set and one.name.value in kind.fields:
                field = kind.fields[one.name.value]
                sum_ += weight + self._times(one, field) * (
                    1 + self._cost(one.selection_set, get_named_type(field.type))
                )
        return sum_

    def _times(self, one: FieldNode, field: Any) -> int:
        if one.name.value in ("nodes", "edges"):
            return self._window
        given = {each.name.value: value_from_ast_untyped(each.value, self.variables) for each in one.arguments or ()}
        window = int(given.get("first") or given.get("last") or 1)
        if str(get_named_type(field.type)).endswith("Connection"):
            self._window = window
            return 1
        return window if _listed(field.type) else 1

    _window = 1


def _listed(kind: Any) -> bool:
    return bool(is_list_type(kind.of_type if is_non_null_type(kind) else kind))


def answer(shop: Goods, question: Question, done: dict[str, Node]) -> Node:
    """The body's `data` and `errors`. `done` keeps what was answered under which key."""
    made = execute_sync(
        schema(), question.document, root_value=None, context_value=(shop, done), variable_values=question.variables,
        field_resolver=_resolve, type_resolver=lambda value, info, kind: value["__typename"],
    )  # fmt: skip
    body: Node = {"data": made.data}
    if made.errors:
        body["errors"] = [
            {
                "message": one.message,
                "path": one.path,
                "extensions": one.extensions or {"code": "INTERNAL_SERVER_ERROR"},
            }
            for one in made.errors
        ]
    return body


def _resolve(source: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
    shop, done = info.context
    if source is None:
        value = (
            _changed(shop, done, info, given)
            if info.operation.operation is OperationType.MUTATION
            else _root(shop, info.field_name, given)
        )
    elif info.field_name == "suggestedRefund":
        return suggested_refund(shop, source, given)
    elif info.field_name == "metafield":
        return source["metafields"].get((given.get("namespace"), given["key"]))
    elif info.field_name == "contextualPricing":
        return {"price": shop.bag(Decimal(source["price"]))["presentmentMoney"]}
    elif info.field_name == "storeCreditAccounts":
        value = giving.accounts(source)
    else:
        value = source.get(info.field_name)
    if str(get_named_type(info.return_type)).endswith("Connection"):
        listed = value if isinstance(value, list) else []
        # The newest last; what the root lists is turned round already.
        return _page(
            listed[::-1] if given.get("reverse") and source is not None and info.field_name == "returns" else listed,
            given,
        )
    if isinstance(value, list) and given.get("first") is not None:
        return value[: given["first"]]
    return value


def _changed(shop: Goods, done: dict[str, Node], info: GraphQLResolveInfo[Any], given: Node) -> Node:
    key = _key(info)
    if info.field_name in KEYED and not key:
        raise GraphQLError(
            f"The @idempotent directive is required for {info.field_name}.", extensions={"code": "BAD_REQUEST"}
        )
    if key in done:
        return done[key]
    made = MUTATIONS[info.field_name](shop, info, **given)
    if key and not made["userErrors"]:
        done[key] = made
    return made


def _key(info: GraphQLResolveInfo[Any]) -> str | None:
    """What @idempotent says, where it stands."""
    for one in info.field_nodes[0].directives or ():
        for each in one.arguments or ():
            if one.name.value == "idempotent":
                return str(value_from_ast_untyped(each.value, info.variable_values.coerced))
    return None


def _root(shop: Goods, name: str, given: Node) -> Any:
    if name in ("order", "customer"):
        return find(shop.orders if name == "order" else shop.customers, given["id"])
    if name == "shop":
        return {"name": shop.name, "currencyCode": shop.currency, "myshopifyDomain": shop.domain}
    if name == "currentAppInstallation":
        return {"accessScopes": [{"handle": one} for one in shop.scopes]}
    if name == "codeDiscountNodeByCode":
        return shop.discounts.get(given["code"].lower())
    if name == "nodes":
        return [find(shop.variants, one) for one in given["ids"]]
    if name == "bulkOperation":
        return bulk.asked(shop, given["id"])
    if name == "returnableFulfillments":
        order = find(shop.orders, given["orderId"])
        return returning.returnable(order) if order else []
    if name == "ordersCount":
        return {"count": len(_searched(shop.orders, given)), "precision": "EXACT"}
    listed = {
        "orders": shop.orders,
        "customers": shop.customers,
        "products": shop.products,
        "draftOrders": shop.drafts,
        "webhookSubscriptions": shop.subscriptions,
        "giftCards": shop.gifts,
        "returnReasonDefinitions": shop.reasons,
    }[name]
    found = sorted(_searched(listed, given), key=lambda one: _rank(one, given.get("sortKey")))
    return found[::-1] if given.get("reverse") else found


def _rank(node: Node, sort: str | None) -> Any:
    field = {"UPDATED_AT": "updatedAt", "CREATED_AT": "createdAt", "PROCESSED_AT": "processedAt"}.get(sort or "")
    return (node.get(field, "") if field else "", int(node["legacyResourceId"]))


def _searched(listed: list[Node], given: Node) -> list[Node]:
    """https://shopify.dev/docs/api/usage/search-syntax, as far as the fields below."""
    wanted = str(given.get("query") or "").strip()
    found = re.fullmatch(r"""(\w+):(>=)?(?:"([^"]*)"|'([^']*)'|(\S+))""", wanted)
    if not wanted:
        return listed
    if not found:
        words = wanted.lower().split()
        return [one for one in listed if all(word in str(one.get("title", "")).lower() for word in words)]
    field, value = found[1], found[3] or found[4] or found[5]
    if field == "updated_at":
        return [one for one in listed if one["updatedAt"] >= value]
    if field == "id":
        return [one for one in listed if one.get("legacyResourceId") == value]
    if field == "customer_id":
        return [one for one in listed if (one.get("customer") or {}).get("legacyResourceId") == value]
    if field == "tag":
        return [one for one in listed if value in one["tags"]]
    if field == "phone":
        return [one for one in listed if (one.get("defaultPhoneNumber") or {}).get("phoneNumber") == value]
    return [one for one in listed if str(one.get(field) or "").lower() == value.lower()]


def _page(listed: list[Node], given: Node) -> Node:
    """https://shopify.dev/docs/api/usage/pagination-graphql: 250 at most, cursors are opaque."""
    first = given.get("first")
    if first is None or not 0 <= first <= PAGE:
        raise GraphQLError("you must provide one of first or last, up to 250", extensions={"code": "BAD_USER_INPUT"})
    after = given.get("after")
    ids = [one.get("id") for one in listed]
    start = ids.index(after) + 1 if after is not None and after in ids else 0
    shown = listed[start : start + first]
    page = {
        "hasNextPage": start + first < len(listed), "hasPreviousPage": start > 0, "startCursor": shown[0].get("id") if shown else None,
        "endCursor": shown[-1].get("id") if shown else None,
    }  # fmt: skip
    return {"nodes": shown, "edges": [{"node": one, "cursor": one.get("id")} for one in shown], "pageInfo": page}


def objects(value: Any) -> int:
    """How many objects an answer holds: what it really cost."""
    if isinstance(value, dict):
        return 1 + sum(objects(one) for one in value.values())
    return sum(objects(one) for one in value) if isinstance(value, list) else 0
