"""The shop's own back office, through the Admin API: to see what an act did there, and to do what only the owner does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.servers.vendure import Vendure
from tests.shops.graphql import Caller, calling

ORDER = """query ($id: ID!) {
  order(id: $id) {
    id code state totalWithTax
    lines { id quantity orderPlacedQuantity proratedUnitPriceWithTax productVariant { id sku name } }
    payments { id state amount refunds { id state total } }
    fulfillments { id state trackingCode }
    surcharges { description priceWithTax }
    modifications { id priceChange note }
    history(options: {sort: {createdAt: ASC}}) { items { type isPublic data } }
  }
}"""
SETTLE = """mutation ($id: ID!, $reference: String!) {
  settleRefund(input: {id: $id, transactionId: $reference}) { __typename ... on ErrorResult { message } }
}"""
SEND = """mutation ($lines: [OrderLineInput!]!, $code: String!) {
  addFulfillmentToOrder(input: {lines: $lines, handler: {code: "manual-fulfillment", arguments: [
    {name: "method", value: "Colissimo"}, {name: "trackingCode", value: $code}]}}) {
    __typename ... on Fulfillment { id } ... on ErrorResult { message }
  }
}"""
MOVE = """mutation ($id: ID!, $state: String!) {
  transitionFulfillmentToState(id: $id, state: $state) { __typename ... on ErrorResult { message } }
}"""

REFUND = """mutation ($payment: ID!, $amount: Money!) {
  refundOrder(input: {paymentId: $payment, amount: $amount, reason: "goodwill", lines: [], shipping: 0, adjustment: 0}) {
    __typename ... on ErrorResult { message }
  }
}"""
NOTE = """mutation ($id: ID!, $words: String!) {
  addNoteToOrder(input: {id: $id, note: $words, isPublic: false}) { id }
}"""


@dataclass(frozen=True)
class Office:
    caller: Caller

    async def order(self, id: str) -> Any:
        return await self.caller.ask(ORDER, id=id)

    async def settle_refunds(self, order_id: str) -> None:
        """What a payment provider does some days later."""
        for payment in (await self.order(order_id))["payments"]:
            for refund in payment["refunds"]:
                if refund["state"] == "Pending":
                    await self.caller.ask(SETTLE, id=refund["id"], reference=f"settled {refund['id']}")

    async def refund(self, order_id: str, amount: int) -> None:
        """In the smallest units of its first payment's currency."""
        payment = (await self.order(order_id))["payments"][0]
        await self.caller.ask(REFUND, payment=payment["id"], amount=amount)

    async def note(self, order_id: str, words: str) -> None:
        await self.caller.ask(NOTE, id=order_id, words=words)

    async def send(self, order_id: str, code: str) -> None:
        """Everything left to send goes into one parcel, and leaves."""
        lines = [
            {"orderLineId": line["id"], "quantity": line["quantity"]}
            for line in (await self.order(order_id))["lines"]
            if line["quantity"]
        ]
        parcel = await self.caller.ask(SEND, lines=lines, code=code)
        await self.caller.ask(MOVE, id=parcel["id"], state="Shipped")


@asynccontextmanager
async def office(shop: Vendure) -> AsyncIterator[Office]:
    async with calling(shop.admin_api) as caller:
        await caller.sign_in(shop.user, shop.password)
        yield Office(caller)
