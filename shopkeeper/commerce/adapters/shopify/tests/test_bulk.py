"""The first sync of a large shop, by the file that Shopify writes."""

from typing import Any

import msgspec
import pytest

from shopkeeper.commerce.adapters.shopify import Shopify, bulk
from shopkeeper.commerce.adapters.shopify.cursors import read as cursor_of
from shopkeeper.commerce.adapters.shopify.tests.test_contract import FarShopify, far_shopify
from shopkeeper.commerce.errors import Busy
from shopkeeper.commerce.model import Batch, OrderSeen, OrderTouched, Pieces, RefundOrder, Target
from shopkeeper.kit.errors import Unavailable

STORE = Shopify()


def large(far: FarShopify, many: int = bulk.SMALL + 10) -> list[Any]:
    return [far.shop.sell(far.ana, [(far.shirt, 1 + at % 3), (far.mug, 1)]) for at in range(many)]


async def batches(far: FarShopify, cursor: str | None = None) -> list[Batch]:
    """Every batch, each asked for by another process; Busy is waited out."""
    found, more = list[Batch](), True
    while more:
        try:
            batch = await Shopify().changes(far.link, cursor)
        except Busy:
            continue
        found.append(batch)
        cursor, more = batch.cursor, batch.more
    return found


async def test_a_large_shop_comes_by_its_file_and_as_the_api_tells_it() -> None:
    async with far_shopify() as far:
        made = large(far)
        far.shop.ship(made[3])
        far.shop.ship(made[4])
        far.shop.deliver(made[4])
        asked = far.shop.calls
        found = await batches(far)
        seen = {
            one.order.external_id: one.order for batch in found for one in batch.changes if isinstance(one, OrderSeen)
        }
        assert set(seen) == {one["legacyResourceId"] for one in made}
        assert found[1].total == len(made)
        assert far.shop.calls - asked < len(made) / 4
        for at in (0, 1, 2, 3, 4, len(made) - 1):
            id = made[at]["legacyResourceId"]
            assert seen[id] == await STORE.order(far.link, id), (
                "The file and the API say the same, down to the version."
            )


async def test_what_the_file_cannot_tell_is_asked_for_and_what_changed_meanwhile_comes_after() -> None:
    async with far_shopify() as far:
        made = large(far)
        order = await STORE.order(far.link, made[7]["legacyResourceId"])
        assert order is not None
        wish = RefundOrder(pieces=(Pieces(order.lines[0].id, 1),))
        await STORE.perform(far.link, Target(order=order.external_id, version=order.version), wish, "01BULK")
        first = await STORE.changes(far.link, None)
        assert (first.changes, first.more) == ((), True)
        fresh = far.shop.sell(far.ana, [(far.mug, 1)])
        rest = [one for batch in await batches(far, first.cursor) for one in batch.changes]
        touched = {one.external_id for one in rest if isinstance(one, OrderTouched)}
        assert touched == {made[7]["legacyResourceId"]}
        assert fresh["legacyResourceId"] in {one.order.external_id for one in rest if isinstance(one, OrderSeen)}


async def test_an_order_that_cannot_be_read_does_not_stop_the_file() -> None:
    async with far_shopify() as far:
        made = large(far)
        made[5]["processedAt"] = "yesterday"
        seen = {
            one.order.external_id for batch in await batches(far) for one in batch.changes if isinstance(one, OrderSeen)
        }
        assert seen == {one["legacyResourceId"] for one in made} - {made[5]["legacyResourceId"]}


async def test_reading_goes_on_at_the_byte_where_it_stopped() -> None:
    async with far_shopify() as far:
        made = [far.shop.sell(far.ana, [(far.shirt, 1)] * 12) for _ in range(bulk.SMALL + 10)]
        found = await batches(far)
        ids = [one.order.external_id for batch in found for one in batch.changes if isinstance(one, OrderSeen)]
        offsets = [cursor_of(batch.cursor).offset for batch in found]
        assert len({one for one in offsets if one}) > 1
        assert ids[: len(made)] == [one["legacyResourceId"] for one in made], "Each once, in the order of the file."


@pytest.mark.parametrize("state", ["FAILED", "EXPIRED", "CANCELED"])
async def test_a_file_that_failed_is_given_up_for_page_by_page(state: str) -> None:
    async with far_shopify() as far:
        made = large(far)
        first = await STORE.changes(far.link, None)
        far.shop.bulks[0]["status"] = state
        given_up = await STORE.changes(far.link, first.cursor)
        assert (given_up.changes, given_up.more) == ((), True)
        page = await STORE.changes(far.link, given_up.cursor)
        ids = [one.order.external_id for one in page.changes if isinstance(one, OrderSeen)]
        assert ids == [one["legacyResourceId"] for one in made[: len(ids)]]
        assert page.more


async def test_a_shop_that_is_writing_another_file_is_read_page_by_page() -> None:
    async with far_shopify() as far:
        large(far)
        await STORE.changes(far.link, None)
        again = await STORE.changes(far.link, None)
        assert again.changes
        assert again.more


async def test_a_broken_file_is_a_trouble_and_no_loss() -> None:
    async with far_shopify() as far:
        large(far)
        cursor = (await STORE.changes(far.link, None)).cursor
        for _ in range(2):
            with pytest.raises(Busy) as busy:
                await STORE.changes(far.link, cursor)
            assert busy.value.retry_after == bulk.LOOK_AGAIN
        name, size = next(iter(far.shop.files.items()))
        far.shop.files[name] = b'{"id": 1}\n' + b"x" * (len(size) - 10)
        with pytest.raises(Unavailable):
            await STORE.changes(far.link, cursor)
        del far.shop.files[name]
        with pytest.raises(Unavailable):
            await STORE.changes(far.link, cursor)
        far.shop.files[name] = size
        assert (await STORE.changes(far.link, cursor)).changes
        assert msgspec.json.decode(cursor)["bulk"]
