"""A shop's customers become people: by the shop's own id and proven addresses; what only might be the same is suggested."""

from typing import Any

from shopkeeper import commerce, people
from shopkeeper.commerce.model import CustomersJoined
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit.clock import DAY
from shopkeeper.people import HandleKind, Proof


async def of(desk: Desk, email: str) -> list[Any]:
    found = await desk.db.read(people.by_handle, email)
    return list(found)


async def recognised(desk: Desk, email: str, proof: Proof = Proof.proven) -> Any:
    """Somebody wrote a mail from here."""
    return await desk.db.write(
        people.recognise,
        HandleKind.email,
        email,
        name="Ana",
        proof=proof,
        proven_by="dkim" if proof is Proof.proven else None,
    )


async def test_a_proven_address_is_the_same_person(desk: Desk) -> None:
    await desk.opens()
    ana = await recognised(desk, "ana@example.org")
    await desk.connects()
    order = desk.sells()
    await desk.works()
    assert (await desk.order(order)).person_id == ana.id
    assert len(await of(desk, "ana@example.org")) == 1


async def test_a_customer_who_writes_later_is_the_one_who_bought(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    order = desk.sells()
    await desk.works()
    ana = await recognised(desk, "ana@example.org")
    assert (await desk.order(order)).person_id == ana.id
    assert ana.name == "Ana Lima"


async def test_an_unproven_address_is_suggested_and_never_merged_by_itself(desk: Desk) -> None:
    await desk.opens()
    ana = await recognised(desk, "ana@example.org")
    await desk.connects()
    guest = desk.sells(pay="card", email="ANA@example.org", name="Mallory")
    desk.shelf.change(guest.external_id, customer_id=None)
    await desk.works()
    held = await desk.order(guest)
    assert held.person_id != ana.id
    [like] = (await desk.db.read(commerce.shop_pane, ana.id)).lookalikes
    assert (like.person_id, like.reason, like.value) == (held.person_id, "email", "ana@example.org")
    [other] = (await desk.db.read(commerce.shop_pane, held.person_id)).lookalikes
    assert other.person_id == ana.id
    async with desk.door("bob") as door:
        gone = await door.delete(f"/api/v1/people/{ana.id}/lookalikes/{held.person_id}")
        assert gone.status_code == 204
    assert (await desk.db.read(commerce.shop_pane, ana.id)).lookalikes == ()
    assert (await desk.db.read(commerce.shop_pane, held.person_id)).lookalikes == ()


async def test_a_claimed_address_is_suggested_even_when_the_shop_proved_its_own(desk: Desk) -> None:
    await desk.opens()
    stranger = await recognised(desk, "ana@example.org", Proof.claimed)
    await desk.connects()
    order = desk.sells()
    await desk.works()
    held = await desk.order(order)
    assert held.person_id != stranger.id
    assert [one.person_id for one in await desk.db.read(commerce.lookalikes, stranger.id)] == [held.person_id]


async def test_orders_follow_a_merge_and_stay_with_their_own_person_after_it(desk: Desk) -> None:
    await desk.opens()
    stranger = await recognised(desk, "a.lima@work.example")
    await desk.connects()
    order = desk.sells()
    await desk.works()
    buyer = (await desk.order(order)).person_id
    await desk.db.write(people.merge, desk.agents["bob"], stranger.id, buyer)
    assert [one.id for one in (await desk.db.read(commerce.shop_pane, stranger.id)).orders] == [
        (await desk.order(order)).id
    ]
    fresh = desk.sells()
    await desk.carries()
    assert (await desk.order(fresh)).person_id == buyer
    await desk.db.write(people.unmerge, desk.agents["bob"], buyer)
    assert (await desk.db.read(commerce.shop_pane, stranger.id)).orders == ()
    assert len((await desk.db.read(commerce.shop_pane, buyer)).orders) == 2


async def test_guests_are_told_apart_by_their_address(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    orders = [
        desk.shelf.sell(None, [(desk.mug.id, 1)], email=email, name="Guest")
        for email in ("one@example.org", "two@example.org", "One@example.org", "")
    ]
    await desk.works()
    owners = [(await desk.order(one)).person_id for one in orders]
    assert owners[0] == owners[2]
    assert len({owners[0], owners[1], owners[3]}) == 3


async def test_two_customers_whom_the_shop_joined_are_one_there(desk: Desk) -> None:
    await desk.opens()
    other = desk.shelf.enrol("Ana L.", "ana.l@example.org")
    await desk.connects()
    first = desk.sells()
    second = desk.shelf.sell(other.external_id, [(desk.mug.id, 1)])
    await desk.works()
    change = CustomersJoined(kept=desk.ana.external_id, gone=other.external_id)
    await desk.db.write(commerce.apply, desk.store, change)
    assert (await desk.order(second)).person_id == (await desk.order(first)).person_id
    assert len((await desk.pane()).customers) == 1


async def test_the_pane_says_who_they_are_to_the_shop(desk: Desk) -> None:
    await desk.opens()
    await desk.connects()
    desk.shelf.touch_customer(desk.ana.external_id, tags=("vip",), loyalty_tier="gold", note="Likes tea")
    first, second = desk.sells(), desk.sells((desk.mug.id, 1))
    desk.shelf.ship(second.external_id, "00340123")
    await desk.works()
    async with desk.door("bob") as door:
        shown = (await door.get(f"/api/v1/people/{await desk.person()}/shop")).json()
    [who] = shown["customers"]
    assert (who["customer"]["loyalty_tier"], who["customer"]["tags"]) == ("gold", ["vip"])
    [sums] = shown["sums"]
    whole = first.total.minor + second.total.minor
    assert (sums["orders"], sums["spend"]["minor"], sums["average"]["minor"]) == (2, whole, round(whole / 2 + 0.01))
    assert [one["order"]["number"] for one in shown["orders"]] == [second.number, first.number]
    assert shown["orders"][0]["order"]["shipments"][0]["tracking_number"] == "00340123"
    async with desk.door("bob") as door:
        found = (await door.get("/api/v1/orders", params={"q": first.number.strip("#")})).json()["items"]
        tracked = (await door.get("/api/v1/orders", params={"q": "00340123"})).json()["items"]
    assert found[0]["order"]["number"] == first.number
    assert tracked[0]["order"]["number"] == second.number


async def test_erasing_somebody_leaves_nothing_of_theirs(desk: Desk) -> None:
    import sqlalchemy as sa

    from shopkeeper.kit.db import metadata

    await desk.opens()
    await desk.connects()
    order = desk.sells()
    desk.shelf.ship(order.external_id, "00340123")
    await desk.carries()
    await desk.works()
    person = await desk.person()
    exported, _ = await desk.db.read(commerce.export_person, person)
    assert [one.number for one in exported["orders"]] == [order.number]
    await commerce.erase_person(desk.ctx, person)
    left = {
        f"{name}.{column}"
        for name, columns in commerce.PERSONAL.items()
        for column in columns
        if name in metadata.tables
        for row in await desk.db.read(lambda tx, n=name: tx.all(sa.select(metadata.tables[n])))
        if getattr(row, column) and ("Ana" in str(getattr(row, column)) or person in str(getattr(row, column)))
    }
    assert not left
    assert await desk.db.read(commerce.search, "ana@example.org") == []


async def test_a_customer_of_five_years_is_not_new_today(desk: Desk) -> None:
    await desk.opens()
    since = desk.clock() - 5 * 365 * DAY
    desk.shelf.enrol("Ben Okafor", "ben@example.org", created_at=since)
    await desk.connects()
    await desk.works()
    [known] = await desk.db.read(people.by_handle, "ben@example.org")
    ben = await desk.db.read(people.person, known.id)
    assert (ben.created_at, ben.seen_at) == (since, since)
    await desk.db.write(people.recognise, HandleKind.email, "ben@example.org")
    again = await desk.db.read(people.person, known.id)
    assert (again.created_at, again.seen_at) == (since, desk.clock()), "now they wrote"
