"""What an administrator is told of each store: how far it is, when it was heard, what is wrong and what became of its webhooks."""

from typing import Any

import httpx

from shopkeeper.commerce import hooking, standing
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.commerce.tests.test_stores import signed
from shopkeeper.kit.clock import HOUR, MINUTE
from shopkeeper.kit.health import Finding
from shopkeeper.kit.text import to_json

JUNK = b'{"topic": "order/changed", "changes": [{"type": "order", "order": 7}]}'


async def opened(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    desk.sells()
    await desk.works()


async def told(desk: Desk) -> dict[str, Any]:
    async with desk.door("ada") as door:
        [found] = (await door.get("/api/v1/store-standings")).json()["items"]
        assert found == (await door.get(f"/api/v1/stores/{desk.store.id}/standing")).json()
        return dict(found)


async def found(desk: Desk) -> dict[str, Finding]:
    return {one.kind: one for one in await standing.check(desk.ctx)}


async def came(door: httpx.AsyncClient, desk: Desk, **params: Any) -> dict[str, Any]:
    answer = await door.get(f"/api/v1/stores/{desk.store.id}/deliveries", params=params)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


async def test_a_store_in_order_says_what_it_has_and_when_it_was_heard(desk: Desk) -> None:
    await opened(desk)
    one = await told(desk)
    assert (one["orders"], one["sync"]["first_done"], one["heard_at"], one["waiting"]) == (1, True, None, 0)
    desk.sells()
    await desk.carries()
    one = await told(desk)
    assert (one["orders"], one["heard_at"], one["refused_at"]) == (2, desk.clock(), None)
    assert (await found(desk))["store_fine"].values["heard_at"] == desk.clock()


async def test_a_webhook_the_shop_did_not_sign_is_told_until_a_signed_one_comes(desk: Desk) -> None:
    await opened(desk)
    first = desk.clock()
    assert (await desk.posts(b"{}", {})).status_code == 403
    desk.clock.advance(MINUTE // 2)
    assert (await desk.posts(b"{}", {})).status_code == 403
    assert (await told(desk))["refused_at"] == first, "at most once a minute: a stranger must not keep us writing"
    assert (await found(desk))["store_unsigned"].link == f"/settings/stores/{desk.store.id}"
    desk.clock.advance(MINUTE)
    desk.sells()
    await desk.carries()
    assert "store_unsigned" not in await found(desk)


async def test_trouble_is_worth_knowing_and_after_hours_it_needs_somebody(desk: Desk) -> None:
    await opened(desk)
    desk.shelf.troubles.extend(["failing"] * 400)
    await desk.works(later=6 * MINUTE)
    await ask_again(desk)
    assert (await found(desk))["store_silent"].state == "note"
    desk.clock.advance(3 * HOUR)
    assert (await found(desk))["store_silent"].state == "bad"
    desk.shelf.troubles.clear()
    await ask_again(desk)
    assert "store_fine" in await found(desk)


async def ask_again(desk: Desk) -> None:
    async with desk.door("ada") as door:
        assert (await door.post(f"/api/v1/stores/{desk.store.id}/sync", json={})).status_code == 202
    await desk.works(later=HOUR)


async def test_what_stands_still_says_why_and_where_to_go(desk: Desk) -> None:
    await opened(desk)
    desk.shelf.revoked = "revoked"
    await ask_again(desk)
    finding = (await found(desk))["store_needs_owner"]
    assert (finding.state, finding.link) == ("bad", f"/settings/stores/{desk.store.id}")
    assert "revoked" in finding.words
    async with desk.door("ada") as door:
        await door.patch(f"/api/v1/stores/{desk.store.id}", json={"state": "paused"})
    assert (await found(desk))["store_paused"].state == "note"


async def test_webhooks_are_listed_by_what_they_came_to(desk: Desk) -> None:
    await opened(desk)
    for n in range(3):
        body = JUNK + b" " * n
        await desk.posts(body, signed(body, f"hook-{n}"))
        desk.clock.advance(1_000)
    other = to_json({"topic": "theme/published"}).encode()
    await desk.posts(other, signed(other, "hook-9"))
    async with desk.door("ada") as door:
        page = await came(door, desk, limit=2)
        rest = await came(door, desk, limit=2, after=page["next"])
        assert [one["size"] for one in page["items"] + rest["items"]] == [len(JUNK) + n for n in (2, 1, 0)]
        assert {one["tries"] for one in page["items"]} == {1}
        [ignored] = (await came(door, desk, became="ignored"))["items"]
        assert "theme/published" in ignored["reason"]
        assert (await came(door, desk, became="taken"))["items"] == []
        assert (await door.get(f"/api/v1/stores/{desk.store.id}/deliveries?became=any")).status_code == 422
        assert (await door.get("/api/v1/stores/nothing/deliveries")).status_code == 404
    async with desk.door("bob") as bob:
        assert (await bob.get(f"/api/v1/stores/{desk.store.id}/deliveries")).status_code == 403
    assert len(await desk.db.read(hooking.came, desk.store.id, "quarantined", 10)) == 3


async def test_a_pause_in_the_first_sync_stops_it_and_it_goes_on_from_there(desk: Desk) -> None:
    await desk.opens()
    for _ in range(250):
        desk.sells()
    store = await desk.connects()
    async with desk.door("ada") as door:
        await door.patch(f"/api/v1/stores/{store.id}", json={"state": "paused"})
        await desk.works()
        assert (await told(desk))["sync"]["seen"] == 0
        await door.patch(f"/api/v1/stores/{store.id}", json={"state": "ok"})
    await desk.works()
    one = await told(desk)
    assert (one["orders"], one["sync"]["first_done"]) == (250, True)
