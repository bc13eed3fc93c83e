"""Agents who share work."""

import msgspec
from msgspec import UNSET, UnsetType

from shopkeeper.kit import events, ids, structs
from shopkeeper.kit.db import Tx
from shopkeeper.team import checks
from shopkeeper.team.errors import NoSuchTeam
from shopkeeper.team.events import TeamChanged
from shopkeeper.team.hiring import agent
from shopkeeper.team.model import Team
from shopkeeper.team.store import shop


class NewTeam(msgspec.Struct, frozen=True):
    """`members` are agent ids."""

    name: str
    members: tuple[str, ...] = ()


class TeamChange(msgspec.Struct, frozen=True):
    """Fields left out stay as they are; `members` is replaced whole."""

    name: str | UnsetType = UNSET
    members: tuple[str, ...] | UnsetType = UNSET


def team(tx: Tx, id: str) -> Team:
    """Raises NoSuchTeam."""
    found = next((one for one in shop.teams(tx) if one.id == id), None)
    if found is None:
        raise NoSuchTeam
    return found


def teams(tx: Tx) -> list[Team]:
    """All teams, by name."""
    return shop.teams(tx)


def add_team(tx: Tx, new: NewTeam) -> Team:
    """Raises Invalid, NoSuchAgent."""
    return _keep(tx, Team(ids.new(), new.name, new.members))


def change_team(tx: Tx, id: str, change: TeamChange) -> Team:
    """Raises NoSuchTeam, Invalid, NoSuchAgent."""
    return _keep(tx, msgspec.structs.replace(team(tx, id), **structs.given(change)))


def remove_team(tx: Tx, id: str) -> None:
    """Raises NoSuchTeam."""
    team(tx, id)
    shop.remove_team(tx, id)
    events.record(tx, TeamChanged(id))


def _keep(tx: Tx, given: Team) -> Team:
    members = tuple(sorted({agent(tx, id).id for id in given.members}))
    kept = Team(given.id, checks.name(given.name), members)
    shop.put_team(tx, kept)
    events.record(tx, TeamChanged(kept.id))
    return kept
