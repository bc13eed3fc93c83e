"""Mail from files, through the very path that fetched mail takes: any order, safe to repeat.

A file may be one mail, an mbox, or lie in a Maildir; what it is, its first bytes say and not its name.
"""

import asyncio
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from shopkeeper import team
from shopkeeper.channels import arrivals, inboxes, taking
from shopkeeper.channels.errors import NoSuchInbox, Unsupported
from shopkeeper.channels.model import ArrivalState, Inbox, InboxState, InboxWish, Outcome
from shopkeeper.channels.sdk import CUT, Thing
from shopkeeper.kit.db import Tx
from shopkeeper.kit.jobs import Ctx

KIND = "email"
LONGEST = 64_000_000
"""Bytes of the biggest mail that is taken whole; of a bigger one the head goes to quarantine, and the file stays the owner's."""
HEAD = 64_000
IMPORTED = "Imported mail"
# What mail servers put beside the mails of a Maildir.
_NO_MAIL = ("dovecot", "subscriptions", "maildirsize", "maildirfolder", "courier", ".DS_Store")

_HEADER = re.compile(
    rb"(?im)^(from|to|cc|subject|date|message-id|received|return-path|delivered-to|reply-to|mime-version|content-type"
    rb"|content-transfer-encoding|x-[a-z-]+)[ \t]*:"
)

Say = Callable[[dict[str, Any]], None]
"""Hears {"read": mails so far, "total": mails in all, "now": file name} after every mail."""


def _silent(_: dict[str, Any]) -> None:
    return


class Found(Struct, frozen=True, kw_only=True):
    """A mail of a file. `size` is its bytes; where it is too big, `body` is its head alone."""

    body: bytes
    size: int


class Imported(Struct, frozen=True, kw_only=True):
    """What became of the mails: read = stored + duplicate + ignored + quarantined."""

    read: int = 0
    stored: int = 0
    duplicate: int = 0
    ignored: int = 0
    quarantined: int = 0


async def import_mail(
    ctx: Ctx, paths: Sequence[Path | str], inbox: str | None = None, say: Say = _silent
) -> dict[str, Any]:
    """Take in every mail of these files and folders; answers the counts of `Imported`.

    `inbox` is the id or the address of a mailbox; without it each mail goes to the one whose address it bears. Raises
    Unsupported for a path that is not there, NoSuchInbox.
    """
    chosen = await ctx.db.read(_chosen, inbox) if inbox else None
    files = [file for path in paths for file in files_in(Path(path))]
    total = await asyncio.to_thread(lambda: sum(1 for file in files for _ in mails_in(file)))
    counts = dict.fromkeys(Imported.__struct_fields__, 0)
    for file in files:
        for mail in mails_in(file):
            state = await _take(ctx, mail, chosen, surely=_is_mail(file, mail.body))
            counts["read"] += 1
            counts[state.value] += 1
            say({"read": counts["read"], "total": total, "now": file.name})
    return counts


def files_in(path: Path) -> list[Path]:
    """The file itself, or every file below a folder in a fixed order; a Maildir's unfinished deliveries are left out."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise Unsupported(f"{path} is not there. Give files or folders with mail.")
    found = [Path(folder) / name for folder, _, names in os.walk(path) for name in names]
    return sorted(file for file in found if file.is_file() and not _unfinished(file))


def mails_in(file: Path) -> Iterator[Found]:
    """The mails of one file: an mbox's one by one, else the whole file. An empty file holds none."""
    with file.open("rb") as source:
        first = source.readline(LONGEST)
        if not first:
            return
        if (first.startswith(b"From ") and b"@" in first) or _is_mbox_line(first):
            yield from _mbox(source)
            return
        body = first + source.read(LONGEST + 1 - len(first))
        yield _found([body], file.stat().st_size)


def _found(lines: Sequence[bytes], size: int) -> Found:
    """What is too big keeps its head."""
    body = b"".join(lines)
    return Found(body=body, size=size) if size <= LONGEST else Found(body=body[:HEAD], size=size)


def _mbox(source: IO[bytes]) -> Iterator[Found]:
    """mboxrd and mboxo: a line "From " after an empty one begins a mail, ">From " is unquoted once."""
    mail: list[bytes] = []
    size = 0
    after_empty = False
    while line := source.readline(LONGEST):
        if after_empty and _is_mbox_line(line):
            yield _found(mail[:-1], size)
            mail, size = [], 0
        else:
            size += len(line)
            if size <= LONGEST:
                mail.append(line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line)
        after_empty = line in (b"\n", b"\r\n")
    if mail:
        yield _found(mail, size)


def _is_mbox_line(line: bytes) -> bool:
    """`From sender Thu Jan  1 00:00:00 2026`: the day of the week and a year are what tells it from a sentence."""
    words = line.split()
    if len(words) < 6 or words[0] != b"From":
        return False
    days = (b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun")
    return any(word in days for word in words[2:4]) and any(len(w) == 4 and w.isdigit() for w in words[5:])


def _is_mail(file: Path, body: bytes) -> bool:
    """What is named or kept as mail is one, however broken; any other file must have a header that only mail has."""
    return file.suffix.lower() == ".eml" or file.parent.name in ("cur", "new") or bool(_HEADER.search(body[:HEAD]))


def _unfinished(file: Path) -> bool:
    in_maildir = (file.parent / "cur").is_dir() or (file.parent.parent / "cur").is_dir()
    return in_maildir and (file.parent.name == "tmp" or file.name.startswith(_NO_MAIL))


async def _take(ctx: Ctx, mail: Found, chosen: Inbox | None, *, surely: bool) -> ArrivalState:
    inbox: Inbox = chosen if chosen is not None else await ctx.db.write_background(_inbox_for, _head(mail.body))
    context = {"imported": True} | ({CUT: mail.size} if mail.size > LONGEST else {})
    sealed = await arrivals.sealed(ctx.files, Thing(body=mail.body, context=context))
    arrival_id, fresh = await ctx.db.write_background(_keep, inbox, sealed)
    if fresh and not surely:
        outcome = Outcome(arrival_id=arrival_id, state=ArrivalState.ignored, reason="This file holds no mail.")
        return (await ctx.db.write_background(arrivals.settle, outcome)).state
    if not fresh:
        return ArrivalState.duplicate
    outcome = await taking.take_kept(ctx, arrival_id)
    while outcome.state is ArrivalState.new:
        await asyncio.sleep(1)
        outcome = await taking.take_kept(ctx, arrival_id)
    return outcome.state


def _keep(tx: Tx, inbox: Inbox, sealed: arrivals.Sealed) -> tuple[str, bool]:
    before = arrivals.known(tx, inbox.id, sealed.digest)
    if before is None:
        return arrivals.add(tx, inbox.id, sealed), True
    kept = arrivals.load(tx, before)
    if kept is not None and kept.state is ArrivalState.new:
        # Kept by an import that was interrupted: it is finished now, and counts as taken in now.
        return before, True
    reason = "The same bytes came before."
    return arrivals.add_duplicate(tx, inbox.id, sealed, reason), False


def _chosen(tx: Tx, wanted: str) -> Inbox:
    box = inboxes.by_address(tx, KIND, (wanted,)) if "@" in wanted else inboxes.inbox(tx, wanted)
    if box is None:
        raise NoSuchInbox(f"No mailbox here has the address {wanted}. `Settings, Inboxes` lists them.")
    return box


def _inbox_for(tx: Tx, head: bytes) -> Inbox:
    """The mailbox one of whose addresses stands in the head of the mail; else the first; else one made for it."""
    boxes = inboxes.inboxes(tx, KIND)
    for box in boxes:
        if any(address.encode() in head for address in inboxes.own_addresses(box)):
            return box
    return boxes[0] if boxes else _made(tx)


def _made(tx: Tx) -> Inbox:
    settings: dict[str, Any] = {"receive": "none"}
    brand = team.default_brand(tx)
    box = inboxes.connect(
        tx,
        None,
        InboxWish(kind=KIND, name=IMPORTED, brand_id=brand.id, address="imported@localhost", settings=settings),
    )
    inboxes.tell_owner(tx, box.id, InboxState.paused, None)
    return inboxes.inbox(tx, box.id)


def _head(body: bytes) -> bytes:
    start = body[:HEAD]
    ends = [at for mark in (b"\n\n", b"\r\n\r\n") if (at := start.find(mark)) >= 0]
    return start[: min(ends, default=HEAD)].lower()
