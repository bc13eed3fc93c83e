"""Two carriers may use the same number: an event is about the parcel of its own carrier, or nobody's until somebody says whose."""

from typing import Any

import pytest
from msgspec.structs import replace

from shopkeeper.commerce.carriers import standing
from shopkeeper.commerce.carriers.tests.conftest import CARRIERS, NUMBER, Post
from shopkeeper.commerce.model import Order
from shopkeeper.commerce.model import ParcelState as State
from shopkeeper.kit.clock import HOUR, MINUTE

OTHER = {
    "easypost": ("UPS", "carrier", "UPS"),
    "aftership": ("UPS", "slug", "ups"),
    "shippo": ("UPS", "carrier", "ups"),
}
"""By service: another carrier as the shop writes it, and where and how the service writes it."""
FIELD = {"easypost": "carrier", "aftership": "slug", "shippo": "carrier"}


async def state(post: Post, order: Order) -> State:
    return (await post.held(order)).order.shipments[0].state


async def shown(post: Post) -> dict[str, Any]:
    async with post.desk.door("ada") as door:
        [found] = (await door.get("/api/v1/carriers")).json()["items"]
    account: dict[str, Any] = found
    return account


async def of_two(post: Post) -> tuple[Order, Order]:
    """Two parcels with one number: by the service's usual carrier, and by another."""
    await post.opens()
    usual, other = await post.sends(), await post.sends(carrier=OTHER[post.kind][0])
    post.sees("van", hours=1)
    return usual, other


async def test_an_event_is_about_its_own_carriers_parcel(post: Post) -> None:
    usual, other = await of_two(post)
    assert await post.tells() == "taken"
    assert [await state(post, one) for one in (usual, other)] == [State.out_for_delivery, State.in_transit]
    _, field, name = OTHER[post.kind]
    post.sees("home")
    assert await post.tells(**{field: name}) == "taken"
    assert [await state(post, one) for one in (usual, other)] == [State.out_for_delivery, State.delivered]
    assert (await post.desk.timeline()).count("delivered") == 1


async def test_another_carriers_event_waits_for_its_own_order(post: Post) -> None:
    await post.opens()
    usual = await post.sends()
    post.sees("van", hours=1)
    shop, field, name = OTHER[post.kind]
    assert await post.tells(**{field: name}) == "waiting"
    await post.looks(later=MINUTE)
    assert await state(post, usual) is State.in_transit
    other = await post.sends(carrier=shop)
    await post.looks()
    assert [await state(post, one) for one in (usual, other)] == [State.in_transit, State.out_for_delivery]


async def test_a_word_without_a_carrier_is_nobodys_until_somebody_says(post: Post) -> None:
    usual, other = await of_two(post)
    assert await post.tells(**{FIELD[post.kind]: None}) == "unmatched"
    assert [await state(post, one) for one in (usual, other)] == [State.in_transit, State.in_transit]
    found = await shown(post)
    assert found["counts"] == {"unmatched": 1}
    async with post.desk.door("lea") as lea:
        [held] = (await lea.get("/api/v1/carrier-quarantine")).json()["items"]
        assert (held["state"], held["number"], held["kept"]) == ("unmatched", NUMBER, True)
        assert "Write the carrier" in held["reason"]
        assert (await lea.post(f"/api/v1/carrier-quarantine/{held['id']}/replay")).json()["state"] == "unmatched"
    assert [one.kind for one in await standing.check(post.desk.ctx)] == ["carrier_fine", "carrier_unmatched"]


async def test_it_is_taken_in_when_the_shop_tells_more(post: Post) -> None:
    await post.opens()
    usual, other = await post.sends(), await post.sends(carrier="")
    post.sees("van", hours=1)
    assert await post.tells(**{FIELD[post.kind]: None}) == "unmatched"
    [parcel] = post.desk.shelf.orders[other.external_id].shipments
    named = (replace(parcel, carrier=CARRIERS[post.kind]),)
    post.desk.clock.advance(HOUR)
    post.desk.shelf.change(other.external_id, shipments=named)
    await post.desk.carries()
    await post.looks()
    assert {await state(post, one) for one in (usual, other)} == {State.out_for_delivery}
    assert (await shown(post))["counts"] == {"taken": 1}


async def test_the_number_alone_says_it_of_one_parcel(post: Post) -> None:
    await post.opens()
    silent = await post.sends(carrier="")
    post.sees("moves", hours=2)
    assert await post.tells() == "taken"
    mute = await post.sends("00340434161094099999")
    post.sees("van", hours=1, number="00340434161094099999")
    assert await post.tells("00340434161094099999", **{FIELD[post.kind]: None}) == "taken"
    foreign = await post.sends("00340434161094077777", carrier="Our own bike")
    post.sees("van", hours=1, number="00340434161094077777")
    assert await post.tells("00340434161094077777") == "taken"
    assert [await state(post, one) for one in (mute, foreign)] == [State.out_for_delivery] * 2
    assert len((await post.held(silent)).order.shipments[0].scans) == 1


async def test_the_parcel_whose_carrier_is_named_comes_before_one_of_nobody(post: Post) -> None:
    await post.opens()
    named, silent = await post.sends(), await post.sends(carrier="")
    post.sees("van", hours=1)
    assert await post.tells() == "taken"
    assert [await state(post, one) for one in (named, silent)] == [State.out_for_delivery, State.in_transit]


@pytest.mark.parametrize(
    ("shop", "service"),
    [
        ("DHL", "DHLExpress"), ("DHL Paket", "DHLPaket"), ("Deutsche Post DHL", "DHLGermany"), ("dpd.de", "DPDUK"), ("UPS Ground", "UPS"),
        ("Royal Mail Tracked 24", "RoyalMail"), ("Hermes", "HermesUK"), ("Evri", "Hermes"), ("FedEx SmartPost", "USPS"), ("Our Bike", "USPS"),
    ],
)  # fmt: skip
async def test_carriers_are_known_by_many_names(easypost: Post, shop: str, service: str) -> None:
    post = await easypost.opens()
    order = await post.sends(carrier=shop)
    post.sees("van", hours=1)
    assert await post.tells(carrier=service) == "taken"
    assert await state(post, order) is State.out_for_delivery


@pytest.mark.parametrize(
    ("shop", "service"), [("UPS Ground", "USPS"), ("DHL Paket", "UPS"), ("Royal Mail", "RoyalMail2"), ("DPD", "GLS")]
)
async def test_and_never_taken_for_each_other(easypost: Post, shop: str, service: str) -> None:
    post = await easypost.opens()
    named, _ = await post.sends(carrier=service), await post.sends(carrier=shop)
    post.sees("van", hours=1)
    assert await post.tells(carrier=service) == "taken"
    states = [await state(post, one) for one in (named, _)]
    assert states == [State.out_for_delivery, State.in_transit]


async def test_the_owners_word_counts(easypost: Post) -> None:
    post = await easypost.opens()
    async with post.desk.door("ada") as door:
        path = f"/api/v1/carriers/{post.account['id']}"
        assert (await door.patch(path, json={"settings": {"carriers": "Bike=GLS"}})).status_code == 200
    usual, bike = await post.sends(carrier="DPD"), await post.sends(carrier="Bike")
    post.sees("van", hours=1)
    assert await post.tells(carrier="UPS") == "waiting"
    post.desk.clock.advance(MINUTE)
    assert await post.tells(carrier="GLS") == "taken"
    assert [await state(post, one) for one in (usual, bike)] == [State.in_transit, State.out_for_delivery]


async def test_post_hands_on_to_post_under_one_number(easypost: Post) -> None:
    post = await easypost.opens()
    order = await post.sends("RA473124829GB", carrier="Royal Mail")
    post.sees("van", hours=1, number="RA473124829GB")
    assert await post.tells("RA473124829GB", carrier="USPS") == "taken"
    assert await state(post, order) is State.out_for_delivery
