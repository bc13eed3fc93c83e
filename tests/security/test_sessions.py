"""Sessions, passwords, codes, links and tokens: not fixed, not stolen, not guessed, not used twice."""

from dataclasses import replace

import httpx
import msgspec
import pytest
import structlog

from shopkeeper import main, team
from shopkeeper.kit import clock
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.http import ADMIN, DESK, LEAD
from shopkeeper.team import Role, identifying, second_step
from tests.security.house import HOME, PASSWORD, House
from tests.security.test_who_may import filled, routes

WRONG = "not the right one at all"


def signing_in(browser: httpx.AsyncClient, email: str = "alice@lark.example", password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return browser.post("/api/v1/session", json={"email": email, "password": password, **more})


async def is_in(browser: httpx.AsyncClient) -> bool:
    return (await browser.get("/api/v1/me")).status_code == 200


# --- cookies ---


@pytest.mark.parametrize("tls", [False, True])
async def test_the_cookie_is_ours_alone(house: House, tls: bool) -> None:
    await house.hires("alice")
    if tls:
        settings = msgspec.structs.replace(house.ctx.settings, public_url="https://desk.example.org")
        house.app = main.HOUSE.app(replace(house.ctx, settings=settings))
    answer = await signing_in(house.nobody(Origin="https://desk.example.org" if tls else HOME))
    assert answer.status_code == 201, answer.text
    for cookie in answer.headers.get_list("set-cookie"):
        name, *rules = (part.strip().lower() for part in cookie.split(";"))
        assert {"httponly", "samesite=strict", "path=/"} <= set(rules)
        assert not [rule for rule in rules if rule.startswith("domain")]
        assert ("secure" in rules) == tls
        assert name.startswith("__host-") == tls


async def test_a_session_is_not_fixed_by_whoever_came_before(house: House) -> None:
    """Mallory plants a cookie in Alice's browser; her sign-in does not make it good."""
    await house.hires("alice")
    await house.hires("mallory")
    mallory = await house.window("mallory")
    planted = mallory.cookies["sk_session"]
    alice = house.nobody()
    alice.cookies.set("sk_session", planted)
    answer = await signing_in(alice)
    assert answer.cookies["sk_session"] != planted
    assert not await is_in(mallory), "the session that came along ended"
    stranger = house.nobody()
    stranger.cookies.set("sk_session", "a word of my own choice that is long enough")
    assert not await is_in(stranger)
    assert (await signing_in(stranger)).cookies["sk_session"] != "a word of my own choice that is long enough"


async def test_no_other_site_acts_with_alices_cookie(house: House) -> None:
    await house.hires("alice")
    alice = await house.window("alice")
    for headers in (
        {"X-CSRF": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"X-CSRF": "1", "Origin": "http://desk.example.org.evil.example"},
    ):
        answer = await alice.patch("/api/v1/me", json={"name": "Owned"}, headers=headers)
        assert answer.status_code == 403, headers
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = await alice.patch(
            "/api/v1/me", content=b'{"name":"Owned"}', headers={"Content-Type": kind, "X-CSRF": ""}
        )
        assert answer.status_code == 403, kind
    # Nor does it sign her in as somebody else (login CSRF).
    assert (await signing_in(house.nobody(Origin="https://evil.example"))).status_code == 403
    assert (await alice.get("/api/v1/me")).json()["agent"]["name"] == "Alice"


async def test_nothing_is_changed_by_asking(house: House) -> None:
    """GET changes nothing anywhere, so a picture or a link on a foreign page does nothing."""
    await house.hires("alice")
    alice = await house.window("alice")
    for method in ("GET", "HEAD"):
        answer = await alice.request(method, "/api/v1/session", headers={"X-CSRF": ""})
        assert answer.status_code in (404, 405)
    assert await is_in(alice)


# --- how long ---


async def test_who_does_not_come_back_is_signed_out(house: House, clock: SettableClock) -> None:
    await house.hires("alice")
    alice = await house.window("alice")
    clock.advance(identifying.IDLE - 1_000)
    assert await is_in(alice)
    clock.advance(identifying.IDLE + 1_000)
    assert not await is_in(alice)


async def test_who_always_comes_back_gives_the_password_again_after_a_season(
    house: House, clock: SettableClock
) -> None:
    await house.hires("alice")
    alice = await house.window("alice")
    for _ in range(9):
        clock.advance(10 * 86_400_000 - 1)
        assert await is_in(alice)
    clock.advance(86_400_000)
    assert not await is_in(alice)


async def test_signing_out_ends_it_on_the_server_and_clears_the_browser(house: House) -> None:
    await house.hires("alice")
    alice = await house.window("alice")
    kept = alice.cookies["sk_session"]
    answer = await alice.delete("/api/v1/session")
    assert answer.headers["clear-site-data"] == '"cache"'
    thief = house.nobody()
    thief.cookies.set("sk_session", kept)
    assert not await is_in(thief)


async def test_signing_out_everywhere_and_changes_by_an_administrator_end_every_window(house: House) -> None:
    alice = await house.hires("alice")
    await house.hires("ada", Role.admin)
    one, other, ada = await house.window("alice"), await house.window("alice"), await house.window("ada")
    assert (await one.delete("/api/v1/me/sessions")).status_code == 204
    assert (await is_in(one), await is_in(other)) == (True, False)
    token = await house.program("alice")
    assert await is_in(token)
    await ada.patch(f"/api/v1/agents/{alice.id}", json={"state": "disabled"})
    assert (await is_in(one), await is_in(token)) == (False, False)


# --- the password once more ---


async def test_what_opens_the_account_wants_the_password_again(house: House, clock: SettableClock) -> None:
    """An unlocked window is not enough to switch the second step off or to make a token that stays."""
    await house.hires("alice")
    alice = await house.window("alice")
    clock.advance(identifying.FRESH + 1_000)
    for method, path in (("POST", "/me/totp"), ("DELETE", "/me/totp"), ("POST", "/me/tokens")):
        answer = await alice.request(method, f"/api/v1{path}", json={"name": "x"})
        assert (answer.status_code, answer.json()["kind"]) == (403, "prove_again"), path
    before = alice.cookies["sk_session"]
    assert (await alice.put("/api/v1/session", json={"password": WRONG})).status_code == 422
    proven = await alice.put("/api/v1/session", json={"password": PASSWORD})
    assert proven.status_code == 200
    assert proven.cookies["sk_session"] != before, "a stolen cookie does not become a better one"
    assert (await alice.post("/api/v1/me/tokens", json={"name": "x"})).status_code == 201
    thief = house.nobody()
    thief.cookies.set("sk_session", before)
    assert not await is_in(thief)


async def test_an_administrator_gives_theirs_before_taking_somebodys_second_step(
    house: House, clock: SettableClock
) -> None:
    alice = await house.hires("alice")
    await house.hires("ada", Role.admin)
    ada = await house.window("ada")
    clock.advance(identifying.FRESH + 1_000)
    path = f"/api/v1/agents/{alice.id}/totp"
    assert (await ada.delete(path)).json()["kind"] == "prove_again"
    await ada.put("/api/v1/session", json={"password": PASSWORD})
    assert (await ada.delete(path)).status_code == 204


async def test_guessing_in_an_open_window_is_counted_too(house: House) -> None:
    await house.hires("alice")
    alice = await house.window("alice")
    answers = [(await alice.put("/api/v1/session", json={"password": WRONG})).status_code for _ in range(12)]
    assert answers[-1] == 429
    assert (await alice.put("/api/v1/session", json={"password": PASSWORD})).status_code == 429


# --- letters ---


async def test_a_new_browser_is_told_by_mail_and_a_known_one_is_not(house: House) -> None:
    await house.hires("alice")
    browser = house.nobody(**{"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"})
    await signing_in(browser)
    await house.works()
    [letter] = house.letters
    assert letter.subject == "You signed in with a new browser"
    assert "Firefox" in letter.text
    assert "203.0.113" in letter.text
    await browser.delete("/api/v1/session")
    await signing_in(browser)
    await house.works()
    assert len(house.letters) == 1
    # A mark of somebody else, or of one's own making, says nothing.
    stranger = house.nobody()
    stranger.cookies.set("sk_known", "eyJwIjp7ImFnZW50cyI6W119fQ.AAAA")
    await signing_in(stranger)
    await house.works()
    assert len(house.letters) == 2


async def test_every_new_key_to_the_account_is_told_by_mail(house: House) -> None:
    await house.hires("alice")
    alice = await house.window("alice")
    await alice.post("/api/v1/me/tokens", json={"name": "x"})
    begun = (await alice.post("/api/v1/me/totp")).json()
    await alice.put("/api/v1/me/totp", json={"code": second_step.code_at(begun["secret"], house.db.clock())})
    await alice.delete("/api/v1/me/totp")
    await alice.post("/api/v1/me/password", json={"password": PASSWORD, "new_password": "another long row of words"})
    await house.works()
    # Each letter is a job of its own, so they may overtake one another.
    told = {letter.subject for letter in house.letters}
    assert told == {
        "A new token for your account", "Two-step sign-in was switched on", "Two-step sign-in was switched off",
        "Your password was changed",
    }  # fmt: skip


# --- guessing ---


async def test_one_network_guesses_ten_times_and_many_networks_sixty(house: House) -> None:
    await house.hires("alice")
    mine = [(await signing_in(house.nobody(), password=WRONG)).status_code for _ in range(11)]
    assert mine == [401] * 10 + [429]
    theirs = [(await signing_in(house.nobody(f"198.51.100.{n}"), password=WRONG)).status_code for n in range(1, 60)]
    assert theirs.count(429) >= 9
    assert (await signing_in(house.nobody("192.0.2.1"))).status_code == 429, (
        "even the right one, until the hour is over"
    )


async def test_one_network_does_not_walk_the_list_of_addresses(house: House) -> None:
    answers = [(await signing_in(house.nobody(), f"a{n}@lark.example", WRONG)).status_code for n in range(101)]
    assert answers[-1] == 429


async def test_a_header_does_not_make_another_network(house: House) -> None:
    """X-Forwarded-For counts only from a proxy that we trust."""
    await house.hires("alice")
    answers = [
        (await signing_in(house.nobody(**{"X-Forwarded-For": f"192.0.2.{n}"}), password=WRONG)).status_code
        for n in range(11)
    ]
    assert answers[-1] == 429


async def test_the_count_is_in_rows_so_a_second_process_gives_no_more(house: House) -> None:
    await house.hires("alice")
    for _ in range(10):
        await signing_in(house.nobody(), password=WRONG)
    house.app = main.HOUSE.app(house.ctx)
    assert (await signing_in(house.nobody())).status_code == 429


async def test_unknown_wrong_and_disabled_sound_the_same(house: House) -> None:
    gone = await house.hires("gone")
    await house.hires("alice")
    await house.db.write(team.change_agent, gone.id, team.AgentChange(state=team.AgentState.disabled))
    said = [
        (await signing_in(house.nobody(f"192.0.2.{n}"), f"{name}@lark.example", WRONG))
        for n, name in enumerate(("alice", "nobody", "gone"))
    ]
    assert {(one.status_code, one.text) for one in said} == {(401, said[0].text)}
    asked = [
        await house.nobody().post("/api/v1/password-resets", json={"email": f"{name}@lark.example"})
        for name in ("alice", "nobody", "gone")
    ]
    assert {(one.status_code, one.content) for one in asked} == {(202, asked[0].content)}


# --- codes and links ---


async def with_second_step(house: House) -> tuple[httpx.AsyncClient, str, list[str]]:
    alice = await house.window("alice")
    secret = (await alice.post("/api/v1/me/totp")).json()["secret"]
    on = await alice.put("/api/v1/me/totp", json={"code": second_step.code_at(secret, house.db.clock())})
    return alice, secret, on.json()["recovery_codes"]


async def test_a_code_opens_once(house: House, clock: SettableClock) -> None:
    await house.hires("alice")
    _, secret, recovery = await with_second_step(house)
    clock.advance(60_000)
    code = second_step.code_at(secret, house.db.clock())
    assert (await signing_in(house.nobody(), code=code)).status_code == 201
    assert (await signing_in(house.nobody(), code=code)).json()["kind"] == "wrong_code"
    assert (await signing_in(house.nobody(), code=recovery[0])).status_code == 201
    assert (await signing_in(house.nobody(), code=recovery[0])).json()["kind"] == "wrong_code"


async def test_codes_are_not_guessed(house: House) -> None:
    await house.hires("alice")
    _, secret, _ = await with_second_step(house)
    wrong = "000000" if second_step.code_at(secret, house.db.clock()) != "000000" else "111111"
    answers = [(await signing_in(house.nobody(), code=wrong)).status_code for _ in range(11)]
    assert answers[-1] == 429


async def test_a_link_from_a_letter_works_once_and_for_its_time(house: House, clock: SettableClock) -> None:
    alice = await house.hires("alice")
    one = await house.db.write(team.make_reset, alice.id)
    two = await house.db.write(team.make_reset, alice.id)
    new = {"password": "another long row of words"}
    assert (await house.nobody().put(f"/api/v1/password-resets/{one}", json=new)).status_code == 204
    for spent in (one, two):
        assert (await house.nobody().put(f"/api/v1/password-resets/{spent}", json=new)).status_code == 404
    late = await house.db.write(team.make_reset, alice.id)
    clock.advance(3_600_001)
    assert (await house.nobody().put(f"/api/v1/password-resets/{late}", json=new)).status_code == 404


async def test_an_invitation_makes_one_agent(house: House) -> None:
    invited = await house.db.write(team.add_agent, team.NewAgent("carol@lark.example"))
    link = await house.db.write(team.invite, invited.id)
    joining = {"name": "Carol", "password": PASSWORD}
    assert (await house.nobody().post(f"/api/v1/invitations/{link}", json=joining)).status_code == 201
    assert (await house.nobody().post(f"/api/v1/invitations/{link}", json=joining)).status_code == 404


# --- tokens ---


async def test_a_token_ends_with_its_time_and_with_its_agent(house: House, clock: SettableClock) -> None:
    alice = await house.hires("alice")
    issued = await house.db.write(team.create_token, alice, team.NewToken("x", days=1))
    program = house.nobody(Authorization=f"Bearer {issued.secret}")
    assert await is_in(program)
    listed = (await program.get("/api/v1/me/tokens")).text
    assert issued.secret not in listed
    clock.advance(clock_day())
    assert not await is_in(program)
    for guess in (issued.secret[:-1] + "x", "", "sk_", issued.token.id):
        assert not await is_in(house.nobody(Authorization=f"Bearer {guess}"))


def clock_day() -> int:
    return clock.DAY + 1_000


async def test_rights_are_raised_by_nobody_but_an_administrator(house: House) -> None:
    """Fields that were not asked for change nothing (mass assignment)."""
    alice = await house.hires("alice", inboxes=(house.sales.id,))
    door = await house.window("alice")
    await door.patch(
        "/api/v1/me",
        json={
            "name": "Alice",
            "role": "admin",
            "inboxes": None,
            "state": "active",
            "totp": True,
            "email": "x@evil.example",
        },
    )
    now = (await door.get("/api/v1/me")).json()["agent"]
    assert (now["role"], now["inboxes"], now["email"]) == ("agent", [house.sales.id], alice.email)


# --- passwords ---

COMMON = [
    "short",
    "password12",
    "Password1234",
    "alice@lark.example",
    "1234567890",
    "qwertyuiop",
    "iloveyou12",
    "football123",
]
STRANGE = [
    "日本語のパスワード、長い",
    "  spaces are words too  ",
    "x" * 30 + "yz!?",
    "🐈🐕🐈🐕🦜🦜🐢🐢🐙🐙",
    "w" * 200 + "xyz",
    "ﬁve long wörds in a row",
]


async def test_the_first_passwords_anybody_would_try_are_refused(house: House) -> None:
    await house.hires("alice")
    alice = await house.window("alice")
    for password in COMMON:
        answer = await alice.post("/api/v1/me/password", json={"password": PASSWORD, "new_password": password})
        assert (answer.status_code, "password" in answer.json()["fields"]) == (422, True), password


async def test_any_long_row_of_words_is_taken_as_it_is(house: House) -> None:
    await house.hires("alice")
    alice, before = await house.window("alice"), PASSWORD
    for password in STRANGE:
        change = {"password": before, "new_password": password}
        assert (await alice.post("/api/v1/me/password", json=change)).status_code == 204, password
        assert (await signing_in(house.nobody(), password=password)).status_code == 201, password
        assert (await signing_in(house.nobody("192.0.2.9"), password=password + "x")).status_code == 401, password
        before = password


async def test_a_reset_does_not_open_the_second_step(house: House) -> None:
    alice = await house.hires("alice")
    await with_second_step(house)
    link = await house.db.write(team.make_reset, alice.id)
    new = "another long row of words"
    assert (await house.nobody().put(f"/api/v1/password-resets/{link}", json={"password": new})).status_code == 204
    assert (await signing_in(house.nobody(), password=new)).json()["kind"] == "code_needed"


async def test_who_was_held_back_stands_in_the_log(house: House) -> None:
    await house.hires("alice")
    alice = await house.window("alice")
    with structlog.testing.capture_logs() as said:
        await signing_in(house.nobody(), password=WRONG)
        await alice.post("/api/v1/agents", json={"email": "x@lark.example"})
        for _ in range(11):
            await signing_in(house.nobody("192.0.2.1"), password=WRONG)
        await signing_in(house.nobody("192.0.2.2"))
    events = {(one["event"], one.get("why")) for one in said}
    assert {("sign-in refused", "password"), ("refused", "forbidden"), ("refused", "too_many_attempts")} <= events
    assert [one for one in said if one["event"] == "signed in" and one["agent_id"] == house.agents["alice"].id]
    assert [one for one in said if one.get("route") == "/api/v1/agents" and one["agent_id"] == house.agents["alice"].id]
    assert not [one for one in said if WRONG in str(one) or PASSWORD in str(one)]


async def test_a_token_that_reads_only_changes_nothing(house: House) -> None:
    alice = await house.hires("alice", Role.admin)
    issued = await house.db.write(team.create_token, alice, team.NewToken("dashboard", reads_only=True))
    assert issued.secret.startswith(issued.token.start)
    reader = house.nobody(Authorization=f"Bearer {issued.secret}")
    assert await is_in(reader)
    for method, path, _ in routes(house, DESK, LEAD, ADMIN):
        if method not in ("GET", "HEAD"):
            answer = await reader.request(method, filled(path), json={})
            assert (answer.status_code, answer.json()["kind"]) == (403, "reads_only"), (method, path)
    # Its first letters say so, and are part of what is kept: other letters are another token.
    assert not await is_in(house.nobody(Authorization=f"Bearer {issued.secret.replace('skr_', 'sk_')}"))
    assert (await reader.get("/api/v1/me/tokens")).json()["items"][0]["reads_only"] is True
