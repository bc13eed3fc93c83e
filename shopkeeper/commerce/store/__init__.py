"""Every table and every query of this room. Nobody else writes SQL on them."""

from shopkeeper.commerce.store import (
    carts,
    customers,
    deliveries,
    intents,
    orders,
    parcels,
    pins,
    policies,
    shops,
    tables,
)

__all__ = [
    "carts",
    "customers",
    "deliveries",
    "intents",
    "orders",
    "parcels",
    "pins",
    "policies",
    "shops",
    "tables",
]
