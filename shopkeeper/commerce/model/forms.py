"""What is asked when a kind of store is connected: data of its adapter, so that no screen knows a platform's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Said = Mapping[str, str]
"""One text by language: "en" always, "de", "es" and "fr" where we know it."""


class Choice(Struct, frozen=True):
    """One of what may be chosen."""

    value: str
    label: Said


class Field(Struct, frozen=True, kw_only=True):
    """One thing to fill in. `name` says where it goes: `url`, `settings.…` or `secrets.…`; what is wrong with it is told under it."""

    name: str
    label: Said
    kind: Literal["text", "url", "secret", "choice", "switch"] = "text"
    help: Said = {}
    """What it is, and where the owner finds it."""
    placeholder: str = ""
    begins: str | bool = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    by_sign_in: bool = False
    """Signing in at the shop brings it: asked only of owners who would rather type."""
    made: bool = False
    """A secret of ours that the owner gives to the shop: a button makes one."""
    later: bool = False
    """Folded away at first."""


class Form(Struct, frozen=True, kw_only=True):
    """`words`: one sentence on the card. `lead`: what to do first. `guide`: the provider's own page about it. `practice`: for trying
    things out, shown last."""

    words: Said
    lead: Said = {}
    guide: str = ""
    practice: bool = False
    fields: tuple[Field, ...] = ()
