"""One person, one conversation: she chats, leaves her address, writes a mail, is answered."""

import pytest

from shopkeeper import conversations, people
from shopkeeper.conversations import Answered, State
from shopkeeper.conversations.tests.conftest import CHAT, MAIL, Desk
from shopkeeper.kit.clock import DAY, HOUR, MINUTE
from shopkeeper.people import HandleKind, Proof


async def test_chat_then_mail_is_one_person_with_one_conversation(desk: Desk) -> None:
    await desk.opens()
    await desk.hires("alice")
    chat = await desk.chats("cookie-1", "Hello, is the blue one in stock?")
    await desk.claims("cookie-1", "Ana@Example.org")
    ana = await desk.person("ana@example.org")
    assert [(h.value, h.proof) for h in ana.handles if h.kind is HandleKind.email] == [
        ("ana@example.org", Proof.claimed)
    ]

    desk.clock.advance(5 * MINUTE)
    mail = await desk.mails(
        "ana@example.org", "Here is the picture.", proven=True, name="Ana Okafor", subject="Picture"
    )
    assert mail.conversation_id == chat.conversation_id

    ana = await desk.person("ana@example.org")
    email = [h for h in ana.handles if h.kind is HandleKind.email]
    assert [(h.proof, h.joined) for h in email] == [(Proof.proven, True)]
    assert ana.name == "Ana Okafor"
    [only] = await desk.view("alice")
    assert (only.person_name, only.channel, only.inbox_id) == ("Ana Okafor", "email", MAIL)
    assert only.identity_id == ana.id != only.person_id
    words = [e.body["text"] for e in await desk.timeline("alice", only.person_id) if e.kind == "message"]
    assert words == ["Here is the picture.", "Hello, is the blue one in stock?"]


async def test_states_go_new_waiting_open_closed_and_reopen_inside_the_window(desk: Desk) -> None:
    await desk.opens()
    alice = await desk.hires("alice")
    heard = await desk.mails("ana@example.org", "Where is my parcel?")
    talk = await desk.conversation(heard.conversation_id)
    assert (talk.state, talk.unread, talk.since) == (State.new, True, desk.clock())
    assert talk.due_at == desk.clock() + 3 * HOUR

    desk.clock.advance(MINUTE)
    await desk.answers("alice", talk.id, "On its way.", after=heard.id)
    talk = await desk.conversation(talk.id)
    assert (talk.state, talk.due_at, talk.since, talk.assignee_id) == (State.waiting, None, None, alice.id)
    assert (talk.preview, talk.preview_by, talk.unread) == ("On its way.", "agent", False)
    assert talk.preview_agent_id == alice.id

    desk.clock.advance(MINUTE)
    thanks = await desk.mails("ana@example.org", "Thank you!")
    assert (await desk.conversation(thanks.conversation_id)).preview_agent_id is None
    assert (await desk.conversation(talk.id)).state is State.open
    closed = await desk.does(conversations.close, alice, talk.id)
    assert (closed.state, closed.closed_at) == (State.closed, desk.clock())
    assert (await desk.does(conversations.reopen, alice, talk.id)).state is State.open
    await desk.does(conversations.close, alice, talk.id)

    desk.clock.advance(13 * DAY)
    again = await desk.mails("ana@example.org", "One more thing")
    assert again.conversation_id == talk.id
    assert (await desk.conversation(talk.id)).state is State.open
    await desk.does(conversations.close, alice, talk.id)
    desk.clock.advance(15 * DAY)
    later = await desk.mails("ana@example.org", "Something new")
    assert later.conversation_id != talk.id
    assert [one.id for one in await desk.view("alice")] == [later.conversation_id]


async def test_two_agents_one_customer_one_answer(desk: Desk) -> None:
    await desk.opens()
    await desk.hires("alice")
    await desk.hires("bob")
    heard = await desk.mails("ana@example.org", "Hello?")
    said = await desk.answers("bob", str(heard.conversation_id), "Hello, Bob here.", after=heard.id)
    with pytest.raises(Answered) as failure:
        await desk.answers("alice", str(heard.conversation_id), "Hello from Alice.", after=heard.id)
    assert (failure.value.kind, failure.value.extra["entry"].id) == ("answered", said.id)
    await desk.answers("alice", str(heard.conversation_id), "And Alice.", after=said.id)


async def test_the_same_id_again_is_the_same_entry(desk: Desk) -> None:
    await desk.opens()
    id = "01k00000000000000000000000"
    first = await desk.chats("cookie", "Hello", id=id)
    again = await desk.chats("cookie", "Hello", id=id)
    assert first == again
    with pytest.raises(conversations.IdTaken):
        await desk.chats("somebody else", "Hello", id=id)


async def test_mallory_who_types_anas_address_sees_nothing_of_hers(desk: Desk) -> None:
    await desk.opens()
    await desk.hires("alice")
    private = await desk.mails("ana@example.org", "My address is 5 Rose Street", proven=True)
    await desk.answers("alice", str(private.conversation_id), "Noted, 5 Rose Street.")
    await desk.chats("mallory", "Hi, I am Ana")
    await desk.claims("mallory", "ana@example.org")
    talk = await desk.conversation(private.conversation_id)
    assert talk.identity_id == (await desk.person("ana@example.org")).id

    def visible(tx: object) -> list[str]:
        handle = people.holder(tx, HandleKind.visitor, "mallory")  # type: ignore[arg-type]
        assert handle
        scope = conversations.scope(tx, handle.id)  # type: ignore[arg-type]
        return [entry.body["text"] for entry in conversations.public_entries(tx, scope)]  # type: ignore[arg-type]

    assert await desk.db.read(visible) == ["Hi, I am Ana"]


async def test_who_follows_the_link_in_our_mail_finds_the_whole_talk(desk: Desk) -> None:
    await desk.opens()
    await desk.hires("alice")
    chat = await desk.chats("cookie", "Is it in stock?")
    await desk.claims("cookie", "ana@example.org")
    handle = (await desk.db.read(people.known_by, HandleKind.email, "ana@example.org"))[0]
    await desk.answers("alice", str(chat.conversation_id), "Yes!", handle_id=handle.id, inbox_id=MAIL, channel="email")

    def visible(tx: object) -> list[str]:
        scope = conversations.scope(tx, None, [(HandleKind.email, "ana@example.org")])  # type: ignore[arg-type]
        return [entry.body["text"] for entry in conversations.public_entries(tx, scope)]  # type: ignore[arg-type]

    assert await desk.db.read(visible) == ["Is it in stock?", "Yes!"]
    assert (await desk.conversation(chat.conversation_id)).inbox_id == MAIL
    assert CHAT != MAIL
