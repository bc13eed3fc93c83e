"""What a mail server and we say to each other at our own door: SMTP (RFC 5321) and LMTP (RFC 2033), as far as a door for mail goes.

Sequential by nature, so it is no task but a protocol: lines are answered as they come, and what has to be waited for (the
mailbox looked up, the mail on disk) holds up this one line alone. Lines of a mail may be as long as they like; only CRLF.CRLF
ends one, so that nobody smuggles a second mail behind the first.
"""

import asyncio
import re
from collections.abc import Coroutine, Sequence
from typing import Any, Protocol

from msgspec import Struct

LONGEST_LINE = 4_096
PATIENCE = 300.0
"""Seconds of silence after which we hang up (RFC 5321, 4.5.3.2.7)."""
MOST_RECIPIENTS = 1_000
_END = b"\r\n.\r\n"
_ADDRESS = re.compile(r"(FROM|TO):\s*<(?:@[^:>]*:)?([^>]*)>\s*(.*)\Z", re.IGNORECASE)


class Letter(Struct):
    """A mail being handed in. `sender` is "" for a report that nobody shall answer; `local`: by the mail server beside us (LMTP)."""

    sender: str
    recipients: list[str]
    body: bytes = b""
    local: bool = False


class Letterbox(Protocol):
    """Who decides. Answers are SMTP's own lines, as `250 2.0.0 Kept`."""

    longest: int
    """Bytes of a mail."""

    def has(self, address: str) -> str | Coroutine[Any, Any, str]:
        """Whether mail for this address is taken: the answer to RCPT, at once or later."""

    def room_for(self, size: int) -> bool:
        """Whether so many more bytes may be on their way in; those that came are given back with a negative number."""

    async def take(self, letter: Letter) -> str:
        """Keep it; the answer to DATA. 2xx means that it is on disk."""


class Dialogue(asyncio.Protocol):
    """One connection. `local`: LMTP, which greets with LHLO and answers DATA once for every recipient."""

    def __init__(self, box: Letterbox, *, local: bool) -> None:
        self._box, self._local = box, local
        self._loop = asyncio.get_running_loop()
        self._heard = bytearray()
        self._seen = 0
        self._letter: Letter | None = None
        self._greeted = self._reading = self._closed = False
        self._refusal: str | None = None
        self._held = 0
        self._task: asyncio.Task[None] | None = None
        self._last = self._loop.time()
        self._timer: asyncio.TimerHandle | None = None
        self._out: asyncio.Transport = None  # type: ignore[assignment]

    # -- the line ------------------------------------------------------------------------------------------------

    def connection_made(self, transport: Any) -> None:
        self._out = transport
        self._say("220 localhost Shopkeeper")
        self._timer = self._loop.call_later(PATIENCE, self._look)

    def connection_lost(self, why: Exception | None) -> None:
        self._closed = True
        self._hold(0)
        if self._timer is not None:
            self._timer.cancel()

    def data_received(self, data: bytes) -> None:
        self._last = self._loop.time()
        self._heard += data
        if self._task is None:
            self._go_on()
        elif len(self._heard) > self._box.longest:
            self._out.pause_reading()

    def _look(self) -> None:
        silent = self._loop.time() - self._last
        if self._task is None and silent >= PATIENCE:
            self._hang_up("421 4.4.2 Nothing was said for too long")
            return
        self._timer = self._loop.call_later(max(1.0, PATIENCE - silent), self._look)

    def _say(self, *lines: str) -> None:
        if not self._closed:
            self._out.write(("\r\n".join(lines) + "\r\n").encode())

    def _hang_up(self, line: str) -> None:
        self._say(line)
        self._closed = True
        self._out.close()

    def _wait_for(self, work: Coroutine[Any, Any, None]) -> None:
        self._task = self._loop.create_task(work)
        self._task.add_done_callback(self._waited)

    def _waited(self, task: "asyncio.Task[None]") -> None:
        self._task = None
        if task.cancelled() or task.exception() is not None:
            self._hang_up("421 4.3.0 Something went wrong here, try again later")
        elif not self._closed:
            self._out.resume_reading()
            self._go_on()

    def _go_on(self) -> None:
        while self._task is None and not self._closed and (self._read_mail() if self._reading else self._read_line()):
            pass

    # -- lines ---------------------------------------------------------------------------------------------------

    def _read_line(self) -> bool:
        end = self._heard.find(b"\n")
        if end < 0 or end > LONGEST_LINE:
            if len(self._heard) > LONGEST_LINE:
                self._hang_up("500 5.5.2 That line is too long")
            return False
        line = self._heard[:end].decode("utf-8", "surrogateescape").rstrip("\r")
        del self._heard[: end + 1]
        verb, _, rest = line.partition(" ")
        act = _ACTS.get(verb.upper())
        if act is None:
            self._say("500 5.5.2 We do not know that command")
        else:
            act(self, rest.strip())
        return True

    def _hello(self, _: str) -> None:
        self._greeted, self._letter = True, None
        size = f"250-SIZE {self._box.longest}"
        self._say("250-localhost", size, "250-8BITMIME", "250-SMTPUTF8", "250-PIPELINING", "250 ENHANCEDSTATUSCODES")

    def _greet(self, name: str) -> None:
        if self._local:
            self._say("500 5.5.1 This is LMTP: say LHLO")
        else:
            self._hello(name)

    def _greet_locally(self, name: str) -> None:
        if self._local:
            self._hello(name)
        else:
            self._say("500 5.5.1 This is SMTP: say EHLO")

    def _mail(self, rest: str) -> None:
        found = _ADDRESS.match(rest)
        if not self._greeted:
            self._say("503 5.5.1 Say hello first")
        elif found is None or found[1].upper() != "FROM":
            self._say("501 5.5.4 MAIL FROM:<address>")
        elif _size(found[3]) > self._box.longest:
            self._say(self._too_big())
        else:
            self._letter = Letter(found[2], [], local=self._local)
            self._say("250 2.1.0 Ok")

    def _rcpt(self, rest: str) -> None:
        found = _ADDRESS.match(rest)
        if self._letter is None:
            self._say("503 5.5.1 Say MAIL first")
        elif found is None or found[1].upper() != "TO" or not found[2]:
            self._say("501 5.5.4 RCPT TO:<address>")
        elif len(self._letter.recipients) >= MOST_RECIPIENTS:
            self._say("452 4.5.3 Too many recipients for one mail")
        else:
            answer = self._box.has(found[2])
            if isinstance(answer, str):
                self._addressed(found[2], answer)
            else:
                self._wait_for(self._addressed_later(found[2], answer))

    async def _addressed_later(self, address: str, answer: Coroutine[Any, Any, str]) -> None:
        self._addressed(address, await answer)

    def _addressed(self, address: str, answer: str) -> None:
        if answer.startswith("2") and self._letter is not None:
            self._letter.recipients.append(address)
        self._say(answer)

    def _data(self, _: str) -> None:
        if self._letter is None or not self._letter.recipients:
            self._say("503 5.5.1 Say MAIL and RCPT first")
            return
        self._reading, self._refusal, self._seen = True, None, 0
        self._say("354 Go on, and end with a dot on a line of its own")

    def _reset(self, _: str) -> None:
        self._letter = None
        self._say("250 2.0.0 Ok")

    def _noop(self, _: str) -> None:
        self._say("250 2.0.0 Ok")

    def _verify(self, _: str) -> None:
        self._say("252 2.1.5 Send a mail and see")

    def _quit(self, _: str) -> None:
        self._hang_up("221 2.0.0 Good-bye")

    # -- a mail --------------------------------------------------------------------------------------------------

    def _read_mail(self) -> bool:
        if self._heard.startswith(b".\r\n"):
            end, rest = 0, 3
        else:
            end = self._heard.find(_END, max(0, self._seen - len(_END)))
            rest = end + len(_END)
        if end < 0:
            self._take_in()
            return False
        assert self._letter is not None
        body = bytes(self._heard[: end + 2 if end else 0])
        del self._heard[:rest]
        self._reading = False
        if self._refusal is None and not self._hold(len(body)):
            self._refusal = _FULL
        letter, self._letter = self._letter, None
        if self._refusal is None and len(body) > self._box.longest:
            self._refusal = self._too_big()
        if self._refusal is not None:
            self._ends(letter, self._refusal)
            return True
        letter.body = _unstuffed(body)
        self._wait_for(self._taken(letter))
        return True

    def _take_in(self) -> None:
        """It goes on. What is refused already is not kept meanwhile."""
        if self._refusal is None and len(self._heard) > self._box.longest + len(_END):
            self._refusal = self._too_big()
        if self._refusal is None and not self._hold(len(self._heard)):
            self._refusal = _FULL
        if self._refusal is not None:
            del self._heard[: max(0, len(self._heard) - len(_END))]
            self._hold(0)
        self._seen = len(self._heard)

    async def _taken(self, letter: Letter) -> None:
        self._ends(letter, await self._box.take(letter))

    def _ends(self, letter: Letter, answer: str) -> None:
        self._hold(0)
        self._say(*([answer] * len(letter.recipients) if self._local else [answer]))

    def _hold(self, size: int) -> bool:
        """Whether there is room for what this mail has grown to; 0 gives all of it back."""
        if size and not self._box.room_for(size - self._held):
            return False
        if not size:
            self._box.room_for(-self._held)
        self._held = size
        return True

    def _too_big(self) -> str:
        return f"552 5.3.4 That mail is too big, we take {self._box.longest // 1_000_000} MB"


_FULL = "451 4.3.1 Too much mail is on its way in just now, try again later"
_ACTS = {
    "HELO": Dialogue._greet, "EHLO": Dialogue._greet, "LHLO": Dialogue._greet_locally, "MAIL": Dialogue._mail,
    "RCPT": Dialogue._rcpt, "DATA": Dialogue._data, "RSET": Dialogue._reset, "NOOP": Dialogue._noop,
    "VRFY": Dialogue._verify, "QUIT": Dialogue._quit,
}  # fmt: skip


def _size(parameters: str) -> int:
    """What MAIL says the mail will measure (RFC 1870); 0 where it does not."""
    found: Sequence[str] = re.findall(r"(?:^|\s)SIZE=(\d{1,15})", parameters, re.IGNORECASE)
    return int(found[0]) if found else 0


def _unstuffed(body: bytes) -> bytes:
    """RFC 5321, 4.5.2: a dot was put before every line that begins with one."""
    whole = body.replace(b"\r\n.", b"\r\n")
    return whole[1:] if whole.startswith(b".") else whole
