"""Being let in on the shop's own page: once, by the window that began it, and whatever a stranger sends changes nothing."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest

from shopkeeper import commerce, team
from shopkeeper.commerce import Store, StoreNeedsOwner, stores
from shopkeeper.commerce.adapters.shelf import ShelfStore
from shopkeeper.commerce.errors import Unreadable
from shopkeeper.commerce.jobs import FORGET
from shopkeeper.commerce.model import Field, Form, Link
from shopkeeper.commerce.store.tables import sign_in_table
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit.clock import MINUTE, SettableClock
from shopkeeper.kit.jobs import Ctx

SAID = {"en": "Token"}
KEYS = b'{"token": "fresh"}'


class Doored(ShelfStore):
    """Signs in on the shop's own page; a code comes back."""

    kind: ClassVar[str] = "doored"
    label: ClassVar[str] = "A shop with a door"
    page: ClassVar[str] = "https://shop.example/authorize"
    form: ClassVar[Form] = Form(
        words=SAID, fields=(Field(name="secrets.token", label=SAID, kind="secret", required=True, by_sign_in=True),)
    )

    def begin(self, store: Store, back: str, state: str) -> str:
        return f"{self.page}?back={back}&state={state}"

    async def finish(self, link: Link, back: str, query: Mapping[str, str]) -> Mapping[str, str]:
        if query.get("code") != "good":
            raise StoreNeedsOwner("The shop did not let us in.")
        return {"token": "fresh"}


class Misleading(Doored):
    kind: ClassVar[str] = "misleading"
    page: ClassVar[str] = "javascript:alert(1)//"


class Posting(ShelfStore):
    """Posts its keys to us while the owner is still there."""

    kind: ClassVar[str] = "posting"
    label: ClassVar[str] = "A shop that posts"
    form: ClassVar[Form] = Doored.form

    def ask(self, store: Store, back: str, hand: str, state: str) -> str:
        return f"https://shop.example/yes?back={back}&hand={hand}&state={state}"

    def handed(self, body: bytes) -> Mapping[str, str]:
        try:
            return msgspec.json.decode(body, type=dict[str, str])
        except msgspec.MsgspecError as error:
            raise Unreadable("These are no keys.") from error

    def agreed(self, query: Mapping[str, str]) -> bool:
        return query.get("yes") == "1"


@pytest.fixture(autouse=True)
def joined() -> Iterator[None]:
    kinds = (Doored(), Misleading(), Posting())
    for one in kinds:
        commerce.join(one)
    yield
    for one in kinds:
        commerce.leave(one.kind)


@pytest.fixture
def secure(ctx: Ctx, clock: SettableClock) -> Desk:
    """A desk behind TLS."""
    settings = msgspec.structs.replace(ctx.settings, public_url="https://desk.example.org")
    return Desk(dataclasses.replace(ctx, settings=settings), clock)


async def connected(desk: Desk, kind: str) -> Store:
    desk.kind = kind
    await desk.opens()
    await desk.hires("eve", team.Role.admin)
    return await desk.connects()


async def begins(door: httpx.AsyncClient, store: Store) -> dict[str, str]:
    """What stands in the address of the shop's page."""
    answer = await door.post(f"/api/v1/stores/{store.id}/sign-in")
    assert answer.status_code == 200, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.json()["url"]).query).items()}


async def comes_back(door: httpx.AsyncClient, **query: str) -> httpx.Response:
    return await door.post("/api/v1/store-comebacks", json={"query": query})


async def shown(door: httpx.AsyncClient) -> dict[str, Any]:
    [store] = (await door.get("/api/v1/stores")).json()["items"]
    return dict(store)


async def test_a_store_nobody_let_us_into_waits_and_works_once_somebody_did(desk: Desk) -> None:
    store = await connected(desk, "doored")
    desk.sells()
    await desk.works()
    async with desk.door("ada") as door:
        before = await shown(door)
        assert (before["state"], before["secrets_set"]) == ("needs_owner", ["webhook"])
        assert "Settings, Stores" in before["problem"]
        assert await desk.db.read(commerce.listing, 10) == []
        asked = await begins(door, store)
        assert asked["back"] == "http://desk.example.org/settings/stores/back"
        back = await comes_back(door, state=asked["state"], code="good")
        assert (back.status_code, back.json()["state"]) == (200, "ok")
        assert (await shown(door))["secrets_set"] == ["token", "webhook"]
    assert "fresh" not in back.text
    await desk.works()
    assert len(await desk.db.read(commerce.listing, 10)) == 1


async def test_a_state_is_spent_once_even_when_the_shop_said_no(desk: Desk) -> None:
    store = await connected(desk, "doored")
    async with desk.door("ada") as door:
        asked = await begins(door, store)
        assert (await comes_back(door, state=asked["state"], code="bad")).status_code == 409
        assert (await comes_back(door, state=asked["state"], code="good")).status_code == 403
        asked = await begins(door, store)
        assert (await comes_back(door, state=asked["state"], code="good")).status_code == 200
        assert (await comes_back(door, state=asked["state"], code="good")).status_code == 403


async def test_forged_old_and_foreign_states_are_refused_and_spoil_nothing(desk: Desk) -> None:
    store = await connected(desk, "doored")
    async with desk.door("ada") as ada, desk.door("eve") as eve:
        first = await begins(ada, store)
        asked = await begins(ada, store)
        for state in ("", "forged", first["state"], asked["state"][:-1]):
            assert (await comes_back(ada, state=state, code="good")).status_code == 403, state
        assert (await comes_back(eve, state=asked["state"], code="good")).status_code == 403
        desk.tokens["ada"] = (await desk.db.write(team.create_token, desk.agents["ada"], team.NewToken("2"))).secret
        async with desk.door("ada") as other_window:
            assert (await comes_back(other_window, state=asked["state"], code="good")).status_code == 403
        assert (await shown(ada))["secrets_set"] == ["webhook"]
        assert (await comes_back(ada, state=asked["state"], code="good")).status_code == 200
        late = await begins(ada, store)
        desk.clock.advance(31 * MINUTE)
        assert (await comes_back(ada, state=late["state"], code="good")).status_code == 403
    await commerce.handlers[FORGET](desk.ctx)
    assert await desk.db.read(lambda tx: tx.all(sign_in_table.select())) == []


async def test_only_admins_begin_and_come_back(desk: Desk) -> None:
    store = await connected(desk, "doored")
    async with desk.door("lea") as lea, desk.door(None) as nobody:
        for door, status in ((lea, 403), (nobody, 401)):
            assert (await door.post(f"/api/v1/stores/{store.id}/sign-in")).status_code == status
            assert (await comes_back(door, state="x", code="good")).status_code == status


async def test_no_page_but_one_on_the_web_is_opened(desk: Desk) -> None:
    store = await connected(desk, "misleading")
    async with desk.door("ada") as door:
        assert (await door.post(f"/api/v1/stores/{store.id}/sign-in")).status_code == 422


async def test_posted_keys_count_when_the_owner_comes_back(secure: Desk) -> None:
    store = await connected(secure, "posting")
    async with secure.door("ada") as door, secure.door(None) as shop, secure.door("eve") as eve:
        asked = await begins(door, store)
        hand = urlsplit(asked["hand"])
        assert (hand.scheme, hand.netloc) == ("https", "desk.example.org")
        assert (await shop.post(hand.path, content=KEYS)).status_code == 200
        assert (await shown(door))["secrets_set"] == ["webhook"], "not before the owner is back"
        assert (await comes_back(eve, state=asked["state"], yes="1")).status_code == 403
        back = await comes_back(door, state=asked["state"], yes="1")
        assert (back.status_code, back.json()["state"]) == (200, "ok")
        assert back.json()["secrets_set"] == ["token", "webhook"]
        assert (await shop.post(hand.path, content=KEYS)).status_code == 403


async def test_whoever_posts_second_posts_in_vain(secure: Desk) -> None:
    store = await connected(secure, "posting")
    async with secure.door("ada") as door, secure.door(None) as shop:
        asked = await begins(door, store)
        path = urlsplit(asked["hand"]).path
        assert (await shop.post(path, content=b"[1]")).status_code == 422
        assert (await shop.post(path, content=b"{" + b" " * 20_000)).status_code == 413
        assert (await shop.post(path.replace(asked["state"], "guessed"), content=KEYS)).status_code == 403
        assert (await shop.post(path, content=KEYS)).status_code == 200
        assert (await shop.post(path, content=b'{"token": "mallory"}')).status_code == 403
        await comes_back(door, state=asked["state"], yes="1")
    kept = await secure.db.read(stores.secrets_of, store.id)
    assert kept["token"] == "fresh"


async def test_a_no_and_lost_keys_are_said_and_keep_nothing(secure: Desk) -> None:
    store = await connected(secure, "posting")
    async with secure.door("ada") as door, secure.door(None) as shop:
        asked = await begins(door, store)
        await shop.post(urlsplit(asked["hand"]).path, content=KEYS)
        no = await comes_back(door, state=asked["state"], yes="0")
        assert (no.status_code, "nothing has changed" in no.json()["detail"]) == (409, True)
        asked = await begins(door, store)
        lost = await comes_back(door, state=asked["state"], yes="1")
        assert (lost.status_code, "did not arrive" in lost.json()["detail"]) == (409, True)
        assert (await shown(door))["secrets_set"] == ["webhook"]


async def test_keys_are_posted_over_tls_or_not_at_all(desk: Desk) -> None:
    store = await connected(desk, "posting")
    async with desk.door("ada") as door:
        kinds = {one["kind"]: one for one in (await door.get("/api/v1/store-kinds")).json()["items"]}
        assert (kinds["posting"]["signs_in"], kinds["doored"]["signs_in"], kinds["shelf"]["signs_in"]) == (
            False,
            True,
            False,
        )
        assert (await door.post(f"/api/v1/stores/{store.id}/sign-in")).status_code == 422


async def test_a_removed_store_is_nobodys_to_come_back_to(secure: Desk) -> None:
    store = await connected(secure, "posting")
    async with secure.door("ada") as door, secure.door(None) as shop:
        asked = await begins(door, store)
        await door.delete(f"/api/v1/stores/{store.id}")
        assert (await shop.post(urlsplit(asked["hand"]).path, content=KEYS)).status_code == 403
        assert (await comes_back(door, state=asked["state"], yes="1")).status_code == 403
