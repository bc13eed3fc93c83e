"""Which channels this installation has: every entry point of the group `shopkeeper.channels`, and our own folders."""

from functools import cache
from typing import cast

from shopkeeper.channels import adapters
from shopkeeper.channels.errors import NoSuchChannel
from shopkeeper.channels.sdk import GROUP, Channel, Signs
from shopkeeper.kit.plugins import Plugins

_channels: Plugins[Channel] = Plugins(GROUP, adapters, "channel", Channel)
channels = _channels.all
join = _channels.join
leave = _channels.leave


def channel(kind: str) -> Channel:
    """The channel of a kind. Raises NoSuchChannel."""
    found = _channels.find(kind)
    if found is None:
        raise NoSuchChannel(f"This installation has no channel “{kind}”. It has: {', '.join(sorted(channels()))}.")
    return found


def signing(kind: str) -> Signs | None:
    """The channel of a kind if it signs what it sends. Asking a class for a protocol takes as long as a query: asked once."""
    found = channel(kind)
    return cast("Signs", found) if _signs(type(found)) else None


@cache
def _signs(kind: type[object]) -> bool:
    return issubclass(kind, Signs)
