"""Add-ons, what they are connected with, and what of a change was said."""

from typing import ClassVar, Protocol, runtime_checkable

import pytest
from msgspec import UNSET, Struct, UnsetType

from shopkeeper import kit
from shopkeeper.kit import credentials, structs
from shopkeeper.kit.plugins import Plugins
from shopkeeper.kit.signing import Unsealable


@runtime_checkable
class Tool(Protocol):
    kind: ClassVar[str]


class Hammer:
    kind: ClassVar[str] = "hammer"


def test_one_that_is_joined_is_found_until_it_leaves() -> None:
    tools: Plugins[Tool] = Plugins("shopkeeper.no_such_group", kit, "tool", Tool)
    assert tools.all() == {}
    hammer = Hammer()
    tools.join(hammer)
    assert tools.find("hammer") is hammer
    assert tools.all() == {"hammer": hammer}
    tools.leave("hammer")
    tools.leave("hammer")
    assert tools.find("hammer") is None


def test_what_has_another_shape_is_left_out() -> None:
    # Each of these rooms has a `log`, which is no tool.
    assert Plugins[Tool]("shopkeeper.no_such_group", kit, "log", Tool).all() == {}


def test_secrets_come_out_for_their_own_purpose_only() -> None:
    kept = credentials.columns({"key": "k", "secret": "s"}, "one purpose")
    assert kept["secrets_set"] == '["key","secret"]'
    assert credentials.opened(kept["secrets"], "one purpose") == {"key": "k", "secret": "s"}
    with pytest.raises(Unsealable):
        credentials.opened(kept["secrets"], "another")


def test_a_secret_that_is_left_out_stays_and_an_empty_one_is_forgotten() -> None:
    assert credentials.merged({"a": "1", "b": "2", "c": "3"}, {"b": "", "c": None, "d": "4"}) == {"a": "1", "d": "4"}
    assert credentials.columns({}, "one purpose") == credentials.FORGOTTEN
    assert credentials.opened(None, "one purpose") == {}


class Change(Struct, frozen=True):
    name: str | UnsetType = UNSET
    note: str | UnsetType | None = UNSET


def test_null_is_said_and_what_is_left_out_is_not() -> None:
    assert structs.given(Change(note=None)) == {"note": None}
    assert structs.given(Change()) == {}
