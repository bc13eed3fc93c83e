"""Reading files in a process of its own. Beside a desk at work a thread would take the interpreter's lock from everybody: an agent
waited fifty milliseconds for what takes four.

Without that process (no memory for it, killed) the file is read here; nobody need know.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from select import select
from typing import Any, Generic, TypeVar

import msgspec
import structlog
from msgspec import Struct, structs

from shopkeeper.commerce.adapters.csv_files import taking
from shopkeeper.commerce.adapters.csv_files.rows import Place
from shopkeeper.commerce.adapters.csv_files.sheet import Sheet
from shopkeeper.commerce.adapters.csv_files.taking import Found, Taken
from shopkeeper.commerce.model.buyers import Customer
from shopkeeper.commerce.model.files import FileKind, FileProblem, FileWord
from shopkeeper.commerce.model.orders import Order, Product
from shopkeeper.kit import bare

log = structlog.get_logger("commerce")

_PACKAGES = ("shopkeeper.commerce", "shopkeeper.commerce.adapters", "shopkeeper.commerce.adapters.csv_files")
BARE = bare.doors_shut(*_PACKAGES) + "from shopkeeper.commerce.adapters.csv_files import apart\n"
COMMAND = (sys.executable, "-c", BARE + "apart.main()")
IDLE_SECONDS = 60.0
"""Without a question for so long the process ends, and its memory is free."""
T = TypeVar("T")


class Question(Struct, frozen=True):
    """What `taking.take` is asked."""

    of: Sheet
    data: bytes
    place: Place
    most: int
    last: bool


class _Answer(Struct, Generic[T], frozen=True):
    """`Taken`, whose things are all of the kind that the file holds."""

    found: tuple[tuple[int, T], ...]
    problems: tuple[FileProblem, ...]
    words: tuple[FileWord, ...]
    place: Place
    rows: int


_encode = msgspec.msgpack.Encoder().encode
_question = msgspec.msgpack.Decoder(Question).decode
_answers: dict[FileKind, Callable[[bytes], _Answer[Any]]] = {
    FileKind.orders: msgspec.msgpack.Decoder(_Answer[Order]).decode,
    FileKind.customers: msgspec.msgpack.Decoder(_Answer[Customer]).decode,
    FileKind.products: msgspec.msgpack.Decoder(_Answer[Product]).decode,
}


class Reader:
    """The process, begun when it is needed; it ends when nothing is to be read, and with its parent. One question at a time."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self._command, self._lock = command, threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def take(self, of: Sheet, data: bytes, place: Place, most: int, *, last: bool) -> Taken:
        """`taking.take`. It waits for the process: call it in a thread."""
        with self._lock:
            said = self._asked(_encode(Question(of, data, place, most, last)))
        if said is None:
            return taking.take(of, data, place, most, last=last)
        answer = _answers[of.plan.kind](said)
        found = tuple(Found(line, thing) for line, thing in answer.found)
        return Taken(found, answer.problems, answer.words, answer.place, answer.rows)

    def end(self) -> None:
        """The next question begins a new one."""
        with self._lock:
            self._end()

    def _asked(self, question: bytes) -> bytes | None:
        try:
            if self._process is None or self._process.poll() is not None:
                self._end()
                self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            bare.put(self._process.stdin, question)
            said = bare.taken(self._process.stdout)
        except OSError as error:
            log.info("the process that reads files is gone", why=str(error))
            said = None
        if said is None:
            log.warning("a part of a file is read in the desk's own process")
            self._end()
        return said

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            # Closes both pipes; what is still in them nobody wants.
            process.communicate()


def main(idle: float = IDLE_SECONDS) -> None:
    """Answers until its parent is gone, or asks nothing for `idle` seconds."""
    source, sink = bare.pipes()
    # Nobody asks before the last answer is there, so nothing waits in a buffer where `select` does not see it.
    while select([source], [], [], idle)[0] and (asked := bare.taken(source)) is not None:
        one = _question(asked)
        found = taking.take(one.of, one.data, one.place, one.most, last=one.last)
        bare.put(sink, _encode(structs.asdict(found) | {"found": [(each.line, each.thing) for each in found.found]}))
