"""The second step of signing in: codes that change every 30 seconds (RFC 6238) and recovery codes. Pure.

A code is accepted from one step before to one after now, for clocks that are a little off, and only once.
"""

import base64
import hashlib
import hmac
import secrets
from urllib.parse import quote

STEP = 30_000
ISSUER = "Shopkeeper"
RECOVERY_CODES = 10


def new_secret() -> str:
    """160 random bits in base 32, as authenticator apps take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_of(secret: str, step: int) -> str:
    """The six digits of one 30-second step (HMAC-SHA-1, RFC 4226 section 5.3)."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 15
    return f"{(int.from_bytes(digest[offset : offset + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def code_at(secret: str, at: int) -> str:
    """The code an authenticator shows at `at` (ms UTC)."""
    return code_of(secret, at // STEP)


def step_of(secret: str, code: str, at: int) -> int | None:
    """The step whose code this is, or None. Whoever spends a code keeps its step and refuses it and all before."""
    digits = code.replace(" ", "").encode()
    now = at // STEP
    steps = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(code_of(secret, step).encode(), digits)]
    return steps[-1] if steps else None


def is_digits(code: str) -> bool:
    """Whether this looks like an authenticator's code rather than a recovery code."""
    bare = code.replace(" ", "")
    return len(bare) == 6 and bare.isascii() and bare.isdigit()


def uri(secret: str, email: str) -> str:
    """What the QR code holds: Google Authenticator's key URI format."""
    return f"otpauth://totp/{quote(ISSUER)}:{quote(email)}?secret={secret}&issuer={quote(ISSUER)}&digits=6&period=30"


def qr(uri: str) -> str:
    """The URI as an SVG picture, black on white in any theme: cameras do not read it the other way round."""
    import segno

    return str(segno.make(uri, error="m").svg_inline(scale=4, border=2, dark="#000", light="#fff", omitsize=True))


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes of 80 bits, in groups of four letters."""
    return tuple(_grouped(base64.b32encode(secrets.token_bytes(10)).decode().lower()) for _ in range(RECOVERY_CODES))


def recovery_hash(code: str) -> str:
    """What is kept of a recovery code. At 80 random bits one round of SHA-256 is out of reach of guessing."""
    bare = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()


def _grouped(letters: str) -> str:
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))
