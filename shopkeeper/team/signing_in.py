"""Signing in: an address, a password, and where switched on a second step.

Passwords are compared on a thread between two transactions, never inside one. An unknown address, one without a password
and a disabled one cost as much time and get the same answer as a wrong password.
"""

from typing import NamedTuple

import msgspec
import structlog

from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.signing import unseal
from shopkeeper.team import attempts, checks, passwords, second_step
from shopkeeper.team.errors import CodeNeeded, WrongCode, WrongPassword, WrongSignIn
from shopkeeper.team.model import Agent, AgentState, Visit
from shopkeeper.team.notifying import tell
from shopkeeper.team.sessions import Opened, open_session
from shopkeeper.team.store import agents as store
from shopkeeper.team.store.agents import Credentials

log = structlog.get_logger("team")


class SignIn(msgspec.Struct, frozen=True):
    """`code`: six digits from the authenticator, or a recovery code."""

    email: str
    password: str
    code: str | None = None


class Proof(msgspec.Struct, frozen=True):
    """`code` as in SignIn, where the second step is on."""

    password: str
    code: str | None = None


class _Proven(NamedTuple):
    """The password was theirs. `fresh_hash` when it was kept at an old cost."""

    known: Credentials
    attempt: str
    fresh_hash: str | None


async def sign_in(
    db: Db, visit: Visit, given: SignIn, *, cookie: str | None = None, known: tuple[str, ...] = ()
) -> Opened:
    """Open a session, under a new secret whatever cookie came along. `known`: the agents this browser has seen before.

    Raises WrongSignIn, CodeNeeded, WrongCode, TooManyAttempts.
    """
    email = checks.typed_email(given.email)
    attempt = await db.write(attempts.begin, "sign-in", attempts.SIGN_IN, {"address": email, "network": visit.network})
    found = await db.read(_known, email)
    if not await passwords.matches(found.password_hash if found else None, given.password) or found is None:
        log.warning(
            "sign-in refused", why="password", agent_id=found.agent.id if found else None, network=visit.network
        )
        raise WrongSignIn
    if found.totp_secret and not given.code:
        await db.write(attempts.withdraw, attempt)
        raise CodeNeeded
    proven = _Proven(found, attempt, await _rehashed(found, given.password))
    opened = await _admitted(db, proven, visit, given.code, cookie)
    if opened.agent.id not in known:
        await db.write(_tell_of_device, opened.agent.id, opened.session_id)
    log.info("signed in", agent_id=opened.agent.id, network=visit.network, new_device=opened.agent.id not in known)
    return opened


async def prove(db: Db, visit: Visit, me: Agent, given: Proof, *, cookie: str) -> Opened:
    """Once more who sits there: a fresh session takes the place of theirs.

    Raises WrongPassword, CodeNeeded, WrongCode, TooManyAttempts.
    """
    who = {"address": me.email, "network": visit.network}
    attempt = await db.write(attempts.begin, "sign-in", attempts.SIGN_IN, who)
    known = await db.read(_known, me.email)
    if known is None or not await passwords.matches(known.password_hash, given.password):
        log.warning("proof refused", why="password", agent_id=me.id, network=visit.network)
        raise WrongPassword(fields={"password": "Your current password is not right."})
    if known.totp_secret and not given.code:
        await db.write(attempts.withdraw, attempt)
        raise CodeNeeded
    return await _admitted(db, _Proven(known, attempt, None), visit, given.code, cookie)


async def _admitted(db: Db, proven: _Proven, visit: Visit, code: str | None, cookie: str | None) -> Opened:
    try:
        return await db.write(_admit, proven, visit, code, cookie)
    except WrongCode:
        log.warning("sign-in refused", why="code", agent_id=proven.known.agent.id, network=visit.network)
        raise


def _tell_of_device(tx: Tx, agent_id: str, session_id: str) -> None:
    tell(tx, agent_id, "new_device", session_id=session_id)


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
