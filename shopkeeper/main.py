"""The front hall: the only file that knows everybody. Tables, and nothing else.

Read ROUTES for what can be asked, REACTIONS for what follows from what, JOBS for what is done behind the scenes, SCHEDULE
for what comes round by itself, STARTS for what runs as long as the desk is open, SHREDS for who exports and erases
personal data. What lower rooms need of higher ones is handed to them at the end.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from shopkeeper import automation, channels, cli, commerce, conversations, demo, people, team
from shopkeeper.automation import alerting
from shopkeeper.automation import http as automation_http
from shopkeeper.channels import lines, taking
from shopkeeper.channels import showing as channels_showing
from shopkeeper.channels import standing as channels_standing
from shopkeeper.commerce import http as commerce_http
from shopkeeper.commerce import standing as commerce_standing
from shopkeeper.commerce.carriers import standing as carriers_standing
from shopkeeper.conversations import http as conversations_http
from shopkeeper.demo import http as demo_http
from shopkeeper.kit import db, events, files, health, jobs, keeping, settings
from shopkeeper.kit.events import Reaction
from shopkeeper.kit.house import House, Start
from shopkeeper.kit.http import contract, standing, static
from shopkeeper.kit.http import health as watchers
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.live import Hub
from shopkeeper.people import http as people_http
from shopkeeper.team import http as team_http

ASSETS = Path(__file__).with_name("assets")
# Styles need a nonce because Mantine writes its variables into the page (and shell/trusted.ts lets nothing but styles through); frames show customers' HTML mail, sandboxed.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; media-src 'self' data:; frame-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default"
)

ROUTES: Sequence[Any] = [
    *watchers.routes,
    *standing.routes,
    *contract.routes,
    *team_http.routes,
    *people_http.routes,
    *conversations_http.routes,
    *channels.routes(),
    *commerce_http.routes,
    *automation_http.routes,
    *demo_http.routes,
    static.file("/widget.js", ASSETS / "widget" / "widget.js", "public, max-age=300"),
    static.files("/widget", ASSETS / "widget"),
    static.application(ASSETS / "workspace", POLICY, but=("api/", "chat/", "hooks/", "widget/", "demo-shop/")),
]

REACTIONS: Mapping[type[events.Fact], Sequence[Reaction]] = {
    conversations.Assigned: [Reaction(alerting.ASSIGNED)],
    conversations.NoteWritten: [Reaction(alerting.MENTIONED)],
    conversations.MessageHeard: [Reaction(alerting.ANSWERED), Reaction(commerce.PIN)],
    commerce.IntentChanged: [Reaction(automation.SHOP_DID)],
}

JOBS: Mapping[str, jobs.Handler] = {
    **keeping.handlers,
    **health.handlers,
    **team.handlers(channels.send_letter),
    **conversations.handlers,
    **channels.handlers,
    **commerce.handlers,
    **alerting.handlers,
    **automation.shop_handlers,
}

SCHEDULE: Sequence[jobs.Periodic] = [
    *keeping.SCHEDULE,
    *health.SCHEDULE,
    *team.SCHEDULE,
    *conversations.SCHEDULE,
    *channels.schedule,
    *commerce.schedule,
]

STARTS: Sequence[Start] = [team.presence.following, taking.taken_up, lines.fetching]

HEALTH: Sequence[health.Check] = [
    channels_standing.check,
    commerce_standing.check,
    carriers_standing.check,
    *health.CHECKS_OF_THE_HOUSE,
]

READINGS: Sequence[health.Reading] = [health.readings_of_the_house, channels_standing.readings]

SHREDS = [people, conversations, channels, commerce, automation, team]

ENTRIES: Mapping[str, type[Any]] = {**commerce.ENTRIES}
conversations.BODIES.update(ENTRIES)

team.BOOT.update(
    inboxes=channels_showing.boot,
    stores=commerce.boot,
    topics=lambda tx, agent: conversations.topics(tx),
    tags=lambda tx, agent: conversations.tags(tx),
    macros=lambda tx, agent: automation.all_macros(tx),
)
team.BRAND_KEEPERS.extend([channels_showing.keeps_brand, conversations.keeps_brand, commerce.keeps_brand])
team.SETUP_STEPS.update(mailbox=channels_showing.has_mailbox, widget=channels_showing.has_chat)

health.CHECKS[:], health.READINGS[:] = HEALTH, READINGS

HOUSE = House(
    routes=ROUTES,
    identifier=team.identifier,
    allows=team.allows,
    reactions=REACTIONS,
    handlers=JOBS,
    schedule=SCHEDULE,
    starts=STARTS,
    commands=cli.COMMANDS,
    welcome=cli.welcome,
)


def tables() -> sa.MetaData:
    """Every table of every room, for migrations and the tests that walk them."""
    return db.metadata


def http_app() -> Any:
    """The application without a desk behind it, able to describe itself: for the OpenAPI file and the table of routes."""
    nowhere = settings.Settings(data="/nonexistent", secret="only to describe")  # noqa: S106
    unopened = db.open("/nonexistent/shopkeeper.db")
    return HOUSE.app(Ctx(unopened, files.DiskFiles(Path("/nonexistent")), nowhere, Hub(unopened)), describe=True)


def main() -> None:
    """The program `shopkeeper`."""
    cli.command_line(HOUSE, demo)()
