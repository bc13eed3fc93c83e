"""What the widget shows before the first word: whose shop it is, who is in it, until when, and how soon an answer comes."""

from typing import Any

from shopkeeper import team
from shopkeeper.channels.adapters.chat.model import BrandFace, Config, Face, Prechat
from shopkeeper.channels.model import Inbox
from shopkeeper.kit.db import Tx
from shopkeeper.kit.live import Hub
from shopkeeper.team import hours as calendar

MOST_FACES = 3
LONGEST_TEXT = 5_000


def config(tx: Tx, inbox: Inbox, hub: Hub) -> Config:
    """Nothing in here is about a visitor, so everybody may keep it for a minute."""
    brand = team.brand(tx, inbox.brand_id)
    opens_at, closes_at, is_open = opening(tx, inbox)
    return Config(
        brand=BrandFace(brand.name, brand.colour, brand.locale, brand.privacy_url),
        agents=_faces(tx, inbox, hub),
        open=is_open,
        opens_at=opens_at,
        closes_at=closes_at,
        reply_time=brand.reply_time,
        prechat=_prechat(inbox.settings.get("prechat")),
        texts={str(k): str(v) for k, v in (inbox.settings.get("texts") or {}).items()},
        longest_file=inbox.abilities.longest_file,
        longest_text=inbox.abilities.longest_text or LONGEST_TEXT,
    )


def opening(tx: Tx, inbox: Inbox) -> tuple[int | None, int | None, bool]:
    """When the shop opens (None: it is open), when it closes (None: never, or it is closed), and whether it is open."""
    hours = team.brand_hours(tx, inbox.brand_id)
    if hours is None:
        return None, None, True
    is_open = calendar.open_at(hours, tx.now)
    return (None if is_open else calendar.next_opening(hours, tx.now)), calendar.closing_after(hours, tx.now), is_open


def _faces(tx: Tx, inbox: Inbox, hub: Hub) -> tuple[Face, ...]:
    presence = team.presence.of(hub)
    here = [a for a in team.agents(tx) if team.may_see(a, inbox.id) and presence.state(a.id) is team.Here.here]
    return tuple(Face(first(agent.name), agent.colour) for agent in here[:MOST_FACES])


def first(name: str) -> str:
    """What an agent is called across the counter."""
    return name.split()[0] if name.split() else name


def _prechat(given: Any) -> Prechat | None:
    if not isinstance(given, dict) or not (given.get("ask_name") or given.get("ask_email")):
        return None
    return Prechat(bool(given.get("ask_name")), bool(given.get("ask_email")), bool(given.get("required")))
