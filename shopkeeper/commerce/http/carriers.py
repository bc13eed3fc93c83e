"""Accounts at services that follow parcels, the door for their events, and when parcels are promised for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import Request
from litestar.response import Response
from msgspec import Struct

from shopkeeper.commerce import lateness, promising
from shopkeeper.commerce.carriers import accounts, hearing, registering
from shopkeeper.commerce.carriers.accounts import CarrierChange, CarrierWish
from shopkeeper.commerce.carriers.errors import NoSuchCarrier, NoSuchCarrierKind, NoSuchEvent, NotTheirs
from shopkeeper.commerce.carriers.hearing import Heard, HeldEvent
from shopkeeper.commerce.carriers.model import CarrierAccount, CarrierPost
from shopkeeper.commerce.carriers.registry import carrier_kinds
from shopkeeper.commerce.carriers.sdk import Tracks
from shopkeeper.commerce.connecting import Trial
from shopkeeper.commerce.errors import NotOurs
from shopkeeper.commerce.model import ParcelState, StoreState
from shopkeeper.commerce.model.forms import Form
from shopkeeper.commerce.promising import Promises
from shopkeeper.commerce.store import carriers
from shopkeeper.commerce.zones import zone_of
from shopkeeper.kit.db import Db, Row, Tx
from shopkeeper.kit.errors import Busy
from shopkeeper.kit.files import FileGone
from shopkeeper.kit.http import (
    ADMIN,
    DESK,
    LEAD,
    PUBLIC,
    GivenCtx,
    Page,
    cursor,
    delete,
    get,
    patch,
    post,
    put,
    uncursor,
)
from shopkeeper.kit.jobs import Ctx
from shopkeeper.team import Agent

LONGEST = 2_000_000
"""Bytes. An event with all scans of a long journey has some 200,000."""


class CarrierKind(Struct, frozen=True):
    """A kind of service that this installation has. `tracks`: it follows a parcel when it is told the number."""

    kind: str
    label: str
    tracks: bool
    form: Form


class CarrierWord(Struct, frozen=True):
    """A service's own word for a state, for which we have no name: how often it came, when first and last."""

    kind: str
    word: str
    count: int
    first_at: int
    last_at: int


class CarrierShown(Struct, frozen=True):
    """An account, where its service posts events, how many came by what became of them, and its words nobody knows."""

    account: CarrierAccount
    hook_url: str
    counts: Mapping[str, int]
    unfamiliar: tuple[CarrierWord, ...]


class PromiseTrial(Struct, frozen=True, kw_only=True):
    """A parcel to try the rules with. `shipped_at` in ms UTC; codes as in ISO 3166."""

    shipped_at: int
    carrier: str = ""
    service: str = ""
    country: str = ""
    region: str = ""
    postcode: str = ""


class PromiseAnswer(Struct, frozen=True):
    """The day it should come, the first moment that is late (ms UTC), the zone, and which rule said so (null: none)."""

    promised_on: date
    late_from: int
    stuck_from: int
    quiet: int
    timezone: str
    rule: int | None


@get("/api/v1/carrier-kinds", permission=DESK)
async def list_kinds() -> Page[CarrierKind]:
    """The kinds of services that can be connected."""
    return Page(
        [CarrierKind(one.kind, one.label, isinstance(one, Tracks), one.form) for one in carrier_kinds().values()]
    )


@get("/api/v1/carriers", permission=ADMIN)
async def list_carriers(ctx: GivenCtx) -> Page[CarrierShown]:
    """All accounts. Secrets are never shown, only which ones are filled in."""
    return Page(await ctx.db.read(_all_shown, ctx.settings.url))


@post("/api/v1/carriers", permission=ADMIN, errors=(NoSuchCarrierKind,))
async def connect(data: CarrierWish, ctx: GivenCtx) -> CarrierShown:
    """Connect an account. Parcels that are on their way are followed from then on, where the service takes numbers."""
    return await ctx.db.write(_connect, data, ctx.settings.url)


@patch("/api/v1/carriers/{id:str}", permission=ADMIN, errors=(NoSuchCarrier,))
async def edit(id: str, data: CarrierChange, ctx: GivenCtx) -> CarrierShown:
    """Change what is given; one that needed its owner gets another try."""
    return await ctx.db.write(_edit, id, data, ctx.settings.url)


@delete("/api/v1/carriers/{id:str}", permission=ADMIN, errors=(NoSuchCarrier,))
async def remove(id: str, db: Db) -> None:
    """Disconnect an account. What it told stays; its secrets are forgotten at once."""
    await db.write(accounts.remove, id)


@post("/api/v1/carriers/{id:str}/test", permission=ADMIN, errors=(NoSuchCarrier,), status_code=200)
async def test(id: str, ctx: GivenCtx) -> Trial:
    """Try its key and say in plain words whether it works."""
    steps = await registering.try_out(ctx, id)
    return Trial(all(step.ok for step in steps), steps)


@post(
    "/hooks/carriers/{key:str}", permission=PUBLIC, errors=(NoSuchCarrier, NotTheirs, NotOurs, Busy), status_code=200,
    request_max_body_size=LONGEST,
)  # fmt: skip
async def hook(key: str, request: Request[Any, Any, Any], ctx: GivenCtx) -> dict[str, str]:
    """A service's event. Answered only after what it brought is on disk; what the service did not sign is refused."""
    account, secrets = await ctx.db.read(accounts.opened_by, key)
    if account.state is StoreState.paused:
        raise Busy("This account is paused. Send it again later.", retry_after=600)
    heard = await hearing.take(
        ctx,
        CarrierPost(
            account=account,
            body=await request.body(),
            headers={name.lower(): value for name, value in request.headers.items()},
            query=dict(request.query_params.items()),
            secrets=secrets,
            received_at=ctx.now,
        ),
    )
    return {"state": heard.state}


@get("/api/v1/carrier-quarantine", permission=LEAD)
async def list_held(db: Db, after: str | None = None, limit: int = 50) -> Page[HeldEvent]:
    """Events that could not be read, or that nobody can say which parcel they are about: the newest first, each with its reason."""
    limit = max(1, min(limit, 200))
    found = await db.read(hearing.held, limit, uncursor(after, tuple[int, str]))
    return Page(found, cursor(found[-1].at, found[-1].id) if len(found) == limit else None)


@post(
    "/api/v1/carrier-quarantine/{id:str}/replay", permission=LEAD, errors=(NoSuchEvent, FileGone, NoSuchCarrier),
    status_code=200,
)  # fmt: skip
async def replay(id: str, ctx: GivenCtx) -> Heard:
    """Try it again; answers what became of it."""
    return await hearing.take_again(ctx, id)


@get("/api/v1/carrier-quarantine/{id:str}/raw", permission=ADMIN, errors=(NoSuchEvent, FileGone))
async def original(id: str, ctx: GivenCtx) -> Response[bytes]:
    """The bytes as they came."""
    found = await hearing.original(ctx, id)
    headers = {"Content-Disposition": f'attachment; filename="{id}.json"'}
    return Response(found, media_type="application/octet-stream", headers=headers)


@get("/api/v1/delivery-promises", permission=DESK)
async def read_promises(db: Db) -> Promises:
    """When parcels are promised for, by carrier, service and country."""
    return await db.read(promising.promises)


@put("/api/v1/delivery-promises", permission=ADMIN)
async def write_promises(data: Promises, agent: Agent, db: Db) -> Promises:
    """Set all of it. Parcels on their way are judged by it from their next look on."""
    return await db.write(promising.set_promises, agent, data)


@post("/api/v1/delivery-promises/try", permission=DESK, status_code=200)
async def try_promises(data: PromiseTrial, ctx: GivenCtx) -> PromiseAnswer:
    """What the rules say of a parcel: the day it should come, and when it would be late."""
    return await _tried(ctx, data)


def _connect(tx: Tx, wish: CarrierWish, url: str) -> CarrierShown:
    made = accounts.connect(tx, wish)
    registering.begin(tx)
    return _shown(tx, made, url)


def _edit(tx: Tx, account_id: str, change: CarrierChange, url: str) -> CarrierShown:
    changed = accounts.edit(tx, account_id, change)
    registering.begin(tx)
    return _shown(tx, changed, url)


def _all_shown(tx: Tx, url: str) -> list[CarrierShown]:
    return [_shown(tx, one, url) for one in accounts.accounts(tx)]


def _shown(tx: Tx, one: CarrierAccount, url: str) -> CarrierShown:
    words = tuple(_word(row) for row in carriers.words(tx) if row.kind == one.kind)
    return CarrierShown(one, f"{url}/hooks/carriers/{one.public_key}", carriers.counted(tx, one.id), words)


def _word(row: Row) -> CarrierWord:
    return CarrierWord(row.kind, row.word, row.count, row.first_at, row.last_at)


async def _tried(ctx: Ctx, data: PromiseTrial) -> PromiseAnswer:
    rules = await ctx.db.read(promising.promises)
    place = (data.country.strip().upper(), data.region.strip().upper(), data.postcode.strip())
    known = await lateness.calendars_of([place], data.shipped_at)
    watch = lateness.Watch(
        state=ParcelState.in_transit, sent_at=data.shipped_at, where=place, carrier=data.carrier, service=data.service,
        followed=True, watched=True,
    )  # fmt: skip
    found = lateness.judged(watch, rules, known[place[:2]], data.shipped_at)
    rule = lateness.rule_for(rules, data.carrier, data.service, place[0])
    at = promising.best(rules.rules, data.carrier, data.service, place[0])
    return PromiseAnswer(found.promised_on, found.late_from, found.stuck_from, rule.quiet, zone_of(*place), at)


routes = [
    list_kinds, list_carriers, connect, edit, remove, test, hook, list_held, replay, original, read_promises, write_promises,
    try_promises,
]  # fmt: skip
