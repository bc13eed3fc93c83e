"""A furnished desk that may be killed at any moment, and what stands around it."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from tests.desks import Desk, prepared
from tests.servers import MailServer, MailStore, free_port

T = TypeVar("T")
PATIENCE = 60.0
OWNER, PASSWORD = "alice@larkandloom.example", "a long row of words"


async def eventually(ask: Callable[[], Awaitable[T]], patience: float = PATIENCE, pause: float = 0.1) -> T:
    """The first true answer of `ask`; fails with the last one. While the desk cannot be asked, it is asked again."""
    found: Any = None
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            if found := await ask():
                return found
        except httpx.TransportError as error:
            found = error
        await asyncio.sleep(pause)
    raise AssertionError(f"waited in vain, the last answer was {found!r}")


@dataclass
class Trial:
    """An open desk with an admin's token, a brand, a chat and the mailboxes that a scenario connects."""

    desk: Desk
    lmtp: int
    token: str = ""
    brand: str = ""
    key: str = ""
    boxes: dict[str, Any] = field(default_factory=dict)

    def door(self) -> httpx.AsyncClient:
        """The API as the admin."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.AsyncClient(base_url=self.desk.url, headers=headers, timeout=20, trust_env=False)

    async def ask(self, path: str, **params: Any) -> Any:
        async with self.door() as line:
            answer = await line.get(f"/api/v1{path}", params=params)
            assert answer.status_code == 200, answer.text
            return answer.json()

    async def tell(self, method: str, path: str, data: Any = None) -> Any:
        async with self.door() as line:
            answer = await line.request(method, f"/api/v1{path}", json=data)
            assert answer.is_success, answer.text
            return answer.json() if answer.content else None

    async def furnish(self) -> None:
        self.token = await self._claimed()
        self.brand = (await self.tell("POST", "/brands", {"name": "Lark & Loom"}))["id"]
        chat = {"kind": "chat", "name": "Chat", "brand_id": self.brand, "settings": {}}
        self.boxes["chat"] = await self.tell("POST", "/inboxes", chat)
        self.key = self.boxes["chat"]["public_key"]

    async def connect(self, name: str, address: str, password: str = "", **settings: Any) -> Any:
        """A mailbox of this name."""
        wish = {
            "kind": "email", "name": name, "brand_id": self.brand, "address": address,
            "secrets": {"password": password} if password else {}, "settings": {"undo_seconds": 0, **settings},
        }  # fmt: skip
        self.boxes[name] = await self.tell("POST", "/inboxes", wish)
        return self.boxes[name]

    async def inbox(self, name: str) -> Any:
        found = await self.ask("/inboxes")
        return next(one for one in found["items"] if one["id"] == self.boxes[name]["id"])

    async def counts(self) -> dict[str, Any]:
        """The owner's arithmetic by mailbox: it must always add up."""
        items = (await self.ask("/mail-count"))["items"]
        for one in items:
            parts = ("stored", "duplicate", "ignored", "quarantined", "waiting")
            assert one["server"] == sum(one[part] for part in parts), one
        names = {box["id"]: name for name, box in self.boxes.items()}
        return {names[one["inbox_id"]]: one for one in items if one["inbox_id"] in names}

    async def again(self) -> None:
        """Kill it and open it on the same folder."""
        await asyncio.to_thread(self.desk.kill)
        await self.desk.open()

    async def _claimed(self) -> str:
        """Become its owner with the code it printed. The command line could do it too, three seconds later."""

        async def printed() -> list[str]:
            return re.findall(r"/setup\S* with the code\s+(\S+)", self.desk.log.read_text())

        owner = {"code": (await eventually(printed))[0], "email": OWNER, "name": "Alice Arden", "password": PASSWORD}
        beside = {"X-CSRF": "1"}
        async with httpx.AsyncClient(
            base_url=f"{self.desk.url}/api/v1", headers=beside, timeout=20, trust_env=False
        ) as door:
            claimed = await door.post("/setup/owner", json=owner)
            assert claimed.is_success, claimed.text
            issued = await door.post("/me/tokens", json={"name": "a trial"})
            assert issued.is_success, issued.text
            return str(issued.json()["secret"])


@asynccontextmanager
async def trial(folder: Path, *, beside: Mapping[str, str] | None = None, **settings: Any) -> AsyncIterator[Trial]:
    """An open and furnished desk; what it logged is shown on failure. `beside`: more of the process's environment."""
    folder.mkdir(parents=True, exist_ok=True)
    lmtp = free_port()
    desk = prepared(folder, lmtp_port=lmtp, log_level="warning", **settings)
    desk.environ = {**desk.environ, **(beside or {})}
    made = Trial(desk, lmtp)
    try:
        await desk.open()
        await made.furnish()
        yield made
    except BaseException:
        print(desk.log.read_text()[-8_000:] if desk.log.exists() else "the desk logged nothing")
        raise
    finally:
        await asyncio.to_thread(desk.close)


def by_imap(store: MailStore, address: str, post: MailServer | None = None) -> Mapping[str, Any]:
    """Settings of a mailbox on this Dovecot, which sends through this Postfix."""
    plain = {"imap_host": store.host, "imap_port": store.imap_port, "imap_security": "none", "user": address}
    return {**plain, **by_smtp(post.host, post.port)} if post else plain


def by_smtp(host: str, port: int) -> Mapping[str, Any]:
    return {"smtp_host": host, "smtp_port": port, "smtp_security": "none"}
