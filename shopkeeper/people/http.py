"""The doors of this room: parse, verb, show."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar.params import Parameter

from shopkeeper.kit import errors
from shopkeeper.kit.db import Db, Tx
from shopkeeper.kit.http import DESK, Page, cursor, delete, get, patch, post, put, uncursor
from shopkeeper.people import claiming, consenting, editing, finding, identities, merging, recognising
from shopkeeper.people.errors import (
    HeldByAnother,
    NoSuchHandle,
    NoSuchPerson,
    NotAnAddress,
    NotMerged,
    OneAndTheSame,
    SeveralClaim,
    StillNeeded,
)
from shopkeeper.people.model import Consent, Handle, HandleKind, Person
from shopkeeper.team import Agent

Limit = Annotated[int, Parameter(ge=1, le=200)]


class NewHandle(msgspec.Struct, frozen=True):
    """An address as somebody wrote it."""

    kind: HandleKind
    value: str


class NewPerson(msgspec.Struct, frozen=True):
    name: str = ""
    handles: tuple[NewHandle, ...] = ()


class Merge(msgspec.Struct, frozen=True):
    """Who is the same as the person in the address."""

    person_id: str


class Agreement(msgspec.Struct, frozen=True):
    """What they said, and where ("phone call", "shop form")."""

    given: bool
    source: str = ""


@get("/api/v1/people", permission=DESK)
async def list_people(
    db: Db, handle: str | None = None, q: str | None = None, after: str | None = None, limit: Limit = 50
) -> Page[Person]:
    """People by an address of theirs, by words, or whom we saw last first."""
    if handle is not None:
        return Page(await db.read(finding.by_handle, handle))
    if q:
        keys = uncursor(after, tuple[int])
        found, more = await db.read(finding.search, q, limit, keys[0] if keys else None)
        return Page(found, None if more is None else cursor(more))
    people, place = await db.read(finding.listing, limit, uncursor(after, tuple[int, str]))
    return Page(people, cursor(*place) if place else None)


@post("/api/v1/people", permission=DESK, errors=(HeldByAnother, NotAnAddress))
async def add_person(data: NewPerson, agent: Agent, db: Db) -> Person:
    """Write down somebody new."""
    handles = tuple((one.kind, one.value) for one in data.handles)
    if not data.name.strip() and not handles:
        raise errors.Invalid("Write a name or an address.", fields={"name": "empty"})
    return await db.write(_create, agent, data.name, handles)


@get("/api/v1/people/{id:str}", permission=DESK, errors=(NoSuchPerson,))
async def see_person(id: str, db: Db) -> Person:
    """Who they are, with everyone merged into them."""
    return await db.read(identities.person, id)


@patch("/api/v1/people/{id:str}", permission=DESK, errors=(NoSuchPerson,))
async def edit_person(id: str, data: editing.PersonEdit, agent: Agent, db: Db) -> Person:
    """Their name, a few words, a star."""
    return await db.write(editing.edit, agent, id, data)


@post("/api/v1/people/{id:str}/handles", permission=DESK, errors=(NoSuchPerson, HeldByAnother, NotAnAddress))
async def add_handle(id: str, data: NewHandle, agent: Agent, db: Db) -> Handle:
    """Write down an address of theirs."""
    return await db.write(claiming.add, agent, id, data.kind, data.value)


@delete("/api/v1/handles/{id:str}", permission=DESK, status_code=200, errors=(NoSuchHandle, StillNeeded, SeveralClaim))
async def withdraw_claim(id: str, agent: Agent, db: Db) -> Person:
    """It is not theirs: what came by it goes with it. Answers the person it was shown on."""
    return await db.write(_withdraw, agent, id)


@put("/api/v1/handles/{id:str}/proof", permission=DESK, errors=(NoSuchHandle,))
async def prove(id: str, agent: Agent, db: Db) -> Handle:
    """I made sure that it is theirs."""
    return await db.write(claiming.prove, id, f"agent:{agent.id}")


@post("/api/v1/people/{id:str}/merges", permission=DESK, status_code=200, errors=(NoSuchPerson, OneAndTheSame))
async def merge(id: str, data: Merge, agent: Agent, db: Db) -> Person:
    """They are one and the same."""
    return await db.write(merging.merge, agent, id, data.person_id)


@delete(
    "/api/v1/people/{id:str}/merges/{merged_id:str}", permission=DESK, status_code=200, errors=(NoSuchPerson, NotMerged)
)
async def unmerge(id: str, merged_id: str, agent: Agent, db: Db) -> Person:
    """They are two after all; answers the person who stays."""
    return await db.write(_unmerge, agent, id, merged_id)


@put("/api/v1/people/{id:str}/block", permission=DESK, errors=(NoSuchPerson,))
async def block(id: str, agent: Agent, db: Db) -> Person:
    """Nothing they send reaches the inbox any more."""
    return await db.write(editing.block, agent, id)


@delete("/api/v1/people/{id:str}/block", permission=DESK, status_code=200, errors=(NoSuchPerson,))
async def unblock(id: str, agent: Agent, db: Db) -> Person:
    """They may write to us again."""
    return await db.write(editing.unblock, agent, id)


@get("/api/v1/people/{id:str}/consents", permission=DESK)
async def list_consents(id: str, db: Db) -> Page[Consent]:
    """What they agreed to, the last word on each purpose."""
    return Page(await db.read(consenting.consents, id))


@put("/api/v1/people/{id:str}/consents/{purpose:str}", permission=DESK, errors=(NoSuchPerson,))
async def put_consent(id: str, purpose: str, data: Agreement, agent: Agent, db: Db) -> Page[Consent]:
    """Write down what they said about being written to."""
    await db.write(consenting.consent, id, purpose, data.given, data.source or f"agent:{agent.id}")
    return Page(await db.read(consenting.consents, id))


def _create(tx: Tx, agent: Agent, name: str, handles: tuple[tuple[HandleKind, str], ...]) -> Person:
    return identities.person(tx, claiming.create(tx, agent, name, handles))


def _withdraw(tx: Tx, agent: Agent, handle_id: str) -> Person:
    shown_on = identities.identity(tx, recognising.handle(tx, handle_id).person_id)
    claiming.withdraw_claim(tx, agent, handle_id)
    return identities.person(tx, shown_on)


def _unmerge(tx: Tx, agent: Agent, id: str, merged_id: str) -> Person:
    if merged_id not in identities.members(tx, id):
        raise NotMerged
    merging.unmerge(tx, agent, merged_id)
    return identities.person(tx, id)


routes: list[Any] = [
    list_people, add_person, see_person, edit_person, add_handle, withdraw_claim, prove, merge, unmerge, block, unblock,
    list_consents, put_consent,
]  # fmt: skip
