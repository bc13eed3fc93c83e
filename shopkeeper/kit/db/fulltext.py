"""Words found newest first, by the same words on both databases.

The words are normalised here (no case, no accents) and given to FTS5 or a tsvector as they are, so that neither's own
language rules make the two disagree. Newest first by rowid costs 0.14 ms at a million messages where ranking a common
word costs 222 ms.

The last word may be the beginning of one. FTS5 reads beginnings of two and three letters from an index of their own, the
newest first; for a longer one it first gathers every number of every word that begins so (two million for "order" in five
million messages: 75 ms a page). So the newest rows whose words begin with its first three letters are looked through first
(3 µs each): what is common is found there at once, and of what is rare there is little to gather (0.04 µs each).

PostgreSQL's index of words knows no order, and its planner takes a word it has no count of for a common one and reads the
table backwards to its beginning. So it is told: the newest rows first, then what the index says, whole.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from shopkeeper.kit import text
from shopkeeper.kit.db import schema
from shopkeeper.kit.db.statements import Hot

if TYPE_CHECKING:
    from shopkeeper.kit.db.tx import Tx

_MOST_WORDS = 20_000
_LONGEST = 64
_KEYS = {"sqlite": "rowid", "postgresql": "n"}
_INDEXED = 3
"""The longest beginning that has an index of its own in FTS5."""


class _Walk(NamedTuple):
    """So many rows are looked through in one go, and so many times; fewer finds than one in `rare`: gather the rest."""

    piece: int
    most: int
    rare: int


_WALKS = {"sqlite": _Walk(300, 8, 8), "postgresql": _Walk(2_000, 4, 200)}
# Scripts written without spaces: each character is a word of its own.
_UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002fa1f])")


def words_of(text_: str) -> list[str]:
    return [word[:_LONGEST] for word in _UNSPACED.sub(r" \1 ", text.normal(text_)).split()][:_MOST_WORDS]


class FullText:
    """One index from an integer (the row's own number) to its words."""

    def __init__(self, name: str) -> None:
        self.name = name
        schema.fulltexts.append(self)
        self._sqlite_put = Hot(sa.text(f"INSERT INTO {name}(rowid, words) VALUES (:n, :words)"))
        self._postgres_put = Hot(
            sa.text(
                f"INSERT INTO {name}(n, words) VALUES (:n, array_to_tsvector(CAST(:words AS text[])))"
                " ON CONFLICT (n) DO UPDATE SET words = excluded.words"
            )
        )
        self._drop = {dialect: Hot(sa.text(f"DELETE FROM {name} WHERE {key} = :n")) for dialect, key in _KEYS.items()}
        self._newest = {dialect: Hot(sa.text(self._search(dialect))) for dialect in _KEYS}
        self._look = {
            "sqlite": Hot(
                sa.text(
                    f"SELECT rowid, instr(' ' || words, ' ' || :beginning) > 0 FROM {name} WHERE {name} MATCH :match"
                    " AND rowid < :before ORDER BY rowid DESC LIMIT :limit"
                )
            ),
            "postgresql": Hot(
                sa.text(
                    f"SELECT n, words @@ CAST(:match AS tsquery) FROM {name} WHERE n < :before ORDER BY n DESC LIMIT :limit"
                )
            ),
        }

    def ddl(self, dialect: str) -> list[str]:
        if dialect == "sqlite":
            tokens = "tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\", prefix = '2 3'"
            return [f"CREATE VIRTUAL TABLE {self.name} USING fts5(words, {tokens})"]
        return [
            f"CREATE TABLE {self.name} (n BIGINT NOT NULL, words TSVECTOR NOT NULL, CONSTRAINT pk_{self.name} PRIMARY KEY (n))",
            f"CREATE INDEX ix_{self.name}_words ON {self.name} USING gin (words)",
        ]

    def put(self, tx: "Tx", n: int, words: str) -> None:
        """Index `words` under the number `n`, instead of what stood there."""
        found = words_of(words)
        if tx.dialect == "sqlite":
            self.remove(tx, n)
            tx.run(self._sqlite_put, n=n, words=" ".join(found))
        else:
            tx.run(self._postgres_put, n=n, words=sorted(set(found)))

    def add(self, tx: "Tx", n: int, words: str) -> None:
        """`put` for a number that is certainly new: saves looking for an old row."""
        if tx.dialect == "sqlite":
            tx.run(self._sqlite_put, n=n, words=" ".join(words_of(words)))
        else:
            self.put(tx, n, words)

    def remove(self, tx: "Tx", n: int) -> None:
        tx.run(self._drop[tx.dialect], n=n)

    def search(self, tx: "Tx", query: str, limit: int = 50, before: int | None = None) -> list[int]:
        """Numbers whose words hold all of the query's (the last as a prefix), highest number first."""
        found = words_of(query)
        if not found:
            return []
        last = 2**62 if before is None else before
        if tx.dialect == "sqlite" and len(found[-1]) <= _INDEXED:
            return self._gathered(tx, found, limit, last)
        return self._walked(tx, found, limit, last)

    def _gathered(self, tx: "Tx", words: list[str], limit: int, before: int) -> list[int]:
        match = self._fts5(words) if tx.dialect == "sqlite" else self._tsquery(words)
        return [int(row[0]) for row in tx.all(self._newest[tx.dialect], match=match, before=before, limit=limit)]

    def _walked(self, tx: "Tx", words: list[str], limit: int, before: int) -> list[int]:
        """Look through the newest rows; gather the rest where that brings too little."""
        found: list[int] = []
        walk, asked = _WALKS[tx.dialect], self._nearly(tx, words)
        piece = max(walk.piece, limit)
        for n in range(1, walk.most + 1):
            rows = tx.all(self._look[tx.dialect], before=before, limit=piece, **asked)
            found += [int(row[0]) for row in rows if row[1]]
            if len(rows) < piece or len(found) >= limit:
                return found[:limit]
            before = int(rows[-1][0])
            if len(found) * walk.rare < n * piece:
                break
        return found + self._gathered(tx, words, limit - len(found), before)

    def _nearly(self, tx: "Tx", words: list[str]) -> dict[str, str]:
        if tx.dialect == "sqlite":
            return {"match": self._fts5([*words[:-1], words[-1][:_INDEXED]]), "beginning": words[-1]}
        return {"match": self._tsquery(words)}

    def _search(self, dialect: str) -> str:
        key = _KEYS[dialect]
        where = f"{self.name} MATCH :match" if dialect == "sqlite" else "words @@ CAST(:match AS tsquery)"
        rows = f"SELECT {key} FROM {self.name} WHERE {where}"
        if dialect == "postgresql":
            # The fence keeps PostgreSQL from reading all its keys to find those before a number.
            return (
                f"SELECT {key} FROM ({rows} OFFSET 0) AS found WHERE {key} < :before ORDER BY {key} DESC LIMIT :limit"
            )
        return f"{rows} AND {key} < :before ORDER BY {key} DESC LIMIT :limit"

    @staticmethod
    def _fts5(words: list[str]) -> str:
        """A last word of a single character is a word: there is no index of such beginnings, and scripts without spaces need none."""
        return " ".join(f'"{word}"' for word in words) + ("*" if len(words[-1]) > 1 else "")

    @staticmethod
    def _tsquery(words: list[str]) -> str:
        return " & ".join(f"'{word}'" for word in words) + (":*" if len(words[-1]) > 1 else "")
