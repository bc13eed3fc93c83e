"""Every door of people and conversations: Alice may, Bob may not (his inbox is another), Mallory is signed out."""

from typing import Any

from shopkeeper import conversations, team
from shopkeeper.conversations.tests.conftest import CHAT, MAIL, OTHER, Desk
from shopkeeper.kit import http
from shopkeeper.kit.clock import HOUR

ABOUT_ONE = [
    ("GET", "", None),
    ("GET", "/entries", None),
    ("POST", "/notes", {"text": "a word"}),
    ("PUT", "/closure", None),
    ("DELETE", "/closure", None),
    ("PUT", "/snooze", {"until_word": True}),
    ("DELETE", "/snooze", None),
    ("PUT", "/assignment", {"agent_id": None, "team_id": None}),
    ("DELETE", "/assignment", None),
    ("PUT", "/spam", None),
    ("DELETE", "/spam", None),
    ("PUT", "/trash", None),
    ("DELETE", "/trash", None),
    ("PUT", "/topic", {"topic_id": None}),
    ("PUT", "/tags/vip", None),
    ("DELETE", "/tags/vip", None),
    ("PUT", "/read", None),
    ("DELETE", "/read", None),
    ("PUT", "/priority", {"priority": 2}),
    ("PUT", "/draft", {"text": "Dear"}),
    ("GET", "/draft", None),
    ("DELETE", "/draft", None),
]


async def opened(desk: Desk) -> Desk:
    await desk.opens()
    await desk.hires("alice", team.Role.lead, (MAIL, CHAT))
    await desk.hires("bob", inboxes=(OTHER,))
    return desk


async def test_acts_on_a_conversation(desk: Desk) -> None:
    await opened(desk)
    async with desk.door("alice") as alice, desk.door("bob") as bob, desk.door(None) as mallory:
        for number, (method, path, body) in enumerate(ABOUT_ONE):
            heard = await desk.mails(f"p{number}@example.org", "Hello")
            address = f"/api/v1/conversations/{heard.conversation_id}{path}"
            missing = f"/api/v1/conversations/01k00000000000000000000000{path}"
            # Whoever has no draft has none to drop: that tells nobody anything.
            no, gone = (204, 204) if (method, path) == ("DELETE", "/draft") else (403, 404)
            assert (await mallory.request(method, address, json=body)).status_code == 401
            assert (await bob.request(method, address, json=body)).status_code == no, (method, path)
            assert (await alice.request(method, missing, json=body)).status_code == gone, (method, path)
            answer = await alice.request(method, address, json=body)
            assert answer.status_code in (200, 201, 204), (method, path, answer.text)


async def test_every_door_is_closed_to_whoever_is_signed_out(desk: Desk) -> None:
    await opened(desk)
    async with desk.door(None) as door:
        for method, path, permission in http.permissions(desk.app()):
            if method == "WEBSOCKET" or "/api/v1" not in path:
                continue
            assert permission in ("desk", "lead", "admin"), path
            address = path.replace("{id:str}", "x").replace("{tag:str}", "x").replace("{merged_id:str}", "y")
            answer = await door.request(method, address.replace("{purpose:str}", "z"), json={})
            assert answer.status_code == 401, (method, path, answer.status_code)
            assert answer.headers["content-type"].startswith("application/problem+json")


async def test_bob_finds_nothing_of_other_inboxes_in_any_list(desk: Desk) -> None:
    await opened(desk)
    heard = await desk.mails("ana@example.org", "Hello from Ana", subject="Secret matter")
    async with desk.door("bob") as door:
        for view in ("mine", "unassigned", "all", "waiting", "later", "closed", "spam", "trash", "mentions"):
            page = (await door.get("/api/v1/conversations", params={"view": view})).json()
            assert page == {"items": [], "next": None}
        assert (await door.get("/api/v1/conversations/counts")).json()["all"] == 0
        assert (await door.get("/api/v1/conversations", params={"inbox": MAIL})).status_code == 403
        assert (await door.get("/api/v1/conversations", params={"q": "secret"})).json()["items"] == []
        assert (await door.get("/api/v1/conversations", params={"person": heard.person_id})).json()["items"] == []
        found = (await door.get("/api/v1/search", params={"q": "secret"})).json()
        assert (found["messages"], found["conversations"]) == ([], [])
        assert (await door.get(f"/api/v1/people/{heard.person_id}/timeline")).json()["items"] == []
        done = (await door.post("/api/v1/bulk", json={"ids": [heard.conversation_id], "verb": "close"})).json()
        assert (done["done"], [one["id"] for one in done["failed"]]) == ([], [heard.conversation_id])


async def test_a_search_keeps_to_everything_else_that_was_asked_for(desk: Desk) -> None:
    await opened(desk)
    talks = []
    for n in range(6):
        heard = await desk.mails(f"ana{n}@example.org", f"My parcel number {n} is late")
        await desk.mails(f"ana{n}@example.org", "That parcel, I mean")
        talks.append(str(heard.conversation_id))
    chat = str((await desk.chats("cookie", "Is my parcel with you?")).conversation_id)
    alice = desk.agents["alice"]
    await desk.does(conversations.close, alice, talks[0])
    await desk.does(conversations.tag, alice, talks[1], "late")
    await desk.does(conversations.assign, alice, talks[2], alice.id)
    async with desk.door("alice") as door:

        async def found(**more: str) -> list[str]:
            page = (await door.get("/api/v1/conversations", params={"q": "parcel", **more})).json()
            return [one["id"] for one in page["items"]]

        assert await found() == [chat, *reversed(talks)]
        assert await found(view="all") == [chat, *reversed(talks[1:])]
        assert await found(view="closed") == [talks[0]]
        assert await found(view="mine") == await found(assignee=alice.id) == [talks[2]]
        assert await found(view="unassigned", inbox=CHAT) == await found(inbox=CHAT) == [chat]
        assert await found(tag="late") == [talks[1]]
        assert await found(view="mentions") == await found(brand="another") == []
        person = (await desk.conversation(talks[3])).person_id
        assert await found(person=person) == [talks[3]]
        assert (await door.get("/api/v1/conversations", params={"q": "parcel", "view": "odd"})).status_code == 422
        pages, after = [], None
        while after is not None or not pages:
            params = {"q": "parcel", "inbox": MAIL, "limit": "2", **({"after": after} if after else {})}
            page = (await door.get("/api/v1/conversations", params=params)).json()
            pages.append([one["id"] for one in page["items"]])
            after = page["next"]
        assert list(dict.fromkeys(id for page in pages for id in page)) == list(reversed(talks))


async def test_alice_works_through_the_doors(desk: Desk) -> None:
    await opened(desk)
    heard = await desk.mails("ana@example.org", "Where is my parcel?", name="Ana", subject="Parcel")
    id, person = heard.conversation_id, heard.person_id
    async with desk.door("alice") as door:

        async def call(method: str, path: str, body: Any = None, status: int = 200) -> Any:
            answer = await door.request(method, f"/api/v1{path}", json=body)
            assert answer.status_code == status, answer.text
            return answer.json() if answer.content else None

        page = await call("GET", "/conversations?view=unassigned")
        assert [(one["id"], one["state"], one["person_name"]) for one in page["items"]] == [(id, "new", "Ana")]
        assert (await call("GET", "/conversations/counts"))["unassigned"] == 1
        bob = desk.agents["bob"].id
        refused = await call("PUT", f"/conversations/{id}/assignment", {"agent_id": bob}, 422)
        assert refused["fields"] == {"agent_id": "inbox"}
        alice = desk.agents["alice"].id
        assert (await call("PUT", f"/conversations/{id}/assignment", {"agent_id": alice}))["assignee_id"] == alice
        note = await call("POST", f"/conversations/{id}/notes", {"text": "She is nice", "mentions": [alice]}, 201)
        assert (note["kind"], note["public"], note["body"]["mentions"]) == ("note", False, [alice])
        assert [one["id"] for one in (await call("GET", "/conversations?view=mentions"))["items"]] == [id]
        topic = await call("POST", "/topics", {"name": "Delivery"}, 201)
        below = await call("POST", "/topics", {"name": "Late", "parent_id": topic["id"]}, 201)
        assert (await call("PUT", f"/conversations/{id}/topic", {"topic_id": below["id"]}))["topic_id"] == below["id"]
        assert (await call("DELETE", f"/topics/{topic['id']}", status=409))["kind"] == "conflict"
        assert (await call("PATCH", f"/topics/{topic['id']}", {"parent_id": below["id"]}, 422))["fields"]["parent_id"]
        assert (await call("PUT", f"/conversations/{id}/tags/%23VIP"))["tags"] == ["vip"]
        assert [one["id"] for one in (await call("GET", "/conversations?view=mine&tag=vip"))["items"]] == [id]
        assert (await call("GET", "/tags"))["items"] == ["vip"]
        until = desk.clock() + HOUR
        assert (await call("PUT", f"/conversations/{id}/snooze", {"until": until}))["snoozed_until"] == until
        assert [one["id"] for one in (await call("GET", "/conversations?view=later"))["items"]] == [id]
        assert (await call("GET", "/conversations?view=mine"))["items"] == []
        assert (await call("DELETE", f"/conversations/{id}/snooze"))["snoozed"] is False
        task = await call("POST", "/tasks", {"person_id": person, "conversation_id": id, "text": "Call DHL"}, 201)
        assert (await call("PUT", f"/tasks/{task['id']}/completion"))["done_at"] == desk.clock()
        assert (await call("DELETE", f"/tasks/{task['id']}/completion"))["done_at"] is None
        assert [one["text"] for one in (await call("GET", "/tasks"))["items"]] == ["Call DHL"]
        await call("PUT", f"/conversations/{id}/draft", {"text": "Dear Ana"})
        card = await call("GET", f"/conversations/{id}")
        assert (card["draft"]["text"], card["person"]["name"], len(card["tasks"])) == ("Dear Ana", "Ana", 1)
        found = await call("GET", "/search?q=parc")
        assert [hit["snippet"] for hit in found["messages"]] == ["<mark>Parc</mark>el Where is my <mark>parc</mark>el?"]
        line = (await call("GET", f"/people/{person}/timeline?limit=3"))["items"]
        assert len(line) == 3
        older = (await call("GET", f"/people/{person}/timeline?after={line[-1]['n']}&limit=200"))["items"]
        assert older[-1]["id"] == heard.id
        newer = (await call("GET", f"/people/{person}/timeline?before={heard.n}&limit=1"))["items"]
        assert newer == [older[-2]]
        await call("PUT", f"/people/{person}/block")
        assert [one["id"] for one in (await call("GET", "/conversations?view=spam"))["items"]] == [id]
        assert (await call("GET", "/conversations?view=nothing", status=422))["fields"] == {"view": "nothing"}


async def test_only_leads_change_the_tree_of_topics(desk: Desk) -> None:
    await opened(desk)
    async with desk.door("bob") as bob:
        assert (await bob.post("/api/v1/topics", json={"name": "Mine"})).status_code == 403
        assert (await bob.patch("/api/v1/topics/x", json={"name": "Mine"})).status_code == 403
        assert (await bob.delete("/api/v1/topics/x")).status_code == 403
        assert (await bob.get("/api/v1/topics")).status_code == 200


async def test_people_doors(desk: Desk) -> None:
    await opened(desk)
    async with desk.door("alice") as door:
        made = await door.post(
            "/api/v1/people", json={"name": "Ana", "handles": [{"kind": "email", "value": "Ana@Example.org"}]}
        )
        assert made.status_code == 201, made.text
        id = made.json()["id"]
        taken = await door.post("/api/v1/people", json={"handles": [{"kind": "email", "value": "ana@example.org"}]})
        assert (taken.status_code, taken.json()["extra"]) == (409, {"person_id": id})
        bad = await door.post(f"/api/v1/people/{id}/handles", json={"kind": "phone", "value": "hello"})
        assert (bad.status_code, bad.json()["fields"]) == (422, {"value": "phone"})
        assert (
            await door.post(f"/api/v1/people/{id}/handles", json={"kind": "phone", "value": "030 1234567"})
        ).status_code == 201
        for handle in ("ana@EXAMPLE.org", "+49301234567"):
            found = (await door.get("/api/v1/people", params={"handle": handle})).json()["items"]
            assert [one["id"] for one in found] == [id]
        assert (await door.get("/api/v1/people", params={"handle": "nobody@example.org"})).json()["items"] == []
        other = (
            await door.post(
                "/api/v1/people", json={"name": "Ana W.", "handles": [{"kind": "email", "value": "ana@work.example"}]}
            )
        ).json()
        merged = (await door.post(f"/api/v1/people/{id}/merges", json={"person_id": other["id"]})).json()
        assert [one["id"] for one in merged["merged"]] == [other["id"]]
        assert (await door.delete(f"/api/v1/people/{id}/merges/{other['id']}")).json()["merged"] == []
        assert (await door.delete(f"/api/v1/people/{id}/merges/{other['id']}")).status_code == 409
        edited = (
            await door.patch(f"/api/v1/people/{id}", json={"about": "4111 1111 1111 1111", "regular": True})
        ).json()
        assert (edited["about"], edited["regular"], edited["name"]) == ("•••• 1111", True, "Ana")
        assert (await door.get("/api/v1/people/01k00000000000000000000000")).status_code == 404
        first = (await door.get("/api/v1/people", params={"limit": 1})).json()
        second = (await door.get("/api/v1/people", params={"limit": 1, "after": first["next"]})).json()
        assert {first["items"][0]["id"], second["items"][0]["id"]} == {id, other["id"]}
        await desk.claims("cookie", "ana@example.org")
        joined = (await door.get(f"/api/v1/people/{id}")).json()
        [claim] = [one for one in joined["handles"] if one["joined"]]
        parted = await door.delete(f"/api/v1/handles/{claim['id']}")
        assert (parted.status_code, parted.json()["id"], parted.json()["merged"]) == (200, id, [])
        agreed = await door.put(f"/api/v1/people/{id}/consents/newsletter", json={"given": True})
        assert agreed.json()["items"][0]["given"] is True


async def test_files_come_and_go_safely(desk: Desk) -> None:
    await opened(desk)
    heard = await desk.mails("ana@example.org", "Hello")
    async with desk.door("alice") as door, desk.door("bob") as bob:
        sent = await door.post(
            "/api/v1/attachments",
            params={"name": "../../evil.html"},
            content=b"<script>",
            headers={"content-type": "text/html"},
        )
        assert sent.status_code == 201, sent.text
        form = await door.post("/api/v1/attachments", files={"file": ("cat.png", b"\x89PNG", "image/png")})
        assert (form.json()["name"], form.json()["content_type"], form.json()["size"]) == ("cat.png", "image/png", 4)
        page, picture = sent.json(), form.json()
        assert page["name"] == "evil.html"
        assert (await bob.get(f"/api/v1/attachments/{picture['id']}")).status_code == 404
        await desk.answers("alice", str(heard.conversation_id), "Here", attachments=(page["id"], picture["id"]))
        assert (await bob.get(f"/api/v1/attachments/{picture['id']}")).status_code == 403
        got = await door.get(f"/api/v1/attachments/{page['id']}")
        assert got.content == b"<script>"
        assert got.headers["content-type"] == "application/octet-stream"
        assert got.headers["content-disposition"].startswith("attachment")
        assert "sandbox" in got.headers["content-security-policy"]
        assert (
            (await door.get(f"/api/v1/attachments/{picture['id']}")).headers["content-disposition"].startswith("inline")
        )
        assert (await door.post("/api/v1/attachments", content=b"")).status_code == 422


async def test_original_html_is_a_harmless_document(desk: Desk) -> None:
    await opened(desk)
    html = (
        '<p onclick="x()">Hi<script>alert(1)</script><img src="https://spy.example/x.gif"><img src="cid:cat">'
        '<a href="javascript:x()">a</a><a href="https://shop.example">b</a><b style="position:fixed;color:red">c</b></p>'
    )
    heard = await desk.mails("ana@example.org", "Hi", html=html)
    async with desk.door("alice") as door, desk.door("bob") as bob:
        got = await door.get(f"/api/v1/entries/{heard.id}/html")
        assert got.status_code == 200
        for bad in ("script", "onclick", "spy.example", "javascript", "position"):
            assert bad not in got.text
        assert 'rel="noopener noreferrer nofollow"' in got.text
        assert "color:red" in got.text.replace(" ", "")
        policy = got.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert "https:" not in policy
        assert got.headers["x-remote-pictures"] == "yes"
        assert "spy.example" in (await door.get(f"/api/v1/entries/{heard.id}/html?pictures=1")).text
        assert (await bob.get(f"/api/v1/entries/{heard.id}/html")).status_code == 403
