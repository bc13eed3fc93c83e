"""Every table of this room and every question asked of them."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, delete, select, update

from shopkeeper.automation.errors import NoSuchRun
from shopkeeper.automation.model import Act, Macro, Run, Wish
from shopkeeper.kit import db, ids
from shopkeeper.kit.db import Row, Tx
from shopkeeper.kit.text import from_json, to_json

MACRO = Table(
    "macro",
    db.metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("shortcut", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("html", Text),
    Column("brand_id", Text),
    Column("topic_id", Text),
    Column("created_by", Text),
    Column("acts", Text, nullable=False, server_default="[]"),
    Column("used", Integer, nullable=False, server_default="0"),
)

# How often a macro was sent for a topic ("" is none): what is offered first.
MACRO_USE = Table(
    "macro_use",
    db.metadata,
    Column("macro_id", Text, primary_key=True),
    Column("topic_id", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
)

# One click. `run` and `wish` are JSON; the words in the wish go when they are sent or given back as a draft. `waits_for` names
# what it waits for (an act at the shop), `brought` is what came of such acts.
MACRO_RUN = Table(
    "macro_run",
    db.metadata,
    Column("id", Text, primary_key=True),
    Column("conversation_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("run", Text, nullable=False),
    Column("wish", Text, nullable=False),
    Column("brought", Text, nullable=False, server_default="{}"),
    Column("waits_for", Text, unique=True),
    Index("ix_macro_run_conversation", "conversation_id", "at"),
    Index("ix_macro_run_person", "person_id"),
)


def put(tx: Tx, macro: Macro) -> None:
    values = {**msgspec.structs.asdict(macro), "acts": to_json(macro.acts)}
    tx.run(db.upsert(MACRO, values, on=["id"], set_=[name for name in values if name not in ("id", "used")]))


def one(tx: Tx, id: str) -> Macro | None:
    row = tx.first(select(MACRO).where(MACRO.c.id == id)) if ids.valid(id) else None
    return _macro(row) if row else None


def by_shortcut(tx: Tx, shortcut: str) -> Macro | None:
    row = tx.first(select(MACRO).where(MACRO.c.shortcut == shortcut))
    return _macro(row) if row else None


def everything(tx: Tx) -> list[Macro]:
    return [_macro(row) for row in tx.all(select(MACRO).order_by(MACRO.c.name, MACRO.c.id))]


def remove(tx: Tx, id: str) -> None:
    tx.run(delete(MACRO).where(MACRO.c.id == id))
    tx.run(delete(MACRO_USE).where(MACRO_USE.c.macro_id == id))


def _macro(row: Row) -> Macro:
    return Macro(**{**row._mapping, "acts": from_json(row.acts, tuple[Act, ...])})


# --- use ---


def count_use(tx: Tx, macro_id: str, topic_id: str | None) -> None:
    tx.run(update(MACRO).where(MACRO.c.id == macro_id).values(used=MACRO.c.used + 1))
    here = (MACRO_USE.c.macro_id == macro_id, MACRO_USE.c.topic_id == (topic_id or ""))
    if not tx.run(update(MACRO_USE).where(*here).values(times=MACRO_USE.c.times + 1, at=tx.now)):
        values = {"macro_id": macro_id, "topic_id": topic_id or "", "times": 1, "at": tx.now}
        tx.run(db.upsert(MACRO_USE, values, on=["macro_id", "topic_id"], set_=["times", "at"]))


def uses(tx: Tx, topic_id: str) -> dict[str, int]:
    """How often each macro was sent for a topic."""
    rows = tx.all(select(MACRO_USE.c.macro_id, MACRO_USE.c.times).where(MACRO_USE.c.topic_id == topic_id))
    return {row.macro_id: row.times for row in rows}


# --- runs ---


def add_run(tx: Tx, run: Run, wish: Wish, person_id: str) -> None:
    values = {"wish": to_json(wish), "conversation_id": run.conversation_id, "agent_id": run.agent_id, "at": run.at}
    tx.run(MACRO_RUN.insert().values(id=run.id, person_id=person_id, state=run.state.value, run=to_json(run), **values))


def save_run(tx: Tx, run: Run) -> None:
    ended = {"waits_for": None, "wish": _bare(tx, run)} if run.state != "waiting" else {}
    tx.run(update(MACRO_RUN).where(MACRO_RUN.c.id == run.id).values(state=run.state.value, run=to_json(run), **ended))


def _bare(tx: Tx, run: Run) -> str:
    # The words stand on the timeline by now, or in the agent's draft: they are not kept twice.
    row = tx.first(select(MACRO_RUN.c.wish).where(MACRO_RUN.c.id == run.id))
    assert row is not None
    return to_json(msgspec.structs.replace(from_json(row.wish, Wish), answer=None))


def wait(tx: Tx, run_id: str, waits_for: str) -> None:
    tx.run(update(MACRO_RUN).where(MACRO_RUN.c.id == run_id).values(waits_for=waits_for))


def waiting_for(tx: Tx, name: str) -> str | None:
    found: str | None = tx.scalar(select(MACRO_RUN.c.id).where(MACRO_RUN.c.waits_for == name))
    return found


def bring(tx: Tx, run_id: str, more: Mapping[str, str]) -> None:
    whole = to_json({**brought(tx, run_id), **more})
    tx.run(update(MACRO_RUN).where(MACRO_RUN.c.id == run_id).values(brought=whole, waits_for=None))


def brought(tx: Tx, run_id: str) -> dict[str, str]:
    found: dict[str, str] = from_json(tx.scalar(select(MACRO_RUN.c.brought).where(MACRO_RUN.c.id == run_id)))
    return found


def run(tx: Tx, run_id: str) -> Run | None:
    row = tx.first(select(MACRO_RUN.c.run).where(MACRO_RUN.c.id == run_id))
    return from_json(row.run, Run) if row else None


def run_and_wish(tx: Tx, run_id: str) -> tuple[Run, Wish]:
    row = tx.first(select(MACRO_RUN.c.run, MACRO_RUN.c.wish).where(MACRO_RUN.c.id == run_id))
    if row is None:
        raise NoSuchRun
    return from_json(row.run, Run), from_json(row.wish, Wish)


def runs(tx: Tx, conversation_id: str, limit: int) -> tuple[Run, ...]:
    here = select(MACRO_RUN.c.run).where(MACRO_RUN.c.conversation_id == conversation_id)
    return tuple(from_json(row.run, Run) for row in tx.all(here.order_by(MACRO_RUN.c.at.desc()).limit(limit)))


def runs_of_person(tx: Tx, person_id: str) -> list[Any]:
    rows = tx.all(select(MACRO_RUN.c.run).where(MACRO_RUN.c.person_id == person_id).order_by(MACRO_RUN.c.at))
    return [from_json(row.run) for row in rows]


def erase_runs(tx: Tx, person_id: str) -> None:
    tx.run(delete(MACRO_RUN).where(MACRO_RUN.c.person_id == person_id))
