"""The three services' own shapes: what they are asked, what they answer, and the events they post, signed as documented."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote

from shopkeeper.commerce.testing.carriers.server import Pretend, Seen

Event = tuple[bytes, dict[str, str]]


def iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class PretendEasyPost(Pretend):
    """https://docs.easypost.com/docs/trackers; `newer`: sign as of 2025 (time, method, path and body)."""

    newer = True
    _numbers = itertools.count(1)

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
        basic = "Basic " + base64.b64encode(f"{self.key}:".encode()).decode()
        if headers.get("authorization") != basic:
            return 401, {"error": {"code": "APIKEY.INACTIVE", "message": "This API key is no longer active."}}
        if method == "GET" and path.startswith("/v2/trackers"):
            return 200, {
                "trackers": [self.tracker(one) for one in self.followed(path, "tracking_code")],
                "has_more": False,
            }
        wanted = body.get("tracker", {})
        number = wanted.get("tracking_code")
        if not number or number == "INVALID":
            return 422, {"error": {"code": "TRACKER.INVALID", "message": "Unable to detect the carrier."}}
        self.posted += 1
        self.wanted.setdefault(number, wanted)
        return 201, self.tracker(number)

    def tracker(self, number: str, **more: Any) -> dict[str, Any]:
        scans = self.seen.get(number, [])
        last = max(scans, key=lambda one: one.at, default=Seen("unknown", "unknown", 0))
        return {
            "id": f"trk_{number}", "object": "Tracker", "mode": "production", "tracking_code": number, "status": last.word,
            "status_detail": last.detail, "updated_at": iso(last.at), "carrier": self.carrier_of(number, "carrier", "USPS"), "est_delivery_date": None,
            "tracking_details": [self._detail(one) for one in scans],
            "carrier_detail": {"service": "Ground Advantage", "est_delivery_date_local": None, "guaranteed_delivery_date": None},
            **more,
        }  # fmt: skip

    def event(self, number: str, public_key: str, **more: Any) -> Event:
        body = {
            "description": "tracker.updated", "id": f"evt_{next(self._numbers)}", "object": "Event", "mode": "production",
            "result": self.tracker(number, **more),
        }  # fmt: skip
        return self.signed(json.dumps(body).encode(), public_key)

    def signed(self, body: bytes, public_key: str) -> Event:
        if not self.newer:
            return body, {"x-hmac-signature": f"hmac-sha256-hex={_hex(self.secret, body)}"}
        at, path = format_datetime(datetime.now(UTC)), f"/hooks/carriers/{public_key}"
        signature = _hex(self.secret, f"{at}POST{path}".encode() + body)
        return body, {"x-timestamp": at, "x-path": path, "x-hmac-signature-v2": f"hmac-sha256-hex={signature}"}

    def _detail(self, one: Seen) -> dict[str, Any]:
        where = {
            "object": "TrackingLocation",
            "city": one.city or None,
            "state": None,
            "country": one.country or None,
            "zip": None,
        }
        return {
            "object": "TrackingDetail", "message": one.message, "status": one.word, "status_detail": one.detail,
            "datetime": iso(one.at), "source": "USPS", "tracking_location": where,
        }  # fmt: skip


class PretendAfterShip(Pretend):
    """https://www.aftership.com/docs/tracking/2026-07/"""

    _numbers = itertools.count(1)

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
        if headers.get("as-api-key") != self.key:
            return 401, {
                "meta": {"code": 401, "message": "The API key is invalid.", "type": "Unauthorized"},
                "data": {},
            }
        if method == "GET":
            found = [self.tracking(one) for one in self.followed(path, "tracking_numbers")]
            return 200, {"meta": {"code": 200}, "data": {"pagination": {"total": len(found)}, "trackings": found}}
        number = body.get("tracking_number")
        if not number or number == "INVALID":
            return 400, {
                "meta": {"code": 4005, "message": "The value of tracking_number is invalid.", "type": "BadRequest"},
                "data": {},
            }
        self.posted += 1
        if number in self.wanted:
            return 400, {
                "meta": {"code": 4003, "message": "Tracking already exists.", "type": "BadRequest"},
                "data": {"id": "1"},
            }
        self.wanted[number] = body
        return 201, {"meta": {"code": 201}, "data": self.tracking(number)}

    def tracking(self, number: str, **more: Any) -> dict[str, Any]:
        scans = self.seen.get(number, [])
        last = max(scans, key=lambda one: one.at, default=Seen("Pending", "Pending_001", 0))
        return {
            "id": f"as-{number}", "tracking_number": number, "slug": self.carrier_of(number, "slug", "dhl-germany"), "tag": last.word, "subtag": last.detail,
            "updated_at": iso(last.at), "return_to_sender": False, "latest_estimated_delivery": None, "first_estimated_delivery": None,
            "order_promised_delivery_date": None, "checkpoints": [self._checkpoint(one) for one in scans], **more,
        }  # fmt: skip

    def event(self, number: str, public_key: str, **more: Any) -> Event:
        body = {
            "ts": 1_773_300_000, "event": "tracking_update", "event_id": f"as-event-{next(self._numbers)}", "is_tracking_first_tag": True,
            "msg": self.tracking(number, **more),
        }  # fmt: skip
        return self.signed(json.dumps(body).encode(), public_key)

    def signed(self, body: bytes, public_key: str) -> Event:
        digest = hmac.new(self.secret.encode(), body, hashlib.sha256).digest()
        return body, {"aftership-hmac-sha256": base64.b64encode(digest).decode()}

    def _checkpoint(self, one: Seen) -> dict[str, Any]:
        return {
            "slug": "dhl-germany", "checkpoint_time": iso(one.at), "tag": one.word, "subtag": one.detail, "message": one.message,
            "city": one.city or None, "state": None, "country_name": one.country or None, "location": None,
        }  # fmt: skip


class PretendShippo(Pretend):
    """https://docs.goshippo.com/tracking/tracking; signs only where it was asked to (`signs`)."""

    signs = False

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
        if headers.get("authorization") != f"ShippoToken {self.key}":
            return 401, {"detail": "Authentication credentials were not provided."}
        if method == "GET":
            number = unquote(path.rpartition("/")[2])
            return 200, self.track(number) if path.startswith("/tracks/") else {"results": []}
        number = body.get("tracking_number")
        if not number or not body.get("carrier") or number == "INVALID":
            return 400, {"tracking_number": ["This field is required."]}
        self.posted += 1
        self.wanted[number] = body
        return 201, self.track(number)

    def track(self, number: str, **more: Any) -> dict[str, Any]:
        scans = self.seen.get(number, [])
        last = max(scans, key=lambda one: one.at, default=None)
        return {
            "carrier": self.carrier_of(number, "carrier", "usps"), "tracking_number": number, "eta": None, "original_eta": None, "servicelevel": {"name": "Priority Mail"},
            "tracking_status": self._status(last) if last else None, "tracking_history": [self._status(one) for one in scans], **more,
        }  # fmt: skip

    def event(self, number: str, public_key: str, **more: Any) -> Event:
        body = {"event": "track_updated", "test": False, "data": self.track(number, **more)}
        return self.signed(json.dumps(body).encode(), public_key)

    def signed(self, body: bytes, public_key: str) -> Event:
        if not self.signs:
            return body, {}
        return body, {"shippo-auth-signature": f"t=1773300000,v1={_hex(self.secret, b'1773300000.' + body)}"}

    def _status(self, one: Seen) -> dict[str, Any]:
        return {
            "object_id": f"status-{one.at}", "status": one.word, "status_details": one.message, "status_date": iso(one.at),
            "substatus": {"code": one.detail, "text": one.message, "action_required": False} if one.detail else None,
            "location": {"city": one.city, "state": "", "zip": "", "country": one.country},
        }  # fmt: skip


def _hex(secret: str, signed: bytes) -> str:
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
