"""The demo shop's doors: its pages, its pictures, and whose shoes a visitor stands in."""

import base64
import hashlib
import hmac
from pathlib import Path
from typing import Annotated, Any

import msgspec
from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body

from shopkeeper import channels
from shopkeeper.demo import pages, shelving
from shopkeeper.demo.catalogue import BY_SLUG
from shopkeeper.demo.house import CHAT, shop_secret
from shopkeeper.demo.orders import BUYERS
from shopkeeper.demo.pages import Visitor
from shopkeeper.kit import clock, errors
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.http import PUBLIC, get, post
from shopkeeper.kit.settings import Settings
from shopkeeper.kit.text import to_json

ROOT = "/demo-shop"
COOKIE = "lark_customer"
FOLDER = Path(__file__).parent / "page"
FONTS = Path(__file__).parents[1] / "assets" / "workspace" / "assets"
KINDS = {".svg": "image/svg+xml", ".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
# A shop's page as shops are: its own scripts and pictures, and whatever the widget beside them needs.
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' data: blob:; "
    "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
DAY_SECONDS = 86_400
Asked = Request[Any, Any, Any]


class Closed(errors.NotFound):
    """The demo shop is closed on this installation. Start it with `shopkeeper demo`."""


class Shoes(msgspec.Struct, frozen=True):
    """Whom a visitor of the demo pretends to be."""

    name: str = ""


@get([ROOT, f"{ROOT}/"], permission=PUBLIC, include_in_schema=False)
async def home(request: Asked, db: Db, settings: Settings) -> Response[str]:
    """The shop."""
    return _page(pages.home(await _visitor(request, db, settings)))


@get(f"{ROOT}/account", permission=PUBLIC, include_in_schema=False)
async def account(request: Asked, db: Db, settings: Settings) -> Response[str]:
    """A customer's own page, for whoever's shoes one stands in."""
    visitor = await _visitor(request, db, settings)
    return _page(pages.account(visitor, shelving.orders_of(visitor.name or ""), db.clock()))


@get(f"{ROOT}/mending", permission=PUBLIC, include_in_schema=False)
async def mending(request: Asked, db: Db, settings: Settings) -> Response[str]:
    """How a thing is mended."""
    return _page(pages.mending(await _visitor(request, db, settings)))


@get(f"{ROOT}/{{slug:str}}", permission=PUBLIC, include_in_schema=False)
async def one(slug: str, request: Asked, db: Db, settings: Settings) -> Response[Any]:
    """A thing on a shelf, or one of the page's own files."""
    if "." in slug:
        return _file(FONTS / _font() if slug == "font.woff2" else FOLDER / slug)
    visitor = await _visitor(request, db, settings)
    item = BY_SLUG.get(slug)
    return _page(pages.product(item, visitor)) if item else _page(pages.missing(visitor), status=404)


@get(f"{ROOT}/art/{{name:str}}", permission=PUBLIC, include_in_schema=False)
async def picture(name: str, settings: Settings) -> Response[bytes]:
    """A drawing."""
    _open(settings)
    return _file(FOLDER / "art" / name)


@post(f"{ROOT}/account/enter", permission=PUBLIC, include_in_schema=False)
async def enter(
    data: Annotated[Shoes, Body(media_type=RequestEncodingType.URL_ENCODED)], settings: Settings
) -> Response[None]:
    """Stand in somebody's shoes. It is a demo: nobody's real account opens."""
    _open(settings)
    name = data.name if data.name in EMAILS else ""
    return _back(
        Cookie(
            key=COOKIE, value=name.split(" ")[0].lower(), path=ROOT, max_age=DAY_SECONDS, httponly=True, samesite="lax"
        )
    )


@post(f"{ROOT}/account/leave", permission=PUBLIC, include_in_schema=False)
async def leave(settings: Settings) -> Response[None]:
    """Take the shoes off."""
    _open(settings)
    return _back(Cookie(key=COOKIE, value="", path=ROOT, max_age=0, httponly=True, samesite="lax"))


routes = [home, account, mending, enter, leave, picture, one]


async def _visitor(request: Asked, db: Db, settings: Settings) -> Visitor:
    _open(settings)
    first = request.cookies.get(COOKIE, "")
    name = next((name for name in EMAILS if name.split(" ")[0].lower() == first), None)
    key = await db.read(_key)
    return Visitor(key, name, _identity(name) if name and key else None)


def _open(settings: Settings) -> None:
    if not settings.demo:
        raise Closed


def _key(tx: Tx) -> str | None:
    """What stands in the one line on the page; None while there is no chat."""
    return next((box.public_key for box in channels.all_inboxes(tx) if box.name == CHAT), None)


def _identity(name: str) -> str:
    """A token as any shop's server would make it: HS256, a subject, an expiry within the day."""
    email = EMAILS[name]
    now = clock.now() // 1000
    claims = {
        "sub": email,
        "name": name,
        "email": email,
        "email_verified": True,
        "iat": now,
        "exp": now + DAY_SECONDS // 2,
    }
    head = ".".join(_url64(to_json(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return f"{head}.{_url64(hmac.digest(shop_secret().encode(), head.encode(), hashlib.sha256))}"


def _url64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


EMAILS = {buyer.name: buyer.email for buyer in BUYERS.values() if buyer.name in pages.SHOES}


def _font() -> str:
    """The workspace brings the font; without it the page falls back to the reader's own."""
    found = sorted(path.name for path in FONTS.glob("instrument-sans-latin-standard-normal*.woff2"))
    return found[0] if found else "missing.woff2"


def _page(html: str, status: int = 200) -> Response[str]:
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return Response(html, media_type="text/html; charset=utf-8", headers=headers, status_code=status)


def _file(path: Path) -> Response[bytes]:
    kind = KINDS.get(path.suffix)
    if kind is None or "/" in path.name or path.name.startswith(".") or not path.is_file():
        raise errors.NotFound("There is no such file in the demo shop.")
    return Response(path.read_bytes(), media_type=kind, headers={"Cache-Control": "public, max-age=3600"})


def _back(cookie: Cookie) -> Response[None]:
    return Response(None, status_code=303, headers={"Location": f"{ROOT}/account"}, cookies=[cookie])
