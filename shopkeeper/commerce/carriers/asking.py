"""One way to speak HTTP to a service, so that every adapter reads the same answer as the same trouble."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from shopkeeper.commerce.asking import retry_after
from shopkeeper.commerce.carriers.errors import CarrierNeedsOwner, CarrierRefused
from shopkeeper.commerce.carriers.model import CarrierAccount, CarrierLink, Tracked
from shopkeeper.commerce.errors import Busy, Unavailable
from shopkeeper.kit.outside import FarSide

LONGEST_SAID = 300


async def ask(
    link: CarrierLink, method: str, url: str, *, headers: Mapping[str, str], json: Any = None
) -> tuple[int, dict[str, Any]]:
    """The status (below 300, or a 4xx the adapter has to read) and the answer's JSON object ({} where it has none).

    Raises Busy (429, with the Retry-After it sent), CarrierNeedsOwner (401, 403), Unavailable (a dead line, 5xx).
    """
    sent = {"accept": "application/json", **headers}
    body = None
    if json is not None:
        sent["content-type"], body = "application/json", msgspec.json.encode(json)
    name = link.account.name
    try:
        answer = await link.outside.request(method, url, headers=sent, content=body)
    except FarSide as failure:
        raise Unavailable(f"{name} does not answer: {failure.detail}") from failure
    status: int = answer.status_code
    if status in (401, 403):
        raise CarrierNeedsOwner(f"{name} does not let us in ({status}). Give it a new key in Settings, Carriers.")
    if status == 429:
        raise Busy(f"{name} asks us to wait a moment.", retry_after=retry_after(answer.headers.get("retry-after")))
    if status >= 500:
        raise Unavailable(f"{name} does not answer just now ({status}).")
    return status, _object(answer.content)


def read_as(link: CarrierLink, read: Callable[[], Sequence[Tracked]]) -> Sequence[Tracked]:
    """What an answer says. Raises Unavailable where it cannot be read: it may be another one next time."""
    try:
        return read()
    except (TypeError, ValueError, OverflowError) as error:
        raise Unavailable(f"{link.account.name} answered what cannot be read: {error}"[:LONGEST_SAID]) from error


def accepted(link: CarrierLink, status: int, said: str) -> None:
    """Raises CarrierRefused unless the service took it; `said` are its own words."""
    if status >= 300:
        raise CarrierRefused(f"{link.account.name} said no: {' '.join(said.split())[:LONGEST_SAID] or status}")


def key_of(link: CarrierLink) -> str:
    """The account's API key. Raises CarrierNeedsOwner."""
    key = link.secrets.get("api_key", "")
    if not key:
        raise CarrierNeedsOwner(f"{link.account.name} has no API key yet. Add it in Settings, Carriers.")
    return key


def known_as(link: CarrierLink, shop_name: str, names: Mapping[str, str]) -> str:
    """The service's own name of a carrier: what the owner wrote (`settings.carriers`, "Post=deutsche_post, …") before our table; "" else."""
    wanted = plain(shop_name)
    return owners_names(link.account).get(wanted) or names.get(wanted, "")


def owners_names(account: CarrierAccount) -> dict[str, str]:
    """The service's own names of carriers by a shop's (`plain`), as the owner wrote them."""
    written = str(account.settings.get("carriers", ""))
    pairs = (one.partition("=") for one in written.split(",") if "=" in one)
    return {plain(shop): theirs.strip() for shop, _, theirs in pairs if plain(shop)}


def plain(name: str) -> str:
    """A carrier's name as it is compared: letters and digits only."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _object(content: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except msgspec.MsgspecError:
        return {}
