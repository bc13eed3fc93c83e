"""Our signed mark in every mail we send: the Message-ID `<entry.mark@domain>`, and `help+entry.mark@` where that works.

Whoever answers with it has our mail in hands. A stranger who was passed the mail may have it too, so it proves a
handle only together with what `channels.threading` knows.
"""

import re

from shopkeeper.kit import signing

_PURPOSE = "reply"
_MARKED = re.compile(r"(?:^|[<+])([0-9a-hjkmnp-tv-z]{26})\.([a-z2-7]{20})@")


def message_id(entry_id: str, domain: str) -> str:
    """The fixed Message-ID of an entry, without angle brackets."""
    return f"{entry_id}.{_mark(entry_id)}@{domain}"


def plus_address(address: str, entry_id: str) -> str:
    """`address` with the mark of an entry, for Reply-To."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{entry_id}.{_mark(entry_id)}@{domain}"


def entry_of(name: str) -> str | None:
    """The entry whose true mark stands in a Message-ID or an address of ours; None for everything else."""
    found = _MARKED.search(name.lower())
    if found is None:
        return None
    return found[1] if signing.tagged(_PURPOSE, found[1], found[2]) else None


def without_mark(address: str) -> str:
    """help+entry.mark@shop.example as help@shop.example; other addresses as they are."""
    found = _MARKED.search(address.lower())
    if found is None or "+" not in address:
        return address
    return address[: found.start()] + address[found.end() - 1 :]


def _mark(entry_id: str) -> str:
    return signing.tag(_PURPOSE, entry_id, 20)
