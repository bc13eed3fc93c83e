"""AfterShip: its webhooks are signed, its trackings are made once for each number."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from shopkeeper.commerce import wording
from shopkeeper.commerce.carriers.aftership.form import FORM
from shopkeeper.commerce.carriers.aftership.states import WORDS
from shopkeeper.commerce.carriers.asking import accepted, ask, key_of, known_as, read_as
from shopkeeper.commerce.carriers.errors import NotTheirs
from shopkeeper.commerce.carriers.model import CarrierLink, CarrierPost, Parcel, Tracked
from shopkeeper.commerce.carriers.reading import (
    LONGEST_PLACE,
    LONGEST_WORDS,
    day,
    event_of,
    moment,
    part,
    parts,
    place,
    text,
    unique,
)
from shopkeeper.commerce.carriers.scanning import with_summary
from shopkeeper.commerce.errors import Ignored
from shopkeeper.commerce.model import ParcelState, Scan, Step

API = "https://api.aftership.com"
VERSION = "2026-07"
SECRET = "webhook"
_EVENTS = frozenset({"tracking_update", "edd_revise", "tracking_pending_time"})
# https://www.aftership.com/docs/tracking/2026-07/quickstart/request-errors: "Tracking already exists."
_KNOWN_ALREADY = 4003
# Not where it is, but how long AfterShip has heard nothing.
_SILENT = frozenset({"Pending", "Expired"})
_NAMES = {
    "usps": "usps", "ups": "ups", "fedex": "fedex", "dhlexpress": "dhl", "dhl": "dhl", "dhlpaket": "dhl-germany",
    "dhlgermany": "dhl-germany", "deutschepost": "deutsch-post", "dpd": "dpd", "gls": "gls", "hermes": "hermes-de",
    "royalmail": "royal-mail", "evri": "hermes", "postnl": "postnl", "bpost": "bpost", "canadapost": "canada-post",
    "australiapost": "australia-post", "laposte": "la-poste-colissimo", "colissimo": "la-poste-colissimo", "correos": "spain-correos-es",
    "chronopost": "chronopost-france", "poczta": "poczta-polska", "inpost": "inpost-paczkomaty",
}  # fmt: skip


class AfterShip:
    """Has the shapes of Carrier, Names, Tracks, Knows and TriesOut. `api` is where it is reached."""

    kind: ClassVar[str] = "aftership"
    label: ClassVar[str] = "AfterShip"
    form = FORM
    names: ClassVar[Mapping[str, str]] = _NAMES

    def __init__(self, api: str = API) -> None:
        self.api = api

    def verify(self, post: CarrierPost) -> str | None:
        """https://www.aftership.com/docs/tracking/webhook/webhook-signature: base64 of the body's HMAC-SHA256."""
        secret = post.secrets.get(SECRET, "")
        given = post.headers.get("aftership-hmac-sha256", "")
        if not secret or not hmac.compare_digest(signature(secret, post.body).encode(), given.encode()):
            raise NotTheirs
        return None

    def parse(self, post: CarrierPost) -> Sequence[Tracked]:
        return event_of(post, lambda raw: _told(raw, post.received_at))

    async def track(self, link: CarrierLink, parcel: Parcel) -> None:
        """https://www.aftership.com/docs/tracking/2026-07/trackings/create-a-tracking; 4003 says that it is followed already."""
        slug = known_as(link, parcel.carrier, _NAMES)
        told = {"slug": slug, "order_number": parcel.order_number, "tracking_postal_code": parcel.postcode}
        wanted = {"tracking_number": parcel.number, **{name: value for name, value in told.items() if value}}
        status, said = await ask(
            link, "POST", f"{self.api}/tracking/{VERSION}/trackings", headers=_auth(link), json=wanted
        )  # fmt: skip
        meta = said.get("meta")
        meta = meta if isinstance(meta, dict) else {}
        if meta.get("code") != _KNOWN_ALREADY:
            accepted(link, status, str(meta.get("message", "")))

    async def look_up(self, link: CarrierLink, parcel: Parcel) -> Sequence[Tracked]:
        """https://www.aftership.com/docs/tracking/2026-07/trackings/get-trackings"""
        url = f"{self.api}/tracking/{VERSION}/trackings?tracking_numbers={quote(parcel.number, safe='')}"
        status, said = await ask(link, "GET", url, headers=_auth(link))
        accepted(link, status, "")
        return read_as(link, lambda: [tracked(one, link.now) for one in parts(part(said, "data"), "trackings")])

    async def try_out(self, link: CarrierLink) -> Sequence[Step]:
        status, _ = await ask(link, "GET", f"{self.api}/tracking/{VERSION}/trackings?limit=1", headers=_auth(link))
        accepted(link, status, "")
        return [wording.tried("key", "takes_numbers", name=self.label)]


def signature(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def _told(raw: Mapping[str, Any], now: int) -> Tracked:
    event = text(raw, "event")
    if event not in _EVENTS:
        raise Ignored(f"“{event}” does not concern us.")
    return tracked(part(raw, "msg"), now)


def tracked(raw: Mapping[str, Any], now: int) -> Tracked:
    """A tracking object. Raises TypeError, ValueError."""
    number, points = text(raw, "tracking_number"), parts(raw, "checkpoints")
    if not number:
        raise ValueError("no tracking_number")
    tag, subtag = text(raw, "tag"), text(raw, "subtag")
    came_back = raw.get("return_to_sender") is True
    state = ParcelState.unknown if tag in _SILENT else _named(tag, subtag, came_back=came_back)
    at = moment(text(raw, "last_updated_at") or text(raw, "updated_at"))
    scans = [scan for one in points if (scan := _scan(one)) is not None]
    return Tracked(
        number=number, carrier=text(raw, "slug"), service=text(raw, "shipment_type"),
        scans=with_summary(scans, state, at, subtag or tag, now),
        expected_on=_estimated(raw, "latest_estimated_delivery") or day(text(raw, "expected_delivery")),
        first_expected_on=_estimated(raw, "first_estimated_delivery"),
        promised_on=day(text(raw, "order_promised_delivery_date")),
        unfamiliar=unique([*WORDS.unfamiliar(tag, subtag), *(word for one in points for word in _unfamiliar(one))]),
    )  # fmt: skip


def _named(tag: str, subtag: str, *, came_back: bool) -> ParcelState:
    state = WORDS.named(tag, subtag)
    return ParcelState.returned if came_back and state is ParcelState.delivered else state


def _scan(raw: Mapping[str, Any]) -> Scan | None:
    at = moment(text(raw, "checkpoint_time"))
    tag, subtag = text(raw, "tag"), text(raw, "subtag")
    if at is None:
        return None
    where = place(text(raw, "city"), text(raw, "state"), text(raw, "country_name") or text(raw, "country_iso3"))
    words = text(raw, "message", LONGEST_WORDS)
    return Scan(
        state=WORDS.named(tag, subtag),
        at=at,
        words=words,
        place=where or text(raw, "location", LONGEST_PLACE),
        code=subtag or tag,
    )


def _unfamiliar(raw: Mapping[str, Any]) -> tuple[str, ...]:
    return WORDS.unfamiliar(text(raw, "tag"), text(raw, "subtag"))


def _estimated(raw: Mapping[str, Any], name: str) -> str | None:
    """Of a range ("datetime_min", "datetime_max") the last day."""
    found = part(raw, name)
    return day(text(found, "datetime_max"), text(found, "datetime"), text(found, "datetime_min"))


def _auth(link: CarrierLink) -> dict[str, str]:
    return {"as-api-key": key_of(link)}
