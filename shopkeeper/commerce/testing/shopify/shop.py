"""The pretend shop's goods, people and orders, kept as the API tells them, and the sums that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Node = dict[str, Any]

CENT = {"JPY": Decimal(1), "KWD": Decimal("0.001")}
HOME: Node = {
    "name": "Ana Lima", "firstName": "Ana", "lastName": "Lima", "company": None, "address1": "Hauptstraße 1", "address2": None,
    "city": "Berlin", "province": "Berlin", "provinceCode": "BE", "zip": "10115", "country": "Germany", "countryCodeV2": "DE",
    "phone": None,
}  # fmt: skip


class Goods:
    """A shop. `rate` is how much of the customer's currency one unit of the shop's own is. Every change is a second later."""

    def __init__(
        self, currency: str = "EUR", presentment: str | None = None, rate: str = "1", taxes_included: bool = True
    ) -> None:
        self.currency, self.presentment, self.rate = currency, presentment or currency, Decimal(rate)
        self.taxes_included, self.tax_rate = taxes_included, Decimal("0.19")
        self.now, self._next = 1_790_000_000, 450_789_468
        self.name, self.domain = "The pretend shop", "pretend.myshopify.com"
        self.variants: list[Node] = []
        self.products: list[Node] = []
        self.customers: list[Node] = []
        self.orders: list[Node] = []
        self.drafts: list[Node] = []
        self.sessions: list[Node] = []
        self.gifts: list[Node] = []
        self.bulks: list[Node] = []
        self.files: dict[str, bytes] = {}
        self.no_commits = False
        """Edits are refused when they are committed."""
        self.silent = ""
        """The name of a mutation that gets no answer."""
        self.url = ""
        self.subscriptions: list[Node] = []
        self.jobs: list[Callable[[], None]] = []
        self.slow = False
        """Orders are cancelled in the background, which takes a while: `run_jobs` lets it come to pass."""
        self.discounts: dict[str, Node] = {}
        self.scopes = ["read_all_orders", "write_orders", "write_customers", "read_products", "write_draft_orders",
                       "write_discounts", "read_fulfillments", "write_order_edits", "write_returns", "write_gift_cards",
                       "read_store_credit_accounts", "write_store_credit_account_transactions"]  # fmt: skip
        self.reasons = [
            {**self.id("ReturnReasonDefinition"), "handle": one, "name": one, "deleted": False}
            for one in ("too-small", "too-big", "defective", "wrong-item", "other")
        ]

    def run_jobs(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()

    # --- what there is ---

    def id(self, kind: str) -> Node:
        self._next += 1
        return {"id": f"gid://shopify/{kind}/{self._next}", "legacyResourceId": str(self._next)}

    def stock(self, title: str, price: str, size: str = "M", product: Node | None = None) -> Node:
        """A thing to sell, or another size of one."""
        if product is None:
            product = {**self.id("Product"), "title": title, "tags": [], "onlineStoreUrl": None, "variants": []}
            picture = {"url": f"https://cdn.shopify.example/{product['legacyResourceId']}.png"}
            product["featuredMedia"] = {"__typename": "MediaImage", "preview": {"image": picture}}
            self.products.append(product)
        variant = {
            **self.id("ProductVariant"), "__typename": "ProductVariant", "title": size, "sku": f"{title}-{size}".upper(), "price": price, "availableForSale": True,
            "inventoryQuantity": 900, "selectedOptions": [{"name": "Size", "value": size}], "product": product,
        }  # fmt: skip
        product["variants"].append(variant)
        self.variants.append(variant)
        return variant

    def enrol(self, name: str, email: str | None) -> Node:
        """A customer."""
        made = {
            **self.id("Customer"), "displayName": name, "verifiedEmail": True, "locale": "de", "numberOfOrders": "0", "tags": [],
            "note": None, "createdAt": self.iso(), "updatedAt": self.iso(), "defaultAddress": HOME,
            "defaultEmailAddress": {"emailAddress": email} if email else None, "defaultPhoneNumber": None,
            "metafields": {}, "credits": [],
            "amountSpent": {"amount": "0.0", "currencyCode": self.currency},
        }  # fmt: skip
        self.customers.append(made)
        return made

    def sell(
        self, customer: Node | None, things: Sequence[tuple[Node, int]], *, shipping: str = "4.90", off: str = "0"
    ) -> Node:
        """An order, paid by card. `off` is taken from the first line by a code."""
        lines = [self.line(variant, pieces) for variant, pieces in things]
        if Decimal(off):
            lines[0]["discountAllocations"] = [{"allocatedAmountSet": self.bag(Decimal(off))}]
            lines[0]["taxLines"] = self.taxes(lines[0])
        number = 1001 + len(self.orders)
        order = {
            **self.id("Order"), "name": f"#{number}", "number": number, "createdAt": self.iso(1), "processedAt": self.iso(),
            "updatedAt": self.iso(), "cancelledAt": None, "cancelReason": None, "cancellation": None, "currencyCode": self.currency,
            "presentmentCurrencyCode": self.presentment, "taxesIncluded": self.taxes_included, "customer": customer,
            "email": ((customer or {}).get("defaultEmailAddress") or {}).get("emailAddress"), "phone": None, "note": None, "tags": [],
            "customerLocale": "de", "statusPageUrl": f"https://{self.domain}/orders/{number}", "test": False, "edited": False,
            "discountCodes": ["TENOFF"] if Decimal(off) else [], "shippingAddress": dict(HOME), "billingAddress": dict(HOME),
            "shippingLines": [{"title": "Standard", "discountedPriceSet": self.bag(Decimal(shipping)), "taxLines": [
                {"title": "VAT", "rate": 0.19, "priceSet": self.bag(self._tax(Decimal(shipping)))}]}],
            "lineItems": lines, "fulfillments": [], "refunds": [], "returns": [], "transactions": [], "metafields": {},
            "due": Decimal(0), "returnStatus": "NO_RETURN",
            "totalTipReceivedSet": self.bag(Decimal(0)), "originalTotalDutiesSet": None, "originalTotalAdditionalFeesSet": None,
            "totalDiscountsSet": self.bag(Decimal(off)),
        }  # fmt: skip
        self.orders.append(order)
        owed = self.owed(order)
        order["totalPriceSet"] = self.bag_of(owed)
        order["transactions"].append(self.transaction("SALE", owed, "shopify_payments", None))
        self.settle(order)
        return order

    def line(self, variant: Node, pieces: int, price: str | None = None) -> Node:
        """So many pieces of a thing, at its price or another."""
        each = Decimal(price or variant["price"])
        made = {
            **self.id("LineItem"), "title": variant["product"]["title"], "quantity": pieces, "currentQuantity": pieces,
            "unfulfilledQuantity": pieces, "variantTitle": variant["title"], "sku": variant["sku"], "requiresShipping": True,
            "originalUnitPriceSet": self.bag(each), "originalTotalSet": self.bag(each * pieces), "discountAllocations": [],
            "variant": variant, "product": variant["product"], "refundableQuantity": pieces,
            "image": variant["product"]["featuredMedia"]["preview"]["image"],
        }  # fmt: skip
        return made | {"taxLines": self.taxes(made)}

    def taxes(self, line: Node) -> list[Node]:
        return [{"title": "VAT", "rate": 0.19, "priceSet": self.bag(self._tax(net(line)))}]

    def metafield(self, given: Node) -> Node:
        return {name: given[name] for name in ("namespace", "key", "value")} | {"updatedAt": self.iso()}

    def ship(self, order: Node, number: str = "00340", status: str = "IN_TRANSIT") -> None:
        """Everything that is left goes out in one parcel."""
        sent = [
            {"id": self.id("FulfillmentLineItem")["id"], "lineItem": one, "quantity": one["unfulfilledQuantity"]}
            for one in order["lineItems"]
        ]
        order["fulfillments"].append({
            **self.id("Fulfillment"), "status": "SUCCESS", "displayStatus": status, "createdAt": self.iso(1), "deliveredAt": None,
            "estimatedDeliveryAt": None, "trackingInfo": [{"company": "DHL", "number": number, "url": None}],
            "fulfillmentLineItems": [one for one in sent if one["quantity"]],
        })  # fmt: skip
        for one in order["lineItems"]:
            one["unfulfilledQuantity"] = 0
        self.settle(order)

    def deliver(self, order: Node) -> None:
        order["fulfillments"][-1] |= {"displayStatus": "DELIVERED", "deliveredAt": self.iso(1)}
        self.settle(order)

    # --- sums ---

    def bag(self, amount: Decimal) -> Node:
        """Both sides of an amount of the shop's own currency."""
        return self.bag_of(self.cents(amount * self.rate), self.cents(amount, self.currency))

    def bag_of(self, paid: Decimal, own: Decimal | None = None) -> Node:
        """Both sides of an amount of the customer's currency."""
        own = self.cents(paid / self.rate, self.currency) if own is None else own
        return {
            "shopMoney": {"amount": str(own), "currencyCode": self.currency},
            "presentmentMoney": {"amount": str(paid), "currencyCode": self.presentment},
        }

    def cents(self, amount: Decimal, currency: str | None = None) -> Decimal:
        return amount.quantize(CENT.get(currency or self.presentment, Decimal("0.01")), ROUND_HALF_UP)

    def _tax(self, base: Decimal) -> Decimal:
        return base * self.tax_rate / (1 + self.tax_rate) if self.taxes_included else base * self.tax_rate

    def with_tax(self, line: Node) -> Decimal:
        """What a customer pays for a line of goods or shipping."""
        tax = sum((paid(one["priceSet"]) for one in line["taxLines"]), Decimal(0))
        base = paid(line["discountedPriceSet"]) if "discountedPriceSet" in line else net(line, own=False)
        return base if self.taxes_included else base + tax

    def owed(self, order: Node) -> Decimal:
        return sum((self.with_tax(one) for one in (*order["lineItems"], *order["shippingLines"])), Decimal(0))

    def transaction(self, kind: str, amount: Decimal, gateway: str, parent: Node | None) -> Node:
        return {
            **self.id("OrderTransaction"), "kind": kind, "status": "SUCCESS", "gateway": gateway, "formattedGateway": "Shopify Payments",
            "processedAt": self.iso(), "createdAt": self.iso(), "amountSet": self.bag_of(amount), "parentTransaction": parent,
            "paymentDetails": {"__typename": "CardPaymentDetails", "company": "Visa", "number": "•••• •••• •••• 4242"},
        }  # fmt: skip

    def held(self, order: Node, sale: Node) -> Decimal:
        """What a payment took in and did not give back."""
        back = [one for one in order["transactions"] if one["kind"] == "REFUND" and one["parentTransaction"] is sale]
        return paid(sale["amountSet"]) - sum((paid(one["amountSet"]) for one in back), Decimal(0))

    def settle(self, order: Node) -> None:
        """The order's states and sums as they follow from its parts; it changed just now."""
        received = sum((paid(one["amountSet"]) for one in order["transactions"] if one["kind"] == "SALE"), Decimal(0))
        back = sum((paid(one["amountSet"]) for one in order["transactions"] if one["kind"] == "REFUND"), Decimal(0))
        left = sum(one["unfulfilledQuantity"] for one in order["lineItems"])
        tax = sum(
            (
                paid(tax["priceSet"])
                for one in (*order["lineItems"], *order["shippingLines"])
                for tax in one["taxLines"]
            ),
            Decimal(0),
        )
        # https://shopify.dev/docs/api/admin-graphql/latest/objects/OrderPaymentCollectionDetails
        url = f"https://{self.domain}/pay/{order['legacyResourceId']}" if order["due"] > 0 else None
        order |= {
            "totalOutstandingSet": self.bag_of(order["due"]), "paymentCollectionDetails": {"additionalPaymentCollectionUrl": url},
            "totalReceivedSet": self.bag_of(received), "totalRefundedSet": self.bag_of(back), "totalTaxSet": self.bag_of(tax),
            "displayFinancialStatus": self._financial(order, received, back),
            "displayFulfillmentStatus": ("PARTIALLY_FULFILLED" if left else "FULFILLED") if order["fulfillments"] else "UNFULFILLED",
            "updatedAt": self.iso(1),
        }  # fmt: skip

    def _financial(self, order: Node, received: Decimal, back: Decimal) -> str:
        if back:
            return "REFUNDED" if back == received else "PARTIALLY_REFUNDED"
        return "PARTIALLY_PAID" if order["due"] > 0 else "PAID"

    def iso(self, later: int = 0) -> str:
        self.now += later
        return datetime.fromtimestamp(self.now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def no(message: str, *fields: str, errors: str = "userErrors", **more: Any) -> Node:
    """A payload that says no."""
    return {errors: [{"field": list(fields), "message": message, **more}]}


def find(listed: list[Node], gid: str) -> Node | None:
    return next((one for one in listed if one["id"] == gid), None)


def paid(bag: Node) -> Decimal:
    return Decimal(bag["presentmentMoney"]["amount"])


def net(line: Node, *, own: bool = True) -> Decimal:
    """A line after discounts, in the shop's own money or the customer's."""
    side = "shopMoney" if own else "presentmentMoney"
    off = sum((Decimal(one["allocatedAmountSet"][side]["amount"]) for one in line["discountAllocations"]), Decimal(0))
    return Decimal(line["originalTotalSet"][side]["amount"]) - off
