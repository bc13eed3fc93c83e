"""Shippo: known by the secret in our own address, and signed too where the owner has Shippo do so."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from shopkeeper.commerce import wording
from shopkeeper.commerce.carriers.asking import accepted, ask, key_of, known_as, read_as
from shopkeeper.commerce.carriers.errors import CarrierRefused, NotTheirs
from shopkeeper.commerce.carriers.model import CarrierLink, CarrierPost, Parcel, Tracked
from shopkeeper.commerce.carriers.reading import LONGEST_WORDS, day, event_of, moment, part, parts, place, text, unique
from shopkeeper.commerce.carriers.scanning import seen_by
from shopkeeper.commerce.carriers.shippo.form import FORM
from shopkeeper.commerce.carriers.shippo.states import WORDS
from shopkeeper.commerce.errors import Ignored
from shopkeeper.commerce.model import Scan, Step

API = "https://api.goshippo.com"
SECRET = "webhook"
LONGEST_METADATA = 100
# https://docs.goshippo.com/tracking/tracking-carriers: the tokens of carriers.
_NAMES = {
    "usps": "usps", "ups": "ups", "fedex": "fedex", "dhlexpress": "dhl_express", "dhl": "dhl_express", "dhlecommerce": "dhl_ecommerce",
    "dhlpaket": "dhl_germany", "dhlgermany": "dhl_germany", "deutschepost": "deutsche_post", "dpduk": "dpd_uk", "dpdde": "dpd_de",
    "canadapost": "canada_post", "australiapost": "australia_post", "royalmail": "royal_mail", "hermesuk": "hermes_uk", "evri": "hermes_uk",
    "colissimo": "colissimo", "chronopost": "chronopost", "correos": "correos", "postnl": "postnl", "purolator": "purolator",
    "ontrac": "ontrac", "glsdeutschland": "gls_de", "mondialrelay": "mondial_relay", "posteitaliane": "poste_italiane", "shippo": "shippo",
}  # fmt: skip


class Shippo:
    """Has the shapes of Carrier, Names, Tracks, Knows and TriesOut. `api` is where it is reached."""

    kind: ClassVar[str] = "shippo"
    label: ClassVar[str] = "Shippo"
    form = FORM
    names: ClassVar[Mapping[str, str]] = _NAMES

    def __init__(self, api: str = API) -> None:
        self.api = api

    def verify(self, post: CarrierPost) -> str | None:
        """https://docs.goshippo.com/tracking/webhook-security: a secret of ours in the address (the account's key, checked by
        the door), or an HMAC that Shippo switches on when it is asked to. With its secret filled in, nothing unsigned passes."""
        secret = post.secrets.get(SECRET, "")
        if secret and not _signed(secret, post):
            raise NotTheirs
        return None

    def parse(self, post: CarrierPost) -> Sequence[Tracked]:
        return event_of(post, lambda raw: _told(raw, post.received_at))

    async def track(self, link: CarrierLink, parcel: Parcel) -> None:
        """https://docs.goshippo.com/tracking/tracking: POST /tracks/. Twice it tells everything twice, which changes nothing here."""
        carrier = known_as(link, parcel.carrier, _NAMES)
        if not carrier:
            advice = "Write its Shippo token into the account's carriers, like “Post=deutsche_post”."
            raise CarrierRefused(f"Shippo has to be told the carrier, and does not know “{parcel.carrier}”. {advice}")
        about = f"Order {parcel.order_number}"[:LONGEST_METADATA] if parcel.order_number else ""
        wanted = {"carrier": carrier, "tracking_number": parcel.number, **({"metadata": about} if about else {})}
        status, said = await ask(link, "POST", f"{self.api}/tracks/", headers=_auth(link), json=wanted)
        accepted(link, status, _words(said))

    async def look_up(self, link: CarrierLink, parcel: Parcel) -> Sequence[Tracked]:
        """https://docs.goshippo.com/tracking/tracking: GET /tracks/CARRIER/NUMBER"""
        carrier = known_as(link, parcel.carrier, _NAMES)
        if not carrier:
            return ()
        url = f"{self.api}/tracks/{quote(carrier, safe='')}/{quote(parcel.number, safe='')}"
        status, said = await ask(link, "GET", url, headers=_auth(link))
        accepted(link, status, _words(said))
        return read_as(link, lambda: [tracked(said, link.now)])

    async def try_out(self, link: CarrierLink) -> Sequence[Step]:
        status, said = await ask(link, "GET", f"{self.api}/webhooks", headers=_auth(link))
        accepted(link, status, _words(said))
        return [wording.tried("key", "takes_numbers", name=self.label)]


def signature(secret: str, at: str, body: bytes) -> str:
    """Hexadecimal HMAC-SHA256 of the time, a dot and the body."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def _told(raw: Mapping[str, Any], now: int) -> Tracked:
    event = text(raw, "event")
    if event != "track_updated":
        raise Ignored(f"“{event}” does not concern us.")
    return tracked(part(raw, "data"), now)


def tracked(raw: Mapping[str, Any], now: int) -> Tracked:
    """A track object. Raises TypeError, ValueError."""
    number, history, latest = text(raw, "tracking_number"), parts(raw, "tracking_history"), part(raw, "tracking_status")
    if not number:
        raise ValueError("no tracking_number")
    service = part(raw, "servicelevel")
    scans = [scan for one in [*history, latest] if (scan := _scan(one)) is not None]
    return Tracked(
        number=number, carrier=text(raw, "carrier"), service=text(service, "name") or text(service, "token"),
        scans=seen_by(scans, now),
        expected_on=day(text(raw, "eta")), first_expected_on=day(text(raw, "original_eta")),
        unfamiliar=unique(word for one in [latest, *history] for word in _unfamiliar(one)),
    )  # fmt: skip


def _words_of(raw: Mapping[str, Any]) -> tuple[str, str]:
    return text(raw, "status"), text(part(raw, "substatus"), "code")


def _scan(raw: Mapping[str, Any]) -> Scan | None:
    at, where = moment(text(raw, "status_date")), part(raw, "location")
    if at is None:
        return None
    status, detail = _words_of(raw)
    return Scan(
        state=WORDS.named(status, detail), at=at, words=text(raw, "status_details", LONGEST_WORDS),
        place=place(text(where, "city"), text(where, "state"), text(where, "country")), code=f"{status}:{detail}".rstrip(":"),
    )  # fmt: skip


def _unfamiliar(raw: Mapping[str, Any]) -> tuple[str, ...]:
    return WORDS.unfamiliar(*_words_of(raw))


def _signed(secret: str, post: CarrierPost) -> bool:
    given = dict(one.strip().partition("=")[::2] for one in post.headers.get("shippo-auth-signature", "").split(","))
    ours = signature(secret, given.get("t", ""), post.body)
    return hmac.compare_digest(ours.encode(), given.get("v1", "").encode())


def _auth(link: CarrierLink) -> dict[str, str]:
    return {"authorization": f"ShippoToken {key_of(link)}"}


def _words(said: Mapping[str, Any]) -> str:
    """Shippo tells a refusal as `detail`, or by field."""
    return str(said.get("detail") or "; ".join(f"{name}: {value}" for name, value in said.items()))
