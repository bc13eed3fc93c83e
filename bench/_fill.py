"""Filling a closed desk with years of talk, in bulk and through the rooms' own tables: every column stands there as the rooms
would have written it, so that lists, timelines and search read what they always read. Facts, jobs and original mails of so
long ago would have been pruned; they are left out.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from _pour import Rows, Sink, Writing, postgres, pour, sqlite

from shopkeeper.conversations import MessageBody
from shopkeeper.kit.text import to_json

EACH = 5
"""Entries of one conversation."""
MEMBERS = 6
SPAN = 2 * 365 * 86_400_000
SHIFT = 11
SHELVES = ("closed",) * 93 + ("open", "open", "waiting", "waiting", "waiting", "later", "spam")
STATES = {"closed": "closed", "open": "open", "waiting": "waiting", "later": "open", "spam": "open"}
COMMON = "order parcel jacket please thanks arrived refund size delivery today".split()  # noqa: SIM905
GREETING = "regards"
RARE_TAG, COMMON_TAG = "press", "sizes"
RARE_TOPIC, COMMON_TOPIC = "topic-rare", "topic-common"

Said = tuple[Sequence[str], Sequence[str]]
"""Sentences and rare words."""


@dataclass(frozen=True)
class Filled:
    """What to ask for afterwards: some persons, the one who was merged from many and wrote most, and rare words."""

    people: Sequence[str]
    talks: Sequence[str]
    great: str
    great_talk: str
    rare: Sequence[str]
    orders: Sequence[str]
    """Words that were said once."""
    conversations: int
    entries: int


@dataclass(frozen=True)
class Shop:
    """Where the talk goes: nearly all of it to one inbox, one in 500 to a small one; who has taken some of it on."""

    brand_id: str
    inbox_id: str
    small_inbox_id: str
    now: int
    agents: Sequence[str] = ()


def fill(database: str, shop: Shop, conversations: int, seed: int = 7) -> Filled:
    """So many conversations of five entries each; one in fifty persons was merged; 1 % of all is one merged person's.

    `database` is the path of a SQLite file or the address of a PostgreSQL database; its schema stands, nobody works on it.
    """
    dice = random.Random(seed)
    persons = conversations // 2
    sentences, rare = words(dice)
    with (postgres if "://" in database else sqlite)(database) as sink:
        _fill(sink, shop, conversations, persons, (sentences, rare))
    people = [_id(dice.randrange(MEMBERS, persons)) for _ in range(400)]
    some = [dice.randrange(conversations) for _ in range(400)]
    return Filled(
        people, [_id(c) for c in some], _id(0), _id((conversations - 1) // 600 * 600), rare, [_order(c) for c in some],
        conversations, conversations * EACH,
    )  # fmt: skip


def _fill(sink: Sink, shop: Shop, conversations: int, persons: int, said: Said) -> None:
    tag = Writing("tag")
    pour(sink, "tags", iter([{"tag": [tag(name=one) for one in (RARE_TAG, COMMON_TAG)]}]), 1)
    pour(sink, "people", people_rows(shop, persons), persons)
    pour(sink, "conversations", talk_rows(shop, conversations, persons, said), conversations)


def words(dice: random.Random) -> tuple[list[str], list[str]]:
    """Sentences as customers write them, four common words in each; and words that are seldom said."""
    plain = [
        f"{a}{b}"
        for a in ("bra", "clo", "dun", "fel", "gor", "hea", "lin", "moo")
        for b in ("ck", "ra", "sty", "ven", "lt")
    ]
    made = []
    for _ in range(4_000):
        some = [*dice.sample(COMMON, 4), *dice.choices(plain, k=14)]
        dice.shuffle(some)
        made.append(" ".join(some))
    return made, [f"model{n:03d}x" for n in range(200)]


def people_rows(shop: Shop, persons: int) -> Rows:
    """Persons with a handle each. The first few are one; of the others one in 25 stands under the one before."""
    person, handle, alias = Writing("person"), Writing("handle"), Writing("alias")
    for n in range(persons):
        at, name, email = shop.now - SPAN + n, f"Customer {n}", f"customer{n}@mail.example"
        address = handle(
            id=_id(n), person_id=_id(n), kind="email", value=email, display=email, proof="claimed", at=at, holder=1
        )
        above = 0 if 0 < n < MEMBERS else n - 1 if n >= MEMBERS and n % 25 == 0 else None
        yield {
            "person": [person(id=_id(n), n=n + 1, name=name, created_at=at, seen_at=at, attributes="{}")],
            "handle": [address],
            "person_search": [(n + 1, f"customer {n} customer{n} mail example")],
            "alias": [] if above is None else [alias(child_id=_id(n), parent_id=_id(above), at=at, by="bench")],
        }


def talk_rows(shop: Shop, conversations: int, persons: int, words: Said) -> Rows:
    talk, entry, tagged = Writing("conversation"), Writing("entry"), Writing("conversation_tag")
    step = SPAN / (conversations * EACH)
    before, behind = to_json(MessageBody(text="|")).split("|")
    for c in range(conversations):
        who = c // 100 % MEMBERS if c % 100 == 0 else MEMBERS + c % (persons - MEMBERS)
        at = [int(shop.now - SPAN + (c * EACH + k) * step) for k in range(EACH)]
        said = [_sentence(words, c, k) for k in range(EACH)]
        shelf = SHELVES[(c * 37 + c // 100) % 100]
        inbox = shop.small_inbox_id if c % 499 == 3 else shop.inbox_id
        tags = [*([COMMON_TAG] if c % 3 == 0 else ()), *([RARE_TAG] if c % 997 == 5 else ())]
        numbers = [(moment << SHIFT) + (c * EACH + k) % (1 << SHIFT) for k, moment in enumerate(at)]
        row = talk(
            id=_id(c), person_id=_id(who), brand_id=shop.brand_id, inbox_id=inbox, channel="chat", shelf=shelf,
            state=STATES[shelf], rank=at[-1], preview=said[-1][:140], preview_by="customer", tags=to_json(tags),
            last_at=at[-1], last_in_at=at[-1], created_at=at[0], closed_at=at[-1] if shelf == "closed" else None,
            since=at[-1] if shelf == "open" else None, spam=int(shelf == "spam"), assignee_id=_assignee(shop, c),
            snoozed_until=shop.now + SPAN if shelf == "later" else None, topic_id=_topic(c),
        )  # fmt: skip
        entries = [
            entry(
                n=n, id=_id(c * EACH + k), person_id=_id(who), conversation_id=_id(c), kind="message", at=at[k],
                direction="out" if k % 2 else "in", author_kind="agent" if k % 2 else "customer", inbox_id=inbox,
                author_name="Alice" if k % 2 else f"Customer {who}", channel="chat", handle_id=_id(who), public=1,
                body=f"{before}{said[k]}{behind}",
            )
            for k, n in enumerate(numbers)
        ]  # fmt: skip
        yield {
            "conversation": [row],
            "conversation_tag": [
                tagged(conversation_id=_id(c), tag=tag, shelf=shelf, rank=at[-1], inbox_id=inbox) for tag in tags
            ],
            "entry": entries,
            "entry_search": list(zip(numbers, said, strict=True)),
        }


def _sentence(words: Said, c: int, k: int) -> str:
    """A customer's first word names the order, one in twelve of theirs something rare; an agent's ends with a greeting."""
    sentences, rare = words
    more = [_order(c)] if k == 0 else [GREETING] if k % 2 else []
    spread = (c * 3 + k // 2) * 2_654_435_761 >> 9
    if k % 2 == 0 and spread % 12 == 0:
        more.append(rare[spread // 12 % len(rare)])
    return " ".join([sentences[(c * 31 + k * 7) % len(sentences)], *more])


def _assignee(shop: Shop, c: int) -> str | None:
    """Half of all is nobody's, where there are two agents."""
    which = c * 13 % (len(shop.agents) * 3 // 2 + 1)
    return shop.agents[which] if which < len(shop.agents) else None


def _topic(c: int) -> str | None:
    return RARE_TOPIC if c % 1_999 == 7 else COMMON_TOPIC if c % 5 < 2 else None


def _order(c: int) -> str:
    return f"sk{c * 7919 % 10_000_019:08d}"


def _id(n: int) -> str:
    return f"{n:026d}"
