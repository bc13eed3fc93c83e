"""What agents may do alone, who decides about more, and the budget for delight."""

from typing import Any

import msgspec

from shopkeeper import commerce
from shopkeeper.commerce import Facts, Given, Policy, Who, may
from shopkeeper.commerce.adapters.shelf import Shelf
from shopkeeper.commerce.model import (
    AcceptReturn,
    CancelOrder,
    CreateDiscount,
    Customer,
    EditLines,
    GiveCredit,
    Order,
    ParcelState,
    PayWay,
    Pieces,
    RefundOrder,
    ReturnLine,
    Swap,
    Variant,
)
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.rules import CancelRule, EditRule, ExchangeRule, Limits, ReturnRule, WowRule, limit_in
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.commerce.tests.test_acting import REFUND, opened
from shopkeeper.kit.clock import DAY, HOUR, MINUTE, SettableClock

NOW = 1_773_300_000_000
AGENT = Who(role="agent", id="bob")


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def sold(state: str = "paid", currency: str = "EUR", **more: Any) -> tuple[Order, Customer]:
    shelf = Shelf("policy", currency=currency, clock=SettableClock(NOW - 40 * DAY))
    shirt = shelf.stock("Shirt", price=Money(3_000, currency), product_id="shirt", id="m", sku="SH-M")
    shelf.stock("Mug", price=Money(1_000, currency), product_id="mug", id="mug")
    card, gift = (
        PayWay(id="card", kind="card", label="Visa"),
        PayWay(id="gift", kind="gift_card", label="Gift", balance=Money(100, currency)),
    )
    ana = shelf.enrol("Ana", "ana@example.org", pay_ways=(card, gift))
    order = shelf.sell(ana.external_id, [(shirt.id, 2), ("mug", 1)], shipping="0")
    if state != "paid":
        order = shelf.ship(order.external_id, "1")
    if state == "delivered":
        order = shelf.parcel(order.external_id, ParcelState.delivered)
    return msgspec.structs.replace(order, **more), ana


def rule(action: Any, state: str = "paid", policy: Policy | None = None, who: Who = AGENT, **facts: Any) -> str:
    """The rule that says no, "" where it is allowed."""
    order, ana = sold(state, **facts.pop("order", {}))
    found = may(policy or Policy(), who, action, Facts(now=NOW, order=order, customer=ana, **facts))
    assert found.allowed == (not found.rule)
    assert found.words or found.allowed
    return found.rule


def test_what_one_may_give_alone() -> None:
    small = Policy(roles={"agent": Limits(per_order=500, per_period=800, percent=10), "lead": Limits(per_order=5_000)})
    goodwill = RefundOrder(amount=euros(400))
    assert rule(goodwill, policy=small) == ""
    assert rule(RefundOrder(amount=euros(501)), policy=small) == "role_per_order"
    assert rule(goodwill, policy=small, given=Given(on_order=101)) == "role_per_order"
    assert rule(goodwill, policy=small, given=Given(in_period=401)) == "role_per_period"
    assert rule(CreateDiscount(percent=11), policy=small) == "role_percent"
    assert rule(GiveCredit(amount=euros(600)), policy=small) == "role_per_order"
    assert rule(CancelOrder(), policy=small) == "", "what was not sent gives nothing away"


def test_who_may_instead_is_said() -> None:
    small = Policy(roles={"agent": Limits(per_order=500), "lead": Limits(per_order=5_000)})
    order, ana = sold()
    found = may(small, AGENT, RefundOrder(amount=euros(600)), Facts(now=NOW, order=order, customer=ana))
    assert (found.allowed, found.ask, found.who) == (False, True, "lead")
    assert "lead" in found.words
    over = may(small, AGENT, RefundOrder(amount=euros(5_100)), Facts(now=NOW, order=order, customer=ana))
    assert over.ask is False


def test_compensation_is_capped_by_a_share_of_the_order() -> None:
    capped = Policy(share=20, roles={"admin": Limits()})
    boss = Who(role="admin", id="ada")
    assert rule(RefundOrder(amount=euros(1_400)), policy=capped, who=boss) == ""
    assert rule(RefundOrder(amount=euros(1_401)), policy=capped, who=boss) == "order_share"
    assert (
        rule(RefundOrder(amount=euros(1_000)), policy=capped, who=boss, given=Given(compensated=401)) == "order_share"
    )
    broken = RefundOrder(pieces=(Pieces(sold()[0].lines[0].id, 2),))
    assert rule(broken, policy=capped, who=boss, given=Given(compensated=1_400)) == "", (
        "what is owed is no compensation"
    )


def test_cancelling() -> None:
    strict = Policy(cancel=CancelRule(minutes=60, reasons=("mistake",), whole_only=True, not_after=("items_edited",)))
    late = {"order": {"placed_at": NOW - 61 * MINUTE}}
    soon = {"order": {"placed_at": NOW - MINUTE}}
    assert rule(CancelOrder(reason="mistake"), policy=strict, **soon) == ""
    assert rule(CancelOrder(reason="mistake"), policy=strict, **late) == "cancel_window"
    assert rule(CancelOrder(reason="bored"), policy=strict, **soon) == "cancel_reason"
    assert rule(CancelOrder(), "sent") == "cancel_state"
    marked = {"order": {"placed_at": NOW - MINUTE, "marks": ("items_edited",)}}
    assert rule(CancelOrder(reason="mistake"), policy=strict, **marked) == "cancel_after_change"


def test_returning_and_exchanging() -> None:
    order, _ = sold("delivered")
    line = order.lines[0].id
    back = AcceptReturn(lines=(ReturnLine(line_id=line, quantity=1),))
    assert rule(back, "delivered") == "return_window"
    always = Policy(returns=ReturnRule(days=None), exchanges=ExchangeRule(days=None, same_product=True))
    assert rule(back, "delivered", always) == ""
    assert rule(back, "sent", always) == "return_state"
    assert rule(back, "delivered", Policy(returns=ReturnRule(days=None, excluded=("SH-M",)))) == "return_excluded"
    once = Policy(returns=ReturnRule(days=None, once=True))
    assert rule(back, "delivered", once, order={"marks": ("return_requested",)}) == "return_once"
    swap = AcceptReturn(lines=(ReturnLine(line_id=line, quantity=1, for_variant="l"),))
    large = Variant(id="l", product_id="shirt", title="Shirt", price=euros(3_200))
    mug = Variant(id="l", product_id="mug", title="Mug", price=euros(3_200))
    assert rule(swap, "delivered", always, variants={"l": large}) == ""
    assert rule(swap, "delivered", always, variants={"l": mug}) == "exchange_same_product"
    poor = msgspec.structs.replace(swap, way="gift")
    assert rule(poor, "delivered", always, variants={"l": large}) == "enough_balance"
    theirs = msgspec.structs.replace(back, way="somebody else's card")
    assert rule(theirs, "delivered", always) == "own_payment"


def test_editing() -> None:
    order, _ = sold()
    line = order.lines[0].id
    swap = EditLines(swaps=(Swap(line_id=line, quantity=1, variant_id="l"),))
    strict = Policy(edit=EditRule(same_product=True, swaps_only=True, once=True))
    large = {"l": Variant(id="l", product_id="shirt", title="Shirt", price=euros(3_200))}
    assert rule(swap, policy=strict, variants=large) == ""
    assert rule(swap, "sent", strict, variants=large) == "edit_state"
    assert rule(swap, policy=strict) == "edit_same_product"
    assert rule(EditLines(quantities=(Pieces(line, 1),)), policy=strict) == "edit_swaps"
    assert rule(swap, policy=strict, variants=large, order={"marks": ("items_edited",)}) == "edit_once"


def test_a_customer_touches_only_their_own_orders() -> None:
    order, ana = sold()
    hers = Who(role="customer", customer_id=ana.external_id)
    another = Who(role="customer", customer_id="another")
    facts = Facts(now=NOW, order=order, customer=ana)
    assert may(Policy(), hers, CancelOrder(), facts).allowed
    assert may(Policy(), another, CancelOrder(), facts).rule == "own_orders"
    assert may(Policy(), hers, RefundOrder(amount=euros(1)), facts).rule == "role_action"


def test_limits_in_other_currencies() -> None:
    policy = Policy(currency="EUR", rates={"JPY": "160", "KWD": "0.33"})
    assert limit_in(policy, 1_000, "JPY") == Money(1_600, "JPY")
    assert limit_in(policy, 1_000, "KWD") == Money(3_300, "KWD")
    assert limit_in(policy, 1_000, "USD") == Money(0, "USD")
    order, ana = sold(currency="USD")
    found = may(policy, AGENT, RefundOrder(amount=Money(1, "USD")), Facts(now=NOW, order=order, customer=ana))
    assert found.rule == "role_per_order"


async def small(desk: Desk) -> None:
    policy = Policy(
        roles={"agent": Limits(per_order=300), "lead": Limits(per_order=2_000), "admin": Limits()},
        wow=WowRule(budget={"agent": 700}), approval_hours=2,
    )  # fmt: skip
    async with desk.door("bob") as bob, desk.door("ada") as ada:
        body = msgspec.to_builtins(policy)
        assert (await bob.put("/api/v1/commerce-policy", json=body)).status_code == 403
        assert (await ada.put("/api/v1/commerce-policy", json=body)).json()["roles"]["agent"]["per_order"] == 300
        wrong = await ada.put("/api/v1/commerce-policy", json={**body, "share": 140})
        assert wrong.status_code == 422


async def test_a_second_person_decides_about_more(desk: Desk) -> None:
    order = await opened(desk)
    await small(desk)
    no = await desk.asks("bob", REFUND, order)
    assert (no.status_code, no.json()["extra"]["rule"], no.json()["extra"]["who"]) == (403, "role_per_order", "lead")
    asked = await desk.asks("bob", REFUND, order, ask=True)
    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    key = asked.json()["id"]
    await desk.works()
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 0
    async with desk.door("bob") as bob, desk.door("lea") as lea:
        assert (await bob.put(f"/api/v1/intents/{key}/approval")).status_code == 403
        assert [one["intent"]["id"] for one in (await lea.get("/api/v1/approvals")).json()["items"]] == [key]
        assert (await lea.put(f"/api/v1/intents/{key}/approval")).json()["state"] == "recorded"
        assert (await lea.put(f"/api/v1/intents/{key}/approval")).status_code == 404
    await desk.works()
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 500
    told = (await desk.timeline(verbs_only=False))[-1]
    assert (told.author.name, told.body["detail"]["decided_by"]) == ("Bob", desk.agents["lea"].id)


async def test_a_wish_is_declined_expires_or_is_over_when_the_order_changed(desk: Desk) -> None:
    order = await opened(desk)
    await small(desk)
    first = (await desk.asks("bob", REFUND, order, ask=True)).json()["id"]
    async with desk.door("lea") as lea:
        declined = await lea.delete(f"/api/v1/intents/{first}/approval", params={"why": "too much"})
    assert (declined.json()["state"], declined.json()["problem"]) == ("declined", "too much")
    second = (await desk.asks("bob", REFUND, order, ask=True)).json()["id"]
    desk.clock.advance(3 * HOUR)
    from shopkeeper.commerce.jobs import TIDY

    await commerce.handlers[TIDY](desk.ctx)
    assert (await desk.intent(second))["state"] == "expired"
    third = (await desk.asks("bob", REFUND, order, ask=True)).json()["id"]
    desk.shelf.change(order.order.external_id, note="x")
    await desk.carries()
    async with desk.door("lea") as lea:
        assert (await lea.put(f"/api/v1/intents/{third}/approval")).status_code == 409
    await desk.works()
    assert desk.shelf.orders[order.order.external_id].refunded.minor == 0


async def test_delight_comes_from_a_budget_with_a_ledger(desk: Desk) -> None:
    order = await opened(desk)
    await small(desk)
    made = await desk.asks("bob", REFUND, order, wow=True)
    assert made.status_code == 202, made.text
    await desk.works()
    person = await desk.person()
    desk.clock.advance(MINUTE)
    flowers = {"person_id": person, "amount": {"minor": 150, "currency": "EUR"}, "what_for": "flowers for a birthday"}
    async with desk.door("bob") as bob, desk.door("lea") as lea:
        assert (await bob.get("/api/v1/wow")).json()["left"]["minor"] == 200
        spent = (await bob.post("/api/v1/wow/spends", json=flowers)).json()
        over = await bob.post("/api/v1/wow/spends", json=flowers)
        assert (over.status_code, over.json()["extra"]["rule"]) == (403, "wow_budget")
        told = await bob.put(f"/api/v1/wow/spends/{spent['id']}/outcome", json={"outcome": "She told all her friends"})
        assert told.json()["outcome"] == "She told all her friends"
        assert (await bob.get("/api/v1/wow/ledger")).status_code == 403
        ledger = (await lea.get("/api/v1/wow/ledger")).json()["items"]
    assert [(one["amount"]["minor"], one["what_for"]) for one in ledger] == [
        (150, "flowers for a birthday"), (500, "she asked nicely"),
    ]  # fmt: skip


async def test_a_refused_wish_gives_its_budget_back(desk: Desk) -> None:
    order = await opened(desk)
    await small(desk)
    desk.shelf.change(order.order.external_id, note="x")
    await desk.asks("bob", REFUND, order, wow=True)
    await desk.works()
    async with desk.door("bob") as bob:
        assert (await bob.get("/api/v1/wow")).json()["left"]["minor"] == 700
