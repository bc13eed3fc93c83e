"""What a carrier is: a folder with an object of this shape, and one line in `pyproject.toml` that names the folder.

    [project.entry-points."shopkeeper.carriers"]
    pigeon = "shopkeeper.commerce.carriers.pigeon"      # the module has an attribute `carrier`

`verify` and `parse` are pure: no network, no database, no clock. What a service can do beyond is one of the small optional
protocols below; we ask with isinstance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol, runtime_checkable

from shopkeeper.commerce.carriers.model import CarrierLink, CarrierPost, Parcel, Tracked
from shopkeeper.commerce.model import Step
from shopkeeper.commerce.model.forms import Form

GROUP = "shopkeeper.carriers"


@runtime_checkable
class Carrier(Protocol):
    """One kind of service that tells where parcels are."""

    kind: ClassVar[str]
    label: ClassVar[str]
    form: ClassVar[Form]

    def verify(self, post: CarrierPost) -> str | None:
        """Raise NotTheirs unless the service signed this. Answers its own id of the event, None where it has none."""

    def parse(self, post: CarrierPost) -> Sequence[Tracked]:
        """Their bytes in our words. Raise Ignored (with what it was) or Unreadable (with what was wrong)."""


@runtime_checkable
class Names(Protocol):
    """Names carriers its own way. `names`: its name of each, by the name that shops use (letters and digits only, small)."""

    names: ClassVar[Mapping[str, str]]


@runtime_checkable
class Tracks(Protocol):
    """Follows a parcel when it is told the number."""

    async def track(self, link: CarrierLink, parcel: Parcel) -> None:
        """Make sure it is followed; harmless twice. Raises Busy, Unavailable, CarrierRefused, CarrierNeedsOwner."""


@runtime_checkable
class Knows(Protocol):
    """Can be asked where a parcel is: what heals when its events did not reach us."""

    async def look_up(self, link: CarrierLink, parcel: Parcel) -> Sequence[Tracked]:
        """What it knows now; nothing where it knows no such parcel. Raises as `track`, and Unavailable for what cannot be read."""


@runtime_checkable
class TriesOut(Protocol):
    """Can say in plain words whether its key works."""

    async def try_out(self, link: CarrierLink) -> Sequence[Step]:
        """One step per thing tried, in order. Raises as `track`."""
