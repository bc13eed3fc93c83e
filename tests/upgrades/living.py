"""A morning on a demo desk, lived through the doors that stay: chat, mail, answers, merges, files, a key, a doubtful mail."""

import asyncio
import re
import smtplib
from pathlib import Path
from typing import Any

import httpx

from tests.desks import Desk

ALICE = "alice@larkandloom.example"
PASSWORD = "counter-morning-tea"
OURS = "hello@larkandloom.example"
LETTERS = {
    "plain": """From: Iris Vale <iris@vale.example>\nTo: {ours}\nSubject: The kettle is too small
Message-ID: <kettle-1@vale.example>\nDate: Mon, 02 Mar 2026 16:20:00 +0000\n\nHello, the copper kettle holds two cups.\n""",
    "again": """From: Iris Vale <iris@vale.example>\nTo: {ours}\nSubject: Re: The kettle is too small
Message-ID: <kettle-2@vale.example>\nIn-Reply-To: <kettle-1@vale.example>\nReferences: <kettle-1@vale.example>
Date: Mon, 02 Mar 2026 17:20:00 +0000\n\nAnd a half, I measured again.\n""",
    "rich": """From: =?utf-8?q?Zo=C3=AB?= <zoe@moss.example>\nTo: {ours}\nSubject: Moth hole
Message-ID: <moth-1@moss.example>\nDate: Tue, 03 Mar 2026 08:00:00 +0000\nMIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n
<p>A <b>moth hole</b>, alas.</p>\n--x\nContent-Type: text/plain; name=hole.txt
Content-Disposition: attachment; filename=hole.txt\n\none, round\n--x--\n""",
}
DOUBTFUL = """From: {ours}\nTo: {ours}\nSubject: It is me\nMessage-ID: <me@larkandloom.example>
Date: Tue, 03 Mar 2026 09:00:00 +0000\n\nReally.\n"""


async def live(desk: Desk, folder: Path) -> None:
    """Needs a filled demo desk that is open; leaves rows in nearly every table."""
    _bring_mail(desk, folder)
    async with desk.signed_in(ALICE) as alice:
        await _chat(desk, alice)
        await _work(alice)
    async with httpx.AsyncClient(base_url=desk.url, trust_env=False) as browser:
        given = {"email": ALICE, "password": PASSWORD}
        _well(await browser.post("/api/v1/session", json=given, headers={"X-CSRF": "1"}))
        await browser.post("/api/v1/session", json={**given, "password": "wrong"}, headers={"X-CSRF": "1"})


def _bring_mail(desk: Desk, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name, words in LETTERS.items():
        (folder / f"{name}.eml").write_text(words.format(ours=OURS))
    desk.command("import-mail", str(folder))
    desk.command("import-mail", str(folder / "plain.eml"))
    # What says that it is ours and proves nothing waits in quarantine, when it comes from outside.
    with smtplib.LMTP("127.0.0.1", int(desk.environ["SHOPKEEPER_LMTP_PORT"])) as post:
        post.sendmail(OURS, [OURS], DOUBTFUL.format(ours=OURS))


async def _chat(desk: Desk, alice: httpx.AsyncClient) -> None:
    boxes = (await alice.get("/api/v1/inboxes")).json()
    box = next(one for one in boxes["items"] if one["kind"] == "chat")
    line = _well(await alice.get(f"/api/v1/inboxes/{box['id']}/widget"))["html"]
    key = re.search(r'data-key="([^"]+)"', line).group(1)
    async with httpx.AsyncClient(base_url=f"{desk.url}/chat/v1/{key}", trust_env=False) as visitor:
        visitor.headers["Authorization"] = (
            "Visitor " + _well(await visitor.post("/visitors", json={"locale": "en"}))["token"]
        )
        _well(await visitor.post("/messages", json={"id": "01j9zw5xg0000000000000000a", "text": "Is the anorak warm?"}))
        _well(await visitor.put("/me", json={"name": "Wim", "email": "wim@polder.example"}))


async def _work(alice: httpx.AsyncClient) -> None:
    me = _well(await alice.get("/api/v1/me"))["agent"]["id"]
    iris, zoe = await _person(alice, "iris@vale.example"), await _person(alice, "zoe@moss.example")
    talk = _well(await alice.get("/api/v1/conversations", params={"person": iris, "view": "all"}))["items"][0]["id"]
    at = f"/api/v1/conversations/{talk}"
    file = _well(await alice.post("/api/v1/attachments", params={"name": "label.txt"}, content=b"Havengade 12"))["id"]
    _well(await alice.post(f"{at}/replies", json={"text": "We have a larger kettle.", "attachments": [file]}))
    _well(await alice.post(f"{at}/notes", json={"text": "A regular at the market.", "mentions": [me]}))
    _well(await alice.put(f"{at}/snooze", json={"until_word": True}))
    _well(await alice.put(f"{at}/draft", json={"text": "By the way"}))
    _well(await alice.post("/api/v1/tasks", json={"person_id": iris, "text": "Measure the kettle", "owner_id": me}))
    _well(await alice.put(f"/api/v1/people/{iris}/consents/news", json={"given": True, "source": "market stall"}))
    _well(await alice.post(f"/api/v1/people/{iris}/merges", json={"person_id": zoe}))
    _well(await alice.put(f"/api/v1/people/{await _person(alice, 'wim@polder.example')}/block"))
    # The answer leaves after the time to undo it: its delivery waits as a job when the desk is closed.
    await asyncio.sleep(0.5)


async def _person(alice: httpx.AsyncClient, handle: str) -> str:
    return str(_well(await alice.get("/api/v1/people", params={"handle": handle}))["items"][0]["id"])


def _well(answer: httpx.Response) -> Any:
    assert answer.is_success, f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text}"
    return answer.json() if answer.content else None
