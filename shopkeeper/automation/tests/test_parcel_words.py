"""Where an order is, in a sentence that is true for its state, in every language we write."""

import pytest
from msgspec.structs import replace

from shopkeeper.automation.parcel_words import WORDS, whereabouts
from shopkeeper.automation.values import Customs
from shopkeeper.commerce import FulfilmentState, Line, Order, OrderState, ParcelState, PaymentState, Shipment, zero

NOW = 1_795_340_000_000
NOTHING = zero("EUR")
ORDER = Order(
    external_id="1", number="#1001", version="1", currency="EUR", placed_at=NOW, updated_at=NOW, state=OrderState.open,
    payment_state=PaymentState.paid, fulfilment_state=FulfilmentState.unfulfilled, subtotal=NOTHING, discount=NOTHING, shipping=NOTHING,
    tax=NOTHING, total=NOTHING, paid=NOTHING, refunded=NOTHING, shipping_refunded=NOTHING,
    lines=(Line(id="l", title="Mug", quantity=1, unit_price=NOTHING, total=NOTHING),),
)  # fmt: skip


def said(order: Order, parcel: Shipment | None = None, locale: str = "en") -> str:
    return whereabouts(order, parcel, Customs(locale, "Europe/Vienna", NOW))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (FulfilmentState.unfulfilled, "is being packed and has not left us yet"),
        (FulfilmentState.part_fulfilled, "A part of your order was sent"),
        (FulfilmentState.fulfilled, "Your order was sent; we have no tracking number"),
        (FulfilmentState.on_hold, "is on hold and has not left us yet"),
    ],
)
def test_an_order_without_a_parcel_is_told_by_what_was_sent_of_it(state: FulfilmentState, words: str) -> None:
    assert words in said(replace(ORDER, fulfilment_state=state))


def test_what_was_cancelled_or_needs_no_parcel_says_so() -> None:
    assert said(replace(ORDER, state=OrderState.cancelled)) == "Your order was cancelled."
    voucher = replace(ORDER, lines=(replace(ORDER.lines[0], needs_shipping=False),))
    assert said(voucher) == "There is nothing to send for this order."


@pytest.mark.parametrize("locale", sorted(WORDS))
@pytest.mark.parametrize("state", list(ParcelState))
def test_every_state_has_a_sentence_in_every_language(locale: str, state: ParcelState) -> None:
    for parcel in (
        Shipment(id="p", state=state),
        Shipment(id="p", state=state, carrier="DHL", shipped_at=NOW, delivered_at=NOW, expected_at=NOW - 1),
    ):
        words = said(ORDER, parcel, locale)
        assert words.endswith("."), words
        assert "{" not in words
        assert "None" not in words


@pytest.mark.parametrize("locale", sorted(WORDS))
@pytest.mark.parametrize("state", list(FulfilmentState))
def test_and_so_has_every_order_without_one(locale: str, state: FulfilmentState) -> None:
    assert said(replace(ORDER, fulfilment_state=state), None, locale).endswith(".")
