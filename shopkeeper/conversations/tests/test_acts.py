"""What agents do, and what happens by itself."""

import asyncio

import pytest

from shopkeeper import conversations, people, team
from shopkeeper.conversations import Delivery, State
from shopkeeper.conversations.bulking import bulk
from shopkeeper.conversations.tests.conftest import CHAT, MAIL, OTHER, Desk
from shopkeeper.kit import errors
from shopkeeper.kit.clock import DAY, HOUR, MINUTE
from shopkeeper.people import HandleKind


async def opened(desk: Desk) -> Desk:
    await desk.opens()
    await desk.hires("alice")
    await desk.hires("bob")
    return desk


async def test_snoozed_until_an_hour_it_comes_back_by_itself(desk: Desk) -> None:
    await opened(desk)
    id = str((await desk.mails("ana@example.org", "Hello")).conversation_id)
    await desk.does(conversations.snooze, desk.agents["alice"], id, until=desk.clock() + HOUR)
    await desk.does(conversations.snooze, desk.agents["alice"], id, until=desk.clock() + 2 * HOUR)
    desk.clock.advance(HOUR)
    await desk.works()
    assert (await desk.conversation(id)).snoozed
    desk.clock.advance(HOUR)
    await desk.works()
    talk = await desk.conversation(id)
    assert (talk.snoozed, talk.unread, talk.state) == (False, True, State.new)
    with pytest.raises(errors.Invalid):
        await desk.does(conversations.snooze, desk.agents["alice"], id, until=desk.clock())


async def test_the_customers_next_word_wakes_it(desk: Desk) -> None:
    await opened(desk)
    id = str((await desk.mails("ana@example.org", "Hello")).conversation_id)
    await desk.answers("alice", id, "Please send a picture")
    await desk.does(conversations.snooze, desk.agents["alice"], id, until_word=True)
    assert [one.id for one in await desk.view("alice", "later")] == [id]
    await desk.mails("ana@example.org", "Here")
    talk = await desk.conversation(id)
    assert (talk.snoozed, talk.state) == (False, State.open)
    assert [one.id for one in await desk.view("alice", "mine")] == [id]


async def test_open_work_comes_by_promise_then_by_who_waits_longest(desk: Desk) -> None:
    await opened(desk)
    mail = await desk.mails("ana@example.org", "first, three hours")
    desk.clock.advance(MINUTE)
    chat = await desk.chats("cookie", "second, one minute")
    desk.clock.advance(MINUTE)
    late = await desk.mails("ben@example.org", "third")
    order = [mail, chat, late]
    assert [one.id for one in await desk.view("alice")] == [order[i].conversation_id for i in (1, 0, 2)]
    first = await desk.db.read(conversations.listing, desk.agents["alice"], conversations.Wanted(), 2)
    rest = await desk.db.read(conversations.listing, desk.agents["alice"], conversations.Wanted(), 2, first.more)
    assert [one.preview for one in (*first.items, *rest.items)] == ["second, one minute", "first, three hours", "third"]
    assert rest.more is None


async def test_an_agent_of_two_inboxes_reads_them_as_one_list(desk: Desk) -> None:
    await opened(desk)
    await desk.hires("carol", inboxes=(MAIL, CHAT))
    for i in range(6):
        desk.clock.advance(MINUTE)
        await (desk.chats if i % 2 else desk.mails)(f"p{i}@example.org", f"word {i}")
        await desk.mails(f"q{i}@example.org", "elsewhere", inbox_id=OTHER)
    everything = [one.id for one in await desk.view("alice") if one.inbox_id != OTHER]
    seen: list[str] = []
    after = None
    while True:
        page = await desk.db.read(conversations.listing, desk.agents["carol"], conversations.Wanted(), 2, after)
        seen += [one.id for one in page.items]
        after = page.more
        if after is None:
            break
    assert seen == everything
    assert (await desk.db.read(conversations.counts, desk.agents["carol"]))["all"] == 6


async def test_unread_is_for_whom_it_belongs_to(desk: Desk) -> None:
    await opened(desk)
    id = str((await desk.mails("ana@example.org", "Hello")).conversation_id)
    await desk.does(conversations.assign, desk.agents["alice"], id, desk.agents["bob"].id)
    assert (await desk.does(conversations.read, desk.agents["alice"], id)).unread
    assert not (await desk.does(conversations.read, desk.agents["bob"], id)).unread


async def test_bulk_says_what_failed(desk: Desk) -> None:
    await opened(desk)
    ids = [str((await desk.mails(f"p{i}@example.org", "Hello")).conversation_id) for i in range(45)]
    outcome = await bulk(desk.db, desk.agents["alice"], (*ids, "nobody"), "tag", {"tag": "Sale"})
    assert (outcome.done, [one.id for one in outcome.failed]) == (tuple(ids), ["nobody"])
    assert len(await desk.view("alice", tag="sale")) == 45
    await bulk(desk.db, desk.agents["alice"], tuple(ids), "close", {})
    assert (await desk.view("alice"), len(await desk.view("alice", "closed", tag="sale"))) == ([], 45)
    with pytest.raises(errors.Invalid):
        await bulk(desk.db, desk.agents["alice"], tuple(ids), "eat", {})


async def test_blocked_people_and_spam_never_reach_the_inbox_and_nothing_is_lost(desk: Desk) -> None:
    await opened(desk)
    heard = await desk.mails("mallory@example.org", "Buy now")
    await desk.does(people.block, desk.agents["alice"], heard.person_id)
    await desk.mails("mallory@example.org", "Buy more")
    await desk.mails("other@example.org", "You won", spam=True)
    assert await desk.view("alice") == []
    assert {one.preview for one in await desk.view("alice", "spam")} == {"Buy more", "You won"}
    await desk.does(people.unblock, desk.agents["alice"], heard.person_id)
    await desk.does(conversations.not_spam, desk.agents["alice"], str(heard.conversation_id))
    assert [one.id for one in await desk.view("alice")] == [heard.conversation_id]


async def test_an_answer_is_taken_back_and_everything_stands_as_before(desk: Desk) -> None:
    await opened(desk)
    heard = await desk.mails("ana@example.org", "Hello")
    id, before = str(heard.conversation_id), await desk.conversation(heard.conversation_id)
    desk.clock.advance(MINUTE)
    key = await desk.ctx.files.put(b"a picture")
    file = await desk.does(
        conversations.attach, key, name="p.png", content_type="image/png", size=9, by=desk.agents["alice"].id
    )
    waiting = Delivery(state="queued", at=0, undo_until=desk.clock() + MINUTE)
    said = await desk.answers(
        "alice", id, "Too early", html="<b>Too early</b>", attachments=(file.id,), delivery=waiting
    )
    assert not said.public
    draft = await desk.does(conversations.undo, desk.agents["alice"], said.id)
    assert (draft.text, draft.html, [one.id for one in draft.attachments]) == (
        "Too early",
        "<b>Too early</b>",
        [file.id],
    )
    after = await desk.conversation(id)
    assert (after.state, after.since, after.due_at, after.preview) == (State.new, before.since, before.due_at, "Hello")
    assert (await desk.db.read(conversations.search, desk.agents["alice"], "early")).messages == ()
    said = await desk.answers(
        "alice", id, "Now", delivery=Delivery(state="queued", at=0, undo_until=desk.clock() + MINUTE)
    )
    sent = await desk.does(conversations.set_delivery, said.id, Delivery(state="sent", at=desk.clock()))
    assert (sent.public, sent.body["delivery"]["state"]) == (True, "sent")
    with pytest.raises(conversations.TooLateToUndo):
        await desk.does(conversations.undo, desk.agents["alice"], said.id)


async def test_mail_that_comes_in_any_order_stands_in_its_own_order(desk: Desk) -> None:
    await opened(desk)
    now = desk.clock()
    for days in (3, 1, 2):
        await desk.mails("ana@example.org", f"{days} days ago", at=now - days * DAY)
    future = await desk.mails("ana@example.org", "from 2050", at=now + 9_000 * DAY)
    assert future.at == now
    line = [one.body["text"] for one in await desk.timeline("alice", future.person_id)]
    assert line == ["from 2050", "1 days ago", "2 days ago", "3 days ago"]
    talk = await desk.conversation(future.conversation_id)
    assert (talk.preview, talk.since, talk.last_at) == ("from 2050", now - 3 * DAY, now)
    ours = await desk.mails("ana@example.org", "our old answer", at=now - DAY + HOUR, ours=True, agent_id=None)
    assert (ours.direction, (await desk.conversation(ours.conversation_id)).state) == ("out", State.new)


async def test_old_words_do_not_wake_what_is_closed(desk: Desk) -> None:
    await opened(desk)
    heard = await desk.mails("ana@example.org", "Hello")
    desk.clock.advance(HOUR)
    await desk.does(conversations.close, desk.agents["alice"], str(heard.conversation_id))
    late = await desk.mails("ana@example.org", "Sent before the closing", at=desk.clock() - MINUTE)
    assert late.conversation_id == heard.conversation_id
    assert (await desk.conversation(late.conversation_id)).state is State.closed


async def test_automatic_mail_and_side_talks_do_not_move_the_conversation(desk: Desk) -> None:
    await opened(desk)
    heard = await desk.mails("ana@example.org", "Where is it?")
    id = str(heard.conversation_id)
    await desk.answers("alice", id, "We ask the carrier")
    await desk.mails("ana@example.org", "I am on holiday", automatic="vacation")
    assert (await desk.conversation(id)).state is State.waiting
    carrier = await desk.does(people.recognise, HandleKind.email, "help@carrier.example")
    side = await desk.answers("alice", id, "Where is parcel 7?", side=True, handle_id=carrier.handles[0].id)
    talk = await desk.conversation(id)
    assert (talk.state, talk.preview, side.public) == (State.waiting, "I am on holiday", False)
    answer = await desk.mails("help@carrier.example", "In Hamburg", conversation_id=id, side=True, public=False)
    assert (answer.conversation_id, answer.host_id, answer.public) == (id, heard.person_id, False)
    assert (await desk.conversation(id)).preview == "I am on holiday"
    assert next(e.body["text"] for e in await desk.timeline("alice", heard.person_id)) == "In Hamburg"
    ana = await desk.person("ana@example.org")
    scope = conversations.Scope(handle_ids=(*(handle.id for handle in ana.handles), carrier.handles[0].id))
    seen = [one.body["text"] for one in await desk.db.read(conversations.public_entries, scope)]
    assert seen == ["Where is it?", "We ask the carrier", "I am on holiday"]


async def test_card_numbers_are_kept_nowhere(desk: Desk) -> None:
    await opened(desk)
    number = "4111 1111 1111 1111"
    heard = await desk.mails("ana@example.org", f"My card {number}", subject=f"card {number}", folded=f"> {number}")
    assert heard.body["masked"]
    talk = await desk.conversation(heard.conversation_id)
    assert "4111" not in str(heard) + str(talk)
    assert (await desk.db.read(conversations.search, desk.agents["alice"], "4111")).messages == ()


async def test_promises_count_opening_hours(desk: Desk) -> None:
    await opened(desk)
    weekdays = [team.Interval(day, "09:00", "18:00") for day in range(5)]
    hours = await desk.does(
        team.add_hours, team.NewHours(name="Shop", timezone="Europe/Berlin", intervals=tuple(weekdays))
    )
    await desk.does(team.change_brand, desk.brand, team.BrandChange(hours_id=hours.id))
    # Thursday 08:20 in Berlin: the shop opens at 09:00.
    opens = desk.clock() + 40 * MINUTE
    mail = await desk.mails("ana@example.org", "early")
    chat = await desk.chats("cookie", "early too")
    assert (await desk.conversation(mail.conversation_id)).due_at == opens + 3 * HOUR
    assert (await desk.conversation(chat.conversation_id)).due_at == opens + MINUTE


async def test_the_visitors_stream_goes_on_from_a_number(desk: Desk) -> None:
    await opened(desk)
    first = await desk.chats("cookie", "one")
    scope = await desk.db.read(conversations.scope, first.handle_id)
    second = await desk.chats("cookie", "two")
    said = await desk.answers("alice", str(first.conversation_id), "three")
    note = await desk.does(conversations.note, desk.agents["alice"], str(first.conversation_id), "secret")
    found = await desk.db.read(conversations.public_entries, scope, first.n)
    assert [one.id for one in found] == [second.id, said.id]
    assert first.n < second.n < said.n < note.n
    assert await desk.db.read(conversations.in_scope, scope, said.id)
    assert not await desk.db.read(conversations.in_scope, scope, note.id)


async def test_erasing_a_person_reaches_words_files_and_full_text(desk: Desk) -> None:
    await opened(desk)
    key = await desk.ctx.files.put(b"shared")
    for who in ("ana", "ben"):
        file = await desk.does(conversations.attach, key, name="f.txt", content_type="text/plain", size=6, by=who)
        await desk.mails(f"{who}@example.org", f"quixotic words of {who}", attachments=(file,), html="<p>x</p>")
    ana = await desk.person("ana@example.org")
    exported, more = await desk.db.read(conversations.export_person, ana.id)
    assert ([one["files"][0]["key"] for one in exported["entries"]], more) == ([key], None)
    assert await desk.does(conversations.erase_person, ana.id)
    await desk.does(people.erase_person, ana.id)
    found = await desk.db.read(conversations.search, desk.agents["alice"], "quixotic")
    assert [hit.entry.body["text"] for hit in found.messages] == ["quixotic words of ben"]
    assert await desk.db.read(people.by_handle, "ana@example.org") == ()
    desk.clock.advance(2 * HOUR)
    await desk.works()
    assert await desk.ctx.files.read(key) == b"shared"
    ben = await desk.person("ben@example.org")
    assert await desk.does(conversations.erase_person, ben.id)
    desk.clock.advance(2 * HOUR)
    await desk.works()
    with pytest.raises(errors.NotFound):
        await desk.ctx.files.read(key)


async def test_what_comes_at_the_same_moment_makes_one_person_with_one_conversation(desk: Desk) -> None:
    await opened(desk)
    heard = await asyncio.gather(*(desk.mails("ana@example.org", f"word {i}") for i in range(12)))
    assert len({one.conversation_id for one in heard}) == len({one.person_id for one in heard}) == 1
    assert len({one.n for one in heard}) == 12
    id, last = str(heard[0].conversation_id), max(heard, key=lambda one: one.n)
    answers = await asyncio.gather(
        *(desk.answers(name, id, f"from {name}", after=last.id) for name in ("alice", "bob")), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in answers) == ["Answered", "Entry"]
    await asyncio.gather(
        desk.does(conversations.tag, desk.agents["alice"], id, "one"),
        desk.does(conversations.tag, desk.agents["bob"], id, "two"),
        desk.does(conversations.set_priority, desk.agents["bob"], id, 2),
        desk.mails("ana@example.org", "meanwhile"),
    )
    talk = await desk.conversation(id)
    assert (talk.tags, talk.priority, talk.preview) == (("one", "two"), 2, "meanwhile")


async def test_erasing_a_guest_leaves_none_of_their_words_in_a_list(desk: Desk) -> None:
    await opened(desk)
    husband = conversations.Participant(kind="email", value="ben@example.org")
    ana = await desk.mails("ana@example.org", "Hello", participants=(husband,))
    desk.clock.advance(MINUTE)
    ben = await desk.mails("ben@example.org", "My private number", conversation_id=ana.conversation_id)
    assert await desk.does(conversations.erase_person, ben.person_id)
    assert (await desk.conversation(ana.conversation_id)).preview == "Hello"
