"""Lets a customer of the demo shop say something now and then, answer when answered, buy something, get a parcel."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

import structlog

from shopkeeper import channels, conversations, people
from shopkeeper.conversations import Heard, MessageSaid
from shopkeeper.demo.house import CHAT
from shopkeeper.demo.trading import trade
from shopkeeper.kit import errors
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.live import News
from shopkeeper.people import HandleKind

log = structlog.get_logger("demo")


class Pace(NamedTuple):
    """How lively it is, in seconds: before the first visit, between two, and before an answer to an answer."""

    first: float = 45
    pause: tuple[float, float] = (150, 420)
    thinking: tuple[float, float] = (5, 14)


EASY = Pace()
JUST_NOW = 60_000
"""Milliseconds."""


class Visit(NamedTuple):
    """Somebody who comes by: what they are called, what they say, and what they answer when answered."""

    cookie: str
    name: str
    words: str
    thanks: tuple[str, ...]


VISITS = (
    Visit("yuki", "Yuki Tanaka", "oh and can they come rolled, not folded?", ("perfect, rolled it is", "thank you Carol!")),
    Visit("ghent", "Visitor from Ghent", "hello, is the skerry anorak really that yellow?", ("my kids will find me then", "sold!")),
    Visit("elif", "Elif Kaya", "never mind the green, rust is growing on me", ("great, ordered", ":)")),
    Visit("malmo", "Visitor from Malmö", "Hej! Do you mend things bought somewhere else?", ("Fair enough. Then I will buy the next one here.", "Tack!")),
    Visit("porto", "Visitor from Porto", "she says yes to the scarf, if it comes in a box", ("a box it is. obrigado!",)),
    Visit("bremen", "Visitor from Bremen", "Moin, habt ihr die Hausschuhe noch in 42?", ("Super, dann bestelle ich gleich.", "Danke!")),
    Visit("nantes", "Visitor from Nantes", "Bonjour, le tablier existe-t-il sans broderie ?", ("Parfait, merci !",)),
    Visit("leeds", "Visitor from Leeds", "does the gilet fit under a cycling jacket?", ("brilliant, cheers",)),
)  # fmt: skip


@asynccontextmanager
async def living(ctx: Ctx, pace: Pace = EASY) -> AsyncIterator[None]:
    """Runs as long as the desk is open."""
    tasks = [asyncio.create_task(task(ctx, pace)) for task in (_visits, _thanks, trade)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _visits(ctx: Ctx, pace: Pace) -> None:
    await asyncio.sleep(pace.first)
    for visit in VISITS:
        await _say(ctx, visit.cookie, visit.name, visit.words)
        await asyncio.sleep(random.uniform(*pace.pause))


async def _thanks(ctx: Ctx, pace: Pace) -> None:
    """Whoever chats here and is answered by somebody says one more thing, once each."""
    left = {visit.cookie: list(visit.thanks) for visit in VISITS}
    with ctx.hub.subscribe("desk") as heard:
        async for message in heard:
            if isinstance(message, News) and isinstance(message.fact, MessageSaid) and message.fact.agent_id:
                try:
                    await _maybe_thank(ctx, message.fact, left, pace)
                except errors.NotFound:
                    continue


async def _maybe_thank(ctx: Ctx, fact: MessageSaid, left: dict[str, list[str]], pace: Pace) -> None:
    cookie, at = await ctx.db.read(_cookie_and_time, fact)
    # The stories are told as facts too, and nobody thanks for last week.
    if cookie is None or not left.get(cookie) or ctx.now - at > JUST_NOW:
        return
    await asyncio.sleep(random.uniform(*pace.thinking))
    visit = next(one for one in VISITS if one.cookie == cookie)
    await _say(ctx, cookie, visit.name, left[cookie].pop(0))


async def _say(ctx: Ctx, cookie: str, name: str, words: str) -> None:
    try:
        await ctx.db.write_background(_hear, cookie, name, words)
    except errors.Failure as failure:
        log.warning("a demo customer could not speak", reason=failure.detail)


def _hear(tx: Tx, cookie: str, name: str, words: str) -> None:
    chat = next((box for box in channels.all_inboxes(tx) if box.name == CHAT), None)
    if chat is None:
        return
    person = people.recognise(tx, HandleKind.visitor, f"demo-{cookie}", name=name, source="chat")
    held = people.holder(tx, HandleKind.visitor, f"demo-{cookie}")
    conversations.hear(
        tx,
        Heard(
            person_id=person.id, handle_id=held.id if held else None, brand_id=chat.brand_id, inbox_id=chat.id,
            channel=chat.kind, text=words, name=name, live=True,
        ),
    )  # fmt: skip


def _cookie_and_time(tx: Tx, fact: MessageSaid) -> tuple[str | None, int]:
    handles = people.person(tx, fact.person_id).handles
    cookies = (handle.value for handle in handles if handle.kind is HandleKind.visitor)
    cookie = next((value.removeprefix("demo-") for value in cookies if value.startswith("demo-")), None)
    return cookie, conversations.entry(tx, fact.entry_id).at
