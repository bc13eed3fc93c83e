"""The only way out of the house: HTTP to others, never to our own network unless the operator allowed it.

A name is looked up once, every address it answers with is checked, and the connection goes to the address that was
checked, so that a name which changes its mind in between (DNS rebinding) gains nothing. Redirects are not followed by
themselves: each is a new request through the same door. Answers are limited in time and size.
"""

import asyncio
import ipaddress
import re
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from shopkeeper.kit import errors
from shopkeeper.kit.settings import Settings

if TYPE_CHECKING:
    import httpx

LONGEST_ANSWER = 10 * 1024 * 1024
SECONDS = 20.0
MOST_REDIRECTS = 5

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Python counts these as global. 6to4 relays (RFC 7526) and site-local addresses (RFC 3879) lead into networks of
# somebody's own; so may whatever an operator's own NAT64 prefix translates to (RFC 8215).
_NOT_OPEN = tuple(ipaddress.ip_network(one) for one in ("192.88.99.0/24", "fec0::/10", "64:ff9b:1::/48"))
# Letters, digits, dots, hyphens and underscores; or an IPv6 address.
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_UNREADABLE = "The other server sends us to an address that cannot be read."
_ADVICE = "Only plain http:// and https:// addresses can be reached."
_USUAL = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What is meant for one server is not carried on to another that it points at.
_OURS_ALONE = frozenset({"authorization", "cookie", "proxy-authorization"})


class NotAllowedOut(errors.Invalid):
    """This address lies inside a private network. Allow it with SHOPKEEPER_ALLOW_PRIVATE_NETWORKS if it is yours."""


class FarSide(errors.Unavailable):
    """The other server does not answer."""


class LostAnswer(FarSide):
    """The request may have arrived, and what was answered is lost: whoever asked for a change must look before asking again."""


def allowed_networks(settings: Settings) -> list[Any]:
    words = [word.strip() for word in settings.allow_private_networks.split(",") if word.strip()]
    return [ipaddress.ip_network(word, strict=False) for word in words]


def public(address: Address) -> bool:
    """Whether the address is on the open internet, also when it hides an IPv4 address inside an IPv6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return public(inner)
        if address in _NAT64:
            return public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if any(address in network for network in _NOT_OPEN):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class Outside:
    """`await outside.request("POST", url, …)`. Raises NotAllowedOut or FarSide (LostAnswer where it may have arrived); any status is
    a normal answer."""

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
        sent = headers or {}
        for _ in range(min(redirects, MOST_REDIRECTS) + 1):
            answer: httpx.Response = await self._once(method, url, sent, content, seconds)
            if not answer.has_redirect_location or redirects == 0:
                return answer
            before, url = url, _joined(url, answer.headers["location"])
            if _origin(url) != _origin(before):
                sent = {name: value for name, value in sent.items() if name.lower() not in _OURS_ALONE}
            if before.lower().startswith("https:") and not url.lower().startswith("https:"):
                raise FarSide("The other server sends us from an encrypted address to one that is not.")
            method, content = ("GET", None) if answer.status_code == 303 else (method, content)
        raise FarSide("The other server sends us in circles.")

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def _once(self, method: str, url: str, headers: dict[str, str], content: bytes | None, seconds: float) -> Any:
        import httpx

        if self._client is None:
            self._client = httpx.AsyncClient(trust_env=False, follow_redirects=False)
        scheme, host, port = _plain(url)
        pinned = await self.address_of(host, port or (443 if scheme == "https" else 80))
        try:
            target = httpx.URL(url).copy_with(host=str(pinned))
        except httpx.InvalidURL:
            raise NotAllowedOut(_ADVICE) from None
        named = f"[{host}]" if ":" in host else host
        sent = {**headers, "Host": named if port is None else f"{named}:{port}"}
        extensions = {"sni_hostname": host}
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
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise FarSide(f"{host} does not answer ({type(error).__name__}).") from error
        except httpx.InvalidURL as error:
            # Of an answer that moves us on the client reads the address at once, followed or not.
            raise FarSide(_UNREADABLE) from error
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            raise LostAnswer(f"{host} does not answer ({type(error).__name__}).") from error

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


# An HTTP client belongs to the loop it was made on.
_shared: WeakKeyDictionary[asyncio.AbstractEventLoop, Outside] = WeakKeyDictionary()


def shared(settings: Settings) -> Outside:
    """The one way out of this process, for all who run on this loop."""
    loop = asyncio.get_running_loop()
    if loop not in _shared:
        _shared[loop] = Outside(settings)
    return _shared[loop]


def _plain(url: str) -> tuple[str, str, int | None]:
    """Scheme, host (in ASCII) and port, as both our reading and the HTTP client's see them. Raises NotAllowedOut."""
    import httpx

    try:
        parts, read = urlsplit(url), httpx.URL(url)
        ours, port = parts.hostname or "", parts.port
    except (ValueError, httpx.InvalidURL):
        raise NotAllowedOut(_ADVICE) from None
    host = read.raw_host.decode("ascii").lower()
    # Two readers that disagree where an address leads are how checks are passed by.
    agree = read.scheme == parts.scheme and _port(read.port, read.scheme) == _port(port, parts.scheme)
    agree = agree and (ours == host or not ours.isascii())
    if parts.scheme not in _USUAL or not host or "@" in parts.netloc or not agree or not _HOST.fullmatch(host):
        raise NotAllowedOut(_ADVICE)
    return parts.scheme, host, port


def _port(given: int | None, scheme: str) -> int | None:
    return given or _USUAL.get(scheme)


def _joined(url: str, location: str) -> str:
    import httpx

    try:
        return str(httpx.URL(url).join(location))
    except (ValueError, httpx.InvalidURL):
        raise FarSide(_UNREADABLE) from None


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _USUAL.get(parts.scheme)


async def _whole(answer: Any) -> Any:
    import httpx

    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > LONGEST_ANSWER:
            raise LostAnswer("The other server's answer is too long.")
    kept = [(k, v) for k, v in answer.headers.multi_items() if k.lower() not in ("content-encoding", "content-length")]
    return httpx.Response(answer.status_code, headers=kept, content=bytes(body), request=answer.request)
