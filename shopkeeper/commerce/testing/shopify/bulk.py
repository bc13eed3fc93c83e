"""Bulk operations: a question answered in the background, into a file of one JSON object a line.

https://shopify.dev/docs/api/usage/bulk-operations/queries: connections only, none within a list, two deep; every child names its parent
in `__parentId` and, grouped, stands right behind it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from graphql import (
    FieldNode,
    GraphQLResolveInfo,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
    parse,
    validate,
)

from shopkeeper.commerce.testing.shopify.shop import Goods, Node, find, no

Info = GraphQLResolveInfo[Any]
MOST_CONNECTIONS, DEEPEST = 5, 2


def bulk_operation_run_query(shop: Goods, info: Info, query: str, groupObjects: bool) -> Node:  # noqa: N803  the provider's name
    """https://shopify.dev/docs/api/admin-graphql/latest/mutations/bulkOperationRunQuery"""
    document = parse(query)
    errors = validate(info.schema, document)
    wrong = errors[0].message if errors else _wrong(info, _root(document))
    if wrong:
        return no(f"Invalid bulk query: {wrong}", "query", code="INVALID")
    if any(one["status"] in ("CREATED", "RUNNING") for one in shop.bulks):
        return no("A bulk query operation for this app and shop is already in progress.", code="OPERATION_IN_PROGRESS")
    made = {
        **shop.id("BulkOperation"), "status": "CREATED", "errorCode": None, "query": query, "createdAt": shop.iso(), "url": None,
        "rootObjectCount": "0", "fileSize": None, "grouped": groupObjects,
    }  # fmt: skip
    shop.bulks.append(made)
    return {"bulkOperation": made, "userErrors": []}


def asked(shop: Goods, gid: str) -> Node | None:
    """It goes on a step each time somebody looks: created, running, completed."""
    found = find(shop.bulks, gid)
    if found is None:
        return None
    shown = dict(found)
    if found["status"] == "RUNNING":
        lines = b"".join(json.dumps(one).encode() + b"\n" for one in written(shop, found["query"]))
        shop.files[found["legacyResourceId"]] = lines
        size, url = str(len(lines)), f"{shop.url}/bulk/{found['legacyResourceId']}.jsonl"
        found |= {"status": "COMPLETED", "fileSize": size, "url": url, "rootObjectCount": str(len(shop.orders))}
    elif found["status"] == "CREATED":
        found |= {"status": "RUNNING"}
    return shown


def written(shop: Goods, query: str) -> Iterator[Node]:
    """The file's objects, each child right behind its parent."""
    top = _root(parse(query)).selection_set.selections[0]
    assert isinstance(top, FieldNode)
    for order in shop.orders:
        yield from _object(shop, order, _inner(top), None)


def _object(shop: Goods, source: Node, wanted: SelectionSetNode, parent: str | None) -> Iterator[Node]:
    told, children = _told(source, wanted)
    yield told | ({"__parentId": parent} if parent else {})
    for name, inner in children:
        for one in source.get(name) or ():
            yield from _object(shop, one, inner, source["id"])


def _told(source: Node, wanted: SelectionSetNode) -> tuple[Node, list[tuple[str, SelectionSetNode]]]:
    """Its own fields, and the connections that become lines of their own."""
    told, children = Node(), list[tuple[str, SelectionSetNode]]()
    for one in wanted.selections:
        if isinstance(one, InlineFragmentNode):
            told |= _told(source, one.selection_set)[0]
        elif isinstance(one, FieldNode):
            inner = _inner(one) if one.selection_set else None
            name = one.alias.value if one.alias else one.name.value
            if inner is not None and inner is not one.selection_set:
                children.append((one.name.value, inner))
            else:
                told[name] = _plain(source.get(one.name.value), one.selection_set)
    return told, children


def _plain(value: Any, wanted: SelectionSetNode | None) -> Any:
    if wanted is None or value is None:
        return value
    return [_plain(one, wanted) for one in value] if isinstance(value, list) else _told(value, wanted)[0]


def _inner(field: FieldNode) -> SelectionSetNode:
    """What is wanted of each thing: behind `edges { node { … } }` for a connection."""
    assert field.selection_set is not None
    for one in field.selection_set.selections:
        if isinstance(one, FieldNode) and one.name.value == "edges":
            node = one.selection_set.selections[0] if one.selection_set else None
            assert isinstance(node, FieldNode)
            assert node.selection_set is not None
            return node.selection_set
    return field.selection_set


def _root(document: Any) -> OperationDefinitionNode:
    return next(one for one in document.definitions if isinstance(one, OperationDefinitionNode))


def _wrong(info: Info, operation: OperationDefinitionNode) -> str | None:
    root = info.schema.query_type
    assert root is not None
    found = list(_connections(info, operation.selection_set, root, 0, listed=False))
    if not found:
        return "Bulk queries must contain at least one connection."
    if len(found) > MOST_CONNECTIONS:
        return "Bulk queries cannot contain more than 5 connections."
    if any(deep > DEEPEST for deep, _ in found):
        return "Bulk queries cannot contain connections with a nesting depth greater than 2."
    if any(within for _, within in found):
        return "Queries that contain a connection field within a list field are not currently supported."
    return None


def _connections(
    info: Info, wanted: SelectionSetNode, kind: Any, deep: int, *, listed: bool
) -> Iterator[tuple[int, bool]]:
    for one in wanted.selections:
        if isinstance(one, InlineFragmentNode) and one.type_condition:
            inner = info.schema.type_map[one.type_condition.name.value]
            yield from _connections(info, one.selection_set, inner, deep, listed=listed)
        elif isinstance(one, FieldNode) and one.selection_set:
            field = kind.fields[one.name.value]
            named: Any = get_named_type(field.type)
            if str(named).endswith("Connection"):
                yield deep + 1, listed
                node = get_named_type(named.fields["nodes"].type)
                yield from _connections(info, _inner(one), node, deep + 1, listed=False)
            else:
                bare = field.type.of_type if is_non_null_type(field.type) else field.type
                yield from _connections(info, one.selection_set, named, deep, listed=listed or is_list_type(bare))
