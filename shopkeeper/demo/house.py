"""What stands in the demo shop before anybody writes: agents, brand, hours, topics, replies, inboxes."""

from datetime import datetime

import msgspec

from shopkeeper import automation, channels, conversations, team
from shopkeeper.demo import cast
from shopkeeper.demo.script import ZONE
from shopkeeper.kit import signing
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent, Alerts, Interval, Role

CHAT = "Chat in the shop"


class Furniture(msgspec.Struct, frozen=True):
    """Ids of what was set up: agents by key, topics by name."""

    agents: dict[str, Agent]
    topics: dict[str, str]
    brand_id: str
    mailbox_id: str
    chat_id: str


def shop_secret() -> str:
    """What the shop signs its customers' identity tokens with: as long as the installation's own secret stays, so does it."""
    return signing.tag("demo-shop", "identity", 48)


def hire(tx: Tx, password_hash: str) -> dict[str, Agent]:
    """Alice, Bob and Carol, and the teams they are in."""
    agents = {keeper.key: _hire(tx, keeper, password_hash) for keeper in cast.KEEPERS}
    for name, members in cast.TEAMS:
        team.add_team(tx, team.NewTeam(name, tuple(agents[key].id for key in members)))
    return agents


def furnish(tx: Tx, agents: dict[str, Agent]) -> Furniture:
    """Brand, hours, topics, macros and inboxes."""
    brand_id = _brand(tx)
    topics = _topics(tx)
    _replies(tx, agents["alice"], topics)
    mailbox, chat = _inboxes(tx, brand_id)
    return Furniture(agents, topics, brand_id, mailbox, chat)


def counter_hours(now: int) -> tuple[Interval, ...]:
    """Every day from eight to six, and longer where the demo is opened outside that: the shop is open when you look."""
    hour = datetime.fromtimestamp(now / 1000, ZONE).hour
    opens, closes = min(8, hour), min(24, max(18, hour + 4))
    return tuple(Interval(day, f"{opens:02}:00", f"{closes:02}:00") for day in range(7))


def _hire(tx: Tx, keeper: cast.Keeper, password_hash: str) -> Agent:
    hired = team.add_agent(tx, team.NewAgent(keeper.email, keeper.name, Role(keeper.role)), password_hash=password_hash)
    # Nobody reads mail at these addresses.
    change = team.ProfileChange(colour=keeper.colour, alerts=Alerts(mail=False))
    return team.change_profile(tx, hired, change)


def _brand(tx: Tx) -> str:
    hours = team.add_hours(tx, team.NewHours("Behind the counter", str(ZONE), counter_hours(tx.now)))
    brand = team.add_brand(
        tx,
        team.NewBrand(
            cast.BRAND, colour="#163d31", site=cast.SITE, signature_text=cast.SIGNATURE, hours_id=hours.id,
            reply_time="three minutes", privacy_url=f"{cast.SITE}/privacy",
        ),
    )  # fmt: skip
    return brand.id


def _topics(tx: Tx) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, below in cast.TOPICS:
        found[name] = conversations.add_topic(tx, name).id
        found.update({leaf: conversations.add_topic(tx, leaf, found[name]).id for leaf in below})
    return found


def _replies(tx: Tx, agent: Agent, topics: dict[str, str]) -> None:
    for name, shortcut, topic, words in cast.REPLIES:
        acts = tuple(automation.Act(kind, args) for kind, args in cast.ACTS.get(shortcut, ()))
        reply = automation.NewMacro(name=name, text=words, shortcut=shortcut, topic_id=topics[topic], acts=acts)
        automation.add_macro(tx, agent, reply)


def _inboxes(tx: Tx, brand_id: str) -> tuple[str, str]:
    mail = channels.InboxWish(
        kind="email", name="Mail", brand_id=brand_id, address=cast.MAILBOX,
        settings={"receive": "none", "auth": "none", "smtp_host": "127.0.0.1", "smtp_port": 25, "smtp_security": "none"},
    )  # fmt: skip
    chat = channels.InboxWish(kind="chat", name=CHAT, brand_id=brand_id, secrets={"identity": shop_secret()})
    return channels.connect(tx, None, mail).id, channels.connect(tx, None, chat).id
