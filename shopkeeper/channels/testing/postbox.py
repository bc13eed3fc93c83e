"""A pretend mail server that speaks real SMTP on a free loopback port: keeps what it is given, and fails when told to."""

import asyncio
import ssl
from collections import deque
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from msgspec import Struct


class Taken(Struct, frozen=True):
    """A mail the server took: the envelope and the bytes."""

    sender: str
    recipients: tuple[str, ...]
    body: bytes

    @property
    def mail(self) -> EmailMessage:
        found = message_from_bytes(self.body, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


class Postbox:
    """`async with Postbox() as box:`. `fail_next(stage, answer)` with stage auth, mail, rcpt or data.

    `tls` offers STARTTLS, or with `implicit` speaks TLS from the first byte.
    The answer "" at stage data takes the mail and hangs up without a word: what an answer lost on the way looks like.
    """

    def __init__(self, tls: ssl.SSLContext | None = None, *, implicit: bool = False) -> None:
        self._tls, self._implicit = tls, implicit
        self.taken: list[Taken] = []
        self.passes: list[bytes] = []
        """What XOAUTH2 clients showed, as it came (base64)."""
        self.port = 0
        self._failures: dict[str, deque[str]] = {}
        self._server: asyncio.Server | None = None
        self._arrived = asyncio.Event()

    def fail_next(self, stage: str, *answers: str) -> None:
        self._failures.setdefault(stage, deque()).extend(answers)

    def let_in(self) -> None:
        """Take every password again."""
        self._failures.pop("auth", None)

    async def wait(self, number: int, seconds: float = 10) -> list[Taken]:
        """The mails, once there are so many."""
        async with asyncio.timeout(seconds):
            while len(self.taken) < number:
                self._arrived.clear()
                await self._arrived.wait()
        return self.taken

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()

        def protocol() -> SMTP:
            offered = None if self._implicit else self._tls
            return SMTP(
                self,
                authenticator=self._let_in,
                auth_require_tls=False,
                hostname="localhost",
                loop=loop,
                tls_context=offered,
            )

        spoken = self._tls if self._implicit else None
        self._server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=spoken)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if failure := self._failure("mail"):
            return failure
        envelope.mail_from = address
        return "250 Ok"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if failure := self._failure("rcpt"):
            return failure
        envelope.rcpt_tos.append(address)
        return "250 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        failure = self._failure("data")
        if failure:
            return failure
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(Taken(envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
        self._arrived.set()
        if failure is not None:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return "250 Taken"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        self.passes.append(args[1].encode())
        return self._let_in(server)

    def _let_in(self, server: SMTP, *_: Any) -> AuthResult:
        # Clients try one method after the other, so a refusal lasts until `let_in`.
        failure = next(iter(self._failures.get("auth", ())), None)
        return AuthResult(success=failure is None, handled=False, message=failure)

    def _failure(self, stage: str) -> str | None:
        waiting = self._failures.get(stage)
        return waiting.popleft() if waiting else None
