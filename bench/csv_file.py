"""Orders from a file: a table of so many orders is brought to a desk, tried and taken in, while an agent goes on working there.

Floor: none; the promise is a number (1,000 orders a second, everything on timelines). Beside it: how long the trial took, and how long an
agent waited for the list and for a note of their own meanwhile, against before.

The file is as a shop's export is: the newest order first, over nine months. `--shuffled` has the months in any order: then each order
goes to pages of its own in every index, which is the worst that a file can do.

    scripts/bench csv_file [--orders 100000] [--lines 2] [--shuffled] [--folder KEPT]
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import uvloop
from _desk import Desk, desk, told
from _report import percentile, say, verdict
from _wire import Line

ORDERS = 1_000.0
PART = 1_000_000
SLOW = 60.0
"""Milliseconds. No verb holds the desk longer than 20; beside it somebody else's may stand."""
HEAD = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,"
    "Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem requires shipping,"
    "Lineitem fulfillment status,Billing Name,Billing Address1,Billing City,Billing Zip,Billing Country,Shipping Name,Shipping Address1,"
    "Shipping City,Shipping Zip,Shipping Country,Phone"
)


FIRST, SPAN = datetime(2026, 1, 1), timedelta(days=270)  # noqa: DTZ001  the zone stands behind it


def table(orders: int, lines: int, *, shuffled: bool = False) -> bytes:
    """Orders as Shopify exports them; every third buyer is new."""
    dice, rows = random.Random(7), [HEAD]
    numbers = list(range(orders, 0, -1))
    if shuffled:
        dice.shuffle(numbers)
    for number in numbers:
        buyer = dice.randrange(orders // 3 + 1)
        at = f"{FIRST + SPAN * number / orders:%Y-%m-%d %H:%M:%S} +0100"
        who = f"Buyer {buyer},{buyer % 90 + 1} Garden Street,Berlin,'{10115 + buyer % 900},DE"
        goods = 1_990 * lines
        first = f"#{number},buyer{buyer}@shop.example,paid,{at},fulfilled,{at},EUR,{goods / 100:.2f},4.90,3.20,{(goods + 490) / 100:.2f},,0.00,Parcel,{at}"
        rows.append(f"{first},1,Thing {number % 40},19.90,thing-{number % 40},true,fulfilled,{who},{who},")
        for more in range(1, lines):
            rows.append(f"#{number}{',' * 15}1,Thing {more},19.90,thing-{more},true,fulfilled{',' * 11}")
    return "\n".join(rows).encode()


async def brought(one: Desk, line: Line, data: bytes) -> str:
    """The id of the file, all of whose bytes are there."""
    [brand, *_] = (await told(line, "GET", "/api/v1/brands"))["items"]
    store = await told(line, "POST", "/api/v1/stores", {"kind": "csv", "name": "Bench", "brand_id": brand["id"]})
    file = await told(line, "POST", f"/api/v1/stores/{store['id']}/files", {"name": "orders.csv", "size": len(data)})
    for at in range(0, len(data), PART):
        status, answer = await line.raw(
            "PUT", f"/api/v1/store-files/{file['id']}/bytes?at={at}", data[at : at + PART], {}
        )
        if status != 200:
            raise RuntimeError(f"{status} {answer!r}")
    return str(file["id"])


async def until(line: Line, file_id: str, state: str) -> dict[str, Any]:
    while True:
        found: dict[str, Any] = await told(line, "GET", f"/api/v1/store-files/{file_id}")
        if found["state"] == state:
            return found
        if found["state"] == "failed":
            raise RuntimeError(found["problem"])
        await asyncio.sleep(0.25)


async def timed(line: Line, file_id: str, verb: str, state: str) -> tuple[dict[str, Any], float]:
    began = time.monotonic()
    await told(line, "POST", f"/api/v1/store-files/{file_id}/{verb}")
    return await until(line, file_id, state), time.monotonic() - began


async def agent(one: Desk, stop: asyncio.Event) -> list[float]:
    """Somebody at work: looks at the list, writes; how long each took, in ms."""
    line, waits = one.api(), list[float]()
    person = await told(line, "POST", "/api/v1/people", {"name": "Ana"})
    asks: tuple[Callable[[], Awaitable[Any]], ...] = (
        lambda: told(line, "GET", "/api/v1/conversations?limit=50"),
        lambda: told(line, "PATCH", f"/api/v1/people/{person['id']}", {"name": f"Ana {len(waits)}"}),
    )
    while not stop.is_set():
        for ask in asks:
            began = time.perf_counter()
            await ask()
            waits.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.05)
    line.close()
    return waits


async def meanwhile(one: Desk, work: Awaitable[Any]) -> tuple[Any, list[float]]:
    """What came of it, and how long an agent waited beside it."""
    stop = asyncio.Event()
    working = asyncio.create_task(agent(one, stop))
    done = await work
    stop.set()
    return done, await working


async def run(wanted: argparse.Namespace) -> int:
    data = table(wanted.orders, wanted.lines, shuffled=wanted.shuffled)
    say(f"a file of {len(data) / 1e6:.1f} MB: {wanted.orders:,} orders of {wanted.lines} lines")
    with tempfile.TemporaryDirectory(dir=wanted.folder) as made:
        async with desk(Path(made)) as one:
            line = one.api()
            began = time.monotonic()
            file_id = await brought(one, line, data)
            say(f"all of it was there after {time.monotonic() - began:.1f} s")
            _, before = await meanwhile(one, asyncio.sleep(3))
            cpu = one.server.cpu()
            (checked, trial), during = await meanwhile(one, timed(line, file_id, "check", "checked"))
            say(
                f"trial: {wanted.orders / trial:,.0f} orders/s, an agent waited p95 {percentile(during, 95):.0f} ms (before {percentile(before, 95):.0f})"
            )
            assert checked["report"]["things"]["new"] == wanted.orders, checked["report"]
            cpu = one.server.cpu()
            (_, took), waits = await meanwhile(one, timed(line, file_id, "import", "done"))
            spent = (one.server.cpu() - cpu) / wanted.orders * 1e6
            rate, p95 = wanted.orders / took, percentile(waits, 95)
            say(
                f"taken in: {rate:,.0f} orders/s, {spent:,.0f} µs CPU each; an agent waited p50 {percentile(waits, 50):.0f}, p95 {p95:.0f} ms"
            )
            line.close()
            return verdict(
                "orders from a file", rate, None, rate / ORDERS, ORDERS, ok=rate >= ORDERS and p95 <= SLOW, cpu_us=round(spent),
                trial=round(wanted.orders / trial), p95_ms=round(p95, 1), p95_before_ms=round(percentile(before, 95), 1),
            )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--lines", type=int, default=2)
    parser.add_argument("--shuffled", action="store_true", help="months in any order")
    parser.add_argument("--folder", help="a folder on the disk to measure; a temporary one otherwise")
    sys.exit(uvloop.run(run(parser.parse_args())))


if __name__ == "__main__":
    main()
