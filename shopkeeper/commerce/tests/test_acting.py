"""Acting on an order: shown first, done once, told with who, what and why."""

import asyncio
from typing import Any

from shopkeeper import commerce
from shopkeeper.commerce import IntentState, StoreState
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit import ids
from shopkeeper.kit.clock import HOUR, MINUTE

REFUND = {"type": "refund", "amount": {"minor": 500, "currency": "EUR"}, "reason": "scratched"}


async def opened(desk: Desk) -> Any:
    await desk.opens()
    await desk.connects()
    order = desk.sells()
    await desk.works()
    return await desk.order(order)


async def test_a_preview_says_what_will_happen_and_does_nothing(desk: Desk) -> None:
    order = await opened(desk)
    asked = desk.shelf.asked
    wish = {
        "store_id": desk.store.id,
        "order_id": order.id,
        "version": order.order.version,
        "action": REFUND,
        "key": ids.new(),
    }
    async with desk.door("bob") as door:
        seen = (await door.post("/api/v1/action-previews", json=wish)).json()
    assert desk.shelf.asked - asked == 1
    assert seen["preview"]["to_customer"] == {"minor": 500, "currency": "EUR"}
    assert seen["verdict"]["allowed"] is True
    assert seen["gives"] == {"minor": 500, "currency": "EUR"}
    assert desk.shelf.orders[order.order.external_id] == order.order


async def test_it_is_done_once_and_told_with_who_what_and_why(desk: Desk) -> None:
    order = await opened(desk)
    key = ids.new()
    first = await desk.asks("bob", REFUND, order, key=key)
    again = await desk.asks("bob", REFUND, order, key=key)
    assert first.status_code == again.status_code == 202
    assert first.json()["id"] == again.json()["id"] == key
    await desk.works()
    assert (await desk.intent(key))["state"] == "done"
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 500
    assert (await desk.order(order.order)).order == desk.shelf.orders[order.order.external_id]
    assert await desk.timeline() == ["placed", "paid", "refund"]
    told = (await desk.timeline(verbs_only=False))[-1]
    assert (told.author.name, told.body["why"], told.body["amount"]["minor"]) == ("Bob", "she asked nicely", 500)
    await desk.carries()
    await desk.db.write(commerce.begin, desk.store.id)
    await desk.works()
    assert await desk.timeline() == ["placed", "paid", "refund"], (
        "what we did ourselves is not told again as the shop's news"
    )


async def test_the_webhook_may_be_faster_than_the_answer(desk: Desk) -> None:
    order = await opened(desk)
    desk.shelf.deliveries.clear()
    desk.shelf.troubles.append("lost")
    key = (await desk.asks("bob", REFUND, order)).json()["id"]
    await desk.works()
    assert (await desk.intent(key))["state"] == "unsure"
    await desk.carries()
    assert await desk.timeline() == ["placed", "paid", "refund"]
    await desk.works(later=MINUTE)
    assert (await desk.intent(key))["state"] == "done"
    assert await desk.timeline() == ["placed", "paid", "refund"]
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 500


async def test_a_lost_answer_is_shown_as_unsure_and_looked_up(desk: Desk) -> None:
    order = await opened(desk)
    desk.shelf.troubles.append("lost")
    key = (await desk.asks("bob", REFUND, order)).json()["id"]
    await desk.works()
    shown = await desk.intent(key)
    assert shown["state"] == "unsure"
    assert (await desk.timeline(verbs_only=False))[-1].body["state"] == "unsure"
    async with desk.door("lea") as door:
        assert [one["id"] for one in (await door.get("/api/v1/intents?state=unsure")).json()["items"]] == [key]
        assert (await door.post(f"/api/v1/intents/{key}/retry")).status_code == 202
    await desk.works()
    assert (await desk.intent(key))["state"] == "done"
    assert (await desk.timeline(verbs_only=False))[-1].body["state"] == "done"
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 500


async def test_a_changed_order_is_stale_before_and_after_it_was_asked_for(desk: Desk) -> None:
    order = await opened(desk)
    desk.shelf.change(order.order.external_id, note="fragile")
    late = await desk.asks("bob", REFUND, order)
    await desk.works()
    refused = await desk.intent(late.json()["id"])
    assert refused["state"] == "refused"
    assert "changed" in refused["problem"]
    await desk.db.write(commerce.begin, desk.store.id)
    await desk.works()
    stale = await desk.asks("bob", REFUND, order)
    assert stale.status_code == 409
    assert stale.json()["extra"]["version"] == desk.shelf.orders[order.order.external_id].version
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 0


async def test_two_agents_at_once_refund_once(desk: Desk) -> None:
    order = await opened(desk)
    answers = await asyncio.gather(*(desk.asks(name, REFUND, order) for name in ("bob", "lea", "ada")))
    assert sorted(one.status_code for one in answers) == [202, 409, 409]
    await desk.works()
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 500


async def test_a_busy_shop_is_asked_again_and_a_dead_one_given_up_after_a_day(desk: Desk) -> None:
    order = await opened(desk)
    desk.shelf.troubles.append("busy")
    key = (await desk.asks("bob", REFUND, order)).json()["id"]
    await desk.works()
    assert (await desk.intent(key))["state"] == "recorded"
    await desk.works(later=8_000)
    assert (await desk.intent(key))["state"] == "done"
    order = await desk.order(order.order)
    desk.shelf.troubles.extend(["dead"] * 400)
    key = (await desk.asks("bob", REFUND, order)).json()["id"]
    for _ in range(40):
        await desk.works(later=HOUR)
    assert (await desk.intent(key))["state"] == "given_up"
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 500
    desk.shelf.troubles.clear()
    async with desk.door("bob") as door:
        assert (await door.post(f"/api/v1/intents/{key}/retry")).status_code == 202
    await desk.works()
    assert (await desk.intent(key))["state"] == "done"
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 1_000


async def test_a_revoked_token_pauses_the_store_and_the_action_waits(desk: Desk) -> None:
    order = await opened(desk)
    key = (await desk.asks("bob", REFUND, order)).json()["id"]
    desk.shelf.revoked = "revoked"
    await desk.works()
    assert (await desk.intent(key))["state"] == "recorded"
    assert (await desk.db.read(commerce.find_store, desk.store.id)).state is StoreState.needs_owner
    refused = await desk.asks("lea", REFUND, order)
    assert refused.status_code == 409
    desk.shelf.revoked = None
    async with desk.door("ada") as door:
        assert (await door.post(f"/api/v1/stores/{desk.store.id}/test")).json()["ok"]
    await desk.works()
    assert (await desk.intent(key))["state"] == "done"
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 500


async def test_selling_from_the_conversation_gives_a_link_to_pay(desk: Desk) -> None:
    await opened(desk)
    action = {"type": "create", "lines": [{"variant_id": desk.mug.id, "quantity": 2}]}
    made = await desk.asks("bob", action, customer_id=desk.ana.external_id)
    assert made.status_code == 202, made.text
    await desk.works()
    outcome = (await desk.intent(made.json()["id"]))["outcome"]
    assert outcome["pay_url"].startswith("https://")
    fresh = await desk.db.read(commerce.order, outcome["made_id"])
    assert fresh.order.total.minor == 1_690
    assert fresh.order.paid.minor == 0
    desk.shelf.deliveries.clear()
    desk.shelf.pay(fresh.order.external_id)
    await desk.carries()
    await desk.works()
    assert (await desk.timeline())[-3:] == ["placed", "create", "paid"]


async def test_wrong_size_one_line_is_replaced_and_the_difference_settled(desk: Desk) -> None:
    order = await opened(desk)
    line = order.order.lines[0]
    swap = {"line_id": line.id, "quantity": 1, "variant_id": desk.large.id}
    made = await desk.asks("bob", {"type": "edit_lines", "swaps": [swap], "way": "gift"}, order)
    assert made.status_code == 202, made.text
    await desk.works()
    after = (await desk.order(order.order)).order
    assert [(one.variant_id, one.quantity) for one in after.lines] == [
        (desk.shirt.id, 1), (desk.large.id, 1), (desk.mug.id, 1),
    ]  # fmt: skip
    assert after.total.minor == order.order.total.minor + 160
    assert await desk.timeline() == ["placed", "paid", "edit_lines"]


async def test_what_a_store_cannot_do_is_said(desk: Desk) -> None:
    order = await opened(desk)
    strange = await desk.asks("bob", {"type": "explode"}, order)
    assert strange.status_code in (400, 422)
    nobody = await desk.asks("bob", REFUND, order, order_id=ids.new())
    assert nobody.status_code == 404
    too_much = {"type": "refund", "amount": {"minor": 10_000_000, "currency": "EUR"}}
    assert (await desk.asks("ada", too_much, order)).status_code in (403, 422)


async def test_news_of_an_action_reaches_open_windows(desk: Desk) -> None:
    from shopkeeper.commerce.events import IntentChanged
    from shopkeeper.kit import events, live

    order = await opened(desk)
    since = await desk.db.read(events.last)
    key = (await desk.asks("bob", REFUND, order)).json()["id"]
    await desk.works()
    told = await desk.db.read(events.since, since)
    states = [one.fact.state for one in told if isinstance(one.fact, IntentChanged)]
    assert states == ["recorded", "performing", "done"]
    shown = [await desk.db.read(live.shows[type(one.fact)], one.fact) for one in told if type(one.fact) in live.shows]
    assert any(given.get("orders") for given in shown if given)
    assert any(
        one.id == key and one.state is IntentState.done for given in shown if given for one in given.get("intents", ())
    )


async def test_order_numbers_are_pinned_beside_the_talk(desk: Desk) -> None:
    order = await opened(desk)
    person = await desk.person()
    found = await desk.db.read(commerce.orders_named, f"Hello, where is {order.order.number}? It was 1999.", [person])
    assert found == [order.id]
    bare = order.order.number.strip("#")
    assert await desk.db.read(commerce.orders_named, f"order {bare} please", [person]) == [order.id]
    assert await desk.db.read(commerce.orders_named, f"order {bare} please", ["somebody else"]) == []
    assert await desk.db.read(commerce.orders_named, f"it cost {bare}.50 and track/{bare}/x", [person]) == []
