"""Words with a name."""

from __future__ import annotations

from msgspec import Struct

from shopkeeper.commerce.money import Money

Value = str | int | Money


class Phrase(Struct, frozen=True, kw_only=True):
    """A sentence for a person. `words` are English; `code` names it and `values` fill it, for a screen of another language.

    Without a code the words are all there is: the far side's own, or a store's that has no code for them.
    """

    words: str
    code: str = ""
    values: dict[str, Value] = {}
