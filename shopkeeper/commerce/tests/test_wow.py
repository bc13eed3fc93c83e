"""The budget for delight: one budget whatever the currency, a slip taken back, and the lead's table of it all."""

import csv
import io
from typing import Any

import httpx
import msgspec
import pytest

from shopkeeper import commerce, people
from shopkeeper.commerce import Policy
from shopkeeper.commerce.rules import Limits, WowRule
from shopkeeper.commerce.sheets import safe, sheet
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.commerce.tests.test_acting import opened
from shopkeeper.kit.clock import DAY, HOUR, MINUTE
from shopkeeper.people import HandleKind


async def ready(desk: Desk, **more: Any) -> str:
    """A desk with a budget of ten euros each; answers Ana's id."""
    await opened(desk)
    policy = Policy(wow=WowRule(budget={"agent": 1_000, "lead": 2_000}, days=30), **more)
    async with desk.door("ada") as ada:
        assert (await ada.put("/api/v1/commerce-policy", json=msgspec.to_builtins(policy))).status_code == 200
    return await desk.person()


async def spends(
    desk: Desk, name: str, person: str, minor: int, what: str = "flowers", currency: str = "EUR"
) -> httpx.Response:
    wish = {"person_id": person, "amount": {"minor": minor, "currency": currency}, "what_for": what}
    desk.clock.advance(MINUTE)
    async with desk.door(name) as door:
        return await door.post("/api/v1/wow/spends", json=wish)


async def left(desk: Desk, name: str) -> int:
    async with desk.door(name) as door:
        return int((await door.get("/api/v1/wow")).json()["left"]["minor"])


async def test_what_was_done_for_somebody_is_theirs_to_take_along_and_is_forgotten_with_them(desk: Desk) -> None:
    """Ben never bought anything: no store knows him."""
    await ready(desk)
    ben = (await desk.db.write(people.recognise, HandleKind.email, "ben@example.org")).id
    assert (await spends(desk, "bob", ben, 300, "tulips for Ben")).status_code == 201
    exported, _ = await desk.db.read(commerce.export_person, ben)
    assert [(one["what_for"], one["amount"].minor) for one in exported["kindnesses"]] == [("tulips for Ben", 300)]
    await commerce.erase_person(desk.ctx, ben)
    exported, _ = await desk.db.read(commerce.export_person, ben)
    assert exported["kindnesses"] == []
    assert await left(desk, "bob") == 700, "The amount stays for the books."


async def test_a_budget_is_one_budget_in_every_currency(desk: Desk) -> None:
    ana = await ready(desk, rates={"JPY": "160"})
    assert (await spends(desk, "bob", ana, 960, currency="JPY")).status_code == 201
    assert await left(desk, "bob") == 400
    assert (await spends(desk, "bob", ana, 401)).status_code == 403
    assert (await spends(desk, "bob", ana, 400)).status_code == 201
    assert (await spends(desk, "bob", ana, 1, currency="JPY")).status_code == 403
    assert (await spends(desk, "bob", ana, 1, currency="USD")).status_code == 403


async def test_what_one_may_give_alone_is_one_sum_in_every_currency(desk: Desk) -> None:
    await ready(desk, rates={"JPY": "160"}, roles={"agent": Limits(per_period=1_000)})
    credit = {"type": "credit", "amount": {"minor": 1_120, "currency": "JPY"}}
    assert (await desk.asks("bob", credit, customer_id=desk.ana.external_id)).status_code == 202
    euros = {"type": "credit", "amount": {"minor": 301, "currency": "EUR"}}
    over = await desk.asks("bob", euros, customer_id=desk.ana.external_id)
    assert (over.status_code, over.json()["extra"]["rule"]) == (403, "role_per_period")


async def test_how_much_and_what_for_has_to_be_said(desk: Desk) -> None:
    ana = await ready(desk)
    wrong = await spends(desk, "bob", ana, 0, " ")
    assert (wrong.status_code, set(wrong.json()["fields"])) == (422, {"amount", "what_for"})
    assert set((await spends(desk, "bob", ana, 1, currency="euro")).json()["fields"]) == {"amount"}
    assert (await spends(desk, "bob", "nobody", 100)).status_code == 404


async def test_a_slip_of_the_pen_is_taken_back_within_the_hour(desk: Desk) -> None:
    ana = await ready(desk)
    slip = (await spends(desk, "bob", ana, 900)).json()["id"]
    async with desk.door("bob") as bob, desk.door("lea") as lea:
        assert (await lea.delete(f"/api/v1/wow/spends/{slip}")).status_code == 404
        assert (await bob.delete(f"/api/v1/wow/spends/{slip}")).status_code == 204
        assert await left(desk, "bob") == 1_000
        kept = (await spends(desk, "bob", ana, 100)).json()["id"]
        desk.clock.advance(2 * HOUR)
        assert (await bob.delete(f"/api/v1/wow/spends/{kept}")).status_code == 409


async def test_the_lead_sees_everybodys_budget_and_takes_the_ledger_along(desk: Desk) -> None:
    ana = await ready(desk)
    await spends(desk, "lea", ana, 100, "an old one")
    desk.clock.advance(40 * DAY)
    await spends(desk, "bob", ana, 250, '=HYPERLINK("http://evil.example")')
    async with desk.door("lea") as lea, desk.door("bob") as bob:
        budgets = {
            one["agent_id"]: one["left"]["minor"] for one in (await lea.get("/api/v1/wow/budgets")).json()["items"]
        }
        assert budgets == {desk.agents["bob"].id: 750, desk.agents["lea"].id: 2_000, desk.agents["ada"].id: 0}
        shown = (await lea.get("/api/v1/wow/ledger")).json()["items"]
        assert [(one["person_name"], one["verb"]) for one in shown] == [("Ana Lima", None)]
        longer = (await lea.get("/api/v1/wow/ledger", params={"days": 60, "limit": 1})).json()
        rest = (await lea.get("/api/v1/wow/ledger", params={"days": 60, "limit": 1, "after": longer["next"]})).json()
        assert [page["items"][0]["amount"]["minor"] for page in (longer, rest)] == [250, 100]
        assert (await lea.get("/api/v1/wow/ledger", params={"days": 0})).status_code == 422
        table = await lea.get("/api/v1/wow/ledger.csv", params={"days": 60})
        assert "attachment" in table.headers["content-disposition"]
        assert (await bob.get("/api/v1/wow/ledger.csv")).status_code == 403
        assert (await bob.get("/api/v1/wow/budgets")).status_code == 403
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [(row[1], row[2], row[3], row[4], row[5]) for row in rows[1:]] == [
        ("Bob", "Ana Lima", "2.50", "EUR", '\'=HYPERLINK("http://evil.example")'),
        ("Lea", "Ana Lima", "1.00", "EUR", "an old one"),
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_nothing_typed_is_ever_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    [_, row] = csv.reader(io.StringIO(sheet(["a"], [[cell]]).decode("utf-8-sig"), newline=""))
    assert row == [f"'{cell}"]


def test_plain_words_stay_as_they_are() -> None:
    assert [safe(word) for word in ("flowers", "2.50", "“so kind”", "")] == ["flowers", "2.50", "“so kind”", ""]
