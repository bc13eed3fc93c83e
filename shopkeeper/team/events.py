"""The facts this room announces."""

from shopkeeper.kit.events import Fact


class AgentChanged(Fact, frozen=True):
    """Somebody was invited, joined, changed, was disabled or erased."""

    agent_id: str


class BrandChanged(Fact, frozen=True):
    """A brand was added, changed or removed."""

    brand_id: str


class HoursChanged(Fact, frozen=True):
    """Opening hours were added, changed or removed."""

    hours_id: str


class TeamChanged(Fact, frozen=True):
    """A team was added, removed, or has other members."""

    team_id: str
