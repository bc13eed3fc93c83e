"""One click on a macro, through the door, on both databases: all of it or nothing, and once."""

import asyncio
from typing import Any

import pytest

from shopkeeper import automation, conversations
from shopkeeper.automation import acts, running
from shopkeeper.kit import errors, ids
from shopkeeper.kit.db import Tx

GREETING = "Hallo {{ customer.first_name }}, wir sehen nach. {{ agent.first_name }}, {{ brand.name }}"


class Shopping:
    """A shop that takes its time, as the real ones do: what it is asked for is waited for."""

    rank = 0
    brings = ("code",)

    def __init__(self) -> None:
        self.asked: list[str] = []

    def settle(self, tx: Tx, args: Any) -> dict[str, Any]:
        return dict(args)

    def words(self, tx: Tx, args: Any) -> str:
        return "A discount code"

    def do(self, tx: Tx, scene: acts.Scene, args: Any) -> str:
        self.asked.append(scene.key)
        return f"intent:{scene.key}"


@pytest.fixture
def shopping():
    acts.DEEDS["pretend_discount"] = Shopping()
    yield acts.DEEDS["pretend_discount"]
    del acts.DEEDS["pretend_discount"]


async def macro(shop, text: str = GREETING, *, by: str = "bob", **more: Any) -> str:
    answer = await shop.doors[by].post("/api/v1/macros", json={"name": "Greeting", "text": text, **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def act(kind: str, **args: Any) -> dict[str, Any]:
    return {"kind": kind, "args": args}


async def click(shop, talk: str, macro_id: str, text: str | None = "Hello Ana", *, by: str = "bob", **more: Any):
    wish = {"id": more.pop("id", ids.new()), "macro_id": macro_id, **more}
    if text is not None:
        wish["answer"] = {"text": text}
    return await shop.doors[by].post(f"/api/v1/conversations/{talk}/macro-runs", json=wish)


async def test_bob_sees_the_words_filled_in_and_what_will_be_done(shop):
    await shop.opens()
    talk = await shop.hears("wo ist mein Paket?")
    id = await macro(shop, acts=[act("close"), act("tag", tag="Late"), act("note", text="asked the carrier")])
    seen = (await shop.doors["bob"].get(f"/api/v1/conversations/{talk}/macros/{id}")).json()
    assert seen["text"] == "Hallo Ana, wir sehen nach. Bob, Lark & Loom"
    assert seen["missing"] == []
    assert [step["kind"] for step in seen["steps"]] == ["note", "answer", "tag", "close"]
    assert (await shop.talk(talk)).state is conversations.State.new, "looking does nothing"


async def test_one_click_answers_tags_and_closes(shop):
    await shop.opens()
    talk = await shop.hears("wo ist mein Paket?")
    id = await macro(shop, acts=[act("close"), act("tag", tag="Late"), act("assign", agent_id="me")])
    run = (await click(shop, talk, id, "Hallo Ana, es kommt morgen.")).json()
    assert run["state"] == "done"
    assert {step["state"] for step in run["steps"]} == {"done"}
    after = await shop.talk(talk)
    assert (after.state, after.tags, after.assignee_id) == (
        conversations.State.closed,
        ("late",),
        shop.agents["bob"].id,
    )
    assert await shop.said(talk) == ["Hallo Ana, es kommt morgen."]
    listed = (await shop.doors["bob"].get(f"/api/v1/conversations/{talk}/macro-runs")).json()["items"]
    assert [one["id"] for one in listed] == [run["id"]]


async def test_a_double_click_is_one_click(shop):
    await shop.opens()
    talk = await shop.hears("hello")
    id, key = await macro(shop), ids.new()
    answers = await asyncio.gather(*(click(shop, talk, id, id=key) for _ in range(3)))
    assert {answer.status_code for answer in answers} == {201}
    assert len(await shop.said(talk)) == 1
    used = next(one for one in (await shop.doors["bob"].get("/api/v1/macros")).json()["items"] if one["id"] == id)
    assert used["used"] == 1
    taken = await click(shop, talk, id, id=key, by="carol")
    assert taken.status_code == 409, "the same id in another hand is another click"


async def test_words_with_a_gap_are_not_sent_and_nothing_is_done(shop):
    await shop.opens()
    talk = await shop.hears("hello")
    id = await macro(shop, "Your parcel {{ tracking.number }}", acts=[act("close")])
    seen = (await shop.doors["bob"].get(f"/api/v1/conversations/{talk}/macros/{id}")).json()
    assert seen["missing"] == ["tracking.number"]
    refused = await click(shop, talk, id, seen["text"])
    assert refused.status_code == 422
    assert refused.json()["extra"]["gaps"] == ["tracking number"]
    assert (await shop.talk(talk)).state is conversations.State.new
    assert await shop.said(talk) == []


async def test_when_one_act_fails_none_was_done(shop):
    await shop.opens()
    talk = await shop.hears("hello")
    id = await macro(shop, acts=[act("tag", tag="late"), act("assign", agent_id=shop.agents["carol"].id), act("close")])
    await shop.db.write(lambda tx: tx.run(conversations_gone(tx, talk)))
    refused = await click(shop, talk, id)
    assert refused.status_code in (404, 422), refused.text
    assert await shop.said(talk) == []


def conversations_gone(tx: Tx, talk: str) -> Any:
    import sqlalchemy as sa

    from shopkeeper.kit.db import metadata

    agent = metadata.tables["agent"]
    return sa.update(agent).where(agent.c.name == "Carol Baker").values(inboxes="[]")


async def test_an_answer_waits_for_the_shop_and_takes_the_code_along(shop, shopping):
    await shop.opens()
    talk = await shop.hears("it is broken")
    id = await macro(shop, "Your code: {{ code }}", acts=[act("pretend_discount"), act("close")])
    seen = (await shop.doors["bob"].get(f"/api/v1/conversations/{talk}/macros/{id}")).json()
    run = (await click(shop, talk, id, seen["text"])).json()
    assert run["state"] == "waiting"
    assert [step["state"] for step in run["steps"]] == ["waiting", "ready", "ready"]
    assert await shop.said(talk) == [], "nothing is promised before the shop has done it"
    assert (await shop.talk(talk)).state is not conversations.State.closed
    [key] = shopping.asked
    await shop.db.write(running.go_on, f"intent:{key}", {"code": "SORRY-10"})
    assert await shop.db.write(running.go_on, f"intent:{key}", {"code": "SORRY-10"}) is None, "told twice"
    assert await shop.said(talk) == ["Your code: SORRY-10"]
    after = (await shop.doors["bob"].get(f"/api/v1/macro-runs/{run['id']}")).json()
    assert after["state"] == "done"
    assert (await shop.talk(talk)).state is conversations.State.closed


async def test_a_shop_that_refuses_stops_the_run_and_gives_the_words_back(shop, shopping):
    await shop.opens()
    talk = await shop.hears("it is broken")
    id = await macro(shop, "Your money is on its way.", acts=[act("pretend_discount"), act("close")])
    run = (await click(shop, talk, id, "Your money is on its way.")).json()
    await shop.db.write(running.stop, f"intent:{shopping.asked[0]}", "The shop says no.")
    after = (await shop.doors["bob"].get(f"/api/v1/macro-runs/{run['id']}")).json()
    assert (after["state"], after["problem"]) == ("stopped", "The shop says no.")
    assert [step["state"] for step in after["steps"]] == ["stopped", "left", "left"]
    assert await shop.said(talk) == []
    draft = await shop.db.read(conversations.load_draft, shop.agents["bob"], talk)
    assert draft is not None
    assert draft.text == "Your money is on its way."
    assert (await shop.talk(talk)).state is not conversations.State.closed


async def test_what_fits_the_talk_is_offered_first(shop):
    await shop.opens()
    talk = await shop.hears("My parcel is late, where is it?")
    topic = (await shop.db.write(conversations.add_topic, "Late parcel")).id
    late = await macro(shop, "Sorry", name="Late parcel")
    size = await macro(shop, "Sizes", name="Wrong size")
    by_topic = await macro(shop, "Topic", name="Carrier", topic_id=topic)
    [first] = await offered(shop, talk)
    assert first["macro_id"] == late
    assert "words: late, parcel" in first["why"]
    await shop.db.write(conversations.set_topic, shop.agents["bob"], talk, topic)
    assert {one["macro_id"] for one in await offered(shop, talk)} == {late, by_topic}
    await click(shop, talk, size)
    assert size in {one["macro_id"] for one in await offered(shop, talk)}


async def offered(shop, talk: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await shop.doors["bob"].get(f"/api/v1/conversations/{talk}/macros")).json()["items"]
    return found


BAD = [
    ([act("explode")], "It can:"),
    ([act("tag")], "tag"),
    ([act("priority", priority=7)], "whole number"),
    ([act("snooze", hours=True)], "whole number"),
    ([act("assign")], "to whom"),
    ([act("topic", topic_id="nowhere")], "topic"),
    ([act("close")] * 13, "At most 12"),
]


async def test_bad_acts_and_bad_templates_are_refused_in_words(shop):
    await shop.opens()
    for given, words in BAD:
        answer = await shop.doors["bob"].post("/api/v1/macros", json={"name": "x", "text": "x", "acts": given})
        assert answer.status_code in (404, 422), answer.text
        assert words in answer.json()["detail"]
    answer = await shop.doors["bob"].post("/api/v1/macros", json={"name": "x", "text": "{% if %}"})
    assert answer.status_code == 422
    assert "cannot be read" in answer.json()["detail"]


async def test_a_macro_may_only_act(shop):
    await shop.opens()
    talk = await shop.hears("thanks!")
    id = await macro(shop, "", acts=[act("close")])
    assert (await click(shop, talk, id, None)).json()["state"] == "done"
    assert (await shop.talk(talk)).state is conversations.State.closed
    assert await shop.said(talk) == []


async def test_who_may_not_see_the_talk_runs_nothing_in_it(shop):
    await shop.opens()
    talk, id = await shop.hears("hello"), await macro(shop)
    await shop.db.write(lambda tx: tx.run(conversations_gone(tx, talk)))
    for answer in (
        await click(shop, talk, id, by="carol"),
        await shop.doors["carol"].get(f"/api/v1/conversations/{talk}/macros/{id}"),
        await shop.doors["carol"].get(f"/api/v1/conversations/{talk}/macros"),
        await shop.doors["carol"].get(f"/api/v1/conversations/{talk}/macro-runs"),
    ):
        assert answer.status_code == 403, answer.text


async def test_what_macros_did_is_exported_and_erased_with_the_person(shop):
    await shop.opens()
    talk, id = await shop.hears("hello"), await macro(shop)
    await click(shop, talk, id)
    person = (await shop.talk(talk)).person_id
    assert len((await shop.db.read(automation.export_person, person))["macro_runs"]) == 1
    assert await shop.db.write(automation.erase_person, person) is True
    assert (await shop.db.read(automation.export_person, person))["macro_runs"] == []


async def test_the_names_and_filters_are_listed_for_the_editor(shop):
    await shop.opens()
    listed = (await shop.doors["bob"].get("/api/v1/macros/names")).json()
    assert "customer.first_name" in listed["values"]
    assert set(listed["filters"]) == {"money", "date", "first_name", "plural", "list"}
    assert issubclass(automation.errors.HasGaps, errors.Invalid)
