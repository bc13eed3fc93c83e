"""What was promised stays promised: through an undone closing, a reopening, and the parting of two who were one."""

from shopkeeper import conversations, people
from shopkeeper.conversations.tests.conftest import Desk
from shopkeeper.kit.clock import HOUR, MINUTE
from shopkeeper.kit.db import Tx


async def test_an_undone_closing_keeps_since_and_the_promise(desk: Desk) -> None:
    await desk.hires("alice")
    word = await desk.chats("cookie", "Is it blue?")
    before = await desk.conversation(word.conversation_id)
    assert before.due_at is not None
    desk.clock.advance(MINUTE // 2)
    await desk.db.write(conversations.close, desk.agents["alice"], before.id)
    assert (await desk.conversation(before.id)).due_at is None
    async with desk.door("alice") as door:
        opened = (await door.delete(f"/api/v1/conversations/{before.id}/closure")).json()
    assert (opened["since"], opened["due_at"], opened["state"]) == (before.since, before.due_at, "new")
    assert [one.id for one in await desk.view("alice")] == [before.id]


async def test_closed_twice_and_undone_twice_it_still_stands(desk: Desk) -> None:
    await desk.hires("alice")
    before = await desk.conversation((await desk.chats("cookie", "Is it blue?")).conversation_id)
    for _ in range(2):
        await desk.db.write(conversations.close, desk.agents["alice"], before.id)
        await desk.db.write(conversations.reopen, desk.agents["alice"], before.id)
    assert (await desk.conversation(before.id)).due_at == before.due_at


async def test_nobody_waits_for_what_was_answered(desk: Desk) -> None:
    await desk.hires("alice")
    word = await desk.chats("cookie", "Is it blue?")
    await desk.answers("alice", str(word.conversation_id), "It is.")
    for verb in (conversations.close, conversations.reopen):
        await desk.db.write(verb, desk.agents["alice"], word.conversation_id)
    found = await desk.conversation(word.conversation_id)
    assert (found.due_at, found.since, found.state.value) == (None, None, "waiting")


async def test_who_writes_again_after_an_unanswered_closing_is_promised_an_answer(desk: Desk) -> None:
    await desk.hires("alice")
    word = await desk.chats("cookie", "Is it blue?")
    await desk.db.write(conversations.close, desk.agents["alice"], word.conversation_id)
    desk.clock.advance(HOUR)
    again = await desk.chats("cookie", "Hello?")
    assert again.conversation_id == word.conversation_id
    found = await desk.conversation(again.conversation_id)
    assert found.since == again.at
    assert found.due_at == again.at + MINUTE


async def test_parting_leaves_each_the_promise_of_their_own_chat(desk: Desk) -> None:
    await desk.hires("alice")
    await desk.mails("ana@posteo.example", "Hello", proven=True)
    open_one = (await desk.view("alice"))[0]
    await desk.answers("alice", open_one.id, "Hello Ana")
    claim = await desk.claims("mallory", "ana@posteo.example")
    theirs = await desk.chats("mallory", "It is me")
    desk.clock.advance(1_000)
    await desk.db.write(_prove, "ana-at-home", "ana@posteo.example")
    hers = await desk.chats("ana-at-home", "Where is it?")
    assert hers.conversation_id == theirs.conversation_id == open_one.id
    await desk.db.write(people.withdraw_claim, desk.agents["alice"], claim.id)
    moved = await desk.db.read(conversations.entry, theirs.id)
    for entry in (hers, moved):
        found = await desk.conversation(entry.conversation_id)
        assert (found.since, found.due_at) == (entry.at, entry.at + MINUTE)
    assert moved.conversation_id != hers.conversation_id


def _prove(tx: Tx, visitor: str, address: str) -> None:
    person = people.recognise(tx, people.HandleKind.visitor, visitor)
    people.prove(tx, people.claim(tx, person.id, people.HandleKind.email, address, source="chat").id, "code")
