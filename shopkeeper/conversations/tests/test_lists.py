"""Lists read from several places at once: those of a tag over inboxes, those of a person merged from several."""

from typing import Any

from shopkeeper import conversations, people, team
from shopkeeper.conversations.tests.conftest import CHAT, MAIL, OTHER, Desk
from shopkeeper.kit.clock import MINUTE

PAGE = 2


async def opened(desk: Desk) -> Desk:
    await desk.opens()
    await desk.hires("alice", team.Role.admin)
    await desk.hires("carol", inboxes=(MAIL, CHAT))
    await desk.hires("dan", inboxes=(CHAT,))
    return desk


async def every(desk: Desk, agent: str, **wanted: Any) -> list[str]:
    """All pages of a list, through the door."""
    found, after = list[str](), None
    async with desk.door(agent) as door:
        while True:
            params = {**wanted, "limit": PAGE, **({"after": after} if after else {})}
            page = (await door.get("/api/v1/conversations", params=params)).json()
            found += [one["id"] for one in page["items"]]
            after = page["next"]
            if after is None:
                return found


async def test_a_tags_list_keeps_to_an_agents_inboxes_also_after_a_move(desk: Desk) -> None:
    await opened(desk)
    alice, ids = desk.agents["alice"], list[str]()
    for n in range(9):
        desk.clock.advance(MINUTE)
        inbox = (MAIL, CHAT, OTHER)[n % 3]
        ids.append(str((await desk.mails(f"p{n}@example.org", f"word {n}", inbox_id=inbox)).conversation_id))
        await desk.does(conversations.tag, alice, ids[-1], "late")
    assert await every(desk, "alice", tag="late") == ids
    assert await every(desk, "carol", tag="late") == [id for n, id in enumerate(ids) if n % 3 < 2]
    assert await every(desk, "alice", tag="late", inbox=OTHER) == ids[2::3]
    assert await every(desk, "dan", tag="late") == ids[1::3]
    await desk.mails("p1@example.org", "by mail now", inbox_id=MAIL)
    assert await every(desk, "dan", tag="late") == ids[4::3]


async def test_a_merged_persons_conversations_come_newest_first_page_by_page(desk: Desk) -> None:
    await opened(desk)
    alice, ids, persons = desk.agents["alice"], list[str](), list[str]()
    for n in range(8):
        desk.clock.advance(MINUTE)
        heard = await desk.mails(f"p{n % 3}@example.org", f"word {n}")
        ids.append(str(heard.conversation_id))
        persons.append(heard.person_id)
        await desk.does(conversations.close, alice, ids[-1])
        desk.clock.advance(90 * 24 * 60 * MINUTE)
    await desk.does(people.merge, alice, persons[0], persons[1])
    await desk.does(people.merge, alice, persons[0], persons[2])
    assert len(set(ids)) == 8
    assert await every(desk, "alice", person=persons[1]) == ids[::-1]
    async with desk.door("alice") as door:
        card = (await door.get(f"/api/v1/conversations/{ids[3]}")).json()
        closed = (await door.get("/api/v1/conversations", params={"person": persons[2], "view": "closed"})).json()
    assert [one["id"] for one in card["past"]] == [id for id in ids[::-1] if id != ids[3]]
    assert [one["id"] for one in closed["items"]] == ids[::-1]


async def test_few_of_many_are_found_in_the_inboxes_one_may_see(desk: Desk) -> None:
    await opened(desk)
    mine = list[str]()
    for n in range(12):
        desk.clock.advance(MINUTE)
        inbox = CHAT if n in (1, 7) else MAIL
        heard = await desk.mails(f"p{n}@example.org", f"the parcel {n} is late", inbox_id=inbox)
        mine += [str(heard.conversation_id)] if inbox == CHAT else []
    async with desk.door("dan") as door:
        found = (await door.get("/api/v1/search", params={"q": "parc", "limit": "1"})).json()
        rest = (await door.get("/api/v1/search", params={"q": "parc", "limit": "1", "after": found["next"]})).json()
    hits = [hit["conversation"]["id"] for page in (found, rest) for hit in page["messages"]]
    assert (hits, rest["next"]) == (mine[::-1], None)
