"""The routes of this room: parse, verb, show."""

from shopkeeper.commerce.http import (
    actions,
    carriers,
    files,
    hooks,
    orders,
    pictures,
    policy,
    signing_in,
    standing,
    stores,
)

routes = [
    *stores.routes,
    *hooks.routes,
    *orders.routes,
    *actions.routes,
    *policy.routes,
    *signing_in.routes,
    *standing.routes,
    *files.routes,
    *pictures.routes,
    *carriers.routes,
]
