"""Customers and products: one row each, or for a product one for each of its kinds."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from shopkeeper.commerce.adapters.csv_files.orders import address, customer_key, link, listed, place_of, version
from shopkeeper.commerce.adapters.csv_files.rows import Row
from shopkeeper.commerce.adapters.csv_files.sheet import Notes, Reader, Sheet, column_of, told
from shopkeeper.commerce.adapters.csv_files.values import bare
from shopkeeper.commerce.model.buyers import Customer
from shopkeeper.commerce.model.orders import Product, Variant
from shopkeeper.kit.text import mask_cards

_OPTIONS = ("variant", "variant2", "variant3")


def customer_of(of: Sheet, rows: Sequence[Row], notes: Notes) -> Customer | None:
    """The customer, or None where nothing says who it is."""
    cells = Reader(of, told(rows, of.whole), rows[0].line, notes)
    email, phone = address(cells), bare(cells.text("phone"))
    key = customer_key(of, cells.text("customer_id"), email, phone)
    if not key:
        notes.says(cells.line, "nobody", column_of(of, "email"), cells.text("email"), skipped=True)
        return None
    currency = (cells.text("currency") or of.plan.currency).upper()
    place = place_of(cells, "", cells.name())
    customer = Customer(
        external_id=key, name=cells.name(), email=email, phone=phone, verified_email=bool(cells.truth("verified_email")),
        locale=cells.text("locale")[:20] or None, place=place, places=(place,) if place else (), orders_count=cells.count("orders_count"),
        spend=cells.money("spend", currency), store_credit=cells.money("store_credit", currency),
        loyalty_tier=cells.text("loyalty_tier") or None, loyalty_points=cells.count("loyalty_points"), tags=listed(cells.text("tags")),
        note=mask_cards(cells.text("note")), accepts_marketing=cells.truth("accepts_marketing"), created_at=cells.moment("created_at"),
    )  # fmt: skip
    return structs.replace(customer, version=version(customer))


def product_of(of: Sheet, rows: Sequence[Row], notes: Notes) -> Product | None:
    """The product with its kinds."""
    cells = Reader(of, told(rows, of.whole), rows[0].line, notes)
    title = cells.text("title")
    if not title:
        notes.says(cells.line, "no_title", column_of(of, "title"), skipped=True)
        return None
    id = cells.text("product_id") or title
    variants = [_variant(of, row, notes, id, title, place) for place, row in enumerate(rows, start=1)]
    image = next((one.image_url for one in variants if one.image_url), None)
    return Product(
        id=id, title=title, url=link(cells.text("url")), image_url=image, tags=listed(cells.text("tags")),
        variants=tuple(one for one in variants if len(rows) == 1 or one.sku or one.options or one.price),
    )  # fmt: skip


def _variant(of: Sheet, row: Row, notes: Notes, product_id: str, title: str, place: int) -> Variant:
    cells = Reader(of, told([row], (*of.lines, *(one for one in of.whole if one[0] == "currency"))), row.line, notes)
    currency = (cells.text("currency") or of.plan.currency).upper()
    options = {column_of(of, name): cells.text(name) for name in _OPTIONS if cells.text(name)}
    stock = (
        cells.count("stock") if any(map(str.isdigit, cells.text("stock"))) and "-" not in cells.text("stock") else None
    )
    own = cells.text("variant_id") or cells.text("sku") or (product_id if place == 1 else f"{product_id} {place}")
    return Variant(
        id=own, product_id=product_id, title=title, price=cells.sum("price", currency), options=options, sku=cells.text("sku"),
        available=stock is None or stock > 0, stock=stock, image_url=link(cells.text("image_url")),
    )  # fmt: skip
