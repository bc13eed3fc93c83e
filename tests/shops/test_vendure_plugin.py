"""Our plugin inside a real Vendure: what it posts, when it keeps quiet, and that nothing is lost while the desk is away."""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.journeys.house import eventually
from tests.servers import free_port
from tests.servers.vendure import Vendure
from tests.shops.office import office
from tests.shops.storefront import Buyer, signed_in

pytestmark = pytest.mark.servers

SECRET = "the words both sides know"
JACKET = {"LL-HJ-MO-M": 1}
QUIET = 1.5
"""Seconds after which a burst is over and told."""


@dataclass
class Listener:
    """The far end of a hook. `answer` is the status it gives."""

    url: str
    answer: int = 200
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def words(self, type: str, id: str | None = None) -> list[dict[str, Any]]:
        said = [json.loads(body) for _, body in self.heard]
        return [word for word in said if word["type"] == type and id in (None, word["id"])]


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    made = Listener(f"http://127.0.0.1:{free_port()}/hooks/stores/loom")

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:-2]
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        made.heard.append((headers, await reader.readexactly(int(headers["content-length"]))))
        writer.write(b"HTTP/1.1 %d .\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % made.answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", int(made.url.split(":")[2].split("/")[0]))
    async with server:
        yield made


@asynccontextmanager
async def heard_by(loom: Vendure) -> AsyncIterator[Listener]:
    """A listener that the shop's plugin posts to; its first word has come."""
    async with listening() as desk:
        await asyncio.to_thread(loom.posts_to, desk.url, SECRET)
        await eventually(lambda: soon(desk, "ping"))
        yield desk


async def soon(desk: Listener, type: str, id: str | None = None) -> list[dict[str, Any]]:
    return desk.words(type, id)


def somebody() -> str:
    return f"mia{secrets.token_hex(4)}@posteo.example"


async def test_an_order_is_told_once_it_is_placed_and_signed(loom: Vendure) -> None:
    async with heard_by(loom) as desk, signed_in(loom, "Mia Berg", somebody()) as mia:
        await mia.fills_the_cart(JACKET)
        await asyncio.sleep(QUIET)
        assert not desk.words("order")
        order = await mia.pays()
        (word,) = await eventually(lambda: soon(desk, "order", order["id"]))
        assert word["channels"]
        assert abs(word["at"] - time.time() * 1000) < 30_000
        assert desk.words("customer", mia.id)
        for headers, body in desk.heard:
            assert signed(headers, body)
            assert mia.email.encode() not in body


async def test_everything_that_happens_to_an_order_is_told(loom: Vendure) -> None:
    async with heard_by(loom) as desk, office(loom) as back, signed_in(loom, "Mia Berg", somebody()) as mia:
        order = await mia.orders(JACKET)
        await eventually(lambda: soon(desk, "order", order["id"]))
        for act in (back.send(order["id"], "LY123"), back.refund(order["id"], 500), back.note(order["id"], "called")):
            await asyncio.sleep(QUIET)
            desk.heard.clear()
            await act
            await eventually(lambda: soon(desk, "order", order["id"]))


async def test_a_burst_is_one_post(loom: Vendure) -> None:
    async with heard_by(loom) as desk, office(loom) as back, signed_in(loom, "Mia Berg", somebody()) as mia:
        order = await mia.orders(JACKET)
        await asyncio.sleep(QUIET)
        desk.heard.clear()
        await asyncio.gather(*(back.note(order["id"], f"note {n}") for n in range(5)))
        await asyncio.sleep(QUIET)
        assert len(desk.words("order", order["id"])) == 1


async def test_what_the_desk_could_not_take_comes_again_as_the_same_delivery(loom: Vendure) -> None:
    async with heard_by(loom) as desk, signed_in(loom, "Mia Berg", somebody()) as mia:
        order = await untold(desk, mia)
        tries = await eventually(lambda: twice(desk, order["id"]))
        assert len({word["delivery"] for word in tries}) == 1


async def test_what_the_desk_refuses_is_not_posted_again_and_holds_nothing_up(loom: Vendure) -> None:
    async with heard_by(loom) as desk, signed_in(loom, "Mia Berg", somebody()) as mia:
        await asyncio.sleep(QUIET)
        desk.answer = 401
        refused = await mia.orders(JACKET)
        await eventually(lambda: soon(desk, "order", refused["id"]))
        desk.answer = 200
        told = await mia.orders(JACKET)
        await eventually(lambda: soon(desk, "order", told["id"]))
        assert len(desk.words("order", refused["id"])) == 1


async def test_what_was_not_told_before_the_shop_closed_is_told_when_it_opens(loom: Vendure) -> None:
    async with heard_by(loom) as desk, signed_in(loom, "Mia Berg", somebody()) as mia:
        order = await untold(desk, mia)
        desk.heard.clear()
        await asyncio.to_thread(loom.again)
        await eventually(lambda: soon(desk, "order", order["id"]))


async def untold(desk: Listener, mia: Buyer) -> Any:
    """An order of which the desk heard while it could not take anything; now it can again."""
    await mia.fills_the_cart(JACKET)
    await asyncio.sleep(QUIET)
    desk.answer = 503
    order = await mia.pays()
    await eventually(lambda: soon(desk, "order", order["id"]))
    desk.answer = 200
    return order


async def twice(desk: Listener, id: str) -> list[dict[str, Any]]:
    found = desk.words("order", id)
    return found if len(found) > 1 else []


def signed(headers: dict[str, str], body: bytes) -> bool:
    seconds, given = (part.partition("=")[2] for part in headers["x-shopkeeper-signature"].split(","))
    made = hmac.new(SECRET.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(made, given) and abs(int(seconds) - time.time()) < 60
