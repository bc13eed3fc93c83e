"""Limits hold at the door: no count, price or sum below nothing, and what is given away is counted at the shop's own prices."""

from typing import Any

import httpx
import msgspec
import pytest

from shopkeeper import commerce
from shopkeeper.commerce import Policy
from shopkeeper.commerce.adapters.shelf import ShelfStore
from shopkeeper.commerce.model import Action, Link, Order, Preview, Target
from shopkeeper.commerce.pane import ShopOrder
from shopkeeper.commerce.rules import Limits, WowRule
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.commerce.tests.test_acting import REFUND, opened
from shopkeeper.kit import ids


def euros(minor: int) -> dict[str, Any]:
    return {"minor": minor, "currency": "EUR"}


async def rules(desk: Desk, **more: Any) -> None:
    async with desk.door("ada") as ada:
        body = msgspec.to_builtins(Policy(**more))
        assert (await ada.put("/api/v1/commerce-policy", json=body)).status_code == 200


async def wants(desk: Desk, action: dict[str, Any], name: str = "bob", **more: Any) -> httpx.Response:
    """Done to Ana, not to an order."""
    return await desk.asks(name, action, customer_id=desk.ana.external_id, **more)


def refused(answer: httpx.Response) -> str:
    assert answer.status_code == 403, answer.text
    return str(answer.json()["extra"]["rule"])


def create(variant: str, **more: Any) -> dict[str, Any]:
    line = {
        "variant_id": variant,
        "quantity": 1,
        **{name: more.pop(name) for name in ("price", "quantity") if name in more},
    }
    return {"type": "create", "lines": [line], **more}  # fmt: skip


@pytest.mark.parametrize(("action", "field"), [
    (create("VARIANT", shipping=euros(-2_400)), "action.shipping"),
    (create("VARIANT", quantity=-2), "action.lines"),
    (create("VARIANT", quantity=0), "action.lines"),
    (create("VARIANT", price=euros(-1)), "action.lines"),
    (create("VARIANT", discount=euros(-900_000)), "action.discount"),
    (create("VARIANT", discount=euros(0)), "action.discount"),
    (create("VARIANT", discount=euros(10**30)), "action.discount"),
    ({"type": "create", "lines": []}, "action.lines"),
    ({"type": "credit", "amount": euros(0)}, "action.amount"),
    ({"type": "credit", "amount": euros(-500)}, "action.amount"),
    ({"type": "discount", "percent": -5}, "action.percent"),
    ({"type": "discount", "percent": 0}, "action.percent"),
    ({"type": "discount", "percent": 101}, "action.percent"),
    ({"type": "discount", "percent": 5, "amount": euros(5)}, "action.percent"),
    ({"type": "discount"}, "action.percent"),
    ({"type": "discount", "amount": euros(-5)}, "action.amount"),
    ({"type": "discount", "percent": 5, "minimum": euros(0)}, "action.minimum"),
    ({"type": "discount", "percent": 5, "uses": 0}, "action.uses"),
    ({"type": "discount", "percent": 5, "uses": -1}, "action.uses"),
])  # fmt: skip
async def test_nothing_below_nothing_can_be_wanted(desk: Desk, action: dict[str, Any], field: str) -> None:
    await opened(desk)
    made = msgspec.json.decode(msgspec.json.encode(action).replace(b"VARIANT", desk.mug.id.encode()))
    for name in ("bob", "ada"):
        answer = await wants(desk, made, name, wow=True)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field]), answer.text
    async with desk.door("bob") as bob:
        wish = {"store_id": desk.store.id, "action": made, "key": ids.new(), "customer_id": desk.ana.external_id}
        assert (await bob.post("/api/v1/action-previews", json=wish)).status_code == 422
        assert (await bob.get("/api/v1/wow")).json()["spent"]["minor"] == 0


async def test_counts_on_an_order_are_counts(desk: Desk) -> None:
    order = await opened(desk)
    line = order.order.lines[0].id
    wrong: list[dict[str, Any]] = [
        {"type": "cancel", "pieces": [{"line_id": line, "quantity": 0}]},
        {"type": "refund", "pieces": [{"line_id": line, "quantity": -1}]},
        {"type": "refund", "amount": euros(0)},
        {"type": "refund", "amount": euros(500), "shipping": euros(-400)},
        {"type": "replace", "pieces": [{"line_id": line, "quantity": 0, "variant_id": desk.shirt.id}]},
        {"type": "replace", "pieces": []},
        {"type": "return", "lines": [{"line_id": line, "quantity": -1}]},
        {"type": "edit_lines", "quantities": [{"line_id": line, "quantity": -1}]},
        {"type": "edit_lines", "swaps": [{"line_id": line, "quantity": 0, "variant_id": desk.large.id}]},
        {"type": "edit_lines", "added": [{"variant_id": desk.mug.id, "quantity": -1}]},
    ]
    for action in wrong:
        answer = await desk.asks("ada", action, order)
        assert (answer.status_code, bool(answer.json()["fields"])) == (422, True), (action, answer.text)
    gone = await desk.asks("bob", {"type": "edit_lines", "quantities": [{"line_id": line, "quantity": 0}]}, order)
    assert gone.status_code == 202, "a line may go"


async def test_the_currency_that_is_named_is_the_one_to_use(desk: Desk) -> None:
    order = await opened(desk)
    dollars = {"type": "refund", "amount": {"minor": 500, "currency": "USD"}}
    answer = await desk.asks("bob", dollars, order)
    assert (answer.status_code, answer.json()["detail"]) == (
        422, "This is in EUR. Write the amount in EUR, not in USD.",
    )  # fmt: skip


async def test_what_is_sent_again_counts_at_the_price_of_what_goes_out(desk: Desk) -> None:
    order = await opened(desk)
    await rules(desk, share=None)
    jacket = desk.shelf.stock("Jacket", price="158.00", options={}, pieces=9_000)
    mug = order.order.lines[1]
    own = {"type": "replace", "pieces": [{"line_id": mug.id, "quantity": 1, "variant_id": desk.mug.id}]}
    assert (await desk.asks("bob", own, order)).json()["amount"] == euros(845)
    await desk.works()
    order = await desk.order(order.order)
    again = {"type": "replace", "pieces": [{"line_id": mug.id, "quantity": 1, "variant_id": jacket.id}]}
    assert refused(await desk.asks("bob", again, order)) == "role_per_order"
    waits = (await desk.asks("bob", again, order, ask=True)).json()
    assert (waits["state"], waits["amount"]) == ("waiting", euros(15_800))


async def test_more_than_was_paid_is_compensation_and_has_a_share(desk: Desk) -> None:
    order = await opened(desk)
    await rules(desk, share=50)
    mug, dear = order.order.lines[1], desk.shelf.stock("Anorak", price="60.00", options={}, pieces=9_000)
    again = {"type": "replace", "pieces": [{"line_id": mug.id, "quantity": 1, "variant_id": dear.id}]}
    assert refused(await desk.asks("ada", again, order)) == "order_share"


async def test_what_came_for_nothing_is_not_for_nothing_again(desk: Desk) -> None:
    """A line of a replacement costs nothing there: sent again, or made more, it counts what the shop asks."""
    order = await opened(desk)
    await rules(desk, share=None)
    shirt = order.order.lines[0]
    again = {"type": "replace", "pieces": [{"line_id": shirt.id, "quantity": 2, "variant_id": desk.shirt.id}]}
    key = (await desk.asks("bob", again, order)).json()["id"]
    await desk.works()
    free = await _made(desk, key)
    assert free.order.total.minor == 0
    line = free.order.lines[0].id
    second = {"type": "replace", "pieces": [{"line_id": line, "quantity": 2, "variant_id": desk.shirt.id}]}
    assert (await desk.asks("bob", second, free)).json()["amount"] == euros(5_980)
    await desk.works()
    free = await desk.order(free.order)
    more = {"type": "edit_lines", "quantities": [{"line_id": line, "quantity": 500}]}
    assert refused(await desk.asks("bob", more, free)) == "role_per_order"


async def test_prices_by_hand_count_what_they_are_below_the_shops(desk: Desk) -> None:
    order = await opened(desk)
    for price in (0, 1):
        assert refused(await wants(desk, create(desk.shirt.id, quantity=4, price=euros(price)))) == "role_per_order"
        added = {"type": "edit_lines", "added": [{"variant_id": desk.shirt.id, "quantity": 4, "price": euros(price)}]}
        assert refused(await desk.asks("bob", added, order)) in ("role_per_order", "order_share")
    assert refused(await wants(desk, create(desk.mug.id, quantity=20, price=euros(0)))) == "role_per_order"  # fmt: skip
    dearer = await wants(desk, create(desk.mug.id, price=euros(900)))
    assert dearer.json()["amount"] is None
    cheaper = await wants(desk, create(desk.mug.id, price=euros(500), discount=euros(100)))
    assert cheaper.json()["amount"] == euros(445)


async def test_every_use_of_a_code_counts(desk: Desk) -> None:
    await opened(desk)
    assert refused(await wants(desk, {"type": "discount", "amount": euros(500), "uses": 1_000})) == "role_per_order"
    twenty = await wants(desk, {"type": "discount", "amount": euros(2_000), "uses": 1_000}, "ada")
    assert twenty.json()["amount"] == euros(2_000_000), "whoever may is counted too"
    for code in ({"percent": 20}, {"free_shipping": True}):
        often = await wants(desk, {"type": "discount", "uses": 1_000_000, **code})
        assert (refused(often), often.json()["extra"]["who"]) == ("open_code", "lead")
        assert (await wants(desk, {"type": "discount", **code})).status_code == 202
        waits = (await wants(desk, {"type": "discount", "uses": 2, **code}, ask=True)).json()
        async with desk.door("lea") as lea:
            assert (await lea.put(f"/api/v1/intents/{waits['id']}/approval")).json()["state"] == "recorded"


async def test_who_gives_no_discount_gives_no_free_shipping(desk: Desk) -> None:
    await opened(desk)
    await rules(desk, roles={"agent": Limits(percent=0), "admin": Limits()})
    assert refused(await wants(desk, {"type": "discount", "free_shipping": True})) == "role_percent"


async def test_a_budget_is_never_filled_by_an_act(desk: Desk) -> None:
    order = await opened(desk)
    await rules(desk, wow=WowRule(budget={"agent": 1_000}))
    assert (await wants(desk, create(desk.mug.id, discount=euros(-900_000)), wow=True)).status_code == 422
    assert (await desk.asks("bob", REFUND, order, wow=True)).status_code == 202
    async with desk.door("bob") as bob:
        assert (await bob.get("/api/v1/wow")).json()["left"] == euros(500)
    assert refused(await wants(desk, create(desk.shirt.id, price=euros(0)), wow=True)) == "wow_budget"
    assert refused(await wants(desk, {"type": "credit", "amount": euros(501)}, wow=True)) == "wow_budget"


class Silent(ShelfStore):
    """A shop that does not tell what it asks."""

    kind = "silent"

    async def preview(self, link: Link, target: Target, action: Action, seen: Order | None) -> Preview:
        return msgspec.structs.replace(await super().preview(link, target, action, seen), prices={})


async def test_where_the_shop_tells_no_price_a_second_person_decides(desk: Desk) -> None:
    commerce.join(Silent())
    try:
        desk.kind = "silent"
        await opened(desk)
        wish = create(desk.mug.id, price=euros(800))
        said = await wants(desk, wish)
        assert (refused(said), said.json()["extra"]["ask"], "did not tell" in said.json()["detail"]) == (
            "list_price", True, True,
        )  # fmt: skip
        key = (await wants(desk, wish, ask=True)).json()["id"]
        async with desk.door("lea") as lea:
            assert (await lea.put(f"/api/v1/intents/{key}/approval")).json()["state"] == "recorded"
        assert (await wants(desk, wish, "ada")).status_code == 202, "whoever has no limit needs nobody"
        assert (await wants(desk, create(desk.mug.id))).status_code == 202, "the shop's own price is no gift"
    finally:
        commerce.leave("silent")


async def test_what_will_happen_is_written_by_us_and_not_by_whoever_asks(desk: Desk) -> None:
    order = await opened(desk)
    forged = [{"words": "You owe me 5.000.000", "amount": euros(500_000_000)}]
    await desk.asks("bob", REFUND, order, items=forged, seen="made.up")
    await desk.works()
    body = (await desk.timeline(verbs_only=False))[-1].body
    assert (body["state"], "items" in body["detail"]) == ("done", False)


async def test_what_was_shown_is_what_stands_on_the_timeline(desk: Desk) -> None:
    order = await opened(desk)
    wish = {"store_id": desk.store.id, "order_id": order.id, "version": order.order.version, "key": ids.new()}
    async with desk.door("bob") as bob:
        shown = (await bob.post("/api/v1/action-previews", json={**wish, "action": REFUND})).json()
        dearer = (
            await bob.post("/api/v1/action-previews", json={**wish, "action": {**REFUND, "amount": euros(100)}})
        ).json()
    said = {**REFUND, "reason": "words come later"}
    for name, seal in (("lea", shown["seen"]), ("bob", dearer["seen"])):
        key = (await desk.asks(name, said, order, seen=seal)).json()["id"]
        assert (await desk.intent(key))["items"] == [], "another's look, or a look at something else"
        await desk.works()
        order = await desk.order(order.order)
    async with desk.door("bob") as bob:
        again = {**wish, "version": order.order.version, "action": REFUND}
        shown = (await bob.post("/api/v1/action-previews", json=again)).json()
    key = (await desk.asks("bob", said, order, seen=shown["seen"])).json()["id"]
    assert (await desk.intent(key))["items"] == shown["preview"]["items"]


async def test_an_act_on_an_order_says_which_version_was_seen(desk: Desk) -> None:
    order = await opened(desk)
    blind = await desk.asks("bob", REFUND, order, version="")
    assert (blind.status_code, list(blind.json()["fields"])) == (422, ["version"])
    nowhere = await desk.asks("bob", REFUND, customer_id=desk.ana.external_id)
    assert (nowhere.status_code, list(nowhere.json()["fields"])) == (422, ["order_id"])


async def _made(desk: Desk, key: str) -> ShopOrder:
    """The order an act made."""
    made_id = (await desk.intent(key))["outcome"]["made_id"]
    return await desk.db.read(commerce.order, made_id)
