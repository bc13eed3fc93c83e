"""Proving an address: by the link in our mails, or by six figures that we mail.

A link in a mail holds for a week and makes a fresh one-time code at each click; that code stands in the page's fragment,
which no server ever sees, and is good once, for ten minutes. Six figures are good once, for fifteen minutes and five tries.
"""

import hmac

import sqlalchemy as sa

from shopkeeper import people, team
from shopkeeper.channels import inboxes
from shopkeeper.channels.adapters.chat.errors import CodeWrong
from shopkeeper.channels.adapters.chat.store import code as table
from shopkeeper.channels.model import Inbox
from shopkeeper.kit import ids, jobs, signing
from shopkeeper.kit.clock import DAY, MINUTE
from shopkeeper.kit.db import Tx
from shopkeeper.people import HandleKind, NotAnAddress

LINK_LASTS = 7 * DAY
CODE_LASTS = 10 * MINUTE
FIGURES_LAST = 15 * MINUTE
MOST_TRIES = 5
# Per address in the life of a code, counted in rows: a restart or a second process gives no more. So one address can be
# guessed at fifteen times in a quarter of an hour, each with a chance of one in a million.
MOST_CODES = 3
LINK_PURPOSE = "chat continue"
SEND_CODE = "chat.send_code"

_url = ""


def install(url: str) -> None:
    """The desk's public address, for links in mail. Called by main at start."""
    global _url
    _url = url.rstrip("/")


def continue_link(tx: Tx, inbox_id: str, person_id: str, email: str) -> str | None:
    """The way back to the talk for whoever reads the mail of this address; None where no page is known to go to."""
    box = inboxes.inbox(tx, inbox_id)
    email = normal(email)
    if not email or not _url or not page_of(tx, box):
        return None
    token = signing.sign(LINK_PURPOSE, {"i": inbox_id, "e": email, "p": person_id}, expires=tx.now + LINK_LASTS)
    return f"{_url}/chat/v1/{box.public_key}/continue?t={token}"


def page_of(tx: Tx, inbox: Inbox) -> str | None:
    """The shop's page that carries the chat."""
    page = inbox.settings.get("page") or team.brand(tx, inbox.brand_id).site
    return str(page) if page else None


def follow_link(tx: Tx, inbox: Inbox, token: str) -> str:
    """A click in a mail: the page to go to, with a one-time code. A link whose week is over leads to the page without."""
    page = (page_of(tx, inbox) or "/").partition("#")[0]
    try:
        found = signing.unsign(LINK_PURPOSE, token, tx.now)
    except signing.BadToken:
        return f"{page}#sk=over"
    if found["i"] != inbox.id:
        return f"{page}#sk=over"
    word = ids.secret(160)
    _add(tx, inbox, found["e"], CODE_LASTS, signing.digest(word))
    return f"{page}#sk={word}"


def ask(tx: Tx, inbox: Inbox, email: str) -> None:
    """Six figures to this address, if anybody here is known by it. Says nothing about whether they are, nor about too many."""
    email = normal(email)
    if email and people.known_by(tx, HandleKind.email, email) and _asked_lately(tx, email) < MOST_CODES:
        id = _add(tx, inbox, email, FIGURES_LAST, None)
        jobs.enqueue(tx, SEND_CODE, {"code_id": id})


def figures(code_id: str) -> str:
    """The six figures of a code: made from its id and our secret, so that they stand in no table."""
    return f"{int.from_bytes(signing.key_for('chat code:' + code_id)[:8]) % 1_000_000:06d}"


def redeem(tx: Tx, inbox: Inbox, word: str, email: str | None) -> str | None:
    """The address a code proves; the code is then used up. None when it proves nothing (the try is counted)."""
    return _by_link(tx, inbox, word) if email is None else _by_figures(tx, inbox, word, normal(email))


def refuse() -> CodeWrong:
    return CodeWrong()


def letter_of(tx: Tx, code_id: str) -> tuple[str, str] | None:
    """Address and inbox of a code that may still be sent."""
    row = tx.first(
        sa.select(table).where(table.c.id == code_id, table.c.expires_at > tx.now, table.c.used_at.is_(None))
    )
    return (row.email, row.inbox_id) if row else None


def forget_old(tx: Tx) -> int:
    """Drop codes whose time is over; answers how many."""
    return tx.run(sa.delete(table).where(table.c.expires_at < tx.now - DAY))


def normal(email: str) -> str:
    """The address as we compare it; empty when it is none."""
    try:
        return people.normal(HandleKind.email, email)
    except NotAnAddress:
        return ""


def _by_link(tx: Tx, inbox: Inbox, word: str) -> str | None:
    row = tx.first(sa.select(table).where(table.c.digest == signing.digest(word), table.c.inbox_id == inbox.id))
    return row.email if row is not None and row.expires_at >= tx.now and _use(tx, row.id) else None


def _by_figures(tx: Tx, inbox: Inbox, word: str, email: str) -> str | None:
    fitting = (table.c.inbox_id == inbox.id, table.c.email == email, table.c.digest.is_(None))
    good = (table.c.expires_at >= tx.now, table.c.used_at.is_(None), table.c.tries < MOST_TRIES)
    rows = tx.all(sa.select(table.c.id).where(*fitting, *good))
    tx.run(sa.update(table).where(table.c.id.in_([row.id for row in rows])).values(tries=table.c.tries + 1))
    right = next((row.id for row in rows if hmac.compare_digest(figures(row.id), word.strip().zfill(6))), None)
    return email if right is not None and _use(tx, right) else None


def _asked_lately(tx: Tx, email: str) -> int:
    lately = (table.c.email == email, table.c.digest.is_(None), table.c.expires_at > tx.now)
    return int(tx.scalar(sa.select(sa.func.count()).select_from(table).where(*lately)) or 0)


def _use(tx: Tx, code_id: str) -> bool:
    return tx.run(sa.update(table).where(table.c.id == code_id, table.c.used_at.is_(None)).values(used_at=tx.now)) == 1


def _add(tx: Tx, inbox: Inbox, email: str, lasts: int, digest: str | None) -> str:
    id = ids.new()
    values = {"id": id, "inbox_id": inbox.id, "email": email, "digest": digest, "expires_at": tx.now + lasts}
    tx.run(sa.insert(table).values(**values))
    return id
