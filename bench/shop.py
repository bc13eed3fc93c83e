"""The shop beside the talk: webhooks in, a first sync, and the pane of somebody who bought five hundred times.

Webhooks: new orders posted to the door by many shops' hands at once, each signed, read and kept when it is answered; how long after the
last answer all of them stand on timelines is said beside it. Floor: as many POSTs to a bare application that commits one row each. Sync: orders of a shop in memory through `changes`,
as a desk brings them over behind everybody's back (no network, so that ours is all that is measured). Pane: asked through HTTP of
persons with 500 orders each, on a desk that holds as many orders as is said.

    scripts/bench shop [--ways hooks,sync,pane] [--posts 5000] [--senders 32] [--runs 3] [--orders 1000000] [--folder KEPT]
"""

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec
import uvloop
from _desk import Desk, desk, served, surroundings, told
from _desk import admin as admin_of
from _floor import floor
from _pour import Rows, Writing, pour, sqlite
from _report import beside_reference, median, percentile, say, verdict
from _wire import Line
from ingest import Took, at_once, measured

from shopkeeper import commerce, conversations, main, team
from shopkeeper.commerce.adapters.shelf import SECRET, Shelf, close_shelf, open_shelf
from shopkeeper.commerce.adapters.shelf.adapter import hook
from shopkeeper.commerce.adapters.shelf.shelf import Delivery
from shopkeeper.commerce.applying import columns_of
from shopkeeper.kit import clock, db, files, ids
from shopkeeper.kit.jobs import Ctx, Worker
from shopkeeper.kit.live import Hub
from shopkeeper.kit.settings import Settings
from shopkeeper.kit.text import to_json

KEY = "a webhook secret of the bench"
HOOKS, SYNC, PANE = 1 / 3, 1_000.0, 30.0
EACH = 500
PATIENCE = 120.0
STARTED = 1.5
"""Seconds. One second after it opened the desk puts what start-up made out of the collector's way, once: that is no webhook's doing."""
GREAT = 40
"""Persons with that many orders."""


def filled(orders: int, customers: int, name: str = "bench") -> Shelf:
    """A shop with so many orders of three lines."""
    shelf = open_shelf(name)
    things = [shelf.stock(f"Thing {at}", price=f"{at + 3}.90", options={"size": str(at)}) for at in range(40)]
    buyers = [shelf.enrol(f"Buyer {at}", f"buyer{at}@shop.example") for at in range(customers)]
    dice = random.Random(7)
    for _ in range(orders):
        wanted = [(one.id, 1 + dice.randrange(2)) for one in dice.sample(things, 3)]
        shelf.sell(dice.choice(buyers).external_id, wanted)
    return shelf


# --- webhooks ---


async def hooks(folder: Path, wanted: argparse.Namespace) -> Took:
    posts = signed(wanted.posts)
    async with desk(folder) as one:
        key = await connected(one)
        await asyncio.sleep(STARTED)
        lines = [Line(one.port) for _ in range(wanted.senders)]

        async def send(which: int, n: int) -> None:
            body, headers = posts[n]
            status, answer = await lines[which].raw("POST", f"/hooks/stores/{key}", body, headers)
            if status != 200:
                raise RuntimeError(f"{status} {answer!r}")

        wanted.messages = wanted.posts
        took = await measured(one.server, send, wanted, at_once)
        began = time.monotonic()
        while standing(one.data) < wanted.posts:
            assert time.monotonic() - began < PATIENCE, f"{standing(one.data)} of {wanted.posts} orders stand there"
            await asyncio.sleep(0.05)
        say(f"all {wanted.posts:,} orders stood on timelines {time.monotonic() - began:.2f} s after the last answer")
        return took


def standing(data: Path) -> int:
    with sqlite3.connect(data / "shopkeeper.db") as connection:
        return int(connection.execute("SELECT count(*) FROM store_order").fetchone()[0])


def signed(many: int) -> list[tuple[bytes, dict[str, str]]]:
    """Webhooks of so many new orders; every third buyer is new."""
    shelf = filled(many, max(1, many // 3), f"hooks-{ids.new()}")
    made = [Delivery(f"hook-{at}", "order", id) for at, id in enumerate(shelf.orders)]
    posts = [hook(shelf, one, KEY) for one in made]
    close_shelf(shelf.name)
    return [
        (body, {name: value for name, value in headers.items() if name != "content-type"}) for body, headers in posts
    ]


async def connected(one: Desk) -> str:
    """The public key of a store whose shop is elsewhere, so that only its webhooks come."""
    line = one.api()
    [brand, *_] = (await told(line, "GET", "/api/v1/brands"))["items"]
    wish = {
        "kind": "shelf",
        "name": "Bench",
        "brand_id": brand["id"],
        "settings": {"shelf": "empty"},
        "secrets": {SECRET: KEY},
    }
    return str((await told(line, "POST", "/api/v1/stores", wish))["public_key"])


async def bare(folder: Path, wanted: argparse.Namespace) -> Took:
    async with floor(folder) as server:
        lines = [Line(server.port) for _ in range(wanted.senders)]

        async def send(which: int, n: int) -> None:
            status, _ = await lines[which].ask("POST", "/", {"id": ids.new(), "text": f"order {n}"})
            assert status == 200

        wanted.messages = wanted.posts
        return await measured(server, send, wanted, at_once)


# --- the first sync ---


async def synced(folder: Path, orders: int) -> tuple[float, float]:
    """(orders a second, µs of processor time each), in this process."""
    shelf = filled(orders, orders // 3, f"sync-{ids.new()}")
    kept = db.open(folder / "sync.db")
    await kept.create()
    given = Settings(data=str(folder), secret="only for this bench", public_url="http://desk.example.org")
    ctx = Ctx(kept, files.open(given), given, Hub(kept))
    conversations.BODIES.update(main.ENTRIES)
    brand = await kept.write(team.add_brand, team.NewBrand(name="Bench"))
    wish = commerce.StoreWish(kind="shelf", brand_id=brand.id, name="Bench", settings={"shelf": shelf.name})
    await kept.write(commerce.connect, None, wish)
    began, cpu = time.perf_counter(), time.process_time()
    await Worker(ctx, commerce.handlers).drain()
    took, spent = time.perf_counter() - began, time.process_time() - cpu
    found = await kept.read(commerce.listing, 1)
    assert found, "nothing came over"
    await kept.close()
    close_shelf(shelf.name)
    return orders / took, spent / orders * 1e6


# --- the pane ---


def fill(path: Path, orders: int) -> list[str]:
    """So many orders; forty persons bought five hundred times, everybody else five times. Answers the forty."""
    shelf = filled(200, 20, f"pane-{ids.new()}")
    models = list(shelf.orders.values())
    close_shelf(shelf.name)
    put = {name: Writing(name) for name in ("person", "handle", "store_customer", "store_order", "store_order_body")}
    great = [ids.new() for _ in range(GREAT)]
    buyers = [(id, EACH) for id in great] + [(ids.new(), 5) for _ in range((orders - GREAT * EACH) // 5)]
    now, dice = clock.now(), random.Random(7)

    def rows() -> Rows:
        number = 0
        for at, (person, many) in enumerate(buyers):
            email = f"buyer{at}@shop.example"
            value = f"store:{at}"
            found: dict[str, list[Any]] = {
                "person": [put["person"](id=person, n=(now << 20) + at, name=f"Buyer {at}", attributes="{}", created_at=now,
                                         seen_at=now - at)],
                "handle": [
                    put["handle"](id=ids.new(), person_id=person, kind=kind, value=one, display=one, proof="proven", at=now,
                                  source="store:store", holder=1)
                    for kind, one in (("email", email), ("store", value))
                ],
                "store_customer": [put["store_customer"](store_id="store", external_id=str(at), person_id=person, email=email,
                                                         name=f"Buyer {at}", snapshot=customer(at, email))],
                "store_order": [], "store_order_body": [],
            }  # fmt: skip
            for _ in range(many):
                number += 1
                model = models[number % len(models)]
                order = msgspec.structs.replace(
                    model, external_id=str(number), number=f"#{number}", placed_at=now - dice.randrange(10**10), customer_id=str(at),
                    email=email,
                )  # fmt: skip
                id = ids.new(order.placed_at)
                plain = {
                    "id": id,
                    "n": (now << 20) + number,
                    "store_id": "store",
                    "external_id": str(number),
                    "told": "[]",
                }
                found["store_order"].append(
                    put["store_order"](**plain, person_id=person, customer=str(at), **columns_of(order))
                )
                found["store_order_body"].append(put["store_order_body"](order_id=id, snapshot=to_json(order)))
            yield found

    with sqlite(str(path)) as sink:
        pour(sink, "buyers", rows(), len(buyers))
    with sqlite3.connect(path) as connection:
        connection.execute("ANALYZE")
    return great


def customer(at: int, email: str) -> str:
    return to_json({"external_id": str(at), "name": f"Buyer {at}", "email": email, "verified_email": True})


async def pane(folder: Path, wanted: argparse.Namespace) -> tuple[float, float]:
    """(p50, p95) in ms, each of somebody else than before."""
    data, environ = folder / "data", surroundings(log_level="warning")
    kept = folder / "great.json"
    if not kept.is_file():
        data.mkdir(parents=True, exist_ok=True)
        await admin_of(environ, data)
        kept.write_text(to_json(fill(data / "shopkeeper.db", wanted.orders)))
    token = await admin_again(environ, data)
    great = msgspec.json.decode(kept.read_bytes())
    async with served(data, environ, folder / "desk.log") as server:
        line = Line(server.port, {"Authorization": f"Bearer {token}"})
        waits = []
        for n in range(300):
            began = time.perf_counter()
            found = await told(line, "GET", f"/api/v1/people/{great[n % len(great)]}/shop")
            waits.append((time.perf_counter() - began) * 1000)
            assert found["sums"][0]["orders"] == EACH
        line.close()
    return percentile(waits, 50), percentile(waits, 95)


async def admin_again(environ: dict[str, str], data: Path) -> str:
    from _desk import EMAIL, command

    return (await command(environ, data, "token", "create", "--agent", EMAIL)).strip().splitlines()[-1]


# --- verdicts ---


async def run(wanted: argparse.Namespace) -> int:
    wrong = 0
    with tempfile.TemporaryDirectory(dir=wanted.folder) as made:
        folder = Path(made)
        if "hooks" in wanted.ways:
            pairs = [
                (await bare(folder / f"floor{n}", wanted), await hooks(folder / f"desk{n}", wanted))
                for n in range(wanted.runs)
            ]
            for below, ours in pairs:
                say(f"floor {below}; webhooks {ours}")
            least, rate = median([x.rate for x, _ in pairs]), median([y.rate for _, y in pairs])
            say(beside_reference("post", least))
            wrong += verdict("store webhooks", rate, least, rate / least, HOOKS, ok=rate / least >= HOOKS,
                             cpu_us=round(median([y.cpu for _, y in pairs])))  # fmt: skip
        if "sync" in wanted.ways:
            found = []
            for n in range(wanted.runs):
                (folder / f"sync{n}").mkdir()
                found.append(await synced(folder / f"sync{n}", wanted.posts))
                say(f"{found[-1][0]:,.0f} orders/s, {found[-1][1]:,.0f} µs CPU each")
            rate = median([one for one, _ in found])
            wrong += verdict("first sync", rate, None, rate / SYNC, SYNC, ok=rate >= SYNC,
                             cpu_us=round(median([two for _, two in found])))  # fmt: skip
        if "pane" in wanted.ways:
            place = Path(wanted.folder) / f"pane{wanted.orders}" if wanted.folder else folder / "pane"
            p50, p95 = await pane(place, wanted)
            say(f"the pane of somebody with {EACH} of {wanted.orders:,} orders: p50 {p50:.1f} ms, p95 {p95:.1f} ms")
            wrong += verdict("shop pane p95 (ms)", p95, None, p95 / PANE, PANE, ok=p95 <= PANE, p50=round(p50, 1))
    return wrong


def main_() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ways", type=lambda words: words.split(","), default=["hooks", "sync", "pane"])
    parser.add_argument("--posts", type=int, default=5_000)
    parser.add_argument("--senders", type=int, default=32)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--folder", help="a folder to keep the filled desk of the pane in, for another run")
    sys.exit(uvloop.run(run(parser.parse_args())))


if __name__ == "__main__":
    main_()
