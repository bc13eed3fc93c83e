"""The database: plain verbs, one transaction each, durable before the answer.

`await db.write(verb, *args)` and `await db.read(query, *args)` are the only ways in. A verb is a synchronous function
`verb(tx, …)`: it cannot await, so no network call can happen inside a transaction. It may be run again after a conflict,
so it has no effect outside `tx`. SQLite is the default; a `postgresql://` address takes PostgreSQL.
"""

from shopkeeper.kit.db.door import Db, open
from shopkeeper.kit.db.fulltext import FullText
from shopkeeper.kit.db.schema import create, fulltexts, metadata, sparse
from shopkeeper.kit.db.statements import Hot, Upsert, among, listed, upsert
from shopkeeper.kit.db.tx import Row, Tx

__all__ = [
    "Db",
    "FullText",
    "Hot",
    "Row",
    "Tx",
    "Upsert",
    "among",
    "create",
    "fulltexts",
    "listed",
    "metadata",
    "open",
    "sparse",
    "upsert",
]
