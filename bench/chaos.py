"""It does not lose, the long way: everything pulled out from under a desk, and both sides counted at the end.

The value is what was lost or doubled: it must be 0. Each scenario prints what it found; one that this machine has no
programs for (Dovecot, Postfix, PostgreSQL, NATS, libfaketime, a mount) says so and counts as not passed.

    scripts/bench chaos [NAME …] [--messages 2000] [--answers 500] [--kills 20] [--seed 1]

    kill, kill-postgres     kill -9 at random while mail, chats and answers go on
    full-disk               a tmpfs fills up and is given room again
    locked, moved           another program holds the database for 30 s; its file is moved away and put back
    postgres, held          PostgreSQL killed and gone for 20 s; a table locked while a crowd asks
    nats                    the broker killed in the middle of a talk
    imap, login             Dovecot killed while we fetch, and renumbered; a password refused
    moods, slow, greylist   a far side that refuses, hangs up before and after DATA, answers too late, wants us to come back
    clock                   a day forward, an hour back, two days forward, back again
    backup, backup-postgres taken under load, restored, compared; restores killed in the middle
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from _report import say, verdict

from tests import servers
from tests.chaos import clocks, disks, keeping, killing, mailing, servers_gone
from tests.chaos.counting import Inward
from tests.servers import Missing

Found = tuple[int, dict[str, Any]]
"""How much was lost or doubled, and what was seen."""


def _in(found: Inward) -> Found:
    return found.lost + found.doubled, {"accepted": found.accepted, "stored": found.stored}


async def kill(folder: Path, wanted: argparse.Namespace, database: str = "") -> Found:
    found = await killing.killed(
        folder, database, kills=wanted.kills, messages=wanted.messages, answers=wanted.answers, seed=wanted.seed
    )
    inside, out = found.inward, found.outward
    return inside.lost + inside.doubled + inside.extra + out.lost + out.doubled + out.failed, found.words()


async def kill_postgres(folder: Path, wanted: argparse.Namespace) -> Found:
    with servers.postgres(own=True, **servers_gone.DURABLE) as base:
        return await kill(folder, wanted, base.create_database())


async def full_disk(folder: Path, wanted: argparse.Namespace) -> Found:
    return _in(await disks.full(folder, megabytes=32, visitors=12))


async def locked(folder: Path, wanted: argparse.Namespace) -> Found:
    return _in(await disks.locked(folder, seconds=30))


async def moved(folder: Path, wanted: argparse.Namespace) -> Found:
    return _in(await disks.moved(folder))


async def postgres(folder: Path, wanted: argparse.Namespace) -> Found:
    return _in(await servers_gone.postgres_gone(folder, seconds=20))


async def held(folder: Path, wanted: argparse.Namespace) -> Found:
    with servers.postgres(own=True) as base:
        return _in(await servers_gone.postgres_held(folder, base, seconds=20, crowd=120))


async def nats(folder: Path, wanted: argparse.Namespace) -> Found:
    with servers.postgres(own=True) as base, servers.broker() as (address, broker):
        found = await servers_gone.nats_gone(folder, base, broker, address, words=240)
        return found["unseen"] + found["twice"], found


async def imap(folder: Path, wanted: argparse.Namespace) -> Found:
    return _in(await mailing.imap_gone(folder, letters=wanted.messages, falls=3))


async def login(folder: Path, wanted: argparse.Namespace) -> Found:
    return _in(await mailing.login_refused(folder))


async def moods(folder: Path, wanted: argparse.Namespace) -> Found:
    found = await mailing.moody(folder, answers=wanted.answers, talks=40, seed=wanted.seed)
    return found.lost + found.doubled + found.lying + found.other, found.words()


async def slow(folder: Path, wanted: argparse.Namespace) -> Found:
    found = await mailing.slow(folder)
    return found.lost + found.doubled + (found.unsure != 1), found.words()


async def greylist(folder: Path, wanted: argparse.Namespace) -> Found:
    found = await mailing.greylisted(folder)
    return found.lost + found.doubled + (found.sent != 1), found.words()


async def clock(folder: Path, wanted: argparse.Namespace) -> Found:
    day, hour = 24 * clocks.HOUR, clocks.HOUR
    return _in(await clocks.jumping(folder, jumps=(day, -hour, 2 * day, 0)))


async def backup(folder: Path, wanted: argparse.Namespace) -> Found:
    return 0, await keeping.kept(folder, None, words=wanted.messages // 4, kills=8, seed=wanted.seed)


async def backup_postgres(folder: Path, wanted: argparse.Namespace) -> Found:
    with servers.postgres(own=True) as base:
        return 0, await keeping.kept(folder, base, words=wanted.messages // 4, kills=8, seed=wanted.seed)


SCENARIOS: dict[str, Callable[[Path, argparse.Namespace], Awaitable[Found]]] = {
    "kill": kill, "kill-postgres": kill_postgres, "full-disk": full_disk, "locked": locked, "moved": moved,
    "postgres": postgres, "held": held, "nats": nats, "imap": imap, "login": login, "moods": moods, "slow": slow, "greylist": greylist, "clock": clock,
    "backup": backup, "backup-postgres": backup_postgres,
}  # fmt: skip


def tried(name: str, wanted: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    """Lost or doubled, and what was found. What falls over counts as one."""
    began = time.monotonic()
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix=f"sk-{name}-", ignore_cleanup_errors=True))
        )
        try:
            lost, found = asyncio.run(SCENARIOS[name](folder / "desk", wanted))
        except (AssertionError, Missing) as error:
            lost, found = 1, {"fell": str(error)[:600]}
    found = {**found, "took_s": round(time.monotonic() - began, 1)}
    say(f"{name}: {'lost or doubled: ' + str(lost) if lost else 'nothing lost, nothing doubled'} {found}")
    return lost, found


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SCENARIOS))
    options.add_argument("--messages", type=int, default=2_000)
    options.add_argument("--answers", type=int, default=500)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    wanted = options.parse_args()
    if unknown := [name for name in wanted.names if name not in SCENARIOS]:
        options.error(f"there is no {', '.join(unknown)}; there are: {', '.join(SCENARIOS)}")
    found = {name: tried(name, wanted) for name in wanted.names or SCENARIOS}
    lost = sum(one for one, _ in found.values())
    scenarios = {name: {"lost_or_doubled": one, **words} for name, (one, words) in found.items()}
    return verdict("chaos", lost, 0, 0, 0, ok=not lost, unit="lost or doubled", scenarios=scenarios)


if __name__ == "__main__":
    sys.exit(main())
