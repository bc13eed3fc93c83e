"""Shippo's words for where a parcel is: https://docs.goshippo.com/docs/tracking/tracking/#event-definitions"""

from shopkeeper.commerce.carriers.reading import Vocabulary
from shopkeeper.commerce.model import ParcelState as State

WORDS = Vocabulary(
    states={
        "UNKNOWN": State.unknown,
        "PRE_TRANSIT": State.label_created,
        "TRANSIT": State.in_transit,
        "DELIVERED": State.delivered,
        # "En route to be returned to the sender, or returned": it is told apart by what comes after it.
        "RETURNED": State.returning,
        "FAILURE": State.exception,
    },
    details={
        "information_received": None,
        "address_issue": State.exception,
        "contact_carrier": State.exception,
        "delayed": None,
        "delivery_attempted": State.attempted,
        "delivery_rescheduled": None,
        "delivery_scheduled": None,
        "location_inaccessible": State.attempted,
        "notice_left": State.attempted,
        "out_for_delivery": State.out_for_delivery,
        "package_accepted": None,
        "package_arrived": None,
        "package_damaged": State.exception,
        "package_departed": None,
        "package_forwarded": None,
        "package_held": State.exception,
        "package_processed": None,
        "package_processing": None,
        "pickup_available": State.ready_for_pickup,
        "reschedule_delivery": State.attempted,
        "delivered": None,
        "return_to_sender": State.returning,
        "package_unclaimed": State.returning,
        "package_undeliverable": State.exception,
        "package_disposed": State.lost,
        "package_lost": State.lost,
        "other": None,
    },
)
