"""Filling a closed desk with years of talk, in bulk and through the rooms' own tables: every column stands there as the rooms
would have written it, so that lists, timelines and search read what they always read. Facts, jobs and original mails of so
long ago would have been pruned; they are left out.
"""

import contextlib
import random
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from _report import say

from shopkeeper import main
from shopkeeper.conversations import MessageBody
from shopkeeper.kit.text import to_json

EACH = 5
"""Entries of one conversation."""
MEMBERS = 6
SLICE = 5_000
SPAN = 2 * 365 * 86_400_000
SHIFT = 11
SHELVES = ("closed",) * 93 + ("open", "open", "waiting", "waiting", "waiting", "later", "spam")
STATES = {"closed": "closed", "open": "open", "waiting": "waiting", "later": "open", "spam": "open"}
COMMON = "order parcel jacket please thanks arrived refund size delivery today".split()  # noqa: SIM905


@dataclass(frozen=True)
class Filled:
    """What to ask for afterwards: some persons, the one who was merged from many and wrote most, and rare words."""

    people: Sequence[str]
    great: str
    rare: Sequence[str]
    conversations: int
    entries: int


@dataclass(frozen=True)
class Shop:
    """Where the talk goes."""

    brand_id: str
    inbox_id: str
    now: int


def fill(path: Path, shop: Shop, conversations: int, seed: int = 7) -> Filled:
    """So many conversations of five entries each; one in fifty persons was merged; 1 % of all is one merged person's."""
    dice = random.Random(seed)
    persons = conversations // 2
    sentences, rare = words(dice)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as writer:
        for pragma in (
            "synchronous = OFF",
            "cache_size = -400000",
            "wal_autocheckpoint = 20000",
            "temp_store = MEMORY",
        ):
            writer.execute(f"PRAGMA {pragma}")
        _in_slices(writer, "people", people_rows(shop, persons), persons)
        _in_slices(writer, "conversations", talk_rows(shop, conversations, persons, sentences), conversations)
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    asked = [_id(dice.randrange(MEMBERS, persons)) for _ in range(400)]
    return Filled(asked, _id(0), rare, conversations, conversations * EACH)


def words(dice: random.Random) -> tuple[list[str], list[str]]:
    """Sentences as customers write them, common words in most and one rare word in each twentieth."""
    plain = [
        f"{a}{b}"
        for a in ("bra", "clo", "dun", "fel", "gor", "hea", "lin", "moo")
        for b in ("ck", "ra", "sty", "ven", "lt")
    ]
    rare = [f"model{n:03d}x" for n in range(200)]
    made = []
    for n in range(4_000):
        some = [*dice.sample(COMMON, 4), *dice.choices(plain, k=14), *([rare[n // 20]] if n % 20 == 0 else [])]
        dice.shuffle(some)
        made.append(" ".join(some))
    return made, rare


Rows = Iterator[dict[str, list[Sequence[Any]]]]


def people_rows(shop: Shop, persons: int) -> Rows:
    """Persons with a handle each. The first few are one; of the others one in 25 stands under the one before."""
    person, handle, alias = Writing("person"), Writing("handle"), Writing("alias")
    for n in range(persons):
        at, name, email = shop.now - SPAN + n, f"Customer {n}", f"customer{n}@mail.example"
        rows: dict[str, list[Sequence[Any]]] = {
            person.sql: [person(id=_id(n), n=n + 1, name=name, created_at=at, seen_at=at, attributes="{}")],
            handle.sql: [
                handle(
                    id=_id(n),
                    person_id=_id(n),
                    kind="email",
                    value=email,
                    display=email,
                    proof="claimed",
                    at=at,
                    holder=1,
                )
            ],
            "INSERT INTO person_search(rowid, words) VALUES (?, ?)": [(n + 1, f"customer {n} {email}")],
        }
        above = 0 if 0 < n < MEMBERS else n - 1 if n >= MEMBERS and n % 25 == 0 else None
        if above is not None:
            rows[alias.sql] = [alias(child_id=_id(n), parent_id=_id(above), at=at, by="bench")]
        yield rows


def talk_rows(shop: Shop, conversations: int, persons: int, sentences: Sequence[str]) -> Rows:
    talk, entry = Writing("conversation"), Writing("entry")
    step = SPAN / (conversations * EACH)
    before, behind = to_json(MessageBody(text="|")).split("|")
    for c in range(conversations):
        who = c // 100 % MEMBERS if c % 100 == 0 else MEMBERS + c % (persons - MEMBERS)
        at = [int(shop.now - SPAN + (c * EACH + k) * step) for k in range(EACH)]
        said = [sentences[(c * 31 + k * 7) % len(sentences)] for k in range(EACH)]
        shelf = SHELVES[c * 37 % 100]
        numbers = [(moment << SHIFT) + (c * EACH + k) % (1 << SHIFT) for k, moment in enumerate(at)]
        row = talk(
            id=_id(c), person_id=_id(who), brand_id=shop.brand_id, inbox_id=shop.inbox_id, channel="chat", shelf=shelf,
            state=STATES[shelf], rank=at[-1], preview=said[-1][:140], preview_by="customer", tags="[]", last_at=at[-1],
            last_in_at=at[-1], created_at=at[0], closed_at=at[-1] if shelf == "closed" else None,
            since=at[-1] if shelf == "open" else None, spam=int(shelf == "spam"),
            snoozed_until=shop.now + SPAN if shelf == "later" else None,
        )  # fmt: skip
        entries = [
            entry(
                n=n, id=_id(c * EACH + k), person_id=_id(who), conversation_id=_id(c), kind="message", at=at[k],
                direction="out" if k % 2 else "in", author_kind="agent" if k % 2 else "customer", inbox_id=shop.inbox_id,
                author_name="Alice" if k % 2 else f"Customer {who}", channel="chat", handle_id=_id(who), public=1,
                body=f"{before}{said[k]}{behind}",
            )
            for k, n in enumerate(numbers)
        ]  # fmt: skip
        search = "INSERT INTO entry_search(rowid, words) VALUES (?, ?)"
        yield {talk.sql: [row], entry.sql: entries, search: list(zip(numbers, said, strict=True))}


class Writing:
    """One table's INSERT. A column nobody names is empty in the way its type is, so new columns need no word here."""

    def __init__(self, table: str) -> None:
        columns = main.tables().tables[table].columns
        self.empty: Mapping[str, Any] = {column.name: _empty(column) for column in columns}
        self.sql = f"INSERT INTO {table} ({', '.join(self.empty)}) VALUES ({', '.join('?' * len(self.empty))})"

    def __call__(self, **values: Any) -> tuple[Any, ...]:
        return tuple({**self.empty, **values}.values())


def _empty(column: "sa.Column[Any]") -> Any:
    if column.nullable:
        return None
    return "" if isinstance(column.type, sa.Text) else 0


def _in_slices(writer: sqlite3.Connection, what: str, rows: Rows, many: int) -> None:
    waiting: dict[str, list[Sequence[Any]]] = {}
    for n, one in enumerate(rows, 1):
        for sql, values in one.items():
            waiting.setdefault(sql, []).extend(values)
        if n % SLICE == 0 or n == many:
            writer.execute("BEGIN")
            for sql, values in waiting.items():
                writer.executemany(sql, values)
            writer.execute("COMMIT")
            waiting.clear()
            if n % (SLICE * 20) == 0 or n == many:
                say(f"  {n:,} of {many:,} {what}")


def _id(n: int) -> str:
    return f"{n:026d}"
