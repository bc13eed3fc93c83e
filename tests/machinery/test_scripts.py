"""The programs behind scripts/test find what they are meant to find."""

import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "lib"))

import api  # noqa: E402
import frontend  # noqa: E402
import licences  # noqa: E402
import make_client  # noqa: E402
import make_schema  # noqa: E402
import words  # noqa: E402

SHELF: dict[str, Any] = {
    "type": "object",
    "title": "Shelf",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "from": {"oneOf": [{"type": "integer"}, {"type": "null"}]},
        "state": {"enum": ["full", "bare"]},
        "goods": {"type": "array", "items": {"$ref": "#/components/schemas/Good"}},
    },
}
GOOD: dict[str, Any] = {"type": "object", "title": "Good", "required": [], "properties": {}}


def an_operation(**more: Any) -> api.Operation:
    about: dict[str, Any] = {"method": "GET", "path": "/api/v1/people", "summary": "", "in_path": {}, "in_query": {}}
    return api.Operation(**{**about, "body": None, "body_type": "application/json", "answer": None, **more})


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/api/v1/people", "people"),
        ("GET", "/api/v1/people/{id}", "person"),
        ("GET", "/api/v1/people/{id}/timeline", "person_timeline"),
        ("POST", "/api/v1/conversations/{id}/replies", "add_conversation_reply"),
        ("PUT", "/api/v1/conversations/{id}/closure", "set_conversation_closure"),
        ("DELETE", "/api/v1/people/{id}/merges/{merged_id}", "remove_person_merge"),
        ("PATCH", "/api/v1/macros/{id}", "change_macro"),
        ("POST", "/api/v1/invitations/{token}", "add_invitation"),
    ],
)
def test_a_route_has_a_readable_name(method: str, path: str, name: str) -> None:
    assert api.name_of(an_operation(method=method, path=path)) == name


def test_what_a_server_writes_is_always_there_what_a_client_sends_need_not_be() -> None:
    assert "  state: " in make_schema.noun("Shelf", SHELF, sent=False)
    assert "  state?: " in make_schema.noun("Shelf", SHELF, sent=True)


def test_typescript_says_every_kind_of_type() -> None:
    text = make_schema.noun("Shelf", SHELF, sent=False)
    assert "  from: number | null\n" in text
    assert '  state: "full" | "bare"\n' in text
    assert "  goods: Good[]\n" in text


def test_python_keywords_are_spelled_another_way() -> None:
    assert '    from_: int | None = msgspec.field(name="from")' in make_client.noun("Shelf", SHELF, sent=False)


def test_a_name_that_two_rooms_use_carries_the_room() -> None:
    names = api.names_for({"people_model_Shelf": SHELF, "conversations_model_Shelf": SHELF, "Good": GOOD})
    assert sorted(names.values()) == ["ConversationsShelf", "Good", "PeopleShelf"]


def test_two_structs_that_cannot_be_told_apart_are_refused() -> None:
    with pytest.raises(SystemExit, match="Two Structs of one name"):
        api.names_for({"a.Shelf": SHELF, "a_Shelf": SHELF})


def test_of_two_routes_with_one_name_the_longer_says_what_it_takes() -> None:
    paths = ["/api/v1/hours", "/api/v1/hours/{id}"]
    listed = [an_operation(path=path, in_path={"id": {}} if "{" in path else {}) for path in paths]
    assert list(api.method_names(listed).values()) == ["hours", "hours_by_id"]


def test_a_page_of_something_gets_a_plain_name() -> None:
    assert api.good_name("Page[Person]") == "PagePerson"


@pytest.mark.parametrize("bad", ["https://registry." + "npmjs.com/x", "see /ro" + "ot/x", '"/tm' + 'p/x"'])
def test_words_that_do_not_belong_are_found(bad: str) -> None:
    assert words.FORBIDDEN.search(bad)


@pytest.mark.parametrize(
    "good", ["docs/tm" + "p/x", "https://example.org/wo" + "rk/", "a network/wo" + "rk/", "~/tm" + "p/"]
)
def test_words_that_belong_are_left_alone(good: str) -> None:
    assert not words.FORBIDDEN.search(good)


@pytest.mark.parametrize("licence", ["GPL-3.0-or-later", "GNU AGPL", "", "LGPL-2.1 AND MIT", "Proprietary"])
def test_a_licence_that_we_may_not_pass_on_is_a_fault(licence: str) -> None:
    assert licences.fault("thing", licence)


@pytest.mark.parametrize(
    "licence", ["MIT", "BSD-3-Clause", "Apache-2.0 OR GPL-2.0", "MPL-2.0", "Apache Software License"]
)
def test_a_licence_that_we_may_pass_on_is_none(licence: str) -> None:
    assert not licences.fault("thing", licence)


def test_node_comes_with_python() -> None:
    assert frontend.node().exists()
    assert Path(frontend.npm()[1]).exists()
