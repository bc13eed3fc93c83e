"""EasyPost's words for where a parcel is: https://docs.easypost.com/docs/trackers, `status` and `status_detail`."""

from shopkeeper.commerce.carriers.reading import Vocabulary
from shopkeeper.commerce.model import ParcelState as State

WORDS = Vocabulary(
    states={
        "unknown": State.unknown,
        "pre_transit": State.label_created,
        "in_transit": State.in_transit,
        "out_for_delivery": State.out_for_delivery,
        "delivered": State.delivered,
        "available_for_pickup": State.ready_for_pickup,
        "return_to_sender": State.returning,
        "failure": State.exception,
        "cancelled": State.cancelled,
        # EasyPost itself could not read what the carrier said: nothing happened to the parcel.
        "error": State.unknown,
    },
    details={
        "address_correction": None,
        "arrived_at_destination": None,
        "arrived_at_facility": None,
        "arrived_at_pickup_location": State.ready_for_pickup,
        "awaiting_information": State.exception,
        "cancelled": State.cancelled,
        "damaged": State.exception,
        "delayed": None,
        "delivery_exception": State.exception,
        "departed_facility": None,
        "departed_origin_facility": None,
        "expired": None,
        "failure": State.exception,
        "held": State.exception,
        "in_transit": None,
        "label_created": None,
        "lost": State.lost,
        "missorted": None,
        "out_for_delivery": State.out_for_delivery,
        "received_at_destination_facility": None,
        "received_at_origin_facility": None,
        "refused": State.exception,
        "return": State.returning,
        "status_update": None,
        "transferred_to_destination_carrier": None,
        "transit_exception": State.exception,
        "unknown": None,
        "weather_delay": None,
    },
)
