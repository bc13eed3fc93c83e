"""New parcels are followed: a service is told the number once, whatever happens on the line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from shopkeeper.commerce.carriers import accounts, standing
from shopkeeper.commerce.carriers.tests.conftest import NUMBER, Post
from shopkeeper.commerce.model import ParcelState as State
from shopkeeper.commerce.testing.carriers import serving
from shopkeeper.kit.clock import DAY, HOUR, MINUTE


@asynccontextmanager
async def opened(post: Post, reached: Any, *, key: bool = True) -> AsyncIterator[Post]:
    async with serving(post.service) as url:
        reached(post.kind, url)
        yield await post.opens(key=key)


async def test_a_new_parcel_is_followed_once(post: Post, reached: Any) -> None:
    async with opened(post, reached):
        order = await post.sends(carrier="USPS")
        await post.looks()
        await post.looks(later=MINUTE)
        assert list(post.service.wanted) == [NUMBER]
        assert post.service.posted == 1
        assert (await post.standing(order)).tracked
        async with post.desk.door("ada") as door:
            [shown] = (await door.get("/api/v1/carriers")).json()["items"]
        assert shown["account"]["asked_at"] is not None


async def test_parcels_on_their_way_are_followed_from_the_accounts_beginning_on(post: Post, reached: Any) -> None:
    async with opened(post, reached, key=False):
        order = await post.sends(carrier="USPS")
        done = post.desk.shelf.deliver((await post.sends("00340434161094088888", carrier="USPS")).external_id)
        await post.desk.carries()
        await post.looks()
        assert not post.service.wanted
        async with post.desk.door("ada") as door:
            path = f"/api/v1/carriers/{post.account['id']}"
            assert (await door.patch(path, json={"secrets": {"api_key": post.service.key}})).status_code == 200
        await post.looks()
        await post.looks(later=MINUTE)
        assert list(post.service.wanted) == [NUMBER]
        assert (await post.standing(order)).tracked
        assert not (await post.standing(done)).tracked


@pytest.mark.parametrize("trouble", ["busy", "failing", "lost"])
async def test_a_bad_line_is_tried_again(post: Post, reached: Any, trouble: str) -> None:
    async with opened(post, reached):
        order = await post.sends(carrier="USPS")
        post.service.troubles.append(trouble)
        await post.looks()
        assert not (await post.standing(order)).tracked
        await post.desk.works(later=HOUR)
        assert (await post.standing(order)).tracked
        assert list(post.service.wanted) == [NUMBER]


async def test_a_revoked_key_says_so_and_goes_on_when_it_is_mended(post: Post, reached: Any) -> None:
    async with opened(post, reached):
        order = await post.sends(carrier="USPS")
        post.service.troubles.append("revoked")
        await post.looks()
        path = f"/api/v1/carriers/{post.account['id']}"
        async with post.desk.door("ada") as door:
            [shown] = (await door.get("/api/v1/carriers")).json()["items"]
            assert shown["account"]["state"] == "needs_owner"
            assert "Settings" in shown["account"]["problem"]
            post.service.troubles.append("revoked")
            assert (await door.post(f"{path}/test")).json()["ok"] is False
            assert (await door.post(f"{path}/test")).json()["ok"] is True
            [shown] = (await door.get("/api/v1/carriers")).json()["items"]
        assert (shown["account"]["state"], shown["account"]["problem"]) == ("ok", None)
        await post.looks(later=HOUR + MINUTE)
        assert (await post.standing(order)).tracked


async def test_a_number_they_refuse_is_not_asked_again(post: Post, reached: Any) -> None:
    async with opened(post, reached):
        order = await post.sends("INVALID", carrier="USPS")
        for _ in range(3):
            await post.looks(later=HOUR + MINUTE)
        assert post.service.asked == 1
        assert not (await post.standing(order)).tracked


async def test_shippo_must_know_the_carrier_and_takes_the_owners_word_for_it(desk: Any, reached: Any) -> None:
    post = Post(desk, "shippo")
    async with opened(post, reached):
        await post.sends(carrier="Our Own Bike")
        await post.looks()
        assert post.service.asked == 0
        async with post.desk.door("ada") as door:
            path = f"/api/v1/carriers/{post.account['id']}"
            await door.patch(path, json={"settings": {"carriers": "DHL=dhl_germany, our own bike = bike"}})
        await post.sends("00340434161094077777", carrier="Our own bike")
        await post.looks()
        assert post.service.wanted["00340434161094077777"]["carrier"] == "bike"


async def test_only_administrators_see_and_change_accounts(desk: Any) -> None:
    post = await Post(desk, "easypost").opens()
    path = f"/api/v1/carriers/{post.account['id']}"
    for name, status in (("bob", 403), ("lea", 403), (None, 401)):
        async with desk.door(name) as door:
            assert (await door.get("/api/v1/carriers")).status_code == status
            assert (await door.post("/api/v1/carriers", json={"kind": "easypost"})).status_code == status
            assert (await door.patch(path, json={})).status_code == status
            assert (await door.delete(path)).status_code == status
            assert (await door.post(f"{path}/test")).status_code == status
            assert (await door.put("/api/v1/delivery-promises", json={})).status_code == status


async def silent(post: Post) -> Any:
    """A followed parcel of which nobody told for long, though the carrier delivered it."""
    order = await post.sends(carrier="USPS")
    await post.looks()
    post.desk.clock.advance(9 * DAY)
    post.sees("home", hours=24)
    post.desk.clock.advance(6 * DAY)
    return order


async def test_before_a_parcel_is_called_late_its_service_is_asked(post: Post, reached: Any) -> None:
    async with opened(post, reached):
        order = await silent(post)
        await post.looks()
        await post.looks(later=MINUTE)
        assert (await post.held(order)).order.shipments[0].state is State.delivered
        assert not {"late", "stuck"} & set(await post.desk.timeline())


async def test_a_service_that_does_not_answer_hides_nothing_for_ever(post: Post, reached: Any) -> None:
    async with opened(post, reached):
        order = await post.sends(carrier="USPS")
        await post.looks()
        post.desk.clock.advance(5 * DAY)
        late = False
        for _ in range(40):
            post.service.troubles.append("failing")
            await post.looks(later=6 * HOUR)
            late = late or (await post.standing(order)).late_at is not None
        assert late
        assert (await post.desk.timeline()).count("late") == 1


async def test_a_service_that_is_down_for_long_is_asked_again_by_the_next_look(post: Post, reached: Any) -> None:
    async with opened(post, reached):
        order = await post.sends(carrier="USPS")
        post.service.troubles.extend(["failing"] * 4)
        await post.looks()
        for _ in range(5):
            await post.desk.works(later=20 * MINUTE)
        await post.looks(later=HOUR)
        await post.desk.works(later=HOUR)
        assert list(post.service.wanted) == [NUMBER]
        assert (await post.standing(order)).tracked


async def test_the_health_page_says_what_to_do(desk: Any) -> None:
    post = await Post(desk, "easypost").opens(key=True)
    assert [one.kind for one in await standing.check(desk.ctx)] == ["carrier_fine"]
    await desk.db.write(accounts.needs_owner, post.account["id"], "EasyPost does not let us in (401).")
    service: Any = post.service
    body, headers = service.signed(b"{}", post.account["public_key"])
    await post.posts(body, headers)
    body, headers = service.signed(
        b'{"description": "tracker.updated", "result": {"object": "Tracker"}}', post.account["public_key"]
    )
    await post.posts(body, headers)
    assert [one.kind for one in await standing.check(desk.ctx)] == ["carrier_needs_owner", "carrier_unread"]
    async with desk.door("ada") as door:
        await door.patch(f"/api/v1/carriers/{post.account['id']}", json={"state": "paused"})
    assert [one.kind for one in await standing.check(desk.ctx)] == ["carrier_paused", "carrier_unread"]
