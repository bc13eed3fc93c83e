"""Macros through the door, on both databases."""

import httpx
import pytest

from shopkeeper import team
from shopkeeper.automation.http import routes
from shopkeeper.kit import testing
from shopkeeper.kit.db import Tx

PATH = "/api/v1/macros"
LATE = {"name": "Late parcel", "text": "I am sorry that your parcel is late."}


def hire(tx: Tx, name: str, role: team.Role) -> str:
    agent = team.add_agent(tx, team.NewAgent(f"{name}@example.org", name, role), password_hash="none that opens")
    return team.create_token(tx, agent, team.NewToken("tests")).secret


@pytest.fixture
def knock(ctx):
    app = testing.application(routes, ctx, identify=team.identifier(ctx.db, ctx.settings), allows=team.allows)

    async def somebody(name: str, role: team.Role = team.Role.agent) -> httpx.AsyncClient:
        token = await ctx.db.write(hire, name, role)
        transport = httpx.ASGITransport(app=app)
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.AsyncClient(transport=transport, base_url="http://desk.example.org", headers=headers)

    somebody.app = app
    return somebody


async def test_bob_saves_changes_and_removes_a_reply(knock):
    bob = await knock("bob")
    saved = (await bob.post(PATH, json=LATE)).json()
    assert saved["shortcut"] == "late-parcel"
    changed = await bob.patch(f"{PATH}/{saved['id']}", json={"text": "So sorry!", "shortcut": "/Late"})
    assert (changed.json()["text"], changed.json()["shortcut"]) == ("So sorry!", "late")
    assert changed.json()["name"] == "Late parcel"
    assert (await bob.get(PATH)).json() == {"items": [changed.json()], "next": None}
    assert (await bob.delete(f"{PATH}/{saved['id']}")).status_code == 204
    assert (await bob.get(PATH)).json()["items"] == []


async def test_carol_uses_bobs_reply_but_only_a_lead_changes_it(knock):
    bob, carol, alice = await knock("bob"), await knock("carol"), await knock("alice", team.Role.lead)
    saved = (await bob.post(PATH, json=LATE)).json()
    assert (await carol.get(PATH)).json()["items"][0]["name"] == "Late parcel"
    refused = await carol.patch(f"{PATH}/{saved['id']}", json={"text": "No"})
    assert refused.status_code == 403
    assert "Ask them or a lead" in refused.json()["detail"]
    assert (await carol.delete(f"{PATH}/{saved['id']}")).status_code == 403
    assert (await alice.patch(f"{PATH}/{saved['id']}", json={"text": "Yes"})).status_code == 200


async def test_two_replies_never_share_a_shortcut(knock):
    bob = await knock("bob")
    await bob.post(PATH, json=LATE)
    assert (await bob.post(PATH, json=LATE)).json()["shortcut"] == "late-parcel-2"
    taken = await bob.post(PATH, json={**LATE, "shortcut": "late-parcel"})
    assert (taken.status_code, taken.json()["kind"]) == (409, "shortcut_taken")


BAD = [
    ({"name": " "}, "name"),
    ({"text": ""}, "text"),
    ({"text": "x" * 20_001}, "text"),
    ({"shortcut": "two words"}, "shortcut"),
    ({"name": "x" * 101}, "name"),
]


async def test_bad_replies_are_refused_with_the_field(knock):
    bob = await knock("bob")
    for given, field in BAD:
        answer = await bob.post(PATH, json={**LATE, **given})
        assert answer.status_code == 422, given
        assert field in answer.json()["fields"]


async def test_html_is_sanitised_and_brands_must_exist(knock):
    bob = await knock("bob")
    saved = await bob.post(PATH, json={**LATE, "html": "<p onclick=x>Hi<script>alert(1)</script></p>"})
    assert saved.json()["html"] == "<p>Hi</p>"
    assert (await bob.post(PATH, json={**LATE, "brand_id": "nowhere"})).status_code == 404


async def test_mallory_sees_and_changes_nothing(knock):
    transport = httpx.ASGITransport(app=knock.app)
    mallory = httpx.AsyncClient(transport=transport, base_url="http://desk.example.org")
    for method, path in (("GET", PATH), ("POST", PATH), ("PATCH", f"{PATH}/x"), ("DELETE", f"{PATH}/x")):
        assert (await mallory.request(method, path, json=LATE)).status_code == 401
