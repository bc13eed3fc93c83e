"""Passes that run out, against a provider that lives on a loopback port."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs

import pytest

from shopkeeper.channels.adapters.email import oauth
from shopkeeper.channels.adapters.email.tests.letters import inbox
from shopkeeper.channels.errors import NeedsOwner, Unavailable
from shopkeeper.channels.model import Inbox
from shopkeeper.channels.testing import Postbox
from shopkeeper.channels.tests.conftest import Shop
from shopkeeper.kit.outside import Outside
from shopkeeper.kit.settings import Settings

OPEN = Outside(Settings(allow_private_networks="127.0.0.0/8"))


class Provider:
    """Answers every request with `status` and `answer`; remembers what it was asked."""

    def __init__(self) -> None:
        self.status, self.answer, self.asked = 200, {"access_token": "fresh", "expires_in": 3600}, []  # type: ignore[var-annotated]

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/token"
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        self.asked.append({k: v[0] for k, v in parse_qs((await reader.readexactly(length)).decode()).items()})
        body = json.dumps(self.answer).encode()
        writer.write(
            f"HTTP/1.1 {self.status} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
        )
        await writer.drain()
        writer.close()


def box(url: str) -> Inbox:
    return inbox(auth="xoauth2", token_url=url, client_id="us", receive="none")


async def test_a_pass_is_renewed_before_it_runs_out_and_kept_until_then() -> None:
    provider = Provider()
    async with provider.open() as url:
        secrets = {"refresh_token": "r1", "client_secret": "c"}
        fresh = await oauth.renewed(box(url), secrets, OPEN, 1_000)
        assert fresh == {**secrets, "access_token": "fresh", "access_until": "3601000"}
        assert provider.asked[0]["grant_type"] == "refresh_token"
        assert await oauth.renewed(box(url), fresh, OPEN, 2_000) is fresh
        provider.answer = {"access_token": "newer", "refresh_token": "r2"}
        assert (await oauth.renewed(box(url), fresh, OPEN, 3_600_000))["refresh_token"] == "r2"


async def test_a_revoked_pass_needs_the_owner_and_a_failing_provider_patience() -> None:
    provider = Provider()
    async with provider.open() as url:
        provider.status, provider.answer = 400, {"error": "invalid_grant"}
        with pytest.raises(NeedsOwner, match="invalid_grant"):
            await oauth.renewed(box(url), {"refresh_token": "r"}, OPEN, 0)
        provider.status = 503
        with pytest.raises(Unavailable):
            await oauth.renewed(box(url), {"refresh_token": "r"}, OPEN, 0)
    with pytest.raises(NeedsOwner):
        await oauth.renewed(box("http://127.0.0.1:1/"), {}, OPEN, 0)


async def test_the_owner_signs_in_and_mail_goes_out_with_the_pass(shop: Shop) -> None:
    provider = Provider()
    async with provider.open() as url, Postbox() as post:
        signs_in = {"auth": "xoauth2", "token_url": url, "authorize_url": "https://login.example/", "client_id": "us"}
        await shop.opens(post.port, user="help", **signs_in)
        async with shop.door("ada") as ada, shop.door(None) as browser:
            page = (await ada.get(f"/api/v1/inboxes/{shop.help.id}/sign-in")).json()["url"]
            state = parse_qs(page.partition("?")[2])["state"][0]
            provider.answer |= {"refresh_token": "r1"}
            back = await browser.get("/oauth/inboxes", params={"code": "abc", "state": state})
            assert back.status_code in (302, 307)
            assert provider.asked[0]["code"] == "abc"
            assert (await browser.get("/oauth/inboxes", params={"code": "abc", "state": "forged"})).status_code == 403
        first = await shop.hears("Ana <ana@home.example>")
        answer = await shop.replies("alice", first.conversation_id)
        await shop.works(11_000)
        assert (await shop.entry(answer.id)).body["delivery"]["state"] == "sent"
        assert base64.b64encode(b"user=help\x01auth=Bearer fresh\x01\x01") in post.passes
    await shop.closes()
