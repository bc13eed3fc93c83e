"""No mail delays anybody: each catastrophe in full size, by every way that mail comes in, while others write and an agent works.

The value is the longest that anybody else waited, in seconds, for a mail to be taken and to be on the list, for a word in a chat, for the
agent's list; the floor is the same beside ordinary mails. Memory is what the desk and its readers held together. A catastrophe must end
stored, refused to its sender or in quarantine, the last two with a reason.

    scripts/bench catastrophes [--way lmtp|imap|import] [NAME …]
"""

import argparse
import asyncio
import smtplib
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from _report import say, verdict

from tests import servers
from tests.chaos.crowd import letter
from tests.chaos.trial import Trial, by_imap
from tests.mails import delays
from tests.mails.catastrophes import CATASTROPHES, mail

LONGEST_WAIT = 1.0
MOST_MEMORY = 1_200
FETCHED = "fetched@larkandloom.example"

Come = Callable[[bytes], Awaitable[str]]


@asynccontextmanager
async def by_lmtp(shop: Trial) -> AsyncIterator[tuple[str, Come]]:
    yield "mail", delays.Post(shop).sends


@asynccontextmanager
async def by_fetching(shop: Trial) -> AsyncIterator[tuple[str, Come]]:
    """Delivered to a Dovecot, where the desk finds it."""
    with servers.dovecot() as store:

        def deliver(body: bytes) -> str:
            with smtplib.LMTP(store.host, store.lmtp_port, timeout=120) as line:
                return str(line.sendmail("mallory@kunde.example", [FETCHED], body) or "")

        await shop.connect("fetched", FETCHED, store.password, **by_imap(store, FETCHED))
        yield "fetched", lambda body: asyncio.to_thread(deliver, body)


@asynccontextmanager
async def by_import(shop: Trial) -> AsyncIterator[tuple[str, Come]]:
    """From a file, by the command beside the running desk."""
    with tempfile.TemporaryDirectory() as folder:

        def bring(body: bytes) -> str:
            file = Path(folder, "one.eml")
            file.write_bytes(body)
            shop.desk.command("import-mail", str(file))
            return ""

        yield "mail", lambda body: asyncio.to_thread(bring, body)


WAYS = {"lmtp": by_lmtp, "imap": by_fetching, "import": by_import}


async def endings(ways: list[str], names: list[str]) -> dict[str, list[delays.Ending]]:
    """By "quiet" and "loud": ordinary mails, then the catastrophes."""
    found: dict[str, list[delays.Ending]] = {"quiet": [], "loud": []}
    for way in ways:
        with tempfile.TemporaryDirectory() as folder:
            async with delays.opened(Path(folder)) as shop, WAYS[way](shop) as (box, come):
                for name, body in [(str(n), ordinary(n)) for n in range(5)] + [
                    (name, mail(name, delays.MAILBOX)) for name in names
                ]:
                    kind = "quiet" if name.isdigit() else "loud"
                    ending = await delays.endure(shop, f"{name}, by {way}", lambda body=body: come(body), box)  # type: ignore[misc]
                    found[kind].append(ending)
                    say(ending)
    return found


def ordinary(number: int) -> bytes:
    return letter(number, f"carl{number}@kunde.example", delays.MAILBOX).as_bytes()


def fine(one: delays.Ending) -> bool:
    waited = one.waits.longest() <= LONGEST_WAIT and one.megabytes <= MOST_MEMORY
    return waited and (one.state == "stored" or bool(one.reason))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--way", action="append", choices=sorted(WAYS))
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CATASTROPHES))
    given = options.parse_args()
    if unknown := [name for name in given.names if name not in CATASTROPHES]:
        options.error(f"there is no {', '.join(unknown)}; there are: {', '.join(CATASTROPHES)}")
    found = asyncio.run(endings(given.way or list(WAYS), given.names or list(CATASTROPHES)))
    loud, floor = found["loud"], max(one.waits.longest() for one in found["quiet"])
    value = max(one.waits.longest() for one in loud)
    return verdict(
        "catastrophes", value, floor, value / floor, LONGEST_WAIT, ok=all(fine(one) for one in loud), unit="s that others waited at most",
        waits={wait: max(getattr(one.waits, wait) for one in loud) for wait in delays.Waits.__struct_fields__},
        megabytes=max(one.megabytes for one in loud),
        ended={state: sum(one.state == state for one in loud) for state in ("stored", "refused", "quarantined")},
        over=[one.name for one in loud if not fine(one)],
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
