"""AfterShip's words for where a parcel is: `tag` and `subtag`.

https://www.aftership.com/docs/tracking/2026-07/enum/delivery-statuses, …/delivery-sub-statuses and …/webhook/webhook-changelog; what
the newer codes mean: https://support.aftership.com/en/article/learn-about-delivery-sub-statuses-1b0hdlx/
"""

from shopkeeper.commerce.carriers.reading import Vocabulary
from shopkeeper.commerce.model import ParcelState as State


def _codes(tag: str, *numbers: int) -> dict[str, State | None]:
    return {f"{tag}_{number:03}": None for number in numbers}


WORDS = Vocabulary(
    states={
        "Pending": State.unknown,
        "InfoReceived": State.label_created,
        "InTransit": State.in_transit,
        "OutForDelivery": State.out_for_delivery,
        "AttemptFail": State.attempted,
        "Delivered": State.delivered,
        "AvailableForPickup": State.ready_for_pickup,
        "Exception": State.exception,
        # Nothing was heard for 30 days: that says nothing of where it is.
        "Expired": State.unknown,
    },
    details={
        **_codes("Pending", *range(1, 7)),
        **_codes("InfoReceived", 1),
        **_codes("InTransit", *range(1, 14)),
        **_codes("OutForDelivery", 1, 3),
        "OutForDelivery_002": State.ready_for_pickup,  # "Available for pickup", of older trackings
        "OutForDelivery_004": State.in_transit,  # "Delivery appointment scheduled"
        **_codes("AttemptFail", 1, 2, 3),
        **_codes("Delivered", *range(1, 6)),
        **_codes("AvailableForPickup", 1),
        **_codes("Exception", *range(1, 22)),
        "Exception_010": State.returning,  # "Returning to sender"
        "Exception_011": State.returned,  # "Returned to sender"
        "Exception_013": State.lost,  # "Shipment lost"
        "Exception_020": State.cancelled,  # "Shipment cancelled"
        "Exception_021": State.lost,  # "Shipment disposed"
        **_codes("Expired", 1),
    },
)
