"""The pretend messenger passes the examination that every channel passes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from shopkeeper.channels.contract import Case, ChannelContract
from shopkeeper.channels.errors import Unavailable
from shopkeeper.channels.model import DeliveryChanged, Inbox, MessageArrived, Parcel, Post, Who
from shopkeeper.channels.testing import Pretend, signature

INBOX = Inbox(id="i", kind="pretend", name="Messenger", brand_id="b")


def signed(body: bytes) -> Post:
    headers = {"x-signature": signature("s3cret", body)}
    return Post(inbox=INBOX, body=body, headers=headers, secrets={"secret": "s3cret"})


class TestPretend(ChannelContract):
    channel = Pretend()
    cases = (
        Case(
            "a word",
            signed(b'{"type": "message", "id": "m1", "from": "ana", "name": "Ana", "text": "Hello"}'),
            (
                MessageArrived(
                    external_id="m1",
                    sender=Who(kind="messenger", value="ana", name="Ana", proven_by="pretend"),
                    text="Hello",
                ),
            ),
        ),
        Case(
            "news of ours",
            signed(b'{"type": "status", "id": "out-1", "state": "read"}'),
            (DeliveryChanged(external_id="out-1", state="read"),),
        ),
        Case("a ping", signed(b'{"type": "ping", "id": "p"}'), ignored=True),
    )

    @asynccontextmanager
    async def far_side(self, status: int) -> AsyncIterator[Parcel]:
        if status != 200:
            self.channel.fail_next(Unavailable("Nobody answers.") if status == 0 else status)
        yield Parcel(key="k", inbox=INBOX, entry_id="e", conversation_id="c", to=(), text="Hi", message_id="e", at=1)


def test_the_examination_notices_a_channel_that_takes_junk() -> None:
    class Gullible(Pretend):
        def parse(self, post: Post) -> list[MessageArrived]:  # type: ignore[override]
            return [MessageArrived(external_id="x", sender=Who(kind="messenger", value="x"), text="x")]

    class Examined(ChannelContract):
        channel = Gullible()
        cases = TestPretend.cases

    with pytest.raises(AssertionError):
        Examined().test_junk_is_reported_and_nothing_else_is_raised()
