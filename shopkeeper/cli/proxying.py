"""Does the desk's public address lead here, with all that a proxy must pass on? Asked as customers ask, from outside."""

from collections.abc import Iterator

import httpx

from shopkeeper.kit.settings import Settings

WAIT = 10.0
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "c2hvcGtlZXBlcmRvY3Rvcg==",
}
# Nobody is signed in here: a desk that sees the wish for a socket refuses it, one that does not knows no such page.
REFUSED = {101, 401, 403}


def faults(settings: Settings) -> Iterator[str]:
    """What is wrong with the way from the public address to this desk, a sentence each; nothing when all is well."""
    with httpx.Client(base_url=settings.url, timeout=WAIT, follow_redirects=False) as client:
        try:
            yield from _not_ours(client)
            yield from _sockets(client)
            yield from _addresses(client)
        except httpx.ConnectError as error:
            yield _unreachable(settings, str(error))
        except httpx.HTTPError as error:
            yield f"nothing answers at {settings.url} ({type(error).__name__}: {error})."


def _unreachable(settings: Settings, words: str) -> str:
    if "CERTIFICATE" in words.upper():
        return f"{settings.url}: its certificate is not accepted ({words}). Renew it, or name its authority in SSL_CERT_FILE."
    return f"nothing answers at {settings.url} ({words}). Look at DNS, the firewall, and whether the proxy runs."


def _not_ours(client: httpx.Client) -> Iterator[str]:
    answer = client.get("/healthz")
    if answer.status_code != 200 or not answer.text.startswith('{"status":"ok"'):
        yield (
            f"something answers at {client.base_url}, but it is not this desk (status {answer.status_code}). "
            "Look where the proxy leads."
        )


def _sockets(client: httpx.Client) -> Iterator[str]:
    answer = client.get("/api/v1/live", headers=UPGRADE)
    if answer.status_code not in REFUSED:
        yield (
            "the proxy does not pass the Upgrade header, so no window hears live news. "
            "For nginx: proxy_http_version 1.1 and the headers Upgrade and Connection."
        )


def _addresses(client: httpx.Client) -> Iterator[str]:
    # Numbers are told to this machine only: who gets them through the proxy was taken for it.
    if client.get("/metrics").status_code == 200:
        yield (
            "the proxy does not pass the client's address, so everybody seems to be this machine. "
            "For nginx: proxy_set_header X-Forwarded-For $remote_addr."
        )
