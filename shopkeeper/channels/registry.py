"""Which channels this installation has: every entry point of the group `shopkeeper.channels`.

Where the package's metadata is missing or old (a checkout that was never installed) the adapters folder itself is read.
"""

import importlib
import pkgutil
from functools import cache
from importlib import metadata
from typing import cast

import structlog

from shopkeeper.channels import adapters
from shopkeeper.channels.errors import NoSuchChannel
from shopkeeper.channels.sdk import GROUP, Channel, Signs

log = structlog.get_logger("channels")

_extra: dict[str, Channel] = {}


def channels() -> dict[str, Channel]:
    """Every channel by its kind."""
    return _installed() | _extra


def channel(kind: str) -> Channel:
    """The channel of a kind. Raises NoSuchChannel."""
    found = channels().get(kind)
    if found is None:
        raise NoSuchChannel(f"This installation has no channel “{kind}”. It has: {', '.join(sorted(channels()))}.")
    return found


def join(extra: Channel) -> None:
    """Adds a channel by hand: the pretend one of tests, training and the demo."""
    _extra[extra.kind] = extra


def leave(kind: str) -> None:
    """Takes back what `join` added."""
    _extra.pop(kind, None)


def signing(kind: str) -> Signs | None:
    """The channel of a kind if it signs what it sends. Asking a class for a protocol takes as long as a query: asked once."""
    found = channel(kind)
    return cast("Signs", found) if _signs(type(found)) else None


@cache
def _signs(kind: type[object]) -> bool:
    return issubclass(kind, Signs)


@cache
def _installed() -> dict[str, Channel]:
    modules = {point.name: point.value for point in metadata.entry_points(group=GROUP)}
    for found in pkgutil.iter_modules(adapters.__path__, adapters.__name__ + "."):
        modules.setdefault(found.name.rpartition(".")[2], found.name)
    found_channels = [_channel_of(path) for path in modules.values()]
    return {found.kind: found for found in found_channels if found is not None}


def _channel_of(path: str) -> Channel | None:
    module_name, _, attribute = path.partition(":")
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        # One broken add-on must not close the shop; its inboxes say that their channel is missing.
        log.error("a channel cannot be loaded", module=module_name, exc_info=error)
        return None
    found = getattr(module, attribute or "channel", None)
    return found if isinstance(found, Channel) else None
