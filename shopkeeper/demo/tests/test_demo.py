"""The demo at its own doors: an empty desk becomes a living morning, and the shop's pages open."""

import asyncio
import re
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from litestar.testing import AsyncTestClient

from shopkeeper import commerce, conversations, demo, people, team
from shopkeeper.commerce import Money
from shopkeeper.commerce.testing import close_shelf
from shopkeeper.demo import cast, house, http, shelving
from shopkeeper.demo.catalogue import PRODUCTS
from shopkeeper.demo.house import counter_hours
from shopkeeper.demo.living import VISITS, Pace, living
from shopkeeper.demo.stories import STORIES
from shopkeeper.demo.trading import trade
from shopkeeper.kit import ids
from shopkeeper.kit.http import build
from shopkeeper.kit.jobs import Ctx, Worker
from shopkeeper.kit.testing import live
from shopkeeper.team import hours


@pytest.fixture
def shop(ctx: Ctx) -> Ctx:
    return replace(ctx, settings=msgspec.structs.replace(ctx.settings, demo=True))


async def test_an_empty_desk_becomes_a_living_morning(shop: Ctx) -> None:
    await demo.fill(shop)
    alice = await shop.db.read(team.agent_by_email, "alice@larkandloom.example")
    counts = await shop.db.read(conversations.counts, alice)
    assert (counts["mine"], counts["unassigned"]) == (9, 4)
    assert counts["spam"] == 2
    mine = await shop.db.read(conversations.listing, alice, conversations.Wanted(view="mine"))
    assert [talk.person_name for talk in mine.items][:3] == ["Margit Sørensen", "Ana Ribeiro", "Visitor from Porto"]
    late = [talk for talk in mine.items if talk.due_at and talk.due_at < shop.now]
    assert [talk.person_name for talk in late] == ["Margit Sørensen"]
    await _ana_is_one_person_known_by_mail_and_by_a_claim(shop)
    await demo.fill(shop)
    assert len(await shop.db.read(team.agents)) == len(cast.KEEPERS), "filling twice is filling once"


async def _ana_is_one_person_known_by_mail_and_by_a_claim(shop: Ctx) -> None:
    found = await shop.db.read(people.by_handle, "ana.ribeiro@posteo.example")
    ana = await shop.db.read(people.person, found[0].identity_id)
    assert {handle.kind.value for handle in ana.handles} >= {"email", "phone", "visitor"}
    assert any(handle.joined for handle in ana.handles)


async def test_what_the_shop_tells_stands_among_the_talk_by_its_time(shop: Ctx) -> None:
    await demo.fill(shop)
    alice = await shop.db.read(team.agent_by_email, "alice@larkandloom.example")
    both = 0
    for view in ("mine", "unassigned", "all", "waiting", "later", "closed"):
        for talk in (await shop.db.read(conversations.listing, alice, conversations.Wanted(view=view))).items:
            entries = await shop.db.read(conversations.timeline, alice, talk.person_id, 500)
            times = [one.at for one in entries]
            assert times == sorted(times, reverse=True), talk.person_name
            both += {"order", "message"} <= {one.kind for one in entries}
    assert both > 5, "customers who talked, and bought"


async def test_customers_come_by_and_thank_whoever_answers(shop: Ctx) -> None:
    await demo.fill(shop)
    alice = await shop.db.read(team.agent_by_email, "alice@larkandloom.example")
    async with live(shop), living(shop, Pace(first=0, pause=(0, 0), thinking=(0, 0))):
        porto = await _talk_of(shop, alice, "Visitor from Porto", "she says yes to the scarf, if it comes in a box")
        answer = conversations.Words(text="It comes in a box, with a ribbon.")
        await shop.db.write(conversations.say, alice, porto.id, answer)
        await _talk_of(shop, alice, "Visitor from Porto", "a box it is. obrigado!")
        await _talk_of(shop, alice, VISITS[-1].name, VISITS[-1].words)
        elif_ = await _talk_of(shop, alice, "Elif Kaya", "never mind the green, rust is growing on me")
        assert elif_.preview_by == "customer"


async def _furnish(shop: Ctx) -> None:
    """The shop without its customers."""
    await shop.db.write(house.furnish, await shop.db.write(house.hire, "no password"))


async def _talk_of(shop: Ctx, agent: team.Agent, name: str, words: str) -> conversations.Conversation:
    """The talk of whoever is called this, once these are its last words."""
    for _ in range(200):
        found = await shop.db.read(conversations.listing, agent, conversations.Wanted(view="all"))
        talk = next((talk for talk in found.items if talk.person_name == name and talk.preview == words), None)
        if talk:
            return talk
        await asyncio.sleep(0.02)
    raise AssertionError(f"{name} never said “{words}”")


async def test_every_page_of_the_shop_opens_and_names_the_chat(shop: Ctx) -> None:
    await _furnish(shop)
    async with AsyncTestClient(build(http.routes, shop)) as client:
        for path in (
            "/demo-shop/",
            "/demo-shop/mending",
            "/demo-shop/account",
            *(f"/demo-shop/{p.slug}" for p in PRODUCTS),
        ):
            page = await client.get(path)
            assert page.status_code == 200, path
            assert re.search(r'<script src="/widget.js" data-key="[\w-]{20,}" async>', page.text), path
        for product in PRODUCTS:
            assert (
                (await client.get(f"/demo-shop/art/{product.slug}.svg")).headers["content-type"].startswith("image/svg")
            )
        assert (await client.get("/demo-shop/last-winter")).status_code == 404
        assert (await client.get("/demo-shop/layout.html")).status_code == 404


async def test_the_shop_vouches_for_whose_shoes_one_stands_in(shop: Ctx) -> None:
    await _furnish(shop)
    async with AsyncTestClient(build(http.routes, shop)) as client:
        assert 'content=""' in (await client.get("/demo-shop/account")).text
        await client.post("/demo-shop/account/enter", data={"name": "Ana Ribeiro"})
        page = (await client.get("/demo-shop/account")).text
        assert "Good to see you, Ana" in page
        assert re.search(r'name="shopkeeper-identity" content="[\w-]+\.[\w-]+\.[\w-]+"', page)


async def _shows(client: AsyncTestClient[Any], name: str) -> str:
    await client.post("/demo-shop/account/enter", data={"name": name})
    return (await client.get("/demo-shop/account")).text


async def test_the_desk_and_the_account_page_tell_the_same_of_an_order(shop: Ctx) -> None:
    await demo.fill(shop)
    [ana] = await shop.db.read(people.by_handle, "ana.ribeiro@posteo.example")
    pane = await shop.db.read(commerce.shop_pane, ana.identity_id)
    assert [one.order.number for one in pane.orders] == ["#1042", "#0977", "#0904"]
    late, _, back = pane.orders
    assert late.order.shipments[-1].scans[-1].place == "Lyon"
    assert back.order.refunded == Money(3800, "EUR"), "the beanie, and not the post"
    async with AsyncTestClient(build(http.routes, shop)) as client:
        page = await _shows(client, "Ana Ribeiro")
        assert "Order 1042" in page
        assert "2 days late, last seen in Lyon." in page
        assert "Came back to us. €38 returned to you." in page
        await _refund(shop, late, Money(900, "EUR"))
        assert "€9 returned to you." in await _shows(client, "Ana Ribeiro"), "what an agent gives back stands there too"


async def _refund(shop: Ctx, one: commerce.ShopOrder, amount: Money) -> None:
    bob = await shop.db.read(team.agent_by_email, "bob@larkandloom.example")
    wish = commerce.Wish(
        store_id=one.store_id, action=commerce.RefundOrder(amount=amount), key=ids.new(), order_id=one.id, version=one.order.version,
        why="It came late",
    )  # fmt: skip
    asked = await commerce.act(shop, commerce.actor_of(bob), wish)
    await Worker(shop, commerce.handlers).drain()
    assert (await shop.db.read(commerce.intent, asked.id)).state is commerce.IntentState.done


async def test_the_shop_remembers_over_night(shop: Ctx) -> None:
    await demo.fill(shop)
    [found] = await shop.db.read(commerce.search, "#1042")
    await _refund(shop, found, Money(900, "EUR"))
    before = dict(shelving.shelf().orders)
    close_shelf(shelving.NAME)
    await demo.fill(shop)
    await Worker(shop, commerce.handlers).drain()
    assert shelving.shelf().orders.keys() == before.keys()
    [again] = await shop.db.read(commerce.search, "#1042")
    assert again.order.refunded == Money(900, "EUR")
    await _refund(shop, again, Money(100, "EUR"))
    [once_more] = await shop.db.read(commerce.search, "#1042")
    assert once_more.order.refunded == Money(1000, "EUR")


async def test_at_the_counter_things_are_bought_sent_and_delivered(shop: Ctx) -> None:
    await demo.fill(shop)
    await trade(shop, Pace(pause=(0, 0)))
    orders = {one.order.number: one.order for one in await shop.db.read(commerce.listing, 100)}
    assert orders["#1051"].shipments[0].tracking_number == "00340434161094031051"
    assert orders["#1050"].shipments[-1].state is commerce.ParcelState.delivered
    assert [order.total for order in orders.values() if order.name == "Yuki Tanaka"] == [Money(19800, "EUR")]
    await trade(shop, Pace(pause=(0, 0)))
    assert len(await shop.db.read(commerce.listing, 100)) == len(orders), "nothing is bought or sent twice"


async def test_the_shop_is_closed_where_nobody_asked_for_a_demo(ctx: Ctx) -> None:
    async with AsyncTestClient(build(http.routes, ctx)) as client:
        assert (await client.get("/demo-shop/")).status_code == 404


@pytest.mark.parametrize("hour", range(24))
def test_the_counter_is_open_when_somebody_looks(hour: int) -> None:
    now = 1_773_273_600_000 + hour * 3_600_000 + 60_000
    assert hours.open_at(team.Hours("", "", "Europe/Copenhagen", counter_hours(now)), now)


def test_stories_name_only_what_exists() -> None:
    topics = {name for parent, below in cast.TOPICS for name in (parent, *below)}
    keepers = {keeper.key for keeper in cast.KEEPERS}
    for story in STORIES:
        for moment in story.moments:
            by = getattr(moment, "by", None)
            assert by is None or by in keepers
            assert getattr(moment, "verb", None) != "topic" or moment.to in topics  # type: ignore[attr-defined]
    assert {topic for _, _, topic, _ in cast.REPLIES} <= topics
