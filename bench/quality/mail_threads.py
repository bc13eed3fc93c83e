"""Mail on its conversation: links by headers followed (1.0), strangers glued together (0).

    python bench/quality/mail_threads.py --data FOLDER      # every mail below FOLDER/email

The mails go in order of their dates through the path that fetched mail takes. What should have happened is read from the same
headers by the few lines below, which share nothing with the desk's own reader:

* a link: In-Reply-To or References names a mail of the set that came earlier, and whoever wrote the answer takes part in that
  mail's conversation: began it, or was written to in it (no list, no crowd). It must stand on that conversation.
* a stranger: somebody who stands on a conversation without having begun it or been written to in it, and answers nothing there.

The last line is one JSON object.
"""

import argparse
import asyncio
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses, mktime_tz, parsedate_tz
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from reading_sets import finish, mails_below, ratio

from shopkeeper import channels
from shopkeeper.kit import db, house
from shopkeeper.kit.db import Tx
from shopkeeper.kit.settings import Settings
from shopkeeper.main import HOUSE

CROWD = 20
_ID = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_ANGLED = re.compile(r"<([^<>\s@]+@[^<>\s]+)>\s*$")
_MACHINES = ("list-id", "list-post", "mailing-list", "x-mailing-list", "precedence", "auto-submitted")


@dataclass(frozen=True)
class Head:
    """What a link is judged by."""

    raw: bytes
    id: str
    sender: str
    others: frozenset[str]
    answers: tuple[str, ...]
    date: float
    machine: bool


def head_of(raw: bytes) -> Head | None:
    """None for a mail that cannot be found again: no id of its own, or nobody in From."""
    message = message_from_bytes(raw.lstrip(b"\r\n"), policy=policy.compat32)
    ids, senders = _ids(message, "message-id"), _people(message, "from")
    if len(ids) != 1 or not senders:
        return None
    nearest = (*_ids(message, "in-reply-to"), *reversed(_ids(message, "references")))
    return Head(
        raw=raw,
        id=ids[0],
        sender=senders[0],
        others=frozenset(_people(message, "to", "cc")),
        answers=tuple(dict.fromkeys(one for one in nearest if one != ids[0])),
        date=_date(message),
        machine=any(message[name] is not None for name in _MACHINES),
    )


def _ids(message: Message, name: str) -> list[str]:
    return _ID.findall(" ".join(str(value) for value in message.get_all(name, [])))


def _people(message: Message, *names: str) -> list[str]:
    values = [str(value) for name in names for value in message.get_all(name, [])]
    angled = [email.lower() for value in values for email in _ANGLED.findall(value)]
    if angled and len(values) == 1 and values[0].count("@") == 2 and len(angled) == 1:
        return angled  # an address for a name, unquoted: "a@b <a@b.example>"
    return [email.strip().lower() for _, email in getaddresses(values) if "@" in email]


def _date(message: Message) -> float:
    try:
        parsed = parsedate_tz(str(message["date"] or ""))
        return float(mktime_tz(parsed)) if parsed else 0.0
    except (ValueError, OverflowError, TypeError):
        return 0.0


def heads(folder: Path) -> list[Head]:
    """The mails that can be judged, oldest first; an id that two mails bear says nothing and is left out."""
    found = [head for raw in mails_below(folder) if (head := head_of(raw)) is not None]
    borne = Counter(head.id for head in found)
    return sorted((head for head in found if borne[head.id] == 1), key=lambda head: head.date)


def standing(tx: Tx) -> dict[str, tuple[str, str]]:
    """Message-ID → (conversation, who began it), as the desk has it."""
    named, talk, handle = (db.metadata.tables[name] for name in ("named", "conversation", "handle"))
    rows = tx.all(
        sa.select(named.c.name, named.c.conversation_id, handle.c.value)
        .join(talk, talk.c.id == named.c.conversation_id)
        .join(handle, handle.c.person_id == talk.c.person_id)
    )
    return {row.name: (row.conversation_id, row.value) for row in rows}


async def received(mails: list[Head]) -> dict[str, tuple[str, str]]:
    """What the desk made of these mails, brought to it in this order."""
    with tempfile.TemporaryDirectory() as room:
        box = Path(room, "Maildir", "cur")
        box.mkdir(parents=True)
        for place, mail in enumerate(mails):
            (box / f"{place:06}.eml").write_bytes(mail.raw)
        async with house.opened(HOUSE, Settings(data=str(Path(room, "desk")))) as ctx:
            counts = await channels.import_mail(ctx, [box.parent], None, _say)
            print("imported:", counts, file=sys.stderr)
            return await ctx.db.read(standing)


def _say(words: dict[str, Any]) -> None:
    if words["read"] % 200 == 0:
        print(f"{words['read']} of {words['total']}", file=sys.stderr)


class Judge:
    """Goes through the mails in order and remembers who takes part in which conversation."""

    def __init__(self, stands: dict[str, tuple[str, str]]) -> None:
        self.stands = stands
        self.takes_part: dict[str, set[str]] = {}
        self.came: set[str] = set()
        self.counts = Counter[str]()
        self.wrong: list[str] = []

    def see(self, mail: Head) -> None:
        where, owner = self.stands.get(mail.id, ("", ""))
        if not where:
            self.counts["not_on_a_timeline"] += 1
            return
        self._link(mail, where)
        members = self.takes_part.setdefault(where, {owner})
        if mail.sender not in members:
            self.counts["strangers_glued"] += 1
            self.wrong.append(f"glued: {mail.id}")
        if not mail.machine and len(mail.others) <= CROWD:
            members.update(mail.others)
        self.came.add(mail.id)

    def _link(self, mail: Head, where: str) -> None:
        known = [one for one in mail.answers if one in self.came]
        self.counts["answers_in_the_set"] += bool(known)
        places = [self.stands[one][0] for one in known]
        open_to = [place for place in places if mail.sender in self.takes_part[place]]
        if open_to:
            self.counts["links"] += 1
            self.counts["links_of_guests"] += mail.sender != self.stands[known[0]][1]
            self.counts["followed"] += where == open_to[0]
            if where != open_to[0]:
                self.wrong.append(f"not followed: {mail.id}")
        elif known:
            self.counts["answers_of_strangers"] += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, type=Path)
    folder = parser.parse_args().data
    mails = heads(folder / "email" if (folder / "email").is_dir() else folder)
    judge = Judge(asyncio.run(received(mails)))
    for mail in mails:
        judge.see(mail)
    for line in judge.wrong:
        print(line, file=sys.stderr)
    counts = judge.counts
    ok = counts["followed"] == counts["links"] and not counts["strangers_glued"]
    finish(
        {"name": "mail_threads", "mails": len(mails), "conversations": len(judge.takes_part)}
        | {
            name: counts[name]
            for name in ("answers_in_the_set", "links", "links_of_guests", "answers_of_strangers", "not_on_a_timeline")
        }
        | {
            "followed": ratio(counts["followed"], counts["links"]),
            "strangers_glued": counts["strangers_glued"],
            "ok": ok,
        }
    )
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
