"""What we keep about those who work here, to hand out and to erase. Customers are not in this room."""

from typing import Any

import msgspec

from shopkeeper.kit import events
from shopkeeper.kit.db import Tx
from shopkeeper.team.errors import LastAdmin
from shopkeeper.team.events import AgentChanged
from shopkeeper.team.hiring import agent, sign_out_everywhere
from shopkeeper.team.model import Agent, AgentState, Alerts, Role
from shopkeeper.team.store import agents as store
from shopkeeper.team.store import keys, shop

PERSONAL = {
    "agent": ("email", "name", "colour", "locale"),
    "agent_session": ("user_agent", "network"),
    "agent_token": ("name",),
}
"""Columns of this room that hold personal data: all of agents, all covered below."""


def export_agent(tx: Tx, id: str) -> dict[str, Any]:
    """Everything kept about an agent, readable by people and machines. Raises NoSuchAgent."""
    return {
        "agent": msgspec.to_builtins(agent(tx, id)),
        "sessions": msgspec.to_builtins(keys.sessions(tx, id, None)),
        "tokens": msgspec.to_builtins(keys.tokens(tx, id)),
        "teams": [team.name for team in shop.teams(tx) if id in team.members],
    }


def erase_agent(tx: Tx, id: str) -> None:
    """Leave of a former agent only an id without a name, since their answers stay. Raises NoSuchAgent, LastAdmin."""
    tx.lock("team:admins")
    before = agent(tx, id)
    if before.role is Role.admin and before.state is AgentState.active and store.active_admins(tx) == 1:
        raise LastAdmin
    sign_out_everywhere(tx, id)
    keys.remove_tokens(tx, agent_id=id)
    keys.remove_links(tx, id)
    shop.leave_teams(tx, id)
    store.set_recovery_codes(tx, id, ())
    store.set_secrets(tx, id, password_hash=None, totp_secret=None, totp_pending=None)
    store.change(tx, _nameless(before))
    events.record(tx, AgentChanged(id))


def _nameless(before: Agent) -> Agent:
    return msgspec.structs.replace(
        before,
        email=f"{before.id}@erased.invalid",
        name="Former colleague",
        role=Role.agent,
        inboxes=(),
        state=AgentState.disabled,
        alerts=Alerts(desktop=False, mail=False, sound=False),
    )
