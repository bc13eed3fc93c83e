"""What previews, warnings and steps of a trial say has a code and values beside the English words, all the way to the timeline."""

from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.commerce.wording import ENGLISH
from shopkeeper.kit import ids

GIFT = {"type": "credit", "amount": {"minor": 1250, "currency": "EUR"}}
GOODWILL = {"type": "refund", "amount": {"minor": 500, "currency": "EUR"}}


async def test_a_preview_is_told_by_codes_and_stands_so_on_the_timeline(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    sold = desk.sells()
    await desk.works()
    order, key = await desk.order(sold), ids.new()
    wish = {
        "store_id": desk.store.id,
        "order_id": order.id,
        "version": order.order.version,
        "action": GOODWILL,
        "key": key,
    }
    async with desk.door("bob") as door:
        seen = (await door.post("/api/v1/action-previews", json=wish)).json()
        assert seen["preview"]["items"] == [
            {"words": "Goodwill", "code": "item.goodwill", "values": {}, "quantity": None, "amount": {"minor": -500, "currency": "EUR"}}
        ]  # fmt: skip
        asked = await door.post("/api/v1/intents", json={**wish, "why": "she waited", "seen": seen["seen"]})
        assert asked.status_code == 202, asked.text
    await desk.works()
    told = (await desk.timeline(verbs_only=False))[-1]
    assert [one["code"] for one in told.body["detail"]["items"]] == ["item.goodwill"]


async def test_money_in_a_row_is_told_as_money(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    order = desk.sells()
    await desk.works()
    wish = {"store_id": desk.store.id, "customer_id": order.customer_id, "action": GIFT, "key": ids.new()}
    async with desk.door("ada") as door:
        [item] = (await door.post("/api/v1/action-previews", json=wish)).json()["preview"]["items"]
    assert (item["words"], item["code"], item["values"]) == (
        "Store credit of 12.50 EUR",
        "item.store_credit",
        {"worth": GIFT["amount"]},
    )


async def test_warnings_and_steps_have_codes(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    order = desk.sells()
    desk.shelf.ship(order.external_id)
    await desk.works()
    shown = await desk.order(order)
    back = {"type": "return", "lines": [{"line_id": shown.order.lines[0].id, "quantity": 1}]}
    wish = {
        "store_id": desk.store.id,
        "order_id": shown.id,
        "version": shown.order.version,
        "action": back,
        "key": ids.new(),
    }
    async with desk.door("ada") as door:
        [warning] = (await door.post("/api/v1/action-previews", json=wish)).json()["preview"]["warnings"]
        assert warning == {
            "words": ENGLISH["warning.money_on_arrival"],
            "code": "warning.money_on_arrival",
            "values": {},
        }
        [step] = (await door.post(f"/api/v1/stores/{desk.store.id}/test")).json()["steps"]
        assert (step["what"], step["became"], step["remedy"], step["values"]) == (
            "what.shop",
            "became.answers",
            "",
            {"name": desk.store.name},
        )
        desk.shelf.revoked = "revoked"
        [step] = (await door.post(f"/api/v1/stores/{desk.store.id}/test")).json()["steps"]
        assert (step["ok"], step["what"], step["became"], step["remedy"]) == (False, "what.shop", "", "remedy.again")
        assert step["words"] not in ENGLISH.values(), "the far side's own"
