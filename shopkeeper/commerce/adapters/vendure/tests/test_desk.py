"""A Vendure shop connected to a desk: its orders come, its plugin's posts are taken in, an agent's refund is done there once."""

from collections.abc import Iterator

import msgspec
import pytest

from shopkeeper import commerce, conversations
from shopkeeper.commerce import StoreWish
from shopkeeper.commerce.adapters.shelf import close_shelf
from shopkeeper.commerce.adapters.vendure.tests.far import FarVendure, far_vendure
from shopkeeper.commerce.pane import ShopOrder
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit import ids
from shopkeeper.kit.clock import MINUTE, SettableClock
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.settings import Settings


@pytest.fixture
def desk(ctx: Ctx, clock: SettableClock, settings: Settings) -> Iterator[Desk]:
    conversations.BODIES.update(commerce.ENTRIES)
    open_settings = msgspec.structs.replace(settings, allow_private_networks="127.0.0.0/8")
    built = Desk(Ctx(ctx.db, ctx.files, open_settings, ctx.hub), clock, kind="vendure")
    yield built
    close_shelf(built.shelf.name)


async def connected(desk: Desk, far: FarVendure) -> None:
    await desk.opens()
    secrets = {"password": far.pretend.password, "webhook": far.pretend.secret}
    wish = StoreWish(
        kind="vendure",
        brand_id=desk.brand.id,
        name="Loom",
        url=far.pretend.url,
        settings={"user": far.pretend.user},
        secrets=secrets,
    )
    desk.store = await desk.db.write(commerce.connect, desk.agents["ada"], wish)
    await desk.works()


async def held(desk: Desk, id: str) -> ShopOrder:
    [found] = [one for one in await desk.db.read(commerce.listing, 100) if one.order.external_id == id]
    return found


async def test_orders_come_by_sync_then_by_post_and_a_refund_is_done_once(desk: Desk) -> None:
    async with far_vendure() as far:
        before = await far.order()
        await connected(desk, far)
        assert (await held(desk, before)).order.total.minor == 7_315
        fresh = await far.order()
        answer = await desk.posts(*far.pretend.hook("order", fresh, at=desk.clock()))
        assert answer.status_code < 300, answer.text
        await desk.works()
        key = ids.new()
        action = {"type": "refund", "amount": {"minor": 500, "currency": "EUR"}, "reason": "scratched"}
        answer = await desk.asks("bob", action, await held(desk, fresh), key=key)
        assert answer.status_code == 202, answer.text
        await desk.works()
        assert (await desk.intent(key))["state"] == "done"
        assert [one["total"] for one in far.raw(fresh)["payments"][0]["refunds"]] == [500]
        await desk.posts(*far.pretend.hook("order", fresh, at=desk.clock()))
        await desk.works()
        assert (await held(desk, fresh)).order.refunded.minor == 500
        assert (await desk.timeline()).count("refund") == 1
        assert "refunded" not in await desk.timeline(), "What we did ourselves is not told again as the shop's news."


async def test_a_refund_whose_answer_is_lost_is_looked_up_and_done_once(desk: Desk) -> None:
    async with far_vendure() as far:
        id = await far.order()
        await connected(desk, far)
        await far.will("lost")
        key = ids.new()
        action = {"type": "refund", "amount": {"minor": 500, "currency": "EUR"}, "reason": "scratched"}
        await desk.asks("bob", action, await held(desk, id), key=key)
        for _ in range(4):
            await desk.works(10 * MINUTE)
        assert (await desk.intent(key))["state"] == "done"
        assert [one["total"] for one in far.raw(id)["payments"][0]["refunds"]] == [500]


async def test_a_forged_or_replayed_post_is_turned_away(desk: Desk) -> None:
    async with far_vendure() as far:
        id = await far.order()
        await connected(desk, far)
        body, headers = far.pretend.hook("order", id, at=desk.clock())
        assert (await desk.posts(body.replace(b'"order"', b'"customer"'), headers)).status_code == 403
        assert (await desk.posts(body, headers)).status_code < 300
        assert (await desk.posts(body, headers)).json()["state"] == "duplicate"
        old = far.pretend.hook("order", id, at=desk.clock() - 10 * MINUTE)
        assert (await desk.posts(*old)).status_code == 403
