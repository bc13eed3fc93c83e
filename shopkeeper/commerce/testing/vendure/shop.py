"""The pretend shop's goods, people and orders, and the sums that follow from them.

Prices are kept with tax. Sums as Vendure makes them: a line's discount is spread over the pieces it was placed with, and forgotten
when none is left (OrderLine.getUnitAdjustmentsTotal); what is cancelled leaves the total.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Node = dict[str, Any]

_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
HOME = {
    "fullName": "Ana Lima", "company": "", "streetLine1": "Hauptstraße 1", "streetLine2": "", "city": "Berlin", "province": "",
    "postalCode": "10115", "countryCode": "DE", "phoneNumber": "",
}  # fmt: skip
RIGHTS = ("ReadOrder", "UpdateOrder", "CreateOrder", "DeleteOrder", "ReadCustomer", "UpdateCustomer", "CreateCustomer", "ReadCatalog",
          "ReadPromotion", "CreatePromotion")  # fmt: skip


class Goods:
    """A shop. `precision`: how many digits of an amount stand behind the point. `settles`: whether refunds go through at once."""

    def __init__(self, currency: str = "EUR", *, precision: int = 2, settles: bool = True, tax: int = 19) -> None:
        self.currency, self.precision, self.settles, self.tax = currency, precision, settles, tax
        self.user, self.password, self.rights = "shopkeeper", "open sesame", set(RIGHTS)
        self.channel, self.bearer = "main-token", True
        self.now = 1_790_000_000_000
        self.sessions: set[str] = set()
        self.newest = ""
        """The token of the newest session: it goes out in a header."""
        self.products: list[Node] = []
        self.customers: list[Node] = []
        self.orders: list[Node] = []
        self.promotions: list[Node] = []
        self.methods = [{"id": "1", "name": "Standard", "price": 490}, {"id": "2", "name": "Express", "price": 1290}]
        self.told: list[tuple[str, str]] = []
        """What the plugin would post: (type, id), the newest last."""
        self.ids: dict[str, int] = {}

    def id(self, kind: str) -> str:
        self.ids[kind] = self.ids.get(kind, 0) + 1
        return str(self.ids[kind])

    def at(self) -> str:
        self.now += 7
        return datetime.fromtimestamp(self.now / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def dated(self, kind: str) -> Node:
        at = self.at()
        return {"__typename": kind, "id": self.id(kind), "createdAt": at, "updatedAt": at}

    # --- what there is ---

    def stock(self, name: str, price: int, options: tuple[str, ...] = (), pieces: int = 1000) -> Node:
        """A product with a variant per option; `price` with tax, in the shop's unit."""
        product: Node = {**self.dated("Product"), "name": name, "enabled": True, "featuredAsset": {"preview": f"https://shop.example/{name}.png"},
                         "facetValues": [{"name": "goods"}], "variants": []}  # fmt: skip
        for option in options or ("",):
            sku = f"{name[:3]}-{option}".strip("-").upper()
            chosen = [{"name": option, "group": {"name": "size"}}] if option else []
            product["variants"].append({
                **self.dated("ProductVariant"), "sku": sku, "name": f"{name} {option}".strip(), "enabled": True, "priceWithTax": price,
                "currencyCode": self.currency, "trackInventory": "INHERIT", "stockLevels": [{"stockOnHand": pieces, "stockAllocated": 0}],
                "featuredAsset": None, "options": chosen, "product": product,
            })  # fmt: skip
        self.products.append(product)
        return product

    def enrol(self, first: str, last: str, email: str, *, guest: bool = False) -> Node:
        home = {**{name: value for name, value in HOME.items() if name != "countryCode"}, "id": self.id("Address"), "country": {"code": "DE"},
                "defaultShippingAddress": True, "defaultBillingAddress": True}  # fmt: skip
        customer = {
            **self.dated("Customer"), "firstName": first, "lastName": last, "emailAddress": email.lower(), "phoneNumber": None,
            "user": None if guest else {"verified": True}, "groups": [], "addresses": [home], "log": [],
        }  # fmt: skip
        self.customers.append(customer)
        return customer

    # --- orders ---

    def draft(self) -> Node:
        dated = self.dated("Order")
        number = int(dated["id"]) * 48_271
        code = "".join(_LETTERS[number * (at + 7) ** 3 % len(_LETTERS)] for at in range(16))
        order: Node = {
            **dated, "code": code, "state": "Draft", "active": False, "orderPlacedAt": None, "currencyCode": self.currency, "couponCodes": [],
            "customer": None, "shippingAddress": None, "billingAddress": None, "lines": [], "surcharges": [], "shippingLines": [], "payments": [],
            "fulfillments": [], "modifications": [], "log": [],
        }  # fmt: skip
        self.orders.append(order)
        return order

    def add(self, order: Node, variant: Node, quantity: int) -> Node:
        held = next((line for line in order["lines"] if line["productVariant"] is variant), None)
        if held is None:
            held = {"id": self.id("OrderLine"), "quantity": 0, "placed": 0, "price": variant["priceWithTax"], "less": 0, "taxRate": self.tax,
                    "productVariant": variant, "featuredAsset": None}  # fmt: skip
            order["lines"].append(held)
        held["quantity"] += quantity
        return held

    def sell(
        self, customer: Node, things: list[tuple[Node, int]], *, way: str = "card", state: str = "Settled", off: int = 0
    ) -> Node:
        """She orders and pays. `off`: a discount of the whole, spread over the lines; `state` of the payment."""
        order = self.draft()
        for variant, quantity in things:
            self.add(order, variant, quantity)
        order.update(customer=customer, shippingAddress=dict(HOME), billingAddress=dict(HOME))
        self.ship_by(order, self.methods[0])
        self.spread(order, off)
        self.pay(order, total(order), way, state)
        self.place(order, "PaymentSettled" if state == "Settled" else "PaymentAuthorized")
        return order

    def ship_by(self, order: Node, method: Node) -> None:
        order["shippingLines"] = [{"price": method["price"], "shippingMethod": method, "discounts": []}]

    def spread(self, order: Node, off: int) -> None:
        """A discount of the order, prorated (OrderCalculator.applyOrderPromotions)."""
        whole = sum(line["price"] * line["quantity"] for line in order["lines"])
        left = off
        for line in order["lines"][::-1]:
            part = left if line is order["lines"][0] else off * line["price"] * line["quantity"] // max(1, whole)
            line["less"], left = -part, left - part

    def pay(self, order: Node, amount: int, way: str = "card", state: str = "Settled") -> Node:
        payment = {**self.dated("Payment"), "method": way, "amount": amount, "state": state, "refunds": []}
        order["payments"].append(payment)
        return payment

    def place(self, order: Node, state: str) -> None:
        order.update(state=state, active=False, orderPlacedAt=self.at())
        for line in order["lines"]:
            line["placed"] = line["quantity"]
            line["productVariant"]["stockLevels"][0]["stockAllocated"] += line["quantity"]
        self.touch(order)

    def send(self, order: Node, pieces: list[tuple[str, int]] | None = None, state: str = "Shipped") -> Node:
        """A parcel with these (line, pieces), or with all that is left."""
        lines = pieces or [(line["id"], line["quantity"]) for line in order["lines"] if line["quantity"]]
        parcel = {
            **self.dated("Fulfillment"), "state": state, "method": "DHL", "trackingCode": f"00340{order['id']}",
            "lines": [{"orderLineId": line, "quantity": count} for line, count in lines],
        }  # fmt: skip
        order["fulfillments"].append(parcel)
        if state != "Pending":
            gone = sum(line["quantity"] for one in order["fulfillments"] for line in one["lines"])
            whole = gone >= sum(line["quantity"] for line in order["lines"])
            order["state"] = state if whole else f"Partially{state}"
            self.touch(order)
        return parcel

    def deliver(self, order: Node) -> None:
        for parcel in order["fulfillments"]:
            parcel.update(state="Delivered", updatedAt=self.at())
        order["state"] = "Delivered"
        self.touch(order)

    def settle_refunds(self, order: Node, state: str = "Settled") -> None:
        """What the payment provider says some days later; the order's own time stays."""
        for payment in order["payments"]:
            for refund in payment["refunds"]:
                if refund["state"] == "Pending":
                    refund.update(state=state, updatedAt=self.at())

    def touch(self, order: Node) -> None:
        order["updatedAt"] = self.at()
        if order["orderPlacedAt"]:
            self.told.append(("order", order["id"]))

    def log(self, thing: Node, kind: str, data: Node, administrator: str = "1") -> None:
        entry = {
            "id": self.id("HistoryEntry"),
            "type": kind,
            "createdAt": self.at(),
            "data": data,
            "administrator": {"id": administrator},
        }
        thing["log"].append(entry)


def unit_of(line: Node) -> Decimal:
    """A piece's price with its share of the line's discount."""
    most = max(line["placed"], line["quantity"])
    return Decimal(line["price"]) + (Decimal(line["less"]) / most if line["quantity"] else 0)


def rounded(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def line_total(line: Node) -> int:
    return rounded(unit_of(line) * line["quantity"])


def shipping_of(line: Node) -> int:
    return int(line["price"]) + sum(int(one["amountWithTax"]) for one in line["discounts"])


def total(order: Node) -> int:
    goods = sum(map(line_total, order["lines"])) + sum(map(shipping_of, order["shippingLines"]))
    return goods + sum(int(one["priceWithTax"]) for one in order["surcharges"])


def left_of(payment: Node) -> int:
    return int(payment["amount"]) - sum(int(one["total"]) for one in payment["refunds"] if one["state"] != "Failed")
