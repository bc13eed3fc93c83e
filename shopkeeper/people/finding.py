"""Finding people: by an address, by words, or simply whom we saw last."""

from __future__ import annotations

from collections.abc import Iterable

from shopkeeper.kit.db import Tx
from shopkeeper.people import store
from shopkeeper.people.addresses import normal
from shopkeeper.people.errors import NotAnAddress
from shopkeeper.people.identities import people
from shopkeeper.people.model import HandleKind, Person


def by_handle(tx: Tx, value: str) -> tuple[Person, ...]:
    """Everyone known by this address, whatever its kind: who holds it first, then who merely claims it."""
    rows = [
        row for kind in HandleKind if (words := _maybe(kind, value)) for row in store.rows_of_value(tx, kind, words)
    ]
    return _identities(tx, [row.person_id for row in sorted(rows, key=lambda row: -row.holder)])


def search(tx: Tx, query: str, limit: int = 20, before: int | None = None) -> tuple[tuple[Person, ...], int | None]:
    """People whose name, description or address holds the words, the newest first; and where to go on from."""
    exact = by_handle(tx, query) if before is None and len(query) > 2 else ()
    numbers = store.person_search.search(tx, query, limit, before)
    found = _identities(tx, [row.id for row in store.rows_by_n(tx, numbers)])
    known = {person.id for person in exact}
    more = numbers[-1] if len(numbers) == limit else None
    return (*exact, *(person for person in found if person.id not in known)), more


def listing(
    tx: Tx, limit: int = 50, after: tuple[int, str] | None = None
) -> tuple[tuple[Person, ...], tuple[int, str] | None]:
    """Whom we saw last first; and where to go on from."""
    rows = store.latest(tx, limit, after)
    more = (rows[-1].seen_at, rows[-1].id) if len(rows) == limit else None
    return people(tx, [row.id for row in rows]), more


def _identities(tx: Tx, person_ids: Iterable[str]) -> tuple[Person, ...]:
    tops = store.roots(tx, dict.fromkeys(person_ids))
    return people(tx, tops.values())


def _maybe(kind: HandleKind, value: str) -> str | None:
    try:
        return normal(kind, value)
    except NotAnAddress:
        return None
