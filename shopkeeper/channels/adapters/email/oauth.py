"""Access passes for XOAUTH2: asked for with the refresh token, kept until shortly before they run out (RFC 6749)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec

from shopkeeper.channels.adapters.email.mailbox import Mailbox, mailbox
from shopkeeper.channels.errors import NeedsOwner, Unavailable
from shopkeeper.channels.model import Inbox
from shopkeeper.kit import text
from shopkeeper.kit.outside import Outside

MARGIN = 120_000
RECONNECT = "The mail provider no longer gives us access. Sign in to this mailbox again in Settings, Inboxes."


async def renewed(inbox: Inbox, secrets: Mapping[str, str], outside: Outside, now: int) -> Mapping[str, str]:
    """The secrets with an access token good for two minutes at least; the same object when it still is."""
    box = mailbox(inbox.settings)
    if box.auth != "xoauth2" or (secrets.get("access_token") and int(secrets.get("access_until", "0")) > now + MARGIN):
        return secrets
    if not secrets.get("refresh_token"):
        raise NeedsOwner(RECONNECT)
    return await _exchanged(
        box, secrets, outside, now, grant_type="refresh_token", refresh_token=secrets["refresh_token"]
    )


async def redeemed(
    inbox: Inbox, secrets: Mapping[str, str], outside: Outside, now: int, *, code: str, back: str
) -> Mapping[str, str]:
    """The secrets after the owner came back from the provider with a code."""
    box = mailbox(inbox.settings)
    return await _exchanged(box, secrets, outside, now, grant_type="authorization_code", code=code, redirect_uri=back)


def sign_in_page(inbox: Inbox, back: str, state: str) -> str:
    """Where the owner signs in at the provider."""
    box = mailbox(inbox.settings)
    asked = {
        "response_type": "code",
        "client_id": box.client_id,
        "redirect_uri": back,
        "scope": box.scope,
        "state": state,
        "access_type": "offline",
        "prompt": "consent",
        "login_hint": inbox.address,
    }
    return f"{box.authorize_url}?{urlencode(asked)}"


async def _exchanged(
    box: Mailbox, secrets: Mapping[str, str], outside: Outside, now: int, **asked: str
) -> Mapping[str, str]:
    form = asked | {"client_id": box.client_id} | ({"scope": box.scope} if box.scope else {})
    if secrets.get("client_secret"):
        form["client_secret"] = secrets["client_secret"]
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    answer = await outside.request("POST", box.token_url, headers=headers, content=urlencode(form).encode())
    if answer.status_code >= 500 or answer.status_code == 429:
        raise Unavailable(f"The mail provider's sign-in answers {answer.status_code}. We try again by ourselves.")
    granted = _granted(answer.content)
    if answer.status_code != 200 or not granted.get("access_token"):
        raise NeedsOwner(f"{RECONNECT} (It said: {granted.get('error', answer.status_code)}.)")
    until = now + int(granted.get("expires_in") or 3600) * 1000
    fresh = {"access_token": granted["access_token"], "access_until": str(until)}
    # Some providers hand out a new refresh token each time and let the old one die.
    return {**secrets, **fresh, "refresh_token": granted.get("refresh_token") or secrets.get("refresh_token", "")}


def _granted(body: bytes) -> dict[str, Any]:
    try:
        found = text.from_json(body)
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}
