"""Every table of this room and every question asked of them."""

import msgspec
from sqlalchemy import Column, Table, Text, delete, select

from shopkeeper.automation.model import SavedReply
from shopkeeper.kit import db, ids
from shopkeeper.kit.db import Tx

SAVED_REPLY = Table(
    "saved_reply",
    db.metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("shortcut", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("html", Text),
    Column("brand_id", Text),
    Column("topic_id", Text),
    Column("created_by", Text),
)


def put(tx: Tx, reply: SavedReply) -> None:
    values = msgspec.structs.asdict(reply)
    tx.run(db.upsert(SAVED_REPLY, values, on=["id"], set_=[name for name in values if name != "id"]))


def one(tx: Tx, id: str) -> SavedReply | None:
    row = tx.first(select(SAVED_REPLY).where(SAVED_REPLY.c.id == id)) if ids.valid(id) else None
    return SavedReply(**row._mapping) if row else None


def by_shortcut(tx: Tx, shortcut: str) -> SavedReply | None:
    row = tx.first(select(SAVED_REPLY).where(SAVED_REPLY.c.shortcut == shortcut))
    return SavedReply(**row._mapping) if row else None


def everything(tx: Tx) -> list[SavedReply]:
    rows = tx.all(select(SAVED_REPLY).order_by(SAVED_REPLY.c.name, SAVED_REPLY.c.id))
    return [SavedReply(**row._mapping) for row in rows]


def remove(tx: Tx, id: str) -> None:
    tx.run(delete(SAVED_REPLY).where(SAVED_REPLY.c.id == id))
