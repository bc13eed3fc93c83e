"""Tasks: work beside the talk, with an owner and a clock of its own. Several may stand on one person."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, Struct, UnsetType

from shopkeeper import people, team
from shopkeeper.conversations import acts, rights, store
from shopkeeper.conversations.errors import Empty
from shopkeeper.conversations.events import TaskChanged
from shopkeeper.conversations.model import Task
from shopkeeper.kit import events, ids, text
from shopkeeper.kit.db import Tx
from shopkeeper.team import Agent

LONGEST = 1_000


class NewTask(Struct, frozen=True, kw_only=True):
    """What is to be done, for whom, and by when (ms UTC). Without an owner it is the writer's own."""

    person_id: str
    text: str
    conversation_id: str | None = None
    owner_id: str | None = None
    due_at: int | None = None


class TaskEdit(Struct, frozen=True, kw_only=True):
    """What changes; what is left out stays."""

    text: str | UnsetType = UNSET
    owner_id: str | UnsetType | None = UNSET
    due_at: int | UnsetType | None = UNSET


def add_task(tx: Tx, agent: Agent, new: NewTask) -> Task:
    """Write it down. Raises NoSuchPerson, NoSuchConversation, NotYourInbox, NoSuchAgent, Empty."""
    people.require(tx, new.person_id)
    if new.conversation_id is not None:
        rights.conversation(tx, agent, new.conversation_id)
    task = Task(
        id=ids.new(), person_id=new.person_id, conversation_id=new.conversation_id, text=_words(new.text),
        owner_id=_owner(tx, new.owner_id or agent.id), due_at=new.due_at, done_at=None, created_by=agent.id, created_at=tx.now,
    )  # fmt: skip
    return _put(tx, agent, task, "task_added")


def edit_task(tx: Tx, agent: Agent, task_id: str, edit: TaskEdit) -> Task:
    """Change its words, owner or hour. Raises NoSuchTask, NotYourInbox, NoSuchAgent, Empty."""
    task = _task(tx, agent, task_id)
    if edit.text is not UNSET:
        task = msgspec.structs.replace(task, text=_words(edit.text))
    if edit.owner_id is not UNSET:
        task = msgspec.structs.replace(task, owner_id=_owner(tx, edit.owner_id))
    if edit.due_at is not UNSET:
        task = msgspec.structs.replace(task, due_at=edit.due_at)
    return _put(tx, agent, task)


def complete_task(tx: Tx, agent: Agent, task_id: str) -> Task:
    """Done. Twice is once."""
    task = _task(tx, agent, task_id)
    return task if task.done_at else _put(tx, agent, msgspec.structs.replace(task, done_at=tx.now), "task_done")


def resume_task(tx: Tx, agent: Agent, task_id: str) -> Task:
    """Not done after all."""
    task = _task(tx, agent, task_id)
    return _put(tx, agent, msgspec.structs.replace(task, done_at=None)) if task.done_at else task


def drop_task(tx: Tx, agent: Agent, task_id: str) -> None:
    """It was never needed. Raises NoSuchTask, NotYourInbox."""
    task = _task(tx, agent, task_id)
    store.desk.drop_task(tx, task_id)
    events.record(tx, TaskChanged(task_id, task.person_id))


def tasks_of(tx: Tx, person_id: str, agent: Agent | None = None) -> tuple[Task, ...]:
    """Of a person and everyone merged with them: what is open first. For an agent: those they may see."""
    found = store.desk.tasks_of(tx, people.members(tx, person_id))
    if agent is None or rights.inboxes_of(agent) is None:
        return found
    talks = store.talks.rows(tx, {task.conversation_id for task in found if task.conversation_id})
    hidden = {id for id, row in talks.items() if not team.may_see(agent, row.inbox_id)}
    return tuple(task for task in found if task.conversation_id not in hidden)


def tasks(
    tx: Tx, agent: Agent, owner_id: str | None, *, done: bool = False, limit: int = 50,
    after: tuple[int, str] | None = None,
) -> tuple[Task, ...]:  # fmt: skip
    """An agent's tasks (None: everybody's), those due first, as far as `agent` may see them."""
    return store.desk.tasks_owned(tx, owner_id, done, limit, after, rights.inboxes_of(agent))


def _task(tx: Tx, agent: Agent, task_id: str) -> Task:
    task = store.desk.task(tx, task_id)
    if task.conversation_id is not None:
        rights.conversation(tx, agent, task.conversation_id)
    return task


def _put(tx: Tx, agent: Agent, task: Task, verb: str | None = None) -> Task:
    seq = events.record(tx, TaskChanged(task.id, task.person_id))
    task = msgspec.structs.replace(task, seq=seq)
    store.desk.put_task(tx, task)
    if verb is not None:
        detail = {"task_id": task.id, "text": task.text, "owner_id": task.owner_id, "due_at": task.due_at}
        acts.on_task(tx, task, agent, verb, detail)
    return task


def _words(words: str) -> str:
    found = text.mask_cards(" ".join(words.split()))[:LONGEST]
    if not found:
        raise Empty("A task needs words: what is to be done?")
    return found


def _owner(tx: Tx, owner_id: str | None) -> str | None:
    return None if owner_id is None else team.agent(tx, owner_id).id
