"""The headers of every answer, and the policies of every page."""

from dataclasses import replace

import msgspec
import pytest

from shopkeeper import main
from shopkeeper.conversations import framing
from shopkeeper.kit import http
from shopkeeper.kit.jobs import Ctx
from shopkeeper.team import Role
from tests.security.house import House
from tests.security.test_who_may import filled

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": ("same-origin", "no-referrer"),
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
# What may be kept by whom, and why: everything else says no-store.
KEPT = {
    "/": "no-cache",
    "/{path:path}": "no-cache",
    "/api/openapi.json": "no-cache",
    "/chat/v1/{key:str}": "public, max-age=60",
    "/widget.js": "public, max-age=300",
}


async def everywhere(house: House) -> list[tuple[str, str, object]]:
    """What an administrator, and nobody, are answered at every route; the paths that exist and one that does not."""
    await house.hires("ada", Role.admin)
    ada, visitor = await house.program("ada"), await house.visitor()
    found: list[tuple[str, str, object]] = []
    for method, path, permission in http.permissions(house.app):
        if method == "WEBSOCKET":
            continue
        asked = filled(path, key=house.chat.public_key, name="brand", path="index")
        who = visitor if permission == "visitor" else ada
        who.base_url = ada.base_url
        found.append((method, path, await who.request(method, asked, json={})))
        found.append((method, path, await house.nobody().request(method, asked, json={})))
    found.append(("GET", "nothing", await house.nobody().get("/api/v1/nothing")))
    found.append(("TRACE", "nothing", await house.nobody().request("TRACE", "/api/v1/me")))
    return found


async def test_every_answer_carries_them(house: House) -> None:
    for method, path, answer in await everywhere(house):
        headers = answer.headers  # type: ignore[attr-defined]
        where = (method, path, dict(headers))
        for name, wanted in ALWAYS.items():
            assert headers.get(name) in ((wanted,) if isinstance(wanted, str) else wanted), (name, where)
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy or path.startswith("/demo-shop"), where
        assert "frame-ancestors 'none'" in policy or "frame-ancestors 'self'" in policy, where
        assert "unsafe" not in policy or path.startswith("/demo-shop"), where
        assert headers.get("cache-control") == "no-store" or headers["cache-control"] == KEPT.get(path), where
        assert "server" not in headers, where
        assert "strict-transport-security" not in headers, where


async def test_with_tls_browsers_never_come_without_it_again(house: House) -> None:
    house.app = main.HOUSE.app(behind_tls(house))
    answer = await house.nobody().get("/healthz")
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


def behind_tls(house: House) -> Ctx:
    settings = msgspec.structs.replace(house.ctx.settings, public_url="https://desk.example.org")
    return replace(house.ctx, settings=settings)


@pytest.mark.parametrize(
    "directive", ["script-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]
)
def test_the_workspace_runs_its_own_scripts_and_nothing_else(directive: str) -> None:
    policy = main.POLICY.format(nonce="x")
    assert directive in policy.split("; ")
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy.split("; ")


def test_a_customers_letter_is_shown_in_a_box_without_scripts() -> None:
    for pictures in (False, True):
        policy = framing.policy(pictures=pictures).split("; ")
        assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
        assert "default-src 'none'" in policy
        assert not [one for one in policy if one.startswith("script-src")]


async def test_only_the_shop_pages_may_read_the_chat_and_nobody_else_anything(house: House) -> None:
    """CORS: the chat has no cookies, so any page may ask it; the desk's own API answers no page but its own."""
    await house.hires("alice")
    alice = await house.window("alice")
    for path in ("/api/v1/me", "/api/v1/people", "/healthz"):
        answer = await alice.get(path, headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        asked = await alice.request(
            "OPTIONS", path, headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
        )
        assert "access-control-allow-origin" not in asked.headers
    chat = await house.nobody().get(f"/chat/v1/{house.chat.public_key}")
    assert chat.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in chat.headers


async def test_strangers_files_never_act_in_our_name(house: House) -> None:
    """Whatever it says it is: saved, not shown, not sniffed, in a sandbox, unless it is a picture or a PDF."""
    await house.hires("alice")
    alice = await house.program("alice")
    html = b"<script>alert(1)</script>"
    for kind in (
        "text/html",
        "image/svg+xml",
        "application/xhtml+xml",
        "text/xml",
        "application/javascript",
        "message/rfc822",
        "x/y\r\nSet-Cookie: a=b",
        "",
    ):
        sent = await alice.post(
            "/api/v1/attachments",
            params={"name": "a.html"},
            content=html,
            headers={"Content-Type": kind.replace("\r\n", "")},
        )
        assert sent.status_code == 201
        answer = await alice.get(f"/api/v1/attachments/{sent.json()['id']}")
        assert answer.headers["content-disposition"].startswith("attachment;"), kind
        assert "sandbox" in answer.headers["content-security-policy"], kind
        assert answer.headers["content-type"] == "application/octet-stream", kind
    picture = await alice.post(
        "/api/v1/attachments", params={"name": "a.png"}, content=html, headers={"Content-Type": "image/png"}
    )
    shown = await alice.get(f"/api/v1/attachments/{picture.json()['id']}")
    assert (shown.headers["content-type"], shown.headers["x-content-type-options"]) == ("image/png", "nosniff")
    assert "sandbox" in shown.headers["content-security-policy"]


NAMES = {
    "../../etc/passwd": "passwd",
    "..\\..\\boot.ini": "boot.ini",
    "a\r\nSet-Cookie: x=1.txt": "aSet-Cookie: x=1.txt",
    "\u202egnp.exe": "gnp.exe",
    "\x00\x1b[31m.txt": "[31m.txt",
    "4111 1111 1111 1111.pdf": "•••• 1111.pdf",
    "...": "file",
    "": "file",
}


async def test_names_of_files_lead_nowhere(house: House) -> None:
    await house.hires("alice")
    alice = await house.program("alice")
    for name, kept in NAMES.items():
        sent = await alice.post(
            "/api/v1/attachments", params={"name": name}, content=b"x", headers={"Content-Type": "text/plain"}
        )
        assert sent.json()["name"] == kept
        answer = await alice.get(f"/api/v1/attachments/{sent.json()['id']}")
        assert answer.status_code == 200, name
        assert "\r" not in answer.headers["content-disposition"], name
        assert "set-cookie" not in answer.headers, name
