"""The only way out of the house: HTTP to others, never to our own network unless the operator allowed it.

A name is looked up once, every address it answers with is checked, and the connection goes to the address that was
checked, so that a name which changes its mind in between (DNS rebinding) gains nothing. Redirects are not followed by
themselves: each is a new request through the same door. Answers are limited in time and size.
"""

import asyncio
import ipaddress
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from shopkeeper.kit import errors
from shopkeeper.kit.settings import Settings

if TYPE_CHECKING:
    import httpx

LONGEST_ANSWER = 10 * 1024 * 1024
SECONDS = 20.0
MOST_REDIRECTS = 5

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAllowedOut(errors.Invalid):
    """This address lies inside a private network. Allow it with SHOPKEEPER_ALLOW_PRIVATE_NETWORKS if it is yours."""


class FarSide(errors.Unavailable):
    """The other server does not answer."""


def allowed_networks(settings: Settings) -> list[Any]:
    words = [word.strip() for word in settings.allow_private_networks.split(",") if word.strip()]
    return [ipaddress.ip_network(word, strict=False) for word in words]


def public(address: Address) -> bool:
    """Whether the address is on the open internet, also when it hides an IPv4 address inside an IPv6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return public(inner)
        if address in ipaddress.ip_network("64:ff9b::/96"):
            return public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast and not address.is_reserved


class Outside:
    """`await outside.request("POST", url, …)`. Raises NotAllowedOut or FarSide; any status is a normal answer."""

    def __init__(self, settings: Settings) -> None:
        self._allowed = allowed_networks(settings)
        self._client: httpx.AsyncClient | None = None

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: dict[str, str] | None = None,
        content: bytes | None = None,
        seconds: float = SECONDS,
        redirects: int = 0,
    ) -> "httpx.Response":
        """One answer, read whole (10 MiB at most). `redirects` says how many may be followed, 5 at most."""
        import httpx

        for _ in range(min(redirects, MOST_REDIRECTS) + 1):
            answer: httpx.Response = await self._once(method, url, headers or {}, content, seconds)
            if not answer.is_redirect or redirects == 0:
                return answer
            url = str(httpx.URL(url).join(answer.headers["location"]))
            method, content = ("GET", None) if answer.status_code == 303 else (method, content)
        raise FarSide("The other server sends us in circles.")

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def _once(self, method: str, url: str, headers: dict[str, str], content: bytes | None, seconds: float) -> Any:
        import httpx

        if self._client is None:
            self._client = httpx.AsyncClient(trust_env=False, follow_redirects=False)
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise NotAllowedOut("Only plain http:// and https:// addresses can be reached.")
        pinned = await self.address_of(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))
        target = httpx.URL(url).copy_with(host=str(pinned))
        sent = {**headers, "Host": parts.netloc.rpartition("@")[2]}
        extensions = {"sni_hostname": parts.hostname}
        request = self._client.build_request(
            method, target, headers=sent, content=content, timeout=seconds, extensions=extensions
        )
        try:
            async with asyncio.timeout(seconds):
                answer = await self._client.send(request, stream=True)
                try:
                    return await _whole(answer)
                finally:
                    await answer.aclose()
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            raise FarSide(f"{parts.hostname} does not answer ({type(error).__name__}).") from error

    async def address_of(self, host: str, port: int) -> Address:
        """The first address of a host, all of which must be public or allowed."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FarSide(f"The name {host} is not known. Check its spelling and your DNS.") from error
        addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        for address in addresses:
            if not public(address) and not any(address in network for network in self._allowed):
                raise NotAllowedOut
        return addresses[0]


async def _whole(answer: Any) -> Any:
    import httpx

    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > LONGEST_ANSWER:
            raise FarSide("The other server's answer is too long.")
    kept = [(k, v) for k, v in answer.headers.multi_items() if k.lower() not in ("content-encoding", "content-length")]
    return httpx.Response(answer.status_code, headers=kept, content=bytes(body), request=answer.request)
