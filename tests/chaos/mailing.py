"""Mail servers with moods: gone while we fetch, renumbered, refusing our password; taking mail and hanging up without a word."""

import asyncio
import random
import smtplib
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from shopkeeper.channels.testing import Postbox
from shopkeeper.kit import ids
from tests import servers
from tests.chaos.clocks import Clock
from tests.chaos.counting import Books, Inward, adds_up, inward
from tests.chaos.crowd import Told, letter
from tests.chaos.disks import hand_over
from tests.chaos.trial import Trial, by_imap, by_smtp, eventually, trial
from tests.servers import MailStore

ADDRESS = "hello@fetched.example"
HANDED = "hello@handed.test"


def gets(store: MailStore, numbers: range, told: Told) -> None:
    """These letters lie in the mailbox."""
    with smtplib.LMTP(store.host, store.lmtp_port, timeout=30) as line:
        for n in numbers:
            made = letter(n, f"ana{n % 40}@home.example", ADDRESS)
            line.sendmail("ana@home.example", [ADDRESS], made.as_bytes())
            told.accepted.append(str(made["Message-ID"]))


async def imap_gone(folder: Path, *, letters: int, falls: int) -> Inward:
    """Dovecot is killed in the middle of fetching, and comes back with all its mails renumbered (a new UIDVALIDITY)."""
    told = Told()
    with servers.dovecot() as store:
        assert store.server is not None
        await asyncio.to_thread(gets, store, range(letters), told)
        async with trial(folder) as shop:
            await shop.connect("fetched", ADDRESS, store.password, **by_imap(store, ADDRESS))
            for fall in range(falls):
                await eventually(lambda least=letters * fall // (2 * falls): _stored(shop, least + 1), pause=0.02)  # type: ignore[misc]
                await asyncio.to_thread(store.server.kill)
                await asyncio.sleep(0.3)
                await asyncio.to_thread(store.server.start)
            await asyncio.to_thread(store.server.stop)
            _renumber(store.mail / ADDRESS)
            await asyncio.to_thread(store.server.start)
            await asyncio.to_thread(gets, store, range(letters, letters + 5), told)
            await eventually(lambda: _stored(shop, letters + 5), patience=200)
            return await _counted(shop, told, letters + 5)


def _renumber(mailbox: Path) -> None:
    """Dovecot numbers a maildir anew when it finds neither list nor index."""
    for name in ("dovecot-uidlist", *(path.name for path in mailbox.glob("dovecot*"))):
        (mailbox / name).unlink(missing_ok=True)


async def _stored(shop: Trial, least: int) -> bool:
    return "fetched" in (counts := await shop.counts()) and counts["fetched"]["stored"] >= least


async def _counted(shop: Trial, told: Told, server: int) -> Inward:
    async def settled() -> bool:
        found = (await shop.counts())["fetched"]
        return found["waiting"] == 0 and found["server"] == server and found["stored"] == server

    await eventually(settled, patience=90)
    books = Books(shop)
    adds_up(books)
    return inward(books, told.accepted)


async def login_refused(folder: Path) -> Inward:
    """The password stops working; the owner is told, enters the new one, and the mail comes in."""
    told = Told()
    with servers.dovecot() as store:
        assert store.server is not None
        config = Path(str(store.server.command[-1]))
        async with trial(folder) as shop:
            await shop.connect("fetched", ADDRESS, store.password, **by_imap(store, ADDRESS))
            await asyncio.to_thread(gets, store, range(3), told)
            await eventually(lambda: _stored(shop, 3))
            await asyncio.to_thread(store.server.stop)
            config.write_text(config.read_text().replace("password=secret", "password=another"))
            await asyncio.to_thread(store.server.start)
            await asyncio.to_thread(gets, store, range(3, 6), told)
            await eventually(lambda: _needs_owner(shop))
            assert "password" in (await shop.inbox("fetched"))["problem"]
            secrets = {"secrets": {"password": "another"}}
            await shop.tell("PATCH", f"/inboxes/{shop.boxes['fetched']['id']}", secrets)
            await eventually(lambda: _stored(shop, 6))
            assert (await shop.inbox("fetched"))["state"] == "ok"
            return await _counted(shop, told, 6)


async def _needs_owner(shop: Trial) -> bool:
    return bool((await shop.inbox("fetched"))["state"] == "needs_owner")


class Moody(Postbox):
    """A far side that refuses, closes, takes the mail and hangs up, or hangs up without taking it."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__()
        self.dice = dice
        self.moods: Counter[str] = Counter()

    def _failure(self, stage: str) -> str | None:
        said = {"mail": (0.1, "421 4.3.2 Closing"), "rcpt": (0.05, "550 5.7.1 Not from you"), "data": (0.1, "")}
        chance, answer = said.get(stage, (0.0, ""))
        if self.dice.random() >= chance:
            return None
        self.moods[answer or "took it and hung up"] += 1
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.dice.random() >= 0.1:
            return await super().handle_DATA(server, session, envelope)
        self.moods["hung up without taking it"] += 1
        assert isinstance(server.transport, asyncio.WriteTransport)
        server.transport.abort()
        return "250 Nobody hears this"


@dataclass(frozen=True)
class Sent:
    """`lost`: shown as sent and not there. `doubled`: there twice. `lying`: shown as failed and there all the same."""

    answers: int
    sent: int
    unsure: int
    failed: int
    lost: int
    doubled: int
    lying: int
    other: int
    moods: dict[str, int]

    def words(self) -> dict[str, Any]:
        return asdict(self)


async def moody(folder: Path, *, answers: int, talks: int = 8, seed: int = 1) -> Sent:
    """So many answers to a far side with moods; then every doubt is sent again, as the very same mail."""
    async with Moody(random.Random(seed)) as far, trial(folder) as shop:
        await shop.connect("handed", HANDED, receive="listener", auth="none", **by_smtp("127.0.0.1", far.port))
        for n in range(talks):
            assert (await asyncio.to_thread(hand_over, shop.lmtp, n))[0] == 250
        found = await eventually(lambda: _talks(shop, talks))
        for n in range(answers):
            data = {"id": ids.new(), "text": f"Answer {n}"}
            await shop.tell("POST", f"/conversations/{found[n % talks]}/replies", data)
        books = Books(shop)
        await eventually(lambda: _quiet(books), patience=120)
        sent = _judged(books, far, answers)
        await _send_again(shop, books, far)
        adds_up(books)
        return sent


class Slow(Postbox):
    """Takes a mail and says so only when nobody listens any more."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        said = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(self.seconds)
        return said


async def slow(folder: Path, *, seconds: float = 45) -> Sent:
    """A server that needs longer than we wait: a doubt, and not a second mail."""
    async with Slow(seconds) as far, trial(folder) as shop:
        await shop.connect("handed", HANDED, receive="listener", auth="none", **by_smtp("127.0.0.1", far.port))
        assert (await asyncio.to_thread(hand_over, shop.lmtp, 1))[0] == 250
        [talk] = await eventually(lambda: _talks(shop, 1))
        await shop.tell("POST", f"/conversations/{talk}/replies", {"id": ids.new(), "text": "Answer"})
        books = Books(shop)
        await eventually(lambda: _quiet(books), patience=120)
        await asyncio.sleep(seconds)
        adds_up(books)
        return _judged(books, far, 1)


async def greylisted(folder: Path) -> Sent:
    """451, and the mail is taken when it comes again five minutes later (which a clock of its own makes short)."""
    clock = Clock(folder)
    async with Postbox() as far, trial(folder, beside=clock.environ) as shop:
        await shop.connect("handed", HANDED, receive="listener", auth="none", **by_smtp("127.0.0.1", far.port))
        assert (await asyncio.to_thread(hand_over, shop.lmtp, 1))[0] == 250
        [talk] = await eventually(lambda: _talks(shop, 1))
        far.fail_next("rcpt", "451 4.7.1 Greylisted, come back in five minutes")
        await shop.tell("POST", f"/conversations/{talk}/replies", {"id": ids.new(), "text": "Answer"})
        books = Books(shop)
        await eventually(lambda: _waits(books))
        clock.shift(310)
        await eventually(lambda: _quiet(books), patience=30)
        return _judged(books, far, 1)


async def _waits(books: Books) -> bool:
    return bool(books.one("SELECT count(*) FROM delivery WHERE state = 'queued' AND reason LIKE '%Greylisted%'"))


async def _talks(shop: Trial, many: int) -> list[str]:
    found = [one["id"] for one in (await shop.ask("/conversations", view="all"))["items"]]
    return found if len(found) == many else []


async def _quiet(books: Books) -> bool:
    return not books.one("SELECT count(*) FROM delivery WHERE state IN ('queued', 'sending')")


def _judged(books: Books, far: Postbox, answers: int) -> Sent:
    rows = books.rows("SELECT message_id, state FROM delivery")
    states, there = Counter(row.state for row in rows), _taken(far)
    return Sent(
        answers, states["sent"], states["unsure"], states["failed"],
        lost=sum(there[row.message_id] == 0 for row in rows if row.state == "sent") + answers - len(rows),
        doubled=sum(many - 1 for many in there.values()),
        lying=sum(there[row.message_id] > 0 for row in rows if row.state == "failed"),
        other=len(rows) - states["sent"] - states["unsure"] - states["failed"], moods=dict(getattr(far, "moods", {})),
    )  # fmt: skip


def _taken(far: Postbox) -> Counter[str]:
    return Counter(str(one.mail["Message-ID"]).strip("<>") for one in far.taken)


async def _send_again(shop: Trial, books: Books, far: Moody) -> None:
    """An agent's "Try again" on each doubt: no mail may come twice under two names."""
    before = set(_taken(far))
    doubts = books.rows("SELECT entry_id, message_id FROM delivery WHERE state = 'unsure'")
    for row in doubts:
        await shop.tell("POST", f"/entries/{row.entry_id}/delivery")
    await eventually(lambda: _quiet(books), patience=120)
    assert set(_taken(far)) - before <= {row.message_id for row in doubts}
