"""What a shop may tell beside orders, what is pinned from a talk, and stores that sign in and register their own webhooks."""

from collections.abc import Iterator
from typing import Any, ClassVar

import httpx
import pytest

from shopkeeper import commerce, conversations, people
from shopkeeper.commerce import Store, StoreRefused, StoreState
from shopkeeper.commerce.adapters.shelf import ShelfStore
from shopkeeper.commerce.adapters.shelf.adapter import Hook
from shopkeeper.commerce.model import AccessLost, Cart, CartSeen, Change, EraseWanted, Link
from shopkeeper.commerce.numbers import PIN
from shopkeeper.commerce.standing import check
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.commerce.tests.test_stores import signed
from shopkeeper.kit import ids
from shopkeeper.kit.health import Finding
from shopkeeper.kit.text import to_json


async def standing(door: httpx.AsyncClient, store: Store) -> dict[str, Any]:
    found: dict[str, Any] = (await door.get(f"/api/v1/stores/{store.id}/standing")).json()
    return found


async def checked(desk: Desk) -> list[Finding]:
    return list(await check(desk.ctx))


async def tells(desk: Desk, change: Change) -> dict[str, Any]:
    """The shop posts this."""
    body = to_json(Hook("something", (change,))).encode()
    answer: dict[str, Any] = (await desk.posts(body, signed(body, ids.new()))).json()
    return answer


async def opened(desk: Desk) -> Any:
    await desk.opens()
    await desk.connects()
    order = desk.sells()
    await desk.works()
    return await desk.order(order)


async def test_what_is_in_her_cart_stands_in_the_pane_until_it_is_empty(desk: Desk) -> None:
    order = await opened(desk)
    line = order.order.lines[1]
    cart = Cart(
        id="c1", customer_id=desk.ana.external_id, email="", lines=(line,), total=line.total, updated_at=desk.clock()
    )
    assert await tells(desk, CartSeen(cart=cart)) == {"state": "kept"}
    assert [one.id for one in (await desk.pane()).carts] == ["c1"]
    later = Cart(
        id="c1", customer_id=desk.ana.external_id, email="", lines=(), total=line.total, updated_at=desk.clock() + 1
    )
    await tells(desk, CartSeen(cart=later))
    assert (await desk.pane()).carts == ()
    stranger = Cart(id="c2", customer_id=None, email="who@example.org", lines=(line,), total=line.total, updated_at=1)
    await tells(desk, CartSeen(cart=stranger))
    assert await desk.db.read(people.by_handle, "who@example.org") == (), "an address in a checkout makes nobody new"


async def test_a_shop_that_takes_its_access_away_stands_still(desk: Desk) -> None:
    await opened(desk)
    await tells(desk, AccessLost(reason="The app was uninstalled."))
    store = await desk.db.read(commerce.find_store, desk.store.id)
    assert store.state is StoreState.needs_owner
    assert "uninstalled" in (store.problem or "")


async def test_a_wish_to_be_forgotten_stands_on_the_timeline_once(desk: Desk) -> None:
    await opened(desk)
    for _ in range(2):
        await tells(desk, EraseWanted(customer_id=desk.ana.external_id, email="ana@example.org"))
    assert (await desk.timeline()).count("privacy_erase") == 1


async def test_a_number_in_a_message_pins_its_order(desk: Desk) -> None:
    order = await opened(desk)
    person = await desk.person()
    heard = conversations.Heard(
        person_id=person, handle_id=None, brand_id=desk.brand.id, inbox_id="inbox", channel="email",
        text=f"Where is {order.order.number}? I ordered it in 2026.",
    )  # fmt: skip
    entry = await desk.db.write(conversations.hear, heard)
    await commerce.handlers[PIN](desk.ctx, conversation_id=entry.conversation_id, entry_id=entry.id, person_id=person)
    talk = str(entry.conversation_id)
    async with desk.door("bob") as door:
        shown = (await door.get(f"/api/v1/people/{person}/shop", params={"conversation": talk})).json()
        assert shown["pinned"] == [order.id]
        assert (await door.delete(f"/api/v1/conversations/{talk}/pins/{order.id}")).status_code == 204
        shown = (await door.get(f"/api/v1/people/{person}/shop", params={"conversation": talk})).json()
        assert shown["pinned"] == []
        assert (await door.put(f"/api/v1/conversations/{talk}/pins/{order.id}")).status_code == 200
        assert (await door.put(f"/api/v1/conversations/{talk}/pins/nothing")).status_code == 404


class Doored(ShelfStore):
    """Registers its own webhooks."""

    kind: ClassVar[str] = "doored"
    label: ClassVar[str] = "A shop with a door"
    told: ClassVar[list[str]] = []
    refuses: ClassVar[list[str]] = []

    async def subscribe(self, link: Link, url: str) -> None:
        if self.refuses:
            raise StoreRefused(self.refuses.pop())
        self.told.append(url)


@pytest.fixture
def doored() -> Iterator[type[Doored]]:
    commerce.join(Doored())
    Doored.told.clear()
    yield Doored
    commerce.leave("doored")


async def test_webhooks_are_registered_by_themselves(desk: Desk, doored: type[Doored]) -> None:
    desk.kind = "doored"
    await desk.opens()
    store = await desk.connects()
    await desk.works()
    async with desk.door("lea") as door:
        shown = (await door.get(f"/api/v1/stores/{store.id}/webhooks")).json()
    assert doored.told == [shown["url"]]
    assert store.public_key in shown["url"]


async def test_why_webhooks_could_not_be_registered_is_said_and_tried_again(desk: Desk, doored: type[Doored]) -> None:
    desk.kind = "doored"
    await desk.opens()
    doored.refuses.append("It wants an address with https.")
    store = await desk.connects()
    await desk.works()
    async with desk.door("ada") as door:
        assert (await standing(door, store))["hook_problem"] == "It wants an address with https."
        [finding] = [one for one in await checked(desk) if one.kind == "store_no_hooks"]
        assert (finding.link, "https" in finding.words) == (f"/settings/stores/{store.id}", True)
        assert (await door.post(f"/api/v1/stores/{store.id}/webhooks")).status_code == 202
        await desk.works()
        now = await standing(door, store)
    assert (now["hook_problem"], now["subscribed_at"]) == (None, desk.clock())
