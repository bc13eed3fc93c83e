"""AfterShip trackings and their webhooks: https://www.aftership.com/docs/tracking/2026-07/"""

from shopkeeper.commerce.carriers.aftership.adapter import AfterShip

carrier = AfterShip()

__all__ = ["AfterShip", "carrier"]
