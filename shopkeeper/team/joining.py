"""Becoming an agent by a one-time link, and getting back in after a forgotten password."""

import msgspec

from shopkeeper.kit import events, jobs
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.settings import Settings
from shopkeeper.team import attempts, checks, links, passwords
from shopkeeper.team.errors import AlreadyJoined, LinkSpent, TooManyAttempts, WrongPassword
from shopkeeper.team.events import AgentChanged
from shopkeeper.team.hiring import agent, sign_out_everywhere
from shopkeeper.team.identifying import forget
from shopkeeper.team.links import Purpose
from shopkeeper.team.model import Agent, AgentState, Invitation, Visit
from shopkeeper.team.notifying import tell
from shopkeeper.team.sessions import Opened, open_session
from shopkeeper.team.store import agents as store
from shopkeeper.team.store import keys

MAIL_INVITATION = "team.mail_invitation"
MAIL_RESET = "team.mail_reset"


class Joining(msgspec.Struct, frozen=True):
    """What somebody who was invited sends: what to call them, and their password."""

    name: str
    password: str


def invite(tx: Tx, agent_id: str) -> str:
    """The secret of a one-time link for somebody added before. Raises NoSuchAgent, AlreadyJoined."""
    _not_joined(agent(tx, agent_id))
    return links.make(tx, Purpose.join, agent_id)


def invite_and_mail(tx: Tx, agent_id: str) -> str:
    """As `invite`; another link, for the same place, goes by mail. Raises NoSuchAgent, AlreadyJoined."""
    secret = invite(tx, agent_id)
    jobs.enqueue(tx, MAIL_INVITATION, {"agent_id": agent_id})
    return secret


def invitation_link(settings: Settings, secret: str) -> str:
    """Where an invitation opens in the workspace."""
    return f"{settings.url}/join/{secret}"


def way_in(tx: Tx, settings: Settings, agent_id: str) -> str:
    """A one-time link into the desk: to join for whoever was invited, to set a new password for whoever has joined.

    For the command line, where no mail may be set up yet. Raises NoSuchAgent; LinkSpent for a disabled agent.
    """
    known = agent(tx, agent_id)
    if known.state is AgentState.invited:
        return invitation_link(settings, invite(tx, agent_id))
    if known.state is AgentState.disabled:
        raise LinkSpent("They were disabled. Let an administrator bring them back first.")
    return reset_link(settings, make_reset(tx, agent_id))


def reset_link(settings: Settings, secret: str) -> str:
    """Where a password reset opens in the workspace."""
    return f"{settings.url}/reset/{secret}"


def invitation(tx: Tx, secret: str) -> Invitation:
    """What the invited person sees. Raises LinkSpent."""
    found = links.look(tx, Purpose.join, secret)
    invited = agent(tx, found.agent_id)
    if invited.state is not AgentState.invited:
        raise LinkSpent
    return Invitation(invited.email, invited.name, invited.role, found.expires_at)


async def join(db: Db, visit: Visit, secret: str, joining: Joining) -> Opened:
    """Take up an invitation and be signed in. Raises LinkSpent, Invalid."""
    invited = await db.read(invitation, secret)
    password_hash = await passwords.hash_password(joining.password, email=invited.email)
    return await db.write(_join, visit, secret, joining.name, password_hash)


def _join(tx: Tx, visit: Visit, secret: str, name: str, password_hash: str) -> Opened:
    id = links.spend(tx, Purpose.join, secret)
    return open_session(tx, activate(tx, id, name, password_hash), visit)


def activate(tx: Tx, id: str, name: str, password_hash: str) -> Agent:
    """Make an invited agent an active one. Raises AlreadyJoined, Invalid."""
    invited = agent(tx, id)
    _not_joined(invited)
    joined = msgspec.structs.replace(invited, name=checks.name(name), state=AgentState.active)
    store.change(tx, joined)
    store.set_secrets(tx, id, password_hash=password_hash)
    events.record(tx, AgentChanged(id))
    return joined


def _not_joined(invited: Agent) -> None:
    if invited.state is not AgentState.invited:
        raise AlreadyJoined


# --- a forgotten password ---


async def ask_reset(db: Db, visit: Visit, email: str) -> None:
    """Mail a reset link, if somebody with this address works here. The answer is the same either way, also for too many."""
    await db.write(_ask_reset, checks.typed_email(email), visit.network)


def _ask_reset(tx: Tx, email: str, network: str) -> None:
    try:
        attempts.begin(tx, "reset", attempts.RESET, {"address": email, "network": network})
    except TooManyAttempts:
        return
    known = store.credentials(tx, email=email)
    if known and known.agent.state is AgentState.active:
        jobs.enqueue(tx, MAIL_RESET, {"agent_id": known.agent.id})


def make_reset(tx: Tx, agent_id: str) -> str:
    """The secret of a one-time link to set a new password, good for an hour."""
    return links.make(tx, Purpose.reset, agent(tx, agent_id).id)


async def reset(db: Db, secret: str, password: str) -> None:
    """Set a new password by the link from the mail; every window is signed out. Raises LinkSpent, Invalid."""
    known = await db.read(_reset_for, secret)
    password_hash = await passwords.hash_password(password, email=known.email)
    await db.write(_reset, secret, password_hash)


def _reset_for(tx: Tx, secret: str) -> Agent:
    known = agent(tx, links.look(tx, Purpose.reset, secret).agent_id)
    if known.state is not AgentState.active:
        raise LinkSpent
    return known


def _reset(tx: Tx, secret: str, password_hash: str) -> None:
    _reset_for(tx, secret)
    id = links.spend(tx, Purpose.reset, secret)
    store.set_secrets(tx, id, password_hash=password_hash)
    sign_out_everywhere(tx, id)
    tell(tx, id, "password_changed")
    attempts.succeed(tx, "sign-in", (attempts.SIGN_IN[1],), {"address": agent(tx, id).email})


# --- changing it while signed in ---


async def change_password(db: Db, me: Agent, old: str, new: str, *, session_id: str | None) -> None:
    """Set another password; all other windows are signed out. Raises WrongPassword, Invalid, TooManyAttempts."""
    await prove(db, me, old)
    password_hash = await passwords.hash_password(new, email=me.email)
    await db.write(_change_password, me.id, password_hash, session_id)


def _change_password(tx: Tx, id: str, password_hash: str, session_id: str | None) -> None:
    store.set_secrets(tx, id, password_hash=password_hash)
    tell(tx, id, "password_changed")
    keys.remove_links(tx, id, Purpose.reset.value)
    sign_out_everywhere(tx, id, but=session_id)
    forget(tx)


async def prove(db: Db, me: Agent, password: str) -> None:
    """Make sure it is really they who sit there. Raises WrongPassword, TooManyAttempts."""
    attempt = await db.write(attempts.begin, "password", attempts.PASSWORD, {"address": me.email})
    known = await db.read(_credentials, me.id)
    if not await passwords.matches(known.password_hash, password):
        raise WrongPassword(fields={"password": "Your current password is not right."})
    await db.write(attempts.withdraw, attempt)


def _credentials(tx: Tx, id: str) -> store.Credentials:
    found = store.credentials(tx, id=id)
    if found is None:
        raise LinkSpent
    return found
