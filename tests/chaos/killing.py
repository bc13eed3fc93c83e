"""`kill -9` again and again, while mail and chats come in and answers go out."""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx

from tests import servers
from tests.chaos.counting import Books, Inward, Outward, adds_up, inward, lying_in, outward
from tests.chaos.crowd import Agents, Told, Visitor, letter, post_letters
from tests.chaos.trial import Trial, by_imap, by_smtp, eventually, trial
from tests.servers import MailServer, MailStore

FETCHED, HANDED = "hello@fetched.example", "hello@handed.test"
EACH = 10
"""Words of one visitor, letters of one customer."""
ANSWERERS = 6
"""Agents at work at once."""


@dataclass(frozen=True)
class Killed:
    """What one run found. `refused`: how often somebody had to ask again, by status (0: no answer at all)."""

    kills: int
    inward: Inward
    outward: Outward
    by: dict[str, int]
    refused: dict[int, int]
    seconds: float

    @property
    def ok(self) -> bool:
        inside, out = self.inward, self.outward
        return not any((inside.lost, inside.doubled, inside.extra, out.lost, out.doubled, out.failed))

    def words(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Post:
    """The mail servers of a run and the customers who have a mailbox there."""

    store: MailStore
    server: MailServer
    customers: tuple[str, ...]


async def killed(folder: Path, database: str, *, kills: int, messages: int, answers: int, seed: int = 1) -> Killed:
    """Half of the messages by chat, a quarter fetched by IMAP, a quarter handed over by LMTP."""
    with ExitStack() as stack:
        store = stack.enter_context(servers.dovecot())
        async with trial(folder, database_url=database) as shop:
            server = stack.enter_context(servers.postfix(store, beside={"handed.test": shop.lmtp}))
            customers = tuple(f"ana{n}@home.example" for n in range(max(2, messages // 2 // EACH)))
            post = Post(store, server, customers)
            await shop.connect("fetched", FETCHED, store.password, **by_imap(store, FETCHED, server))
            await shop.connect("handed", HANDED, receive="listener", auth="none", **by_smtp(server.host, server.port))
            return await _run(shop, post, kills, messages, answers, random.Random(seed))


async def _run(shop: Trial, post: Post, kills: int, messages: int, answers: int, dice: random.Random) -> Killed:
    began, inside, outside = time.monotonic(), Told(), Told()
    async with shop.door() as line, httpx.AsyncClient(timeout=20, trust_env=False) as street:
        visitors = [Visitor(shop, street, n, inside) for n in range(max(1, messages // 2 // EACH))]
        agents = Agents(shop, line, outside)
        for part in range(kills + 1):
            share = [_share(many, part, kills + 1) for many in (messages // 2, messages // 2, answers)]
            working = asyncio.gather(
                _chat(visitors, share[0], dice), _mail(post, share[1], inside), _answer(agents, share[2], dice)
            )
            if part < kills:
                await asyncio.sleep(dice.uniform(0.02, 0.8))
                await shop.again()
            await working
        await _settled(shop, post, inside)
        books = Books(shop)
        await eventually(lambda: _quiet(books), patience=120)
        adds_up(books)
        for visitor in visitors:
            assert [id for id in await visitor.sees() if id in set(visitor.said)] == visitor.said
        return Killed(
            kills, inward(books, inside.accepted), _went_out(books, post, outside), await _by(shop, books),
            {**inside.refused, **{status: many + inside.refused.get(status, 0) for status, many in outside.refused.items()}},
            round(time.monotonic() - began, 1),
        )  # fmt: skip


def _went_out(books: Books, post: Post, told: Told) -> Outward:
    return outward(books, told.accepted, lying_in(post.store.mail, post.customers))


def _share(many: int, part: int, parts: int) -> range:
    return range(many * part // parts, many * (part + 1) // parts)


async def _chat(visitors: Sequence[Visitor], numbers: range, dice: random.Random) -> None:
    """Each visitor speaks in order; several at once."""
    turns: dict[int, list[int]] = {}
    for n in numbers:
        turns.setdefault(n % len(visitors), []).append(n)

    async def speak(which: int) -> None:
        await asyncio.sleep(dice.uniform(0, 0.3))
        if not visitors[which].token:
            await visitors[which].enters()
        for n in turns[which]:
            await visitors[which].says(f"Word {n}")

    await asyncio.gather(*(speak(which) for which in turns))


async def _mail(post: Post, numbers: range, told: Told) -> None:
    pairs = [(n, post.customers[n % len(post.customers)]) for n in numbers]
    letters = [letter(n, who, FETCHED if n % 2 else HANDED) for n, who in pairs]
    parts = [letters[start::3] for start in range(3)]
    await asyncio.gather(*(post_letters(post.server, part, told) for part in parts if part))


async def _answer(agents: Agents, numbers: range, dice: random.Random) -> None:
    waiting = list(numbers)

    async def work() -> None:
        while waiting:
            known = agents.known or await agents.look()
            if not known:
                await asyncio.sleep(0.2)
                continue
            if waiting:
                await agents.answers(dice.choice(known), waiting.pop())

    if waiting:
        await agents.look()
        await asyncio.gather(*(work() for _ in range(ANSWERERS)))


async def _settled(shop: Trial, post: Post, told: Told) -> None:
    """Everything the mail servers took has been taken in: nothing of ours waits, nothing lies in their queue."""
    letters = sum("@mail.example" in one for one in told.accepted)

    async def all_in() -> bool:
        counts = await shop.counts()
        taken = sum(counts[name]["stored"] + counts[name]["quarantined"] for name in ("fetched", "handed"))
        return taken >= letters and not any(one["waiting"] for one in counts.values())

    await eventually(all_in, patience=180, pause=0.5)


async def _quiet(books: Books) -> bool:
    """No answer is on its way any more."""
    return not books.one("SELECT count(*) FROM delivery WHERE state IN ('queued', 'sending')")


async def _by(shop: Trial, books: Books) -> dict[str, int]:
    """Messages stored, by the way they came; held against the mailbox itself."""
    counts = await shop.counts()
    by = {name: counts[name]["stored"] for name in ("fetched", "handed")}
    chat = "SELECT count(*) FROM entry WHERE channel = 'chat' AND direction = 'in' AND kind = 'message'"
    return {**by, "chat": books.one(chat)}
