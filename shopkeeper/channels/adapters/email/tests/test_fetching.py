"""Fetching from a real Dovecot, sending through a real Postfix, and our own listener."""

import asyncio
import smtplib
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from shopkeeper import channels
from shopkeeper.channels import Inbox, InboxState, InboxWish, Lines, arrivals, quarantine
from shopkeeper.channels.adapters.email import fetching, listener, store
from shopkeeper.channels.adapters.email.fetching import Fetcher
from shopkeeper.channels.adapters.email.tests.letters import mail
from shopkeeper.channels.counting import counts
from shopkeeper.channels.lines import InboxLine, OurHouse
from shopkeeper.channels.tests.conftest import Shop
from shopkeeper.kit.clock import now
from shopkeeper.kit.errors import Busy

pytestmark = pytest.mark.servers
_numbers = iter(range(1, 1_000_000))


class Mailbox:
    """One fresh mailbox on the running Dovecot, filled over LMTP."""

    def __init__(self, dovecot: Any) -> None:
        self.server = dovecot
        self.address = f"shop{next(_numbers)}-{now()}@garden.example"

    def gets(self, *bodies: bytes) -> None:
        with smtplib.LMTP(self.server.host, self.server.lmtp_port) as line:
            for body in bodies:
                line.sendmail("sender@home.example", [self.address], body)

    def settings(self, **more: Any) -> dict[str, Any]:
        plain = {
            "imap_host": "127.0.0.1",
            "imap_port": self.server.imap_port,
            "imap_security": "none",
            "user": self.address,
        }
        return {**plain, "smtp_security": "none", "auth": "password", "poll_seconds": 5, **more}

    def does(self, act: Callable[[Any], Any]) -> Any:
        """What another mail program does to the mailbox."""
        from imapclient import IMAPClient

        with IMAPClient(self.server.host, port=self.server.imap_port, ssl=False) as client:
            client.login(self.address, self.server.password)
            client.select_folder("INBOX")
            return act(client)


async def connected(shop: Shop, box: Mailbox, **more: Any) -> Inbox:
    await shop.opens()
    wish = InboxWish(
        kind="email", name="Live", brand_id=shop.brand.id, address=box.address, settings=box.settings(**more),
        secrets={"password": box.server.password},
    )  # fmt: skip
    return await shop.does(channels.connect, None, wish)


def letters(*numbers: int) -> list[bytes]:
    return [mail(message_id=f"<n{n}@home.example>", body=f"Word {n}\n", sender=f"c{n}@home.example") for n in numbers]


async def look(shop: Shop, inbox: Inbox) -> int:
    fetcher = Fetcher(InboxLine(shop.ctx, inbox, {}))
    try:
        return await fetcher.look()
    finally:
        assert fetcher._session is not None
        fetcher._session.close()


async def count(shop: Shop, inbox: Inbox) -> Any:
    found = next(one for one in await shop.reads(counts) if one.inbox_id == inbox.id)
    assert found.server == found.stored + found.duplicate + found.ignored + found.quarantined + found.waiting
    return found


async def until(true: Callable[[], Any], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not await true():
            await asyncio.sleep(0.05)


@asynccontextmanager
async def fetched_forever(shop: Shop) -> AsyncIterator[Lines]:
    lines = Lines(shop.ctx)
    await lines.start()
    try:
        yield lines
    finally:
        await lines.stop()


async def test_a_mail_that_is_too_big_is_counted_and_told_and_holds_up_nobody(shop: Shop, dovecot: Any) -> None:
    box = Mailbox(dovecot)
    box.gets(letters(1)[0] + (b"hello there " * 80 + b"\r\n") * (fetching.LONGEST // 962 + 1), *letters(2))
    inbox = await connected(shop, box)
    assert await look(shop, inbox) == 2
    found = await count(shop, inbox)
    assert (found.stored, found.quarantined) == (1, 1)
    [aside] = await shop.reads(quarantine.listed)
    assert "64 MB" in aside.reason
    assert "where it came from" in aside.reason
    assert await look(shop, inbox) == 0
    await shop.closes()


async def test_mail_read_elsewhere_comes_in_and_nothing_comes_twice(shop: Shop, dovecot: Any) -> None:
    box = Mailbox(dovecot)
    box.gets(*letters(1, 2, 3))
    box.does(lambda client: client.add_flags([1, 2], [b"\\Seen"]))
    inbox = await connected(shop, box)
    assert await look(shop, inbox) == 3
    assert await look(shop, inbox) == 0
    box.gets(*letters(4))
    assert await look(shop, inbox) == 1
    assert (await count(shop, inbox)).stored == 4
    assert box.does(lambda client: client.get_flags([3]))[3] == ()
    await shop.closes()


async def test_renumbered_folders_bring_nothing_twice(shop: Shop, dovecot: Any) -> None:
    box = Mailbox(dovecot)
    box.gets(*letters(1, 2))
    inbox = await connected(shop, box)
    await look(shop, inbox)
    await shop.does(lambda tx: tx.run(sa.update(store.folder).values(validity=1)))
    assert await look(shop, inbox) == 2
    found = await count(shop, inbox)
    assert (found.server, found.stored, found.duplicate) == (2, 2, 0)
    await shop.closes()


async def test_the_count_follows_what_is_deleted_and_doubled(shop: Shop, dovecot: Any) -> None:
    box = Mailbox(dovecot)
    box.gets(*letters(1, 2, 3), b"X-Copy: 1\r\n" + letters(1)[0])
    inbox = await connected(shop, box)
    await look(shop, inbox)
    found = await count(shop, inbox)
    assert (found.server, found.stored, found.duplicate) == (4, 3, 1)

    def copy_and_remove(client: Any) -> None:
        client.copy([2], "INBOX")
        client.delete_messages([3])
        client.expunge()

    box.does(copy_and_remove)
    shop.clock.advance(fetching.LOOK_AGAIN + 1)
    await look(shop, inbox)
    found = await count(shop, inbox)
    assert (found.server, found.stored, found.duplicate) == (4, 2, 2)
    await shop.closes()


async def test_a_big_mailbox_comes_in_slices_the_newest_first(shop: Shop, dovecot: Any) -> None:
    box = Mailbox(dovecot)
    box.gets(*letters(*range(1, 8)))
    inbox = await connected(shop, box, newest_days=0)
    line = InboxLine(shop.ctx, inbox, {})
    fetcher = Fetcher(line)
    await fetcher._sign_in()
    assert await fetcher._newest_first([1, 2, 3]) == [1, 2, 3]
    assert list(fetching._by_bytes([1, 2, 3], {1: 5_000_000, 2: 5_000_000, 3: 1})) == [[1], [2, 3]]
    assert await fetcher.look() == 7
    assert fetcher._session is not None
    fetcher._session.close()
    await shop.closes()


async def test_idle_brings_new_mail_at_once(shop: Shop, dovecot: Any) -> None:
    box = Mailbox(dovecot)
    inbox = await connected(shop, box)
    async with fetched_forever(shop):
        await until(lambda: _checked(shop, inbox))
        await asyncio.sleep(0.5)
        box.gets(*letters(1))
        await until(lambda: _stored(shop, inbox, 1))


async def test_two_processes_do_not_fetch_the_same_mailbox(shop: Shop, dovecot: Any) -> None:
    box = Mailbox(dovecot)
    await connected(shop, box)
    first, second = Lines(shop.ctx), Lines(shop.ctx)
    await first.look_round()
    await second.look_round()
    assert (len(first._tasks), len(second._tasks)) == (1, 0)
    await first.stop()
    shop.clock.advance(60_000)
    await second.look_round()
    assert len(second._tasks) == 1
    await second.stop()


async def test_a_wrong_password_is_told_to_the_owner(shop: Shop, dovecot: Any) -> None:
    box = Mailbox(dovecot)
    box.address = f"missing{box.address}"
    inbox = await connected(shop, box)
    async with fetched_forever(shop):
        await until(lambda: _in_state(shop, inbox, InboxState.needs_owner))
    assert "password" in str((await shop.reads(channels.inbox, inbox.id)).problem)


async def test_trying_a_mailbox_says_what_works(shop: Shop, dovecot: Any) -> None:
    box = Mailbox(dovecot)
    inbox = await connected(shop, box, folders=["INBOX", "Nowhere"])
    async with shop.door("ada") as ada:
        trial = (await ada.post(f"/api/v1/inboxes/{inbox.id}/test")).json()
    assert [step["ok"] for step in trial["steps"]] == [True, True, False, False]
    assert "INBOX" in trial["steps"][2]["advice"]


async def test_a_lost_answer_is_looked_for_in_the_sent_folder(shop: Shop, dovecot: Any) -> None:
    box = Mailbox(dovecot)
    address = mailbox_settings(box)
    assert await fetching.was_taken(*address, "ours@garden.example") is None
    await fetching.copy_to_sent(*address, mail(message_id="<ours@garden.example>"))
    assert await fetching.was_taken(*address, "ours@garden.example") is True
    await shop.closes()


def mailbox_settings(box: Mailbox) -> tuple[Any, str, str, dict[str, str]]:
    from shopkeeper.channels.adapters.email.mailbox import mailbox

    return mailbox(box.settings()), "127.0.0.1", box.address, {"password": box.server.password}


async def test_the_whole_way_round(shop: Shop, dovecot: Any, postfix: Any) -> None:
    """Ana writes by Postfix, we fetch by IMAP, answer by Postfix, her program gets it threaded, she answers."""
    ana, box = Mailbox(dovecot), Mailbox(dovecot)
    inbox = await connected(shop, box, smtp_host="127.0.0.1", smtp_port=postfix.port)
    question = mail(sender=ana.address, to=box.address, message_id="<q@home.example>", date="")
    await asyncio.to_thread(submit, postfix.port, ana.address, box.address, question)
    await until(lambda: _looked(shop, inbox))
    person = await shop.known(ana.address)
    talk = (await shop.reads(_talks_of, person.id))[0]
    answer = await shop.replies("alice", talk)
    await shop.works(11_000)
    assert (await shop.entry(answer.id)).body["delivery"]["state"] == "sent"
    await until(lambda: _has_mail(ana))
    [got] = ana.does(lambda client: list(client.fetch("1", ["BODY[]"]).values()))
    assert b"In-Reply-To: <q@home.example>" in got[b"BODY[]"]
    reply = mail(
        sender=ana.address,
        to=box.address,
        In_Reply_To=await shop.answer_id(answer),
        message_id="<r@home.example>",
        date="",
    )
    await asyncio.to_thread(submit, postfix.port, ana.address, box.address, reply)
    await until(lambda: _looked(shop, inbox))
    assert len(await shop.said_in(talk)) == 3
    await shop.closes()


async def test_our_own_listener_takes_mail_for_our_mailboxes_alone(shop: Shop) -> None:
    await shop.opens(receive="listener")
    house = OurHouse(shop.ctx)
    for local, client in ((False, smtplib.SMTP), (True, smtplib.LMTP)):
        server = await listener.serve(house, "127.0.0.1", 0, local=local)
        port = server.sockets[0].getsockname()[1]
        body = mail(message_id=f"<{client.__name__}@home.example>", body=f"By {client.__name__}\n")
        refused = await asyncio.to_thread(give, client, port, ["help@garden.example", "nobody@else.example"], body)
        assert list(refused) == ["nobody@else.example"]
        assert refused["nobody@else.example"][0] == 550
        server.close()
    # Said "kept" means kept: the rows are there, whether read by now or not.
    await until(lambda: _stored(shop, shop.help, 2))
    person = await shop.known("ana@home.example")
    said = await shop.said_in((await shop.reads(_talks_of, person.id))[0])
    # Whoever finds the port may write any name into From; what the mail server beside us hands over, nobody here knows.
    assert {one.body["text"]: one.body["unproven"] for one in said} == {"By SMTP": True, "By LMTP": False}
    await shop.closes()


async def test_the_listener_asks_for_patience_when_nothing_can_be_kept(shop: Shop) -> None:
    class Full(OurHouse):
        def line_of(self, box: Inbox) -> Any:
            raise Busy("The disk is full.")

    await shop.opens(receive="listener")
    server = await listener.serve(Full(shop.ctx), "127.0.0.1", 0)
    with pytest.raises(smtplib.SMTPDataError) as error:
        await asyncio.to_thread(give, smtplib.SMTP, server.sockets[0].getsockname()[1], ["help@garden.example"], mail())
    assert error.value.smtp_code == 451
    server.close()


def give(client: Any, port: int, to: list[str], body: bytes) -> dict[str, Any]:
    with client("127.0.0.1", port) as line:
        return dict(line.sendmail("ana@home.example", to, body))


def submit(port: int, sender: str, to: str, body: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname=socket.gethostname() or "localhost") as line:
        line.sendmail(sender, [to], body)


def _talks_of(tx: Any, person_id: str) -> list[str]:
    from shopkeeper.conversations.store import talks

    return [row.id for row in talks.of_people(tx, [person_id], 5)]


async def _checked(shop: Shop, inbox: Inbox) -> bool:
    return (await shop.reads(store.counted, inbox)) is not None


async def _stored(shop: Shop, inbox: Inbox, number: int) -> bool:
    return (await shop.reads(arrivals.counted, inbox)).stored == number


async def _in_state(shop: Shop, inbox: Inbox, state: InboxState) -> bool:
    return (await shop.reads(channels.inbox, inbox.id)).state is state


async def _looked(shop: Shop, inbox: Inbox) -> bool:
    return await look(shop, inbox) > 0


async def _has_mail(box: Mailbox) -> bool:
    return bool(await asyncio.to_thread(box.does, lambda client: client.search()))
