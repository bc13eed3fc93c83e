"""Shippo's tracking and its webhooks: https://docs.goshippo.com/tracking/tracking"""

from shopkeeper.commerce.carriers.shippo.adapter import Shippo

carrier = Shippo()

__all__ = ["Shippo", "carrier"]
