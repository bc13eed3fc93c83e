"""Every secret is a word of its own; a real desk is driven through its doors; then the words are looked for everywhere.

Not in the log, not in an answer (but the one that hands it out, once), not in what a command prints, not readable on the disk.
"""

import asyncio
import json
import re
from pathlib import Path

import httpx
import structlog

from shopkeeper.kit import http
from shopkeeper.kit.http import PUBLIC, get
from shopkeeper.kit.jobs import Ctx
from shopkeeper.team import second_step
from tests.desks import Desk, desk

MADE = {
    "installation": "canary-installation-9f3a71c2e4",
    "metrics": "canary-metrics-77ad10b3c5",
    "mailbox": "canary-mailbox-52cc81e0f9",
    "outgoing": "canary-outgoing-e1b8402d6a",
    "client": "canary-client-3d90f7a1b2",
    "identity": "canary-identity-c0ffee5a7b",
    "password": "canary password of alice 81",
    "wrong": "canary password guessed 17",
    "new": "canary password changed 44",
}
CARD, SECURITY_CODE = "4111 1111 1111 1111", "cvc 737"
CSRF = {"X-CSRF": "1"}


class Seen:
    """All that anybody was told, by where."""

    def __init__(self) -> None:
        self.words: list[tuple[str, str]] = []
        # What the doors themselves handed out: each may stand in the one answer that did.
        self.handed: dict[str, str] = {}

    async def ask(
        self, who: httpx.AsyncClient, method: str, path: str, data: object = None, ok: bool = True
    ) -> httpx.Response:
        answer = await who.request(method, path, json=data, headers=CSRF)
        assert not ok or answer.is_success, (path, answer.text)
        self.words.append((f"{method} {path}", answer.text + json.dumps(dict(answer.headers))))
        return answer

    def found(self, secret: str) -> list[str]:
        return [where for where, words in self.words if secret in words]


def command(shop: Desk, seen: Seen, *words: str) -> str:
    said = shop.command(*words, ok=False)
    seen.words.append((f"shopkeeper {' '.join(words)}", said))
    return said


async def join(shop: Desk, seen: Seen, nobody: httpx.AsyncClient) -> None:
    link = re.findall(
        r"/join/(\S+)", await asyncio.to_thread(shop.command, "agent", "add", "alice@lark.example", "--role", "admin")
    )[0]
    seen.handed["invitation"] = link
    await seen.ask(nobody, "POST", f"/api/v1/invitations/{link}", {"name": "Alice", "password": MADE["password"]})
    seen.words.pop()
    await seen.ask(nobody, "DELETE", "/api/v1/session")
    await seen.ask(
        nobody, "POST", "/api/v1/session", {"email": "alice@lark.example", "password": MADE["wrong"]}, ok=False
    )
    answer = await nobody.post(
        "/api/v1/session", json={"email": "alice@lark.example", "password": MADE["password"]}, headers=CSRF
    )
    assert answer.status_code == 201
    seen.handed["session"] = nobody.cookies["sk_session"]


async def furnish(seen: Seen, alice: httpx.AsyncClient) -> tuple[str, str]:
    brand = (await seen.ask(alice, "POST", "/api/v1/brands", {"name": "Lark"})).json()["id"]
    mail = {
        "kind": "email", "name": "Help", "brand_id": brand, "address": "help@lark.example",
        "settings": {"imap_host": "127.0.0.1", "imap_port": 1, "imap_security": "none", "smtp_host": "127.0.0.1", "smtp_port": 1, "smtp_security": "none"},
        "secrets": {"password": MADE["mailbox"], "smtp_password": MADE["outgoing"], "client_secret": MADE["client"]},
    }  # fmt: skip
    inbox = (await seen.ask(alice, "POST", "/api/v1/inboxes", mail)).json()["id"]
    await seen.ask(alice, "POST", "/api/v1/inbox-trials", mail)
    await seen.ask(alice, "POST", f"/api/v1/inboxes/{inbox}/test")
    await seen.ask(
        alice,
        "PATCH",
        f"/api/v1/inboxes/{inbox}",
        {"secrets": {"password": MADE["mailbox"]}, "settings": {"no such": MADE["wrong"][:7]}},
        ok=False,
    )
    chat = {"kind": "chat", "name": "Chat", "brand_id": brand, "secrets": {"identity": MADE["identity"]}}
    key = (await seen.ask(alice, "POST", "/api/v1/inboxes", chat)).json()["public_key"]
    return inbox, key


async def work(seen: Seen, alice: httpx.AsyncClient, nobody: httpx.AsyncClient, inbox: str, key: str) -> None:
    begun = (await alice.post("/api/v1/me/totp", headers=CSRF)).json()
    seen.handed["authenticator"] = begun["secret"]
    on = await alice.put("/api/v1/me/totp", json={"code": _code(begun["secret"])}, headers=CSRF)
    seen.handed["recovery"] = on.json()["recovery_codes"][0]
    seen.handed["token"] = (await alice.post("/api/v1/me/tokens", json={"name": "x"}, headers=CSRF)).json()["secret"]
    change = {"password": MADE["password"], "new_password": MADE["new"]}
    await seen.ask(alice, "POST", "/api/v1/me/password", change)
    await seen.ask(alice, "POST", "/api/v1/me/password", {"password": MADE["wrong"], "new_password": "x"}, ok=False)
    await seen.ask(nobody, "POST", "/api/v1/password-resets", {"email": "alice@lark.example"})
    sent = {
        "inbox_id": inbox,
        "handle": {"kind": "email", "value": "ana@example.org"},
        "text": "Hello",
        "subject": "Hello",
    }
    await seen.ask(alice, "POST", "/api/v1/conversations", sent)
    token = (await nobody.post(f"/chat/v1/{key}/visitors", json={})).json()["token"]
    seen.handed["visitor"] = token
    said = {"id": "01h0000000000000000000000a", "text": f"my card is {CARD} {SECURITY_CODE}"}
    await nobody.post(f"/chat/v1/{key}/messages", json=said, headers={"Authorization": f"Visitor {token}"})
    await nobody.put(f"/chat/v1/{key}/me", json={"name": f"Ana {CARD}"}, headers={"Authorization": f"Visitor {token}"})
    for broken in ("{", '"' + MADE["wrong"], '{"text": ' * 500):
        await nobody.post(f"/chat/v1/{key}/messages", content=broken, headers={"Authorization": f"Visitor {token}"})
        await nobody.post("/api/v1/session", content=broken)


def _code(secret: str) -> str:
    import time

    return second_step.code_at(secret, int(time.time() * 1000))


async def read_all(seen: Seen, alice: httpx.AsyncClient) -> None:
    """Every page of the API that can be asked for without an id, and the things just made."""
    paths = (await alice.get("/api/openapi.json")).json()["paths"]
    plain = sorted(path for path, methods in paths.items() if "get" in methods and "{" not in path)
    for path in plain:
        await seen.ask(alice, "GET", path, ok=False)
    for inbox in (await alice.get("/api/v1/inboxes")).json()["items"]:
        await seen.ask(alice, "GET", f"/api/v1/inboxes/{inbox['id']}/widget", ok=False)
    for view in ("all", "waiting"):
        for talk in (await alice.get("/api/v1/conversations", params={"view": view})).json()["items"]:
            for more in ("", "/entries"):
                await seen.ask(alice, "GET", f"/api/v1/conversations/{talk['id']}{more}")
    await seen.ask(alice, "GET", "/api/v1/search?q=card")
    await seen.ask(alice, "GET", "/api/v1/nothing", ok=False)


async def test_no_secret_is_logged_told_or_kept_in_the_clear(tmp_path: Path) -> None:
    seen = Seen()
    settings = {
        "secret": MADE["installation"],
        "metrics_token": MADE["metrics"],
        "log_level": "debug",
        "log_format": "json",
    }
    async with desk(tmp_path, **settings) as shop:
        async with (
            httpx.AsyncClient(base_url=shop.url, trust_env=False, timeout=20) as alice,
            httpx.AsyncClient(base_url=shop.url, trust_env=False, timeout=20) as nobody,
        ):
            await join(shop, seen, alice)
            inbox, key = await furnish(seen, alice)
            await work(seen, alice, nobody, inbox, key)
            await asyncio.sleep(3)
            await read_all(seen, alice)
            await seen.ask(nobody, "GET", "/metrics", ok=False)
        for words in (("doctor",), ("doctor", "--settings"), ("agent", "list"), ("backup",), ("token", "list")):
            await asyncio.to_thread(command, shop, seen, *words)
        log = shop.log.read_text()
        disk = b"".join(path.read_bytes() for path in shop.data.glob("shopkeeper.db*"))
    assert len(seen.words) > 40
    assert "sign-in refused" in log, "the log says nothing at all"
    for name, secret in {**MADE, **seen.handed}.items():
        assert seen.found(secret) == [], name
        assert secret not in log, name
        assert secret.encode() not in disk, name
    card = CARD.replace(" ", "")
    for number in (CARD, card):
        assert seen.found(number) == []
        assert number not in log
    assert CARD.encode() not in disk
    assert SECURITY_CODE.encode() not in disk
    assert not any(SECURITY_CODE in words for _, words in seen.words)


async def test_errors_tell_nothing_of_the_inside(ctx: Ctx) -> None:
    """What nobody foresaw: the caller reads a sentence, the log has the rest."""

    @get("/breaks", permission=PUBLIC)
    async def breaks() -> None:
        raise RuntimeError("the password of the database is hunter2")

    app = http.build([breaks], ctx)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    with structlog.testing.capture_logs() as said:
        async with httpx.AsyncClient(transport=transport, base_url="http://desk.example.org") as nobody:
            answer = await nobody.get("/breaks")
    assert (answer.status_code, answer.json()["kind"]) == (500, "bug")
    for never in ("hunter2", "RuntimeError", "Traceback", "/shopkeeper", ".py"):
        assert never not in answer.text
    assert said[0]["event"] == "a request failed"
    assert answer.headers["x-content-type-options"] == "nosniff"
