"""Counting both sides: what we said yes to, what the database holds, what lies in the customers' mailboxes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.chaos.trial import Trial


class Books:
    """The desk's database, read from outside while it runs."""

    def __init__(self, trial: Trial) -> None:
        address = trial.desk.environ.get("SHOPKEEPER_DATABASE_URL", "")
        url = (
            "postgresql+psycopg://" + address.partition("://")[2]
            if address
            else f"sqlite:///file:{trial.desk.data}/shopkeeper.db?mode=ro&uri=true"
        )
        self._engine = sa.create_engine(url, poolclass=sa.pool.NullPool)

    def rows(self, query: str, **params: Any) -> list[Any]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.text(query), params).all())

    def one(self, query: str, **params: Any) -> int:
        return int(self.rows(query, **params)[0][0] or 0)

    def column(self, query: str, **params: Any) -> list[Any]:
        return [row[0] for row in self.rows(query, **params)]


# Each must find nothing, whatever happened before.
NEVER = {
    "an entry without its conversation": "SELECT count(*) FROM entry e LEFT JOIN conversation c ON c.id = e.conversation_id"
    " WHERE e.kind = 'message' AND c.id IS NULL",
    "an entry without its person": "SELECT count(*) FROM entry e LEFT JOIN person p ON p.id = e.person_id WHERE p.id IS NULL",
    "a message heard without the note that it was seen": "SELECT count(*) FROM entry e LEFT JOIN seen s ON s.entry_id = e.id"
    " WHERE e.kind = 'message' AND e.direction = 'in' AND s.entry_id IS NULL",
    "a note of a message that is not there": "SELECT count(*) FROM seen s LEFT JOIN entry e ON e.id = s.entry_id WHERE e.id IS NULL",
    "a stored arrival without its entry": "SELECT count(*) FROM arrival a LEFT JOIN entry e ON e.id = a.entry_id"
    " WHERE a.state = 'stored' AND a.entry_id IS NOT NULL AND e.id IS NULL",
    "an entry that two arrivals claim to have brought": "SELECT count(*) FROM (SELECT entry_id FROM arrival"
    " WHERE state = 'stored' AND entry_id IS NOT NULL GROUP BY entry_id HAVING count(*) > 1) twice",
    "an answer without its delivery": "SELECT count(*) FROM entry e LEFT JOIN delivery d ON d.entry_id = e.id"
    " WHERE e.kind = 'message' AND e.direction = 'out' AND d.entry_id IS NULL",
    "a delivery that nobody works on": "SELECT count(*) FROM delivery d WHERE d.state IN ('queued', 'sending')"
    " AND NOT EXISTS (SELECT 1 FROM job j WHERE j.lane = 'delivery:' || d.conversation_id AND j.parked_at IS NULL)",
    "work given up": "SELECT count(*) FROM job WHERE parked_at IS NOT NULL AND problem NOT LIKE '%no mailbox to write from%'",
    "two open conversations of one person and brand": "SELECT count(*) FROM (SELECT person_id FROM conversation"
    " WHERE state <> 'closed' AND spam = 0 AND trashed = 0 GROUP BY person_id, brand_id HAVING count(*) > 1) twice",
}  # fmt: skip


def adds_up(books: Books) -> None:
    """The house's own order: no half-written thing anywhere."""
    found = {what: many for what, query in NEVER.items() if (many := books.one(query))}
    assert not found, (found, books.rows("SELECT kind, args, attempts, problem FROM job WHERE parked_at IS NOT NULL"))
    messages = books.one("SELECT count(*) FROM entry WHERE kind = 'message'")
    assert books.one("SELECT count(*) FROM entry_search") == messages
    assert books.one("SELECT count(*) FROM event WHERE kind IN ('message_heard', 'message_said')") == messages
    told = books.column("SELECT seq FROM event ORDER BY seq")
    assert len(set(told)) == len(told)


@dataclass(frozen=True)
class Inward:
    """`lost`: said yes to and not stored. `doubled`: stored more than once. `extra`: stored and never sent."""

    accepted: int
    stored: int
    lost: int
    doubled: int
    extra: int


def inward(books: Books, accepted: Iterable[str]) -> Inward:
    """Messages by the key their sender chose: a Message-ID or a browser's id."""
    wanted = {one.strip("<>") for one in accepted}
    rows = books.rows(
        "SELECT e.id, n.name FROM entry e LEFT JOIN named n ON n.entry_id = e.id WHERE e.kind = 'message' AND e.direction = 'in'"
    )
    kept = Counter((row.name or row.id).strip("<>") for row in rows)
    doubled = sum(many - 1 for many in kept.values())
    return Inward(len(wanted), len(rows), len(wanted - set(kept)), doubled, len(set(kept) - wanted))


@dataclass(frozen=True)
class Outward:
    """`lost`: said to be sent and not there. `doubled`: there more than once. `unsure`: shown as a doubt."""

    accepted: int
    written: int
    sent: int
    unsure: int
    failed: int
    arrived: int
    lost: int
    doubled: int


def outward(books: Books, accepted: Sequence[str], arrived: Sequence[str]) -> Outward:
    """`accepted`: ids of answers that agents were told are written; `arrived`: Message-IDs in the customers' mailboxes."""
    rows = books.rows("SELECT entry_id, message_id, state FROM delivery")
    there = Counter(one.strip("<>") for one in arrived)
    states = Counter(row.state for row in rows)
    sent = [row.message_id for row in rows if row.state == "sent"]
    written = {row.entry_id for row in rows}
    lost = sum(there[name] == 0 for name in sent) + len(set(accepted) - written)
    doubled = sum(many - 1 for many in there.values())
    return Outward(
        len(accepted), len(rows), states["sent"], states["unsure"], states["failed"], len(there), lost, doubled
    )


_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


def lying_in(mail: Path, users: Iterable[str]) -> list[str]:
    """Message-IDs of everything in these users' INBOX, read from the maildirs themselves."""
    files = (path for user in users for part in ("new", "cur") for path in (mail / user.lower() / part).glob("*"))
    return [found.group(1).decode() for path in files if (found := _ID.search(path.read_bytes()))]
