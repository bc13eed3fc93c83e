"""Mail servers over TLS: certificates are checked against the server's name, unless the owner said otherwise."""

import asyncio
import datetime
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shopkeeper.channels.adapters.email import smtp
from shopkeeper.channels.adapters.email.imap import Session
from shopkeeper.channels.adapters.email.mailbox import mailbox
from shopkeeper.channels.adapters.email.tests.letters import inbox
from shopkeeper.channels.adapters.email.tests.test_composing import parcel
from shopkeeper.channels.adapters.email.tests.test_smtp import OPEN
from shopkeeper.channels.errors import Unavailable
from shopkeeper.channels.testing import Postbox


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A server that signs for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.garden.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - datetime.timedelta(1)).not_valid_after(now + datetime.timedelta(1))
    file: Path = tmp_path_factory.mktemp("tls") / "both.pem"
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(secret + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def sent_to(port: int, security: str, *, check: bool) -> Any:
    settings = {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_security": security,
        "auth": "none",
        "receive": "none",
    }
    return parcel(inbox=inbox(**settings, check_certificates=check), outside=OPEN)


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_mail_goes_out_encrypted(tls: ssl.SSLContext, security: str) -> None:
    async with Postbox(tls, implicit=security == "tls") as box:
        await smtp.deliver(sent_to(box.port, security, check=False))
        assert len(box.taken) == 1
        with pytest.raises(Unavailable, match=r"(?i)certificate"):
            await smtp.deliver(sent_to(box.port, security, check=True))
        assert len(box.taken) == 1


async def test_no_encryption_where_it_was_asked_for_sends_nothing() -> None:
    async with Postbox() as box:
        with pytest.raises(Unavailable):
            await smtp.deliver(sent_to(box.port, "starttls", check=False))
        assert box.taken == []


@pytest.mark.servers
async def test_mail_is_fetched_encrypted(tls: ssl.SSLContext, dovecot: Any) -> None:
    async with wrapped(tls, dovecot.imap_port) as port:
        for check in (False, True):
            settings = {
                "imap_host": "127.0.0.1",
                "imap_port": port,
                "imap_security": "tls",
                "check_certificates": check,
            }
            act = asyncio.to_thread(
                Session, mailbox(settings), "127.0.0.1", "tls@garden.example", {"password": dovecot.password}
            )
            if check:
                with pytest.raises(Unavailable, match=r"(?i)certificate"):
                    await act
                continue
            session = await act
            assert (await asyncio.to_thread(session.open, "INBOX")).exists == 0
            session.close()


@asynccontextmanager
async def wrapped(tls: ssl.SSLContext, port: int) -> AsyncIterator[int]:
    """A port that speaks TLS in front of one that does not."""
    running: set[asyncio.Task[None]] = set()

    async def pipe(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65_536):
                sink.write(data)
                await sink.drain()
        except (ConnectionError, ssl.SSLError):
            pass
        finally:
            sink.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        running.update({asyncio.create_task(pipe(reader, back)), asyncio.create_task(pipe(there, writer))})

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.gather(*running, return_exceptions=True)
