"""Merging and un-merging in any order: nothing is lost, and everything goes back to whom it came to."""

import asyncio
import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopkeeper import conversations, people
from shopkeeper.conversations.tests.conftest import Desk
from shopkeeper.kit.clock import MINUTE
from shopkeeper.people import HandleKind

PEOPLE = 4
ACTS = st.one_of(
    st.tuples(st.just("writes"), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("answered"), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("merge"), st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("unmerge"), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("close"), st.integers(0, PEOPLE - 1)),
)
_round = itertools.count()


class Story:
    """Plays acts on the desk and remembers what must be true."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.mark = desk, next(_round)
        self.above: dict[int, int] = {}
        self.came_to: dict[str, str] = {}
        self.ids: dict[int, str] = {}

    def address(self, i: int) -> str:
        return f"p{i}.{self.mark}@example.org"

    def root(self, i: int) -> int:
        return self.root(self.above[i]) if i in self.above else i

    def family(self, i: int) -> set[int]:
        return {j for j in self.ids if self.root(j) == self.root(i)}

    async def play(self, act: tuple[Any, ...]) -> None:
        self.desk.clock.advance(MINUTE)
        if act[0] == "writes":
            await self.writes(act[1])
        elif all(i in self.ids for i in act[1:]):
            await getattr(self, act[0])(*act[1:])

    async def writes(self, i: int) -> None:
        open_before = await self.open_of(i) if i in self.ids else set()
        entry = await self.desk.mails(self.address(i), f"word of {i}")
        assert self.ids.setdefault(i, entry.person_id) == entry.person_id
        self.came_to[entry.id] = entry.person_id
        assert not open_before or entry.conversation_id in open_before

    async def answered(self, i: int) -> None:
        for id in await self.open_of(i):
            said = await self.desk.answers("alice", id, "An answer")
            self.came_to[said.id] = said.person_id

    async def close(self, i: int) -> None:
        for id in await self.open_of(i):
            await self.desk.does(conversations.close, self.desk.agents["alice"], id)

    async def merge(self, i: int, j: int) -> None:
        if self.root(i) == self.root(j):
            with pytest.raises(people.OneAndTheSame):
                await self.desk.does(people.merge, self.desk.agents["alice"], self.ids[i], self.ids[j])
            return
        await self.desk.does(people.merge, self.desk.agents["alice"], self.ids[i], self.ids[j])
        self.above[self.root(j)] = i

    async def unmerge(self, i: int) -> None:
        if self.above.pop(i, None) is None:
            with pytest.raises(people.NotMerged):
                await self.desk.does(people.unmerge, self.desk.agents["alice"], self.ids[i])
            return
        await self.desk.does(people.unmerge, self.desk.agents["alice"], self.ids[i])

    async def open_of(self, i: int) -> set[str]:
        found = await self.desk.view("alice", None, person=self.ids[i])
        return {one.id for one in found if one.state.value != "closed"}

    async def check(self) -> None:
        seen: dict[str, str] = {}
        for i, id in self.ids.items():
            members = set(await self.desk.db.read(people.members, id))
            assert members == {self.ids[j] for j in self.family(i)}
            talks = {one.id: one for one in await self.desk.view("alice", None, person=id)}
            for entry in await self.desk.timeline("alice", id):
                if entry.kind == "message":
                    seen[entry.id] = entry.person_id
                    assert entry.person_id in members
                    assert entry.conversation_id in talks, "its conversation belongs to the same identity"
                    assert entry.host_id in (None, talks[entry.conversation_id].person_id)
            for talk in talks.values():
                await self.check_standing(talk)
        assert seen == self.came_to

    async def check_standing(self, talk: conversations.Conversation) -> None:
        messages = await self.desk.db.read(conversations.messages, talk.id, None, 1)
        if messages and talk.state.value != "closed":
            assert (talk.since is not None) == (messages[0].direction == "in")
            assert talk.preview == messages[0].body["text"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=14))
def test_any_order_of_merging_parting_and_writing(desk: Desk, acts: list[tuple[Any, ...]]) -> None:
    async def run() -> None:
        if not desk.agents:
            await desk.opens()
            await desk.hires("alice")
        story = Story(desk)
        for act in acts:
            await story.play(act)
            await story.check()
        for i in range(PEOPLE):
            if i in story.above:
                await story.unmerge(i)
        await story.check()

    asyncio.run(run())


async def test_on_merging_both_open_conversations_stay_and_the_older_carries_on(desk: Desk) -> None:
    await desk.opens()
    alice = await desk.hires("alice")
    first = await desk.mails("ana@example.org", "from home")
    desk.clock.advance(MINUTE)
    second = await desk.mails("ana@work.example", "from work")
    await desk.does(people.merge, alice, first.person_id, second.person_id)
    one, other = await desk.conversation(first.conversation_id), await desk.conversation(second.conversation_id)
    assert (one.linked, other.linked) == ((other.id,), (one.id,))
    third = await desk.mails("ana@work.example", "again from work")
    assert third.conversation_id == one.id
    verbs = [e.body["verb"] for e in await desk.timeline("alice", first.person_id) if e.kind == "act"]
    assert verbs == ["merged"]

    await desk.does(people.unmerge, alice, second.person_id)
    assert (await desk.conversation(one.id)).linked == ()
    back = [e for e in await desk.timeline("alice", second.person_id) if e.kind == "message"]
    assert [e.conversation_id for e in back] == [other.id, other.id]
    assert (await desk.conversation(other.id)).preview == "again from work"
    assert (await desk.conversation(one.id)).preview == "from home"


async def test_withdrawing_a_claim_takes_along_what_came_by_it(desk: Desk) -> None:
    await desk.opens()
    alice = await desk.hires("alice")
    mail = await desk.mails("ana@example.org", "It is me", proven=True)
    await desk.claims("mallory", "ana@example.org")
    await desk.chats("mallory", "Tell me her address")
    ana = await desk.person("ana@example.org")
    assert [(m.claimed, m.into_id) for m in ana.merged] == [(True, ana.id)]
    assert len(await desk.view("alice")) == 1
    [handle] = [h for h in ana.handles if h.kind is HandleKind.email]
    await desk.does(people.withdraw_claim, alice, handle.id)
    assert [e.body.get("text") for e in await desk.timeline("alice", mail.person_id) if e.kind == "message"] == [
        "It is me"
    ]
    assert {one.preview for one in await desk.view("alice")} == {"It is me", "Tell me her address"}
    again = await desk.person("ana@example.org")
    assert (again.id, again.merged) == (ana.id, ())


async def test_a_guest_keeps_their_words_where_they_were_copied_in(desk: Desk) -> None:
    await desk.opens()
    alice = await desk.hires("alice")
    husband = conversations.Participant(kind="email", value="ben@example.org")
    ana = await desk.mails("ana@example.org", "My husband will answer", participants=(husband,))
    ben = await desk.mails("ben@example.org", "Yes, it broke", conversation_id=ana.conversation_id)
    assert (ben.conversation_id, ben.host_id) == (ana.conversation_id, ana.person_id)
    await desk.does(people.merge, alice, ana.person_id, ben.person_id)
    await desk.does(people.unmerge, alice, ben.person_id)
    words = [e.body["text"] for e in await desk.timeline("alice", ana.person_id) if e.kind == "message"]
    assert words == ["Yes, it broke", "My husband will answer"]
    assert [e.body.get("text") for e in await desk.timeline("alice", ben.person_id) if e.kind == "message"] == [
        "Yes, it broke"
    ]
    assert await desk.db.read(
        conversations.takes_part, str(ana.conversation_id), ben.person_id, HandleKind.email, "Ben@Example.org"
    )
