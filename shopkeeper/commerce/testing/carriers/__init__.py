"""Pretend services that follow parcels, over real HTTP and from their documents: EasyPost, AfterShip, Shippo.

service = PretendEasyPost(key="EZAK…", secret="…")
async with serving(service) as url:      # http://127.0.0.1:PORT
    service.sees("1Z999", "in_transit", "departed_facility", at=…)
    body, headers = service.event("1Z999", public_key)
"""

from shopkeeper.commerce.testing.carriers.server import Pretend, serving
from shopkeeper.commerce.testing.carriers.services import PretendAfterShip, PretendEasyPost, PretendShippo

__all__ = ["Pretend", "PretendAfterShip", "PretendEasyPost", "PretendShippo", "serving"]
