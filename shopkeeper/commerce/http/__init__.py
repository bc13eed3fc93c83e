"""The routes of this room: parse, verb, show."""

from shopkeeper.commerce.http import actions, hooks, orders, policy, stores

routes = [*stores.routes, *hooks.routes, *orders.routes, *actions.routes, *policy.routes]
