"""Whose chat is open now, as far as this process knows: a line that another process holds counts as closed here, and the
answer then also goes by mail, which is a word too many and never one too few."""

from collections import Counter

_here: Counter[str] = Counter()
_lines: Counter[str] = Counter()


def presence_of(identity_id: str) -> bool:
    """Whether a live session of this identity is open in this process."""
    return _here[identity_id] > 0


def is_open(visitor_id: str) -> bool:
    """Whether this very visitor has a page open, in this process."""
    return _lines[visitor_id] > 0


class Sitting:
    """One open line. Follows its person through merges; use it in a `with`."""

    def __init__(self, visitor_id: str) -> None:
        self._visitor_id = visitor_id
        self._identity: str | None = None

    def is_(self, identity_id: str | None) -> None:
        """Whose line this is now; None while they have not said a word."""
        if identity_id == self._identity:
            return
        self._forget()
        self._identity = identity_id
        if identity_id is not None:
            _here[identity_id] += 1

    def __enter__(self) -> "Sitting":
        _lines[self._visitor_id] += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.is_(None)
        _less(_lines, self._visitor_id)

    def _forget(self) -> None:
        if self._identity is not None:
            _less(_here, self._identity)


def _less(counter: Counter[str], name: str) -> None:
    counter[name] -= 1
    if counter[name] <= 0:
        del counter[name]
