"""The approvals inbox: who asks what of whom, who may say yes, and what whoever asked hears."""

from typing import Any

import msgspec

from shopkeeper import team
from shopkeeper.commerce import Policy
from shopkeeper.commerce.rules import Limits, WowRule
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.commerce.tests.test_acting import REFUND, opened
from shopkeeper.kit.clock import HOUR, MINUTE

LIMITS = {"agent": Limits(per_order=300), "lead": Limits(per_order=2_000), "admin": Limits()}


async def rules(desk: Desk, **more: Any) -> None:
    async with desk.door("ada") as ada:
        body = msgspec.to_builtins(Policy(**{"roles": LIMITS, **more}))
        assert (await ada.put("/api/v1/commerce-policy", json=body)).status_code == 200


async def inbox(desk: Desk, name: str, path: str = "") -> list[dict[str, Any]]:
    async with desk.door(name) as door:
        return list((await door.get(f"/api/v1/approvals{path}")).json()["items"])


async def waits_for(desk: Desk, name: str) -> int:
    async with desk.door(name) as door:
        return int((await door.get("/api/v1/approvals/count")).json()["waiting"])


async def test_a_wish_stands_there_with_all_that_one_has_to_know(desk: Desk) -> None:
    order = await opened(desk)
    await rules(desk)
    await desk.asks("bob", REFUND, order, ask=True)
    [seen] = await inbox(desk, "lea")
    assert (seen["person_name"], seen["number"], seen["total"]["minor"]) == (
        "Ana Lima", order.order.number, order.order.total.minor,
    )  # fmt: skip
    assert (seen["intent"]["by_name"], seen["intent"]["rule"], seen["intent"]["why"]) == (
        "Bob", "role_per_order", "she asked nicely",
    )  # fmt: skip
    assert (seen["verdict"]["allowed"], seen["stale"]) == (True, False)
    [own] = await inbox(desk, "bob")
    assert (own["verdict"]["allowed"], own["verdict"]["rule"]) == (False, "second_person")
    assert [await waits_for(desk, name) for name in ("bob", "lea", "ada")] == [0, 1, 1]
    desk.clock.advance(MINUTE)
    desk.shelf.change(order.order.external_id, note="x")
    await desk.carries()
    [gone] = await inbox(desk, "lea")
    assert (gone["verdict"]["allowed"], gone["verdict"]["rule"], gone["stale"]) == (False, "stale", True)
    assert await waits_for(desk, "lea") == 0


async def test_the_asking_agent_sees_what_became_of_it(desk: Desk) -> None:
    order = await opened(desk)
    await rules(desk)
    key = (await desk.asks("bob", REFUND, order, ask=True)).json()["id"]
    async with desk.door("lea") as lea:
        await lea.delete(f"/api/v1/intents/{key}/approval", params={"why": "Send her a new one instead."})
    [asked] = await inbox(desk, "bob", "/asked")
    assert (asked["intent"]["state"], asked["intent"]["problem"]) == ("declined", "Send her a new one instead.")
    assert asked["intent"]["decided_by"] == desk.agents["lea"].id
    assert await inbox(desk, "lea", "/asked") == []
    assert await inbox(desk, "lea") == []


async def test_a_colleague_of_the_same_rank_does_not_decide(desk: Desk) -> None:
    order = await opened(desk)
    await desk.hires("cyd", team.Role.agent)
    await rules(desk, roles={**LIMITS, "agent": Limits(per_order=1_000, per_period=400)})
    key = (await desk.asks("bob", REFUND, order, ask=True)).json()["id"]
    async with desk.door("cyd") as cyd:
        yes = await cyd.put(f"/api/v1/intents/{key}/approval")
        no = await cyd.delete(f"/api/v1/intents/{key}/approval")
    assert [(one.status_code, one.json()["extra"]["rule"]) for one in (yes, no)] == [(403, "approver")] * 2
    assert await waits_for(desk, "cyd") == 0


async def test_where_an_admin_decides_a_lead_does_not(desk: Desk) -> None:
    order = await opened(desk)
    await rules(desk, approver="admin")
    key = (await desk.asks("bob", REFUND, order, ask=True)).json()["id"]
    async with desk.door("lea") as lea, desk.door("ada") as ada:
        assert (await lea.put(f"/api/v1/intents/{key}/approval")).json()["extra"]["who"] == "admin"
        yes = await ada.put(f"/api/v1/intents/{key}/approval", params={"why": "She is right."})
        assert (yes.status_code, yes.json()["decided_why"]) == (200, "She is right.")
    await desk.works()
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 500


async def test_nobody_asks_for_more_than_is_in_their_budget(desk: Desk) -> None:
    order = await opened(desk)
    await rules(desk, roles={**LIMITS, "agent": Limits(actions=frozenset())}, wow=WowRule(budget={"agent": 400}))
    refused = await desk.asks("bob", REFUND, order, ask=True, wow=True)
    assert (refused.status_code, refused.json()["extra"]["rule"]) == (403, "wow_budget")
    async with desk.door("bob") as bob:
        assert (await bob.get("/api/v1/wow")).json()["left"]["minor"] == 400


async def test_what_nobody_decided_about_in_time_is_over_at_once(desk: Desk) -> None:
    order = await opened(desk)
    await rules(desk, approval_hours=2)
    key = (await desk.asks("bob", REFUND, order, ask=True)).json()["id"]
    desk.clock.advance(2 * HOUR)
    [seen] = await inbox(desk, "lea")
    assert (seen["verdict"]["allowed"], seen["verdict"]["rule"]) == (False, "expired")
    assert await waits_for(desk, "lea") == 0
    async with desk.door("lea") as lea:
        assert (await lea.put(f"/api/v1/intents/{key}/approval")).status_code == 404


async def test_who_asked_takes_it_back(desk: Desk) -> None:
    order = await opened(desk)
    await rules(desk)
    key = (await desk.asks("bob", REFUND, order, ask=True)).json()["id"]
    async with desk.door("bob") as bob:
        assert (await bob.delete(f"/api/v1/intents/{key}/approval")).json()["state"] == "declined"
    assert await waits_for(desk, "lea") == 0
