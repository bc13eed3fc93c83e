"""Write workspace/src/api/schema.d.ts from shopkeeper/openapi.json: every noun, and every route with what it takes."""

import json
import re
import sys

import api
from api import Api, Operation, Schema
from house import ROOT
from written import settle

FILE = ROOT / "workspace" / "src" / "api" / "schema.d.ts"
HEAD = """// Made from shopkeeper/openapi.json by scripts/lib/make_schema.py. Do not edit.

"""
SIMPLE = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def type_of(schema: Schema, *, sent: bool = False) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(api.REFERENCE)
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if (several := api.choices(schema)) is not None:
        return " | ".join(dict.fromkeys(type_of(one, sent=sent) for one in several))
    if schema.get("type") == "array":
        return list_of(schema, sent=sent)
    if schema.get("type") == "object" or "properties" in schema:
        return object_of(schema, sent=sent)
    return SIMPLE.get(schema.get("type", ""), "unknown")


def list_of(schema: Schema, *, sent: bool) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(type_of(item, sent=sent) for item in schema['prefixItems'])}]"
    inside = type_of(schema.get("items", {}), sent=sent)
    return f"({inside})[]" if " | " in inside else f"{inside}[]"


def object_of(schema: Schema, *, sent: bool) -> str:
    if "properties" not in schema:
        inside = schema.get("additionalProperties")
        return f"Record<string, {type_of(inside, sent=sent) if isinstance(inside, dict) and inside else 'unknown'}>"
    return f"{{ {'; '.join(fields(schema, sent=sent))} }}"


def key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps(name)


def fields(schema: Schema, *, sent: bool) -> list[str]:
    """What the server writes is always there; what a client sends may leave out whatever has a default."""
    needed = set(schema.get("required", ())) if sent else set(schema["properties"])
    properties = schema["properties"].items()
    return [f"{key(name)}{'' if name in needed else '?'}: {type_of(inside, sent=sent)}" for name, inside in properties]


def noun(name: str, schema: Schema, *, sent: bool) -> str:
    if "properties" not in schema:
        return f"export type {name} = {type_of(schema, sent=sent)}\n"
    lines = "".join(f"  {field}\n" for field in fields(schema, sent=sent))
    return f"export interface {name} {{\n{lines}}}\n"


def parameters(each: Operation) -> str:
    listed = [f"{key(name)}{'' if must else '?'}: {type_of(schema)}" for name, (schema, must) in each.in_query.items()]
    return f"{{ {'; '.join(listed)} }}" if listed else "Record<string, never>"


def body_of(each: Operation) -> str:
    if each.body is None:
        return "never"
    return type_of(each.body, sent=True) if each.body_type == api.JSON else "BodyInit"


def route(each: Operation) -> str:
    path = each.path.replace(":str", "")
    answer = "null" if each.answer is None else type_of(each.answer) if each.answer_type == api.JSON else "Blob"
    return f'  "{each.method} {path}": {{ query: {parameters(each)}; body: {body_of(each)}; answer: {answer} }}\n'


def text(found: Api) -> str:
    nouns = [noun(name, schema, sent=name in found.sent) for name, schema in found.components.items()]
    routes = "".join(route(each) for each in found.operations)
    return (
        HEAD
        + "\n".join(nouns)
        + f"\n/** Every route: its query, its body and its answer. */\nexport interface Routes {{\n{routes}}}\n"
    )


if __name__ == "__main__":
    sys.exit(settle({FILE: text(api.load())}))
