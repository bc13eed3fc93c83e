"""Agents, tokens, the boot and what windows hear, through the door."""

from shopkeeper import team
from shopkeeper.kit import clock as times
from shopkeeper.kit import http
from shopkeeper.kit.testing import live
from shopkeeper.team import identifying, shred
from shopkeeper.team.tests.conftest import PASSWORD, boss

# --- agents ---


async def test_an_agent_is_added_once(desk):
    alice = await boss(desk)
    added = await alice.post("/api/v1/agents", json={"email": " Bob.Miller@Example.org", "inboxes": ["one"]})
    assert added.json()["name"] == "Bob Miller"
    assert added.json()["email"] == "bob.miller@example.org"
    assert added.json()["state"] == "invited"
    again = await alice.post("/api/v1/agents", json={"email": "bob.miller@example.org"})
    assert (again.status_code, again.json()["kind"]) == (409, "agent_exists")


async def test_what_is_no_address_is_refused(desk):
    alice = await boss(desk)
    for email in ["", "bob", "bob@", "@example.org", "bob@example", "b ob@example.org", "a@b@c.org"]:
        answer = await alice.post("/api/v1/agents", json={"email": email})
        assert answer.status_code == 422, email
        assert "email" in answer.json()["fields"]


async def test_disabling_bob_ends_his_sessions_and_tokens_at_once(desk):
    alice, bob = await boss(desk), await desk.signed_in("bob")
    secret = (await bob.post("/api/v1/me/tokens", json={"name": "Script"})).json()["secret"]
    program = desk.somebody(Authorization=f"Bearer {secret}")
    assert await bob.is_in()
    assert await program.is_in()
    id = (await bob.get("/api/v1/me")).json()["agent"]["id"]
    assert (await alice.patch(f"/api/v1/agents/{id}", json={"state": "disabled"})).json()["state"] == "disabled"
    assert not await bob.is_in()
    assert not await program.is_in()
    assert (await bob.signs_in("bob@example.org")).status_code == 401
    back = await alice.patch(f"/api/v1/agents/{id}", json={"state": "invited"})
    assert back.json()["state"] == "active", "he has a password"
    assert (await bob.signs_in("bob@example.org")).status_code == 201


async def test_a_role_counts_from_the_next_request(desk):
    alice, bob = await boss(desk), await desk.signed_in("bob")
    assert (await bob.post("/api/v1/teams", json={"name": "Returns"})).status_code == 403
    id = (await bob.get("/api/v1/me")).json()["agent"]["id"]
    await alice.patch(f"/api/v1/agents/{id}", json={"role": "lead"})
    assert (await bob.post("/api/v1/teams", json={"name": "Returns"})).status_code == 201


async def test_the_last_admin_stays(desk):
    alice = await boss(desk)
    id = (await alice.get("/api/v1/me")).json()["agent"]["id"]
    for change in ({"role": "lead"}, {"state": "disabled"}):
        refused = await alice.patch(f"/api/v1/agents/{id}", json=change)
        assert (refused.status_code, refused.json()["kind"]) == (409, "last_admin")
    await desk.hires("bob", team.Role.admin)
    assert (await alice.patch(f"/api/v1/agents/{id}", json={"role": "lead"})).status_code == 200


async def test_rights_reach_as_far_as_the_inboxes_named(desk):
    everywhere = await desk.hires("everywhere")
    one = await desk.hires("one", inboxes=("mail",))
    nowhere_but_admin = await desk.hires("admin", team.Role.admin, inboxes=())
    assert [team.may_see(agent, "mail") for agent in (everywhere, one, nowhere_but_admin)] == [True, True, True]
    assert [team.may_see(agent, "chat") for agent in (everywhere, one, nowhere_but_admin)] == [True, False, True]


async def test_alice_changes_what_is_hers(desk):
    alice = await boss(desk)
    alerts = {"desktop": False, "mail": True, "sound": False}
    changed = await alice.patch("/api/v1/me", json={"name": " Alice  L ", "locale": "de", "alerts": alerts})
    assert (changed.json()["name"], changed.json()["locale"], changed.json()["alerts"]) == ("Alice L", "de", alerts)
    assert (await alice.patch("/api/v1/me", json={"role": "agent"})).json()["role"] == "admin"
    for bad in ({"name": "  "}, {"locale": "Klingon"}, {"colour": "red"}):
        answer = await alice.patch("/api/v1/me", json=bad)
        assert answer.status_code == 422
        assert set(answer.json()["fields"]) == set(bad)


# --- tokens ---


async def test_a_token_acts_as_its_agent_without_csrf_header_until_revoked(desk):
    alice = await boss(desk)
    issued = (await alice.post("/api/v1/me/tokens", json={"name": "Script", "days": 30})).json()
    assert issued["secret"].startswith("sk_")
    assert issued["secret"].startswith(issued["token"]["start"])
    program = desk.somebody(Authorization=f"Bearer {issued['secret']}", **{"X-CSRF": ""})
    assert (await program.post("/api/v1/teams", json={"name": "Returns"})).status_code == 201
    (listed,) = (await alice.get("/api/v1/me/tokens")).json()["items"]
    assert listed["used_at"] == desk.clock()
    assert "secret" not in listed
    await alice.delete(f"/api/v1/me/tokens/{listed['id']}")
    assert not await program.is_in()


async def test_a_token_from_the_command_line_works_before_anybody_joined(desk, database):
    added = await database.write(team.add_agent, team.NewAgent("robot@example.org", role=team.Role.admin))
    issued = await database.write(team.create_token, added, team.NewToken("command line"))
    assert await desk.somebody(Authorization=f"Bearer {issued.secret}").is_in()
    await database.write(team.change_agent, added.id, team.AgentChange(state=team.AgentState.disabled))
    assert not await desk.somebody(Authorization=f"Bearer {issued.secret}").is_in()


async def test_an_address_changes_but_is_never_shared(desk):
    alice, bob = await boss(desk), await desk.hires("bob")
    taken = await alice.patch(f"/api/v1/agents/{bob.id}", json={"email": "alice@example.org"})
    assert (taken.status_code, taken.json()["kind"]) == (409, "agent_exists")
    await alice.patch(f"/api/v1/agents/{bob.id}", json={"email": "Robert@example.org"})
    assert (await desk.somebody().signs_in("robert@example.org")).status_code == 201
    assert (await desk.somebody().signs_in("bob@example.org")).status_code == 401


async def test_the_command_line_always_has_a_way_in(desk, database):
    invited = await database.write(team.add_agent, team.NewAgent("new@example.org"))
    joined = await desk.hires("bob")
    assert "/join/" in await database.write(team.way_in, desk.ctx.settings, invited.id)
    link = await database.write(team.way_in, desk.ctx.settings, joined.id)
    token = link.rpartition("/reset/")[2]
    answer = await desk.somebody().put(f"/api/v1/password-resets/{token}", json={"password": "a fresh start today"})
    assert answer.status_code == 204


async def test_a_token_ends_on_its_day(desk):
    alice = await boss(desk)
    issued = (await alice.post("/api/v1/me/tokens", json={"name": "Script", "days": 1})).json()
    program = desk.somebody(Authorization=f"Bearer {issued['secret']}")
    assert await program.is_in()
    desk.clock.advance(times.DAY + 1)
    assert not await program.is_in()


async def test_a_made_up_token_opens_nothing_and_does_not_fall_back_to_the_cookie(desk):
    alice = await boss(desk)
    for header in ("Bearer sk_made_up", "Bearer ", "Bearer"):
        answer = await alice.get("/api/v1/me", headers={"Authorization": header})
        assert answer.status_code == (200 if header == "Bearer" else 401)


# --- the boot, and what windows hear ---


async def test_the_boot_tells_all_and_lets_rooms_above_add_theirs(desk):
    alice = await boss(desk)
    await desk.hires("bob")
    team.BOOT["inboxes"] = lambda tx, agent: [{"id": "mail", "seen_by": agent.name}]
    try:
        told = (await alice.get("/api/v1/me")).json()
    finally:
        del team.BOOT["inboxes"]
    assert [one["name"] for one in told["agents"]] == ["Alice", "Bob"]
    assert told["agents"][0]["here"] == "gone"
    assert "email" not in told["agents"][0]
    assert told["inboxes"] == [{"id": "mail", "seen_by": "Alice"}]
    assert told["seq"] == 2
    empty = ("brands", "hours", "teams", "topics", "tags", "macros", "stores")
    assert [told[name] for name in empty] == [[]] * len(empty)


async def test_windows_are_shown_what_changed(desk, ctx):
    alice = await boss(desk)
    async with live(ctx) as hub:
        with hub.subscribe("desk") as news:
            brand = (await alice.post("/api/v1/brands", json={"name": "Lark"})).json()
            assert (await news.next()).shown["brands"][0].name == "Lark"
            await alice.post("/api/v1/brands", json={"name": "Loom"})
            await news.next()
            await alice.delete(f"/api/v1/brands/{brand['id']}")
            assert (await news.next()).shown == {"removed": [brand["id"]]}
            await alice.patch("/api/v1/me", json={"name": "Alice L"})
            shown = (await news.next()).shown["agents"][0]
    assert shown["name"] == "Alice L"
    assert "email" not in shown


# --- letters ---


async def test_alerts_reach_those_who_are_not_at_the_desk(desk, ctx):
    alice, bob = await desk.hires("alice"), await desk.hires("bob", locale="fr")
    seat = team.presence.of(ctx.hub).sit(bob.id)
    for _ in range(3):
        await desk.db.write(team.alert, bob.id, "assigned", "c1", by=alice.id)
    desk.clock.advance(2 * times.MINUTE)
    await desk.works()
    assert desk.post == [], "he is here"
    seat.leave()
    for _ in range(3):
        await desk.db.write(team.alert, bob.id, "assigned", "c2", by=alice.id)
    await desk.works()
    assert desk.post == [], "not before a minute has passed"
    desk.clock.advance(2 * times.MINUTE)
    await desk.works()
    (letter,) = desk.post
    assert letter.subject == "Une conversation est à vous"
    assert "Alice vous a confié" in letter.text
    assert "http://desk.example.org/conversations/c2" in letter.text


async def test_who_wants_no_mail_gets_none(desk):
    bob = await desk.signed_in("bob")
    id = (await bob.patch("/api/v1/me", json={"alerts": {"mail": False}})).json()["id"]
    await desk.db.write(team.alert, id, "answered", "c1")
    desk.clock.advance(2 * times.MINUTE)
    await desk.works()
    assert desk.post == []


# --- leaving nothing behind ---


async def test_tidying_forgets_what_is_over(desk, database):
    await desk.hires("alice")
    await desk.somebody().signs_in("alice@example.org", "a guess at it")
    desk.clock.advance(2 * times.DAY)
    from shopkeeper.team.jobs import tidy
    from shopkeeper.team.store.keys import ATTEMPT

    await tidy(desk.ctx)
    assert await database.read(lambda tx: tx.all(ATTEMPT.select())) == []


async def test_an_agent_takes_their_data_along_and_leaves_no_name(desk, database):
    await boss(desk)
    bob = await desk.signed_in("bob")
    await bob.post("/api/v1/me/tokens", json={"name": "Bob's script"})
    id = (await bob.get("/api/v1/me")).json()["agent"]["id"]
    exported = await database.read(team.export_agent, id)
    assert exported["agent"]["email"] == "bob@example.org"
    assert exported["sessions"][0]["place"] == "203.0.113.7"
    assert exported["tokens"][0]["name"] == "Bob's script"
    await database.write(team.erase_agent, id)
    assert not await bob.is_in()
    rows = str(await database.read(personal, id)).casefold()
    assert "bob" not in rows
    assert (await bob.signs_in("bob@example.org", PASSWORD)).status_code == 401


def personal(tx, id):
    import sqlalchemy as sa

    from shopkeeper.kit.db import metadata

    found = []
    for name, columns in shred.PERSONAL.items():
        table = metadata.tables[name]
        owner = table.c.id if name == "agent" else table.c.agent_id
        found += tx.all(sa.select(*(table.c[column] for column in columns)).where(owner == id))
    return found


# --- memory and the description ---


async def test_a_change_made_elsewhere_is_seen_within_seconds(desk):
    """Another process changes the agent behind this one's back."""
    bob = await desk.signed_in("bob")
    assert await bob.is_in()
    from shopkeeper.team.store.keys import SESSION

    await desk.db.write(lambda tx: tx.run(SESSION.delete()))
    assert await bob.is_in(), "remembered"
    desk.clock.advance(identifying.REMEMBERED)
    assert not await bob.is_in()


async def test_the_room_describes_itself(desk):
    from shopkeeper.team.http import routes

    app = http.build(routes, desk.ctx, describe=True)
    described = app.openapi_schema.to_schema()
    assert "/api/v1/session" in described["paths"]
    sign_in = described["paths"]["/api/v1/session"]["post"]["responses"]
    assert {"201", "401", "429"} <= set(sign_in)
    change = described["components"]["schemas"]["BrandChange"]
    assert not change.get("required")
