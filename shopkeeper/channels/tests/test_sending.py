"""An answer goes out once, and everybody can see how far it got."""

import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest

from shopkeeper import channels, conversations, people, team
from shopkeeper.channels import Answer, Beginning, InboxState, NewHandle, NoWay, TooLate, Unsupported, hooks, tracking
from shopkeeper.channels.adapters.email.tests.test_translating import bounce
from shopkeeper.channels.model import Abilities, Arrival, MessageArrived, Post
from shopkeeper.channels.testing import Postbox, Pretend
from shopkeeper.channels.tests.conftest import HELP, Shop
from shopkeeper.kit.clock import HOUR, MINUTE, SECOND
from shopkeeper.kit.errors import Invalid
from shopkeeper.kit.jobs import Ctx
from shopkeeper.people import HandleKind

ANA = "Ana Okafor <ana@home.example>"
UNDO = 10 * SECOND


class PretendChat(Pretend):
    """A chat: its words only reach those who are there."""

    kind = "pretendchat"
    reaches = "visitor"
    abilities = Abilities(needs_presence=True)

    def parse(self, post: Post) -> Sequence[Arrival]:
        [found] = super().parse(post)
        assert isinstance(found, MessageArrived)
        return [msgspec.structs.replace(found, sender=msgspec.structs.replace(found.sender, kind="visitor"))]


@asynccontextmanager
async def hung_in(**given: Any) -> AsyncIterator[None]:
    """Hooks as a chat of our own would fill them, and afterwards as they were."""
    channels.channels()
    before = {name: getattr(hooks, name) for name in given}
    try:
        vars(hooks).update(given)
        yield
    finally:
        vars(hooks).update(before)


def state(entry: conversations.Entry) -> str:
    return str(entry.body["delivery"]["state"])


async def test_an_answer_arrives_threaded_quoted_and_signed(shop: Shop) -> None:
    async with Postbox() as post:
        await shop.opens(post.port)
        await shop.does(team.change_brand, shop.brand.id, team.BrandChange(signature_text="{agent}, The garden shop"))
        first = await shop.hears(ANA, "Hello,\nwhere is it?\n", message_id="<q1@home.example>")
        answer = await shop.replies("alice", first.conversation_id)
        assert state(answer) == "queued"
        await shop.works(UNDO)
        [taken] = post.taken
        assert taken.recipients == ("ana@home.example",)
        assert taken.mail["Message-ID"] == await shop.answer_id(answer)
        assert taken.mail["In-Reply-To"] == "<q1@home.example>"
        assert taken.mail["Subject"] == "Re: Where is my order?"
        text = taken.mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert "> where is it?" in text
        assert "Alice, The garden shop" in text
        assert state(await shop.entry(answer.id)) == "sent"
    await shop.closes()


async def test_an_answer_can_be_taken_back_while_it_waits(shop: Shop) -> None:
    async with Postbox() as post:
        await shop.opens(post.port)
        first = await shop.hears(ANA)
        answer = await shop.replies("alice", first.conversation_id, "Oops")
        shop.clock.advance(5 * SECOND)
        draft = await shop.does(channels.undo, shop.agents["alice"], answer.id)
        assert draft.text == "Oops"
        await shop.works(HOUR)
        assert post.taken == []
        sent = await shop.replies("alice", first.conversation_id, "Better")
        await shop.works(UNDO)
        with pytest.raises(TooLate):
            await shop.does(channels.undo, shop.agents["alice"], sent.id)
        assert len(post.taken) == 1
    await shop.closes()


async def test_greylisting_waits_and_then_arrives(shop: Shop) -> None:
    async with Postbox() as post:
        post.fail_next("rcpt", "451 4.7.1 Greylisted")
        await shop.opens(post.port)
        first = await shop.hears(ANA)
        answer = await shop.replies("alice", first.conversation_id)
        await shop.works(UNDO)
        waits = await shop.entry(answer.id)
        assert state(waits) == "queued"
        assert "Greylisted" in waits.body["delivery"]["reason"]
        await shop.works(10 * MINUTE)
        assert state(await shop.entry(answer.id)) == "sent"
        assert len(post.taken) == 1
    await shop.closes()


async def test_a_refused_address_is_a_visible_failure_and_flagged(shop: Shop) -> None:
    async with Postbox() as post:
        post.fail_next("rcpt", "550 5.1.1 No such user")
        await shop.opens(post.port)
        first = await shop.hears(ANA)
        answer = await shop.replies("alice", first.conversation_id)
        await shop.works(UNDO)
        failed = await shop.entry(answer.id)
        assert state(failed) == "failed"
        assert failed.body["delivery"]["advice"]
        assert "No such user" in str((await shop.known("ana@home.example")).handles[0].bouncing)
        await shop.does(channels.try_again, shop.agents["alice"], answer.id)
        await shop.works()
        assert state(await shop.entry(answer.id)) == "sent"
    await shop.closes()


async def test_a_failure_says_what_is_wrong_and_what_to_do(shop: Shop) -> None:
    await shop.opens()
    box = await shop.messengers()
    told = await shop.told(box, b'{"type": "message", "id": "m1", "from": "ana", "text": "Hello?"}')
    shop.messenger.fail_next(Invalid("The shop's page has moved.", fields={"page": "Give the new address."}))
    answer = await shop.replies("alice", told.conversation_id)
    await shop.works()
    failed = (await shop.entry(answer.id)).body["delivery"]
    assert failed["state"] == "failed"
    assert failed["reason"] == "The shop's page has moved. page: Give the new address."
    assert "try again" in failed["advice"]
    await shop.closes()


async def test_a_lost_answer_is_unsure_and_only_sent_again_as_the_same_mail(shop: Shop) -> None:
    async with Postbox() as post:
        post.fail_next("data", "")
        await shop.opens(post.port)
        first = await shop.hears(ANA)
        answer = await shop.replies("alice", first.conversation_id)
        await shop.works(UNDO)
        await shop.works(HOUR)
        assert state(await shop.entry(answer.id)) == "unsure"
        assert len(post.taken) == 1
        await shop.does(channels.try_again, shop.agents["alice"], answer.id)
        await shop.works()
        assert state(await shop.entry(answer.id)) == "sent"
        assert post.taken[0].body == post.taken[1].body
    await shop.closes()


async def test_killed_in_the_middle_a_mail_is_unsure_and_a_messenger_just_asked_again(shop: Shop) -> None:
    async with Postbox() as post:
        await shop.opens(post.port)
        box = await shop.messengers()
        mailed = await shop.replies("alice", (await shop.hears(ANA)).conversation_id)
        told = await shop.told(box, b'{"type": "message", "id": "m1", "from": "ben", "text": "Hi"}')
        said = await shop.replies("alice", told.conversation_id)
        for entry in (mailed, said):
            row = await shop.reads(tracking.row_of, entry.id)
            await shop.does(lambda tx, row=row: tracking.set_state(tx, row, "sending"))
        await shop.works(UNDO)
        assert state(await shop.entry(mailed.id)) == "unsure"
        assert post.taken == []
        assert state(await shop.entry(said.id)) == "sent"
        assert len(shop.messenger.delivered) == 1
    await shop.closes()


async def test_a_wrong_password_tells_the_owner_and_the_answer_follows_by_itself(shop: Shop) -> None:
    async with Postbox() as post:
        await shop.opens(post.port, auth="password", user="help")
        post.fail_next("auth", "535 5.7.8 Wrong")
        first = await shop.hears(ANA)
        answer = await shop.replies("alice", first.conversation_id)
        await shop.works(UNDO)
        assert state(await shop.entry(answer.id)) == "failed"
        box = await shop.reads(channels.inbox, shop.help.id)
        assert box.state is InboxState.needs_owner
        assert "password" in str(box.problem)
        post.let_in()
        async with shop.door("ada") as ada:
            done = await ada.patch(f"/api/v1/inboxes/{shop.help.id}", json={"secrets": {"password": "n3w-w0rd"}})
            assert done.json()["state"] == "ok"
            assert "n3w-w0rd" not in done.text
        await shop.works()
        assert state(await shop.entry(answer.id)) == "sent"
    await shop.closes()


async def test_a_day_of_silence_is_a_failure(shop: Shop) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        dead = free.getsockname()[1]
    await shop.opens(dead)
    first = await shop.hears(ANA)
    answer = await shop.replies("alice", first.conversation_id)
    for _ in range(30):
        await shop.works(HOUR)
    failed = await shop.entry(answer.id)
    assert state(failed) == "failed"
    assert failed.body["delivery"]["advice"]
    await shop.closes()


async def test_a_bounce_fails_the_message_it_is_about_and_flags_the_address(shop: Shop) -> None:
    async with Postbox() as post:
        await shop.opens(post.port)
        first = await shop.hears(ANA)
        answer = await shop.replies("alice", first.conversation_id)
        await shop.works(UNDO)
        name = (await shop.answer_id(answer)).strip("<>")
        outcome = await shop.gets(bounce("5.1.1", "ana@home.example", name))
        assert (outcome.state, outcome.entry_id) == ("stored", answer.id)
        assert state(await shop.entry(answer.id)) == "failed"
        assert (await shop.known("ana@home.example")).handles[0].bouncing
        assert len(await shop.said_in(first.conversation_id)) == 2
    await shop.closes()


async def test_a_report_about_nothing_of_ours_takes_nobodys_time(shop: Shop) -> None:
    await shop.opens()
    outcome = await shop.gets(bounce("5.1.1", "ana@home.example", "stranger@else.example"))
    assert outcome.state == "stored"
    assert (await shop.talk(outcome.conversation_id)).state.value == "closed"
    await shop.closes()


async def test_news_only_moves_forward(shop: Shop) -> None:
    await shop.opens()
    box = await shop.messengers()
    told = await shop.told(box, b'{"type": "message", "id": "m1", "from": "ben", "text": "Hi"}')
    said = await shop.replies("alice", told.conversation_id)
    await shop.works()
    for word in ("read", "delivered", "sent"):
        await shop.told(box, f'{{"type": "status", "id": "out-{said.id}", "state": "{word}"}}'.encode())
        assert state(await shop.entry(said.id)) == "read"
    await shop.closes()


async def test_who_left_the_chat_is_answered_by_mail_with_the_talk_and_a_way_back(shop: Shop) -> None:
    chat = PretendChat()
    channels.join(chat)
    links = {"continue_link": lambda tx, inbox_id, person_id, address: f"https://garden.example/#sk={address}"}
    async with Postbox() as post, hung_in(presence_of=lambda person_id: False, **links):
        await shop.opens(post.port)
        wish = channels.InboxWish(kind="pretendchat", name="Chat", brand_id=shop.brand.id, secrets={"secret": "s3cret"})
        box = await shop.does(channels.connect, None, wish)
        mailed = await shop.hears(ANA, "My card ends in 7\n")
        told = await shop.told(
            box, b'{"type": "message", "id": "m1", "from": "cookie", "text": "Is the blue one there?"}'
        )

        present = await shop.replies("alice", told.conversation_id, "One moment.")
        await shop.works()
        assert present.inbox_id == box.id

        await shop.does(people.claim, told.person_id, HandleKind.email, "ana@home.example")
        by_mail = await shop.replies("alice", told.conversation_id, "Yes, it is.")
        await shop.works(UNDO)
        assert by_mail.inbox_id == shop.help.id
        [taken] = post.taken
        assert taken.recipients == ("ana@home.example",)
        assert taken.mail["Subject"] == "Your chat with The garden shop"
        assert (await shop.talk(told.conversation_id)).subject == "", "a chat is not called after our mail"
        await shop.hears(ANA, "Good\n", subject="Re: Your chat with The garden shop")
        assert "Your chat" not in (await shop.talk(told.conversation_id)).subject
        text = taken.mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert "> Is the blue one there?" in text
        assert "> One moment." in text
        # The claim joined the two for the desk, and for nobody else.
        assert (await shop.talk(mailed.conversation_id)).identity_id == (
            await shop.talk(told.conversation_id)
        ).identity_id
        assert "My card" not in text
        assert "https://garden.example/#sk=ana@home.example" in text
    channels.leave("pretendchat")
    await shop.closes()


async def test_who_is_there_is_answered_there(shop: Shop) -> None:
    chat = PretendChat()
    channels.join(chat)
    await shop.opens()
    wish = channels.InboxWish(kind="pretendchat", name="Chat", brand_id=shop.brand.id, secrets={"secret": "s3cret"})
    box = await shop.does(channels.connect, None, wish)
    told = await shop.told(box, b'{"type": "message", "id": "m1", "from": "cookie", "text": "Hello?"}')
    await shop.does(people.claim, told.person_id, HandleKind.email, "ana@home.example")
    async with hung_in(presence_of=lambda person_id: True):
        assert (await shop.replies("alice", told.conversation_id)).inbox_id == box.id
    channels.leave("pretendchat")
    await shop.closes()


async def test_a_forward_takes_the_files_along_and_stays_beside(shop: Shop) -> None:
    async with Postbox() as post:
        await shop.opens(post.port)
        first = await shop.gets(with_file(b"%PDF receipt"))
        [file] = (await shop.entry(str(first.entry_id))).body["attachments"]
        sent = await shop.replies(
            "alice", first.conversation_id, "Please look.", to=("post@carrier.example",), forward=True,
            answering=first.entry_id, attachments=(file["id"],),
        )  # fmt: skip
        await shop.works(UNDO)
        [taken] = post.taken
        assert taken.recipients == ("post@carrier.example",)
        assert taken.mail["Subject"] == "Fwd: The receipt"
        assert [part.get_content() for part in taken.mail.iter_attachments()] == [b"%PDF receipt"]
        assert not (await shop.entry(sent.id)).public
        assert (await shop.talk(first.conversation_id)).state.value == "new"
    await shop.closes()


async def test_what_the_channel_cannot_do_is_refused_before_anything_is_written(shop: Shop) -> None:
    await shop.opens()
    box = await shop.messengers()
    told = await shop.told(box, b'{"type": "message", "id": "m1", "from": "ben", "text": "Hi"}')
    with pytest.raises(Unsupported):
        await shop.replies("alice", told.conversation_id, "x" * 5_000)
    with pytest.raises(Unsupported):
        await shop.replies("alice", told.conversation_id, "x", cc=("ben@home.example",))
    assert len(await shop.said_in(told.conversation_id)) == 1
    await shop.closes()


async def test_no_machine_answers_a_machine(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA, Auto_Submitted="auto-replied", subject="Out of office")
    with pytest.raises(Unsupported):
        await shop.does(
            channels.reply,
            None,
            str(first.conversation_id),
            Answer(text="We got it", to=("ana@home.example",), answering=first.id),
        )
    await shop.closes()


async def test_we_may_write_first(shop: Shop) -> None:
    async with Postbox() as post:
        await shop.opens(post.port)
        handle = NewHandle(HandleKind.email, "new@home.example", "Nora New")
        wish = Beginning(inbox_id=shop.help.id, text="Your voucher", subject="A present", handle=handle)
        entry = await shop.does(channels.begin, shop.agents["alice"], wish)
        await shop.works(UNDO)
        assert post.taken[0].mail["Subject"] == "A present"
        assert post.taken[0].mail["In-Reply-To"] is None
        word = await shop.hears("Nora New <new@home.example>", "Thanks\n", In_Reply_To=await shop.answer_id(entry))
        assert word.conversation_id == entry.conversation_id
        with pytest.raises(NoWay):
            await shop.does(channels.begin, shop.agents["alice"], msgspec.structs.replace(wish, handle=None))
    await shop.closes()


async def test_answers_of_one_talk_leave_in_their_order(shop: Shop) -> None:
    async with Postbox() as post:
        post.fail_next("rcpt", "451 4.7.1 Greylisted")
        await shop.opens(post.port)
        first = await shop.hears(ANA)
        for words in ("One", "Two"):
            await shop.replies("alice", first.conversation_id, words)
        await shop.works(UNDO)
        assert post.taken == []
        await shop.works(10 * MINUTE)
        texts = [taken.mail.get_body(("plain",)).get_content() for taken in post.taken]  # type: ignore[union-attr]
        assert [text.split()[0] for text in texts] == ["One", "Two"]
    await shop.closes()


async def test_the_house_writes_to_its_own_people(shop: Shop, ctx: Ctx) -> None:
    async with Postbox() as post:
        await shop.opens(post.port)
        await channels.send_letter(shop.ctx, team.Letter("bob@garden.example", "Bob", "Welcome", "Your link"))
        assert post.taken[0].recipients == ("bob@garden.example",)
        assert post.taken[0].mail["Auto-Submitted"]


def with_file(data: bytes) -> bytes:
    import base64

    return f"""From: {ANA}\r
To: {HELP}\r
Subject: The receipt\r
Message-ID: <file1@home.example>\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=X\r
\r
--X\r
Content-Type: text/plain\r
\r
Here it is.\r
--X\r
Content-Type: application/pdf; name="receipt.pdf"\r
Content-Disposition: attachment; filename="receipt.pdf"\r
Content-Transfer-Encoding: base64\r
\r
{base64.b64encode(data).decode()}\r
--X--\r
""".encode()
