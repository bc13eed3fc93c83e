"""Write shopkeeper/openapi.json, which `serve` hands out as it lies there: making it at start would cost a second."""

import sys
from typing import Any

import msgspec
from house import ROOT
from written import settle

from shopkeeper import main as house

FILE = ROOT / "shopkeeper" / "openapi.json"


SAYS_NOTHING = ({"deprecated": False}, {"allowEmptyValue": False}, {"allowReserved": False}, {"headers": {}})
UNREADABLE = {
    "description": "The request cannot be read.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
BARE_STRING = {"application/json": {"schema": {"type": "string"}}}
AS_IT_IS = {"*/*": {"schema": {"type": "string", "format": "binary"}}}


def truthful(value: Any) -> Any:
    """Where the framework errs: its own 400, which we answer as problem+json; bytes, which it takes for a JSON string."""
    if isinstance(value, list):
        return [truthful(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value == BARE_STRING:
        return AS_IT_IS
    kept = {key: truthful(inside) for key, inside in value.items() if {key: inside} not in SAYS_NOTHING}
    return {**kept, "400": UNREADABLE} if "Validation Exception" in str(kept.get("400")) else kept


def text() -> str:
    """By msgspec, since a field's default may be a Struct or an enum."""
    raw = msgspec.to_builtins(house.http_app().openapi_schema.to_schema())
    return msgspec.json.format(msgspec.json.encode(truthful(raw), order="sorted"), indent=1).decode() + "\n"


if __name__ == "__main__":
    sys.exit(settle({FILE: text()}))
