"""Who may come in, and from which page."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from shopkeeper import team
from shopkeeper.channels.adapters.chat.tests.house import Visitor, open_desk
from shopkeeper.channels.model import InboxState
from shopkeeper.kit import ids
from shopkeeper.kit.jobs import Ctx
from shopkeeper.team import NewHours


async def test_the_widget_learns_what_to_show(ctx: Ctx) -> None:
    async with open_desk(ctx, prechat={"ask_name": True, "ask_email": True}) as desk:
        with team.presence.of(ctx.hub).sit(desk.alice.id):
            answer = await desk.visitor().asks("GET", "")
        found = answer.json()
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cache-control"] == "public, max-age=60"
        assert found["agents"] == [{"name": "Alice", "colour": desk.alice.colour}]
        assert (found["open"], found["closes_at"], found["prechat"]["ask_email"]) == (True, None, True)
        assert (await desk.visitor().asks("GET", "")).json()["agents"] == []


async def test_opening_hours_are_told(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        await ctx.db.write(_weekends_only, desk.inbox.brand_id)
        found = (await desk.visitor().asks("GET", "")).json()
        assert found["open"] is False
        assert found["opens_at"] > ctx.now


async def test_only_pages_on_the_list_come_in(ctx: Ctx) -> None:
    async with open_desk(ctx, origins=["https://shop.example"]) as desk:
        for origin, status in (("https://shop.example", 201), ("https://evil.example", 403)):
            answer = await desk.visitor().asks("POST", "/visitors", json={}, headers={"Origin": origin})
            assert answer.status_code == status
            assert answer.headers["access-control-allow-origin"] == "*"


async def test_browsers_may_ask_before_they_ask(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        for path in ("", "/visitors", "/messages", "/entries", "/me", "/visitors/me", "/attachments"):
            answer = await desk.visitor().asks("OPTIONS", path, headers={"Origin": "https://shop.example"})
            assert answer.status_code == 204
            assert "authorization" in answer.headers["access-control-allow-headers"]
            assert answer.headers["access-control-allow-origin"] == "*"


async def test_a_chat_that_is_switched_off_is_not_there(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        await desk.changes(state=InboxState.paused)
        assert (await ana.asks("GET", "")).status_code == 404
        assert (await ana.asks("GET", "/entries")).status_code == 404
        async with ana.listens() as ear:
            with pytest.raises(ConnectionClosed):
                await ear.next()


async def test_without_a_token_there_is_nothing_to_see(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        for token in (None, "made-up"):
            stranger = desk.visitor(token)
            assert (await stranger.asks("GET", "/entries")).status_code == 401
            assert (await stranger.asks("PUT", "/read", json={"seq": 1})).status_code == 401
            async with stranger.listens() as ear:
                assert (await ear.next())["gone"]


async def test_a_token_of_another_chat_is_worth_nothing_here(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins()
        await ana.says("hello")
        from shopkeeper.channels import inboxes
        from shopkeeper.channels.model import InboxWish

        other = InboxWish(kind="chat", name="Other shop", brand_id=desk.inbox.brand_id)
        desk.inbox = await ctx.db.write(inboxes.connect, desk.alice, other)
        assert (await ana.asks("GET", "/entries")).status_code == 401


async def test_the_snippet_is_one_line(ctx: Ctx) -> None:
    from shopkeeper.channels.adapters.chat import channel

    async with open_desk(ctx) as desk:
        words = channel.snippet(desk.inbox, "https://desk.example")
        assert (
            words == f'<script src="https://desk.example/widget.js" data-key="{desk.inbox.public_key}" async></script>'
        )


def _weekends_only(tx: object, brand_id: str) -> None:
    from shopkeeper.team import BrandChange, Interval

    week = tuple(Interval(day, "09:00", "18:00") for day in (5, 6))
    hours = team.add_hours(tx, NewHours(name="Weekends", timezone="Europe/Berlin", intervals=week))  # type: ignore[arg-type]
    team.change_brand(tx, brand_id, BrandChange(hours_id=hours.id))  # type: ignore[arg-type]


async def test_a_word_is_answered_the_same_by_the_short_way_and_by_the_long_one(ctx: Ctx) -> None:
    async with open_desk(ctx, origins=["https://shop.example"]) as desk:
        ana = await desk.visitor().begins()
        for body in (b'{"id": "%s", "text": "Hello"}', b'{"id": "%s", "text": ""}', b'{"id": 5}', b"nonsense", b"[]"):
            for headers in ({}, {"Origin": "https://evil.example"}, {"Authorization": "Visitor nobody"}):
                words = body.replace(b"%s", ids.new().encode())
                short, long = [await _says(ana, given, headers) for given in (words, _in_pieces(words))]
                assert (short.status_code, _shown(short)) == (long.status_code, _shown(long))
                assert _always(short) == _always(long)
        answer = await _says(ana, b'{"id": "%s", "text": "Hello"}' % ids.new().encode(), {})
        assert (answer.status_code, answer.json()["text"]) == (201, "Hello")
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["x-content-type-options"] == "nosniff"


async def _says(who: Visitor, body: Any, headers: dict[str, str]) -> httpx.Response:
    return await who.asks("POST", "/messages", content=body, headers={"Content-Type": "application/json", **headers})


async def _in_pieces(body: bytes) -> AsyncIterator[bytes]:
    """A body of unknown length: nothing the short way takes."""
    for at in range(0, len(body), 5):
        yield body[at : at + 5]


def _shown(answer: httpx.Response) -> dict[str, Any]:
    return {name: value for name, value in answer.json().items() if name not in ("id", "at", "seq")}


def _always(answer: httpx.Response) -> dict[str, str]:
    return {
        name: value for name, value in answer.headers.items() if name not in ("content-length", "date", "x-request-id")
    }
