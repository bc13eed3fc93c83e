"""Who works here: adding and changing agents, and what each may see."""

import msgspec
from msgspec import UNSET, UnsetType

from shopkeeper.kit import events, ids, structs
from shopkeeper.kit.db import Tx
from shopkeeper.team import checks
from shopkeeper.team.errors import AgentExists, LastAdmin, NoSuchAgent
from shopkeeper.team.events import AgentChanged, TeamChanged
from shopkeeper.team.identifying import forget
from shopkeeper.team.model import Agent, AgentState, Alerts, Role
from shopkeeper.team.store import agents as store
from shopkeeper.team.store import keys, shop
from shopkeeper.team.wording import colour_of, name_from


class NewAgent(msgspec.Struct, frozen=True):
    """`name` may stay empty until they join; `inboxes` None gives all of them."""

    email: str
    name: str = ""
    role: Role = Role.agent
    inboxes: tuple[str, ...] | None = None
    locale: str = "en"


class AgentChange(msgspec.Struct, frozen=True):
    """What an administrator may change of somebody. Fields left out stay as they are.

    Of `state` only "disabled" is theirs to say; with any other somebody disabled may come back.
    """

    email: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    role: Role | UnsetType = UNSET
    inboxes: tuple[str, ...] | UnsetType | None = UNSET
    state: AgentState | UnsetType = UNSET


class ProfileChange(msgspec.Struct, frozen=True):
    """What everybody may change of themselves. Fields left out stay as they are."""

    name: str | UnsetType = UNSET
    locale: str | UnsetType = UNSET
    colour: str | UnsetType = UNSET
    alerts: Alerts | UnsetType = UNSET


def may_see(agent: Agent, inbox_id: str | None) -> bool:
    """Whether this agent may see what came in at this inbox; what belongs to no inbox everybody may see."""
    return agent.role is Role.admin or agent.inboxes is None or inbox_id is None or inbox_id in agent.inboxes


def agent(tx: Tx, id: str) -> Agent:
    """The agent of this id, also a disabled one. Raises NoSuchAgent."""
    found = store.one(tx, id)
    if found is None:
        raise NoSuchAgent
    return found


def agent_by_email(tx: Tx, email: str) -> Agent:
    """The agent of this mail address. Raises NoSuchAgent."""
    found = store.credentials(tx, email=checks.email(email))
    if found is None:
        raise NoSuchAgent(f"Nobody with the address {email} works here. Add them first.")
    return found.agent


def agents(tx: Tx) -> list[Agent]:
    """Everybody who works or worked here, by name."""
    return store.everybody(tx)


def add_agent(tx: Tx, new: NewAgent, *, password_hash: str | None = None) -> Agent:
    """Let somebody in: invited, or active at once when a password hash is given. Raises AgentExists, Invalid."""
    email = checks.email(new.email)
    if store.credentials(tx, email=email):
        raise AgentExists
    id = ids.new()
    added = Agent(
        id=id,
        email=email,
        name=checks.name(new.name or name_from(email)),
        role=new.role,
        inboxes=new.inboxes,
        locale=checks.locale(new.locale),
        colour=colour_of(id),
        state=AgentState.active if password_hash else AgentState.invited,
        totp=False,
        created_at=tx.now,
    )
    store.add(tx, added, password_hash)
    events.record(tx, AgentChanged(id))
    return added


def change_agent(tx: Tx, id: str, change: AgentChange) -> Agent:
    """Change somebody's name, role, rights or state. Disabling signs them out everywhere.

    Raises NoSuchAgent, AgentExists, LastAdmin, Invalid.
    """
    tx.lock("team:admins")
    before = agent(tx, id)
    after = msgspec.structs.replace(before, **_checked(change))
    if after.email != before.email and store.credentials(tx, email=after.email):
        raise AgentExists
    if after.state is not before.state:
        after = _moved(tx, before, after)
    _keep(tx, before, after)
    if _was_admin(before) and not store.active_admins(tx):
        raise LastAdmin
    return after


def change_profile(tx: Tx, me: Agent, change: ProfileChange) -> Agent:
    """Change one's own name, language, colour or alerts."""
    before = agent(tx, me.id)
    after = msgspec.structs.replace(before, **_checked(change))
    _keep(tx, before, after)
    return after


def _checked(change: msgspec.Struct) -> dict[str, object]:
    found = structs.given(change)
    for field, check in (
        ("email", checks.email),
        ("name", checks.name),
        ("locale", checks.locale),
        ("colour", checks.colour),
    ):
        if field in found:
            found[field] = check(str(found[field]))
    return found


def _moved(tx: Tx, before: Agent, after: Agent) -> Agent:
    """Only disabling is ours to say: who comes back is active if they ever chose a password, invited otherwise."""
    if after.state is AgentState.disabled:
        sign_out_everywhere(tx, before.id)
        keys.remove_tokens(tx, agent_id=before.id)
        keys.remove_links(tx, before.id)
        _leave_teams(tx, before.id)
        return after
    known = store.credentials(tx, id=before.id)
    state = AgentState.active if known and known.password_hash else AgentState.invited
    return msgspec.structs.replace(after, state=state)


def _leave_teams(tx: Tx, agent_id: str) -> None:
    for team in shop.teams(tx):
        if agent_id in team.members:
            events.record(tx, TeamChanged(team.id))
    shop.leave_teams(tx, agent_id)


def _keep(tx: Tx, before: Agent, after: Agent) -> None:
    if after != before:
        store.change(tx, after)
        events.record(tx, AgentChanged(after.id))
        forget(tx)


def _was_admin(agent: Agent) -> bool:
    return agent.role is Role.admin and agent.state is AgentState.active


def sign_out_everywhere(tx: Tx, agent_id: str, *, but: str | None = None) -> int:
    """End every session of an agent (except `but`); says how many."""
    forget(tx)
    return keys.remove_sessions(tx, agent_id=agent_id, but=but)
