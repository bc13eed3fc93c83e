"""Stores are connected, corrected, paused; webhooks come in once, whatever they are."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import shopkeeper
from shopkeeper import commerce
from shopkeeper.commerce import StoreState, hooking, raw
from shopkeeper.commerce.adapters.shelf.adapter import hook, signature
from shopkeeper.commerce.jobs import SWEEP
from shopkeeper.commerce.tests.conftest import KEY, Desk
from shopkeeper.kit.text import to_json

HOUSE = Path(shopkeeper.__file__).parent


async def test_secrets_go_in_and_never_come_out(desk: Desk) -> None:
    await desk.opens()
    async with desk.door("ada") as door:
        wish = {"kind": "shelf", "brand_id": desk.brand.id, "name": " The  shop ", "secrets": {"webhook": KEY}}
        made = await door.post("/api/v1/stores", json=wish)
        shown = (await door.get("/api/v1/stores")).json()["items"][0]
    assert made.status_code == 201
    assert shown["secrets_set"] == ["webhook"]
    assert shown["name"] == "The shop"
    assert KEY not in made.text
    kept = await desk.db.read(lambda tx: tx.all(__import__("sqlalchemy").text("SELECT * FROM store")))
    assert KEY.encode() not in bytes(kept[0].secrets)


async def test_only_admins_connect_and_wrong_brands_are_said(desk: Desk) -> None:
    await desk.opens()
    wish = {"kind": "shelf", "brand_id": "nope"}
    async with desk.door("bob") as bob, desk.door(None) as nobody, desk.door("ada") as ada:
        assert (await bob.post("/api/v1/stores", json=wish)).status_code == 403
        assert (await nobody.post("/api/v1/stores", json=wish)).status_code == 401
        assert "brand_id" in (await ada.post("/api/v1/stores", json=wish)).json()["fields"]
        unknown = await ada.post("/api/v1/stores", json={**wish, "kind": "bazaar"})
    assert unknown.status_code == 422
    assert "shelf" in unknown.json()["detail"]


async def test_a_webhook_puts_an_order_on_her_timeline_and_twice_is_once(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    desk.sells()
    assert set(await desk.carries()) == {"kept"}
    assert await desk.timeline() == ["placed", "paid"]
    for body, headers in desk.posted:
        assert (await desk.posts(body, headers)).json() == {"state": "duplicate"}
    assert await desk.timeline() == ["placed", "paid"]


async def test_a_rush_is_kept_first_and_all_of_it_is_taken_in(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    for _ in range(2 * hooking.RUSH):
        desk.sells((desk.mug.id, 1))
    waiting = [hook(desk.shelf, one, KEY) for one in desk.shelf.deliveries if one.kind == "order"]
    async with desk.door(None) as door:
        path = f"/hooks/stores/{desk.store.public_key}"
        answers = await asyncio.gather(*(door.post(path, content=body, headers=headers) for body, headers in waiting))
    assert {one.json()["state"] for one in answers} == {"kept"}
    await hooking.settled()
    assert len(await desk.db.read(commerce.listing, 400)) == 2 * hooking.RUSH
    assert (await desk.db.read(hooking.counts, desk.store.id)) == {"taken": len(waiting)}


async def test_the_short_way_in_and_the_long_one_answer_the_same(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    desk.sells()
    body, headers = hook(desk.shelf, desk.shelf.deliveries[-1], KEY)

    async def unmeasured(sent: bytes) -> AsyncIterator[bytes]:
        # A body whose length nobody said goes the framework's way.
        yield sent

    path = f"/hooks/stores/{desk.store.public_key}"
    async with desk.door(None) as door:
        for sent, status in ((body, 200), (body, 200), (body + b" ", 403)):
            short = await door.post(path, content=sent, headers=headers)
            long = await door.post(path, content=unmeasured(sent), headers=headers)
            assert (short.status_code, long.status_code) == (status, status)
            assert set(short.json()) == set(long.json())
    await hooking.settled()


async def test_forged_and_changed_webhooks_are_refused(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    desk.sells()
    await desk.carries()
    body, headers = desk.posted[-1]
    assert (await desk.posts(body + b" ", headers)).status_code == 403
    assert (await desk.posts(body, {})).status_code == 403
    assert (await desk.posts(body, {**headers, "x-shelf-signature": "0" * 64})).status_code == 403
    async with desk.door(None) as door:
        assert (await door.post("/hooks/stores/nobody", content=body, headers=headers)).status_code == 404
    big = b"[" + b" " * 6_000_000
    assert (await desk.posts(big, signed(big))).status_code == 413


async def test_what_cannot_be_read_waits_in_quarantine_with_the_reason(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    junk = b'{"topic": "order/changed", "changes": [{"type": "order", "order": 7}]}'
    assert (await desk.posts(junk, signed(junk))).json() == {"state": "quarantined"}
    other = to_json({"topic": "theme/published"}).encode()
    assert (await desk.posts(other, signed(other, "hook-2"))).json() == {"state": "ignored"}
    async with desk.door("lea") as door:
        [held] = (await door.get("/api/v1/store-quarantine")).json()["items"]
        assert "webhook" in held["reason"]
        again = await door.post(f"/api/v1/store-quarantine/{held['id']}/replay")
        assert again.json()["state"] == "quarantined"
        assert (await door.get(f"/api/v1/store-quarantine/{held['id']}/raw")).status_code == 403
    async with desk.door("ada") as door:
        assert (await door.get(f"/api/v1/store-quarantine/{held['id']}/raw")).content == junk


async def test_what_a_killed_process_kept_is_taken_up(desk: Desk) -> None:

    await desk.opens()
    await desk.connects()
    desk.sells()
    for delivery in desk.shelf.deliveries:
        body, headers = hook(desk.shelf, delivery, KEY)
        sealed = await raw.seal(desk.ctx.files, raw.raw_of(body, headers, {}, desk.clock()), hooking.SEAL, delivery.id)
        await desk.db.write(hooking._keep, sealed, desk.store, "new", None)
    desk.clock.advance(2 * 60_000)
    await commerce.handlers[SWEEP](desk.ctx)
    assert await desk.timeline() == ["placed", "paid"]
    counts = await desk.db.read(hooking.counts, desk.store.id)
    assert set(counts) == {"taken"}


async def test_reordered_webhooks_end_in_the_same_place(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    order, posts = desk.sells(), list[tuple[bytes, dict[str, str]]]()

    def happened() -> None:
        posts.extend(hook(desk.shelf, one, KEY) for one in desk.shelf.deliveries)
        desk.shelf.deliveries.clear()
        desk.clock.advance(1_000)

    happened()
    desk.shelf.ship(order.external_id, "00340123")
    happened()
    desk.shelf.deliver(order.external_id)
    happened()
    for body, headers in reversed(posts):
        assert (await desk.posts(body, headers)).status_code == 200
    await desk.works()
    assert await desk.timeline() == ["placed", "paid", "shipped", "delivered"]
    assert (await desk.order(order)).order == desk.shelf.orders[order.external_id]


async def test_a_touched_order_is_asked_for(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    order = desk.sells()
    body = to_json({"topic": "order/changed", "changes": [{"type": "order_touched", "external_id": order.external_id}]})
    assert (await desk.posts(body.encode(), signed(body.encode()))).json() == {"state": "kept"}
    await desk.works()
    assert (await desk.order(order)).order.number == order.number


async def test_a_paused_store_asks_the_shop_to_come_again(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    async with desk.door("ada") as door:
        assert (await door.patch(f"/api/v1/stores/{desk.store.id}", json={"state": "paused"})).status_code == 200
    desk.sells()
    body, headers = b"{}", signed(b"{}")
    assert (await desk.posts(body, headers)).status_code == 429
    async with desk.door("ada") as door:
        await door.patch(f"/api/v1/stores/{desk.store.id}", json={"state": "ok"})
    await desk.works()
    assert await desk.timeline() == ["placed", "paid"]


async def test_a_revoked_token_says_so_and_nothing_is_lost(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    await desk.works()
    desk.shelf.revoked = "revoked"
    order = desk.sells()
    await desk.works(later=6 * 60_000)
    await desk.db.write(commerce.begin, desk.store.id)
    await desk.works()
    store = await desk.db.read(commerce.find_store, desk.store.id)
    assert store.state is StoreState.needs_owner
    assert "Settings" in (store.problem or "")
    desk.shelf.revoked = None
    async with desk.door("ada") as door:
        tried = await door.post(f"/api/v1/stores/{desk.store.id}/test")
        assert tried.json()["ok"] is True
    await desk.works()
    assert (await desk.db.read(commerce.find_store, desk.store.id)).state is StoreState.ok
    assert (await desk.order(order)).order.total == order.total


async def test_a_removed_store_keeps_its_orders_and_forgets_its_secrets(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    order = desk.sells()
    await desk.works()
    async with desk.door("ada") as door:
        assert (await door.delete(f"/api/v1/stores/{desk.store.id}")).status_code == 204
    assert (await desk.order(order)).order.number == order.number
    assert (await desk.posts(b"{}", signed(b"{}"))).status_code == 404


def signed(body: bytes, delivery: str = "hook-1") -> dict[str, str]:
    return {"x-shelf-delivery": delivery, "x-shelf-signature": signature(KEY, delivery, body)}


def test_a_folder_and_a_line_are_enough_for_a_new_store(tmp_path: Path) -> None:
    (tmp_path / "bazaar").mkdir()
    (tmp_path / "bazaar" / "__init__.py").write_text(
        "from shopkeeper.commerce.adapters.shelf import ShelfStore\nfrom shopkeeper.commerce.model import Field, Form\n\n\nclass Bazaar(ShelfStore):\n"
        "    kind = 'bazaar'\n    label = 'Bazaar'\n"
        "    form = Form(words={'en': 'A market.'}, fields=(Field(name='settings.stall', label={'en': 'Stall'}, required=True),))\n"
        "\n\nstore = Bazaar()\n"
    )
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "__init__.py").write_text("import nothing_of_this_name\n")
    named = tmp_path / "bazaar-1.0.dist-info"
    named.mkdir()
    (named / "METADATA").write_text("Metadata-Version: 2.1\nName: bazaar\nVersion: 1.0\n")
    (named / "entry_points.txt").write_text("[shopkeeper.stores]\nbazaar = bazaar\nbroken = broken\n")
    asked = (
        "from shopkeeper import commerce\nassert commerce.adapter('bazaar').label == 'Bazaar'\n"
        "from shopkeeper.commerce.http.stores import kind_of\n"
        "shown = kind_of(commerce.adapter('bazaar'), 'https://desk.example')\n"
        "assert [one.name for one in shown.form.fields] == ['settings.stall'], shown\n"
        "assert 'shelf' in commerce.kinds()\nassert 'broken' not in commerce.kinds()"
    )
    paths = os.pathsep.join([str(tmp_path), str(HOUSE.parent)])
    done = subprocess.run(
        [sys.executable, "-c", asked], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
