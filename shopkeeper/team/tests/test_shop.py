"""Teams, brands and opening hours, through the door."""

from shopkeeper import team
from shopkeeper.kit import clock as times
from shopkeeper.team.tests.conftest import boss


async def test_a_team_gathers_agents(desk):
    alice = await boss(desk)
    bob = await desk.hires("bob")
    made = (await alice.post("/api/v1/teams", json={"name": "Returns", "members": [bob.id, bob.id]})).json()
    assert made["members"] == [bob.id]
    assert (await alice.patch(f"/api/v1/teams/{made['id']}", json={"name": "Sendbacks"})).json()["members"] == [bob.id]
    assert (await alice.post("/api/v1/teams", json={"name": "X", "members": ["nobody"]})).status_code == 404
    await alice.patch(f"/api/v1/agents/{bob.id}", json={"state": "disabled"})
    assert (await alice.get("/api/v1/teams")).json()["items"][0]["members"] == []
    assert (await alice.delete(f"/api/v1/teams/{made['id']}")).status_code == 204
    assert (await alice.delete(f"/api/v1/teams/{made['id']}")).status_code == 404


async def test_a_brand_speaks_with_its_own_voice(desk):
    alice = await boss(desk)
    signature = '<p>Yours, <b onclick="x()">Lark</b><script>alert(1)</script></p>'
    made = await alice.post(
        "/api/v1/brands",
        json={"name": "Lark & Loom", "colour": "#AB3522", "site": "https://lark.example", "signature_html": signature},
    )
    assert made.status_code == 201
    brand = made.json()
    assert brand["signature_html"] == "<p>Yours, <b>Lark</b></p>"
    assert (brand["colour"], brand["reopen_days"], brand["reply_time"]) == ("#ab3522", 14, "a few minutes")
    changed = (await alice.patch(f"/api/v1/brands/{brand['id']}", json={"site": None, "reopen_days": 7})).json()
    assert (changed["site"], changed["reopen_days"], changed["name"]) == (None, 7, "Lark & Loom")


WHAT_A_BRAND_CANNOT_BE = [
    ("name", ""),
    ("name", "x" * 101),
    ("colour", "green"),
    ("locale", "english"),
    ("site", "javascript:alert(1)"),
    ("site", "lark.example"),
    ("privacy_url", "ftp://lark.example"),
    ("logo", "data:image/svg+xml;base64,PHN2Zz4="),
    ("logo", "data:image/png;base64," + "A" * 300_000),
    ("reopen_days", -1),
    ("signature_text", "x" * 5_001),
]


async def test_what_a_brand_cannot_be(desk):
    alice = await boss(desk)
    for field, value in WHAT_A_BRAND_CANNOT_BE:
        answer = await alice.post("/api/v1/brands", json={"name": "Lark", field: value})
        assert answer.status_code == 422, (field, value)
        assert set(answer.json()["fields"]) == {field}


async def test_a_brand_in_use_stays(desk):
    alice = await boss(desk)
    first = (await alice.post("/api/v1/brands", json={"name": "Lark"})).json()["id"]
    assert (await alice.delete(f"/api/v1/brands/{first}")).status_code == 409
    second = (await alice.post("/api/v1/brands", json={"name": "Loom"})).json()["id"]
    team.BRAND_KEEPERS.append(lambda tx, brand_id: "An inbox speaks for it." if brand_id == first else None)
    try:
        refused = await alice.delete(f"/api/v1/brands/{first}")
        assert (refused.status_code, refused.json()["detail"]) == (409, "An inbox speaks for it.")
        assert (await alice.delete(f"/api/v1/brands/{second}")).status_code == 204
    finally:
        team.BRAND_KEEPERS.clear()


async def test_words_may_come_in_before_there_is_a_brand(database):
    made = await database.write(team.default_brand)
    assert await database.write(team.default_brand) == made


WEEK = [{"day": day, "opens": "09:00", "closes": "18:00"} for day in range(5)]


async def test_hours_are_kept_in_order_and_given_to_a_brand(desk):
    alice = await boss(desk)
    holidays = [{"date": "2026-12-26", "name": "Boxing Day"}, {"date": "2026-12-25", "name": "Christmas"}]
    given = {"name": "Shop", "timezone": "Europe/Berlin", "intervals": WEEK[::-1], "holidays": holidays}
    made = (await alice.post("/api/v1/hours", json=given)).json()
    assert made["intervals"] == WEEK
    assert [holiday["date"] for holiday in made["holidays"]] == ["2026-12-25", "2026-12-26"]
    brand = (await alice.post("/api/v1/brands", json={"name": "Lark", "hours_id": made["id"]})).json()
    kept = await desk.db.read(team.brand_hours, brand["id"])
    assert team.hours.open_at(kept, desk.clock()) is False, "the tests' clock stands at 08:20 in Berlin"
    assert team.hours.next_opening(kept, desk.clock()) == desk.clock() + 40 * times.MINUTE
    refused = await alice.delete(f"/api/v1/hours/{made['id']}")
    assert (refused.status_code, refused.json()["detail"]) == (409, "Lark keeps these hours. Give it others first.")
    assert (await alice.post("/api/v1/brands", json={"name": "L", "hours_id": "nowhere"})).status_code == 404


WHAT_HOURS_CANNOT_BE = [
    ("timezone", "Berlin"),
    ("timezone", "../../etc/passwd"),
    ("intervals", [{"day": 7, "opens": "09:00", "closes": "18:00"}]),
    ("intervals", [{"day": 0, "opens": "9:00", "closes": "18:00"}]),
    ("intervals", [{"day": 0, "opens": "18:00", "closes": "09:00"}]),
    ("intervals", [{"day": 0, "opens": "09:00", "closes": "25:00"}]),
    ("intervals", [*WEEK, {"day": 0, "opens": "17:00", "closes": "20:00"}]),
    ("holidays", [{"date": "25.12.2026", "name": "Christmas"}]),
    ("holidays", [{"date": "2026-12-25", "name": ""}]),
]


async def test_what_hours_cannot_be(desk):
    alice = await boss(desk)
    for field, value in WHAT_HOURS_CANNOT_BE:
        answer = await alice.post("/api/v1/hours", json={"name": "Shop", "timezone": "Europe/Berlin", field: value})
        assert answer.status_code == 422, (field, value)
        assert set(answer.json()["fields"]) == {field}


async def test_a_countrys_holidays_are_at_hand(desk):
    bob = await desk.signed_in("bob")
    asked = await bob.get("/api/v1/holidays", params={"country": "de", "region": "BY", "year": [2026, 2027]})
    days = {day["date"]: day["name"] for day in asked.json()["items"]}
    assert days["2026-12-25"] == "Erster Weihnachtstag"
    assert "2026-01-06" in days, "Epiphany is one in Bavaria"
    english = await bob.get("/api/v1/holidays", params={"country": "DE", "year": 2026, "locale": "en-GB"})
    assert {"date": "2026-12-25", "name": "Christmas Day"} in english.json()["items"]
    for bad in ({"country": "XX", "year": 2026}, {"country": "DE", "region": "ZZ", "year": 2026}):
        assert (await bob.get("/api/v1/holidays", params=bad)).status_code == 422
    assert (await bob.get("/api/v1/holidays", params={"country": "DE", "year": 9999})).status_code == 422
    countries = (await bob.get("/api/v1/holiday-countries")).json()["items"]
    assert next(one for one in countries if one["code"] == "DE")["regions"][:2] == ["BB", "BE"]
