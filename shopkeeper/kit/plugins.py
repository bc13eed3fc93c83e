"""Add-ons: objects of one shape, each in a module of its own that an entry point of an installed package names.

Where a package's metadata is missing or old (a checkout that was never installed) the house's own folders are read themselves.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cached_property
from importlib import metadata
from types import ModuleType
from typing import Any, Generic, TypeVar

import structlog

log = structlog.get_logger("kit")

T = TypeVar("T")


class Plugins(Generic[T]):
    """Every object of one shape, by its `kind`.

    `group`: of the entry points. `folders`: the package in which our own stand. `name`: what each module calls its object.
    `shape`: the protocol it must have (runtime-checkable, with `kind`); what has another is left out.
    """

    def __init__(self, group: str, folders: ModuleType, name: str, shape: type[Any]) -> None:
        self._group, self._folders, self._name, self._shape = group, folders, name, shape
        self._joined: dict[str, T] = {}

    def all(self) -> dict[str, T]:
        """Each by its kind."""
        return self._installed | self._joined

    def find(self, kind: str) -> T | None:
        """The one of a kind; None where it is not installed (any more)."""
        return self._joined.get(kind, self._installed.get(kind))

    def join(self, extra: T) -> None:
        """Adds one by hand: a pretend one of tests and training."""
        self._joined[_kind_of(extra)] = extra

    def leave(self, kind: str) -> None:
        """Takes back what `join` added."""
        self._joined.pop(kind, None)

    @cached_property
    def _installed(self) -> dict[str, T]:
        modules = {point.name: point.value for point in metadata.entry_points(group=self._group)}
        for found in pkgutil.iter_modules(self._folders.__path__):
            if found.ispkg and found.name != "tests":
                modules.setdefault(found.name, f"{self._folders.__name__}.{found.name}")
        loaded = [self._load(path) for path in modules.values()]
        return {_kind_of(one): one for one in loaded if isinstance(one, self._shape)}

    def _load(self, path: str) -> Any:
        module, _, name = path.partition(":")
        try:
            return getattr(importlib.import_module(module), name or self._name, None)
        except ImportError as error:
            # One broken add-on must not close the house; what needs it says that it is missing.
            log.error("an add-on cannot be loaded", group=self._group, module=module, exc_info=error)
            return None


def _kind_of(one: Any) -> str:
    return str(one.kind)
