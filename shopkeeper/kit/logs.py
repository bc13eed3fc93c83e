"""Logs: one line an event, for people or (JSON) for machines, with secrets left out by name."""

import logging
import re
import sys
from typing import Any

import structlog

from shopkeeper.kit import watching
from shopkeeper.kit.text import mask_cards

_SECRETS = ("password", "secret", "token", "authorization", "cookie", "code")
# What would end a line, colour a terminal or turn words round: written out, so that no stranger writes lines of ours.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def _hide(_: Any, __: str, event: Any) -> Any:
    for name in event:
        if any(word in name.lower() for word in _SECRETS):
            event[name] = "(hidden)"
    return event


def _plain(_: Any, __: str, event: Any) -> Any:
    """Strangers' words stay on their line. Tracebacks are ours and keep theirs."""
    for name, value in event.items():
        if isinstance(value, str) and name != "exception":
            event[name] = _UNSEEN.sub(_written, mask_cards(value))
    return event


def _written(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


def set_up(level: str = "info", format: str = "text") -> None:
    """Called once by a command; libraries that use the standard logging end up in the same stream."""
    shown: Any = structlog.processors.JSONRenderer()
    if format == "text":
        # The pretty tracebacks print every local variable: letters, addresses and keys do not belong into a log.
        plain = structlog.dev.plain_traceback
        shown = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            watching.told,
            structlog.processors.add_log_level,
            _hide,
            _plain,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.processors.format_exc_info] if format == "json" else []),
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        level=max(number, logging.WARNING), stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
