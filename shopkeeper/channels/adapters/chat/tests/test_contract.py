"""The examination every channel passes. A chat's far side is our own database and an open page: it has no way to refuse."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

import msgspec
import pytest

from shopkeeper.channels.adapters.chat import Chat
from shopkeeper.channels.contract import Case, ChannelContract
from shopkeeper.channels.errors import NotOurs
from shopkeeper.channels.model import File, Inbox, MessageArrived, Parcel, Post, Recipient, SessionClaimed, Who

INBOX = Inbox(id="i", kind="chat", name="Chat", brand_id="b", public_key="k")
ANA = Who(kind="visitor", value="v1", name="Ana", proven_by="session")
ID = "01k8zq5b7m3f9v2w4x6y8z0abc"
SAID = (
    b'{"id":"01k8zq5b7m3f9v2w4x6y8z0abc","text":" Hello \\u2665 ","attachments":["f1"],"page":"https://shop.example/"}'
)


def post(body: bytes, act: str = "say") -> Post:
    return Post(inbox=INBOX, body=body, context={"visitor": "v1", "name": "Ana", "act": act})


class TestChat(ChannelContract):
    channel: ClassVar[Chat] = Chat()
    signed: ClassVar[bool] = False
    cases = (
        Case(
            "a word with a file",
            post(SAID),
            expected=(
                MessageArrived(
                    external_id=f"v1:{ID}",
                    entry_id=ID,
                    sender=ANA,
                    text="Hello ♥",
                    files=(File(name="", attachment_id="f1"),),
                    page="https://shop.example/",
                ),
            ),
        ),
        Case(
            "somebody says who they are",
            post(b'{"name":"Ana","email":"ana@posteo.example"}', "introduce"),
            expected=(
                SessionClaimed(
                    sender=ANA,
                    claimed=Who(kind="email", value="ana@posteo.example", display="ana@posteo.example", name="Ana"),
                ),
            ),
        ),
    )

    @asynccontextmanager
    async def far_side(self, status: int) -> AsyncIterator[Parcel]:
        if status != 200:
            pytest.skip("The far side of a chat is our own database.")
        to = (Recipient("v1"),)
        yield Parcel(key="e", inbox=INBOX, entry_id="e", conversation_id="c", to=to, text="Hi", message_id="", at=1)

    def test_a_post_without_a_session_is_not_ours(self) -> None:
        with pytest.raises(NotOurs):
            self.channel.verify(msgspec.structs.replace(post(SAID), context={}))
