"""The desk behind a real nginx, set up with the very text that docs/operations/reverse-proxy.md shows."""

import datetime
import re
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.desks import SHOPKEEPER, Desk, prepared
from tests.servers import Missing, free_port
from tests.servers.web import nginx

PAGE = Path(__file__).parents[2] / "docs" / "operations" / "reverse-proxy.md"
ALICE, PASSWORD = "alice@larkandloom.example", "a long word about wool"


def shown() -> str:
    found = re.search(r"```nginx\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found is not None
    return found.group(1)


@dataclass(frozen=True)
class Proxied:
    """The desk, and the address customers use; `tls` trusts the certificate that stands there."""

    desk: Desk
    url: str
    plain: str
    tls: ssl.SSLContext
    certificate: Path

    def browser(self, *, source: str = "127.0.0.1") -> httpx.AsyncClient:
        way = httpx.AsyncHTTPTransport(verify=self.tls, local_address=source)
        return httpx.AsyncClient(base_url=self.url, transport=way, timeout=30)

    async def doctor(self) -> str:
        environ = {**self.desk.environ, "SSL_CERT_FILE": str(self.certificate)}
        command = [SHOPKEEPER, "doctor", "--data", self.desk.data]
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=False).stdout


def certificate(folder: Path) -> tuple[Path, Path]:
    """Self-signed, for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem, secret = folder / "fullchain.pem", folder / "privkey.pem"
    pem.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    kind, form = serialization.PrivateFormat.PKCS8, serialization.Encoding.PEM
    secret.write_bytes(key.private_bytes(form, kind, serialization.NoEncryption()))
    return pem, secret


@asynccontextmanager
async def proxied(folder: Path, *, leave_out: str = "") -> AsyncIterator[Proxied]:
    """The shown configuration, ports and certificate changed; without the lines that match `leave_out`."""
    port, plain = free_port(), free_port()
    pem, secret = certificate(folder)
    desk = prepared(folder, public_url=f"https://localhost:{port}")
    # `prepared` names the loopback port as the public address; commands and this test's waiting use that one.
    site = shown().replace("127.0.0.1:8080", desk.url.removeprefix("http://"))
    site = site.replace("listen 443", f"listen 127.0.0.1:{port}").replace("listen 80", f"listen 127.0.0.1:{plain}")
    site = re.sub(r"(?m)^ *listen \[::\].*\n", "", site).replace("desk.example.org", "localhost")
    site = re.sub(r"(ssl_certificate +).*;", rf"\g<1>{pem};", site)
    site = re.sub(r"(ssl_certificate_key +).*;", rf"\g<1>{secret};", site)
    if leave_out:
        site, count = re.subn(rf"(?m)^.*{leave_out}.*\n", "", site)
        assert count
    with ExitStack() as stack:
        try:
            stack.enter_context(nginx(site, [port, plain]))
        except Missing as missing:
            pytest.skip(str(missing))
        stack.callback(desk.close)
        await desk.open()
        tls = ssl.create_default_context(cafile=str(pem))
        yield Proxied(desk, f"https://localhost:{port}", f"http://localhost:{plain}", tls, pem)


async def owned(desk: Proxied, browser: httpx.AsyncClient) -> None:
    """Alice joins by her link, over HTTPS, and is signed in by a cookie from then on."""
    link = desk.desk.command("agent", "add", ALICE, "--role", "admin").strip()
    assert link.startswith(desk.url)
    token = link.rpartition("/")[2]
    joined = await browser.post(
        f"/api/v1/invitations/{token}", json={"name": "Alice", "password": PASSWORD}, headers={"X-CSRF": "1"}
    )
    assert joined.is_success, joined.text


async def test_https_sockets_uploads_and_headers_come_through(tmp_path: Path) -> None:
    async with proxied(tmp_path) as shop, shop.browser() as browser:
        moved = httpx.get(f"{shop.plain}/setup", trust_env=False)
        assert (moved.status_code, moved.headers["location"]) == (301, "https://localhost/setup")
        page = await browser.get("/")
        assert page.headers["strict-transport-security"].startswith("max-age=")
        script = re.search(r'src="(/assets/[^"]+\.js)"', page.text)
        assert script is not None
        file = await browser.get(script.group(1))
        assert "immutable" in file.headers["cache-control"]
        assert file.headers["content-encoding"] == "gzip"
        assert (await browser.get("/api/openapi.json")).headers["content-encoding"] == "gzip"
        await owned(shop, browser)
        assert all(cookie.secure for cookie in browser.cookies.jar)
        await _socket(shop, browser)
        await _files(browser)
        assert (await browser.get("/metrics")).status_code == 403
        said = await shop.doctor()
        assert "ok    proxy: HTTPS, WebSockets and addresses are passed on" in said


async def _socket(shop: Proxied, browser: httpx.AsyncClient) -> None:
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
    at = f"{shop.url.replace('https', 'wss')}/api/v1/live"
    own = {"Cookie": cookies, "Origin": shop.url}
    async with connect(at, ssl=shop.tls, additional_headers=own, proxy=None) as socket:
        await socket.ping()
    foreign = {"Cookie": cookies, "Origin": "https://evil.example"}
    with pytest.raises(InvalidStatus):
        await connect(at, ssl=shop.tls, additional_headers=foreign, proxy=None)


async def _files(browser: httpx.AsyncClient) -> None:
    own = {"X-CSRF": "1", "Origin": str(browser.base_url).rstrip("/")}
    large = await browser.post("/api/v1/attachments", params={"name": "a.bin"}, content=bytes(24_000_000), headers=own)
    assert large.is_success, large.text
    foreign = {"X-CSRF": "1", "Origin": "https://evil.example"}
    refused = await browser.post("/api/v1/attachments", params={"name": "a.bin"}, content=b"x", headers=foreign)
    assert refused.status_code == 403
    huge = await browser.post("/api/v1/attachments", params={"name": "a.bin"}, content=bytes(33_000_000), headers=own)
    assert huge.status_code == 413


async def test_each_customer_has_an_address_of_their_own_and_cannot_borrow_one(tmp_path: Path) -> None:
    async with proxied(tmp_path) as shop, shop.browser() as browser:
        await owned(shop, browser)
        own = {"X-CSRF": "1", "Origin": shop.url}
        wish = {"kind": "chat", "name": "Chat", "settings": {}}
        brand = (await browser.post("/api/v1/brands", json={"name": "Lark & Loom"}, headers=own)).json()["id"]
        made = await browser.post("/api/v1/inboxes", json={**wish, "brand_id": brand}, headers=own)
        assert made.is_success, made.text
        line = (await browser.get(f"/api/v1/inboxes/{made.json()['id']}/widget")).json()["html"]
        key = re.findall(r'data-key="([^"]+)"', line)[0]
        knock = f"/chat/v1/{key}/visitors"
        async with shop.browser(source="127.0.0.2") as mallory, shop.browser(source="127.0.0.3") as ana:
            tries = [
                (await mallory.post(knock, json={}, headers={"X-Forwarded-For": f"9.9.9.{n}"})).status_code
                for n in range(90)
            ]
            assert tries[0] < 300
            assert tries[-1] == 429
            assert (await ana.post(knock, json={})).is_success


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("proxy_set_header Upgrade", "does not pass the Upgrade header"),
        ("proxy_set_header X-Forwarded-For", "does not pass the client's address"),
    ],
)
async def test_the_doctor_finds_the_line_that_is_missing(tmp_path: Path, line: str, words: str) -> None:
    async with proxied(tmp_path, leave_out=line) as shop:
        said = await shop.doctor()
        assert words in said
        assert "FIX   proxy" in said


async def test_the_doctor_tells_a_closed_door_from_a_strange_certificate(tmp_path: Path) -> None:
    async with proxied(tmp_path) as shop:
        command = [SHOPKEEPER, "doctor", "--data", shop.desk.data]
        said = subprocess.run(command, env=shop.desk.environ, capture_output=True, text=True, check=False).stdout
        assert "its certificate is not accepted" in said
    nobody = prepared(tmp_path / "data", public_url=f"https://localhost:{free_port()}")
    assert "nothing answers at" in nobody.command("doctor", ok=False)
