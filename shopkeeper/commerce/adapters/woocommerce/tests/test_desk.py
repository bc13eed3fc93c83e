"""A WooCommerce shop connected to a desk: its orders come, its webhooks are taken in, an agent's refund is done there once."""

from collections.abc import Iterator

import httpx
import msgspec
import pytest

from shopkeeper import commerce, conversations
from shopkeeper.commerce import StoreWish
from shopkeeper.commerce.adapters.shelf import close_shelf
from shopkeeper.commerce.adapters.woocommerce.tests.far import FarWoo, far_woo
from shopkeeper.commerce.pane import ShopOrder
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit import ids
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.settings import Settings


@pytest.fixture
def desk(ctx: Ctx, clock: SettableClock, settings: Settings) -> Iterator[Desk]:
    conversations.BODIES.update(commerce.ENTRIES)
    open_settings = msgspec.structs.replace(settings, allow_private_networks="127.0.0.0/8")
    built = Desk(Ctx(ctx.db, ctx.files, open_settings, ctx.hub), clock, kind="woocommerce")
    yield built
    close_shelf(built.shelf.name)


async def connected(desk: Desk, far: FarWoo) -> None:
    await desk.opens()
    secrets = {"consumer_key": far.shop.key, "consumer_secret": far.shop.secret}
    wish = StoreWish(kind="woocommerce", brand_id=desk.brand.id, name="Garden", url=far.served.url, secrets=secrets)
    desk.store = await desk.db.write(commerce.connect, desk.agents["ada"], wish)
    await desk.works()


async def held(desk: Desk, id: str) -> ShopOrder:
    [found] = [one for one in await desk.db.read(commerce.listing, 100) if one.order.external_id == id]
    return found


async def carries(desk: Desk, far: FarWoo) -> list[str]:
    """The shop's waiting webhooks come to our door, the newest first."""
    waiting, states = list(far.shop.deliveries), []
    far.shop.deliveries.clear()
    for one in reversed(waiting):
        answer: httpx.Response = await desk.posts(one.body, one.headers)
        far.shop.answered(one, answer.status_code)
        assert answer.status_code < 300, answer.text
        states.append(answer.json()["state"])
    return states


async def test_orders_come_by_sync_then_by_webhook_and_a_refund_is_done_once(desk: Desk) -> None:
    async with far_woo() as far:
        before = await far.order()
        await connected(desk, far)
        assert (await held(desk, before)).order.total.minor == 7315
        assert set(await carries(desk, far)) == {"ignored"}, "Pings: the webhooks were registered by themselves."
        fresh = await far.order()
        await carries(desk, far)
        await desk.works()
        order = await held(desk, fresh)
        key = ids.new()
        action = {"type": "refund", "amount": {"minor": 500, "currency": "EUR"}, "reason": "scratched"}
        answer = await desk.asks("bob", action, order, key=key)
        assert answer.status_code == 202, answer.text
        await desk.works()
        assert (await desk.intent(key))["state"] == "done"
        assert [one["amount"] for one in far.shop.refunds[int(fresh)]] == ["5.00"]
        await carries(desk, far)
        await desk.works()
        assert (await held(desk, fresh)).order.refunded.minor == 500
        assert (await desk.timeline()).count("refund") == 1
        assert "refunded" not in await desk.timeline(), "What we did ourselves is not told again as the shop's news."


async def test_a_refund_whose_answer_is_lost_is_looked_up_and_done_once(desk: Desk) -> None:
    async with far_woo() as far:
        id = await far.order()
        await connected(desk, far)
        far.shop.troubles.append("lost")
        key = ids.new()
        action = {"type": "refund", "amount": {"minor": 500, "currency": "EUR"}, "reason": "scratched"}
        await desk.asks("bob", action, await held(desk, id), key=key)
        for _ in range(4):
            await desk.works(10 * 60_000)
        assert (await desk.intent(key))["state"] == "done"
        assert [one["amount"] for one in far.shop.refunds[int(id)]] == ["5.00"]


async def test_a_forged_webhook_is_turned_away(desk: Desk) -> None:
    async with far_woo() as far:
        await connected(desk, far)
        far.shop.deliveries.clear()
        await far.order()
        [one] = far.shop.deliveries
        assert (await desk.posts(one.body.replace(b"73.15", b"00.15"), one.headers)).status_code == 403
