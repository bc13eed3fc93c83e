"""What a store's own examples are put through: things found in its answers, read and counted, and whatever comes posted."""

from collections.abc import Callable, Iterator
from typing import Any

from shopkeeper.commerce.errors import Ignored, Unreadable
from shopkeeper.commerce.model import Post

Raw = dict[str, Any]


def within(found: Any, wanted: Callable[[Raw], bool]) -> Iterator[Raw]:
    """Every object in an answer that is what we look for, however deep."""
    if isinstance(found, dict):
        if wanted(found):
            yield found
        found = list(found.values())
    for one in found if isinstance(found, list) else ():
        yield from within(one, wanted)


def tried(read: Callable[[Raw], str], told: Raw) -> str:
    try:
        return read(told)
    except Exception as error:  # noqa: BLE001  every way to fall is counted
        return f"crash: {type(error).__name__}: {error}"[:80]


def refused_in_words(parse: Callable[[Post], object], post: Post) -> str:
    try:
        parse(post)
    except (Ignored, Unreadable):
        return "refused in words"
    except Exception as error:  # noqa: BLE001
        return f"crash: {type(error).__name__}"
    return "read"
