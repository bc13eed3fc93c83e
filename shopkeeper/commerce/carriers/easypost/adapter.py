"""EasyPost: its events are signed, its trackers are made once for each number and carrier."""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from shopkeeper.commerce import wording
from shopkeeper.commerce.carriers.asking import accepted, ask, key_of, known_as, read_as
from shopkeeper.commerce.carriers.easypost.form import FORM
from shopkeeper.commerce.carriers.easypost.states import WORDS
from shopkeeper.commerce.carriers.errors import NotTheirs
from shopkeeper.commerce.carriers.model import CarrierLink, CarrierPost, Parcel, Tracked
from shopkeeper.commerce.carriers.reading import LONGEST_WORDS, day, event_of, moment, part, parts, place, text, unique
from shopkeeper.commerce.carriers.scanning import with_summary
from shopkeeper.commerce.errors import Ignored
from shopkeeper.commerce.model import Scan, Step

API = "https://api.easypost.com"
SECRET = "webhook"
_PREFIX = "hmac-sha256-hex="
_EVENTS = frozenset({"tracker.created", "tracker.updated"})
_NAMES = {
    "usps": "USPS", "ups": "UPS", "fedex": "FedEx", "dhlexpress": "DHLExpress", "canadapost": "CanadaPost",
    "royalmail": "RoyalMail", "australiapost": "AustraliaPost", "ontrac": "OnTrac", "purolator": "Purolator",
}  # fmt: skip


class EasyPost:
    """Has the shapes of Carrier, Names, Tracks, Knows and TriesOut. `api` is where it is reached."""

    kind: ClassVar[str] = "easypost"
    label: ClassVar[str] = "EasyPost"
    form = FORM
    names: ClassVar[Mapping[str, str]] = _NAMES

    def __init__(self, api: str = API) -> None:
        self.api = api

    def verify(self, post: CarrierPost) -> str | None:
        """The newer header signs time, method, path and body, the older the body alone; either proves who wrote the body.

        https://support.easypost.com/hc/en-us/articles/39826034964237-Webhook-HMAC-Validation. The time is not judged: the same event
        again changes nothing here, and one that a retry brings late must not be lost.
        """
        secret = post.secrets.get(SECRET, "")
        if not secret or not (_newer(secret, post) or _older(secret, post)):
            raise NotTheirs
        return None

    def parse(self, post: CarrierPost) -> Sequence[Tracked]:
        return event_of(post, lambda raw: _told(raw, post.received_at))

    async def track(self, link: CarrierLink, parcel: Parcel) -> None:
        """https://docs.easypost.com/docs/trackers#create-a-tracker: the same number and carrier again answers the same tracker."""
        carrier = known_as(link, parcel.carrier, _NAMES)
        wanted = {"tracking_code": parcel.number, **({"carrier": carrier} if carrier else {})}
        status, said = await ask(
            link, "POST", f"{self.api}/v2/trackers", headers=_auth(link), json={"tracker": wanted}
        )  # fmt: skip
        accepted(link, status, _words(said))

    async def look_up(self, link: CarrierLink, parcel: Parcel) -> Sequence[Tracked]:
        """https://docs.easypost.com/docs/trackers#retrieve-a-list-of-trackers"""
        url = f"{self.api}/v2/trackers?tracking_code={quote(parcel.number, safe='')}"
        status, said = await ask(link, "GET", url, headers=_auth(link))
        accepted(link, status, _words(said))
        return read_as(link, lambda: [tracked(one, link.now) for one in parts(said, "trackers")])

    async def try_out(self, link: CarrierLink) -> Sequence[Step]:
        status, said = await ask(link, "GET", f"{self.api}/v2/trackers?page_size=1", headers=_auth(link))
        accepted(link, status, _words(said))
        return [wording.tried("key", "takes_numbers", name=self.label)]


def signature(secret: str, signed: bytes) -> str:
    """Hexadecimal HMAC-SHA256 under the secret, which is brought into NFKD first (EasyPost's own libraries do)."""
    return hmac.new(unicodedata.normalize("NFKD", secret).encode(), signed, hashlib.sha256).hexdigest()


def _told(raw: Mapping[str, Any], now: int) -> Tracked:
    about, found = text(raw, "description"), part(raw, "result")
    if about not in _EVENTS or found.get("object") != "Tracker":
        raise Ignored(f"“{about}” does not concern us.")
    return tracked(found, now)


def tracked(raw: Mapping[str, Any], now: int) -> Tracked:
    """A tracker object. Raises TypeError, ValueError."""
    carrier, details = part(raw, "carrier_detail"), parts(raw, "tracking_details")
    words, detail = text(raw, "status"), text(raw, "status_detail")
    scans = [scan for one in details if (scan := _scan(one)) is not None]
    number = text(raw, "tracking_code")
    if not number:
        raise ValueError("no tracking_code")
    return Tracked(
        number=number, carrier=text(raw, "carrier"), service=text(carrier, "service"),
        scans=with_summary(scans, WORDS.named(words, detail), moment(text(raw, "updated_at")), f"{words}:{detail}", now),
        expected_on=day(text(carrier, "est_delivery_date_local"), text(raw, "est_delivery_date")),
        first_expected_on=day(text(carrier, "guaranteed_delivery_date")),
        unfamiliar=unique([*WORDS.unfamiliar(words, detail), *(word for one in details for word in _unfamiliar(one))]),
    )  # fmt: skip


def _scan(raw: Mapping[str, Any]) -> Scan | None:
    at, where = moment(text(raw, "datetime")), part(raw, "tracking_location")
    words, detail = text(raw, "status"), text(raw, "status_detail")
    if at is None:
        return None
    return Scan(
        state=WORDS.named(words, detail), at=at, words=text(raw, "message", LONGEST_WORDS) or text(raw, "description", LONGEST_WORDS),
        place=place(text(where, "city"), text(where, "state"), text(where, "country")), code=f"{words}:{detail}",
    )  # fmt: skip


def _unfamiliar(raw: Mapping[str, Any]) -> tuple[str, ...]:
    return WORDS.unfamiliar(text(raw, "status"), text(raw, "status_detail"))


def _older(secret: str, post: CarrierPost) -> bool:
    return _same(signature(secret, post.body), post.headers.get("x-hmac-signature", ""))


def _newer(secret: str, post: CarrierPost) -> bool:
    path = post.headers.get("x-path", "")
    if not path.endswith(f"/{post.account.public_key}"):
        return False
    signed = f"{post.headers.get('x-timestamp', '')}POST{path}".encode() + post.body
    return _same(signature(secret, signed), post.headers.get("x-hmac-signature-v2", ""))


def _same(ours: str, given: str) -> bool:
    return hmac.compare_digest(ours.encode(), given.removeprefix(_PREFIX).encode())


def _auth(link: CarrierLink) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{key_of(link)}:".encode()).decode()}


def _words(said: Mapping[str, Any]) -> str:
    error = said.get("error")
    return str(error.get("message", "")) if isinstance(error, dict) else ""
