"""Visitors and their sessions: beginning, coming back, being vouched for, saying who they are, leaving."""

import sqlalchemy as sa
from msgspec import Struct

from shopkeeper import people
from shopkeeper.channels.adapters.chat.errors import NotKnown
from shopkeeper.channels.adapters.chat.identity import Identity
from shopkeeper.channels.adapters.chat.model import Knock, Visitor
from shopkeeper.channels.adapters.chat.store import session as session_table
from shopkeeper.channels.adapters.chat.store import visitor as visitor_table
from shopkeeper.channels.model import Inbox
from shopkeeper.kit import ids, jobs, signing
from shopkeeper.kit.clock import DAY, HOUR
from shopkeeper.kit.db import Hot, Row, Tx
from shopkeeper.kit.text import from_json, to_json
from shopkeeper.people import HandleKind, NotAnAddress, Person, Proof

LASTS = 180 * DAY
BY_SESSION = "session"
BY_SHOP = "shop"
TIDY = "chat.tidy"


class Session(Struct, frozen=True):
    """One browser. `others`: who it was before it signed in; `proofs`: mail addresses this very session proved."""

    digest: str
    visitor_id: str
    inbox_id: str
    name: str
    email: str
    subject: str | None
    others: tuple[str, ...]
    proofs: tuple[str, ...]
    seen_at: int

    @property
    def shown(self) -> Visitor:
        return Visitor(self.visitor_id, self.name or None, self.email or None, self.email in self.proofs)


def session_of(tx: Tx, inbox: Inbox, token: str) -> Session:
    """Raises NotKnown for a token that is unknown, too old, or another chat's."""
    row = tx.first(_SESSION, digest=signing.digest(token))
    if row is None or row.inbox_id != inbox.id or row.seen_at < tx.now - LASTS:
        raise NotKnown
    return _session(row)


def enter(
    tx: Tx, inbox: Inbox, knock: Knock, identity: Identity | None, known: Session | None
) -> tuple[Session, str | None]:
    """Begin, or go on with the session they have. The token is None where theirs goes on."""
    if identity is None:
        if known is not None:
            return _seen(tx, known), None
        return _begin(tx, inbox, _add(tx, inbox, knock.locale))
    return _vouched(tx, inbox, knock, identity, known)


def prove(
    tx: Tx, inbox: Inbox, email: str, known: Session | None, locale: str, *, by_link: bool
) -> tuple[Session, str | None]:
    """A session has shown that it reads the mail of an address. The desk's view follows; so does what the session sees.

    A link may have been sent to them by somebody else, to make their words his own. So it widens the session they have only
    where that has said the same address or nothing at all; else it begins a new one, and their words stay their own.
    """
    found, token = _to_widen(tx, inbox, email, known, locale, by_link=by_link)
    proofs = tuple(dict.fromkeys([*found.proofs, email]))
    tx.run(sa.update(session_table).where(session_table.c.digest == found.digest).values(proofs=to_json(proofs)))
    tx.run(sa.update(visitor_table).where(visitor_table.c.id == found.visitor_id).values(email=email))
    person = recognise(tx, inbox, found)
    _claim_proven(tx, inbox, person, HandleKind.email, email, "link" if by_link else "code")
    return _again(tx, found), token


def _to_widen(
    tx: Tx, inbox: Inbox, email: str, known: Session | None, locale: str, *, by_link: bool
) -> tuple[Session, str | None]:
    if known is not None and (not by_link or known.email == email or _is_blank(tx, known)):
        return known, None
    found, token = _begin(tx, inbox, _add(tx, inbox, locale))
    if known is not None and not known.email and known.subject is None:
        others = to_json((known.visitor_id, *known.others))
        tx.run(sa.update(session_table).where(session_table.c.digest == found.digest).values(others=others))
    return _again(tx, found), token


def _is_blank(tx: Tx, session: Session) -> bool:
    return not session.email and people.holder(tx, HandleKind.visitor, session.visitor_id) is None


def introduce(tx: Tx, session: Session, name: str | None, email: str | None) -> Session:
    """What they call themselves, for their own eyes. What the desk sees of it goes through receiving."""
    values = {key: value for key, value in (("name", name), ("email", email)) if value is not None}
    if values:
        tx.run(sa.update(visitor_table).where(visitor_table.c.id == session.visitor_id).values(**values))
    return _again(tx, session)


def unsay(tx: Tx, person_id: str, kind: HandleKind, value: str) -> None:
    """The desk took back what they claimed: their page no longer promises that answers go to that address."""
    visits = [one.value for one in people.handles_of(tx, person_id) if one.kind is HandleKind.visitor]
    if kind is HandleKind.email and visits:
        rows = tx.all(sa.select(visitor_table.c.id, visitor_table.c.email).where(visitor_table.c.id.in_(visits)))
        said = [row.id for row in rows if _address(row.email) == value]
        tx.run(sa.update(visitor_table).where(visitor_table.c.id.in_(said)).values(email=""))


def leave(tx: Tx, session: Session) -> None:
    """This browser is forgotten. What was said stays with the shop."""
    tx.run(sa.delete(session_table).where(session_table.c.digest == session.digest))


def recognise(tx: Tx, inbox: Inbox, session: Session) -> Person:
    """The person behind a visitor, made with their first word and not before."""
    return people.recognise(
        tx, HandleKind.visitor, session.visitor_id, name=session.name, proof=Proof.proven, proven_by=BY_SESSION,
        source=f"inbox:{inbox.id}",
    )  # fmt: skip


def note_seen(tx: Tx, session: Session, n: int) -> int:
    """How far they have read; never back."""
    where = (visitor_table.c.id == session.visitor_id, visitor_table.c.seen_n < n)
    tx.run(sa.update(visitor_table).where(*where).values(seen_n=n))
    return int(tx.scalar(sa.select(visitor_table.c.seen_n).where(visitor_table.c.id == session.visitor_id)) or 0)


def note_read(tx: Tx, visitor_id: str, n: int) -> None:
    """How far the shop has read; never back."""
    tx.run(
        sa.update(visitor_table).where(visitor_table.c.id == visitor_id, visitor_table.c.shop_n < n).values(shop_n=n)
    )


def marks(tx: Tx, session: Session) -> tuple[int, int]:
    """How far the shop, and how far the visitor has read."""
    row = tx.first(sa.select(visitor_table).where(visitor_table.c.id == session.visitor_id))
    return (int(row.shop_n), int(row.seen_n)) if row else (0, 0)


def forget_old(tx: Tx, limit: int = 500) -> int:
    """Drop sessions nobody came back to; answers how many."""
    old = sa.select(session_table.c.digest).where(session_table.c.seen_at < tx.now - LASTS).limit(limit)
    return tx.run(sa.delete(session_table).where(session_table.c.digest.in_(old)))


def _vouched(
    tx: Tx, inbox: Inbox, knock: Knock, identity: Identity, known: Session | None
) -> tuple[Session, str | None]:
    tx.lock(f"chat:{inbox.id}:{identity.subject}")
    mine = _by_subject(tx, inbox, identity.subject)
    if known is None or known.subject not in (None, identity.subject):
        # Somebody else signed in at this browser: they get a session of their own and see nothing of the one before.
        found, token = _begin(tx, inbox, mine or _add(tx, inbox, knock.locale, identity.subject))
    else:
        found, token = _sign_in(tx, known, mine, identity.subject), None
    return _dress(tx, inbox, found, identity), token


def _sign_in(tx: Tx, known: Session, mine: str | None, subject: str) -> Session:
    if mine is None:
        tx.run(sa.update(visitor_table).where(visitor_table.c.id == known.visitor_id).values(subject=subject))
    elif mine != known.visitor_id:
        others = tuple(dict.fromkeys([*known.others, known.visitor_id]))
        where = session_table.c.digest == known.digest
        tx.run(sa.update(session_table).where(where).values(visitor_id=mine, others=to_json(others)))
    return _again(tx, known)


def _dress(tx: Tx, inbox: Inbox, session: Session, identity: Identity) -> Session:
    person = recognise(tx, inbox, session)
    account = f"account:{inbox.brand_id}:{identity.subject}"
    _claim_proven(tx, inbox, person, HandleKind.other, account, BY_SHOP, display=identity.subject)
    if identity.name:
        people.call(tx, person.id, identity.name)
    email = _address(identity.email)
    if email and identity.email_proven:
        proofs = to_json(tuple(dict.fromkeys([*session.proofs, email])))
        tx.run(sa.update(session_table).where(session_table.c.digest == session.digest).values(proofs=proofs))
        _claim_proven(tx, inbox, person, HandleKind.email, email, BY_SHOP)
    elif email:
        people.claim(tx, person.id, HandleKind.email, email, display=identity.email, source=f"inbox:{inbox.id}")
    return introduce(tx, session, identity.name or None, email or None)


def _claim_proven(
    tx: Tx, inbox: Inbox, person: Person, kind: HandleKind, value: str, by: str, display: str = ""
) -> None:
    handle = people.claim(tx, person.id, kind, value, display=display or value, source=f"proof:{inbox.id}:{value}")
    if handle.proof is not Proof.proven:
        people.prove(tx, handle.id, by)


def _address(email: str) -> str:
    try:
        return people.normal(HandleKind.email, email) if email else ""
    except NotAnAddress:
        return ""


def _begin(tx: Tx, inbox: Inbox, visitor_id: str) -> tuple[Session, str]:
    jobs.enqueue(tx, TIDY, {}, at=tx.now + DAY, id=TIDY)
    token = ids.secret()
    digest = signing.digest(token)
    tx.run(
        sa.insert(session_table).values(
            digest=digest, visitor_id=visitor_id, inbox_id=inbox.id, created_at=tx.now, seen_at=tx.now
        )
    )
    return _session(tx.first(_SESSION, digest=digest)), token


def _add(tx: Tx, inbox: Inbox, locale: str, subject: str | None = None) -> str:
    id = ids.new(tx.now)
    values = {"id": id, "inbox_id": inbox.id, "subject": subject, "locale": locale[:20], "created_at": tx.now}
    tx.run(sa.insert(visitor_table).values(**values))
    return id


def _by_subject(tx: Tx, inbox: Inbox, subject: str) -> str | None:
    where = (visitor_table.c.inbox_id == inbox.id, visitor_table.c.subject == subject)
    found: str | None = tx.scalar(sa.select(visitor_table.c.id).where(*where))
    return found


def _seen(tx: Tx, session: Session) -> Session:
    if session.seen_at < tx.now - HOUR:
        tx.run(sa.update(session_table).where(session_table.c.digest == session.digest).values(seen_at=tx.now))
    return session


def _again(tx: Tx, session: Session) -> Session:
    return _session(tx.first(_SESSION, digest=session.digest))


def _session(row: Row) -> Session:
    return Session(
        digest=row.digest, visitor_id=row.visitor_id, inbox_id=row.inbox_id, name=row.name, email=row.email,
        subject=row.subject, others=tuple(from_json(row.others)), proofs=tuple(from_json(row.proofs)), seen_at=row.seen_at,
    )  # fmt: skip


_SESSION = Hot(
    sa.select(session_table, visitor_table.c.name, visitor_table.c.email, visitor_table.c.subject)
    .join(visitor_table, visitor_table.c.id == session_table.c.visitor_id)
    .where(session_table.c.digest == sa.bindparam("digest"))
)
