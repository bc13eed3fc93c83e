"""Mail servers that renumber, refuse in a bad moment, and desks that die in the middle of it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from shopkeeper.channels import Inbox, Lines, arrivals, taking
from shopkeeper.channels.adapters.email import fetching, store
from shopkeeper.channels.adapters.email.fetching import Fetcher
from shopkeeper.channels.adapters.email.imap import Session
from shopkeeper.channels.adapters.email.mailbox import Mailbox
from shopkeeper.channels.adapters.email.tests.letters import mail
from shopkeeper.channels.adapters.email.tests.test_fetching import Mailbox as RealMailbox
from shopkeeper.channels.adapters.email.tests.test_fetching import connected, letters
from shopkeeper.channels.errors import NeedsOwner, Unavailable
from shopkeeper.channels.lines import InboxLine
from shopkeeper.channels.model import ArrivalState
from shopkeeper.channels.sdk import Thing
from shopkeeper.channels.tests.conftest import Shop
from shopkeeper.kit.clock import HOUR, MINUTE


@contextmanager
def answering(line: bytes) -> Iterator[int]:
    """An IMAP server that says only this to whoever signs in; gives its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        client, _ = server.accept()
        with client, client.makefile("rwb") as talk:
            talk.write(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")
            talk.flush()
            for said in talk:
                tag, _, rest = said.partition(b" ")
                talk.write(tag + (b" " + line if rest.upper().startswith(b"LOGIN") else b" OK done") + b"\r\n")
                talk.flush()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server.getsockname()[1]
    server.close()
    thread.join(5)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (b"NO [AUTHENTICATIONFAILED] Invalid credentials", NeedsOwner),
        (b"NO [UNAVAILABLE] Temporary authentication failure", Unavailable),
        (b"NO [LIMIT] Maximum number of connections from user+IP exceeded", Unavailable),
        (b"NO [INUSE] Mailbox in use", Unavailable),
        (b"NO [ALERT] Too many simultaneous connections. (Failure)", Unavailable),
        (b"NO [EXPIRED] Your password is over", NeedsOwner),
        (b"BAD something odd", NeedsOwner),
    ],
)
def test_a_bad_moment_is_no_wrong_password(said: bytes, kind: type[Exception]) -> None:
    with answering(said) as port:
        box = Mailbox(imap_host="127.0.0.1", imap_port=port, imap_security="none")
        with pytest.raises(kind):
            Session(box, "127.0.0.1", "ana", {"password": "x"})


@contextmanager
def hanging_up(rest: bytes) -> Iterator[int]:
    """An IMAP server that lets everybody in, begins to IDLE, says `rest` and hangs up; gives its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        client, _ = server.accept()
        with client, client.makefile("rwb") as talk:
            talk.write(b"* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n")
            talk.flush()
            for said in talk:
                tag, _, word = said.partition(b" ")
                idles = word.upper().startswith(b"IDLE")
                able = b"* CAPABILITY IMAP4rev1 IDLE\r\n" if word.upper().startswith(b"CAPABILITY") else b""
                talk.write(b"+ idling\r\n" + rest if idles else able + tag + b" OK done\r\n")
                talk.flush()
                if idles:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server.getsockname()[1]
    server.close()
    thread.join(5)


@pytest.mark.parametrize("rest", [b"", b"* BYE Server shutting down.\r\n"])
def test_a_server_that_hangs_up_while_we_wait_is_noticed_at_once(rest: bytes) -> None:
    with hanging_up(rest) as port:
        box = Mailbox(imap_host="127.0.0.1", imap_port=port, imap_security="none")
        session = Session(box, "127.0.0.1", "ana", {"password": "x"})
        began = time.monotonic()
        with pytest.raises(Unavailable, match="hung up"):
            session.wait(20)
        assert time.monotonic() - began < 5
        session.close()


class Killed(BaseException):
    """The process is gone."""


class DyingDb:
    """The desk's database, until the verb of this name was done: then the plug is pulled."""

    def __init__(self, db: Any, verb: str) -> None:
        self._db, self._verb = db, verb

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)

    async def write_background(self, verb: Any, *args: Any, **more: Any) -> Any:
        done = await self._db.write_background(verb, *args, **more)
        if verb.__name__ == self._verb:
            raise Killed
        return done


async def look(shop: Shop, inbox: Inbox, dies_after: str = "") -> int:
    line = InboxLine(shop.ctx, inbox, {})
    if dies_after:
        line.db = DyingDb(shop.db, dies_after)  # type: ignore[assignment]
    fetcher = Fetcher(line)
    try:
        return await fetcher.look()
    finally:
        assert fetcher._session is not None
        fetcher._session.close()


@pytest.mark.servers
@pytest.mark.parametrize("verb", ["forget", "entered"])
async def test_killed_while_a_folder_is_renumbered_no_new_mail_is_taken_for_a_known_one(
    shop: Shop, dovecot: Any, verb: str
) -> None:
    box = RealMailbox(dovecot)
    box.gets(*letters(1, 2, 3))
    inbox = await connected(shop, box)
    await look(shop, inbox)
    # The folder is restored from elsewhere: other mails under the numbers that we know.
    box.does(lambda client: (client.delete_messages([1, 2, 3]), client.expunge()))
    box.gets(*letters(4, 5, 6))
    await shop.does(_know_as, inbox.id, {4: 1, 5: 2, 6: 3})
    with pytest.raises(Killed):
        await look(shop, inbox, dies_after=verb)
    await look(shop, inbox)
    assert (await shop.reads(arrivals.counted, inbox)).stored == 6
    await shop.closes()


def _know_as(tx: Any, inbox_id: str, numbers: dict[int, int]) -> None:
    """Our notes as an earlier numbering left them: another validity, and the same numbers for other mails."""
    known = dict(tx.all(store.sa.select(store.located.c.uid, store.located.c.arrival_id)))
    for new, old in numbers.items():
        store.locate(tx, inbox_id, "INBOX", [new], [known[old]])
    tx.run(store.sa.update(store.folder).values(validity=1))


async def test_what_was_kept_and_never_read_is_read_after_a_restart(shop: Shop) -> None:
    await shop.opens()
    kept = [await _kept(shop, n) for n in range(130)]
    await taking.sweep(shop.ctx)
    assert (await shop.reads(arrivals.counted, shop.help)).waiting == 130
    shop.clock.advance(1)
    await taking.sweep(shop.ctx, late=0)
    found = await shop.reads(arrivals.counted, shop.help)
    assert (found.stored, found.waiting) == (len(kept), 0)
    await shop.closes()


async def test_what_was_kept_before_the_clock_went_back_is_read_too(shop: Shop) -> None:
    await shop.opens()
    await _kept(shop, 1)
    shop.clock.advance(-HOUR)
    await taking.sweep(shop.ctx)
    assert (await shop.reads(arrivals.counted, shop.help)).stored == 1
    await shop.closes()


async def _kept(shop: Shop, number: int) -> str:
    """On disk, and then the plug was pulled."""
    body = mail(message_id=f"<k{number}@home.example>", sender=f"c{number}@home.example", body=f"Word {number}\n")
    sealed = await arrivals.sealed(shop.ctx.files, Thing(body=body, received_at=shop.clock()))
    [id] = await shop.does(arrivals.keep, shop.help.id, [sealed])
    return str(id)


async def test_a_storage_that_is_gone_for_an_hour_puts_nothing_into_quarantine(shop: Shop) -> None:
    await shop.opens()
    body = mail(message_id="<big@home.example>", body="x" * 300_000)
    sealed = await arrivals.sealed(shop.ctx.files, Thing(body=body, received_at=shop.clock()))
    [id] = await shop.does(arrivals.keep, shop.help.id, [sealed])
    for _ in range(60):
        kept = await shop.reads(arrivals.load, id)
        assert (await taking._failed(shop.ctx, kept, Unavailable("The disk is full."))).state is ArrivalState.new
        shop.clock.advance(MINUTE)
    await taking.sweep(shop.ctx)
    assert (await shop.reads(arrivals.load, id)).state is ArrivalState.stored
    await shop.closes()


# On PostgreSQL the other process may be alive: its lease of a minute stands.
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.servers
async def test_a_mailbox_held_by_a_dead_process_is_fetched_at_once_on_sqlite(shop: Shop, dovecot: Any) -> None:
    box = RealMailbox(dovecot)
    await connected(shop, box)
    await Lines(shop.ctx).look_round()
    after = Lines(shop.ctx)
    await after.start()
    try:
        async with fetching.asyncio.timeout(10):
            while not after._tasks:
                await fetching.asyncio.sleep(0.05)
    finally:
        await after.stop()
