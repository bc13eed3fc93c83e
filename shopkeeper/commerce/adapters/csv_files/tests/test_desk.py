"""A file on its way through the desk: brought in parts, understood, corrected, tried, taken in once, and gone."""

import asyncio
import contextlib
import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from shopkeeper import commerce, conversations
from shopkeeper.commerce import Store, StoreWish, filing, standing, syncing
from shopkeeper.commerce.adapters.csv_files.tests.far import HEAD
from shopkeeper.commerce.adapters.shelf import close_shelf
from shopkeeper.commerce.pane import ShopOrder
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit.clock import DAY, HOUR, SettableClock
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx

ORDERS = "\n".join(
    (
        HEAD,
        "#1001;2026-03-02 10:00;ana@example.org;Ana Lima;paid;shipped;0034;;Berlin;Shirt;shirt-m;2;29.90;4.90;73.15",
        "#1001;;;;;;;;;Mug;mug;1;8.45;;",
        "#1002;2026-03-03 11:00;bo@example.org;Bo Ek;pending;;;;Bonn;Mug;mug;1;8.45;4.90;13.35",
        "#1003;yesterday;cy@example.org;Cy Day;paid;;;;Kiel;Mug;mug;1;8.45;4.90;13.35",
    )
)


@pytest.fixture
def desk(ctx: Ctx, clock: SettableClock) -> Iterator[Desk]:
    conversations.BODIES.update(commerce.ENTRIES)
    built = Desk(ctx, clock, kind="csv")
    yield built
    close_shelf(built.shelf.name)


async def opened(desk: Desk) -> Store:
    await desk.opens()
    wish = StoreWish(
        kind="csv", brand_id=desk.brand.id, name="Garden", settings={"currency": "EUR", "zone": "Europe/Berlin"}
    )
    desk.store = await desk.db.write(commerce.connect, desk.agents["ada"], wish)
    await desk.works()
    return desk.store


async def given(desk: Desk, data: bytes, *, name: str = "orders.csv", part: int = 1_000) -> dict[str, Any]:
    """The file as it stands when all its parts are here."""
    async with desk.door("ada") as door:
        answer = await door.post(f"/api/v1/stores/{desk.store.id}/files", json={"name": name, "size": len(data)})
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        for at in range(0, len(data), part):
            url = f"/api/v1/store-files/{found['id']}/bytes"
            answer = await door.put(url, params={"at": at}, content=data[at : at + part])
            assert answer.status_code == 200, answer.text
            found = answer.json()
    return found


async def asks(desk: Desk, file_id: str, verb: str, status: int = 202) -> dict[str, Any]:
    """One verb on a file, and how it stands when all work is done."""
    async with desk.door("ada") as door:
        answer = await door.post(f"/api/v1/store-files/{file_id}/{verb}")
        assert answer.status_code == status, answer.text
        if status >= 400:
            refused: dict[str, Any] = answer.json()
            return refused
    await desk.works()
    return await stands(desk, file_id)


async def stands(desk: Desk, file_id: str) -> dict[str, Any]:
    async with desk.door("ada") as door:
        found: dict[str, Any] = (await door.get(f"/api/v1/store-files/{file_id}")).json()
        return found


async def taken_in(desk: Desk, text: str, **more: Any) -> dict[str, Any]:
    file = await given(desk, text.encode(), **more)
    checked = await asks(desk, file["id"], "check")
    done = await asks(desk, file["id"], "import")
    assert done["state"] == "done", done
    return checked["report"]  # type: ignore[no-any-return]


async def held(desk: Desk) -> dict[str, ShopOrder]:
    return {one.order.number: one for one in await desk.db.read(commerce.listing, 1_000)}


async def test_a_file_is_understood_tried_and_taken_in(desk: Desk) -> None:
    await opened(desk)
    file = await given(desk, ORDERS.encode(), part=100)
    assert file["state"] == "ready"
    assert file["plan"]["columns"][:4] == ["number", "placed_at", "email", "name"]
    assert file["shape"]["columns"][2] == {
        "name": "Email",
        "samples": ["ana@example.org", "bo@example.org", "cy@example.org"],
    }
    assert await held(desk) == {}
    checked = await asks(desk, file["id"], "check")
    report = checked["report"]
    assert (checked["state"], report["rows"]) == ("checked", 4)
    assert report["things"] == {"new": 2, "changed": 0, "same": 0}
    assert report["sums"] == [
        {"orders": 2, "total": {"minor": 8650, "currency": "EUR"}, "refunded": {"minor": 0, "currency": "EUR"}}
    ]
    assert await held(desk) == {}, "A trial writes nothing."
    done = await asks(desk, file["id"], "import")
    assert (done["state"], done["brought"], done["total"]) == ("done", 2, 2)
    found = await held(desk)
    assert sorted(found) == ["#1001", "#1002"]
    shirt, mug = found["#1001"].order.lines
    assert (shirt.title, shirt.quantity, shirt.total.minor, mug.total.minor) == ("Shirt", 2, 5980, 845)
    assert await desk.timeline() == ["placed", "paid", "shipped"]
    progress = await desk.db.read(commerce.progress, desk.store.id)
    assert (progress.first_done, progress.problem) == (True, None)


async def test_the_trial_shows_what_was_read_as_it_was_written(desk: Desk) -> None:
    await opened(desk)
    text = "\n".join(
        (
            HEAD.replace("Payment status", "Status"),
            "#1;2026-03-02 10:00;ana@example.org;Ana Lima;storniert;;;;Berlin;Mug;mug;1;8.45;4.90;13.35",
            "#2;2026-03-02 10:00;ana@example.org;Ana Lima;Zurückgeschickt;;;;Berlin;Mug;mug;1;8.45;4.90;13.35",
            "#3;2026-03-02 10:00;ana@example.org;Ana Lima;ZURÜCKGESCHICKT;;;;Berlin;Mug;mug;1;8.45;4.90;13.35",
        )
    )
    file = await given(desk, text.encode())
    report = (await asks(desk, file["id"], "check"))["report"]
    assert report["examples"][0]["state"] == "cancelled"
    [unknown] = [one for one in report["words"] if not one["meaning"]]
    assert (unknown["field"], unknown["word"], unknown["count"]) == ("status", "Zurückgeschickt", 2)
    async with desk.door("ada") as door:
        plan = {**file["plan"], "words": {"status": {"Zurückgeschickt": "refunded"}}}
        await door.put(f"/api/v1/store-files/{file['id']}/plan", json=plan)
    report = (await asks(desk, file["id"], "check"))["report"]
    assert {(one["word"], one["meaning"]) for one in report["words"]} == {
        ("storniert", "cancelled"), ("Zurückgeschickt", "refunded"),
    }  # fmt: skip


async def test_health_tells_of_files_and_not_of_webhooks(desk: Desk) -> None:
    await opened(desk)
    assert [one.kind for one in await standing.check(desk.ctx)] == ["store_no_file"]
    await taken_in(desk, ORDERS)
    [told_of] = await standing.check(desk.ctx)
    assert (told_of.kind, told_of.state) == ("store_files", "good")
    assert (told_of.values["brought_at"], told_of.values["things"], told_of.values["problems"]) == (desk.clock(), 2, 1)


async def test_what_was_left_out_can_be_read_after_the_rest_was_taken_in(desk: Desk) -> None:
    await opened(desk)
    await taken_in(desk, ORDERS)
    async with desk.door("ada") as door:
        [file] = (await door.get(f"/api/v1/stores/{desk.store.id}/files")).json()["items"]
        [problem] = (await door.get(f"/api/v1/store-files/{file['id']}/problems")).json()["items"]
    assert (file["state"], file["report"]["problems"], problem["line"]) == ("done", 1, 5)


async def test_an_order_is_found_by_the_number_of_a_thing_in_it(desk: Desk) -> None:
    await opened(desk)
    await taken_in(desk, ORDERS)
    async with desk.door("bob") as door:
        found = (await door.get("/api/v1/orders", params={"q": "shirt-m"})).json()["items"]
    assert [one["order"]["number"] for one in found] == ["#1001"]


async def test_the_average_is_of_the_orders_that_were_paid(desk: Desk) -> None:
    await opened(desk)
    row = "#{n};2026-03-02 10:00;ana@example.org;Ana Lima;{paid};;;;Berlin;Mug;mug;1;{total};0.00;{total}"
    rows = [
        row.format(n=1, paid="paid", total="30.00"),
        row.format(n=2, paid="paid", total="20.00"),
        row.format(n=3, paid="pending", total="900.00"),
    ]
    await taken_in(desk, "\n".join((HEAD, *rows)))
    [order, *_] = (await held(desk)).values()
    async with desk.door("bob") as door:
        [sums] = (await door.get(f"/api/v1/people/{order.person_id}/shop")).json()["sums"]
    assert (sums["orders"], sums["spend"]["minor"], sums["average"]["minor"]) == (3, 5_000, 2_500)


async def test_problems_are_told_by_line_and_can_be_taken_along(desk: Desk) -> None:
    await opened(desk)
    text = ORDERS.replace("yesterday", "=cmd|'/c calc'!A1")
    file = await given(desk, text.encode())
    await asks(desk, file["id"], "check")
    async with desk.door("ada") as door:
        [problem] = (await door.get(f"/api/v1/store-files/{file['id']}/problems")).json()["items"]
        assert (problem["line"], problem["column"], problem["kind"]) == (5, "Created at", "no_order_date")
        assert "Correct it" in problem["words"]
        answer = await door.get(f"/api/v1/store-files/{file['id']}/problems.csv", params={"language": "de"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:3] == ["5", "Created at", "'=cmd|'/c calc'!A1"]
    assert "Datum" in rows[1][3]
    assert "attachment" in answer.headers["content-disposition"]


async def test_the_same_file_again_changes_nothing_and_a_newer_one_what_is_new(desk: Desk) -> None:
    await opened(desk)
    await taken_in(desk, ORDERS)
    before, told = await held(desk), await desk.timeline()
    desk.clock.advance(DAY)
    report = await taken_in(desk, ORDERS)
    assert report["things"] == {"new": 0, "changed": 0, "same": 2}
    assert (await held(desk), await desk.timeline()) == (before, told)
    newer = "\n".join(
        (
            HEAD,
            "1001;2026-03-02 10:00;ana@example.org;Ana Lima;paid;delivered;0034;2026-03-08;Berlin;Shirt;shirt-m;2;29.90;4.90;64.70",
        )
    )
    report = await taken_in(desk, newer)
    assert report["things"] == {"new": 0, "changed": 1, "same": 0}
    found = await held(desk)
    assert sorted(found) == ["#1002", "1001"], "What a newer file does not name stays."
    assert found["1001"].id == before["#1001"].id
    assert "delivered" in await desk.timeline()


async def test_what_the_owner_corrected_is_known_the_next_time(desk: Desk) -> None:
    await opened(desk)
    text = "Nr;Wann;Wer;Status\n1;03.04.26;ana@example.org;raus\n2;04.04.26;bo@example.org;komisch\n"
    file = await given(desk, text.encode())
    assert file["plan"]["dates"] == "dmy"
    plan = {**file["plan"], "columns": ["number", "placed_at", "email", "status"], "payment": "unpaid"}
    async with desk.door("ada") as door:
        answer = await door.put(f"/api/v1/store-files/{file['id']}/plan", json=plan)
    assert answer.status_code == 200, answer.text
    checked = await asks(desk, file["id"], "check")
    assert {(one["field"], one["word"]) for one in checked["report"]["words"] if not one["meaning"]} == {
        ("status", "raus"),
        ("status", "komisch"),
    }
    async with desk.door("ada") as door:
        plan["words"] = {"status": {"Raus": "sent", "komisch": "cancelled"}}
        await door.put(f"/api/v1/store-files/{file['id']}/plan", json=plan)
    checked = await asks(desk, file["id"], "check")
    assert {(one["word"], one["meaning"]) for one in checked["report"]["words"]} == {
        ("raus", "sent"),
        ("komisch", "cancelled"),
    }
    await asks(desk, file["id"], "import")
    assert {one.order.state.value for one in (await held(desk)).values()} == {"done", "cancelled"}
    again = await given(desk, text.replace("komisch", "raus").encode())
    assert again["plan"]["columns"] == ["number", "placed_at", "email", "status"]
    assert again["plan"]["payment"] == "unpaid"
    assert again["plan"]["words"] == {"status": {"raus": "sent", "komisch": "cancelled"}}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"columns": ["number", "number"]}, "columns.1"), ({"columns": ["number", "shoe_size"]}, "columns.1"),
        ({"columns": ["number"]}, "columns"), ({"zone": "Moon/Crater"}, "zone"), ({"encoding": "rot13"}, "encoding"),
        ({"delimiter": "x"}, "delimiter"), ({"currency": "Euro"}, "currency"),
    ],
)  # fmt: skip
async def test_a_plan_that_cannot_be_is_told_at_its_field(desk: Desk, wrong: dict[str, Any], field: str) -> None:
    await opened(desk)
    file = await given(desk, ORDERS.encode())
    async with desk.door("ada") as door:
        answer = await door.put(f"/api/v1/store-files/{file['id']}/plan", json={**file["plan"], **wrong})
    assert answer.status_code == 422, answer.text
    assert field in answer.json()["fields"]


async def test_parts_come_in_their_order_and_no_more_than_was_said(desk: Desk) -> None:
    await opened(desk)
    async with desk.door("ada") as door:
        files = f"/api/v1/stores/{desk.store.id}/files"
        assert (await door.post(files, json={"name": "x", "size": 2_000_000_000})).status_code == 422
        assert (await door.post(files, json={"name": "x", "size": 0})).status_code == 422
        file = (await door.post(files, json={"name": "x\n y.csv", "size": 20})).json()
        assert file["name"] == "x y.csv"
        url = f"/api/v1/store-files/{file['id']}/bytes"
        assert (await door.put(url, params={"at": 5}, content=b"a;b\n")).status_code == 409
        assert (await door.put(url, params={"at": 0}, content=b"a;b\n")).status_code == 200
        again = await door.put(url, params={"at": 0}, content=b"a;b\n")
        assert again.status_code == 409
        assert "number 4" in again.json()["detail"]
        assert (await door.put(url, params={"at": 4}, content=b"x" * 30)).status_code == 422
        assert (await door.post(f"/api/v1/store-files/{file['id']}/check")).status_code == 409


async def test_what_is_no_table_is_told_and_takes_nothing_along(desk: Desk) -> None:
    await opened(desk)
    book = await given(desk, b"PK\x03\x04" + bytes(2_000), name="orders.xlsx")
    assert (book["state"], "CSV UTF-8" in book["problem"]) == ("failed", True)
    assert "CSV UTF-8" in (await asks(desk, book["id"], "check", 409))["detail"]
    prose = await given(desk, b"Dear reader\nthis is a letter\n")
    assert prose["state"] == "failed"


async def test_nothing_is_taken_in_unchecked_or_torn(desk: Desk) -> None:
    await opened(desk)
    file = await given(desk, ORDERS.encode())
    assert "Check the file" in (await asks(desk, file["id"], "import", 409))["detail"]
    torn = ORDERS + "\n#1001;2026-03-02 10:00;ana@example.org;;;;;;;Cap;cap;1;5.00;;\n"
    file = await given(desk, torn.encode())
    checked = await asks(desk, file["id"], "check")
    assert checked["report"]["scattered"] == 1
    assert "Sort it" in (await asks(desk, file["id"], "import", 409))["detail"]


async def test_a_stopped_import_goes_on_where_it_was_and_doubles_nothing(desk: Desk) -> None:
    store = await opened(desk)
    rows = [
        f"{n};2026-03-02;buyer{n % 300}@example.org;Buyer;paid;;;;Berlin;Mug;mug;1;8.45;4.90;13.35"
        for n in range(1, 451)
    ]
    file = await given(desk, "\n".join((HEAD, *rows)).encode(), part=40_000)
    await asks(desk, file["id"], "check")
    async with desk.door("ada") as door:
        await door.post(f"/api/v1/store-files/{file['id']}/import")
    running = asyncio.create_task(syncing.sync(desk.ctx, store.id))
    while not running.done() and (await stands(desk, file["id"]))["brought"] < 200:
        await asyncio.sleep(0.01)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    middle = await stands(desk, file["id"])
    assert (middle["state"], 200 <= middle["brought"] < 450, middle["total"]) == ("importing", True, 450)
    await desk.works()
    assert (await stands(desk, file["id"]))["state"] == "done"
    assert len(await held(desk)) == 450
    assert await desk.db.read(told) == 900, "Placed and paid, once each."


async def test_two_files_come_in_one_after_the_other_and_are_history(desk: Desk) -> None:
    await opened(desk)
    first, second = await given(desk, ORDERS.encode()), await given(desk, ORDERS.replace("#1", "#2").encode())
    for file in (first, second):
        await asks(desk, file["id"], "check")
    async with desk.door("ada") as door:
        for file in (first, second):
            assert (await door.post(f"/api/v1/store-files/{file['id']}/import")).status_code == 202
    await desk.works()
    assert [(await stands(desk, file["id"]))["state"] for file in (first, second)] == ["done", "done"]
    assert len(await held(desk)) == 4
    progress = await desk.db.read(commerce.progress, desk.store.id)
    assert (progress.first_done, progress.seen, progress.total) == (True, 4, 4)


async def test_customers_and_their_orders_are_one_person_whichever_comes_first(desk: Desk) -> None:
    await opened(desk)
    customers = "Customer ID,First Name,Last Name,Email,Phone,Total Spent,Total Orders\n7,Bo,Ek,BO@example.org,'+49301234567,120.50,3\n"
    await taken_in(desk, ORDERS)
    await taken_in(desk, customers, name="customers.csv")
    await taken_in(desk, customers.replace("Bo,Ek,BO@", "Di,Fox,di@"), name="customers.csv")
    await taken_in(desk, ORDERS.replace("#1002", "#1009").replace("bo@example.org", "di@example.org"))
    for address, number in (("bo@example.org", "#1002"), ("di@example.org", "#1009")):
        [order] = [one for one in (await held(desk)).values() if one.order.email == address]
        assert order.order.number == number
        [(_, customer)] = await desk.db.read(commerce.customers_of, order.person_id)
        assert customer.spend is not None
        assert customer.spend.minor == 12_050


async def test_products_are_kept_and_found_by_words(desk: Desk) -> None:
    await opened(desk)
    text = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty\ntee,Green Tea,Size,100 g,tea-1,4.50,3\ntee,,,200 g,tea-2,8.00,0\nmug,Mug,,,mug,8.45,9\n"
    report = await taken_in(desk, text, name="products.csv")
    assert report["things"]["new"] == 2
    assert (await taken_in(desk, text))["things"]["same"] == 2
    async with desk.door("bob") as door:
        [tea] = (await door.get(f"/api/v1/stores/{desk.store.id}/products", params={"q": "green tea"})).json()["items"]
    assert [(one["sku"], one["price"]["minor"], one["available"]) for one in tea["variants"]] == [
        ("tea-1", 450, True),
        ("tea-2", 800, False),
    ]


async def test_the_bytes_go_when_they_are_not_needed_and_lie_sealed_until_then(desk: Desk) -> None:
    await opened(desk)
    await given(desk, ORDERS.encode())
    kept = [path for path in desk.ctx.files.folder.rglob("*") if path.is_file()]  # type: ignore[attr-defined]
    assert kept
    assert not any(b"ana@example.org" in path.read_bytes() for path in kept)
    await taken_in(desk, ORDERS)
    waiting = await given(desk, ORDERS.encode())
    async with desk.door("ada") as door:
        assert (await door.delete(f"/api/v1/store-files/{waiting['id']}")).status_code == 204
        assert (await door.get(f"/api/v1/store-files/{waiting['id']}")).status_code == 404
    desk.clock.advance(8 * DAY)
    await filing.tidy(desk.ctx)
    assert not [path for path in desk.ctx.files.folder.rglob("*") if path.is_file()]  # type: ignore[attr-defined]
    async with desk.door("ada") as door:
        [left] = (await door.get(f"/api/v1/stores/{desk.store.id}/files")).json()["items"]
    assert (left["state"], left["shape"], left["report"]["examples"]) == ("done", None, [])
    assert left["report"]["things"]["new"] == 2


async def test_asking_again_for_an_order_leaves_it_as_it_is(desk: Desk) -> None:
    await opened(desk)
    await taken_in(desk, ORDERS)
    [order] = await desk.db.read(commerce.search, "ana@example.org")
    async with desk.door("bob") as door:
        assert (await door.post(f"/api/v1/orders/{order.id}/refresh")).status_code == 202
    await desk.works(later=HOUR)
    assert not (await held(desk))["#1001"].gone


def told(tx: Tx) -> int:
    return int(tx.scalar(text("SELECT count(*) FROM entry WHERE kind = 'order'")))
