"""The examination every store adapter passes. Subclass StoreContract, bring captured webhooks and a pretend shop, inherit the tests.

    class TestBazaar(StoreContract):
        adapter = Bazaar()
        cases = (Case("an order is placed", signed_post(b"..."), expected=(OrderSeen(order=...),)),)

        @asynccontextmanager
        async def shop(self):
            async with PretendBazaar() as far:      # speaks the shop's own protocol over loopback
                yield far                           # has the shape of FarShop

The pretend shop behind the adapter is the adapter's own; here only what every shop must do is asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import ClassVar

import msgspec
import pytest

from shopkeeper.commerce.errors import (
    Busy,
    CannotDo,
    Ignored,
    NotOurs,
    Stale,
    StoreNeedsOwner,
    StoreUnsure,
    Unavailable,
    Unreadable,
)
from shopkeeper.commerce.examining import (
    AWAY,
    CUSTOMER_ONLY,
    NEEDS,
    TAGS,
    Case,
    FarShop,
    all_changes,
    assert_adds_up,
    assert_asks_well,
    opened,
    order_in,
    preview_adds_up,
    read,
    reread,
    sample_of,
    some_store,
)
from shopkeeper.commerce.model import Abilities, Action, Customer, Handle, Order, Target
from shopkeeper.commerce.sdk import Asks, Shop
from shopkeeper.commerce.weighing import goods_of
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.testing import NoNetwork

__all__ = ["AWAY", "Case", "FarShop", "StoreContract", "assert_adds_up", "opened", "some_store"]


class StoreContract:
    """Set `adapter` and `cases`; override `shop`, and `sample` where an action of this shop needs something special."""

    adapter: ClassVar[Shop]
    cases: ClassVar[Sequence[Case]] = ()
    junk: ClassVar[Sequence[bytes]] = (b"", b"{}", b"[]", b"null", b"\x00" * 32, b"\xff" * 64, b"<xml/>", b'{"id": []}')
    signed: ClassVar[bool] = True
    troubles: ClassVar[frozenset[str]] = frozenset({"revoked", "forbidden", "busy", "failing", "dead"})
    """What can go wrong between us and it: a store without a line to a shop has no door to be shut out of."""

    def shop(self) -> AbstractAsyncContextManager[FarShop]:
        raise NotImplementedError("Say how the pretend shop is opened.")

    async def sample(self, far: FarShop, tag: str, order: Order | None) -> Action:
        """An action that this shop can do to this order."""
        return await sample_of(far, tag, order)

    # --- webhooks ---

    def test_it_has_the_shape_of_a_store(self) -> None:
        assert isinstance(self.adapter, Shop)
        assert isinstance(self.adapter.abilities, Abilities)
        assert self.adapter.kind.isidentifier()
        assert self.adapter.kind == self.adapter.kind.lower()

    def test_what_it_asks_of_an_owner_can_be_shown_and_kept(self) -> None:
        if isinstance(self.adapter, Asks):
            assert_asks_well(self.adapter.form)
        assert self.adapter.label
        assert self.adapter.abilities.actions <= TAGS, "An action nobody knows."

    def test_there_are_captured_webhooks(self) -> None:
        assert self.cases or not self.adapter.abilities.webhooks, "Bring at least one captured webhook."

    def test_a_captured_webhook_becomes_what_we_expect(self) -> None:
        for case in self.cases:
            with NoNetwork():
                assert self.adapter.verify(case.post) == case.delivery, case.name
                assert read(self.adapter, case) == case.expected, case.name

    def test_the_same_webhook_twice_says_the_same(self) -> None:
        for case in self.cases:
            assert read(self.adapter, case) == read(self.adapter, case), case.name

    def test_a_changed_or_unsigned_webhook_is_refused(self) -> None:
        if not self.signed or not self.cases:
            pytest.skip("The door of this store is guarded elsewhere.")
        for case in self.cases:
            changed = msgspec.structs.replace(case.post, body=case.post.body + b" ")
            unsigned = msgspec.structs.replace(case.post, headers={}, query={})
            keyless = msgspec.structs.replace(case.post, secrets={})
            for bad in (changed, unsigned, keyless):
                with pytest.raises(NotOurs):
                    self.adapter.verify(bad)

    def test_junk_is_reported_and_nothing_else_is_raised(self) -> None:
        for case in self.cases[:1]:
            for body in self.junk:
                with pytest.raises((Ignored, Unreadable)):
                    self.adapter.parse(msgspec.structs.replace(case.post, body=body))

    def test_a_broken_webhook_is_reported_and_nothing_else_is_raised(self) -> None:
        for case in self.cases:
            for cut in range(0, len(case.post.body), max(1, len(case.post.body) // 25)):
                try:
                    self.adapter.parse(msgspec.structs.replace(case.post, body=case.post.body[:cut]))
                except (Ignored, Unreadable):
                    continue
                raise AssertionError(f"{case.name}: a webhook cut short was taken for a whole one")

    # --- reading ---

    async def test_orders_add_up(self) -> None:
        async with self.shop() as far:
            for state in ("paid", "sent", "delivered"):
                order = await order_in(self.adapter, far, state)
                assert_adds_up(order)
                assert [line.quantity for line in order.lines] == [2, 1]
                assert order.paid == order.total
                assert all(line.fulfilled == (0 if state == "paid" else line.quantity) for line in order.lines)

    async def test_an_order_and_a_customer_nobody_knows_are_none(self) -> None:
        async with self.shop() as far:
            if self.adapter.abilities.takes_files:
                await self._cannot(self.adapter.order(far.link, "1"))
                await self._cannot(self.adapter.customer(far.link, "1"))
                return
            assert await self.adapter.order(far.link, "999999999") is None
            assert await self.adapter.customer(far.link, "999999999") is None

    async def test_somebodys_orders_are_found_newest_first(self) -> None:
        async with self.shop() as far:
            if self.adapter.abilities.takes_files:
                await self._cannot(self.adapter.orders_of(far.link, Handle("email", "ana@example.org")))
                return
            first, second = await far.order(), await far.order()
            order = await reread(self.adapter, far, first)
            found = await self.adapter.orders_of(far.link, Handle("email", order.email))
            assert [one.external_id for one in found] == [second, first]
            if order.customer_id:
                known = await self.adapter.orders_of(far.link, Handle("customer", order.customer_id))
                assert [one.external_id for one in known] == [second, first]
            assert await self.adapter.orders_of(far.link, Handle("email", "nobody@example.org")) == type(found)()

    async def test_changes_go_on_where_they_were_and_end(self) -> None:
        if not self.adapter.abilities.changes:
            pytest.skip("This store cannot say what changed.")
        async with self.shop() as far:
            made = {await far.order() for _ in range(3)}
            seen, cursor = await all_changes(self.adapter, far, None)
            assert made <= seen
            nothing, cursor = await all_changes(self.adapter, far, cursor)
            fresh = await far.order()
            await far.change(min(made))
            again, cursor = await all_changes(self.adapter, far, cursor)
            assert again >= {fresh, min(made)}
            assert nothing <= made, "What was told before may be told again, and nothing else."

    async def test_products_are_found(self) -> None:
        if not self.adapter.abilities.products:
            pytest.skip("This store does not tell what it sells.")
        async with self.shop() as far:
            if self.adapter.abilities.takes_files:
                await self._cannot(self.adapter.products(far.link, "shirt"))
                return
            order = await order_in(self.adapter, far)
            found = await self.adapter.products(far.link, order.lines[0].title.split()[0])
            assert order.lines[0].variant_id in {one.id for product in found for one in product.variants}
            by_id = await self.adapter.products(far.link, str(order.lines[0].product_id))
            assert [product.id for product in by_id] == [order.lines[0].product_id], "The shop's product id finds it."
            assert await self.adapter.products(far.link, "zzzzqqqq") == type(found)()

    async def test_troubles_when_reading(self) -> None:
        async def reading(far: FarShop) -> None:
            if self.adapter.abilities.takes_files:
                await far.order()
                await self.adapter.changes(far.link, None)
            await self.adapter.order(far.link, "1")

        await self._troubles(reading)

    # --- acting ---

    async def test_a_preview_asks_the_shop_at_most_once_and_changes_nothing(self) -> None:
        async with self.shop() as far:
            for tag in sorted(self.adapter.abilities.actions):
                order, target, action = await self._ready(far, tag)
                before = far.calls()
                preview = await self.adapter.preview(far.link, target, action, order)
                assert far.calls() - before <= 1, tag
                assert preview.action == tag
                assert preview.items, tag
                preview_adds_up(preview.items, preview.to_customer, preview.from_customer, tag)
                if self.adapter.abilities.products:
                    assert goods_of(action, order) <= preview.prices.keys(), f"{tag}: its own prices are told"
                if order is not None:
                    assert await reread(self.adapter, far, order.external_id) == order, tag

    async def test_every_action_is_done_as_the_preview_said(self) -> None:
        async with self.shop() as far:
            for tag in sorted(self.adapter.abilities.actions):
                order, target, action = await self._ready(far, tag)
                preview = await self.adapter.preview(far.link, target, action, order)
                done = await self.adapter.perform(far.link, target, action, f"key-{tag}")
                assert done.reference, tag
                if order is not None:
                    after = await reread(self.adapter, far, order.external_id)
                    assert_adds_up(after)
                    assert after.version != order.version or done.made is not None, tag
                    if tag in ("cancel", "refund") and preview.exact and not done.pending:
                        assert after.refunded - order.refunded == preview.to_customer, tag

    async def test_the_same_key_twice_does_it_once(self) -> None:
        async with self.shop() as far:
            for tag in sorted(self.adapter.abilities.actions):
                order, target, action = await self._ready(far, tag)
                first = await self.adapter.perform(far.link, target, action, f"key-{tag}")
                between = await reread(self.adapter, far, order.external_id) if order else None
                second = await self.adapter.perform(far.link, target, action, f"key-{tag}")
                assert second.reference == first.reference, tag
                if order is not None:
                    assert await reread(self.adapter, far, order.external_id) == between, tag

    async def test_a_changed_order_is_stale(self) -> None:
        async with self.shop() as far:
            for tag in sorted(self.adapter.abilities.actions - CUSTOMER_ONLY):
                order, target, action = await self._ready(far, tag)
                assert order is not None
                await far.change(order.external_id)
                changed = await reread(self.adapter, far, order.external_id)
                with pytest.raises(Stale):
                    await self.adapter.perform(far.link, target, action, f"key-{tag}")
                assert await reread(self.adapter, far, order.external_id) == changed, tag

    async def test_a_lost_answer_is_unsure_and_looked_up(self) -> None:
        async with self.shop() as far:
            for tag in sorted(self.adapter.abilities.actions):
                order, target, action = await self._ready(far, tag)
                assert await self.adapter.performed(far.link, target, action, f"key-{tag}") is None, tag
                await far.will("lost")
                with pytest.raises(StoreUnsure):
                    await self.adapter.perform(far.link, target, action, f"key-{tag}")
                between = await reread(self.adapter, far, order.external_id) if order else None
                done = await self.adapter.performed(far.link, target, action, f"key-{tag}")
                assert done is not None, tag
                again = await self.adapter.perform(far.link, target, action, f"key-{tag}")
                assert again.reference == done.reference, tag
                if order is not None:
                    assert await reread(self.adapter, far, order.external_id) == between, tag

    async def test_what_never_arrived_is_known_not_to_be_done(self) -> None:
        async with self.shop() as far:
            for tag in sorted(self.adapter.abilities.actions):
                _, target, action = await self._ready(far, tag)
                await far.will("dropped")
                with pytest.raises(StoreUnsure):
                    await self.adapter.perform(far.link, target, action, f"key-{tag}")
                assert await self.adapter.performed(far.link, target, action, f"key-{tag}") is None, tag
                assert (await self.adapter.perform(far.link, target, action, f"key-{tag}")).reference, tag

    async def test_troubles_when_acting(self) -> None:
        for tag in sorted(self.adapter.abilities.actions):

            async def acting(far: FarShop, tag: str = tag) -> None:
                _, target, action = self._given
                await self.adapter.perform(far.link, target, action, f"key-{tag}")

            async def ready(far: FarShop, tag: str = tag) -> None:
                self._given = await self._ready(far, tag)

            await self._troubles(acting, ready)

    async def test_a_customer_is_shown_with_what_the_shop_knows(self) -> None:
        async with self.shop() as far:
            order = await order_in(self.adapter, far)
            if self.adapter.abilities.takes_files:
                await self._cannot(self.adapter.customer(far.link, order.email))
                return
            if order.customer_id is None:
                pytest.skip("This store knows no customers.")
            customer = await self.adapter.customer(far.link, order.customer_id)
            assert isinstance(customer, Customer)
            assert customer.external_id == order.customer_id

    async def _cannot(self, asked: Awaitable[object]) -> None:
        """A store that takes files has nobody to ask, and says so."""
        with pytest.raises(CannotDo):
            await asked

    async def _troubles(self, act: Callable[..., object], ready: Callable[..., object] | None = None) -> None:
        expected: dict[str, type[Failure]] = {
            "revoked": StoreNeedsOwner,
            "forbidden": StoreNeedsOwner,
            "busy": Busy,
            "failing": Unavailable,
            "dead": Unavailable,
        }
        for trouble, failure in expected.items():
            if trouble not in self.troubles:
                continue
            async with self.shop() as far:
                if ready is not None:
                    await ready(far)  # type: ignore[misc]
                await far.will(trouble)
                with pytest.raises(failure) as caught:
                    await act(far)  # type: ignore[misc]
                if isinstance(caught.value, Busy):
                    assert caught.value.retry_after == 7

    async def _ready(self, far: FarShop, tag: str) -> tuple[Order | None, Target, Action]:
        order = await order_in(self.adapter, far, NEEDS.get(tag, "paid"))
        if tag in CUSTOMER_ONLY:
            target = Target(customer_id=order.customer_id, email=order.email)
            return None, target, await self.sample(far, tag, order)
        target = Target(
            customer_id=order.customer_id, order=order.external_id, version=order.version, email=order.email
        )
        return order, target, await self.sample(far, tag, order)
