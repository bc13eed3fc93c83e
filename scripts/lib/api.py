"""The API as its OpenAPI file tells it, in the few words that a client needs."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from house import ROOT

FILE = ROOT / "shopkeeper" / "openapi.json"
JSON = "application/json"
PREFIX = "/api/v1/"
REFERENCE = "#/components/schemas/"
Schema = Mapping[str, Any]


class Operation(NamedTuple):
    method: str
    path: str
    summary: str
    in_path: dict[str, Schema]
    in_query: dict[str, tuple[Schema, bool]]
    body: Schema | None
    body_type: str
    answer: Schema | None
    answer_type: str = JSON


class Api(NamedTuple):
    components: dict[str, Schema]
    operations: list[Operation]
    sent: frozenset[str]
    """Components that a client sends: there a field with a default may be left out."""


def load() -> Api:
    raw = json.loads(FILE.read_text())
    named = with_good_names(raw)
    components = dict(sorted(named.get("components", {}).get("schemas", {}).items()))
    operations = [
        operation(method.upper(), path, about)
        for path, methods in sorted(named["paths"].items())
        for method, about in sorted(methods.items())
        if path.startswith(PREFIX)
    ]
    sent = reachable([each.body for each in operations if each.body], components)
    return Api(components, operations, frozenset(sent))


def good_name(title: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in re.split(r"\W|_", title) if word)


def long_name(key: str) -> str:
    """`conversations_model_Address` becomes ConversationsAddress."""
    return good_name(re.sub(r"\b(shopkeeper|model|http)\b", " ", re.sub(r"\W|_", " ", key)))


def names_for(schemas: Mapping[str, Schema]) -> dict[str, str]:
    """A plain name for each; where two rooms use the same one, the room's name stands in front."""
    names = {key: good_name(schema.get("title", key)) for key, schema in schemas.items()}
    counts = Counter(names.values())
    names = {key: long_name(key) if counts[name] > 1 else name for key, name in names.items()}
    if twice := [name for name, count in Counter(names.values()).items() if count > 1]:
        raise SystemExit(f"Two Structs of one name: {', '.join(twice)}. Rename one of them.")
    return names


def with_good_names(raw: Any) -> Any:
    """`Page_shopkeeper.people.model.Person_`, whose title is `Page[Person]`, becomes PagePerson."""
    schemas = raw.get("components", {}).get("schemas", {})
    names = names_for(schemas)
    raw.setdefault("components", {})["schemas"] = {names[key]: schema for key, schema in schemas.items()}
    return renamed(raw, {REFERENCE + key: REFERENCE + name for key, name in names.items()})


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {k: names.get(v, v) if k == "$ref" else renamed(v, names) for k, v in value.items()}
    return [renamed(item, names) for item in value] if isinstance(value, list) else value


def operation(method: str, path: str, about: Schema) -> Operation:
    places = {place: [p for p in about.get("parameters", ()) if p["in"] == place] for place in ("path", "query")}
    body_type, body = content(about.get("requestBody", {}))
    good = next((response for code, response in sorted(about["responses"].items()) if code.startswith("2")), {})
    answer_type, answer = content(good)
    return Operation(
        method=method,
        path=path,
        summary=(about.get("description") or about.get("summary") or "").strip(),
        in_path={p["name"]: p["schema"] for p in places["path"]},
        in_query={p["name"]: (p["schema"], bool(p.get("required"))) for p in places["query"]},
        body=body,
        body_type=body_type,
        answer=answer,
        answer_type=answer_type,
    )


def content(about: Schema) -> tuple[str, Schema | None]:
    for kind, inside in about.get("content", {}).items():
        return kind, inside.get("schema")
    return "", None


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].removeprefix(REFERENCE)
        for inside in value.values():
            yield from references(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from references(inside)


def reachable(roots: list[Schema], components: Mapping[str, Schema]) -> set[str]:
    found: set[str] = set()
    waiting = [name for root in roots for name in references(root)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += references(components[name])
    return found


def choices(schema: Schema) -> list[Schema] | None:
    """The alternatives of a schema that has some."""
    if found := schema.get("oneOf") or schema.get("anyOf"):
        return list(found)
    if isinstance(schema.get("type"), list):
        return [{**schema, "type": kind} for kind in schema["type"]]
    return None


def singular(word: str) -> str:
    if known := {"people": "person", "hours": "hours", "inboxes": "inbox"}.get(word):
        return known
    return f"{word.removesuffix('ies')}y" if word.endswith("ies") else word.removesuffix("s")


def words_of(path: str) -> list[str]:
    """Path words, singular where one of many is meant: people/{id}/merges → person, merges."""
    parts = [part for part in path.removeprefix(PREFIX).split("/") if part]
    return [
        singular(part) if after.startswith("{") else part
        for part, after in zip(parts, [*parts[1:], ""], strict=True)
        if not part.startswith("{")
    ]


def name_of(each: Operation) -> str:
    """A method's name: people, person, add_person, change_person, set_conversation_closure, remove_handle."""
    words = words_of(each.path)
    verb = {"GET": "", "POST": "add_", "PUT": "set_", "PATCH": "change_", "DELETE": "remove_"}[each.method]
    if each.method == "POST" and not each.path.endswith("}"):
        words[-1] = singular(words[-1])
    return re.sub(r"\W", "_", verb + "_".join(words))


def method_names(operations: list[Operation]) -> dict[tuple[str, str], str]:
    """A name for each (method, path); of two alike the one that takes more says what it takes: hours, hours_by_id."""
    counts = Counter(name_of(each) for each in operations)
    names = {}
    for each in operations:
        name = name_of(each)
        longer = counts[name] > 1 and each.path.endswith("}")
        names[each.method, each.path] = f"{name}_by_{list(each.in_path)[-1]}" if longer else name
    if twice := [name for name, count in Counter(names.values()).items() if count > 1]:
        raise SystemExit(f"Two routes would be called {', '.join(twice)}: name one path differently.")
    return names
