"""Finding what was said: people, messages, notes and subjects, the newest first."""

from __future__ import annotations

import html
import re

import msgspec

from shopkeeper import people
from shopkeeper.conversations import rights, store
from shopkeeper.conversations.model import Conversation, Entry
from shopkeeper.kit import text
from shopkeeper.kit.db import Row, Tx
from shopkeeper.team import Agent

AROUND = 60


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A message or note that holds the words. `snippet` is safe HTML: escaped, with <mark> around what was found."""

    entry: Entry
    conversation: Conversation | None
    snippet: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found. People come with the first page only; `next` goes on through the messages."""

    people: tuple[people.Person, ...]
    conversations: tuple[Conversation, ...]
    messages: tuple[Hit, ...]
    next: int | None


def search(tx: Tx, agent: Agent, query: str, limit: int = 20, before: int | None = None) -> Found:
    """Look everywhere this agent may look. All words must be there; the last may be a beginning."""
    hits, more = messages(tx, agent, query, limit, before)
    persons = people.search(tx, query, 8)[0][:8] if before is None and query.strip() else ()
    talks = {hit.conversation.id: hit.conversation for hit in hits if hit.conversation}
    return Found(people=persons, conversations=tuple(talks.values()), messages=hits, next=more)


def messages(tx: Tx, agent: Agent, query: str, limit: int, before: int | None) -> tuple[tuple[Hit, ...], int | None]:
    """Entries that hold the words and stand in this agent's inboxes; and the number to go on from."""
    places, more = store.entries.with_words(tx, query, limit, before, rights.inboxes_of(agent))
    return _hits(tx, store.entries.rows_by_n(tx, [place.n for place in places]), query), more


def _hits(tx: Tx, rows: list[Row], query: str) -> tuple[Hit, ...]:
    talks = store.talks.rows(tx, {row.conversation_id for row in rows if row.conversation_id})
    shown = {one.id: one for one in store.talks.shown(tx, list(talks.values()))}
    pattern = _pattern(query)
    return tuple(_hit(row, shown.get(row.conversation_id), pattern) for row in rows)


def _hit(row: Row, conversation: Conversation | None, pattern: re.Pattern[str]) -> Hit:
    entry = store.entries.entry_of(row)
    words = " ".join(str(entry.body.get(name) or "") for name in ("subject", "text"))
    return Hit(entry=entry, conversation=conversation, snippet=snippet(words, pattern))


def snippet(words: str, pattern: re.Pattern[str]) -> str:
    """The place where it was found, escaped, the words marked."""
    line = " ".join(words.split())
    first = pattern.search(line)
    start = max(0, (first.start() if first else 0) - AROUND)
    piece = line[start : start + 3 * AROUND]
    marked, at = [], 0
    for found in pattern.finditer(piece):
        marked += [html.escape(piece[at : found.start()]), f"<mark>{html.escape(found[0])}</mark>"]
        at = found.end()
    ends = ("… " if start else "", " …" if start + 3 * AROUND < len(line) else "")
    return ends[0] + "".join(marked) + html.escape(piece[at:]) + ends[1]


def _pattern(query: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in {*query.split(), *text.normal(query).split()}]
    return re.compile("|".join(sorted(words, key=len, reverse=True)) or r"(?!)", re.IGNORECASE)
