"""Where is that mail? By its Message-ID, an address or words of its subject: what came, what became of it, what went out.

What stands on a timeline is found by its names and words. What does not (in quarantine, ignored, not read yet) keeps no words
in the clear: its sealed originals are opened one by one, the newest first, as long as they are kept and up to a limit.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa
from msgspec import Struct, structs

from shopkeeper import conversations, people, team
from shopkeeper.channels import arrivals, inboxes, looking
from shopkeeper.channels.arrivals import Kept
from shopkeeper.channels.model import ArrivalState
from shopkeeper.channels.store import arrival, delivery, named
from shopkeeper.kit import watching
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.errors import Failure, Invalid, NotFound
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.text import from_json, preview
from shopkeeper.people import Person

if TYPE_CHECKING:
    from shopkeeper.team import Agent

MOST = 50
MOST_OPENED = 3_000
SLICE = 100
SHORTEST = 3
_NOT_SHOWN = tuple(state.value for state in ArrivalState if state is not ArrivalState.stored)


class Came(Struct, frozen=True, kw_only=True):
    """One thing that came in, and its way. `kept`: the original can still be looked at. `trace_id` is for a trace viewer."""

    arrival_id: str
    inbox_id: str
    inbox: str
    at: int
    size: int
    state: ArrivalState
    reason: str | None = None
    tries: int = 0
    kept: bool = False
    subject: str | None = None
    sender: str | None = None
    entry_id: str | None = None
    conversation_id: str | None = None
    person_id: str | None = None
    person: str | None = None
    trace_id: str = ""


class Went(Struct, frozen=True, kw_only=True):
    """One answer of ours, and how far it got."""

    entry_id: str
    conversation_id: str
    person_id: str
    inbox_id: str
    inbox: str
    at: int
    to: Sequence[str]
    state: str
    reason: str | None = None
    advice: str | None = None


class Whereabouts(Struct, frozen=True, kw_only=True):
    """`opened` sealed originals were looked into; `complete` is False when there were more than could be."""

    came: Sequence[Came]
    went: Sequence[Went]
    opened: int
    complete: bool


async def find(ctx: Ctx, agent: "Agent", query: str) -> Whereabouts:
    """Everything that fits, the newest first, in the inboxes this agent may see. Raises Invalid for less than three letters."""
    words = " ".join(query.split()).strip()
    if len(words.strip("<>")) < SHORTEST:
        raise Invalid("Give a Message-ID, an address, or some words of the subject.", fields={"q": "Too short."})
    known, went = await ctx.db.read(_known, agent, words)
    sealed, opened, complete = await _in_sealed(ctx, agent, words)
    came = {one.arrival_id: one for one in (*known, *sealed)}
    newest = sorted(came.values(), key=lambda one: -one.at)[:MOST]
    return Whereabouts(came=newest, went=went, opened=opened, complete=complete)


# -- what stands on a timeline ---------------------------------------------------------------------------------------


def _known(tx: Tx, agent: "Agent", words: str) -> tuple[list[Came], list[Went]]:
    entry_ids = dict.fromkeys([*_by_name(tx, words), *_by_words(tx, agent, words)])
    kept = {one.id: one for one in (*_of_entries(tx, list(entry_ids)), *_of_people(tx, words))}
    names = {box.id: box.name for box in inboxes.inboxes(tx)}
    came = [_came(tx, one, names) for one in kept.values() if team.may_see(agent, one.inbox_id)]
    return came, [
        _went(row, names) for row in _deliveries(tx, words, list(entry_ids)) if team.may_see(agent, row.inbox_id)
    ]


def _by_name(tx: Tx, words: str) -> list[str]:
    rows = tx.all(sa.select(named.c.entry_id).where(named.c.name.in_(_names(words))).limit(MOST))
    return [row.entry_id for row in rows]


def _names(words: str) -> list[str]:
    """A Message-ID as people copy it: with its brackets or without."""
    bare = words.strip("<>")
    return [bare, f"<{bare}>", bare.lower(), f"<{bare.lower()}>"]


def _by_words(tx: Tx, agent: "Agent", words: str) -> list[str]:
    if "@" in words and " " not in words:
        return []
    return [
        hit.entry.id for hit in conversations.search(tx, agent, words, MOST).messages if hit.entry.kind == "message"
    ]


def _of_entries(tx: Tx, entry_ids: Sequence[str]) -> list[Kept]:
    rows = tx.all(sa.select(arrival).where(arrival.c.entry_id.in_(entry_ids)).order_by(arrival.c.at.desc()).limit(MOST))
    return [arrivals.kept_of(row) for row in rows]


def _of_people(tx: Tx, words: str) -> list[Kept]:
    ids = [id for person in people.by_handle(tx, words.strip("<>")) for id in people.members(tx, person.id)]
    rows = tx.all(sa.select(arrival).where(arrival.c.person_id.in_(ids)).order_by(arrival.c.at.desc()).limit(MOST))
    return [arrivals.kept_of(row) for row in rows]


def _deliveries(tx: Tx, words: str, entry_ids: Sequence[str]) -> list[Row]:
    ids = [id for person in people.by_handle(tx, words.strip("<>")) for id in people.members(tx, person.id)]
    fits = (delivery.c.message_id.in_(_names(words)), delivery.c.entry_id.in_(entry_ids), delivery.c.person_id.in_(ids))
    rows = [row for one in fits for row in tx.all(sa.select(delivery).where(one).limit(MOST))]
    return sorted({row.entry_id: row for row in rows}.values(), key=lambda row: -row.created_at)[:MOST]


def _went(row: Row, names: dict[str, str]) -> Went:
    to = from_json(row.parcel).get("to", ())
    return Went(
        entry_id=row.entry_id, conversation_id=row.conversation_id, person_id=row.person_id, inbox_id=row.inbox_id,
        inbox=names.get(row.inbox_id, ""), at=row.created_at, to=[str(one.get("value", "")) for one in to],
        state=row.state, reason=row.reason, advice=row.advice,
    )  # fmt: skip


def _came(tx: Tx, kept: Kept, names: dict[str, str]) -> Came:
    plain = Came(
        arrival_id=kept.id, inbox_id=kept.inbox_id, inbox=names.get(kept.inbox_id, ""), at=kept.at, size=kept.size,
        state=kept.state, reason=kept.reason, tries=kept.tries, kept=kept.sealed is not None or kept.file_key is not None,
        entry_id=kept.entry_id, person_id=kept.person_id, trace_id=watching.link(kept.trace),
    )  # fmt: skip
    return _with_entry(tx, plain) if kept.entry_id else plain


def _with_entry(tx: Tx, came: Came) -> Came:
    try:
        entry = conversations.entry(tx, str(came.entry_id))
        person = people.person(tx, entry.person_id)
    except NotFound:
        return came
    subject = preview(str(entry.body.get("subject") or entry.body.get("text") or ""), 120)
    where = {"conversation_id": entry.conversation_id, "person_id": person.id, "person": _name_of(person)}
    return structs.replace(came, subject=subject, sender=entry.author.name, **where)


def _name_of(person: Person) -> str:
    return person.name or next((handle.display for handle in person.handles), "")


# -- what does not ---------------------------------------------------------------------------------------------------


async def _in_sealed(ctx: Ctx, agent: "Agent", words: str) -> tuple[list[Came], int, bool]:
    found: list[Came] = []
    opened, after = 0, None
    while opened < MOST_OPENED:
        some = await ctx.db.read(_sealed, after)
        for kept in some:
            if team.may_see(agent, kept.inbox_id) and (fits := await _fits(ctx, kept, words)):
                found.append(await ctx.db.read(_shown, kept, fits))
        opened += len(some)
        if len(some) < SLICE or len(found) >= MOST:
            return found, opened, len(found) < MOST
        after = (some[-1].at, some[-1].id)
    return found, opened, False


def _sealed(tx: Tx, after: tuple[int, str] | None) -> list[Kept]:
    is_kept = sa.or_(arrival.c.sealed.is_not(None), arrival.c.file_key.is_not(None))
    query = sa.select(arrival).where(is_kept, arrival.c.state.in_(_NOT_SHOWN))
    if after is not None:
        query = query.where(sa.tuple_(arrival.c.at, arrival.c.id) < after)
    rows = tx.all(query.order_by(arrival.c.at.desc(), arrival.c.id.desc()).limit(SLICE))
    return [arrivals.kept_of(row) for row in rows]


async def _fits(ctx: Ctx, kept: Kept, words: str) -> list[looking.Header] | None:
    """Its headers, when they hold the words; None when not, or when it cannot be opened any more."""
    try:
        body = await arrivals.body_of(ctx.files, kept)
    except Failure:
        return None
    return await asyncio.to_thread(_headers, body, words.strip("<>").casefold())


def _headers(body: bytes, words: str) -> list[looking.Header] | None:
    headers, rest = looking.head(body)
    told = [looking.value_of(headers, name) for name in ("message-id", "from", "to", "cc", "subject")]
    # What has no head (a hook's JSON) is looked through as it is.
    if not headers:
        told = [rest[: looking.LONGEST_HEAD].decode(errors="replace")]
    return headers if any(words in one.casefold() for one in told) else None


def _shown(tx: Tx, kept: Kept, headers: Iterable[looking.Header]) -> Came:
    lines = list(headers)
    came = _came(tx, kept, {box.id: box.name for box in inboxes.inboxes(tx)})
    subject, sender = looking.value_of(lines, "subject"), looking.value_of(lines, "from")
    return structs.replace(came, subject=came.subject or subject or None, sender=came.sender or sender or None)
