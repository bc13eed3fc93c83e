"""Shopify's words for how things stand, in ours. Enumerations: https://shopify.dev/docs/api/admin-graphql/latest/enums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shopkeeper.commerce.model import FulfilmentState, OrderState, ParcelState, PaymentState, ReturnState

_PAYMENT = {
    "PENDING": PaymentState.unpaid, "EXPIRED": PaymentState.voided, "VOIDED": PaymentState.voided, "PAID": PaymentState.paid,
    "AUTHORIZED": PaymentState.authorized, "PARTIALLY_PAID": PaymentState.part_paid, "REFUNDED": PaymentState.refunded,
    "PARTIALLY_REFUNDED": PaymentState.part_refunded,
}  # fmt: skip
_FULFILMENT = {
    "FULFILLED": FulfilmentState.fulfilled, "PARTIALLY_FULFILLED": FulfilmentState.part_fulfilled,
    "ON_HOLD": FulfilmentState.on_hold,
}  # fmt: skip
_PARCEL = {
    "LABEL_PRINTED": ParcelState.label_created, "LABEL_PURCHASED": ParcelState.label_created,
    "CONFIRMED": ParcelState.label_created, "SUBMITTED": ParcelState.label_created,
    "CARRIER_PICKED_UP": ParcelState.in_transit, "IN_TRANSIT": ParcelState.in_transit, "DELAYED": ParcelState.in_transit,
    "OUT_FOR_DELIVERY": ParcelState.out_for_delivery, "READY_FOR_PICKUP": ParcelState.ready_for_pickup,
    "ATTEMPTED_DELIVERY": ParcelState.attempted, "DELIVERED": ParcelState.delivered, "PICKED_UP": ParcelState.delivered,
    "NOT_DELIVERED": ParcelState.exception, "FAILURE": ParcelState.exception, "CANCELED": ParcelState.cancelled,
    "LABEL_VOIDED": ParcelState.cancelled,
}  # fmt: skip

_RETURN = {
    "REQUESTED": ReturnState.requested, "OPEN": ReturnState.approved, "CLOSED": ReturnState.closed,
    "DECLINED": ReturnState.declined, "CANCELED": ReturnState.cancelled,
}  # fmt: skip


def payment_state(word: str | None) -> PaymentState:
    return _PAYMENT.get(str(word).upper(), PaymentState.unpaid)


def fulfilment_state(word: str | None) -> FulfilmentState:
    return _FULFILMENT.get(str(word).upper(), FulfilmentState.unfulfilled)


def order_state(node: Mapping[str, Any]) -> OrderState:
    if node.get("cancelledAt"):
        return OrderState.cancelled
    sent = fulfilment_state(node.get("displayFulfillmentStatus")) is FulfilmentState.fulfilled
    open_money = (PaymentState.unpaid, PaymentState.part_paid, PaymentState.authorized)
    return (
        OrderState.done
        if sent and payment_state(node.get("displayFinancialStatus")) not in open_money
        else OrderState.open
    )


def parcel_state(node: Mapping[str, Any]) -> ParcelState:
    if node.get("status") == "CANCELLED":
        return ParcelState.cancelled
    return _PARCEL.get(str(node.get("displayStatus")).upper(), ParcelState.unknown)


def payment_outcome(word: str) -> str:
    """pending, ok or failed, of an OrderTransactionStatus."""
    return {"SUCCESS": "ok", "FAILURE": "failed", "ERROR": "failed"}.get(word, "pending")


def return_state(word: str | None) -> ReturnState:
    return _RETURN.get(str(word).upper(), ReturnState.requested)
