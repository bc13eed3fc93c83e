"""Who works here.

This room knows the agents, their roles and which inboxes each may see; how they sign in (password, a second step if they
want one), where they are signed in, and how they are told when something waits for them. It also knows the shop itself:
its brands, its teams, its opening hours and holidays, and who sits at the desk right now.
"""

from shopkeeper.team import hours, presence, showing
from shopkeeper.team.booting import BOOT, FEATURES, Boot, boot
from shopkeeper.team.branding import KEEPERS as BRAND_KEEPERS
from shopkeeper.team.branding import (
    BrandChange,
    NewBrand,
    add_brand,
    brand,
    brands,
    change_brand,
    default_brand,
    remove_brand,
)
from shopkeeper.team.events import AgentChanged, BrandChanged, HoursChanged, TeamChanged
from shopkeeper.team.hiring import (
    AgentChange,
    NewAgent,
    ProfileChange,
    add_agent,
    agent,
    agent_by_email,
    agents,
    change_agent,
    change_profile,
    may_see,
)
from shopkeeper.team.identifying import allows, by_token, found_by, identifier, recognise, visit
from shopkeeper.team.jobs import SCHEDULE, conversation_link, handlers, no_sender
from shopkeeper.team.joining import activate, invitation_link, invite, make_reset, reset_link, way_in
from shopkeeper.team.keeping_hours import (
    HoursChange,
    NewHours,
    add_hours,
    brand_hours,
    calendar,
    calendars,
    change_hours,
    public_holidays,
    remove_hours,
)
from shopkeeper.team.model import (
    Agent,
    AgentState,
    Alerts,
    Brand,
    Colleague,
    Here,
    Holiday,
    Hours,
    Interval,
    Role,
    Team,
    Token,
    Visit,
)
from shopkeeper.team.notifying import Letter, Sender, alert, tell
from shopkeeper.team.passwords import hash_password
from shopkeeper.team.sessions import Issued, NewToken, create_token, open_session, revoke_token, tokens
from shopkeeper.team.setting_up import STEPS as SETUP_STEPS
from shopkeeper.team.setting_up import do_step, setup_code
from shopkeeper.team.shred import PERSONAL, erase_agent, export_agent
from shopkeeper.team.teaming import NewTeam, TeamChange, add_team, change_team, remove_team, team, teams

__all__ = [
    "BOOT",
    "BRAND_KEEPERS",
    "FEATURES",
    "PERSONAL",
    "SCHEDULE",
    "SETUP_STEPS",
    "Agent",
    "AgentChange",
    "AgentChanged",
    "AgentState",
    "Alerts",
    "Boot",
    "Brand",
    "BrandChange",
    "BrandChanged",
    "Colleague",
    "Here",
    "Holiday",
    "Hours",
    "HoursChange",
    "HoursChanged",
    "Interval",
    "Issued",
    "Letter",
    "NewAgent",
    "NewBrand",
    "NewHours",
    "NewTeam",
    "NewToken",
    "ProfileChange",
    "Role",
    "Sender",
    "Team",
    "TeamChange",
    "TeamChanged",
    "Token",
    "Visit",
    "activate",
    "add_agent",
    "add_brand",
    "add_hours",
    "add_team",
    "agent",
    "agent_by_email",
    "agents",
    "alert",
    "allows",
    "boot",
    "brand",
    "brand_hours",
    "brands",
    "by_token",
    "calendar",
    "calendars",
    "change_agent",
    "change_brand",
    "change_hours",
    "change_profile",
    "change_team",
    "conversation_link",
    "create_token",
    "default_brand",
    "do_step",
    "erase_agent",
    "export_agent",
    "found_by",
    "handlers",
    "hash_password",
    "hours",
    "identifier",
    "invitation_link",
    "invite",
    "make_reset",
    "may_see",
    "no_sender",
    "open_session",
    "presence",
    "public_holidays",
    "recognise",
    "remove_brand",
    "remove_hours",
    "remove_team",
    "reset_link",
    "revoke_token",
    "setup_code",
    "showing",
    "team",
    "teams",
    "tell",
    "tokens",
    "visit",
    "way_in",
]
