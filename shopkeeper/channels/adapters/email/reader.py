"""What the process that reads mail does (`apart` starts it): posts in, arrivals out, over pipes."""

import resource
import signal
from collections.abc import Callable

import msgspec

from shopkeeper.channels.adapters.email.apart import Answer
from shopkeeper.channels.adapters.email.translating import arrivals
from shopkeeper.channels.errors import Ignored, Unreadable
from shopkeeper.channels.model import Post
from shopkeeper.kit import bare

PROCESSOR_SECONDS = 2.0
MEMORY = 2**30

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Post).decode


def main(answer: Callable[[bytes], Answer] | None = None) -> None:
    """Answers until its parent is gone."""
    answer = answer or _answer
    source, sink = bare.pipes()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sink.write(b"!")
    sink.flush()
    while (body := bare.taken(source)) is not None:
        # The default act of SIGVTALRM is to end the process, in the middle of any regular expression.
        signal.setitimer(signal.ITIMER_VIRTUAL, PROCESSOR_SECONDS)
        said = _encode(answer(body))
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        bare.put(sink, said)


def _answer(body: bytes) -> Answer:
    try:
        return Answer(arrivals=arrivals(_decode(body)))
    except Ignored as why:
        return Answer(ignored=why.detail)
    except Unreadable as why:
        return Answer(unreadable=why.detail)
    except (Exception, RecursionError) as error:  # noqa: BLE001  whatever a mail does to us, it is kept and reported
        return Answer(unreadable=f"This mail could not be read ({type(error).__name__}: {error}). It is kept.")
