"""Switching the second step on and off."""

import msgspec

from shopkeeper.kit import events
from shopkeeper.kit.db import Tx
from shopkeeper.kit.signing import seal, unseal
from shopkeeper.team import second_step
from shopkeeper.team.checks import wrong
from shopkeeper.team.errors import NoTotpBegun
from shopkeeper.team.events import AgentChanged
from shopkeeper.team.hiring import agent
from shopkeeper.team.identifying import forget
from shopkeeper.team.model import Agent
from shopkeeper.team.notifying import tell
from shopkeeper.team.store import agents as store


class TotpBegun(msgspec.Struct, frozen=True):
    """For the authenticator: by hand (`secret`), as a link (`uri`) or as a picture (`qr_svg`)."""

    secret: str
    uri: str
    qr_svg: str


class TotpOn(msgspec.Struct, frozen=True):
    """Shown this once: each opens the second step one time, when the phone is lost."""

    recovery_codes: tuple[str, ...]


def begin_totp(tx: Tx, me: Agent) -> str:
    """A new secret that does not count until it is confirmed with a code."""
    secret = second_step.new_secret()
    store.set_secrets(tx, me.id, totp_pending=seal(secret.encode()))
    return secret


def show_totp(me: Agent, secret: str) -> TotpBegun:
    """The secret in every shape that an authenticator takes."""
    uri = second_step.uri(secret, me.email)
    return TotpBegun(secret, uri, second_step.qr(uri))


def confirm_totp(tx: Tx, me: Agent, code: str) -> TotpOn:
    """From now on signing in asks for a code. Raises NoTotpBegun, Invalid."""
    known = store.credentials(tx, id=me.id)
    if known is None or known.totp_pending is None:
        raise NoTotpBegun
    step = second_step.step_of(unseal(known.totp_pending).decode(), code, tx.now)
    if step is None:
        raise wrong("code", "That is not the code your app shows now. Check that the phone's clock is right.")
    codes = second_step.new_recovery_codes()
    store.set_secrets(tx, me.id, totp_secret=known.totp_pending, totp_pending=None, totp_step=step)
    store.set_recovery_codes(tx, me.id, [second_step.recovery_hash(one) for one in codes])
    tell(tx, me.id, "totp_on")
    _changed(tx, me.id)
    return TotpOn(codes)


def drop_totp(tx: Tx, me: Agent) -> Agent:
    """The password alone is enough again; they are told by mail, in case it was not they."""
    return drop_totp_of(tx, me.id)


def drop_totp_of(tx: Tx, id: str) -> Agent:
    """The same for somebody who lost their phone. Raises NoSuchAgent."""
    me = agent(tx, id)
    if me.totp:
        store.set_secrets(tx, me.id, totp_secret=None, totp_pending=None)
        store.set_recovery_codes(tx, me.id, ())
        tell(tx, me.id, "totp_off")
        _changed(tx, me.id)
    return agent(tx, me.id)


def _changed(tx: Tx, id: str) -> None:
    events.record(tx, AgentChanged(id))
    forget(tx)
