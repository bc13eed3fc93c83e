"""The documents' own answers, amount by amount; webhooks and their traps; parcels of the extensions."""

from typing import Any

import pytest

from shopkeeper.commerce.adapters.woocommerce import hooks, reading, store
from shopkeeper.commerce.adapters.woocommerce.tests.test_contract import EXAMPLES, SHOP, posted
from shopkeeper.commerce.contract import assert_adds_up
from shopkeeper.commerce.errors import Ignored, NotOurs, Unreadable
from shopkeeper.commerce.model import FulfilmentState, Order, OrderSeen, OrderState, PaymentState, Post
from shopkeeper.commerce.money import Money


def order_of(**changed: Any) -> Order:
    return reading.read_order({**EXAMPLES["order"], **changed}, SHOP)


def test_the_documents_order_is_read_to_the_cent() -> None:
    order = order_of()
    assert_adds_up(order)
    assert (order.external_id, order.number, order.currency) == ("5727", "#5727", "USD")
    assert [line.total for line in order.lines] == [Money(645, "USD"), Money(1290, "USD")]
    assert [line.unit_price.minor for line in order.lines] == [323, 1290]
    assert (order.total.minor, order.shipping.minor, order.tax.minor, order.paid.minor) == (2935, 1000, 135, 2935)
    assert order.lines[1].title == "Wool Scarf – Colour: Moss, Size: Long"
    assert order.lines[1].options == {"pa_color": "moss", "size": "Long"}
    assert [line.variant_id for line in order.lines] == ["93", "22-23"]
    assert order.placed_at == 1770924482000
    assert order.updated_at == 1770924488000
    assert (order.state, order.payment_state, order.customer_id) == (OrderState.open, PaymentState.paid, None)
    assert order.email == "ana.okafor@example.com"
    assert order.ship_to is not None
    assert (order.ship_to.name, order.ship_to.region, order.ship_to.country) == ("Ana Okafor", "CA", "US")


def test_the_documents_refunds_are_read_to_the_cent() -> None:
    order = reading.read_order(EXAMPLES["refunded_order"], SHOP, EXAMPLES["refunds"])
    assert_adds_up(order)
    assert [(one.id, one.amount.minor, one.lines) for one in order.refunds] == [
        ("5724", 900, (("5311", 1),)),
        ("5726", 1000, ()),
    ]
    assert (order.refunded.minor, order.paid.minor, order.payment_state) == (1900, 3900, PaymentState.part_refunded)
    assert [(line.id, line.refunded) for line in order.lines] == [("5311", 1), ("5313", 0)]
    assert order.lines[0].refunded_amount == Money(900, "USD")
    assert order.fulfilment_state is FulfilmentState.fulfilled


@pytest.mark.parametrize(
    ("status", "paid", "state", "payment", "cancelled"),
    [
        ("pending", False, OrderState.open, PaymentState.unpaid, 0),
        ("on-hold", False, OrderState.open, PaymentState.unpaid, 0),
        ("processing", True, OrderState.open, PaymentState.paid, 0),
        ("completed", True, OrderState.done, PaymentState.paid, 0),
        ("cancelled", False, OrderState.cancelled, PaymentState.voided, 3),
        ("failed", False, OrderState.open, PaymentState.unpaid, 0),
        ("awaiting-pickup", True, OrderState.open, PaymentState.paid, 0),
    ],
)
def test_every_status(status: str, paid: bool, state: OrderState, payment: PaymentState, cancelled: int) -> None:
    order = order_of(status=status, date_paid_gmt="2026-02-12T19:28:08" if paid else None)
    assert (order.state, order.payment_state) == (state, payment)
    assert sum(line.cancelled for line in order.lines) == cancelled
    assert_adds_up(order)


def test_a_cent_that_rounding_left_over_goes_to_the_dearest_line() -> None:
    order = order_of(total="29.36")
    assert_adds_up(order)
    assert [line.total.minor for line in order.lines] == [645, 1291]


def test_a_discount_by_hand_and_a_surcharge_are_lines() -> None:
    fees = [
        {"id": 9, "name": "Gift wrap", "total": "2.00", "total_tax": "0.38"},
        {"id": 10, "name": "Sorry", "total": "-5.00"},
    ]
    order = order_of(fee_lines=fees, total="26.73")
    assert_adds_up(order)
    assert [(line.title, line.total.minor) for line in order.lines[2:]] == [("Gift wrap", 238), ("Sorry", -500)]


def test_yen_have_no_decimals_and_dinars_three() -> None:
    for currency, written, minor in (("JPY", "2935", 2935), ("KWD", "29.355", 29355)):
        order = order_of(currency=currency, total=written, line_items=[], shipping_total=written, total_tax="0")
        assert (order.total.minor, order.shipping.minor) == (minor, minor)


def test_the_version_changes_within_one_second() -> None:
    assert order_of().version != order_of(status="on-hold").version
    moved = {**EXAMPLES["order"]["shipping"], "city": "Oakland"}
    assert order_of().version != order_of(shipping=moved).version
    assert order_of().version == order_of(_links={}, customer_user_agent="x").version


def test_parcels_stand_where_the_extensions_keep_them() -> None:
    items = [{"tracking_provider": "", "custom_tracking_provider": "GLS", "tracking_number": "A1", "date_shipped": "1770839691",
              "tracking_id": "t1", "custom_tracking_link": "https://gls.example/A1"}]  # fmt: skip
    meta = [{"id": 1, "key": "_wc_shipment_tracking_items", "value": items}, {"id": 2, "key": "_tracking_number", "value": "A1"},
            {"id": 3, "key": "_aftership_tracking_number", "value": "B2"}]  # fmt: skip
    parcels = order_of(meta_data=meta).shipments
    assert sorted(one.tracking_number for one in parcels) == ["A1", "B2"]
    gls = next(one for one in parcels if one.carrier == "GLS")
    assert (gls.tracking_url, gls.shipped_at) == ("https://gls.example/A1", 1770839691000)


def test_five_hundred_lines_and_every_script() -> None:
    lines = [{**EXAMPLES["order"]["line_items"][0], "id": at, "name": "緑茶 🍵 &amp; شاي"} for at in range(1, 501)]
    order = order_of(line_items=lines, total="3235.00")
    assert_adds_up(order)
    assert (len(order.lines), order.lines[499].title) == (500, "緑茶 🍵 & شاي")


def test_two_orders_of_one_second_are_two_deliveries() -> None:
    first, second = EXAMPLES["order"], {**EXAMPLES["order"], "id": 728}
    one, other = (hooks.verify(posted("order.updated", each, "same")) for each in (first, second))
    assert one != other
    assert one == hooks.verify(posted("order.updated", first, "same"))


def test_the_ping_passes_and_says_nothing() -> None:
    ping = Post(store=SHOP, body=b"webhook_id=142", secrets={"webhook": "s3cret"})
    assert store.verify(ping) is None
    with pytest.raises(Ignored):
        store.parse(ping)
    with pytest.raises(NotOurs):
        store.verify(Post(store=SHOP, body=b"webhook_id=142&x=1", secrets={"webhook": "s3cret"}))


def test_a_secret_of_our_own_is_made_from_the_key() -> None:
    body = b'{"id": 5727}'
    secrets = {"consumer_secret": "cs_1"}
    headers = {
        "x-wc-webhook-signature": hooks.signature(hooks.secret_of(secrets), body),
        "x-wc-webhook-topic": "order.deleted",
    }
    assert store.verify(Post(store=SHOP, body=body, headers=headers, secrets=secrets)) is None
    with pytest.raises(NotOurs):
        store.verify(Post(store=SHOP, body=body, headers=headers, secrets={"consumer_secret": "cs_2"}))


def test_an_order_with_an_amount_that_is_none_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        store.parse(posted("order.updated", {**EXAMPLES["order"], "total": "a lot"}))


def test_a_webhook_without_refunds_says_all() -> None:
    [change] = store.parse(posted("order.restored", EXAMPLES["order"]))
    assert isinstance(change, OrderSeen)
