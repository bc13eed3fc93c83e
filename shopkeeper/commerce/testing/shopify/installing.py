"""Who is let in: sign-in by the owner, tokens that end, an app's own credentials.

https://shopify.dev/docs/apps/build/authentication-authorization: an authorization code is good once; a refresh token is another one
each time; a new token ends the one before.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from shopkeeper.commerce.testing.shopify.shop import Goods, Node

HOUR, DAY, QUARTER = 3_600, 86_400, 7_776_000


class Installed(Goods):
    """`own`: the app is of the shop's own organisation, and needs no signing in."""

    def __init__(self, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.token, self.secret, self.client_id = "shpat_pretend", "shpss_pretend", "9a1f5c"
        self.own, self.codes, self.refresh, self.tokens = False, dict[str, str](), "", 0

    def yes(self, page: str) -> dict[str, str]:
        """The owner lets the app in on that page: what her browser brings back, signed."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
        assert asked["client_id"] == self.client_id
        assert urlsplit(page).path == "/admin/oauth/authorize"
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = asked["scope"]
        told = {
            "code": code,
            "shop": self.domain,
            "state": asked["state"],
            "timestamp": str(self.now),
            "host": "YWRtaW4",
        }
        return told | {"hmac": signed(self.secret, told)}

    def access(self, body: bytes) -> tuple[int, Node]:
        """POST /admin/oauth/access_token"""
        form = dict(parse_qsl(body.decode("latin-1")))
        if (form.get("client_id"), form.get("client_secret")) != (self.client_id, self.secret):
            return 400, {"error": "invalid_client"}
        grant = form.get("grant_type", "authorization_code")
        if grant == "authorization_code":
            scope = self.codes.pop(form.get("code", ""), None)
            if scope is None:
                return 400, {
                    "error": "invalid_request",
                    "error_description": "The authorization code was not found or was already used",
                }
            return 200, self._fresh(expiring=form.get("expiring") == "1", scope=scope)
        if grant == "refresh_token":
            if not self.refresh or form.get("refresh_token") != self.refresh:
                return 400, {"error": "invalid_grant"}
            return 200, self._fresh(expiring=True)
        if grant == "client_credentials" and self.own:
            return 200, self._fresh(expiring=False) | {"expires_in": DAY - 1}
        return 400, {"error": "shop_not_permitted"}

    def _fresh(self, *, expiring: bool, scope: str = "") -> Node:
        self.tokens += 1
        self.token, self.refresh = f"shpat_{self.tokens}", f"shprt_{self.tokens}" if expiring else ""
        told: Node = {"access_token": self.token, "scope": scope or ",".join(self.scopes)}
        more = {"expires_in": HOUR, "refresh_token": self.refresh, "refresh_token_expires_in": QUARTER}
        return told | (more if expiring else {})


def signed(secret: str, told: Mapping[str, str]) -> str:
    """HMAC-SHA256 in hex over the parameters in the order of their names."""
    return hmac.new(secret.encode(), urlencode(sorted(told.items())).encode(), hashlib.sha256).hexdigest()
