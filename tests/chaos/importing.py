"""`kill -9` again and again while a table of orders is taken in: it goes on by itself, and every order is there once."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.counting import Books, adds_up
from tests.chaos.trial import Trial, eventually, trial

HEAD = "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price"
BUYS = 3
"""Orders of one buyer, far apart in the file."""


@dataclass(frozen=True)
class Imported:
    """What one run found. `told`: lines on timelines, three for each order; `places`: how far it was at each kill."""

    orders: int
    held: int
    bodies: int
    words: int
    told: int
    different: int
    parcels: int
    people: int
    places: tuple[int, ...]
    seconds: float

    @property
    def ok(self) -> bool:
        once = {self.held, self.bodies, self.words, self.parcels}
        return (
            once == {self.orders}
            and self.told == self.different == 3 * self.orders
            and self.people == buyers(self.orders)
        )


def buyers(orders: int) -> int:
    return min(orders, orders // BUYS + 1)


def table(orders: int) -> bytes:
    """Orders that were placed, paid and sent, a row each."""
    rows = [HEAD]
    for n in range(orders):
        at = f"2025-{1 + n % 12:02}-{1 + n % 28:02} {n % 24:02}:{n % 60:02}:00 +0000"
        rows.append(
            f"#{n + 1},buyer{n % buyers(orders)}@home.example,paid,{at},fulfilled,{at},EUR,19.90,{at},1,Thing {n % 40},19.90"
        )
    return "\n".join(rows).encode()


async def imported(folder: Path, database: str, *, orders: int, kills: int) -> Imported:
    """Kill it as soon as more of the file is in than at the kill before."""
    began = time.monotonic()
    async with trial(folder, database_url=database) as shop:
        file = await _checked(shop, table(orders))
        await shop.tell("POST", f"/store-files/{file}/import")
        places: list[int] = []
        while len(places) < kills:
            places.append(await _gets_beyond(shop, file, places[-1] if places else 0))
            await shop.again()
        await eventually(lambda: _is(shop, file, "done"))
        books = Books(shop)
        adds_up(books)
        return _found(books, orders, tuple(places), round(time.monotonic() - began, 1))


def _found(books: Books, orders: int, places: tuple[int, ...], seconds: float) -> Imported:
    return Imported(
        orders=orders, held=books.one("SELECT count(DISTINCT external_id) FROM store_order"),
        bodies=books.one("SELECT count(*) FROM store_order_body b JOIN store_order o ON o.id = b.order_id"),
        words=books.one("SELECT count(*) FROM order_search"),
        told=books.one("SELECT count(*) FROM entry WHERE kind = 'order'"),
        different=books.one("SELECT count(DISTINCT body) FROM entry WHERE kind = 'order'"),
        parcels=books.one("SELECT count(*) FROM shipment"),
        people=books.one("SELECT count(DISTINCT p.id) FROM store_order o JOIN person p ON p.id = o.person_id"),
        places=places, seconds=seconds,
    )  # fmt: skip


async def _checked(shop: Trial, data: bytes) -> str:
    """The id of a file that was brought, understood and tried."""
    store = await shop.tell("POST", "/stores", {"kind": "csv", "name": "Old shop", "brand_id": shop.brand})
    file = str(
        (await shop.tell("POST", f"/stores/{store['id']}/files", {"name": "orders.csv", "size": len(data)}))["id"]
    )
    async with shop.door() as line:
        answer = await line.put(f"/api/v1/store-files/{file}/bytes", params={"at": 0}, content=data)
        assert answer.status_code == 200, answer.text
    await shop.tell("POST", f"/store-files/{file}/check")
    await eventually(lambda: _is(shop, file, "checked"))
    return file


async def _gets_beyond(shop: Trial, file: str, place: int) -> int:
    """How many orders of the file are in, once more are than `place`. Fails where it was done before that was seen."""
    async with shop.door() as line:
        while True:
            found = (await line.get(f"/api/v1/store-files/{file}")).json()
            assert found["state"] == "importing", found
            if found["brought"] > place:
                return int(found["brought"])
            await asyncio.sleep(0.01)


async def _is(shop: Trial, file: str, state: str) -> bool:
    found = await shop.ask(f"/store-files/{file}")
    assert found["state"] != "failed", found
    return bool(found["state"] == state)
