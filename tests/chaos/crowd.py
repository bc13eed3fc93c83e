"""Those who do not give up: visitors, mail programs and agents that try the same again until somebody says yes."""

import asyncio
import smtplib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

import httpx

from shopkeeper.kit import ids
from tests.chaos.trial import Trial
from tests.servers import MailServer

PATIENCE = 60.0
PAUSE = 0.15


@dataclass
class Told:
    """What the far side was told: keys that were accepted (2xx, 250), and how often somebody had to try again."""

    accepted: list[str] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)
    again: int = 0

    def no(self, status: int) -> None:
        self.refused[status] = self.refused.get(status, 0) + 1
        self.again += 1


async def persists(line: httpx.AsyncClient, told: Told, method: str, path: str, data: Any, **headers: str) -> Any:
    """The answer, after as many tries with the same words as it takes."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            answer = await line.request(method, path, json=data, headers=headers)
        except httpx.TransportError:
            told.no(0)
        else:
            if answer.is_success:
                return answer.json() if answer.content else None
            assert answer.status_code in (409, 429, 503), f"{method} {path}: {answer.status_code} {answer.text}"
            assert answer.headers["content-type"].startswith("application/problem+json")
            told.no(answer.status_code)
            if answer.status_code == 429:
                await asyncio.sleep(float(answer.headers.get("retry-after", 1)))
        await asyncio.sleep(PAUSE)
    raise AssertionError(f"{method} {path}: nobody answered for {PATIENCE} s, {told.refused}")


class Visitor:
    """Somebody in front of the widget, in a network of their own. The browser chooses each message's id."""

    def __init__(self, trial: Trial, line: httpx.AsyncClient, number: int, told: Told) -> None:
        self.root, self.line, self.told = f"{trial.desk.url}/chat/v1/{trial.key}", line, told
        self.network = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.token = ""
        self.said: list[str] = []

    async def enters(self) -> None:
        knock = {"locale": "en", "page": "https://shop.example/"}
        told = await persists(
            self.line, self.told, "POST", f"{self.root}/visitors", knock, **{"X-Forwarded-For": self.network}
        )
        self.token = told["token"]

    async def says(self, text: str) -> None:
        id = ids.new()
        await persists(self.line, self.told, "POST", f"{self.root}/messages", {"id": id, "text": text}, **self._who)
        self.told.accepted.append(id)
        self.said.append(id)

    async def sees(self) -> list[str]:
        """The ids of all lines, oldest first, as the widget shows them."""
        found: list[str] = []
        params: dict[str, Any] = {}
        while True:
            page = (await self.line.get(f"{self.root}/entries", headers=self._who, params=params)).json()
            found = [one["id"] for one in page["items"]] + found
            if not page["next"]:
                return found
            params = {"next": page["next"]}

    @property
    def _who(self) -> dict[str, str]:
        return {"Authorization": f"Visitor {self.token}", "X-Forwarded-For": self.network}


def letter(number: int, sender: str, to: str, text: str = "") -> EmailMessage:
    made = EmailMessage(policy=policy.SMTP)
    made["From"], made["To"], made["Subject"] = f"Customer {number} <{sender}>", to, f"My order {number}"
    made["Message-ID"], made["Date"] = f"<{number}.{ids.new()}@mail.example>", format_datetime(datetime.now(UTC))
    made.set_content(text or f"Where is my order {number}?\n\nCustomer {number}\n")
    return made


async def post_letters(server: MailServer, letters: Sequence[EmailMessage], told: Told) -> None:
    """Over one line, each until the server says 250; accepted is the Message-ID."""

    def post() -> None:
        with smtplib.SMTP(server.host, server.port, timeout=60) as line:
            for one in letters:
                line.send_message(one)
                told.accepted.append(str(one["Message-ID"]))

    await asyncio.to_thread(post)


class Agents:
    """Answers are written with an id of their own, so that a lost answer of ours makes no second mail."""

    def __init__(self, trial: Trial, line: httpx.AsyncClient, told: Told) -> None:
        self.trial, self.line, self.told = trial, line, told
        self.known: list[str] = []

    async def look(self, most: int = 200) -> list[str]:
        """The conversations that came by mail."""
        try:
            pages = [
                await self.line.get("/api/v1/conversations", params={"view": view, "limit": most})
                for view in ("all", "waiting")
            ]
        except httpx.TransportError:
            return self.known
        found = [one for page in pages if page.status_code == 200 for one in page.json()["items"]]
        self.known = list(dict.fromkeys([*self.known, *(one["id"] for one in found if one["channel"] == "email")]))
        return self.known

    async def answers(self, conversation_id: str, number: int) -> None:
        id = ids.new()
        data = {"id": id, "text": f"Answer {number}: it is on its way."}
        path = f"/api/v1/conversations/{conversation_id}/replies"
        found = await persists(self.line, self.told, "POST", path, data)
        assert found["id"] == id
        self.told.accepted.append(id)
