"""The examination every channel passes. Subclass ChannelContract, bring captured payloads, inherit the tests.

    class TestPigeon(ChannelContract):
        channel = Pigeon()
        cases = (Case("a plain word", signed_post(b"..."), expected=(MessageArrived(...),)),)
        junk = (b"", b"\\xff" * 64)

For `deliver` say how the far side is made to answer: override `far_side(status)`, an async context manager that yields a
parcel whose delivery meets that answer: 200, 401, 403, 404, 429, 500, or 0 for a dead line.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import ClassVar

import msgspec
import pytest
from msgspec import Struct

from shopkeeper.channels.errors import Busy, Ignored, NeedsOwner, NotOurs, Refused, Unavailable, Unreadable
from shopkeeper.channels.model import Abilities, Arrival, Parcel, Post
from shopkeeper.channels.sdk import Channel
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.testing import NoNetwork


class Case(Struct, frozen=True):
    """A captured payload and what must come of it. `ignored`: parse raises Ignored."""

    name: str
    post: Post
    expected: tuple[Arrival, ...] = ()
    ignored: bool = False


class ChannelContract:
    """Set `channel` and `cases`; `signed` False for a channel whose door is guarded elsewhere (a mailbox, a session)."""

    channel: ClassVar[Channel]
    cases: ClassVar[Sequence[Case]] = ()
    junk: ClassVar[Sequence[bytes]] = (
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\x00" * 32,
        b"\xff" * 64,
        b"<xml/>",
        b'{"type": 7}',
    )
    signed: ClassVar[bool] = True
    junk_is_a_message: ClassVar[bool] = False
    """A channel whose every sequence of bytes is a message (mail) reads junk as one instead of refusing it."""

    def far_side(self, status: int) -> AbstractAsyncContextManager[Parcel]:
        raise NotImplementedError("Say how the far side is made to answer.")

    def test_it_has_the_shape_of_a_channel(self) -> None:
        assert isinstance(self.channel, Channel)
        assert isinstance(self.channel.abilities, Abilities)
        assert self.channel.kind.isidentifier()
        assert self.channel.kind == self.channel.kind.lower()
        assert self.channel.label

    def test_there_are_captured_payloads(self) -> None:
        assert self.cases, "Bring at least one captured payload."

    def test_a_captured_payload_becomes_what_we_expect(self) -> None:
        for case in self.cases:
            with NoNetwork():
                assert _read(self.channel, case) == case.expected, case.name

    def test_the_same_payload_twice_gives_the_same_arrivals(self) -> None:
        for case in self.cases:
            assert _read(self.channel, case) == _read(self.channel, case), case.name

    def test_every_message_has_a_key(self) -> None:
        for case in self.cases:
            assert all(getattr(arrival, "external_id", "x") for arrival in _read(self.channel, case)), case.name

    def test_a_changed_or_unsigned_body_is_refused(self) -> None:
        if not self.signed:
            pytest.skip("The door of this channel is guarded elsewhere.")
        for case in self.cases:
            changed = msgspec.structs.replace(case.post, body=case.post.body + b" ")
            unsigned = msgspec.structs.replace(case.post, headers={})
            for bad in (changed, unsigned):
                with pytest.raises(NotOurs):
                    self.channel.verify(bad)

    def test_junk_is_reported_and_nothing_else_is_raised(self) -> None:
        model = self.cases[0].post
        for body in self.junk:
            _junk(self.channel, msgspec.structs.replace(model, body=body), self.junk_is_a_message)

    async def test_what_the_far_side_accepts_has_a_receipt(self) -> None:
        async with self.far_side(200) as parcel:
            receipt = await self.channel.deliver(parcel)
        assert receipt.external_id
        assert receipt.at > 0

    async def test_delivering_twice_with_the_same_key_gives_the_same_receipt(self) -> None:
        async with self.far_side(200) as parcel:
            first = await self.channel.deliver(parcel)
            second = await self.channel.deliver(parcel)
        assert first.external_id == second.external_id

    async def test_a_revoked_access_needs_the_owner(self) -> None:
        await self._raises(401, NeedsOwner)
        await self._raises(403, NeedsOwner)

    async def test_too_many_at_once_is_busy(self) -> None:
        await self._raises(429, Busy)

    async def test_a_failing_far_side_is_unavailable(self) -> None:
        await self._raises(500, Unavailable)
        await self._raises(0, Unavailable)

    async def test_a_bad_message_is_refused(self) -> None:
        await self._raises(404, Refused)

    async def _raises(self, status: int, failure: type[Failure]) -> None:
        async with self.far_side(status) as parcel:
            with pytest.raises(failure):
                await self.channel.deliver(parcel)


def _read(channel: Channel, case: Case) -> tuple[Arrival, ...]:
    channel.verify(case.post)
    if not case.ignored:
        return tuple(channel.parse(case.post))
    with pytest.raises(Ignored):
        channel.parse(case.post)
    return ()


def _junk(channel: Channel, post: Post, is_a_message: bool) -> None:
    try:
        arrivals = channel.parse(post)
    except (Ignored, Unreadable):
        return
    assert is_a_message, f"{post.body[:20]!r} was taken for {arrivals!r}"
