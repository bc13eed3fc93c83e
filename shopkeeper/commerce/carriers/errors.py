"""What can go wrong between us and a service that follows parcels."""

from __future__ import annotations

from shopkeeper.kit import errors


class NoSuchCarrier(errors.NotFound):
    """There is no such carrier account here."""


class NoSuchCarrierKind(errors.Invalid):
    """This installation has no carrier of that kind."""


class NoSuchEvent(errors.NotFound):
    """There is no such thing in quarantine; it may have been taken in meanwhile."""


class CarrierRefused(errors.Invalid):
    """The carrier's service said no; `detail` is what it said. Trying again will not help."""


class CarrierNeedsOwner(errors.Conflict):
    """The carrier's service does not let us in any more. An administrator must give it a new key in Settings, Carriers."""


class NotTheirs(errors.Forbidden):
    """The carrier's service did not sign this."""
