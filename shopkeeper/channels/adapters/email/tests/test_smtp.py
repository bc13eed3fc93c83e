"""Mail going out, against a server that speaks real SMTP."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
import pytest

from shopkeeper.channels.adapters.email import smtp
from shopkeeper.channels.adapters.email.channel import Email
from shopkeeper.channels.adapters.email.tests.letters import inbox, mail, post
from shopkeeper.channels.adapters.email.tests.test_composing import parcel
from shopkeeper.channels.adapters.email.translating import arrivals
from shopkeeper.channels.contract import Case, ChannelContract
from shopkeeper.channels.errors import Busy, NeedsOwner, Refused, Unavailable, Unsure
from shopkeeper.channels.model import Parcel, Recipient
from shopkeeper.channels.testing import Postbox
from shopkeeper.kit.outside import NotAllowedOut, Outside
from shopkeeper.kit.settings import Settings

OPEN = Outside(Settings(allow_private_networks="127.0.0.0/8,::1"))


def to(port: int, **changes: object) -> Parcel:
    box = inbox(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", user="help", receive="none")
    given = parcel(inbox=box, secrets={"password": "right"}, outside=OPEN)
    return msgspec.structs.replace(given, **changes)


def dead_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class TestEmail(ChannelContract):
    channel = Email()
    cases = (Case("a mail", post(mail()), tuple(arrivals(post(mail())))), Case("nothing", post(b"\r\n"), ignored=True))
    signed = False
    junk_is_a_message = True

    @asynccontextmanager
    async def far_side(self, status: int) -> AsyncIterator[Parcel]:
        if status == 0:
            yield to(dead_port())
            return
        stage, answer = {
            200: ("none", ""),
            401: ("auth", "535 5.7.8 Wrong password"),
            403: ("auth", "534 5.7.9 Use an app password"),
            404: ("rcpt", "550 5.1.1 No such user"),
            429: ("rcpt", "451 4.7.1 Greylisted, come back later"),
            500: ("mail", "421 4.3.0 Closing"),
        }[status]
        async with Postbox() as box:
            box.fail_next(stage, answer)
            yield to(box.port)


async def test_a_mail_arrives_as_it_was_written() -> None:
    async with Postbox() as box:
        given = to(box.port, bcc=(Recipient("boss@garden.example"),))
        receipt = await smtp.deliver(given)
        assert receipt.external_id == given.message_id
        assert box.taken[0].recipients == ("ana@home.example", "boss@garden.example")
        assert box.taken[0].mail["Subject"] == "Re: Where is my order?"


async def test_an_unknown_address_is_named_with_advice() -> None:
    async with Postbox() as box:
        box.fail_next("rcpt", "550 5.1.1 No such user here")
        with pytest.raises(Refused) as refusal:
            await smtp.deliver(to(box.port))
    assert refusal.value.bad_addresses == ("ana@home.example",)
    assert "does not exist" in (refusal.value.advice or "")
    assert box.taken == []


async def test_a_blocked_sender_does_not_spoil_the_address() -> None:
    async with Postbox() as box:
        box.fail_next("rcpt", "550 5.7.1 Your server is on a blocklist")
        with pytest.raises(Refused) as refusal:
            await smtp.deliver(to(box.port))
    assert refusal.value.bad_addresses == ()


async def test_greylisting_asks_for_patience() -> None:
    async with Postbox() as box:
        box.fail_next("data", "450 4.2.0 Greylisted")
        with pytest.raises(Busy) as busy:
            await smtp.deliver(to(box.port))
    assert busy.value.retry_after >= 60


async def test_a_lost_answer_is_unsure() -> None:
    async with Postbox() as box:
        box.fail_next("data", "")
        with pytest.raises(Unsure):
            await smtp.deliver(to(box.port))
        assert len(box.taken) == 1


async def test_a_wrong_password_needs_the_owner() -> None:
    async with Postbox() as box:
        box.fail_next("auth", "535 5.7.8 No")
        with pytest.raises(NeedsOwner):
            await smtp.deliver(to(box.port))


async def test_a_private_server_needs_the_operators_word() -> None:
    async with Postbox() as box:
        with pytest.raises(NotAllowedOut):
            await smtp.deliver(to(box.port, outside=Outside(Settings())))


async def test_a_server_that_is_none_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        await smtp.deliver(to(dead_port()))


async def test_an_address_nobody_can_write_is_refused() -> None:
    async with Postbox() as box:
        with pytest.raises(Refused):
            await smtp.deliver(to(box.port, to=(Recipient("no address"),)))
