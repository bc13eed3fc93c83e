"""Randomness by the page. Asking the system for it gives up the interpreter's lock, and who writes wins that back from a busy thread
only after waiting: every message makes some ids and seals something.

As good as asked for each time, for what is no secret before it is used: ids, nonces, marks. Keys and tokens ask the system themselves.
"""

import os
import threading

_PAGE = 4_096
_lock = threading.Lock()
_page, _used = b"", 0


def noise(size: int) -> bytes:
    """So many random bytes, at most a page, that nobody was given before."""
    global _page, _used
    with _lock:
        if _used + size > len(_page):
            _page, _used = os.urandom(_PAGE), 0
        _used += size
        return _page[_used - size : _used]


def _begin_anew() -> None:
    """In a forked process: it must not give what its parent gives, nor wait for a thread that is not here."""
    global _lock, _page, _used
    _lock, _page, _used = threading.Lock(), b"", 0


os.register_at_fork(after_in_child=_begin_anew)
