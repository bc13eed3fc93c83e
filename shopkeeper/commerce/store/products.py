"""What stores sell that cannot be asked."""

from __future__ import annotations

import hashlib

from sqlalchemy import bindparam, select

from shopkeeper.commerce.model import Product
from shopkeeper.commerce.store.tables import product_table
from shopkeeper.kit.db import Hot, Tx, upsert
from shopkeeper.kit.text import from_json, normal, to_json

p = product_table.c

_COLUMNS = [column.name for column in product_table.columns]
_CHANGED = ["version", "words", "snapshot"]
_PUT = Hot(
    upsert(product_table, {name: bindparam(name) for name in _COLUMNS}, on=["store_id", "external_id"], set_=_CHANGED)
)


def put(tx: Tx, store_id: str, product: Product) -> None:
    """As it is told now."""
    snapshot = to_json(product)
    tx.run(
        _PUT, store_id=store_id, external_id=product.id, version=version(snapshot), words=_words(product),
        snapshot=snapshot,
    )  # fmt: skip


def version(snapshot: str) -> str:
    """Recognises what was told."""
    return hashlib.blake2b(snapshot.encode(), digest_size=12).hexdigest()


def versions(tx: Tx, store_id: str, ids: list[str]) -> dict[str, str]:
    """Of the products known, the version we hold."""
    query = select(p.external_id, p.version).where(p.store_id == store_id, p.external_id.in_(ids))
    return {row.external_id: row.version for row in tx.all(query)}


def search(tx: Tx, store_id: str, words: str, limit: int) -> list[Product]:
    """Products that hold all the words, by name."""
    query = select(p.snapshot).where(p.store_id == store_id)
    for word in normal(words).split():
        query = query.where(p.words.contains(word, autoescape=True))
    rows = tx.all(query.order_by(p.words).limit(limit))
    return [from_json(row.snapshot, Product) for row in rows]


def _words(product: Product) -> str:
    kinds = " ".join(f"{one.id} {one.sku} {' '.join(one.options.values())}" for one in product.variants)
    return normal(f"{product.title} {product.id} {kinds}")[:2_000]
