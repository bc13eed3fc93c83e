"""The shop's word for who is signed in: a small JWT (RFC 7519), HS256 and nothing else, made by the shop's server.

    header  {"alg": "HS256", "typ": "JWT"}
    payload {"sub": "customer id", "exp": seconds, "name": "…", "email": "…", "email_verified": true, "iat": seconds}

`aud`, where given, must be this chat's public key (the one in the snippet): shops whose chats share a secret give it, so that
a token of one brand is worth nothing at the other. `nbf` is kept to. A token may be shown again as long as it lasts, as
with every page a customer opens; what it opens is theirs, and it ends with `exp`.

`sub` and `exp` are required, `exp` lies at most a day ahead: a token that leaks is soon worth nothing. `email` counts as
proven only with `email_verified`.
"""

import base64
import hashlib
import hmac
from typing import Any

from msgspec import Struct

from shopkeeper.channels.adapters.chat.errors import BadIdentity
from shopkeeper.kit.clock import DAY, MINUTE, SECOND
from shopkeeper.kit.text import from_json, to_json

LONGEST = 4_000
LEEWAY = MINUTE


class Identity(Struct, frozen=True):
    """Whom the shop vouches for."""

    subject: str
    name: str = ""
    email: str = ""
    email_proven: bool = False


def verified(token: str, secret: str, now: int, key: str = "") -> Identity:
    """Raises BadIdentity, in words for the shop's developer."""
    if not secret:
        raise BadIdentity("This chat has no identity secret. Set one in Settings, Inboxes.")
    if len(token) > LONGEST:
        raise BadIdentity("The token is too long.")
    head, _, signature = token.rpartition(".")
    header, _, payload = head.partition(".")
    # The algorithm is ours to say, never the token's: "none" and RS256 are no way in.
    if _part(header).get("alg") != "HS256":
        raise BadIdentity("Sign the token with HS256.")
    if not hmac.compare_digest(_mac(secret, head), _bytes(signature)):
        raise BadIdentity("The token was signed with another secret.")
    claims = _part(payload)
    _check_place(claims, now, key)
    return _identity(claims, now)


def made(secret: str, **claims: Any) -> str:
    """A token, as a shop would make it. For the demo shop and for tests."""
    head = f"{_text(to_json({'alg': 'HS256', 'typ': 'JWT'}).encode())}.{_text(to_json(claims).encode())}"
    return f"{head}.{_text(_mac(secret, head))}"


def _check_place(claims: dict[str, Any], now: int, key: str) -> None:
    meant, begins = claims.get("aud"), claims.get("nbf")
    if meant is not None and key not in (meant if isinstance(meant, list) else [meant]):
        raise BadIdentity("The token is meant for another chat (aud).")
    if begins is not None and (not isinstance(begins, int | float) or begins * SECOND > now + LEEWAY):
        raise BadIdentity("The token's time has not begun (nbf).")


def _identity(claims: dict[str, Any], now: int) -> Identity:
    subject, expires = claims.get("sub"), claims.get("exp")
    if (
        isinstance(subject, bool)
        or not isinstance(subject, str | int)
        or not str(subject).strip()
        or len(str(subject)) > 200
    ):
        raise BadIdentity("The token needs a subject (sub): your id of the customer.")
    if not isinstance(expires, int | float):
        raise BadIdentity("The token needs an expiry (exp), in seconds since 1970.")
    if expires * SECOND < now - LEEWAY:
        raise BadIdentity("The token's time is over. Make a fresh one with each page.")
    if expires * SECOND > now + DAY + LEEWAY:
        raise BadIdentity("The token is good for too long: at most a day.")
    words = {name: str(claims.get(name) or "")[:200] for name in ("name", "email")}
    return Identity(str(subject).strip(), words["name"], words["email"], claims.get("email_verified") is True)


def _part(word: str) -> dict[str, Any]:
    try:
        found = from_json(_bytes(word))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise BadIdentity("This is not a token (a JWT has three parts).")
    return found


def _mac(secret: str, words: str) -> bytes:
    return hmac.new(secret.encode(), words.encode(), hashlib.sha256).digest()


def _bytes(word: str) -> bytes:
    try:
        return base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise BadIdentity("This is not a token (a JWT has three parts).") from None


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
