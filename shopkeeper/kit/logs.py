"""Logs: one line an event, for people or (JSON) for machines, with secrets left out by name."""

import logging
import sys
from typing import Any

import structlog

_SECRETS = ("password", "secret", "token", "authorization", "cookie", "code")


def _hide(_: Any, __: str, event: Any) -> Any:
    for name in event:
        if any(word in name.lower() for word in _SECRETS):
            event[name] = "(hidden)"
    return event


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
            structlog.processors.add_log_level,
            _hide,
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
