"""Signing in: an address, a password, and where switched on a second step.

Passwords are compared on a thread between two transactions, never inside one. An unknown address, one without a password
and a disabled one cost as much time and get the same answer as a wrong password.
"""

from typing import NamedTuple

import msgspec

from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.signing import unseal
from shopkeeper.team import attempts, checks, passwords, second_step
from shopkeeper.team.errors import CodeNeeded, WrongCode, WrongSignIn
from shopkeeper.team.model import AgentState, Visit
from shopkeeper.team.sessions import Opened, open_session
from shopkeeper.team.store import agents as store
from shopkeeper.team.store.agents import Credentials


class SignIn(msgspec.Struct, frozen=True):
    """`code`: six digits from the authenticator, or a recovery code."""

    email: str
    password: str
    code: str | None = None


class _Proven(NamedTuple):
    """The password was theirs. `fresh_hash` when it was kept at an old cost."""

    known: Credentials
    attempt: str
    fresh_hash: str | None


async def sign_in(db: Db, visit: Visit, given: SignIn, *, cookie: str | None = None) -> Opened:
    """Open a session, under a new secret whatever cookie came along.

    Raises WrongSignIn, CodeNeeded, WrongCode, TooManyAttempts.
    """
    email = checks.typed_email(given.email)
    attempt = await db.write(attempts.begin, "sign-in", attempts.SIGN_IN, {"address": email, "network": visit.network})
    known = await db.read(_known, email)
    if not await passwords.matches(known.password_hash if known else None, given.password) or known is None:
        raise WrongSignIn
    if known.totp_secret and not given.code:
        await db.write(attempts.withdraw, attempt)
        raise CodeNeeded
    fresh = await _rehashed(known, given.password)
    return await db.write(_admit, _Proven(known, attempt, fresh), visit, given.code, cookie)


def _known(tx: Tx, email: str) -> Credentials | None:
    found = store.credentials(tx, email=email)
    return found if found and found.agent.state is AgentState.active else None


async def _rehashed(known: Credentials, password: str) -> str | None:
    if known.password_hash and passwords.outdated(known.password_hash):
        return await passwords.hash_password(password, strong=False)
    return None


def _admit(tx: Tx, proven: _Proven, visit: Visit, code: str | None, cookie: str | None) -> Opened:
    now = _known(tx, proven.known.agent.email)
    if now is None or now.password_hash != proven.known.password_hash:
        raise WrongSignIn
    if now.totp_secret and not spend(tx, now, code or ""):
        raise WrongCode
    if proven.fresh_hash:
        store.set_secrets(tx, now.agent.id, password_hash=proven.fresh_hash)
    # Only this one is taken from the network's count: an office signs in every morning, and Mallory has an account too.
    attempts.withdraw(tx, proven.attempt)
    attempts.succeed(tx, "sign-in", attempts.SIGN_IN, {"address": now.agent.email, "network": visit.network})
    return open_session(tx, now.agent, visit, instead_of=cookie)


def spend(tx: Tx, known: Credentials, code: str) -> bool:
    """Whether this code opens the second step; it never will again."""
    if known.totp_secret is None:
        return False
    if not second_step.is_digits(code):
        return store.spend_recovery_code(tx, known.agent.id, second_step.recovery_hash(code))
    step = second_step.step_of(unseal(known.totp_secret).decode(), code, tx.now)
    return step is not None and store.spend_step(tx, known.agent.id, step)
