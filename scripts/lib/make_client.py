"""Write client/shopkeeper_client/{model,api}.py, the typed Python client, from shopkeeper/openapi.json."""

import keyword
import re
import sys
from collections.abc import Iterable

import api
from api import Api, Operation, Schema
from house import ROOT
from written import settle

FOLDER = ROOT / "client" / "shopkeeper_client"
MADE = "Made from shopkeeper/openapi.json by scripts/lib/make_client.py. Do not edit."
MODEL = f'''"""The nouns as they travel. Times are milliseconds UTC, ids are ULIDs.

{MADE}
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

'''
API = f'''"""Every route as a method. {MADE}"""

# mypy: disable-error-code="no-any-return"
from typing import Any, Literal  # noqa: F401

from shopkeeper_client import model
from shopkeeper_client.transport import Transport


class Shopkeeper(Transport):
    """A desk, by its address and a bearer token. Failures are raised as Problem."""
'''
SIMPLE = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def type_of(schema: Schema, prefix: str = "") -> str:
    if "$ref" in schema:
        return prefix + str(schema["$ref"]).removeprefix(api.REFERENCE)
    if "const" in schema:
        return f"Literal[{schema['const']!r}]"
    if "enum" in schema:
        return f"Literal[{', '.join(repr(value) for value in schema['enum'])}]"
    if (several := api.choices(schema)) is not None:
        return union(several, prefix)
    if schema.get("type") == "array":
        return list_of(schema, prefix)
    if schema.get("type") == "object":
        inside = schema.get("additionalProperties")
        return f"dict[str, {type_of(inside, prefix) if isinstance(inside, dict) and inside else 'Any'}]"
    return SIMPLE.get(schema.get("type", ""), "Any")


def union(several: list[Schema], prefix: str) -> str:
    """One of several nouns would need a tag to be told apart: it stays as it came."""
    if sum("$ref" in one or one.get("type") == "object" for one in several) > 1:
        return "Any"
    return " | ".join(dict.fromkeys(type_of(one, prefix) for one in several))


def list_of(schema: Schema, prefix: str) -> str:
    if "prefixItems" in schema:
        return f"tuple[{', '.join(type_of(item, prefix) for item in schema['prefixItems'])}]"
    return f"list[{type_of(schema.get('items', {}), prefix)}]"


def safe(name: str) -> str:
    bare = re.sub(r"\W", "_", name)
    return f"{bare}_" if keyword.iskeyword(bare) or bare in {"self", "model"} else bare


def field(name: str, schema: Schema, *, needed: bool) -> str:
    kind, spelled = type_of(schema), safe(name)
    renamed = f'name="{name}"' if spelled != name else ""
    if needed:
        return f"    {spelled}: {kind}" + (f" = msgspec.field({renamed})" if renamed else "")
    # What a client leaves out, the server fills in.
    value = f"msgspec.field({renamed}, default=msgspec.UNSET)" if renamed else "msgspec.UNSET"
    return f"    {spelled}: {kind} | msgspec.UnsetType = {value}"


def noun(name: str, schema: Schema, *, sent: bool) -> str:
    if "properties" not in schema:
        return f"{name} = {type_of(schema)}\n"
    needed = set(schema.get("required", ())) if sent else set(schema["properties"])
    lines = [field(key, inside, needed=key in needed) for key, inside in schema["properties"].items()]
    body = "\n".join(lines) or "    pass"
    return f"class {name}(msgspec.Struct, frozen=True, kw_only=True):\n{body}\n"


def in_order(found: Api) -> list[str]:
    """A name for a simple type is used when classes are read, so it comes first; a class may name a later one."""
    return sorted(found.components, key=lambda name: ("properties" in found.components[name], name))


def arguments(each: Operation) -> list[str]:
    listed = ["self", *(f"{safe(name)}: {type_of(schema, 'model.')}" for name, schema in each.in_path.items())]
    if each.body is not None:
        listed.append(f"data: {type_of(each.body, 'model.') if each.body_type == 'application/json' else 'bytes'}")
    if each.in_query:
        listed.append("*")
    for name, (schema, must) in each.in_query.items():
        kind = type_of(schema, "model.")
        listed.append(
            f"{safe(name)}: {kind}" if must else f"{safe(name)}: {kind.removesuffix(' | None')} | None = None"
        )
    return listed


def method(each: Operation, name: str) -> str:
    path = re.sub(r"\{(\w+)(?::\w+)?\}", r"{\1}", each.path)
    answer = answer_of(each)
    given = [f'"{each.method}"', f'"{path}"', answer]
    given += [f"where={named(each.in_path)}"] if each.in_path else []
    given += ["data=data"] if each.body is not None else []
    given += [f"query={named(each.in_query)}"] if each.in_query else []
    doc = (each.summary.splitlines() or [name])[0].strip().replace("\\", "\\\\").replace('"', "'")
    return (
        f"\n    def {name}({', '.join(arguments(each))}) -> {answer}:\n"
        f'        """{doc} ({each.method} {each.path})"""\n'
        f"        {'' if each.answer is None else 'return '}self.ask({', '.join(given)})\n"
    )


def answer_of(each: Operation) -> str:
    if each.answer is None:
        return "None"
    return type_of(each.answer, "model.") if each.answer_type == api.JSON else "bytes"


def named(values: Iterable[str]) -> str:
    return "{" + ", ".join(f'"{name}": {safe(name)}' for name in values) + "}"


def model(found: Api) -> str:
    nouns = [noun(name, found.components[name], sent=name in found.sent) for name in in_order(found)]
    return MODEL + "\n\n".join(nouns)


def methods(found: Api) -> str:
    names = api.method_names(found.operations)
    return API + "".join(method(each, names[each.method, each.path]) for each in found.operations)


if __name__ == "__main__":
    whole = api.load()
    sys.exit(settle({FOLDER / "model.py": model(whole), FOLDER / "api.py": methods(whole)}))
