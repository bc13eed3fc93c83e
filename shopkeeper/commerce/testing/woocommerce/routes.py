"""The routes of wc/v3, their lists, paging and refusals, as documented."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from shopkeeper.commerce.testing.woocommerce.posting import Refused
from shopkeeper.commerce.testing.woocommerce.shop import Shop

Params = Mapping[str, str]


class Found(Struct, frozen=True):
    body: Any
    status: int = 200
    headers: dict[str, str] = {}


def answer(shop: Shop, method: str, path: str, params: Params, posted: Any) -> Found:
    """Raises Refused."""
    rest = path.removeprefix("/wp-json/wc/v3/")
    for way, pattern, do in _ROUTES:
        found = re.fullmatch(pattern, rest)
        if way == method and found and rest != path:
            return do(shop, params, posted, *map(int, found.groups()))
    raise Refused(404, "rest_no_route", "No route was found matching the URL and request method.")


def _page(shop: Shop, rows: Iterable[Any], params: Params, path: str) -> Found:
    """`per_page` up to 100, `page`, X-WP-Total, X-WP-TotalPages, Link (Introduction, Pagination)."""
    every = list(rows)
    size, at = int(params.get("per_page", "10")), int(params.get("page", "1"))
    if not 1 <= size <= 100:
        raise Refused(400, "rest_invalid_param", "Invalid parameter(s): per_page")
    pages = -(-len(every) // size)
    links = [f'<{shop.url}/wp-json/wc/v3/{path}?page={n}>; rel="{rel}"'
             for n, rel in ((at - 1, "prev"), (at + 1, "next")) if 1 <= n <= pages]  # fmt: skip
    headers = {
        "X-WP-Total": str(len(every)),
        "X-WP-TotalPages": str(pages),
        **({"Link": ", ".join(links)} if links else {}),
    }
    return Found(every[(at - 1) * size : at * size], headers=headers)


def _orders(shop: Shop, params: Params, posted: Any) -> Found:
    rows = [one for one in shop.orders.values() if one["status"] != "trash"]
    if params.get("status", "any") != "any":
        rows = [one for one in rows if one["status"] in params["status"].split(",")]
    if "customer" in params:
        rows = [one for one in rows if str(one["customer_id"]) == params["customer"]]
    if "search" in params:
        rows = [one for one in rows if params["search"].lower() in " ".join(map(str, one["billing"].values())).lower()]
    if "modified_after" in params:
        zone = "date_modified_gmt" if params.get("dates_are_gmt") == "true" else "date_modified"
        rows = [one for one in rows if one[zone] > params["modified_after"]]
    by = {"date": "date_created_gmt", "modified": "date_modified_gmt", "id": "id"}[params.get("orderby", "date")]
    rows.sort(key=lambda one: (one[by], one["id"]), reverse=params.get("order", "desc") == "desc")
    return _page(shop, rows, params, "orders")


def _order(shop: Shop, params: Params, posted: Any, id: int) -> Found:
    return Found(shop.order(id))


def _new_order(shop: Shop, params: Params, posted: Any) -> Found:
    return Found(shop.create_order(posted), 201)


def _edit_order(shop: Shop, params: Params, posted: Any, id: int) -> Found:
    return Found(shop.edit_order(id, posted))


def _delete_order(shop: Shop, params: Params, posted: Any, id: int) -> Found:
    return Found(shop.delete_order(id, force=params.get("force") == "true"))


def _refunds(shop: Shop, params: Params, posted: Any, id: int) -> Found:
    shop.order(id)
    return _page(shop, reversed(shop.refunds.get(id, [])), params, f"orders/{id}/refunds")


def _new_refund(shop: Shop, params: Params, posted: Any, id: int) -> Found:
    return Found(shop.refund(id, posted), 201)


def _customers(shop: Shop, params: Params, posted: Any) -> Found:
    rows = [one for one in shop.customers.values() if params.get("email") in (None, one["email"])]
    return _page(shop, sorted(rows, key=lambda one: int(one["id"])), params, "customers")


def _customer(shop: Shop, params: Params, posted: Any, id: int) -> Found:
    return Found(_one(shop.customers, id))


def _edit_customer(shop: Shop, params: Params, posted: Any, id: int) -> Found:
    _one(shop.customers, id)
    return Found(shop.edit_customer(id, posted))


def _products(shop: Shop, params: Params, posted: Any) -> Found:
    rows = list(shop.products.values())
    if "include" in params:
        rows = [one for one in rows if str(one["id"]) in params["include"].split(",")]
    if "search" in params:
        rows = [one for one in rows if params["search"].lower() in one["name"].lower()]
    if "sku" in params:
        rows = [one for one in rows if one["sku"] in params["sku"].split(",")]
    return _page(shop, rows, params, "products")


def _product(shop: Shop, params: Params, posted: Any, id: int) -> Found:
    return Found(_one(shop.products, id))


def _variations(shop: Shop, params: Params, posted: Any, id: int) -> Found:
    rows = [shop.variations[one] for one in _one(shop.products, id)["variations"]]
    if "include" in params:
        rows = [one for one in rows if str(one["id"]) in params["include"].split(",")]
    return _page(shop, rows, params, f"products/{id}/variations")


def _coupons(shop: Shop, params: Params, posted: Any) -> Found:
    rows = [one for one in shop.coupons.values() if params.get("code", one["code"]).lower() == one["code"]]
    return _page(shop, rows, params, "coupons")


def _new_coupon(shop: Shop, params: Params, posted: Any) -> Found:
    return Found(shop.create_coupon(posted), 201)


def _currency(shop: Shop, params: Params, posted: Any) -> Found:
    return Found({"code": shop.currency, "name": shop.currency, "symbol": ""})


def _webhooks(shop: Shop, params: Params, posted: Any) -> Found:
    return _page(shop, [shop.shown_hook(one) for one in shop.webhooks.values()], params, "webhooks")


def _new_webhook(shop: Shop, params: Params, posted: Any) -> Found:
    return Found(shop.create_webhook(posted), 201)


def _edit_webhook(shop: Shop, params: Params, posted: Any, id: int) -> Found:
    return Found(shop.edit_webhook(id, posted))


def _delete_webhook(shop: Shop, params: Params, posted: Any, id: int) -> Found:
    if params.get("force") != "true":
        raise Refused(501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.")
    return Found(shop.shown_hook(shop.webhooks.pop(id)))


def _one(things: Mapping[int, Any], id: int) -> Any:
    if id not in things:
        raise Refused(404, "woocommerce_rest_invalid_id", "Invalid resource ID.")
    return things[id]


_ROUTES: tuple[tuple[str, str, Callable[..., Found]], ...] = (
    ("GET", r"orders", _orders),
    ("POST", r"orders", _new_order),
    ("GET", r"orders/(\d+)", _order),
    ("PUT", r"orders/(\d+)", _edit_order),
    ("DELETE", r"orders/(\d+)", _delete_order),
    ("GET", r"orders/(\d+)/refunds", _refunds),
    ("POST", r"orders/(\d+)/refunds", _new_refund),
    ("GET", r"customers", _customers),
    ("GET", r"customers/(\d+)", _customer),
    ("PUT", r"customers/(\d+)", _edit_customer),
    ("GET", r"products", _products),
    ("GET", r"products/(\d+)", _product),
    ("GET", r"products/(\d+)/variations", _variations),
    ("GET", r"coupons", _coupons),
    ("POST", r"coupons", _new_coupon),
    ("GET", r"data/currencies/current", _currency),
    ("GET", r"webhooks", _webhooks),
    ("POST", r"webhooks", _new_webhook),
    ("PUT", r"webhooks/(\d+)", _edit_webhook),
    ("DELETE", r"webhooks/(\d+)", _delete_webhook),
)
