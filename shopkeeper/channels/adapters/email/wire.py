"""Sockets to mail servers: to addresses that were checked first, with certificates that fit the server's name."""

import asyncio
import socket
import ssl
from typing import Literal

from shopkeeper.channels.adapters.email.mailbox import Mailbox
from shopkeeper.channels.errors import Unavailable
from shopkeeper.kit.outside import Outside

SECONDS = 30.0
Protocol = Literal["imap", "smtp"]


async def address(box: Mailbox, protocol: Protocol, outside: Outside) -> str:
    """The server's checked address. Raises NotAllowedOut for a private one, FarSide for an unknown name."""
    host = box.imap_host if protocol == "imap" else box.smtp_host
    return str(await outside.address_of(host, box.port_of(protocol)))


def connected(address: str, port: int) -> socket.socket:
    """A TCP connection. Raises Unavailable in words."""
    try:
        line = socket.create_connection((address, port), timeout=SECONDS)
    except OSError as error:
        raise Unavailable(f"Port {port} does not answer ({error.strerror or type(error).__name__}).") from error
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return line


async def connect(address: str, port: int) -> socket.socket:
    """As `connected`, off the loop."""
    return await asyncio.to_thread(connected, address, port)


def tls(box: Mailbox) -> ssl.SSLContext:
    """Verified by the system's authorities, unless the owner said that this server signs its own."""
    context = ssl.create_default_context()
    if not box.check_certificates:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
