"""Plays the stories into an empty desk, in the order they happened, through the rooms' front doors."""

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from shopkeeper import conversations, people
from shopkeeper.conversations import Address, Delivery, Draft, Forwarded, Heard, NewTask, Participant, Words
from shopkeeper.demo import cast
from shopkeeper.demo.acting import ACTS, Stage
from shopkeeper.demo.house import Furniture
from shopkeeper.demo.script import Act, Answer, Chat, Chore, Customer, Mail, Moment, Note, Promised, Story
from shopkeeper.kit.db import Tx
from shopkeeper.people import HandleKind, PersonEdit, Proof
from shopkeeper.team import Agent

SLICE = 2
FRESH = frozenset({"margit", "porto", "priya", "camille", "klara", "elif", "omar"})
"""Whose last words nobody has looked at yet."""
OURS = Address(value=cast.MAILBOX, name=cast.BRAND)
DRAFT = "Wrapped, with a card in your name. It leaves at noon and reaches you tomorrow before 13:00."


class Kept(msgspec.Struct, frozen=True):
    """A file whose bytes are kept already: `key` is where, `size` in bytes."""

    key: str
    size: int


class Player:
    """Knows, between two slices, which conversation each story is in."""

    def __init__(self, furniture: Furniture, files: Mapping[str, Kept], now: int, url: str) -> None:
        self.furniture, self.files, self.now, self.url = furniture, files, now, url
        self.talks: dict[str, str] = {}
        self.persons: dict[str, str] = {}
        self.promises: dict[int, int] = {}

    def slices(self, stories: Sequence[Story]) -> list[list[tuple[int, Story, Moment]]]:
        """Every moment of every story by time, cut so that no transaction holds the desk up."""
        for story in stories:
            self._note_promises(story)
        moments = [
            (moment.when.at(self.now), story, moment)
            for story in stories
            for moment in story.moments
            if not isinstance(moment, Promised)
        ]
        moments.sort(key=lambda one: one[0])
        return [moments[at : at + SLICE] for at in range(0, len(moments), SLICE)]

    def play(self, tx: Tx, slice: Sequence[tuple[int, Story, Moment]]) -> None:
        for at, story, moment in slice:
            with then(tx, at):
                self._happen(tx, story, moment)

    def settle(self, tx: Tx) -> None:
        """What has been looked at, and what Alice was writing."""
        agents = self.furniture.agents
        for key, talk in self.talks.items():
            if key not in FRESH:
                owner = conversations.conversation(tx, None, talk).assignee_id
                reader = next((agent for agent in agents.values() if agent.id == owner), agents["bob"])
                conversations.read(tx, reader, talk)
        conversations.save_draft(tx, agents["alice"], self.talks["ana"], Draft(text=DRAFT, at=tx.now))

    def promise(self, tx: Tx, brand_id: str, at: int, live: bool) -> int | None:
        """The stories say themselves what was promised; nothing else is."""
        return self.promises.get(at)

    # --- one moment ---

    def _happen(self, tx: Tx, story: Story, moment: Moment) -> None:
        match moment:
            case Mail():
                self._mail(tx, story.customer, moment)
            case Chat():
                self._chat(tx, story, moment)
            case Answer():
                self._answer(tx, story.customer, moment)
            case Note():
                mentions = [self.furniture.agents[key].id for key in moment.mentions]
                conversations.note(tx, self._agent(moment.by), self._talk(story), moment.text, mentions=mentions)
            case Chore():
                self._chore(tx, story, moment)
            case Act():
                self._act(tx, story, moment)

    def _mail(self, tx: Tx, customer: Customer, mail: Mail) -> None:
        email = customer.email or ""
        person = people.recognise(
            tx, HandleKind.email, email, display=email, name=customer.name, proof=Proof.proven, proven_by="dmarc",
            source="email",
        )  # fmt: skip
        self._meet(tx, customer, person.id)
        sender = Address(value=email, name=customer.name)
        heard = Heard(
            person_id=person.id, handle_id=_handle(tx, HandleKind.email, email), brand_id=self.furniture.brand_id,
            inbox_id=self.furniture.mailbox_id, channel="email", text=mail.text, at=tx.now, folded=mail.folded,
            html=mail.html.replace(cast.SITE, self.url) if mail.html else None, subject=mail.subject, name=customer.name,
            sender=sender, to=(OURS,), cc=tuple(Address(value=value, name=name) for name, value in mail.cc),
            attachments=self._files(tx, mail.files, person.id), automatic=mail.automatic, spam=mail.spam,
            forwarded=Forwarded(name=mail.forwarded.name, email=mail.forwarded.email) if mail.forwarded else None,
            participants=(Participant(kind="email", value=email, name=customer.name, person_id=person.id),),
        )  # fmt: skip
        self.talks[customer.key] = conversations.hear(tx, heard).conversation_id or ""

    def _chat(self, tx: Tx, story: Story, chat: Chat) -> None:
        customer = story.customer
        value = f"demo-{customer.visitor}"
        person = people.recognise(tx, HandleKind.visitor, value, name=customer.name, source="chat")
        if customer.email and not _claims(story):
            # Signed in at the shop, which vouches for the address.
            claimed = people.claim(tx, person.id, HandleKind.email, customer.email, source="shop", strong=True)
            people.prove(tx, claimed.id, "shop")
        self._meet(tx, customer, person.id)
        heard = Heard(
            person_id=person.id, handle_id=_handle(tx, HandleKind.visitor, value), brand_id=self.furniture.brand_id,
            inbox_id=self.furniture.chat_id, channel="chat", text=chat.text, at=tx.now, name=customer.name, live=True,
        )  # fmt: skip
        self.talks[customer.key] = conversations.hear(tx, heard).conversation_id or ""

    def _answer(self, tx: Tx, customer: Customer, answer: Answer) -> None:
        talk = conversations.conversation(tx, None, self.talks[customer.key])
        whom = answer.side_to or (customer.name, customer.email or "")
        mail = talk.inbox_id == self.furniture.mailbox_id
        words = Words(
            text=answer.text, inbox_id=talk.inbox_id, channel=talk.channel, sender=OURS if mail else None,
            to=(Address(name=whom[0], value=whom[1]),) if mail else (), subject=f"Re: {talk.subject}" if mail else None,
            side=answer.side_to is not None,
            delivery=Delivery(state=answer.state, at=tx.now, reason=answer.reason, advice=answer.advice),
        )  # fmt: skip
        conversations.say(tx, self._agent(answer.by), talk.id, words)

    def _chore(self, tx: Tx, story: Story, chore: Chore) -> None:
        task = NewTask(
            person_id=self.persons[story.customer.key], text=chore.text, conversation_id=self._talk(story),
            owner_id=self._agent(chore.owner).id, due_at=chore.due.at(self.now),
        )  # fmt: skip
        conversations.add_task(tx, self._agent(chore.by), task)

    def _act(self, tx: Tx, story: Story, act: Act) -> None:
        stage = Stage(
            conversation_id=self._talk(story), person_id=self.persons[story.customer.key],
            topics=self.furniture.topics, persons=self.persons, until=act.until.at(self.now) if act.until else None,
        )  # fmt: skip
        ACTS[act.verb](tx, self._agent(act.by), stage, act)

    # --- who and what ---

    def _agent(self, key: str) -> Agent:
        return self.furniture.agents[key]

    def _talk(self, story: Story) -> str:
        return self.talks[story.customer.key]

    def _meet(self, tx: Tx, customer: Customer, person_id: str) -> None:
        """Write down what the shop knows of them, the first time they come."""
        known = customer.key in self.persons
        self.persons[customer.key] = person_id
        if known:
            return
        if customer.phone:
            phone = people.claim(tx, person_id, HandleKind.phone, customer.phone, source="shop")
            people.prove(tx, phone.id, "shop")
        changes = PersonEdit(about=customer.about, regular=customer.regular, locale=customer.locale)
        people.edit(tx, None, person_id, changes)

    def _files(self, tx: Tx, names: Sequence[str], by: str) -> tuple[conversations.Attachment, ...]:
        return tuple(
            conversations.attach(
                tx, self.files[name].key, name=name, content_type="image/jpeg", size=self.files[name].size, by=by
            )
            for name in names
        )

    def _note_promises(self, story: Story) -> None:
        """A promise belongs to the first word we have not answered yet."""
        waiting: int | None = None
        for moment in story.moments:
            if isinstance(moment, Promised) and waiting is not None:
                self.promises[waiting] = moment.due.at(self.now)
            elif isinstance(moment, Answer) or (isinstance(moment, Act) and moment.verb == "close"):
                waiting = None
            elif isinstance(moment, Mail | Chat):
                waiting = waiting or moment.when.at(self.now)


@contextmanager
def then(tx: Tx, at: int) -> Any:
    """Inside it is another time: verbs read `tx.now` and nothing else."""
    now, tx.now = tx.now, at
    try:
        yield
    finally:
        tx.now = now


def _handle(tx: Tx, kind: HandleKind, value: str) -> str | None:
    held = people.holder(tx, kind, value)
    return held.id if held else None


def _claims(story: Story) -> bool:
    return any(isinstance(moment, Act) and moment.verb == "claim" for moment in story.moments)
