"""What the pretend shop holds and does: orders, refunds, coupons, customers, products, webhooks, in the shapes of the documents.

Rules as documented or read in WooCommerce's behaviour: an item's count changes without its money unless that is said; new items get
today's price; a refund's `amount` counts and may not be more than is left; all of it given back makes the order `refunded`; gateways
that cannot pay back make the refund fail with 500 and leave none; a code exists once, in small letters; webhooks are switched off
after five failed deliveries; a delivery's id is made of webhook and second.
"""

from __future__ import annotations

import copy
import hashlib
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shopkeeper.commerce.testing.woocommerce.posting import Delivery, Hooks, Refused

_ADDRESS = (
    "first_name",
    "last_name",
    "company",
    "address_1",
    "address_2",
    "city",
    "state",
    "postcode",
    "country",
    "phone",
)
_DECIMALS = {"JPY": 0, "KWD": 3}
_RATE = 75


class Shop(Hooks):
    """A shop. `tax` is a share ("0.19") put on top of prices. `deliveries` are webhooks not yet posted: take them in any order."""

    def __init__(self, currency: str = "EUR", tax: str = "0", *, method: str = "stripe") -> None:
        self.currency, self.tax, self.method = currency, Decimal(tax), method
        self.decimals = _DECIMALS.get(currency, 2)
        self.one_way = {"bacs", "cheque", "cod"}
        """Gateways that cannot pay back by themselves."""
        self.key, self.secret, self.url = "ck_" + "a" * 40, "cs_" + "b" * 40, "http://example.com"
        self.orders: dict[int, Any] = {}
        self.refunds: dict[int, list[Any]] = {}
        self.customers: dict[int, Any] = {}
        self.products: dict[int, Any] = {}
        self.variations: dict[int, Any] = {}
        self.coupons: dict[int, Any] = {}
        self.webhooks: dict[int, Any] = {}
        self.deliveries: deque[Delivery] = deque()
        self.troubles: deque[str] = deque()
        self.asked = 0
        self.now: Callable[[], float] = time.time
        self._last = 700

    # --- by hand, as an owner would ---

    def stock(self, name: str, price: str, *, options: Sequence[str] = (), sku: str = "") -> int:
        """Something to sell, with a variation per option of "Size"; answers the product's id."""
        id = self._id()
        product = _thing(id, name, price, sku or f"SKU-{id}")
        product |= {
            "type": "variable" if options else "simple",
            "variations": [],
            "parent_id": 0,
            "images": [],
            "tags": [],
        }
        product["permalink"] = f"{self.url}/product/{id}/"
        for option in options:
            one = self._id()
            self.variations[one] = _thing(one, option, price, f"SKU-{one}") | {
                "attributes": [{"id": 6, "name": "Size", "option": option}], "image": None, "parent_id": id,
            }  # fmt: skip
            product["variations"].append(one)
        self.products[id] = product
        return id

    def enrol(self, first: str, last: str, email: str, **address: str) -> Any:
        """An account."""
        id, at = self._id(), self._at()
        place = {**dict.fromkeys(_ADDRESS, ""), "first_name": first, "last_name": last, **address}
        self.customers[id] = {
            "id": id, **self._dates(at), "email": email, "first_name": first, "last_name": last, "role": "customer",
            "username": email.partition("@")[0], "billing": {**place, "email": email}, "shipping": dict(place),
            "is_paying_customer": False, "avatar_url": "", "meta_data": [], "_links": self._links("customers", id),
        }  # fmt: skip
        self._tell("customer.created", self.customers[id])
        return self.customers[id]

    def sell(
        self,
        customer_id: int,
        wanted: Sequence[tuple[int, int]],
        *,
        shipping: str = "4.90",
        paid: bool = True,
        email: str = "",
    ) -> int:
        """An order of (product or variation, pieces); answers its id. `customer_id` 0: a guest."""
        known = self.customers.get(customer_id)
        billing = dict(known["billing"]) if known else {**dict.fromkeys(_ADDRESS, ""), "email": email}
        lines = []
        for id, pieces in wanted:
            variation = self.variations.get(id)
            lines.append({"product_id": variation["parent_id"] if variation else id, "variation_id": id if variation else 0,
                          "quantity": pieces})  # fmt: skip
        made = self.create_order(
            {"customer_id": customer_id, "billing": billing, "shipping": known["shipping"] if known else {}, "line_items": lines,
             "payment_method": self.method, "payment_method_title": "Credit card", "set_paid": paid,
             "shipping_lines": [{"method_id": "flat_rate", "method_title": "Flat rate", "total": shipping}]}
        )  # fmt: skip
        return int(made["id"])

    def send(self, id: int, number: str) -> None:
        """Marks it completed, with a parcel as the extension Shipment Tracking notes it."""
        item = {"tracking_provider": "DHL", "custom_tracking_provider": "", "custom_tracking_link": "", "tracking_number": number,
                "date_shipped": str(int(self.now())), "tracking_id": hashlib.md5(number.encode()).hexdigest()}  # noqa: S324  # fmt: skip
        self.edit_order(
            id, {"status": "completed", "meta_data": [{"key": "_wc_shipment_tracking_items", "value": [item]}]}
        )

    # --- what the routes do ---

    def order(self, id: int) -> Any:
        if id not in self.orders:
            raise Refused(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
        return self.orders[id]

    def create_order(self, posted: Any) -> Any:
        id, at = self._id(), self._at()
        key = f"wc_order_{hashlib.sha256(str(id).encode()).hexdigest()[:13]}"
        order = {
            "id": id, "parent_id": 0, "number": str(id), "order_key": key, "created_via": "rest-api", "version": "9.4.0",
            "status": "pending", "currency": self.currency, **self._dates(at), "discount_total": self._text(0),
            "discount_tax": self._text(0), "prices_include_tax": False, "customer_id": 0, "customer_ip_address": "",
            "customer_user_agent": "", "customer_note": "", "billing": {**dict.fromkeys(_ADDRESS, ""), "email": ""},
            "shipping": dict.fromkeys(_ADDRESS, ""), "payment_method": "", "payment_method_title": "", "transaction_id": "",
            "date_paid": None, "date_paid_gmt": None, "date_completed": None, "date_completed_gmt": None, "cart_hash": "",
            "meta_data": [], "line_items": [], "tax_lines": [], "shipping_lines": [], "fee_lines": [], "coupon_lines": [],
            "refunds": [], "payment_url": f"{self.url}/checkout/order-pay/{id}/?pay_for_order=true&key={key}",
            "_links": self._links("orders", id),
        }  # fmt: skip
        self._put(order, posted)
        if posted.get("set_paid"):
            self._pay(order)
        self.orders[id] = order
        self._tell("order.created", order)
        return order

    def edit_order(self, id: int, posted: Any) -> Any:
        order = copy.deepcopy(self.order(id))
        self._put(order, posted)
        if posted.get("set_paid"):
            self._pay(order)
        return self._saved(order)

    def edit_customer(self, id: int, posted: Any) -> Any:
        known = copy.deepcopy(self.customers[id])
        for name in ("billing", "shipping"):
            known[name].update({part: str(value) for part, value in (posted.get(name) or {}).items()})
        known["meta_data"] = self._meta(known["meta_data"], posted.get("meta_data") or [])
        known["date_modified"] = known["date_modified_gmt"] = self._date(self._at())
        self.customers[id] = known
        self._tell("customer.updated", known)
        return known

    def delete_order(self, id: int, *, force: bool) -> Any:
        order = self.order(id)
        if force:
            del self.orders[id]
        else:
            self.orders[id] = {**order, "status": "trash"}
        self._tell("order.deleted", {"id": id})
        return order

    def refund(self, id: int, posted: Any) -> Any:
        order, at = copy.deepcopy(self.order(id)), self._at()
        done = sum((Decimal(one["amount"]) for one in self.refunds.get(id, [])), Decimal(0))
        amount, left = self._exact(posted.get("amount") or "0"), Decimal(order["total"]) - done
        if amount > left or amount < 0:
            raise Refused(500, "woocommerce_rest_cannot_create_order_refund", "Invalid refund amount.")
        pays = posted.get("api_refund") is not False
        if pays and (order["payment_method"] in self.one_way or not order["payment_method"]):
            raise Refused(500, "woocommerce_rest_cannot_create_order_refund",
                          "The payment gateway for this order does not support automatic refunds.")  # fmt: skip
        made = {
            "id": self._id(), "date_created": self._date(at), "date_created_gmt": self._date(at), "amount": self._text(amount),
            "reason": posted.get("reason") or "", "refunded_by": 1, "refunded_payment": pays,
            "meta_data": self._meta([], posted.get("meta_data") or []), "line_items": [], "shipping_lines": [], "fee_lines": [],
            "_links": self._links(f"orders/{id}/refunds", self._last),
        }  # fmt: skip
        named = {int(one["id"]): one for one in posted.get("line_items") or []}
        for kind in ("line_items", "shipping_lines", "fee_lines"):
            made[kind] = [self._back(item, named[item["id"]]) for item in order[kind] if item["id"] in named]
        if posted.get("api_restock") is not False:
            for one in made["line_items"]:
                self._restock(one, -int(one["quantity"]))
        self.refunds.setdefault(id, []).append(made)
        order["refunds"].insert(0, {"id": made["id"], "reason": made["reason"], "total": self._text(-amount)})
        if amount == left:
            order["status"] = "refunded"
        self._saved(order)
        return made

    def create_coupon(self, posted: Any) -> Any:
        code, at = str(posted.get("code", "")).lower(), self._at()
        if not code:
            raise Refused(400, "rest_missing_callback_param", "Missing parameter(s): code")
        if any(one["code"] == code for one in self.coupons.values()):
            raise Refused(400, "woocommerce_rest_coupon_code_already_exists", "The coupon code already exists")
        id = self._id()
        self.coupons[id] = {
            "id": id, "code": code, "amount": self._text(self._exact(posted.get("amount") or "0")), **self._dates(at),
            "discount_type": posted.get("discount_type", "fixed_cart"), "description": posted.get("description", ""),
            "date_expires_gmt": posted.get("date_expires_gmt"), "usage_count": 0, "usage_limit": posted.get("usage_limit"),
            "free_shipping": bool(posted.get("free_shipping")), "minimum_amount": posted.get("minimum_amount", self._text(0)),
            "email_restrictions": posted.get("email_restrictions", []), "meta_data": self._meta([], posted.get("meta_data") or []),
            "_links": self._links("coupons", id),
        }  # fmt: skip
        return self.coupons[id]

    # --- inside ---

    def _put(self, order: Any, posted: Any) -> None:
        for name in ("customer_id", "customer_note", "payment_method", "payment_method_title", "transaction_id"):
            if name in posted:
                order[name] = posted[name]
        for name in ("billing", "shipping"):
            order[name].update({part: str(value) for part, value in (posted.get(name) or {}).items()})
        for one in posted.get("line_items") or []:
            self._item(order, one)
        for kind in ("shipping_lines", "fee_lines"):
            order[kind] += [self._charge(one, kind) for one in posted.get(kind) or []]
        order["meta_data"] = self._meta(order["meta_data"], posted.get("meta_data") or [])
        if any(name in posted for name in ("billing", "shipping", "line_items", "shipping_lines", "fee_lines")):
            self._sum(order)
        status = posted.get("status", order["status"])
        if status == "completed" and not order["date_completed_gmt"]:
            order["date_completed"] = order["date_completed_gmt"] = self._date(self._at())
        if status == "cancelled" and order["status"] not in ("cancelled", "refunded"):
            for one in order["line_items"]:
                self._restock(one, int(one["quantity"]))
        order["status"] = status

    def _item(self, order: Any, posted: Any) -> None:
        lines = order["line_items"]
        if "id" in posted:
            found = next((one for one in lines if one["id"] == int(posted["id"])), None)
            if found is None:
                raise Refused(
                    400, "woocommerce_rest_invalid_item_id", "Order item ID provided is not associated with order."
                )
            if posted.get("quantity") == 0 or ("product_id" in posted and posted["product_id"] is None):
                lines.remove(found)
                return
            found.update({name: posted[name] for name in ("quantity",) if name in posted})
            found.update(
                {name: self._text(self._exact(posted[name])) for name in ("total", "subtotal") if name in posted}
            )
            return
        variation = self.variations.get(int(posted.get("variation_id") or 0))
        thing = variation or self.products.get(int(posted["product_id"]))
        if thing is None:
            raise Refused(400, "woocommerce_rest_invalid_product_id", "Product ID is not valid.")
        quantity = int(posted.get("quantity", 1))
        net = self._text(self._exact(thing["price"]) * quantity)
        meta = [{"id": self._id(), "key": "pa_size", "value": one["option"], "display_key": "Size", "display_value": one["option"]}
                for one in thing.get("attributes") or []]  # fmt: skip
        self._restock({"product_id": posted["product_id"], "variation_id": posted.get("variation_id") or 0}, -quantity)
        lines.append(
            {"id": self._id(), "name": thing["name"] if not variation else f"{self.products[variation['parent_id']]['name']} - {thing['name']}",
                "parent_name": self.products[variation["parent_id"]]["name"] if variation else None, "product_id": int(posted["product_id"]),
             "variation_id": int(posted.get("variation_id") or 0), "quantity": quantity, "tax_class": "",
             "subtotal": posted.get("subtotal", net), "subtotal_tax": self._text(0), "total": posted.get("total", net),
             "total_tax": self._text(0), "taxes": [], "meta_data": meta, "sku": thing["sku"], "price": float(thing["price"])}
        )  # fmt: skip

    def _charge(self, posted: Any, kind: str) -> Any:
        net = self._text(self._exact(posted.get("total") or "0"))
        made = {"id": self._id(), "total": net, "total_tax": self._text(0), "taxes": [], "meta_data": []}
        if kind == "fee_lines":
            return {
                **made,
                "name": posted.get("name", "Fee"),
                "tax_status": posted.get("tax_status", "taxable"),
                "tax_class": "",
            }
        return {**made, "method_title": posted.get("method_title", ""), "method_id": posted.get("method_id", "")}

    def _sum(self, order: Any) -> None:
        for kind in ("line_items", "shipping_lines", "fee_lines"):
            for item in order[kind]:
                share = Decimal(0) if item.get("tax_status") == "none" else self.tax
                tax = self._exact(Decimal(item["total"]) * share)
                item["total_tax"] = self._text(tax)
                before = self._text(self._exact(Decimal(item.get("subtotal", item["total"])) * share))
                item["taxes"] = [{"id": _RATE, "total": str(tax), "subtotal": before}] if share else []
                if "subtotal" in item:
                    item["subtotal_tax"] = before
        kinds = ("line_items", "shipping_lines", "fee_lines")
        nets = {kind: sum((Decimal(one["total"]) for one in order[kind]), Decimal(0)) for kind in kinds}
        taxes = {kind: sum((Decimal(one["total_tax"]) for one in order[kind]), Decimal(0)) for kind in kinds}
        order["shipping_total"], order["shipping_tax"] = (
            self._text(nets["shipping_lines"]),
            self._text(taxes["shipping_lines"]),
        )
        order["cart_tax"] = self._text(taxes["line_items"] + taxes["fee_lines"])
        order["total_tax"] = self._text(sum(taxes.values(), Decimal(0)))
        order["total"] = self._text(sum(nets.values(), Decimal(0)) + sum(taxes.values(), Decimal(0)))

    def _back(self, item: Any, posted: Any) -> Any:
        """An item of a refund: what it pays back below nothing, and which item that was."""
        taxes = [
            {"id": int(one["id"]), "total": str(-self._exact(one["refund_total"]))}
            for one in posted.get("refund_tax") or []
        ]
        tax = sum((Decimal(str(one["total"])) for one in taxes), Decimal(0))
        net = self._text(-self._exact(posted.get("refund_total") or "0"))
        made = {**copy.deepcopy(item), "id": self._id(), "total": net, "total_tax": self._text(tax), "taxes": taxes}
        made["meta_data"] = [{"id": self._id(), "key": "_refunded_item_id", "value": str(item["id"])}]
        if "quantity" in item:
            made |= {"quantity": -int(posted.get("quantity") or 0), "subtotal": net, "subtotal_tax": self._text(tax)}
        return made

    def _restock(self, item: Any, pieces: int) -> None:
        thing = self.variations.get(int(item["variation_id"])) or self.products.get(int(item["product_id"]))
        if thing is not None and thing["manage_stock"]:
            thing["stock_quantity"] += pieces

    def _pay(self, order: Any) -> None:
        order["date_paid"] = order["date_paid_gmt"] = self._date(self._at())
        order["transaction_id"] = order["transaction_id"] or f"ch_{order['id']}"
        if order["status"] == "pending":
            order["status"] = "processing"

    def _saved(self, order: Any) -> Any:
        order["date_modified"] = order["date_modified_gmt"] = self._date(self._at())
        self.orders[order["id"]] = order
        self._tell("order.updated", order)
        return order

    def _meta(self, kept: list[Any], posted: Sequence[Any]) -> list[Any]:
        for one in posted:
            found = next((old for old in kept if old["key"] == one["key"]), None)
            if found is None:
                kept.append({"id": self._id(), "key": one["key"], "value": one["value"]})
            else:
                found["value"] = one["value"]
        return kept

    def _id(self) -> int:
        self._last += 1
        return self._last

    def _date(self, at: float) -> str:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S")

    def _dates(self, at: float) -> dict[str, str]:
        return dict.fromkeys(("date_created", "date_created_gmt", "date_modified", "date_modified_gmt"), self._date(at))

    def _exact(self, value: Any) -> Decimal:
        return Decimal(str(value)).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)

    def _text(self, value: Any) -> str:
        return f"{self._exact(value):f}"


def _thing(id: int, name: str, price: str, sku: str) -> Any:
    return {
        "id": id, "name": name, "slug": f"thing-{id}", "status": "publish", "sku": sku, "price": price, "regular_price": price,
        "purchasable": True, "manage_stock": False, "stock_quantity": None, "stock_status": "instock", "attributes": [],
    }  # fmt: skip
