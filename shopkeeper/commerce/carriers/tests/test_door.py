"""Carriers' events at the door: whoever tells, in whatever order, each thing stands on the timeline once."""

import asyncio
import random

from shopkeeper.commerce.carriers.tests.conftest import NUMBER, Post
from shopkeeper.commerce.model import ParcelState as State
from shopkeeper.kit.clock import DAY, HOUR

JOURNEY = ("label", "moves", "van", "home")


async def test_a_journey_is_told_step_by_step(post: Post) -> None:
    await post.opens()
    order = await post.sends()
    for hours, what in zip((40, 30, 5, 1), JOURNEY, strict=True):
        post.sees(what, hours=hours, city="Berlin")
        assert await post.tells() == "taken"
    assert await post.desk.timeline() == ["placed", "paid", "shipped", "out_for_delivery", "delivered"]
    parcel = (await post.held(order)).order.shipments[0]
    assert (parcel.state, len(parcel.scans), parcel.scans[-1].place) == (State.delivered, 4, "Berlin")
    assert parcel.delivered_at == post.desk.clock() - HOUR
    assert [one["state"] for one in await post.facts("parcel_moved")][-2:] == ["out_for_delivery", "delivered"]
    async with post.desk.door("ada") as door:
        [shown] = (await door.get("/api/v1/carriers")).json()["items"]
    assert shown["counts"] == {"taken": 4}
    assert shown["account"]["heard_at"] == post.desk.clock()
    assert shown["unfamiliar"] == []


async def test_back_to_front_and_twice_ends_the_same(post: Post) -> None:
    await post.opens()
    order = await post.sends()
    events = []
    for hours, what in zip((40, 30, 5, 1), JOURNEY, strict=True):
        post.sees(what, hours=hours)
        events.append(post.event())
    events += events
    random.Random(7).shuffle(events)
    for event in events:
        assert (await post.posts(*event)).json()["state"] in ("taken", "duplicate")
    assert sorted(await post.desk.timeline()) == sorted(["placed", "paid", "shipped", "out_for_delivery", "delivered"])
    assert (await post.held(order)).order.shipments[0].state is State.delivered
    assert len(await post.facts("parcel_moved")) <= 3


async def test_all_at_once_is_told_once_each(post: Post) -> None:
    await post.opens()
    order = await post.sends()
    events = []
    for hours, what in zip((40, 30, 5, 1), JOURNEY, strict=True):
        post.sees(what, hours=hours)
        events.append(post.event())
    async with post.desk.door(None) as door:
        told = [door.post(post.url, content=body, headers=headers) for body, headers in [*events, *events]]
        states = sorted(answer.json()["state"] for answer in await asyncio.gather(*told))
    assert states == ["duplicate"] * 4 + ["taken"] * 4
    assert sorted(await post.desk.timeline()) == sorted(["placed", "paid", "shipped", "out_for_delivery", "delivered"])
    parcel = (await post.held(order)).order.shipments[0]
    assert (parcel.state, len(parcel.scans)) == (State.delivered, 4)


async def test_what_the_shop_told_is_not_told_again(post: Post) -> None:
    await post.opens()
    order = await post.sends()
    post.desk.shelf.deliver(order.external_id)
    await post.desk.carries()
    post.sees("moves", hours=3)
    post.sees("home", hours=1)
    assert await post.tells() == "taken"
    assert (await post.desk.timeline()).count("delivered") == 1
    assert (await post.held(order)).order.shipments[0].state is State.delivered


async def test_trouble_after_delivery_shows_and_a_late_scan_does_not(post: Post) -> None:
    await post.opens()
    order = await post.sends()
    post.sees("home", hours=5)
    await post.tells()
    post.sees("moves", hours=30)
    await post.tells()
    assert (await post.held(order)).order.shipments[0].state is State.delivered
    post.sees("trouble", hours=1)
    await post.tells()
    assert (await post.held(order)).order.shipments[0].state is State.exception
    assert [one["state"] for one in await post.facts("parcel_moved")][-1] == "exception"


async def test_a_parcel_that_went_back_is_a_fact_of_its_own(post: Post) -> None:
    await post.opens()
    order = await post.sends()
    for hours, what in ((30, "moves"), (20, "trouble"), (10, "back"), (1, "home")):
        post.sees(what, hours=hours)
        await post.tells()
    assert (await post.desk.timeline())[-2:] == ["returning", "returned"]
    assert "delivered" not in await post.desk.timeline()
    [fact] = await post.facts("parcel_returned")
    assert fact["order_id"] == (await post.held(order)).id
    assert not await post.facts("return_changed")


async def test_forged_unknown_and_giant_events_are_refused(post: Post) -> None:
    await post.opens()
    post.service.signs = True  # type: ignore[attr-defined]
    async with post.desk.door("ada") as door:
        changed = await door.patch(
            f"/api/v1/carriers/{post.account['id']}", json={"secrets": {"webhook": post.service.secret}}
        )
        assert changed.status_code == 200
    body, headers = post.event()
    assert (await post.posts(body + b" ", headers)).status_code == 403
    assert (await post.posts(body, {})).status_code == 403
    assert (await post.posts(b" " * 3_000_000, headers)).status_code == 413
    async with post.desk.door(None) as door:
        assert (await door.post("/hooks/carriers/nobody", content=body, headers=headers)).status_code == 404


async def test_an_event_waits_for_its_order(post: Post) -> None:
    await post.opens()
    post.sees("moves", hours=2)
    assert await post.tells() == "waiting"
    assert (await post.posts(*post.posted[0])).json() == {"state": "duplicate"}
    order = await post.sends()
    await post.looks()
    assert (await post.held(order)).order.shipments[0].scans[0].words == "moves"
    async with post.desk.door("ada") as door:
        [shown] = (await door.get("/api/v1/carriers")).json()["items"]
    assert shown["counts"] == {"taken": 1}


async def test_what_nobody_knows_is_kept_counted_and_shown(easypost: Post) -> None:
    post = await easypost.opens()
    order = await post.sends()
    for _ in range(2):
        post.service.sees(NUMBER, "beamed", "beamed_up", at=post.desk.clock() - HOUR, message="Beamed up")
        post.desk.clock.advance(60_000)
        assert await post.tells() == "taken"
    parcel = (await post.held(order)).order.shipments[0]
    assert parcel.state is State.in_transit, "the shop's word stands"
    assert parcel.scans[0].words == "Beamed up"
    async with post.desk.door("ada") as door:
        [shown] = (await door.get("/api/v1/carriers")).json()["items"]
    assert [(one["word"], one["count"]) for one in sorted(shown["unfamiliar"], key=lambda one: one["word"])] == [
        ("beamed", 2), ("beamed_up", 2),
    ]  # fmt: skip


async def test_what_cannot_be_read_waits_with_its_reason(easypost: Post) -> None:
    post = await easypost.opens()
    body, headers = post.service.signed(
        b'{"description": "tracker.updated", "result": {"object": "Tracker"}}', post.account["public_key"]
    )  # type: ignore[attr-defined]
    assert (await post.posts(body, headers)).json() == {"state": "quarantined"}
    async with post.desk.door("lea") as lea, post.desk.door("bob") as bob, post.desk.door("ada") as ada:
        [held] = (await lea.get("/api/v1/carrier-quarantine")).json()["items"]
        assert "tracking_code" in held["reason"]
        again = await lea.post(f"/api/v1/carrier-quarantine/{held['id']}/replay")
        assert again.json()["state"] == "quarantined"
        assert (await bob.get("/api/v1/carrier-quarantine")).status_code == 403
        assert (await lea.get(f"/api/v1/carrier-quarantine/{held['id']}/raw")).status_code == 403
        assert (await ada.get(f"/api/v1/carrier-quarantine/{held['id']}/raw")).content == body
        assert (await lea.post("/api/v1/carrier-quarantine/nothing/replay")).status_code == 404


async def test_one_number_on_two_orders_moves_both(easypost: Post) -> None:
    post = await easypost.opens()
    one, other = await post.sends(), await post.sends()
    post.sees("van", hours=1)
    assert await post.tells() == "taken"
    states = {(await post.held(order)).order.shipments[0].state for order in (one, other)}
    assert states == {State.out_for_delivery}


async def test_a_number_that_is_used_again_belongs_to_the_new_parcel(easypost: Post) -> None:
    post = await easypost.opens()
    old = await post.sends()
    post.sees("home", hours=1)
    await post.tells()
    post.desk.clock.advance(400 * DAY)
    post.service.seen.clear()
    new = await post.sends()
    post.desk.clock.advance(DAY)
    post.sees("moves", hours=1)
    assert await post.tells() == "taken"
    assert (await post.held(old)).order.shipments[0].state is State.delivered
    assert len((await post.held(old)).order.shipments[0].scans) == 1
    assert [scan.words for scan in (await post.held(new)).order.shipments[0].scans] == ["moves"]


async def test_another_number_begins_anew(easypost: Post) -> None:
    post = await easypost.opens()
    order = await post.sends()
    post.sees("trouble", hours=1)
    await post.tells()
    [parcel] = post.desk.shelf.orders[order.external_id].shipments
    post.desk.clock.advance(HOUR)
    post.desk.shelf.change(order.external_id, shipments=(_with_number(parcel, "00340434161094099999"),))
    await post.desk.carries()
    shown = (await post.held(order)).order.shipments[0]
    assert (shown.state, shown.scans) == (State.in_transit, ())
    assert await post.tells() == "waiting"


async def test_signs_only_are_no_number(easypost: Post) -> None:
    post = await easypost.opens()
    order = await post.sends(number="")
    post.service.sees("---", "delivered", "unknown", at=post.desk.clock() - HOUR)
    assert await post.tells("---") == "ignored"
    assert (await post.held(order)).order.shipments[0].state is State.in_transit


async def test_a_paused_account_asks_to_come_again(easypost: Post) -> None:
    post = await easypost.opens()
    path = f"/api/v1/carriers/{post.account['id']}"
    async with post.desk.door("ada") as door:
        assert (await door.patch(path, json={"state": "paused"})).json()["account"]["state"] == "paused"
        assert (await post.posts(*post.event())).status_code == 429
        assert (await door.delete(path)).status_code == 204
    assert (await post.posts(*post.event())).status_code == 404


async def test_secrets_go_in_and_never_come_out(easypost: Post) -> None:
    post = await easypost.opens(key=True)
    async with post.desk.door("ada") as door:
        shown = await door.get("/api/v1/carriers")
        assert shown.json()["items"][0]["account"]["secrets_set"] == ["api_key", "webhook"]
        assert post.service.secret not in shown.text
        wrong = await door.post("/api/v1/carriers", json={"kind": "easypost", "settings": {"x": 1}})
        assert wrong.json()["fields"] == {"secrets.webhook": "Needed.", "settings.x": "This is not asked for."}
        assert (await door.post("/api/v1/carriers", json={"kind": "pigeon"})).status_code == 422
        kinds = (await door.get("/api/v1/carrier-kinds")).json()["items"]
    assert {one["kind"] for one in kinds} == {"aftership", "easypost", "shippo"}
    assert all(set(field["label"]) == {"en", "de", "es", "fr"} for one in kinds for field in one["form"]["fields"])


async def test_a_forgotten_person_leaves_no_parcel_behind(easypost: Post) -> None:
    from shopkeeper import commerce

    post = await easypost.opens()
    await post.sends()
    post.sees("moves", hours=1, city="Berlin")
    await post.tells()
    person = await post.desk.person()
    exported, _ = await post.desk.db.read(commerce.export_person, person)
    assert exported["parcels"][0]["scans"][0].place == "Berlin"
    await commerce.erase_person(post.desk.ctx, person)
    rows = await post.desk.db.read(_everything)
    assert rows == {"shipment": [], "kept": []}


def _everything(tx: object) -> dict[str, list[object]]:
    from sqlalchemy import select

    from shopkeeper.commerce.store.tables import carrier_event_table as event
    from shopkeeper.commerce.store.tables import shipment_table

    kept = select(event.c.id).where(event.c.sealed.is_not(None) | event.c.tracking_key.is_not(None))
    return {"shipment": tx.all(select(shipment_table)), "kept": tx.all(kept)}  # type: ignore[attr-defined]


def _with_number(parcel: object, number: str) -> object:
    from msgspec.structs import replace

    return replace(parcel, tracking_number=number)  # type: ignore[type-var]
