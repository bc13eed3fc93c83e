"""Requests of ours to addresses that strangers write: never into a private network, whatever the address is dressed as."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from shopkeeper.kit.outside import FarSide, NotAllowedOut, Outside, public
from shopkeeper.kit.settings import Settings

PRIVATE = [
    "http://localhost/", "http://LOCALHOST:8080/", "http://127.0.0.1", "http://127.1", "http://127.0.1", "http://0/", "http://0.0.0.0",
    "http://2130706433/", "http://017700000001/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://[::1]/", "http://[::]/",
    "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[fe80::1]/", "http://[fec0::1]/", "http://[fc00::1]/", "http://[ff02::1]/",
    "http://10.0.0.1", "http://172.16.0.1", "http://192.168.0.1", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1",
    "http://192.88.99.1", "http://198.18.0.1", "http://224.0.0.1", "http://255.255.255.255", "http://127.0.0.1./", "http://①②⑦.⓪.⓪.①/",
    "http://127.0.0.1:80#@example.org/", "http://127.0.0.1:80?@example.org/", "http://127。0。0。1/",
]  # fmt: skip
NOT_WEB = [
    "file:///etc/passwd", "gopher://localhost:25/_MAIL", "gopher://[host]:[port]/[x]", "dict://localhost:11211/", "ftp://localhost/", "jar:http://127.0.0.1!/",
    "http:127.0.0.1/", "//127.0.0.1/", "127.0.0.1", "", "http://", "http:///x", "http://user@127.0.0.1/", "http://user:word@example.org/",
    "http://example.org:99999/", "http://example.org:x/", "http://exa mple.org/", "http://example.org\\@127.0.0.1/", "javascript:alert(1)",
    "http://[::1", "http://example.org\r\nHost: x/", "http://@127.0.0.1/", "http://example.org\t.evil/",
]  # fmt: skip


def outside(allow: str = "") -> Outside:
    return Outside(Settings(data="/nonexistent", secret="x", allow_private_networks=allow))


@pytest.mark.parametrize("url", [*PRIVATE, *NOT_WEB])
async def test_it_never_leaves_for_there(url: str) -> None:
    with pytest.raises((NotAllowedOut, FarSide)) as why:
        await outside().request("GET", url, seconds=2)
    # A name that nobody knows is no way in either; but whatever can be read as an address is refused before it is asked.
    assert isinstance(why.value, NotAllowedOut) or "is not known" in why.value.detail, url


def test_the_open_internet_is_open() -> None:
    import ipaddress

    for one in (
        "93.184.216.34",
        "2606:2800:220:1:248:1893:25c8:1946",
        "178.254.90.1",
        "64:ff9b::5db8:d822",
        "2002:5db8:d822::1",
    ):
        assert public(ipaddress.ip_address(one)), one


class Far:
    """A server that notes what it is asked and answers what it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, str] = {}
        self.port = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(head)
        said = self.answers.get(
            head.split(" ")[1], "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
        )
        writer.write(said.encode())
        await writer.drain()
        writer.close()


@asynccontextmanager
async def far(host: str = "127.0.0.1") -> AsyncIterator[Far]:
    made = Far()
    server = await asyncio.start_server(made.answer, host, 0)
    made.port = server.sockets[0].getsockname()[1]
    async with server:
        yield made


def moved(to: str, status: int = 302) -> str:
    return f"HTTP/1.1 {status} Moved\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


async def test_a_redirect_goes_through_the_same_door() -> None:
    """127.0.0.2 is allowed, and points at 127.0.0.3, which is not."""
    async with far("127.0.0.2") as allowed, far("127.0.0.3") as forbidden:
        for n, to in enumerate(
            (
                f"http://127.0.0.3:{forbidden.port}/",
                "http://169.254.169.254/",
                "file:///etc/passwd",
                "//127.0.0.3/",
                "http://[::1]/",
                "gopher://x/",
            )
        ):
            allowed.answers[f"/{n}"] = moved(to, (301, 302, 303, 307, 308, 302)[n])
            with pytest.raises(NotAllowedOut):
                await outside("127.0.0.2").request("GET", f"http://127.0.0.2:{allowed.port}/{n}", redirects=5)
        assert forbidden.asked == []


async def test_redirects_are_not_followed_unasked_nor_for_ever() -> None:
    async with far() as one:
        one.answers["/round"] = moved("/round")
        one.answers["/304"] = "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
        url = f"http://127.0.0.1:{one.port}"
        assert (await outside("127.0.0.1").request("GET", url + "/round")).status_code == 302
        with pytest.raises(FarSide, match="circles"):
            await outside("127.0.0.1").request("GET", url + "/round", redirects=3)
        assert (await outside("127.0.0.1").request("GET", url + "/304", redirects=3)).status_code == 304


async def test_a_pass_for_one_server_is_not_shown_to_another() -> None:
    async with far("127.0.0.2") as one, far("127.0.0.3") as other:
        one.answers["/"] = moved(f"http://127.0.0.3:{other.port}/", 307)
        door = outside("127.0.0.0/8")
        await door.request(
            "GET",
            f"http://127.0.0.2:{one.port}/",
            headers={"Authorization": "Bearer s3cret", "X-Kind": "a"},
            redirects=1,
        )
        assert "s3cret" in one.asked[0]
        assert "s3cret" not in other.asked[0]
        assert "x-kind" in other.asked[0].lower()


async def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: a good address for the check, a bad one for the connection. We ask once and go where we looked."""
    asked: list[str] = []

    async def resolver(self: Any, host: str, port: int, **more: Any) -> list[Any]:
        asked.append(host)
        address = "127.0.0.2" if len(asked) == 1 else "127.0.0.3"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    async with far("127.0.0.2") as good, far("127.0.0.3") as bad:
        monkeypatch.setattr(asyncio.get_running_loop().__class__, "getaddrinfo", resolver, raising=False)
        answer = await outside("127.0.0.2").request("GET", f"http://rebinding.example:{good.port}/")
        assert (answer.status_code, len(good.asked), bad.asked) == (200, 1, [])
        assert f"Host: rebinding.example:{good.port}" in good.asked[0].replace("host:", "Host:")
        assert asked == ["rebinding.example"]


async def test_one_bad_address_among_good_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    async def resolver(self: Any, host: str, port: int, **more: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in ("93.184.216.34", "10.0.0.7")]

    monkeypatch.setattr(asyncio.get_running_loop().__class__, "getaddrinfo", resolver, raising=False)
    with pytest.raises(NotAllowedOut):
        await outside().request("GET", "http://two-faced.example/")


async def test_answers_end() -> None:
    async with far() as one:
        one.answers["/long"] = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "x" * 11_000_000
        one.answers["/never"] = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx"
        url = f"http://127.0.0.1:{one.port}"
        with pytest.raises(FarSide, match="too long"):
            await outside("127.0.0.1").request("GET", url + "/long")
        with pytest.raises(FarSide):
            await outside("127.0.0.1").request("GET", url + "/never", seconds=0.5)
