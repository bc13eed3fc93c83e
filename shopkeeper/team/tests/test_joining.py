"""Links that work once: invitations, resets, and the claim of a fresh desk."""

import asyncio

from shopkeeper import team
from shopkeeper.kit import clock as times
from shopkeeper.team.tests.conftest import HOME, PASSWORD

NEW = "another bell for the door"


async def invited(desk, admin, email="carol@example.org", **more):
    added = (await admin.post("/api/v1/agents", json={"email": email, **more})).json()
    link = (await admin.post(f"/api/v1/agents/{added['id']}/invitation")).json()["link"]
    assert link.startswith(f"{HOME}/join/")
    return added["id"], link.rpartition("/")[2]


async def test_carol_joins_by_her_link(desk):
    admin = await desk.signed_in("alice", team.Role.admin)
    _, token = await invited(desk, admin, role="lead")
    carol = desk.somebody()
    seen = (await carol.get(f"/api/v1/invitations/{token}")).json()
    assert (seen["email"], seen["role"]) == ("carol@example.org", "lead")
    joined = await carol.post(f"/api/v1/invitations/{token}", json={"name": "Carol", "password": PASSWORD})
    assert joined.status_code == 201
    assert joined.json()["agent"]["state"] == "active"
    assert await carol.is_in()
    assert (await desk.somebody().signs_in("carol@example.org")).status_code == 201


async def test_an_invitation_works_once_and_all_others_stop_with_it(desk):
    admin = await desk.signed_in("alice", team.Role.admin)
    id, token = await invited(desk, admin)
    second = (await admin.post(f"/api/v1/agents/{id}/invitation")).json()["link"].rpartition("/")[2]
    carol, mallory = desk.somebody(), desk.somebody()
    await carol.post(f"/api/v1/invitations/{token}", json={"name": "Carol", "password": PASSWORD})
    for spent in (token, second, "made-up"):
        assert (await mallory.get(f"/api/v1/invitations/{spent}")).status_code == 404
        answer = await mallory.post(f"/api/v1/invitations/{spent}", json={"name": "M", "password": PASSWORD})
        assert (answer.status_code, answer.json()["kind"]) == (404, "link_spent")
    assert (await admin.post(f"/api/v1/agents/{id}/invitation")).json()["kind"] == "already_joined"


async def test_of_two_who_take_up_one_invitation_at_once_one_comes_in(desk):
    admin = await desk.signed_in("alice", team.Role.admin)
    _, token = await invited(desk, admin)
    answers = await asyncio.gather(
        *(
            desk.somebody().post(f"/api/v1/invitations/{token}", json={"name": f"No {n}", "password": PASSWORD})
            for n in range(4)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201, 404, 404, 404]


async def test_an_invitation_grows_old_and_dies_with_a_disabled_agent(desk):
    admin = await desk.signed_in("alice", team.Role.admin)
    _, old = await invited(desk, admin, "old@example.org")
    desk.clock.advance(7 * times.DAY + 1)
    assert (await desk.somebody().get(f"/api/v1/invitations/{old}")).status_code == 404
    id, fresh = await invited(desk, admin, "fresh@example.org")
    await admin.patch(f"/api/v1/agents/{id}", json={"state": "disabled"})
    assert (await desk.somebody().get(f"/api/v1/invitations/{fresh}")).status_code == 404


async def test_weak_passwords_are_refused_with_advice(desk):
    admin = await desk.signed_in("alice", team.Role.admin)
    _, token = await invited(desk, admin)
    for weak in ("short", "Password123", "1234567890", "aaaaaaaaaaaa", "carol@example.org", "x" * 600):
        answer = await desk.somebody().post(f"/api/v1/invitations/{token}", json={"name": "C", "password": weak})
        assert answer.status_code == 422, weak
        assert answer.json()["fields"]["password"]
    assert (await desk.somebody().get(f"/api/v1/invitations/{token}")).status_code == 200, "nothing was lost"


async def test_the_invitation_goes_by_mail_too(desk, link_in):
    admin = await desk.signed_in("alice", team.Role.admin)
    await invited(desk, admin, locale="de")
    await desk.works()
    (letter,) = desk.post
    assert (letter.to, letter.subject) == ("carol@example.org", "Einladung an den Tresen")
    assert (await desk.somebody().get(f"/api/v1/invitations/{link_in(letter)}")).status_code == 200


# --- a forgotten password ---


async def test_alice_sets_a_new_password_and_every_window_is_signed_out(desk, link_in):
    alice = await desk.signed_in("alice")
    elsewhere = desk.somebody()
    assert (await elsewhere.post("/api/v1/password-resets", json={"email": "ALICE@example.org"})).status_code == 202
    await desk.works()
    token = link_in(desk.post[0])
    assert (await elsewhere.put(f"/api/v1/password-resets/{token}", json={"password": NEW})).status_code == 204
    assert not await alice.is_in()
    assert (await elsewhere.signs_in("alice@example.org", PASSWORD)).status_code == 401
    assert (await elsewhere.signs_in("alice@example.org", NEW)).status_code == 201
    await desk.works()
    assert [letter.subject for letter in desk.post] == [
        "Set a new password",
        "Your password was changed",
        "You signed in with a new browser",
    ]


async def test_a_stolen_reset_link_is_worth_nothing_after_its_owner_used_it(desk, link_in):
    await desk.hires("alice")
    alice, mallory = desk.somebody(), desk.somebody()
    await alice.post("/api/v1/password-resets", json={"email": "alice@example.org"})
    await desk.works()
    token = link_in(desk.post[0])
    await alice.put(f"/api/v1/password-resets/{token}", json={"password": NEW})
    stolen = await mallory.put(f"/api/v1/password-resets/{token}", json={"password": "mallory was here first"})
    assert (stolen.status_code, stolen.json()["kind"]) == (404, "link_spent")
    assert (await alice.signs_in("alice@example.org", NEW)).status_code == 201


async def test_a_reset_link_is_good_for_an_hour(desk, link_in):
    await desk.hires("alice")
    alice = desk.somebody()
    await alice.post("/api/v1/password-resets", json={"email": "alice@example.org"})
    await desk.works()
    desk.clock.advance(times.HOUR + 1)
    late = await alice.put(f"/api/v1/password-resets/{link_in(desk.post[0])}", json={"password": NEW})
    assert late.status_code == 404


async def test_nobody_learns_who_works_here_by_asking_for_resets(desk):
    await desk.hires("alice")
    mallory = desk.somebody()
    asked = ("alice@example.org", "nobody@example.org", "no address at all")
    answers = [await mallory.post("/api/v1/password-resets", json={"email": email}) for email in asked]
    assert {(answer.status_code, answer.text) for answer in answers} == {(202, "null")}
    await desk.works()
    assert [letter.to for letter in desk.post] == ["alice@example.org"]


async def test_mallory_cannot_fill_alices_mailbox_with_resets(desk):
    await desk.hires("alice")
    mallory = desk.somebody()
    for _ in range(10):
        assert (await mallory.post("/api/v1/password-resets", json={"email": "alice@example.org"})).status_code == 202
    await desk.works()
    assert len(desk.post) == 3


async def test_whoever_is_locked_out_gets_in_by_a_reset(desk, link_in):
    await desk.hires("alice")
    for n in range(60):
        await desk.somebody(network=f"198.51.100.{n}").signs_in("alice@example.org", "a guess")
    alice = desk.somebody()
    assert (await alice.signs_in("alice@example.org")).status_code == 429
    await alice.post("/api/v1/password-resets", json={"email": "alice@example.org"})
    await desk.works()
    await alice.put(f"/api/v1/password-resets/{link_in(desk.post[0])}", json={"password": NEW})
    assert (await alice.signs_in("alice@example.org", NEW)).status_code == 201


async def test_changing_the_password_asks_for_the_old_one_and_closes_other_windows(desk):
    alice = await desk.signed_in("alice")
    phone = desk.somebody()
    await phone.signs_in("alice@example.org")
    wrong = await alice.post("/api/v1/me/password", json={"password": "not it, sorry", "new_password": NEW})
    assert wrong.status_code == 422
    assert "password" in wrong.json()["fields"]
    right = await alice.post("/api/v1/me/password", json={"password": PASSWORD, "new_password": NEW})
    assert right.status_code == 204
    assert await alice.is_in()
    assert not await phone.is_in()
    assert (await phone.signs_in("alice@example.org", NEW)).status_code == 201


# --- a fresh desk ---


async def test_the_owner_claims_a_fresh_desk_with_the_printed_code(desk):
    code = await desk.db.write(team.setup_code)
    owner = desk.somebody()
    fresh = (await owner.get("/api/v1/setup")).json()
    assert fresh == {"needed": True, "done": False, "steps": None}
    new = {"name": "Alice", "email": "alice@example.org", "password": PASSWORD}
    refused = await owner.post("/api/v1/setup/owner", json={**new, "code": "aaaa-aaaa"})
    assert (refused.status_code, refused.json()["kind"]) == (403, "wrong_setup_code")
    claimed = await owner.post("/api/v1/setup/owner", json={**new, "code": code.upper().replace("-", " ")})
    assert claimed.status_code == 201
    assert claimed.json()["agent"]["role"] == "admin"
    steps = (await owner.get("/api/v1/setup")).json()["steps"]
    assert steps == {
        "owner": True,
        "brand": False,
        "mailbox": False,
        "widget": False,
        "colleagues": False,
        "hours": False,
    }
    late = await desk.somebody().post("/api/v1/setup/owner", json={**new, "email": "m@example.org", "code": code})
    assert (late.status_code, late.json()["kind"]) == (409, "setup_done")
    assert await desk.db.write(team.setup_code) is None


async def test_of_two_who_claim_at_once_one_owns_the_desk(desk):
    code = await desk.db.write(team.setup_code)
    answers = await asyncio.gather(
        *(
            desk.somebody().post(
                "/api/v1/setup/owner",
                json={"name": f"No {n}", "email": f"no{n}@example.org", "password": PASSWORD, "code": code},
            )
            for n in range(3)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]


async def test_the_setup_code_cannot_be_guessed(desk):
    await desk.db.write(team.setup_code)
    new = {"name": "M", "email": "m@example.org", "password": PASSWORD}
    mallory = desk.somebody()
    answers = [
        (await mallory.post("/api/v1/setup/owner", json={**new, "code": f"aaaa-aa{n:02d}"})).status_code
        for n in range(31)
    ]
    assert answers == [403] * 30 + [429]


async def test_the_wizard_ticks_its_steps_off_and_closes(desk):
    admin = await desk.signed_in("alice", team.Role.admin)
    await admin.post("/api/v1/brands", json={"name": "Lark & Loom"})
    await admin.post("/api/v1/hours", json={"name": "Shop", "timezone": "Europe/Berlin"})
    await admin.post("/api/v1/agents", json={"email": "bob@example.org"})
    await admin.put("/api/v1/setup/steps/widget")
    steps = (await admin.get("/api/v1/setup")).json()["steps"]
    assert [name for name, done in steps.items() if not done] == ["mailbox"]
    assert (await admin.get("/api/v1/me")).json()["setup_done"] is False
    await admin.put("/api/v1/setup/steps/done")
    assert (await admin.get("/api/v1/me")).json()["setup_done"] is True
    assert (await desk.somebody().get("/api/v1/setup")).json()["steps"] is None
    assert (await admin.put("/api/v1/setup/steps/nonsense")).status_code == 404
