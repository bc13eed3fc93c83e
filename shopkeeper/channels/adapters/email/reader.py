"""What the process that reads mail does (`apart` starts it): posts in, arrivals out, over pipes."""

import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from shopkeeper.channels.adapters.email.apart import Answer
from shopkeeper.channels.adapters.email.translating import arrivals
from shopkeeper.channels.errors import Ignored, Unreadable
from shopkeeper.channels.model import Post

PROCESSOR_SECONDS = 2.0
MEMORY = 2**30

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Post).decode


def main(answer: Callable[[bytes], Answer] | None = None) -> None:
    """Answers until its parent is gone."""
    answer = answer or _answer
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    sys.stdout = sys.stderr
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    _put(sink, b"!")
    while size := source.read(8):
        body = source.read(int.from_bytes(size, "big"))
        # The default act of SIGVTALRM is to end the process, in the middle of any regular expression.
        signal.setitimer(signal.ITIMER_VIRTUAL, PROCESSOR_SECONDS)
        said = _encode(answer(body))
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        _put(sink, len(said).to_bytes(8, "big") + said)


def _answer(body: bytes) -> Answer:
    try:
        return Answer(arrivals=arrivals(_decode(body)))
    except Ignored as why:
        return Answer(ignored=why.detail)
    except Unreadable as why:
        return Answer(unreadable=why.detail)
    except (Exception, RecursionError) as error:  # noqa: BLE001  whatever a mail does to us, it is kept and reported
        return Answer(unreadable=f"This mail could not be read ({type(error).__name__}: {error}). It is kept.")


def _put(sink: BinaryIO, data: bytes) -> None:
    sink.write(data)
    sink.flush()
