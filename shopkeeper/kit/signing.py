"""Words only we can have written, and things only we can read.

`sign` makes short tokens for links and Message-IDs (HMAC-SHA256, purpose bound); `seal` encrypts secrets and original
mails at rest (AES-256-GCM). Both keys are derived (HKDF, RFC 5869) from the one secret of the installation.
"""

import base64
import hashlib
import hmac
import os
import threading
from functools import lru_cache
from typing import Any

from shopkeeper.kit import clock, errors
from shopkeeper.kit.noise import noise
from shopkeeper.kit.text import from_json, to_json


class BadToken(errors.Forbidden):
    """This link is not valid any more. Ask for a new one."""

    kind = "bad_token"


class Unsealable(errors.Unavailable):
    """This was sealed with another key. Put back the secret.key file that belongs to this data folder."""


_secret = os.urandom(32)
_sealers: dict[bytes, Any] = {}
_lock = threading.Lock()


def install(secret: str) -> None:
    """Called once by main with the installation's secret. Without it keys last as long as the process."""
    global _secret
    _secret = hashlib.sha256(secret.encode()).digest()
    key_for.cache_clear()


@lru_cache(256)
def key_for(purpose: str) -> bytes:
    """32 bytes for one purpose."""
    pseudo = hmac.new(b"shopkeeper", _secret, hashlib.sha256).digest()
    return hmac.new(pseudo, purpose.encode() + b"\x01", hashlib.sha256).digest()


def sign(purpose: str, payload: dict[str, Any], expires: int | None = None) -> str:
    """A token that carries `payload`; `expires` in ms UTC. Not secret: whoever holds it can read it."""
    body = to_json({"p": payload, "e": expires} if expires else {"p": payload}).encode()
    return f"{_b64(body)}.{_b64(_mac(purpose, body))}"


def unsign(purpose: str, token: str, now: int | None = None) -> dict[str, Any]:
    """The payload, or BadToken when it was changed, made for something else, or its time is over."""
    try:
        body, mac = (_unb64(part) for part in token.split("."))
    except ValueError:
        raise BadToken from None
    if not hmac.compare_digest(mac, _mac(purpose, body)):
        raise BadToken
    content = from_json(body)
    expires = content.get("e")
    if expires and expires < (clock.now() if now is None else now):
        raise BadToken("This link was only good for a while, and the time is over. Ask for a new one.")
    payload: dict[str, Any] = content["p"]
    return payload


def tag(purpose: str, words: str, length: int = 16) -> str:
    """A short keyed check mark in lower-case letters and digits, for places that fold case, like Message-IDs."""
    return base64.b32encode(_mac(purpose, words.encode())).decode().lower().rstrip("=")[:length]


def tagged(purpose: str, words: str, mark: str) -> bool:
    """Whether `mark` is our tag on these words."""
    return len(mark) >= 12 and hmac.compare_digest(tag(purpose, words, len(mark)), mark.lower())


def digest(word: str) -> str:
    """How a random token is kept in a table: SHA-256, since 256 random bits need no slow hash."""
    return hashlib.sha256(word.encode()).hexdigest()


def seal(data: bytes, purpose: str = "seal") -> bytes:
    nonce = noise(12)
    return b"\x01" + nonce + bytes(_sealer(purpose).encrypt(nonce, data, None))


def unseal(data: bytes, purpose: str = "seal") -> bytes:
    """The plain bytes; raises Unsealable when the key is another one or the bytes were touched."""
    from cryptography.exceptions import InvalidTag

    try:
        return bytes(_sealer(purpose).decrypt(data[1:13], data[13:], None))
    except InvalidTag:
        raise Unsealable from None


def _sealer(purpose: str) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = key_for(purpose)
    with _lock:
        if key not in _sealers:
            _sealers[key] = AESGCM(key)
        return _sealers[key]


def _mac(purpose: str, body: bytes) -> bytes:
    return hmac.new(key_for("sign:" + purpose), body, hashlib.sha256).digest()


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _unb64(word: str) -> bytes:
    return base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
