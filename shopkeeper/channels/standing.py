"""Is all well with what comes and goes: each inbox, what waits to be read, what could not be, what did not go out."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from shopkeeper.channels import inboxes, lines, reaching
from shopkeeper.channels.model import ArrivalState, Inbox, InboxState
from shopkeeper.channels.reaching import UNTRIED, Line
from shopkeeper.channels.registry import channels
from shopkeeper.channels.sdk import Polls
from shopkeeper.channels.store import arrival, delivery, fetching
from shopkeeper.kit.clock import DAY, MINUTE, SECOND
from shopkeeper.kit.db import Hot, Tx
from shopkeeper.kit.health import BAD, GOOD, NOTE, Finding, find, words
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.watching import Sample

STUCK = 10 * MINUTE
LATE = 15 * MINUTE
MOST = 1_000
"""Counted no further: from here on it is "many"."""

words.update(
    {
        "inbox_fine": "{name}: connected. Last word in: {in_at}. Last answer out: {out_at}.",
        "inbox_trying": (
            "{name}: not connected yet. The first try is under way.",
            "Give it a minute. If it stays, try the inbox step by step.",
        ),
        "inbox_wavering": (
            "{name}: the connection broke at {since_at} and is being made again. {why}",
            "Mail servers have their moments; nothing is lost meanwhile.",
        ),
        "inbox_unreachable": (
            "{name}: cannot be reached since {since_at}. {why}",
            "We try again every few minutes and miss nothing. Check that the mail server runs, then try the inbox step by step.",
        ),
        "inbox_needs_owner": ("{name}: stands still. {why}", "Open the inbox and put that right."),
        "inbox_paused": ("{name}: paused. Nothing is fetched and no answer goes out.", "Resume it when you are ready."),
        "inbox_unattended": (
            "{name}: nobody fetches its mail now.",
            "If the desk was opened this minute, wait a moment. Otherwise open it: `shopkeeper serve`.",
        ),
        "inbox_gone_kind": (
            "{name}: its kind of channel is not installed here.",
            "Install the channel again, or remove the inbox.",
        ),
        "no_inbox": ("No mailbox and no chat is connected yet.", "Connect the first one: Settings, Inboxes."),
        "arrivals_stuck": (
            "Messages that came and are not read yet: {count}, the oldest since {oldest_at}.",
            "They are kept and read by themselves. If this stays, the log says what is in the way.",
        ),
        "quarantine_waits": (
            "Messages that could not be read: {count}. They are kept.",
            "Look at the reasons, and try them again after an update.",
        ),
        "answers_late": (
            "Answers that wait to go out: {count}, the oldest since {oldest_at}.",
            "Each says on its conversation what it waits for. Check the mailbox's sending server.",
        ),
        "answers_failed": (
            "Answers that did not go out in the last day: {count}.",
            "Each says on its conversation why, and can be sent again there.",
        ),
        "answers_unsure": (
            "Answers of which nobody knows whether they went out: {count}.",
            "Each says on its conversation what to do.",
        ),
        "answers_fine": "Every answer of the last day went out.",
    }
)


async def check(ctx: Ctx) -> Sequence[Finding]:
    """For the health page."""
    return await ctx.db.read(_findings)


def _findings(tx: Tx) -> list[Finding]:
    return [*_inboxes(tx), *_coming(tx), *_going(tx)]


def _inboxes(tx: Tx) -> Iterator[Finding]:
    boxes = inboxes.inboxes(tx)
    if not boxes:
        yield find("mail", "no_inbox", NOTE, "/settings/inboxes")
    known = reaching.lines(tx, [box.id for box in boxes])
    for box in boxes:
        yield _inbox(tx, box, known.get(box.id, UNTRIED))


def _inbox(tx: Tx, box: Inbox, line: Line) -> Finding:
    area, link = ("chat" if box.abilities.needs_presence else "mail"), f"/settings/inboxes/{box.id}"
    values = {"name": box.name, "in_at": last_in(tx, box.id), "out_at": line.sent_at}
    if box.kind not in channels():
        return find(area, "inbox_gone_kind", BAD, link, **values)
    if box.state is InboxState.needs_owner:
        return find(area, "inbox_needs_owner", BAD, link, why=box.problem or "", **values)
    if box.state in (InboxState.paused, InboxState.testing):
        return find(area, "inbox_paused", NOTE, link, **values)
    return _fetched(tx, box, line, area, link, values) or find(area, "inbox_fine", GOOD, link, **values)


def _fetched(
    tx: Tx, box: Inbox, line: Line, area: str, link: str, values: dict[str, str | int | None]
) -> Finding | None:
    """What stands in the way of fetching; None when nothing does, or when nothing is fetched."""
    adapter: object = channels()[box.kind]
    if not isinstance(adapter, Polls) or not adapter.fetches(box):
        return None
    broken = {"since_at": line.failing_since, "why": line.why}
    if line.failing_since is not None and line.failures >= lines.TROUBLE_AFTER:
        return find(area, "inbox_unreachable", BAD, link, **values, **broken)
    if line.failing_since is None and line.reached_at is None:
        return find(area, "inbox_trying", NOTE, link, **values)
    if not _attended(tx, box.id):
        return find(area, "inbox_unattended", NOTE, link, **values)
    return find(area, "inbox_wavering", NOTE, link, **values, **broken) if line.failing_since is not None else None


def _attended(tx: Tx, inbox_id: str) -> bool:
    until = tx.scalar(sa.select(fetching.c.until).where(fetching.c.inbox_id == inbox_id))
    return until is not None and int(until) > tx.now


def last_in(tx: Tx, inbox_id: str) -> int | None:
    """When the last thing came into this inbox, ms UTC."""
    found = [tx.scalar(_LAST, inbox_id=inbox_id, state=state.value) for state in ArrivalState]
    return max((int(at) for at in found if at is not None), default=None)


def _coming(tx: Tx) -> Iterator[Finding]:
    stuck, oldest = _some(tx, arrival.c.at, arrival.c.state == ArrivalState.new.value, arrival.c.at < tx.now - STUCK)
    if stuck:
        yield find("mail", "arrivals_stuck", BAD, count=stuck, oldest_at=oldest)
    unread, _ = _some(tx, arrival.c.at, arrival.c.state == ArrivalState.quarantined.value)
    if unread:
        yield find("mail", "quarantine_waits", NOTE, "/settings/mail", count=unread)


def _going(tx: Tx) -> Iterator[Finding]:
    state, changed = delivery.c.state, delivery.c.changed_at
    late, oldest = _some(tx, delivery.c.created_at, state == "queued", changed < tx.now - LATE)
    failed, _ = _some(tx, changed, state == "failed", changed > tx.now - DAY)
    unsure, _ = _some(tx, changed, state == "unsure")
    if late:
        yield find("mail", "answers_late", BAD, count=late, oldest_at=oldest)
    if failed:
        yield find("mail", "answers_failed", NOTE, count=failed)
    if unsure:
        yield find("mail", "answers_unsure", NOTE, count=unsure)
    if not (late or failed or unsure):
        yield find("mail", "answers_fine", GOOD)


def _some(tx: Tx, moment: sa.Column[int], *where: sa.ColumnElement[bool]) -> tuple[int, int | None]:
    """How many (MOST at most), and the oldest of them."""
    some = sa.select(moment.label("moment")).where(*where).limit(MOST).subquery()
    row = tx.first(sa.select(sa.func.count(), sa.func.min(some.c.moment)).select_from(some))
    return (int(row[0]), row[1]) if row else (0, None)


async def readings(ctx: Ctx) -> Sequence[Sample]:
    """For /metrics: inboxes by state, and when each was last reached."""
    return await ctx.db.read(_samples)


def _samples(tx: Tx) -> list[Sample]:
    boxes = inboxes.inboxes(tx)
    known = reaching.lines(tx, [box.id for box in boxes])
    samples = []
    for box in boxes:
        line, labels = known.get(box.id, UNTRIED), (("inbox", box.id), ("channel", box.kind))
        well = box.state is InboxState.ok and line.failing_since is None
        samples.append(Sample("shopkeeper_inbox_up", int(well), "1 while an inbox works.", labels))
        came = last_in(tx, box.id)
        if came is not None:
            help_ = "When the last thing came in, seconds since 1970."
            samples.append(Sample("shopkeeper_inbox_last_arrival_timestamp_seconds", came / SECOND, help_, labels))
    waiting, _ = _some(tx, arrival.c.at, arrival.c.state == ArrivalState.quarantined.value)
    samples.append(Sample("shopkeeper_quarantined", waiting, "Messages in quarantine (counted to 1,000)."))
    return samples


_LAST = Hot(
    sa.select(sa.func.max(arrival.c.at)).where(
        arrival.c.inbox_id == sa.bindparam("inbox_id"), arrival.c.state == sa.bindparam("state")
    )
)
