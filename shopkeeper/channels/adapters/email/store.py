"""Which mail of which folder is which arrival. A folder's numbers hold as long as its UIDVALIDITY stays (RFC 3501, 2.3.1.1)."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from shopkeeper.channels.model import ArrivalState, Inbox, MailCount
from shopkeeper.channels.store import arrival
from shopkeeper.kit.db import Hot, Tx, metadata, upsert

folder = sa.Table(
    "mail_folder",
    metadata,
    sa.Column("inbox_id", sa.Text, primary_key=True),
    sa.Column("folder", sa.Text, primary_key=True),
    sa.Column("validity", sa.BigInteger, nullable=False),
    sa.Column("on_server", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("checked_at", sa.BigInteger, nullable=False),
)

located = sa.Table(
    "mail_located",
    metadata,
    sa.Column("inbox_id", sa.Text, primary_key=True),
    sa.Column("folder", sa.Text, primary_key=True),
    sa.Column("uid", sa.BigInteger, primary_key=True),
    sa.Column("arrival_id", sa.Text, nullable=False),
    sa.Index("ix_mail_located_arrival", "arrival_id"),
)

_SLICE = 2_000


def renumbered(tx: Tx, inbox_id: str, name: str, validity: int) -> bool:
    """Whether the folder's UIDVALIDITY is another one now, so that every number known before means nothing."""
    known = tx.scalar(sa.select(folder.c.validity).where(folder.c.inbox_id == inbox_id, folder.c.folder == name))
    return known is not None and int(known) != validity


def entered(tx: Tx, inbox_id: str, name: str, validity: int) -> None:
    """Note the folder's UIDVALIDITY, once nothing of an earlier one is kept."""
    values = {"inbox_id": inbox_id, "folder": name, "validity": validity, "checked_at": tx.now}
    tx.run(upsert(folder, values, on=["inbox_id", "folder"], set_=["validity", "checked_at"]))


def forget(tx: Tx, inbox_id: str, name: str) -> int:
    """Forget a slice of a folder's numbers; 0 when none are left."""
    here = sa.and_(located.c.inbox_id == inbox_id, located.c.folder == name)
    some = sa.select(located.c.uid).where(here).limit(_SLICE)
    return tx.run(sa.delete(located).where(here, located.c.uid.in_(some)))


def known(tx: Tx, inbox_id: str, name: str) -> set[int]:
    return {row[0] for row in tx.all(_KNOWN, inbox_id=inbox_id, folder=name)}


def highest(tx: Tx, inbox_id: str, name: str) -> int:
    """The highest number we know; 0 in an empty folder."""
    here = (located.c.inbox_id == inbox_id, located.c.folder == name)
    return int(tx.scalar(sa.select(sa.func.max(located.c.uid)).where(*here)) or 0)


def locate(tx: Tx, inbox_id: str, name: str, uids: Sequence[int], arrivals: Sequence[str]) -> None:
    """These mails of the folder are these arrivals."""
    for uid, arrival_id in zip(uids, arrivals, strict=True):
        values = {"inbox_id": inbox_id, "folder": name, "uid": uid, "arrival_id": arrival_id}
        tx.run(upsert(located, values, on=["inbox_id", "folder", "uid"], set_=["arrival_id"]))


def gone(tx: Tx, inbox_id: str, name: str, uids: Sequence[int]) -> None:
    """These numbers are no longer on the server."""
    here = sa.and_(located.c.inbox_id == inbox_id, located.c.folder == name)
    for start in range(0, len(uids), 500):
        tx.run(sa.delete(located).where(here, located.c.uid.in_(list(uids[start : start + 500]))))


def checked(tx: Tx, inbox_id: str, name: str, *, total: int | None = None, more: int = 0) -> None:
    """How many mails the folder holds: `total` when all were counted, `more` came since then."""
    here = sa.and_(folder.c.inbox_id == inbox_id, folder.c.folder == name)
    on_server = folder.c.on_server + more if total is None else total
    tx.run(sa.update(folder).where(here).values(on_server=on_server, checked_at=tx.now))


def counted(tx: Tx, inbox: Inbox) -> MailCount | None:
    """The arithmetic of a fetched mailbox; None where nothing was ever fetched.

    A mail that lies on the server twice, byte for byte, is one arrival: its second copy counts as a duplicate.
    """
    totals = sa.select(sa.func.sum(folder.c.on_server), sa.func.max(folder.c.checked_at)).where(
        folder.c.inbox_id == inbox.id
    )
    server, checked_at = tx.first(totals) or (None, None)
    if checked_at is None:
        return None
    by_state = {row.state: row for row in tx.all(_BY_STATE, inbox_id=inbox.id)}
    copies = sum(int(row.places) - int(row.arrivals) for row in by_state.values())
    states = {state: int(by_state[state].arrivals) if state in by_state else 0 for state in ArrivalState}
    return _count(inbox, int(server or 0), states, copies, int(checked_at))


def _count(inbox: Inbox, server: int, states: Mapping[ArrivalState, int], copies: int, checked_at: int) -> MailCount:
    taken = sum(states.values()) + copies - states[ArrivalState.new]
    return MailCount(
        inbox_id=inbox.id,
        name=inbox.name,
        server=max(server, taken),
        stored=states[ArrivalState.stored],
        duplicate=states[ArrivalState.duplicate] + copies,
        ignored=states[ArrivalState.ignored],
        quarantined=states[ArrivalState.quarantined],
        waiting=max(server, taken) - taken,
        checked_at=checked_at,
    )


_KNOWN = Hot(
    sa.select(located.c.uid).where(
        located.c.inbox_id == sa.bindparam("inbox_id"), located.c.folder == sa.bindparam("folder")
    )
)
_BY_STATE = (
    sa.select(
        arrival.c.state, sa.func.count().label("places"), sa.func.count(sa.distinct(arrival.c.id)).label("arrivals")
    )
    .join_from(located, arrival, arrival.c.id == located.c.arrival_id)
    .where(located.c.inbox_id == sa.bindparam("inbox_id"))
    .group_by(arrival.c.state)
)
