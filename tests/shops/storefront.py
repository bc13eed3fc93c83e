"""A customer in the shop: what its storefront does for her, through the Shop API."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.servers.vendure import Vendure
from tests.shops.graphql import Caller, calling

PASSWORD = "a row of words"
HOME = {
    "fullName": "Ana Ribeiro", "streetLine1": "14 rue Tramassac", "city": "Lyon", "postalCode": "69005", "countryCode": "FR",
}  # fmt: skip
REGISTER = """mutation ($input: RegisterCustomerInput!) {
  registerCustomerAccount(input: $input) { __typename ... on ErrorResult { message } }
}"""
VERIFY = """mutation ($token: String!) {
  verifyCustomerAccount(token: $token) { __typename ... on ErrorResult { message } }
}"""
WHO = "{ activeCustomer { id emailAddress firstName lastName } }"
ADD = """mutation ($id: ID!, $count: Int!) {
  addItemToOrder(productVariantId: $id, quantity: $count) { __typename ... on ErrorResult { message } }
}"""
ADDRESS = """mutation ($input: CreateAddressInput!) {
  setOrderShippingAddress(input: $input) { __typename ... on ErrorResult { message } }
}"""
METHODS = "{ eligibleShippingMethods { id code } }"
METHOD = """mutation ($id: ID!) {
  setOrderShippingMethod(shippingMethodId: [$id]) { __typename ... on ErrorResult { message } }
}"""
CHECK_OUT = """mutation {
  transitionOrderToState(state: "ArrangingPayment") { __typename ... on ErrorResult { message } }
}"""
PAY = """mutation ($input: PaymentInput!) {
  addPaymentToOrder(input: $input) {
    __typename ... on Order { id code state totalWithTax } ... on ErrorResult { message }
  }
}"""


@dataclass(frozen=True)
class Buyer:
    """A customer who is signed in at the shop."""

    caller: Caller
    id: str
    email: str
    name: str

    async def orders(self, things: Mapping[str, int], way: str = "card") -> Any:
        """Put these in the cart (counts by SKU), check out, pay; answers the order as the shop confirms it."""
        await self.fills_the_cart(things)
        return await self.pays(way)

    async def fills_the_cart(self, things: Mapping[str, int]) -> None:
        for sku, count in things.items():
            await self.caller.ask(ADD, id=await variant(self.caller, sku), count=count)
        await self.caller.ask(ADDRESS, input=HOME | {"fullName": self.name})
        methods = await self.caller.ask(METHODS)
        await self.caller.ask(METHOD, id=next(each["id"] for each in methods if each["code"] == "standard"))
        await self.caller.ask(CHECK_OUT)

    async def pays(self, way: str = "card") -> Any:
        return await self.caller.ask(PAY, input={"method": way, "metadata": {}})


async def variant(caller: Caller, sku: str) -> str:
    """The shop's id of what it sells under this number."""
    found = await caller.ask("{ products { items { variants { id sku } } } }")
    return next(each["id"] for item in found["items"] for each in item["variants"] if each["sku"] == sku)


@asynccontextmanager
async def signed_in(shop: Vendure, name: str, email: str) -> AsyncIterator[Buyer]:
    """Somebody registers and follows the link in the shop's mail: her address is proven, and she is signed in."""
    first, _, last = name.partition(" ")
    async with calling(shop.shop_api) as caller:
        wish = {"emailAddress": email, "firstName": first, "lastName": last, "password": PASSWORD}
        await caller.ask(REGISTER, input=wish)
        await caller.ask(VERIFY, token=shop.verification_of(email))
        who = await caller.ask(WHO)
        yield Buyer(caller, who["id"], email, name)
