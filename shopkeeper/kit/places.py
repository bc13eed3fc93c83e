"""A name that outlives the process: whoever takes it up knows that its last bearer is dead.

On PostgreSQL processes share jobs and mailboxes by leases of a minute. One that was killed and started again need not wait
for its own old leases: it takes the lowest free place in its data folder, held by a lock that ends with the process.
"""

import contextlib
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from shopkeeper.kit import ids

_MOST = 64


@contextmanager
def taken(folder: Path) -> Iterator[str]:
    """A place's name for this process alone; a passing one where the folder cannot be written to."""
    with contextlib.ExitStack() as stack:
        yield _first_free(folder, stack) or ids.new()


def _first_free(folder: Path, stack: contextlib.ExitStack) -> str | None:
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for n in range(_MOST):
            file = stack.enter_context((folder / f"place-{n}.lock").open("a+"))
            if _held(file):
                return _name(file)
    return None


def _held(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _name(file: IO[str]) -> str:
    file.seek(0)
    name = file.read().strip()
    if not ids.valid(name):
        name = ids.new()
        file.truncate(0)
        file.write(name)
        file.flush()
    return name
