"""A sale: thousands of webhooks at once, some of them twice, some forged, and one that cannot be kept."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import httpx
import pytest

from shopkeeper import commerce
from shopkeeper.commerce import hooking
from shopkeeper.commerce.adapters.shelf.adapter import hook, signature
from shopkeeper.commerce.events import WebhookQuarantined
from shopkeeper.commerce.tests.conftest import KEY, Desk
from shopkeeper.kit import events

MANY = 120
Sent = tuple[bytes, dict[str, str]]


async def test_the_same_ones_at_once_are_kept_once_and_the_counts_add_up(desk: Desk) -> None:
    posts = await sold(desk)
    forged = [(body + b" ", headers) for body, headers in posts[:10]]
    answers = await rush(desk, [*posts, *forged, *posts, *posts])
    assert Counter(one.status_code for one in answers) == {200: 3 * len(posts), 403: len(forged)}
    states = Counter(one.json()["state"] for one in answers if one.status_code == 200)
    assert states == {"kept": len(posts), "duplicate": 2 * len(posts)}
    assert await desk.db.read(hooking.counts, desk.store.id) == {"taken": len(posts)}
    assert len(await desk.db.read(commerce.listing, 2 * MANY)) == MANY


async def test_one_that_cannot_be_kept_takes_no_other_with_it(desk: Desk) -> None:
    posts = await sold(desk)
    # PostgreSQL keeps no text with a NUL in it.
    odd = (posts[0][0], {"x-shelf-delivery": "a\0b", "x-shelf-signature": signature(KEY, "a\0b", posts[0][0])})
    answers = await rush(desk, [*posts[:50], odd, *posts[50:]])
    assert {one.status_code for at, one in enumerate(answers) if at != 50} == {200}
    assert answers[50].status_code == (422 if desk.db.dialect == "postgresql" else 200)
    assert len(await desk.db.read(commerce.listing, 2 * MANY)) == MANY


async def test_in_a_rush_what_cannot_be_read_is_acknowledged_and_put_aside_a_moment_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooking, "RUSH_SECONDS", 600.0)
    posts = await sold(desk)
    await rush(desk, posts)
    odd = [(b"no JSON at all", "odd"), (b'{"topic": "shop/update", "changes": []}', "beside")]
    answers = await rush(desk, [(b, signed(b, id)) for b, id in odd])
    assert [(one.status_code, one.json()["state"]) for one in answers] == [(200, "kept")] * 2
    assert await desk.db.read(hooking.counts, desk.store.id) == {"taken": len(posts), "quarantined": 1, "ignored": 1}
    [held] = await desk.db.read(hooking.quarantined)
    assert (held.reason.startswith("This is no webhook of ours"), held.tries, held.kept) == (True, 1, True)
    told = [one.fact for one in await desk.db.read(events.since, 0, 5_000)]
    assert [one.delivery_id for one in told if isinstance(one, WebhookQuarantined)] == [held.id]


def signed(body: bytes, id: str) -> dict[str, str]:
    return {"x-shelf-delivery": id, "x-shelf-signature": signature(KEY, id, body)}


async def sold(desk: Desk) -> list[Sent]:
    """The webhooks of so many orders."""
    await desk.opens()
    await desk.connects()
    for _ in range(MANY):
        desk.sells((desk.mug.id, 1))
    return [hook(desk.shelf, one, KEY) for one in desk.shelf.deliveries if one.kind == "order"]


async def rush(desk: Desk, posts: Sequence[Sent]) -> list[httpx.Response]:
    """All of them at once; what they brought is taken in when this returns."""
    async with desk.door(None) as door:
        path = f"/hooks/stores/{desk.store.public_key}"
        answers = await asyncio.gather(*(door.post(path, content=body, headers=headers) for body, headers in posts))
    await hooking.settled()
    return list(answers)
