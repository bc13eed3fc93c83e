"""Exports we know by their columns, with what their names do not tell: which column means something else there, and how it writes.

Shopify: https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders and …/customers/import-export-customers
(one row for each thing bought, what is of the order on its first row alone). WooCommerce:
https://woocommerce.com/document/import-and-export-of-woocommerce-orders/ , and its "advanced export", which can leave all of the order
but its first row empty. Amazon: "Order reports" and "All orders report" of Seller
Central (amounts are of all pieces, not of one). eBay: Seller Hub "Orders report" and the Merchant Integration Platform's,
https://developer.ebay.com/api-docs/user-guides/static/mip-user-guide/mip-definitions-order-report.html . Etsy: "Orders" and
"Order items" of Shop Manager's "Download your data".
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from shopkeeper.commerce.adapters.csv_files.values import plain
from shopkeeper.commerce.model.files import DateOrder, FileKind, FilePlan


class Export(Struct, frozen=True, kw_only=True):
    """`has`: the columns that tell it. `means`: columns that mean something else than their name, "" for nothing at all.

    `goes_on`: rows after the first of an order may leave everything of the order empty, its number too.
    """

    name: str
    kind: FileKind
    has: frozenset[str]
    means: dict[str, str] = {}
    one_row: bool = False
    dates: DateOrder | None = None
    taxed: bool = True
    goes_on: bool = False


def _columns(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))


EXPORTS = (
    Export(
        name="shopify", kind=FileKind.orders, has=_columns("name|financial status|lineitem quantity|lineitem name|lineitem price"),
        means={
            "name": "number", "id": "", "taxes": "tax", "billing street": "", "shipping street": "", "outstanding balance": "",
            "lineitem discount": "", "payment reference": "", "source": "", "vendor": "",
            "lineitem fulfillment status": "line_state", "shipping": "shipping", "payment id": "", "location": "",
        },
        dates=DateOrder.ymd, goes_on=True,
    ),
    Export(
        name="shopify", kind=FileKind.customers, has=_columns("first name|last name|email|total spent|total orders"),
        means={"default address province code": "region", "note": "note"},
    ),
    Export(
        name="shopify", kind=FileKind.products, has=_columns("handle|title|variant sku|variant price"),
        means={"handle": "product_id", "option1 value": "variant", "option2 value": "variant2", "option3 value": "variant3"},
    ),
    Export(
        name="woocommerce", kind=FileKind.orders, has=_columns("order id|order number|order total|order currency|billing email"),
        means={"order id": "", "order number": "number", "cart discount": "", "order discount": "", "discount total": "discount",
               "customer email": "", "billing email": "email", "order key": "", "shipping tax total": "", "fee total": ""},
        one_row=True,
    ),
    Export(
        name="woocommerce", kind=FileKind.orders, has=_columns("order number|order status|order date|email billing|item name"),
        goes_on=True,
    ),
    Export(
        name="woocommerce", kind=FileKind.products, has=_columns("sku|name|regular price|in stock|stock"),
        means={"id": "product_id", "in stock": "", "sale price": "", "parent": "", "type": ""},
    ),
    Export(
        name="amazon", kind=FileKind.orders, has=_columns("order id|order item id|purchase date|item price|quantity purchased"),
        means={"item price": "line_total", "shipping price": "line_shipping", "shipping tax": "line_shipping_tax", "recipient name": "ship_name",
               "order item id": "line_id", "item promotion discount": "line_discount", "ship promotion discount": "", "buyer phone number": "phone",
               "ship service level": "shipping_method", "sales channel": ""},
        taxed=False,
    ),
    Export(
        name="amazon", kind=FileKind.orders, has=_columns("amazon order id|purchase date|order status|item price|ship service level"),
        means={"item price": "line_total", "shipping price": "line_shipping", "shipping tax": "line_shipping_tax", "product name": "title",
               "merchant order id": "", "item promotion discount": "line_discount", "ship promotion discount": "", "asin": "product_id",
               "item status": "line_state", "order status": "status", "last updated date": "", "sales channel": "", "order channel": ""},
        taxed=False,
    ),
    Export(
        name="ebay", kind=FileKind.orders, has=_columns("order number|buyer username|item title|custom label|sold for"),
        means={"sales record number": "", "sold for": "unit_price", "total price": "total", "custom label": "sku", "item number": "product_id",
               "buyer username": "customer_id", "ebay collected tax": "line_tax", "transaction id": "line_id", "shipping and handling": "shipping",
               "seller collected tax": "", "item location": "", "item country": "", "item zip code": "", "shipping service": "shipping_method"},
        dates=DateOrder.mdy, taxed=False,
    ),
    Export(
        name="etsy", kind=FileKind.orders, has=_columns("sale date|item name|buyer|item total|order id|listing id"),
        means={"price": "unit_price", "item total": "line_total", "order shipping": "shipping", "order sales tax": "tax",
               "transaction id": "line_id", "buyer": "customer_id", "discount amount": "line_discount", "variations": "variant",
               "coupon details": "", "shipping discount": "", "listing id": "product_id", "inperson discount": "", "order type": ""},
        dates=DateOrder.mdy, taxed=False,
    ),
    Export(
        name="etsy", kind=FileKind.orders, has=_columns("sale date|order id|full name|number of items|order value|order total"),
        means={"street 1": "ship_line1", "street 2": "ship_line2", "buyer": "", "buyer user id": "customer_id", "order value": "subtotal",
               "number of items": "", "adjusted order total": "", "card processing fees": "", "order net": "", "coupon details": "",
               "status": "", "inperson discount": "", "order type": "", "shipping discount": "", "sku": "items"},
        one_row=True, dates=DateOrder.mdy, taxed=False,
    ),
)  # fmt: skip


def known(headers: Sequence[str]) -> Export | None:
    """The export these columns are of; the one that asks for most of them."""
    names = {plain(one) for one in headers}
    fitting = [one for one in EXPORTS if one.has <= names]
    return max(fitting, key=lambda one: len(one.has), default=None)


def told(plan: FilePlan, export: Export) -> FilePlan:
    """The plan with what the export's own documents say."""
    return structs.replace(
        plan, kind=export.kind, one_row=export.one_row, taxed=export.taxed, dates=export.dates or plan.dates
    )
