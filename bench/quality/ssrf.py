"""Addresses that lead into private networks, and other words in addresses: all refused, and the open internet is not.

    python bench/quality/ssrf.py --data FOLDER     # FOLDER/security/{ssrf,crlf,open_redirect,csv_injection}.json

`ssrf`: every URL is asked for through `kit.outside`, plainly and as what an allowed server redirects to; every address and
the ends and middle of every network are judged by it, plainly and inside IPv6 forms. `crlf` and `open_redirect`: asked of a
desk as paths, as where to go after signing in, as a chat's page, and as a far server's redirect. The last line is one JSON object.
"""

import argparse
import asyncio
import ipaddress
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import httpx  # noqa: E402

from shopkeeper.kit.outside import FarSide, NotAllowedOut, Outside, public  # noqa: E402
from shopkeeper.kit.settings import Settings  # noqa: E402
from tests.journeys.house import house  # noqa: E402
from tests.security.test_outside import far, moved  # noqa: E402


def outside(allow: str = "") -> Outside:
    return Outside(Settings(data="/nonexistent", secret="x", allow_private_networks=allow))


def read(folder: Path, name: str) -> Any:
    place = folder / "security" if (folder / "security").is_dir() else folder
    path = place / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def forms(address: str) -> Iterator[str]:
    """The address itself, and an IPv4 one inside the IPv6 forms that carry it."""
    found = ipaddress.ip_address(address)
    yield address
    if isinstance(found, ipaddress.IPv4Address):
        number = int(found)
        high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
        yield from (f"::ffff:{high}:{low}", f"64:ff9b::{high}:{low}", f"2002:{high}:{low}::1")


def addresses(sets: dict[str, Any]) -> Iterator[str]:
    for one in sets.get("must_block_ips", ()):
        yield from forms(one)
    for block in sets.get("must_block_netblocks", ()):
        network = ipaddress.ip_network(block, strict=False)
        for place in (0, network.num_addresses // 2, network.num_addresses - 1):
            yield from forms(str(network[place]))


async def got_in(url: str, door: Outside) -> bool:
    """Whether anything at all was asked. A name that nobody knows, or an address that is none, was asked of nobody."""
    try:
        await door.request("GET", url, seconds=3, redirects=3)
    except NotAllowedOut:
        return False
    except FarSide as failure:
        return not any(words in failure.detail for words in ("is not known", "cannot be read", "RemoteProtocolError"))
    return True


async def judged(sets: dict[str, Any]) -> list[str]:
    faults = [f"let in {one}" for one in addresses(sets) if public(ipaddress.ip_address(one))]
    faults += [f"kept out {one}" for one in sets.get("must_allow_ips", ()) if not public(ipaddress.ip_address(one))]
    for url in sets.get("must_block_urls", ()):
        if await got_in(url, outside()):
            faults.append(f"asked {url}")
    async with far("127.0.0.2") as allowed:
        for n, url in enumerate(sets.get("must_block_urls", ())):
            allowed.answers[f"/{n}"] = moved(url.replace("\r", "").replace("\n", ""))
            before = len(allowed.asked)
            if (
                await got_in(f"http://127.0.0.2:{allowed.port}/{n}", outside("127.0.0.2/32"))
                and len(allowed.asked) == before + 1
            ):
                faults.append(f"was led to {url}")
    return faults


async def asked_of_a_desk(crlf: list[str], redirects: list[str], folder: Path) -> list[str]:
    faults: list[str] = []
    async with house(folder) as shop, httpx.AsyncClient(base_url=shop.desk.url, trust_env=False, timeout=20) as nobody:
        own = urlsplit(shop.desk.url).netloc
        for word in [*crlf, *redirects]:
            path = "/" + quote(word.lstrip("/"), safe="/%:@?=&;+,!~*'()#[]\\".replace("\\", "").replace("#", ""))
            for url in (
                path,
                f"/sign-in?to={quote(word, safe='%')}",
                f"/chat/v1/{shop.chat['public_key']}/continue?t={quote(word, safe='%')}",
            ):
                answer = await nobody.get(url, follow_redirects=False)
                if "crlf" in answer.headers.get("set-cookie", "") or answer.status_code >= 500:
                    faults.append(f"{url}: {answer.status_code} {answer.headers.get('set-cookie')}")
                away = urlsplit(answer.headers.get("location", "")).netloc
                if away and away not in (own, urlsplit(shop.shop).netloc):
                    faults.append(f"{url} leads to {away}")
        for word in [*crlf, *redirects]:
            said = {"settings": {"page": word}}
            kept = await shop.admin.patch(f"/api/v1/inboxes/{shop.chat['id']}", json=said, headers={"X-CSRF": "1"})
            if kept.status_code == 200 and not word.lower().startswith(("http://", "https://")):
                faults.append(f"a chat's page may be {word!r}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    given = parser.parse_args()
    sets, crlf, redirects = (read(given.data, name) for name in ("ssrf", "crlf", "open_redirect"))
    faults = asyncio.run(judged(sets or {}))
    with tempfile.TemporaryDirectory() as folder:
        other = asyncio.run(asked_of_a_desk(list(crlf), list(redirects), Path(folder)))
    for fault in [*faults, *other][:40]:
        print("FAULT", fault)
    cases = 2 * len(sets["must_block_urls"]) + len(list(addresses(sets))) + len(sets.get("must_allow_ips", ()))
    refused = round(1 - len(faults) / max(1, cases), 4)
    result = {
        "ssrf_cases": cases,
        "ssrf_right": refused,
        "crlf": len(crlf),
        "open_redirect": len(redirects),
        "other_faults": len(other),
    }
    print(json.dumps({"name": "ssrf", **result, "ok": not faults and not other}))
    return 1 if faults or other else 0


if __name__ == "__main__":
    sys.exit(main())
