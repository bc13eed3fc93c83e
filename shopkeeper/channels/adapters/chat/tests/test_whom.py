"""Several sessions in one talk: an answer goes to the one it was written for, and to nobody else."""

from typing import Any

import httpx
import pytest

from shopkeeper import conversations, people
from shopkeeper.channels import sending
from shopkeeper.channels.adapters.chat import presence
from shopkeeper.channels.adapters.chat.tests.house import Desk, Visitor, open_desk
from shopkeeper.channels.adapters.chat.tests.test_proving import ANA, token
from shopkeeper.channels.errors import NotTheirs, SomebodyElse
from shopkeeper.channels.http.answers import routes as answers
from shopkeeper.channels.sending import Answer
from shopkeeper.conversations import Entry
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.db import Tx
from shopkeeper.kit.errors import Conflict
from shopkeeper.kit.jobs import Ctx
from shopkeeper.people import HandleKind

STREET = "We send it to Rua da Rosa 12"


async def ana_vouched_for(desk: Desk, clock: SettableClock) -> Visitor:
    vouched = token(clock, email=ANA, email_verified=True, name="Ana Ribeiro")
    return await desk.visitor().begins(identity_token=vouched)


async def claimant(desk: Desk, words: str) -> tuple[Visitor, Entry]:
    """Somebody who types Ana's address, and says something."""
    visitor = await desk.visitor().begins()
    await visitor.asks("PUT", "/me", json={"email": ANA})
    return visitor, await said(desk, visitor, words)


async def said(desk: Desk, visitor: Visitor, words: str) -> Entry:
    line = await visitor.says(words)
    return await desk.ctx.db.read(conversations.entry, line["id"])


async def replies(desk: Desk, entry: Entry, **more: Any) -> Entry:
    answer = Answer(text=STREET, **more)
    return await desk.ctx.db.write(sending.reply, desk.alice, str(entry.conversation_id), answer)


async def test_an_answer_to_ana_does_not_go_to_whoever_spoke_last(ctx: Ctx, clock: SettableClock) -> None:
    async with open_desk(ctx) as desk:
        ana = await ana_vouched_for(desk, clock)
        await said(desk, ana, "Hello")
        mallory, _ = await claimant(desk, "It is me")
        seen = await said(desk, ana, "Where do you send it?")
        ping = await said(desk, mallory, "ping")
        assert ping.conversation_id == seen.conversation_id
        await replies(desk, seen, after=seen.id)
        assert (await ana.reads())[-1] == STREET
        assert await mallory.reads() == ["It is me", "ping"]


async def test_who_speaks_behind_what_was_seen_does_not_get_the_next_answer_either(
    ctx: Ctx, clock: SettableClock
) -> None:
    async with open_desk(ctx) as desk:
        ana = await ana_vouched_for(desk, clock)
        first = await said(desk, ana, "Where do you send it?")
        seen = await desk.answers(first.id, "One moment")
        mallory, ping = await claimant(desk, "ping")
        assert ping.conversation_id == first.conversation_id
        with pytest.raises(SomebodyElse) as refused:
            await replies(desk, first, after=seen.id)
        assert refused.value.extra["entry"].id == ping.id
        assert refused.value.extra["before"].id == first.id
        assert STREET not in await ana.reads()
        await replies(desk, first, after=seen.id, handle_id=first.handle_id)
        assert (await ana.reads())[-1] == STREET
        assert await mallory.reads() == ["ping"]


async def test_what_was_written_for_a_claim_does_not_reach_the_proven_one_unasked(
    ctx: Ctx, clock: SettableClock
) -> None:
    async with open_desk(ctx) as desk:
        ana = await ana_vouched_for(desk, clock)
        hers = await said(desk, ana, "Hello")
        await desk.answers(hers.id, "Hello Ana")
        mallory, first = await claimant(desk, "It is me")
        again = await said(desk, ana, "Are you there?")
        with pytest.raises(SomebodyElse) as refused:
            await replies(desk, first, after=first.id)
        assert refused.value.extra["entry"].id == again.id
        await replies(desk, first, after=again.id, handle_id=first.handle_id)
        assert (await mallory.reads())[-1] == STREET


async def test_the_door_says_who_wrote_and_keeps_nothing(ctx: Ctx, clock: SettableClock) -> None:
    async with open_desk(ctx, lambda _: list(answers)) as desk:
        bearer = {"Authorization": f"Bearer {await desk.hires('bob', None)}"}
        ana = await ana_vouched_for(desk, clock)
        first = await said(desk, ana, "Where do you send it?")
        seen = await desk.answers(first.id, "One moment")
        _, ping = await claimant(desk, "ping")
        path = f"/api/v1/conversations/{first.conversation_id}/replies"
        body = {"text": STREET, "after": seen.id}
        refused = await desk.client.post(path, json=body, headers=bearer)
        assert (refused.status_code, refused.json()["kind"]) == (409, "somebody_else")
        assert refused.json()["extra"]["entry"]["handle_id"] == ping.handle_id
        assert await ana.reads() == ["Where do you send it?", "One moment"]
        chosen = await _post(desk, path, {**body, "handle_id": first.handle_id}, bearer)
        assert chosen.json()["handle_id"] == first.handle_id
        assert (await ana.reads())[-1] == STREET


async def _post(desk: Desk, path: str, body: dict[str, Any], headers: dict[str, str]) -> httpx.Response:
    answer = await desk.client.post(path, json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer


async def test_of_two_who_only_claim_the_second_gets_nothing_of_the_first(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        await desk.hears_mail(ANA, "An old mail")
        one, first = await claimant(desk, "Where do you send it?")
        other, second = await claimant(desk, "ping")
        assert first.conversation_id == second.conversation_id
        with pytest.raises(Conflict):
            await replies(desk, first, after=first.id)
        await replies(desk, first, after=second.id, handle_id=first.handle_id)
        assert (await one.reads())[-1] == STREET
        assert await other.reads() == ["ping"]


async def test_without_a_word_about_what_was_seen_who_is_proven_does_not_lose_to_a_claim(
    ctx: Ctx, clock: SettableClock
) -> None:
    async with open_desk(ctx) as desk:
        ana = await ana_vouched_for(desk, clock)
        first = await said(desk, ana, "Where do you send it?")
        mallory, _ = await claimant(desk, "ping")
        await replies(desk, first)
        assert (await ana.reads())[-1] == STREET
        await replies(desk, first)
        assert (await ana.reads())[-2:] == [STREET, STREET], "a second answer goes where the first went"
        assert await mallory.reads() == ["ping"]


async def test_where_several_only_claim_and_nobody_said_whom_it_is_for_nothing_is_written(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        await desk.ctx.db.write(people.recognise, HandleKind.email, ANA)
        one, first = await claimant(desk, "Where do you send it?")
        other, _ = await claimant(desk, "ping")
        with pytest.raises(SomebodyElse):
            await replies(desk, first)
        assert (await one.reads(), await other.reads()) == (["Where do you send it?"], ["ping"])
        await replies(desk, first, answering=first.id)
        assert (await one.reads())[-1] == STREET
        assert await other.reads() == ["ping"]


async def test_her_own_next_word_stops_nobody(ctx: Ctx, clock: SettableClock) -> None:
    async with open_desk(ctx) as desk:
        ana = await ana_vouched_for(desk, clock)
        first = await said(desk, ana, "Hello")
        await said(desk, ana, "Are you there?")
        await replies(desk, first, after=first.id)
        assert (await ana.reads())[-1] == STREET


async def test_nobody_of_another_conversation_can_be_chosen(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        one, other = await desk.visitor().begins(), await desk.visitor().begins()
        first, second = await said(desk, one, "Hello"), await said(desk, other, "Hello too")
        with pytest.raises(NotTheirs):
            await replies(desk, first, handle_id=second.handle_id)


async def test_a_mail_to_an_address_nobody_knows_stands_on_no_visitors_page(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        mallory, word = await claimant(desk, "It is me")
        words = conversations.Words(
            text=STREET, to=(conversations.Address(value="new@posteo.example"),), inbox_id="mailbox", channel="email"
        )
        await desk.ctx.db.write(conversations.say, desk.alice, str(word.conversation_id), words)
        assert await mallory.reads() == ["It is me"]


async def test_whose_claim_was_taken_back_is_promised_no_mail_there_any_more(ctx: Ctx, clock: SettableClock) -> None:
    async with open_desk(ctx) as desk:
        ana = await ana_vouched_for(desk, clock)
        await said(desk, ana, "Hello")
        mallory, word = await claimant(desk, "It is me")
        async with mallory.listens() as ear:
            await ear.next("hello")
            [claim] = await ctx.db.read(_claims_of, word.person_id)
            await ctx.db.write(people.withdraw_claim, desk.alice, claim)
            assert (await ear.next("visitor"))["visitor"]["email"] is None
        again = await mallory.asks("POST", "/visitors", json={})
        assert again.json()["visitor"]["email"] is None
        moved = await ctx.db.read(conversations.entry, word.id)
        assert moved.conversation_id != (await said(desk, ana, "Still here")).conversation_id


def _claims_of(tx: Tx, person_id: str) -> list[str]:
    return [one.id for one in people.handles_of(tx, person_id) if one.kind is HandleKind.email]


async def test_the_desk_knows_whose_page_is_open(ctx: Ctx, clock: SettableClock) -> None:
    async with open_desk(ctx) as desk:
        ana = await ana_vouched_for(desk, clock)
        hers = await said(desk, ana, "Hello")
        mallory, word = await claimant(desk, "It is me")
        async with ana.listens(page="https://shop.example/account") as ear, mallory.listens() as other:
            await ear.next("hello")
            await other.next("hello")
            told = {one["own_id"]: one for one in presence.greeting(ctx.hub)}
        assert set(told) == {hers.person_id, word.person_id}
        assert {one["person_id"] for one in told.values()} == {hers.person_id}, "for the desk they are one"
        assert told[word.person_id]["page"] is None
