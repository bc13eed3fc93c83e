"""How an order stands, from the words and the dates of its rows."""

from __future__ import annotations

from msgspec import Struct

from shopkeeper.commerce.adapters.csv_files.sheet import Reader
from shopkeeper.commerce.adapters.csv_files.words import meaning
from shopkeeper.commerce.model.orders import FulfilmentState, OrderState, PaymentState

_PAYS = {
    "unpaid": PaymentState.unpaid, "paid": PaymentState.paid, "part_sent": PaymentState.paid, "sent": PaymentState.paid,
    "delivered": PaymentState.paid, "done": PaymentState.paid, "part_refunded": PaymentState.part_refunded,
    "refunded": PaymentState.refunded, "on_hold": PaymentState.unpaid,
}  # fmt: skip
_SENDS = {
    "part_sent": FulfilmentState.part_fulfilled, "sent": FulfilmentState.fulfilled, "delivered": FulfilmentState.fulfilled,
    "done": FulfilmentState.fulfilled, "on_hold": FulfilmentState.on_hold,
}  # fmt: skip


class Standing(Struct, frozen=True):
    """`delivered`: somebody said so, with or without a date."""

    payment: PaymentState
    fulfilment: FulfilmentState
    cancelled: bool
    delivered: bool

    @property
    def state(self) -> OrderState:
        if self.cancelled:
            return OrderState.cancelled
        settled = self.payment in (PaymentState.paid, PaymentState.part_refunded, PaymentState.refunded)
        return OrderState.done if settled and self.fulfilment is FulfilmentState.fulfilled else OrderState.open


def standing(cells: Reader) -> Standing:
    """What the cells say, the particular before the general, and dates where words are missing."""
    status, paid = word(cells, "status"), word(cells, "payment_state")
    sent, delivered = _sent(cells, word(cells, "fulfilment_state"), status)
    cancelled = status == "cancelled" or paid == "voided" or cells.moment("cancelled_at") is not None
    return Standing(_payment(cells, paid, status), sent, cancelled, delivered)


def word(cells: Reader, field: str) -> str | None:
    """What a word of the file means; it is noted, known or not."""
    written = cells.text(field)
    if not written:
        return None
    found = meaning(field, written, cells.sheet.plan.words.get(field, {}))
    cells.notes.heard(field, written, found)
    return found


def _payment(cells: Reader, said: str | None, status: str | None) -> PaymentState:
    if said is not None:
        return PaymentState(said)
    if status in _PAYS:
        return _PAYS[status]
    if cells.moment("paid_at") is not None:
        return PaymentState.paid
    asked = {"paid_at", "payment_state"} & {name for name, _ in cells.sheet.whole}
    return PaymentState.unpaid if asked or status == "cancelled" else PaymentState(cells.sheet.plan.payment)


def _sent(cells: Reader, said: str | None, status: str | None) -> tuple[FulfilmentState, bool]:
    arrived = said == "delivered" or status == "delivered" or cells.moment("delivered_at") is not None
    if arrived:
        return FulfilmentState.fulfilled, True
    if said is not None:
        return FulfilmentState(said), False
    if status in _SENDS:
        return _SENDS[status], False
    went = cells.moment("shipped_at") is not None or bool(cells.text("tracking_number"))
    return FulfilmentState.fulfilled if went else FulfilmentState.unfulfilled, False
