"""Keyset pages: a cursor says where the last page ended, so page one and page ten thousand cost the same."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import msgspec

from shopkeeper.kit import errors

T = TypeVar("T")


class Page(msgspec.Struct, Generic[T], frozen=True):
    """`next` goes into `?after=` for the following page; null on the last one."""

    items: Sequence[T]
    next: str | None = None


class BadCursor(errors.Invalid):
    """This page address is not one of ours. Start again from the first page."""


def cursor(*keys: Any) -> str:
    """The sort keys of a page's last item, packed."""
    return base64.urlsafe_b64encode(msgspec.json.encode(keys)).decode().rstrip("=")


def uncursor(word: str | None, kinds: type[tuple[Any, ...]] = tuple) -> tuple[Any, ...] | None:
    """The keys again, None for the first page; raises BadCursor. `kinds` as in `tuple[int, str]`."""
    if not word:
        return None
    try:
        keys: tuple[Any, ...] = msgspec.json.decode(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)), type=kinds)
        return keys
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        raise BadCursor from None
