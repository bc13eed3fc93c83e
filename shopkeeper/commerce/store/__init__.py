"""Every table and every query of this room. Nobody else writes SQL on them."""

from shopkeeper.commerce.store import (
    carriers,
    carts,
    customers,
    deliveries,
    given,
    intents,
    orders,
    parcels,
    pins,
    policies,
    products,
    shops,
    sign_ins,
    tables,
)

__all__ = [
    "carriers",
    "carts",
    "customers",
    "deliveries",
    "given",
    "intents",
    "orders",
    "parcels",
    "pins",
    "policies",
    "products",
    "shops",
    "sign_ins",
    "tables",
]
