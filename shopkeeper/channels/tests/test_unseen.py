"""Words in a chat that was left before they were read come by mail: once, and only where nobody saw them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from shopkeeper import channels, conversations, people
from shopkeeper.channels import tracking, unseen
from shopkeeper.channels.testing import Postbox
from shopkeeper.channels.tests.conftest import Shop
from shopkeeper.channels.tests.test_sending import PretendChat, hung_in, state
from shopkeeper.kit.clock import HOUR, SECOND
from shopkeeper.people import HandleKind


@dataclass
class Talk:
    """A chat with somebody whose page is open (`here`) or not, and what went out by mail."""

    shop: Shop
    post: Postbox
    id: str
    here: bool = True
    mails: list[str] = field(default_factory=list)

    async def answered(self, words: str = "Yes, it is.") -> conversations.Entry:
        said = await self.shop.replies("alice", self.id, words)
        await self.shop.works()
        assert state(await self.shop.entry(said.id)) == "sent"
        return said

    def mailed(self) -> list[str]:
        return [str(one.mail.get_body(("plain",)).get_content()) for one in self.post.taken]  # type: ignore[union-attr]


@asynccontextmanager
async def talking(shop: Shop, address: str | None = "ana@home.example") -> AsyncIterator[Talk]:
    channels.join(PretendChat())
    try:
        async with Postbox() as post:
            talk = Talk(shop, post, "")
            async with hung_in(presence_of=lambda _: talk.here):
                await shop.opens(post.port)
                wish = channels.InboxWish(
                    kind="pretendchat", name="Chat", brand_id=shop.brand.id, secrets={"secret": "s3cret"}
                )
                box = await shop.does(channels.connect, None, wish)
                told = await shop.told(box, b'{"type": "message", "id": "m1", "from": "cookie", "text": "Is it blue?"}')
                if address:
                    await shop.does(people.claim, told.person_id, HandleKind.email, address)
                talk.id = str(told.conversation_id)
                yield talk
    finally:
        channels.leave("pretendchat")
        await shop.closes()


async def test_who_left_before_reading_gets_it_by_mail_once(shop: Shop) -> None:
    async with talking(shop) as talk:
        said = await talk.answered()
        talk.here = False
        await shop.works(unseen.FIRST_LOOK - SECOND)
        assert talk.mailed() == [], "a page that is loading again is given a moment"
        await shop.works(SECOND)
        await shop.works(HOUR)
        [words] = talk.mailed()
        assert "Yes, it is." in words
        assert words.count("Yes, it is.") == 1, "what the mail says is not quoted below it as well"
        assert "> Is it blue?" in words
        assert state(await shop.entry(said.id)) == "sent"


async def test_her_answer_to_that_mail_carries_the_talk_on(shop: Shop) -> None:
    async with talking(shop) as talk:
        await talk.answered()
        talk.here = False
        await shop.works(unseen.FIRST_LOOK)
        [sent] = talk.post.taken
        heard = await shop.hears("Ana <ana@home.example>", "Good\n", in_reply_to=sent.mail["Message-ID"])
        assert heard.conversation_id == talk.id


async def test_what_was_read_or_answered_is_not_sent_again(shop: Shop) -> None:
    async with talking(shop) as talk:
        read = await talk.answered("One moment.")
        await shop.does(tracking.read_until, read.id)
        talk.here = False
        await shop.works(HOUR)
        assert talk.mailed() == []


async def test_an_open_page_is_given_more_time_but_not_for_ever(shop: Shop) -> None:
    async with talking(shop) as talk:
        await talk.answered()
        await shop.works(unseen.FIRST_LOOK)
        assert talk.mailed() == []
        await shop.works(unseen.LAST_LOOK)
        assert len(talk.mailed()) == 1


async def test_of_several_only_the_last_goes_and_takes_the_others_along(shop: Shop) -> None:
    async with talking(shop) as talk:
        await talk.answered("One moment.")
        shop.clock.advance(SECOND)
        await talk.answered("It is blue.")
        talk.here = False
        await shop.works(unseen.FIRST_LOOK)
        [words] = talk.mailed()
        assert words.index("It is blue.") < words.index("> One moment.")


async def test_without_an_address_the_words_wait_in_the_chat(shop: Shop) -> None:
    async with talking(shop, address=None) as talk:
        said = await talk.answered()
        talk.here = False
        await shop.works(HOUR)
        assert talk.mailed() == []
        assert state(await shop.entry(said.id)) == "sent"
