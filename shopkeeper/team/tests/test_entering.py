"""Signing in and out, as Alice, Bob and Mallory see it from outside."""

import asyncio

from shopkeeper import team
from shopkeeper.kit import clock as times
from shopkeeper.team import second_step
from shopkeeper.team.tests.conftest import PASSWORD


def cookie_of(browser):
    return browser.cookies.get("sk_session")


async def test_alice_signs_in_and_is_told_who_she_is(desk):
    await desk.hires("alice", team.Role.admin)
    alice = desk.somebody()
    answer = await alice.signs_in("Alice@Example.org ")
    assert answer.status_code == 201
    assert answer.json()["agent"]["name"] == "Alice"
    assert "password" not in answer.text
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert (await alice.get("/api/v1/me")).json()["agent"]["role"] == "admin"


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(desk):
    await desk.hires("alice")
    await desk.db.write(team.add_agent, team.NewAgent("invited@example.org"))
    disabled = await desk.hires("dora")
    await desk.db.write(team.change_agent, disabled.id, team.AgentChange(state=team.AgentState.disabled))
    somebody = desk.somebody()
    answers = [
        await somebody.signs_in("alice@example.org", "not her password"),
        await somebody.signs_in("nobody@example.org", "not her password"),
        await somebody.signs_in("invited@example.org", "not her password"),
        await somebody.signs_in("dora@example.org"),
        await somebody.signs_in("not an address"),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].json()["kind"] == "wrong_sign_in"
    assert not await somebody.is_in()


async def test_signing_out_ends_the_session_and_not_only_the_cookie(desk):
    alice = await desk.signed_in("alice")
    kept = cookie_of(alice)
    assert (await alice.delete("/api/v1/session")).status_code == 204
    assert cookie_of(alice) is None
    mallory = desk.somebody(Cookie=f"sk_session={kept}")
    assert not await mallory.is_in()


async def test_a_session_planted_by_mallory_is_not_taken_over(desk):
    mallory = await desk.signed_in("mallory")
    planted = cookie_of(mallory)
    await desk.hires("alice")
    alice = desk.somebody()
    alice.cookies.set("sk_session", planted, domain="desk.example.org")
    await alice.signs_in("alice@example.org")
    assert planted not in [cookie.value for cookie in alice.cookies.jar]
    mallory.cookies.clear()
    mallory.cookies.set("sk_session", planted, domain="desk.example.org")
    assert not await mallory.is_in()

    made_up = desk.somebody()
    made_up.cookies.set("sk_session", "chosen-by-mallory", domain="desk.example.org")
    await made_up.signs_in("alice@example.org")
    assert "chosen-by-mallory" not in [cookie.value for cookie in made_up.cookies.jar]


async def test_guessing_is_stopped_and_told_how_long(desk):
    await desk.hires("alice")
    mallory = desk.somebody()
    for _ in range(10):
        assert (await mallory.signs_in("alice@example.org", "a guess at it")).status_code == 401
    refused = await mallory.signs_in("alice@example.org", PASSWORD)
    assert refused.status_code == 429
    assert refused.json()["kind"] == "too_many_attempts"
    assert "15 minutes" in refused.json()["detail"]
    assert "Forgot password" in refused.json()["detail"]
    assert int(refused.headers["retry-after"]) == 15 * 60

    alice = desk.somebody(network="198.51.100.20")
    assert (await alice.signs_in("alice@example.org")).status_code == 201, "Mallory does not lock Alice out"
    desk.clock.advance(15 * times.MINUTE + 1)
    assert (await mallory.signs_in("alice@example.org", "a guess at it")).status_code == 401


async def test_a_hundred_guesses_at_once_count_as_a_hundred(desk):
    await desk.hires("alice")
    mallory = desk.somebody()
    answers = await asyncio.gather(*(mallory.signs_in("alice@example.org", f"guess {n}") for n in range(25)))
    assert sorted(answer.status_code for answer in answers) == [401] * 10 + [429] * 15


async def test_one_network_may_not_walk_the_list_of_addresses(desk):
    mallory = desk.somebody()
    await asyncio.gather(*(mallory.signs_in(f"number{n}@example.org", "welcome") for n in range(100)))
    assert (await mallory.signs_in("number100@example.org", "welcome")).status_code == 429
    neighbour = desk.somebody(network="198.51.100.20")
    assert (await neighbour.signs_in("number100@example.org", "welcome")).status_code == 401


async def test_many_networks_may_not_guess_at_one_address(desk):
    await desk.hires("alice")
    for n in range(60):
        await desk.somebody(network=f"198.51.100.{n}").signs_in("alice@example.org", "a guess")
    last = await desk.somebody(network="192.0.2.1").signs_in("alice@example.org", "a guess")
    assert last.status_code == 429


async def test_a_proper_sign_in_forgets_the_typing_errors_before_it(desk):
    await desk.hires("alice")
    alice = desk.somebody()
    for _ in range(3):
        for _ in range(8):
            await alice.signs_in("alice@example.org", "caps lock again")
        assert (await alice.signs_in("alice@example.org")).status_code == 201


async def test_an_office_signs_in_every_morning(desk):
    await desk.hires("alice")
    office = desk.somebody()
    answers = [await office.signs_in("alice@example.org") for _ in range(110)]
    assert {answer.status_code for answer in answers} == {201}


# --- what nobody types ---


async def test_strange_bytes_are_refused_and_not_stumbled_over(desk):
    boss = await desk.signed_in("boss", team.Role.admin)
    nul = "a\x00b"
    answers = [
        await boss.signs_in(nul, nul),
        await boss.signs_in("boss@example.org", nul, code=nul),
        await boss.post("/api/v1/agents", json={"email": f"{nul}@example.org"}),
        await boss.patch("/api/v1/me", json={"name": nul}),
        await boss.patch("/api/v1/me", json={"locale": nul}),
        await boss.post("/api/v1/brands", json={"name": nul, "signature_text": nul, "signature_html": nul}),
        await boss.post("/api/v1/brands", json={"name": "Lark", "site": f"https://x.example/{nul}", "hours_id": nul}),
        await boss.post("/api/v1/hours", json={"name": nul, "timezone": nul}),
        await boss.post("/api/v1/teams", json={"name": nul, "members": [nul]}),
        await boss.get("/api/v1/agents/a%00b"),
        await boss.get("/api/v1/invitations/a%00b"),
        await boss.delete("/api/v1/me/sessions/a%00b"),
        await boss.get("/api/v1/holidays", params={"country": nul, "year": 2026, "region": nul}),
        await boss.post("/api/v1/password-resets", json={"email": nul}),
        await boss.post("/api/v1/me/tokens", json={"name": nul, "days": 10**30}),
        await boss.patch("/api/v1/agents/x", json={"inboxes": [nul]}),
    ]
    assert [(a.request.url.path, a.status_code) for a in answers if a.status_code >= 500] == []


# --- the second step ---


async def with_second_step(desk, name="alice"):
    browser = await desk.signed_in(name)
    begun = (await browser.post("/api/v1/me/totp")).json()
    assert begun["uri"].startswith("otpauth://totp/Shopkeeper:")
    assert begun["qr_svg"].startswith("<svg")
    code = second_step.code_at(begun["secret"], desk.clock())
    confirmed = await browser.put("/api/v1/me/totp", json={"code": code})
    assert confirmed.status_code == 200
    desk.clock.advance(second_step.STEP)
    return browser, begun["secret"], confirmed.json()["recovery_codes"]


async def test_the_second_step_is_asked_for_and_opens_once(desk):
    _, secret, _ = await with_second_step(desk)
    phone = desk.somebody()
    asked = await phone.signs_in("alice@example.org")
    assert (asked.status_code, asked.json()["kind"]) == (401, "code_needed")
    wrong = await phone.signs_in("alice@example.org", code="000000")
    assert (wrong.status_code, wrong.json()["kind"]) == (401, "wrong_code")
    code = second_step.code_at(secret, desk.clock())
    assert (await phone.signs_in("alice@example.org", code=code)).status_code == 201
    again = await desk.somebody().signs_in("alice@example.org", code=code)
    assert again.json()["kind"] == "wrong_code", "whoever looked over her shoulder comes too late"


async def test_a_code_without_the_password_is_worth_nothing(desk):
    _, secret, _ = await with_second_step(desk)
    code = second_step.code_at(secret, desk.clock())
    answer = await desk.somebody().signs_in("alice@example.org", "not her password", code=code)
    assert answer.json()["kind"] == "wrong_sign_in"
    assert (await desk.somebody().signs_in("alice@example.org", code=code)).status_code == 201


async def test_codes_cannot_be_guessed_either(desk):
    await with_second_step(desk)
    mallory = desk.somebody()
    for n in range(10):
        await mallory.signs_in("alice@example.org", code=f"{n:06d}")
    assert (await mallory.signs_in("alice@example.org", code="999999")).status_code == 429


async def test_a_lost_phone_is_no_lost_account(desk):
    _, _, codes = await with_second_step(desk)
    assert len(codes) == 10
    assert (await desk.somebody().signs_in("alice@example.org", code=codes[3].upper())).status_code == 201
    assert (await desk.somebody().signs_in("alice@example.org", code=codes[3])).status_code == 401
    assert (await desk.somebody().signs_in("alice@example.org", code=codes[4])).status_code == 201


async def test_the_second_step_counts_only_when_confirmed(desk):
    alice = await desk.signed_in("alice")
    await alice.post("/api/v1/me/totp")
    refused = await alice.put("/api/v1/me/totp", json={"code": "000000"})
    assert refused.status_code == 422
    assert "code" in refused.json()["fields"]
    assert (await desk.somebody().signs_in("alice@example.org")).status_code == 201


async def test_switching_the_second_step_off_is_told_by_mail(desk):
    alice, _, codes = await with_second_step(desk)
    assert (await alice.get("/api/v1/me")).json()["agent"]["totp"] is True
    assert (await alice.delete("/api/v1/me/totp")).status_code == 204
    assert (await alice.get("/api/v1/me")).json()["agent"]["totp"] is False
    assert (await desk.somebody().signs_in("alice@example.org")).status_code == 201
    await desk.works()
    # Each letter is a job of its own, so they may overtake one another.
    assert {letter.subject for letter in desk.post} == {
        "Two-step sign-in was switched on",
        "Two-step sign-in was switched off",
        "You signed in with a new browser",
    }
    assert codes


async def test_an_admin_helps_whoever_lost_phone_and_codes(desk):
    await with_second_step(desk)
    boss = await desk.signed_in("boss", team.Role.admin)
    alice = next(one for one in (await boss.get("/api/v1/agents")).json()["items"] if one["name"] == "Alice")
    assert (await boss.delete(f"/api/v1/agents/{alice['id']}/totp")).status_code == 204
    assert (await desk.somebody().signs_in("alice@example.org")).status_code == 201


# --- other sites ---


async def test_a_page_of_another_site_cannot_act_in_alices_name(desk):
    alice = await desk.signed_in("alice", team.Role.admin)
    for headers in ({"X-CSRF": "0"}, {"X-CSRF": ""}, {"Origin": "http://evil.example"}, {"Origin": "null"}):
        answer = await alice.post("/api/v1/teams", json={"name": "Returns"}, headers=headers)
        assert answer.status_code == 403, headers
    assert (await alice.post("/api/v1/teams", json={"name": "Returns"})).status_code == 201


async def test_mallory_cannot_sign_alices_browser_in_as_mallory(desk):
    await desk.hires("mallory")
    victim = desk.somebody(Origin="http://evil.example")
    assert (await victim.signs_in("mallory@example.org")).status_code == 403
    assert not victim.cookies


async def test_a_desk_behind_a_proxy_knows_its_public_name(desk):
    alice = await desk.signed_in("alice")
    answer = await alice.patch("/api/v1/me", json={"name": "Alice L"}, headers={"Host": "inside:8080"})
    assert answer.status_code == 200


# --- windows ---


async def test_alice_sees_her_windows_and_closes_one(desk):
    await desk.hires("alice")
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    laptop = desk.somebody(network="203.0.113.7", **{"User-Agent": firefox})
    await laptop.signs_in("alice@example.org")
    desk.clock.advance(times.MINUTE)
    iphone = (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"
    )
    phone = desk.somebody(network="198.51.100.9", **{"User-Agent": iphone})
    await phone.signs_in("alice@example.org")
    windows = (await laptop.get("/api/v1/me/sessions")).json()["items"]
    assert [(one["device"], one["place"], one["current"]) for one in windows] == [
        ("Safari on iPhone", "198.51.100.9", False),
        ("Firefox on Linux", "203.0.113.7", True),
    ]
    assert (await laptop.delete(f"/api/v1/me/sessions/{windows[0]['id']}")).status_code == 204
    assert not await phone.is_in()
    assert await laptop.is_in()


async def test_nobody_closes_somebody_elses_window(desk):
    alice, bob = await desk.signed_in("alice"), await desk.signed_in("bob")
    window = (await alice.get("/api/v1/me/sessions")).json()["items"][0]
    assert (await bob.delete(f"/api/v1/me/sessions/{window['id']}")).status_code == 404
    assert await alice.is_in()


async def test_a_window_nobody_looks_at_for_a_month_is_signed_out(desk):
    alice = await desk.signed_in("alice")
    desk.clock.advance(20 * times.DAY)
    assert await alice.is_in()
    desk.clock.advance(20 * times.DAY)
    assert await alice.is_in()
    desk.clock.advance(31 * times.DAY)
    assert not await alice.is_in()


async def test_the_database_holds_no_secret_that_opens_anything(desk, database):
    alice = await desk.signed_in("alice")
    issued = (await alice.post("/api/v1/me/tokens", json={"name": "Script"})).json()
    rows = str(await database.read(everything))
    assert cookie_of(alice) not in rows
    assert issued["secret"] not in rows
    assert PASSWORD not in rows


def everything(tx):
    import sqlalchemy as sa

    from shopkeeper.kit.db import metadata

    return [tx.all(sa.select(table)) for table in metadata.tables.values()]
