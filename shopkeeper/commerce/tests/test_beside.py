"""Beside which conversation something is done: one the agent may see, and of the person it is done for. And who decided first."""

from shopkeeper import conversations, people, team
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.commerce.tests.test_acting import REFUND, opened
from shopkeeper.commerce.tests.test_approvals import rules

NOTE = {"type": "notes", "note": "Called, is fine"}


async def talk_of(desk: Desk, person_id: str, inbox: str = "inbox") -> str:
    heard = conversations.Heard(
        person_id=person_id, handle_id=None, brand_id=desk.brand.id, inbox_id=inbox, channel="email", text="Hello"
    )
    return str((await desk.db.write(conversations.hear, heard)).conversation_id)


async def margit(desk: Desk) -> str:
    found = await desk.db.write(people.recognise, people.HandleKind.email, "margit@example.org")
    return found.id


async def elsewhere(desk: Desk) -> None:
    """Fay, who sees another inbox only."""
    new = team.NewAgent("fay@garden.example", "Fay", team.Role.agent, inboxes=("another",))
    desk.agents["fay"] = await desk.db.write(team.add_agent, new, password_hash="x")
    token = await desk.db.write(team.create_token, desk.agents["fay"], team.NewToken("test"))
    desk.tokens["fay"] = token.secret


async def test_an_act_stands_in_the_conversation_of_its_own_person(desk: Desk) -> None:
    order = await opened(desk)
    theirs, hers = await talk_of(desk, await margit(desk)), await talk_of(desk, await desk.person())
    strange = await desk.asks("bob", REFUND, order, conversation_id=theirs)
    assert (strange.status_code, "somebody else" in strange.json()["detail"]) == (422, True)
    credit = {"type": "credit", "amount": {"minor": 100, "currency": "EUR"}}
    strange = await desk.asks("bob", credit, customer_id=desk.ana.external_id, conversation_id=theirs)
    assert strange.status_code == 422
    assert (await desk.asks("bob", REFUND, order, conversation_id="nowhere")).status_code == 404
    done = await desk.asks("bob", REFUND, order, conversation_id=hers)
    assert (done.status_code, done.json()["conversation_id"]) == (202, hers)


async def test_an_order_pinned_there_may_be_somebody_elses(desk: Desk) -> None:
    order = await opened(desk)
    theirs = await talk_of(desk, await margit(desk))
    async with desk.door("bob") as bob:
        assert (await bob.put(f"/api/v1/conversations/{theirs}/pins/{order.id}")).status_code == 200
    assert (await desk.asks("bob", REFUND, order, conversation_id=theirs)).status_code == 202


async def test_nobody_acts_in_or_hears_of_a_conversation_they_may_not_see(desk: Desk) -> None:
    order = await opened(desk)
    await elsewhere(desk)
    talk = await talk_of(desk, await desk.person())
    spend = {
        "person_id": await desk.person(), "amount": {"minor": 1, "currency": "EUR"}, "what_for": "tea", "conversation_id": talk,
    }  # fmt: skip
    assert (await desk.asks("fay", NOTE, order, conversation_id=talk)).status_code == 403
    async with desk.door("fay") as fay:
        assert (await fay.post("/api/v1/wow/spends", json=spend)).status_code == 403
    key = (await desk.asks("bob", NOTE, order, conversation_id=talk)).json()["id"]
    await desk.works()
    order = await desk.order(order.order)
    person = await desk.person()
    for name, shown in (("bob", talk), ("fay", None)):
        async with desk.door(name) as door:
            lists = [
                (await door.get("/api/v1/intents", params={"state": "done"})).json()["items"],
                (await door.get(f"/api/v1/orders/{order.id}/intents")).json()["items"],
                (await door.get(f"/api/v1/people/{person}/shop")).json()["intents"],
                [(await door.get(f"/api/v1/intents/{key}")).json()],
            ]
        assert [[one["conversation_id"] for one in found] for found in lists] == [[shown]] * 4


async def test_whoever_decides_second_hears_who_was_first_and_what(desk: Desk) -> None:
    order = await opened(desk)
    await rules(desk)
    key = (await desk.asks("bob", REFUND, order, ask=True)).json()["id"]
    async with desk.door("lea") as lea, desk.door("ada") as ada:
        assert (await lea.put(f"/api/v1/intents/{key}/approval", params={"why": "Fair."})).status_code == 200
        for late in (
            await ada.put(f"/api/v1/intents/{key}/approval"),
            await ada.delete(f"/api/v1/intents/{key}/approval"),
        ):
            assert (late.status_code, late.json()["detail"]) == (409, "Lea said yes to this already. “Fair.”")
    await desk.works()
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 500
    order = await desk.order(order.order)
    second = (await desk.asks("bob", REFUND, order, ask=True)).json()["id"]
    async with desk.door("bob") as bob, desk.door("lea") as lea:
        await bob.delete(f"/api/v1/intents/{second}/approval")
        assert (await lea.put(f"/api/v1/intents/{second}/approval")).json()["detail"] == "Bob took it back."
