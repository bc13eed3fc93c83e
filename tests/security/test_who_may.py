"""Every route and socket of the whole application: who may, who may not, nobody; and what lies in somebody else's inbox."""

import re

import pytest
import sqlalchemy as sa

from shopkeeper import conversations, team
from shopkeeper.channels import arrivals
from shopkeeper.channels.sdk import Thing
from shopkeeper.channels.store import arrival
from shopkeeper.conversations import NewTask
from shopkeeper.kit import http
from shopkeeper.kit.http import ADMIN, DESK, LEAD, PUBLIC, VISITOR
from shopkeeper.team import Role
from tests.security.house import HOME, House, accepted

# A door that is open to the whole world is a decision: it is written down here, with who else guards it.
OPEN = {
    ("GET", "/"): "the workspace's page, without anybody's data",
    ("GET", "/{path:path}"): "the same, for its paths and files",
    ("GET", "/api/openapi.json"): "the API's description",
    ("POST", "/api/v1/session"): "signing in: counted attempts",
    ("GET", "/api/v1/invitations/{token:str}"): "whoever holds the link",
    ("POST", "/api/v1/invitations/{token:str}"): "whoever holds the link",
    ("POST", "/api/v1/password-resets"): "always the same answer, counted",
    ("PUT", "/api/v1/password-resets/{token:str}"): "whoever holds the link",
    ("GET", "/api/v1/setup"): "only whether the desk waits for its owner",
    ("POST", "/api/v1/setup/owner"): "the printed code, until there is an owner",
    ("GET", "/chat/v1/{key:str}"): "what the widget shows before the first word",
    ("POST", "/chat/v1/{key:str}/visitors"): "begins a visitor",
    ("POST", "/chat/v1/{key:str}/proofs"): "a one-time code",
    ("GET", "/chat/v1/{key:str}/continue"): "a signed link from a mail",
    ("GET", "/chat/v1/{key:str}/attachments/{id:str}"): "a signed address of the day",
    ("GET", "/demo-shop"): "the demo only",
    ("GET", "/demo-shop/account"): "the demo only",
    ("GET", "/demo-shop/art/{name:str}"): "the demo only",
    ("GET", "/demo-shop/mending"): "the demo only",
    ("GET", "/demo-shop/{slug:str}"): "the demo only",
    ("POST", "/demo-shop/account/enter"): "the demo only",
    ("POST", "/demo-shop/account/leave"): "the demo only",
    ("GET", "/healthz"): "the process answers",
    ("GET", "/readyz"): "the database answers",
    ("GET", "/metrics"): "this machine, or the token of the settings",
    ("POST", "/hooks/{key:str}"): "what the far side signed",
    ("GET", "/oauth/inboxes"): "a signed state",
    ("POST", "/hooks/stores/{key:str}"): "what the shop signed",
    ("POST", "/hooks/carriers/{key:str}"): "what the carrier signed",
    ("POST", "/oauth/stores/keys/{given:str}"): "a state nobody can guess, once",
    ("GET", "/widget.js"): "a built file",
    ("GET", "/widget/{path:path}"): "built files",
}
# The password once more, whoever asks: a token never gave one (test_sessions shows who may).
PROVEN = {
    ("PUT", "/api/v1/session"),
    ("POST", "/api/v1/me/totp"),
    ("DELETE", "/api/v1/me/totp"),
    ("POST", "/api/v1/me/tokens"),
    ("DELETE", "/api/v1/agents/{id:str}/totp"),
}
ENOUGH = {DESK: "agent", LEAD: "lead", ADMIN: "admin"}
BELOW = {LEAD: "agent", ADMIN: "lead"}


def filled(template: str, id: str = "01h0000000000000000000000x", **names: str) -> str:
    """The path with something in every blank."""
    usual = {"int": "7", "path": "x"}
    return re.sub(r"{(\w+):(\w+)}", lambda blank: names.get(blank[1]) or usual.get(blank[2], id), template)


def routes(house: House, *permissions: str) -> list[tuple[str, str, str]]:
    return [row for row in http.permissions(house.app) if row[2] in permissions and row[0] != "WEBSOCKET"]


def test_every_open_door_is_a_decision(house: House) -> None:
    assert {(method, path) for method, path, _ in routes(house, PUBLIC)} == set(OPEN)
    sockets = {row for row in http.permissions(house.app) if row[0] == "WEBSOCKET"}
    assert sockets == {("WEBSOCKET", "/api/v1/live", DESK), ("WEBSOCKET", "/chat/v1/{key:str}/live", VISITOR)}
    assert not [row for row in http.permissions(house.app) if row[2] not in (PUBLIC, VISITOR, DESK, LEAD, ADMIN)]


async def test_every_route_by_who_may_who_may_not_and_nobody(house: House) -> None:
    programs = {}
    for role in Role:
        await house.hires(role.value, role)
        programs[role.value] = await house.program(role.value)
    walked = 0
    for method, path, permission in routes(house, DESK, LEAD, ADMIN):
        asked = (method, filled(path))
        nobody = await house.nobody().request(*asked, json={})
        assert (nobody.status_code, nobody.json()["kind"]) == (401, "signed_out"), asked
        if permission in BELOW:
            bob = await programs[BELOW[permission]].request(*asked, json={})
            assert (bob.status_code, bob.json()["kind"]) == (403, "forbidden"), asked
        # What a few of them need to get as far as being refused.
        given = {"name": "x", "password": "x"} if (method, path) in PROVEN else {}
        alice = await programs[ENOUGH[permission]].request(*asked, json=given)
        refused = alice.status_code in (401, 403)
        assert alice.status_code < 500, (asked, alice.text)
        assert refused == ((method, path) in PROVEN), (asked, alice.text)
        walked += 1
    assert walked > 90


async def test_nobody_and_agents_are_no_visitors(house: House) -> None:
    await house.hires("alice", Role.admin)
    alice = await house.program("alice")
    for method, path, _ in routes(house, VISITOR):
        asked = (method, filled(path, key=house.chat.public_key))
        for somebody in (house.nobody(), alice, house.nobody(Authorization="Visitor guessed")):
            answer = await somebody.request(*asked, json={}, params={"name": "x"})
            assert answer.status_code in (401, 422), (asked, answer.text)
            assert answer.status_code == 401 or method in ("POST", "PUT"), asked


async def test_open_doors_do_not_break(house: House) -> None:
    for method, path, _ in routes(house, PUBLIC):
        answer = await house.nobody().request(method, filled(path), json={}, params={"t": "x", "state": "x"})
        assert answer.status_code < 500 or answer.json()["kind"] == "unavailable", (method, path, answer.text)


async def test_a_desk_with_an_owner_is_not_claimed_again(house: House) -> None:
    await house.hires("alice", Role.admin)
    wish = {"name": "Mallory", "email": "m@evil.example", "password": "one two three four", "code": "aaaa-aaaa"}
    answer = await house.nobody().post("/api/v1/setup/owner", json=wish)
    assert (answer.status_code, answer.json()["kind"]) == (409, "setup_done")
    assert (await house.nobody().get("/api/v1/setup")).json() == {"needed": False, "done": False, "steps": None}


async def test_numbers_are_told_on_this_machine_or_with_the_token(house: House) -> None:
    assert (await house.nobody().get("/metrics")).status_code == 403
    assert (await house.nobody("127.0.0.1").get("/metrics")).status_code == 200
    # A proxy on this machine passes on what the whole world asks.
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        assert (await house.nobody("127.0.0.1", **{header: "127.0.0.1"}).get("/metrics")).status_code == 403, header
    assert (await house.nobody("127.0.0.1", Authorization="Bearer ").get("/metrics")).status_code == 200
    assert (await house.nobody(Authorization="Bearer ").get("/metrics")).status_code == 403


# --- sockets ---


async def test_sockets_open_for_our_own_pages_and_their_own_people(house: House) -> None:
    await house.hires("alice")
    browser = await house.window("alice")
    cookie = f"sk_session={browser.cookies['sk_session']}"
    assert accepted(await house.socket("/api/v1/live", cookie=cookie, origin=HOME))
    assert not accepted(await house.socket("/api/v1/live", origin=HOME))
    for origin in (
        "http://evil.example",
        "null",
        "http://desk.example.org.evil.example",
        "http://evil.desk.example.org",
    ):
        assert not accepted(await house.socket("/api/v1/live", cookie=cookie, origin=origin)), origin


async def test_the_chat_socket_says_nothing_to_strangers(house: House) -> None:
    where = f"/chat/v1/{house.chat.public_key}/live"
    ana = await house.visitor()
    token = ana.headers["Authorization"].removeprefix("Visitor ")
    assert any("hello" in one.get("text", "") for one in await house.socket(where, {"token": token}))
    for said in ({"token": "guessed"}, {}, "no json", "[" * 3_000, {"token": ["a"]}):
        told = [one.get("text", "") for one in await house.socket(where, said)]
        assert not any("hello" in one for one in told), said


# --- what lies in an inbox that is not theirs ---


BODIES = {
    "PUT assignment": {"agent_id": None},
    "PUT draft": {"text": "x"},
    "POST notes": {"text": "x"},
    "PUT priority": {"priority": 1},
    "POST replies": {"text": "x"},
    "PUT snooze": {"until_word": True},
    "PUT topic": {"topic_id": None},
    "PATCH tasks": {"text": "x"},
    "POST macro-runs": {"id": "01h0000000000000000000000a", "macro_id": "x"},
}


def body_for(method: str, path: str) -> dict[str, object]:
    last = path.rpartition("/")[2] if not path.endswith("{id:str}") else path.split("/")[3]
    return BODIES.get(f"{method} {last}", {})


@pytest.fixture
def doors(house: House) -> list[tuple[str, str]]:
    """Every route that names a conversation, an entry or a file."""
    kinds = ("/api/v1/conversations/{id", "/api/v1/entries/{id", "/api/v1/attachments/{id", "/api/v1/tasks/{id")
    return [(method, path) for method, path, _ in routes(house, DESK, LEAD) if path.startswith(kinds)]


async def test_bob_does_nothing_in_the_inbox_that_only_alice_sees(house: House, doors: list[tuple[str, str]]) -> None:
    alice, bob = await house.hires("alice"), await house.hires("bob", inboxes=(house.sales.id,))
    entry = await house.hears(house.help, text="my secret order")
    talk = entry.conversation_id
    key = await house.ctx.files.put(b"private")
    file = await house.db.write(conversations.attach, key, name="a.txt", content_type="text/plain", size=7, by=alice.id)
    note = {"text": "between us", "attachments": [file.id]}
    as_alice, as_bob = await house.program("alice"), await house.program("bob")
    assert (await as_alice.post(f"/api/v1/conversations/{talk}/notes", json=note)).status_code == 201
    task = await house.db.write(
        conversations.add_task, alice, NewTask(person_id=entry.person_id, text="call", conversation_id=talk)
    )
    things = {"conversations": talk, "entries": entry.id, "attachments": file.id, "tasks": task.id}
    before = await house.db.read(conversations.entries, alice, talk)
    for method, path in doors:
        asked = filled(path, id=things[path.split("/")[3]], tag="x")
        answer = await as_bob.request(method, asked, json=body_for(method, path))
        # To forget one's own draft touches nobody else's.
        harmless = (method, path.rpartition("/")[2]) == ("DELETE", "draft")
        advice = "a body that is not taken shows nothing: give it one in BODIES"
        assert answer.status_code in (403, 404) or harmless, (method, path, answer.status_code, answer.text, advice)
    assert await house.db.read(conversations.entries, alice, talk) == before
    assert len(doors) > 30
    assert bob.inboxes == (house.sales.id,)


async def test_bob_sees_nothing_of_it_in_any_list(house: House) -> None:
    alice = await house.hires("alice")
    await house.hires("bob", Role.lead, inboxes=(house.sales.id,))
    entry = await house.hears(house.help, text="my secret order")
    await house.db.write(
        conversations.add_task,
        alice,
        NewTask(person_id=entry.person_id, text="secret call", conversation_id=entry.conversation_id),
    )
    bob = await house.program("bob")
    lists = [
        "/api/v1/conversations?view=all", "/api/v1/conversations?q=secret", f"/api/v1/conversations?person={entry.person_id}",
        "/api/v1/search?q=secret", f"/api/v1/people/{entry.person_id}/timeline", "/api/v1/tasks?owner=all",
        f"/api/v1/tasks?person={entry.person_id}", f"/api/v1/tasks?owner={alice.id}", "/api/v1/quarantine", "/api/v1/mail-count",
    ]  # fmt: skip
    for path in lists:
        answer = await bob.get(path)
        assert answer.status_code == 200, path
        assert "secret" not in answer.text, path
        assert house.help.id not in answer.text, path
    assert (await bob.get(f"/api/v1/conversations?inbox={house.help.id}")).status_code == 403
    assert (await bob.get("/api/v1/conversations/counts")).json()["all"] == 0
    done = {"ids": [entry.conversation_id], "verb": "close", "args": {}}
    assert [one["id"] for one in (await bob.post("/api/v1/bulk", json=done)).json()["failed"]] == [
        entry.conversation_id
    ]


async def test_bob_takes_no_file_and_no_words_out_of_it(house: House) -> None:
    """By their ids, into a message of his own: that is how they would leave the house."""
    alice, _ = await house.hires("alice"), await house.hires("bob", inboxes=(house.sales.id,))
    secret = await house.hears(house.help, text="my secret order")
    key = await house.ctx.files.put(b"private")
    file = await house.db.write(conversations.attach, key, name="a.txt", content_type="text/plain", size=7, by=alice.id)
    await house.db.write(conversations.note, alice, secret.conversation_id, "see", attachments=[file.id])
    his = await house.hears(house.sales, sender="mallory@example.org", text="hello")
    bob = await house.program("bob")
    for path in ("replies", "notes"):
        taken = await bob.post(
            f"/api/v1/conversations/{his.conversation_id}/{path}", json={"text": "x", "attachments": [file.id]}
        )
        assert taken.status_code in (403, 404), path
    quoted = {"text": "x", "answering": secret.id}
    assert (await bob.post(f"/api/v1/conversations/{his.conversation_id}/replies", json=quoted)).status_code == 403


async def test_a_note_is_never_quoted_to_a_customer(house: House) -> None:
    alice = await house.hires("alice")
    heard = await house.hears(house.help)
    note = await house.db.write(conversations.note, alice, heard.conversation_id, "she is difficult")
    door = await house.program("alice")
    answer = await door.post(
        f"/api/v1/conversations/{heard.conversation_id}/replies", json={"text": "Hello", "answering": note.id}
    )
    assert answer.status_code == 404


async def test_the_live_line_keeps_quiet_about_it(house: House) -> None:
    alice, bob = await house.hires("alice"), await house.hires("bob", inboxes=(house.sales.id,))
    entry = await house.hears(house.help, text="my secret order")
    task = NewTask(person_id=entry.person_id, text="secret call", conversation_id=entry.conversation_id)
    await house.db.write(conversations.add_task, alice, task)
    tokens = {}
    for agent in (alice, bob):
        tokens[agent.id] = (await house.db.write(team.create_token, agent, team.NewToken("x"))).secret

    async def told(agent: team.Agent) -> str:
        said = await house.socket("/api/v1/live", query="since=0", authorization=f"Bearer {tokens[agent.id]}")
        return " ".join(one.get("text", "") for one in said)

    assert "secret call" in await told(alice)
    assert "secret" not in await told(bob)


async def test_a_lead_of_one_inbox_sees_no_quarantine_of_another(house: House) -> None:
    await house.hires("bob", Role.lead, inboxes=(house.sales.id,))
    await house.hires("carol", Role.lead)
    sealed = await arrivals.sealed(house.ctx.files, Thing(body=b"junk", received_at=house.db.clock()))
    [held] = await house.db.write(arrivals.keep, house.help.id, [sealed])
    await house.db.write(lambda tx: tx.run(sa.update(arrival).values(state="quarantined", reason="secret reason")))
    bob, carol = await house.program("bob"), await house.program("carol")
    assert [one["id"] for one in (await carol.get("/api/v1/quarantine")).json()["items"]] == [held]
    assert (await bob.get("/api/v1/quarantine")).json()["items"] == []
    assert (await bob.post(f"/api/v1/quarantine/{held}/replay")).status_code == 404
    assert house.help.id not in (await bob.get("/api/v1/mail-count")).text
    assert house.help.id in (await carol.get("/api/v1/mail-count")).text
