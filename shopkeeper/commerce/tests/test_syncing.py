"""The first sync brings history without noise and goes on after any stop; what webhooks missed is healed."""

from shopkeeper import commerce
from shopkeeper.commerce import StoreState
from shopkeeper.commerce.events import OrderChanged, OrderPlaced
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit import events
from shopkeeper.kit.clock import DAY, MINUTE


async def test_the_first_sync_brings_history_and_no_news(desk: Desk) -> None:
    await desk.opens()
    for _ in range(130):
        desk.clock.advance(MINUTE)
        desk.sells()
    desk.clock.advance(3 * DAY)
    await desk.connects()
    since = await desk.db.read(events.last)
    await desk.works()
    told = [one.fact for one in await desk.db.read(events.since, since)]
    assert not [fact for fact in told if isinstance(fact, OrderPlaced | OrderChanged)]
    found = await desk.db.read(commerce.progress, desk.store.id)
    assert found.first_done
    assert found.seen == found.total
    assert (await desk.timeline()).count("placed") >= 66
    assert len(await desk.db.read(commerce.listing, 200)) == 130
    entries = await desk.timeline(verbs_only=False)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)


async def test_a_stopped_sync_goes_on_where_it_was(desk: Desk) -> None:
    await desk.opens()
    for _ in range(160):
        desk.sells()
    await desk.connects()
    asked, stumbled = desk.shelf.asked, 0
    desk.shelf.troubles.append("failing")
    await desk.works()
    first = await desk.db.read(commerce.progress, desk.store.id)
    assert (first.seen, first.problem is not None) == (0, True)
    for _ in range(4):
        desk.shelf.troubles.append("busy")
        await desk.works(later=MINUTE)
        stumbled += 1
    await desk.works(later=10 * MINUTE)
    found = await desk.db.read(commerce.progress, desk.store.id)
    assert (found.first_done, found.problem) == (True, None)
    pages = -(-len(desk.shelf.log) // 100)
    assert desk.shelf.asked - asked <= pages + stumbled + 2
    assert len(await desk.db.read(commerce.listing, 200)) == 160


async def test_what_webhooks_missed_is_healed(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    await desk.works()
    order = desk.sells()
    desk.shelf.ship(order.external_id, "00340123")
    desk.shelf.deliveries.clear()
    await desk.db.write(commerce.begin, desk.store.id)
    since = await desk.db.read(events.last)
    await desk.works()
    assert await desk.timeline() == ["placed", "paid", "shipped"]
    told = [one.fact for one in await desk.db.read(events.since, since)]
    assert [fact for fact in told if isinstance(fact, OrderPlaced)]


async def test_syncing_anew_tells_nothing_twice(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    order = desk.sells()
    await desk.works()
    before = await desk.timeline()
    async with desk.door("ada") as door:
        assert (await door.post(f"/api/v1/stores/{desk.store.id}/sync", json={"anew": True})).status_code == 202
    await desk.works()
    assert await desk.timeline() == before
    assert (await desk.order(order)).order.external_id == order.external_id


async def test_the_whole_story_of_an_order_stands_on_the_timeline_once(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    await desk.works()
    order = desk.sells()
    await desk.carries()
    desk.clock.advance(MINUTE)
    desk.shelf.change(order.external_id, ship_to=commerce_place())
    await desk.carries()
    desk.shelf.ship(order.external_id, "00340123")
    desk.shelf.parcel(order.external_id, parcel("out_for_delivery"))
    desk.shelf.deliver(order.external_id)
    await desk.carries(back_to_front=True)
    from shopkeeper.commerce.model import AcceptReturn, ReturnLine, Target

    line = desk.shelf.orders[order.external_id].lines[0]
    action = AcceptReturn(lines=(ReturnLine(line_id=line.id, quantity=1),))
    desk.shelf.act(Target(order=order.external_id), action, "by the shop's own people")
    await desk.carries()
    desk.shelf.receive_return(order.external_id)
    desk.shelf.dispute(order.external_id)
    await desk.carries()
    await desk.works()
    assert sorted(await desk.timeline()) == sorted(
        ["placed", "paid", "changed", "shipped", "out_for_delivery", "delivered", "return_asked", "returned", "refunded", "disputed"]
    )  # fmt: skip


async def test_a_deleted_order_is_marked_and_kept(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    order = desk.sells()
    await desk.works()
    store = await desk.db.read(commerce.find_store, desk.store.id)
    from shopkeeper.commerce.model import OrderGone

    await desk.db.write(commerce.apply, store, OrderGone(external_id=order.external_id))
    held = await desk.order(order)
    assert held.gone
    assert (await desk.pane()).sums == ()
    assert await desk.timeline() == ["placed", "paid"]


async def test_orders_open_no_conversation(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    desk.sells()
    await desk.works()
    told = await desk.timeline(verbs_only=False)
    assert {entry.conversation_id for entry in told} == {None}


async def test_a_paused_store_is_not_asked(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    async with desk.door("ada") as door:
        await door.patch(f"/api/v1/stores/{desk.store.id}", json={"state": "paused"})
    asked = desk.shelf.asked
    await desk.works()
    assert desk.shelf.asked == asked
    assert (await desk.db.read(commerce.find_store, desk.store.id)).state is StoreState.paused


def parcel(state: str) -> "object":
    from shopkeeper.commerce.model import ParcelState

    return ParcelState(state)


def commerce_place() -> "object":
    from shopkeeper.commerce.contract import AWAY

    return AWAY
