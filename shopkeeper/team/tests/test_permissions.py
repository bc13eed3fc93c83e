"""Who may: every route of the room with Alice (may), Bob (may not) and Mallory (signed out)."""

import re

from shopkeeper import team
from shopkeeper.kit import http
from shopkeeper.kit.http import ADMIN, DESK, LEAD, PUBLIC

BRAND = {"name": "Lark & Loom"}
HOURS = {"name": "Shop", "timezone": "Europe/Berlin"}

# method, path, permission, body
ROUTES = [
    ("POST", "/api/v1/session", PUBLIC, {"email": "x@example.org", "password": "nobody's at all"}),
    ("PUT", "/api/v1/session", DESK, {"password": "nobody's at all"}),
    ("DELETE", "/api/v1/session", DESK, None),
    ("GET", "/api/v1/invitations/{token}", PUBLIC, None),
    ("POST", "/api/v1/invitations/{token}", PUBLIC, {"name": "X", "password": "nobody's at all"}),
    ("POST", "/api/v1/password-resets", PUBLIC, {"email": "x@example.org"}),
    ("PUT", "/api/v1/password-resets/{token}", PUBLIC, {"password": "nobody's at all"}),
    ("GET", "/api/v1/setup", PUBLIC, None),
    ("POST", "/api/v1/setup/owner", PUBLIC, {"name": "X", "email": "x@example.org", "password": "y", "code": "z"}),
    ("PUT", "/api/v1/setup/steps/{name}", ADMIN, None),
    ("GET", "/api/v1/me", DESK, None),
    ("PATCH", "/api/v1/me", DESK, {"name": "X"}),
    ("POST", "/api/v1/me/password", DESK, {"password": "x", "new_password": "y"}),
    ("GET", "/api/v1/me/sessions", DESK, None),
    ("DELETE", "/api/v1/me/sessions", DESK, None),
    ("DELETE", "/api/v1/me/sessions/{id}", DESK, None),
    ("POST", "/api/v1/me/totp", DESK, None),
    ("PUT", "/api/v1/me/totp", DESK, {"code": "000000"}),
    ("DELETE", "/api/v1/me/totp", DESK, None),
    ("GET", "/api/v1/me/tokens", DESK, None),
    ("POST", "/api/v1/me/tokens", DESK, {"name": "Script"}),
    ("DELETE", "/api/v1/me/tokens/{id}", DESK, None),
    ("GET", "/api/v1/agents", LEAD, None),
    ("GET", "/api/v1/agents/{id}", LEAD, None),
    ("POST", "/api/v1/agents", ADMIN, {"email": "new@example.org"}),
    ("PATCH", "/api/v1/agents/{id}", ADMIN, {"name": "X"}),
    ("POST", "/api/v1/agents/{id}/invitation", ADMIN, None),
    ("DELETE", "/api/v1/agents/{id}/totp", ADMIN, None),
    ("GET", "/api/v1/teams", DESK, None),
    ("POST", "/api/v1/teams", LEAD, {"name": "Returns"}),
    ("PATCH", "/api/v1/teams/{id}", LEAD, {"name": "Returns"}),
    ("DELETE", "/api/v1/teams/{id}", LEAD, None),
    ("GET", "/api/v1/brands", DESK, None),
    ("POST", "/api/v1/brands", ADMIN, BRAND),
    ("PATCH", "/api/v1/brands/{id}", ADMIN, BRAND),
    ("DELETE", "/api/v1/brands/{id}", ADMIN, None),
    ("GET", "/api/v1/hours", DESK, None),
    ("POST", "/api/v1/hours", LEAD, HOURS),
    ("PATCH", "/api/v1/hours/{id}", LEAD, HOURS),
    ("DELETE", "/api/v1/hours/{id}", LEAD, None),
    ("GET", "/api/v1/holidays", DESK, None),
    ("GET", "/api/v1/holiday-countries", DESK, None),
]
# A program's token is refused here whoever it belongs to: tests/security says who may.
WITH_PASSWORD = {
    ("PUT", "/api/v1/session"),
    ("POST", "/api/v1/me/totp"),
    ("DELETE", "/api/v1/me/totp"),
    ("POST", "/api/v1/me/tokens"),
    ("DELETE", "/api/v1/agents/{id}/totp"),
}
ENOUGH = {DESK: team.Role.agent, LEAD: team.Role.lead, ADMIN: team.Role.admin}
BELOW = {LEAD: team.Role.agent, ADMIN: team.Role.lead}


def test_the_table_names_every_route_of_the_room(desk):
    listed = {(method, re.sub(r"{(\w+)}", r"{\1:str}", path), who) for method, path, who, _ in ROUTES}
    assert {row for row in http.permissions(desk.app) if row[1].startswith("/api")} == listed


def knock(somebody, method, path, body):
    plain = re.sub("{token}|{id}", "x", path).replace("{name}", "brand")
    query = {"country": "DE", "year": "2026"} if path.endswith("/holidays") else None
    return somebody.request(method, plain, json=body, params=query)


async def program(desk, role):
    """Somebody of this role who stays signed in whatever is done with sessions."""
    agent = await desk.hires(role.value, role)
    issued = await desk.db.write(team.create_token, agent, team.NewToken("tests"))
    return desk.somebody(Authorization=f"Bearer {issued.secret}")


async def test_who_may(desk):
    by_role = {role: await program(desk, role) for role in team.Role}
    for method, path, permission, body in ROUTES:
        mallory = await knock(desk.somebody(), method, path, body)
        if permission == PUBLIC:
            assert mallory.status_code in (200, 202, 401, 403, 404, 409), (method, path)
            continue
        assert (mallory.status_code, mallory.json()["kind"]) == (401, "signed_out"), (method, path)
        if permission in BELOW:
            bob = await knock(by_role[BELOW[permission]], method, path, body)
            assert (bob.status_code, bob.json()["kind"]) == (403, "forbidden"), (method, path)
        alice = await knock(by_role[ENOUGH[permission]], method, path, body)
        if (method, path) in WITH_PASSWORD:
            assert alice.status_code == 403, (method, path)
            continue
        assert alice.status_code not in (401, 403, 500), (method, path, alice.text)


async def test_refusals_are_problems_that_say_what_to_do(desk):
    answer = await desk.somebody().get("/api/v1/me")
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["detail"] == "You are signed out. Sign in and try again."
