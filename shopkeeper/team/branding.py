"""The shops we speak for: name, colour, voice, hours and signature."""

import re
from collections.abc import Callable

import msgspec
import nh3
from msgspec import UNSET, UnsetType

from shopkeeper.kit import events, ids, structs
from shopkeeper.kit.db import Tx
from shopkeeper.team import checks
from shopkeeper.team.errors import NoSuchBrand, NoSuchHours, StillUsed
from shopkeeper.team.events import BrandChanged
from shopkeeper.team.model import Brand
from shopkeeper.team.store import shop

GREEN = "#1b5e48"
LONGEST_LOGO = 300_000
_LOGO_DATA = re.compile(r"data:image/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/=]+\Z")

KEEPERS: list[Callable[[Tx, str], str | None]] = []
"""Asked before a brand is removed: a sentence that says what still needs it, or None. Filled by main."""


class NewBrand(msgspec.Struct, frozen=True):
    """`colour` as #rrggbb; `logo` an https address or a data: picture up to 300 kB; `reopen_days` 0 to 365."""

    name: str
    colour: str = GREEN
    locale: str = "en"
    logo: str | None = None
    site: str | None = None
    signature_text: str = ""
    signature_html: str = ""
    hours_id: str | None = None
    reply_time: str = "a few minutes"
    privacy_url: str | None = None
    reopen_days: int = 14


class BrandChange(msgspec.Struct, frozen=True):
    """Fields left out stay as they are."""

    name: str | UnsetType = UNSET
    colour: str | UnsetType = UNSET
    locale: str | UnsetType = UNSET
    logo: str | UnsetType | None = UNSET
    site: str | UnsetType | None = UNSET
    signature_text: str | UnsetType = UNSET
    signature_html: str | UnsetType = UNSET
    hours_id: str | UnsetType | None = UNSET
    reply_time: str | UnsetType = UNSET
    privacy_url: str | UnsetType | None = UNSET
    reopen_days: int | UnsetType = UNSET


def brand(tx: Tx, id: str) -> Brand:
    """Raises NoSuchBrand."""
    found = shop.brand(tx, id)
    if found is None:
        raise NoSuchBrand
    return found


def brands(tx: Tx) -> list[Brand]:
    """All brands, the first one first."""
    return shop.brands(tx)


def default_brand(tx: Tx) -> Brand:
    """The first brand; on a desk without any, a plain one is made, so that words can come in before the wizard is through."""
    tx.lock("team:brands")
    found = shop.brands(tx)
    if found:
        return found[0]
    made = Brand(ids.new(), "Our shop", GREEN, "en", None, None, "", "", None, "a few minutes", None, 14)
    return _keep(tx, made)


def add_brand(tx: Tx, new: NewBrand) -> Brand:
    """Raises Invalid, NoSuchHours."""
    shop.do_step(tx, "brand")
    return _keep(tx, _checked(tx, Brand(id=ids.new(), **msgspec.structs.asdict(new))))


def change_brand(tx: Tx, id: str, change: BrandChange) -> Brand:
    """Raises NoSuchBrand, Invalid, NoSuchHours."""
    shop.do_step(tx, "brand")
    return _keep(tx, _checked(tx, msgspec.structs.replace(brand(tx, id), **structs.given(change))))


def remove_brand(tx: Tx, id: str) -> None:
    """Raises NoSuchBrand, StillUsed."""
    tx.lock("team:brands")
    brand(tx, id)
    if len(shop.brands(tx)) == 1:
        raise StillUsed("This is your only brand. Add another before you remove it.")
    for keeper in KEEPERS:
        reason = keeper(tx, id)
        if reason:
            raise StillUsed(reason)
    shop.remove_brand(tx, id)
    events.record(tx, BrandChanged(id))


def _checked(tx: Tx, given: Brand) -> Brand:
    if given.hours_id and shop.hours(tx, given.hours_id) is None:
        raise NoSuchHours
    if not 0 <= given.reopen_days <= 365:
        raise checks.wrong("reopen_days", "Choose between 0 and 365 days.")
    return msgspec.structs.replace(
        given,
        name=checks.name(given.name),
        colour=checks.colour(given.colour),
        locale=checks.locale(given.locale),
        logo=_logo(given.logo),
        site=checks.web_address(given.site, field="site"),
        privacy_url=checks.web_address(given.privacy_url, field="privacy_url"),
        signature_text=checks.words(given.signature_text, field="signature_text", longest=5_000),
        signature_html=nh3.clean(checks.words(given.signature_html, field="signature_html", longest=20_000)),
        reply_time=checks.name(given.reply_time, field="reply_time", longest=60),
        hours_id=given.hours_id or None,
    )


def _logo(given: str | None) -> str | None:
    if given and given.startswith("data:"):
        if len(given) > LONGEST_LOGO or not _LOGO_DATA.match(given):
            raise checks.wrong("logo", "Choose a PNG, JPEG, WebP or GIF picture of at most 200 kB.")
        return given
    return checks.web_address(given, field="logo")


def _keep(tx: Tx, kept: Brand) -> Brand:
    shop.put_brand(tx, kept)
    events.record(tx, BrandChanged(kept.id))
    return kept
