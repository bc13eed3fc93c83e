"""Backups while people talk, restored into new desks and compared table by table and file by file; kills in mid-restore."""

import asyncio
import hashlib
import json
import random
import signal
import subprocess
import tarfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from tests.chaos.counting import Books, adds_up
from tests.chaos.crowd import Told, Visitor
from tests.chaos.disks import HANDED, hand_over
from tests.chaos.trial import Trial, eventually, trial
from tests.desks import SHOPKEEPER, Desk, prepared
from tests.servers import Postgres

LASTING = ("entry", "event", "seen", "named", "person", "handle", "attachment")
"""Tables whose rows come and stay: a backup holds a beginning of them."""
PASSING = {"job", "fetching", "measured", "backup_run", "visit", "attempt"}
"""What a running desk changes by itself at any moment."""
EACH = 15
"""Words of one visitor: a widget may say 20 a minute."""


def tables(books: Books) -> list[str]:
    with books._engine.connect() as connection:
        found = sa.inspect(connection).get_table_names()
    return sorted(name for name in found if "_search_" not in name)


def content(books: Books, table: str) -> list[str]:
    """Every row, as text, in an order that both databases agree on."""
    rows = books.rows(f'SELECT * FROM "{table}"')
    return sorted(json.dumps([_plain(value) for value in row]) for row in rows)


def _plain(value: Any) -> Any:
    return hashlib.sha256(bytes(value)).hexdigest() if isinstance(value, (bytes, memoryview)) else value


def files(data: Path) -> dict[str, str]:
    """Every kept file with the hash of its bytes."""
    found = (data / "files").glob("??/*")
    return {f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def same(one: Books, other: Books, but: Iterable[str] = ()) -> dict[str, int]:
    """All tables equal, row by row; answers how many rows each has."""
    assert tables(one) == tables(other)
    counted = {}
    for table in set(tables(one)) - set(but):
        left, right = content(one, table), content(other, table)
        assert left == right, f"{table}: {len(left)} rows and {len(right)}"
        counted[table] = len(left)
    return counted


class Talk:
    """Visitors who talk and send files, and mails that come, until told to stop."""

    def __init__(self, shop: Trial, many: int) -> None:
        self.shop, self.told, self.many = shop, Told(), many
        self._stop = False

    async def __aenter__(self) -> "Talk":
        await self.shop.connect("handed", HANDED, receive="listener", auth="none")
        self._street = httpx.AsyncClient(timeout=20, trust_env=False)
        self.visitors = [Visitor(self.shop, self._street, n, self.told) for n in range(self.many)]
        self._tasks = [asyncio.create_task(self._talks(visitor, n)) for n, visitor in enumerate(self.visitors)]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop = True
        await asyncio.gather(*self._tasks)
        await self._street.aclose()

    async def _talks(self, visitor: Visitor, number: int) -> None:
        await visitor.enters()
        turn = 0
        while not self._stop:
            turn += 1
            await visitor.says(f"Word {turn} of {number}: {'many words ' * 40}")
            if turn % 5 == 1:
                await self._sends_file(visitor, f"{number} {turn} ".encode() * 3_000)
                await asyncio.to_thread(hand_over, self.shop.lmtp, number * 10_000 + turn)
            await asyncio.sleep(0.05)

    async def _sends_file(self, visitor: Visitor, data: bytes) -> None:
        await self._street.post(
            f"{visitor.root}/attachments", params={"name": "a.txt"}, content=data, headers=visitor._who
        )

    async def has_said(self, words: int) -> bool:
        return len(self.told.accepted) >= words


async def kept(
    folder: Path, base: Postgres | None, *, words: int = 60, kills: int = 2, seed: int = 1
) -> dict[str, Any]:
    """The whole story. `base`: on PostgreSQL."""
    made = base.create_database() if base else ""
    async with trial(folder / "first", database_url=made) as shop:
        async with Talk(shop, 1 + words // EACH) as talk:
            await eventually(lambda: talk.has_said(words))
            before = list(talk.told.accepted)
            began = time.monotonic()
            await asyncio.to_thread(shop.desk.command, "backup", str(folder / "busy.tar.gz"))
            took = time.monotonic() - began
            await eventually(lambda: talk.has_said(len(before) + 5))
        await _calm(shop)
        busy = await _restored(folder / "busy", folder / "busy.tar.gz", base)
        _is_a_beginning(Books(busy), Books(shop), before, busy)
        await asyncio.to_thread(shop.desk.kill)
        await asyncio.to_thread(shop.desk.command, "backup", str(folder / "quiet.tar.gz"))
        quiet = prepared(folder / "quiet", **_database(base))
        survived = await asyncio.to_thread(_kill_restores, quiet, folder / "quiet.tar.gz", kills, random.Random(seed))
        rows = same(Books(shop), Books(Trial(quiet, 0)), but=PASSING)
        assert files(quiet.data) == files(shop.desk.data)
        assert (quiet.data / "secret.key").read_bytes() == (shop.desk.data / "secret.key").read_bytes()
        await quiet.open()
        quiet.close()
        return {
            "rows": sum(rows.values()),
            "files": len(files(quiet.data)),
            "backup_s": round(took, 1),
            "killed": survived,
        }


async def _calm(shop: Trial) -> None:
    async def settled() -> bool:
        return not (await shop.counts())["handed"]["waiting"]

    await eventually(settled, patience=90)


async def _restored(folder: Path, archive: Path, base: Postgres | None) -> Trial:
    desk = prepared(folder, **_database(base))
    await asyncio.to_thread(desk.command, "restore", str(archive))
    return Trial(desk, 0)


def _database(base: Postgres | None) -> dict[str, str]:
    return {"database_url": base.create_database()} if base else {}


def _is_a_beginning(copy: Books | Any, source: Books, before: list[str], desk: Trial) -> None:
    """What was accepted before the backup began is in it; nothing in it is half, and nothing is made up."""
    copied = set(copy.column("SELECT id FROM entry"))
    assert set(before) <= copied
    for table in LASTING:
        here, there = content(copy, table), content(source, table)
        keys = set(copy.column(f'SELECT {_key(table)} FROM "{table}"')) - set(
            source.column(f'SELECT {_key(table)} FROM "{table}"')
        )
        assert not keys, f"{table}: {len(keys)} rows of {len(here)} that never were ({len(there)})"
    lying = {name.partition("/")[2] for name in files(desk.desk.data)}
    missing = set(copy.column("SELECT key FROM attachment")) - lying
    assert not missing, f"{len(missing)} files are named and not there"
    assert all(name.partition("/")[2] == digest for name, digest in files(desk.desk.data).items())
    adds_up(copy)


def _key(table: str) -> str:
    return {"event": "seq", "seen": "external_id", "named": "name"}.get(table, "id")


def _kill_restores(desk: Desk, archive: Path, kills: int, dice: random.Random) -> int:
    """Start to restore and pull the plug, again and again; the last one may end. Answers how many were killed in time."""
    killed = 0
    for _ in range(kills):
        words = [SHOPKEEPER, "restore", str(archive), "--data", desk.data]
        process = subprocess.Popen(words, env=desk.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.5, 1.6))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        if not killed:
            return 0
    desk.command("restore", str(archive))
    return killed


def names_in(archive: Path) -> list[str]:
    with tarfile.open(archive) as found:
        return found.getnames()
