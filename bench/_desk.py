"""A real desk for measuring: `shopkeeper serve` on a folder of its own, a chat and a mailbox that listens."""

import asyncio
import hashlib
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _server import Server, serving
from _wire import Line

from shopkeeper.kit import ids
from tests.servers import free_port

SHOPKEEPER = str(Path(sys.executable).with_name("shopkeeper"))
MAILBOX = "help@bench.example"
EMAIL = "alice@bench.example"


@dataclass(frozen=True)
class Desk:
    """An open desk. `key` is the chat's public key, `token` an admin's bearer token."""

    server: Server
    token: str
    key: str
    lmtp: int
    data: Path

    @property
    def port(self) -> int:
        return self.server.port

    def api(self) -> Line:
        return Line(self.port, {"Authorization": f"Bearer {self.token}"})


@dataclass(frozen=True)
class Visitor:
    """Somebody in front of a widget. Each sits in a network of its own: the limits are per network."""

    key: str
    token: str
    network: str

    async def says(self, line: Line, id: str, text: str) -> tuple[int, Any]:
        headers = {"Authorization": f"Visitor {self.token}", "X-Forwarded-For": self.network}
        return await line.ask("POST", f"/chat/v1/{self.key}/messages", {"id": id, "text": text}, **headers)


def surroundings(**settings: Any) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SHOPKEEPER_")}
    return clean | {f"SHOPKEEPER_{name.upper()}": str(value) for name, value in settings.items()}


async def command(environ: dict[str, str], data: Path, *words: str) -> str:
    """What `shopkeeper …` printed; raises RuntimeError with what went wrong."""
    done = await asyncio.create_subprocess_exec(
        SHOPKEEPER, *words, "--data", str(data), env=environ, stdout=-1, stderr=-1
    )
    said, wrong = await done.communicate()
    if done.returncode:
        raise RuntimeError(wrong.decode())
    return said.decode()


async def admin(environ: dict[str, str], data: Path) -> str:
    """A bearer token of an admin, made on a desk that may be closed."""
    await command(environ, data, "agent", "add", EMAIL, "--role", "admin")
    return (await command(environ, data, "token", "create", "--agent", EMAIL)).strip().splitlines()[-1]


@asynccontextmanager
async def served(data: Path, environ: dict[str, str], log: Path) -> AsyncIterator[Server]:
    port = free_port()
    words = [SHOPKEEPER, "serve", "--data", str(data), "--port", str(port)]
    async with serving(words, log, path="/readyz", environ=environ, port=port) as server:
        yield server


@asynccontextmanager
async def desk(folder: Path, **settings: Any) -> AsyncIterator[Desk]:
    """A new desk with one brand, one chat and one mailbox fed by LMTP."""
    folder.mkdir(parents=True, exist_ok=True)
    data, lmtp = folder / "data", free_port()
    environ = surroundings(**{"lmtp_port": lmtp, "log_level": "warning", **settings})
    token = await admin(environ, data)
    async with served(data, environ, folder / "desk.log") as server:
        line = Line(server.port, {"Authorization": f"Bearer {token}"})
        yield Desk(server, token, await furnish(line), lmtp, data)


async def furnish(line: Line) -> str:
    """The chat's public key. Raises RuntimeError where the desk refuses."""
    brand = (await told(line, "POST", "/api/v1/brands", {"name": "Bench"}))["id"]
    mail = {"receive": "listener", "auth": "none"}
    wish = {"kind": "email", "name": "Mail", "brand_id": brand, "address": MAILBOX, "settings": mail}
    await told(line, "POST", "/api/v1/inboxes", wish)
    chat = {"kind": "chat", "name": "Chat", "brand_id": brand, "settings": {}}
    return str((await told(line, "POST", "/api/v1/inboxes", chat))["public_key"])


async def told(line: Line, method: str, path: str, data: Any = None) -> Any:
    status, answer = await line.ask(method, path, data)
    if status >= 300:
        raise RuntimeError(f"{method} {path}: {status} {answer}")
    return answer


async def visitors(port: int, key: str, many: int, at_once: int = 16) -> list[Visitor]:
    """So many new visitors, each from a network of its own."""
    numbers = iter(range(many))
    found: list[Visitor] = []

    async def enter() -> None:
        line = Line(port)
        for n in numbers:
            network = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
            knock = {"locale": "en", "page": "https://shop.example/"}
            headers = {"X-Forwarded-For": network}
            status, answer = await line.ask("POST", f"/chat/v1/{key}/visitors", knock, **headers)
            if status >= 300:
                raise RuntimeError(f"a visitor was refused: {status} {answer}")
            found.append(Visitor(key, answer["token"], network))
        line.close()

    await asyncio.gather(*(enter() for _ in range(at_once)))
    return found


def letter(n: int, person: int) -> bytes:
    """A plain mail of some thousand bytes, as a mail program writes it."""
    words = " ".join(WORDS[(n * 7 + k * k) % len(WORDS)] for k in range(90))
    lines = [words[k : k + 72] for k in range(0, len(words), 72)]
    mark = hashlib.sha256(str(n).encode()).hexdigest()[:20]
    head = [
        f"From: Customer {person} <customer{person}@mail.example>", f"To: {MAILBOX}", f"Subject: My order {n}",
        f"Message-ID: <{mark}.{ids.new()}@mail.example>", "Date: Sun, 01 Nov 2026 10:00:00 +0000", "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
    ]  # fmt: skip
    return "\r\n".join([*head, "", "Hello,", "", *lines, "", f"Customer {person}"]).encode()


WORDS = (
    "parcel", "order", "size", "jacket", "when", "arrive", "return", "refund", "colour", "wool", "wrong", "small", "thank",
    "address", "card", "paid", "invoice", "delivery", "carrier", "tracking", "late", "broken", "seam", "button", "sleeve",
)  # fmt: skip
