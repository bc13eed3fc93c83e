"""What stands beside the talk: drafts, tasks, topics, tags."""

from __future__ import annotations

from typing import Any

import msgspec

from shopkeeper import people
from shopkeeper.conversations import drafting, tagging, tasking
from shopkeeper.conversations.errors import (
    Empty,
    NoSuchConversation,
    NoSuchTask,
    NoSuchTopic,
    NotYourInbox,
    TopicInUse,
)
from shopkeeper.conversations.model import Draft, Task, Topic
from shopkeeper.kit.db import Db
from shopkeeper.kit.http import DESK, LEAD, Page, cursor, delete, get, patch, post, put, uncursor
from shopkeeper.team import Agent

DRAFT = "/api/v1/conversations/{id:str}/draft"
USUAL = (NoSuchConversation, NotYourInbox)
FOREVER = 2**62


class NewTopic(msgspec.Struct, frozen=True):
    name: str
    parent_id: str | None = None
    position: int | None = None


class TopicEdit(msgspec.Struct, frozen=True):
    """What changes; what is left out stays."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    parent_id: str | msgspec.UnsetType | None = msgspec.UNSET
    position: int | msgspec.UnsetType = msgspec.UNSET


@get(DRAFT, permission=DESK, errors=USUAL)
async def see_draft(id: str, agent: Agent, db: Db) -> Draft | None:
    """What I was writing here."""
    return await db.read(drafting.load_draft, agent, id)


@put(DRAFT, permission=DESK, errors=USUAL)
async def save_draft(id: str, data: Draft, agent: Agent, db: Db) -> Draft:
    """Keep what I am writing."""
    return await db.write(drafting.save_draft, agent, id, data)


@delete(DRAFT, permission=DESK, errors=USUAL)
async def drop_draft(id: str, agent: Agent, db: Db) -> None:
    """I thought better of it."""
    await db.write(drafting.drop_draft, agent, id)


@get("/api/v1/tasks", permission=DESK)
async def list_tasks(
    agent: Agent, db: Db, owner: str | None = None, person: str | None = None, done: bool = False,
    after: str | None = None, limit: int = 50,
) -> Page[Task]:  # fmt: skip
    """My tasks, those due first; `owner=all` for everybody's, `person` for those that stand on somebody."""
    if person is not None:
        return Page(await db.read(tasking.tasks_of, person, agent))
    whose = None if owner == "all" else owner or agent.id
    limit = max(1, min(limit, 200))
    found = await db.read(tasking.tasks, agent, whose, done=done, limit=limit, after=uncursor(after, tuple[int, str]))
    last = found[-1] if len(found) == limit else None
    return Page(found, cursor(last.due_at or FOREVER, last.id) if last else None)


@post("/api/v1/tasks", permission=DESK, errors=(people.NoSuchPerson, *USUAL, Empty))
async def add_task(data: tasking.NewTask, agent: Agent, db: Db) -> Task:
    """Write down what is to be done."""
    return await db.write(tasking.add_task, agent, data)


@patch("/api/v1/tasks/{id:str}", permission=DESK, errors=(NoSuchTask, NotYourInbox))
async def edit_task(id: str, data: tasking.TaskEdit, agent: Agent, db: Db) -> Task:
    """Change its words, owner or hour."""
    return await db.write(tasking.edit_task, agent, id, data)


@delete("/api/v1/tasks/{id:str}", permission=DESK, errors=(NoSuchTask, NotYourInbox))
async def drop_task(id: str, agent: Agent, db: Db) -> None:
    """It was never needed."""
    await db.write(tasking.drop_task, agent, id)


@put("/api/v1/tasks/{id:str}/completion", permission=DESK, errors=(NoSuchTask, NotYourInbox))
async def complete_task(id: str, agent: Agent, db: Db) -> Task:
    """Done."""
    return await db.write(tasking.complete_task, agent, id)


@delete("/api/v1/tasks/{id:str}/completion", permission=DESK, status_code=200, errors=(NoSuchTask, NotYourInbox))
async def resume_task(id: str, agent: Agent, db: Db) -> Task:
    """Not done after all."""
    return await db.write(tasking.resume_task, agent, id)


@get("/api/v1/topics", permission=DESK)
async def list_topics(db: Db) -> Page[Topic]:
    """The tree of contact reasons, siblings in their order."""
    return Page(await db.read(tagging.topics))


@post("/api/v1/topics", permission=LEAD, errors=(NoSuchTopic,))
async def add_topic(data: NewTopic, db: Db) -> Topic:
    """A new contact reason."""
    return await db.write(tagging.add_topic, data.name, data.parent_id, data.position)


@patch("/api/v1/topics/{id:str}", permission=LEAD, errors=(NoSuchTopic,))
async def edit_topic(id: str, data: TopicEdit, db: Db) -> Topic:
    """Rename or move one."""
    return await db.write(tagging.change_topic, id, msgspec.to_builtins(data))


@delete("/api/v1/topics/{id:str}", permission=LEAD, errors=(NoSuchTopic, TopicInUse))
async def drop_topic(id: str, db: Db) -> None:
    """Remove one that is not in use."""
    await db.write(tagging.drop_topic, id)


@get("/api/v1/tags", permission=DESK)
async def list_tags(db: Db) -> Page[str]:
    """Every tag used so far."""
    return Page(await db.read(tagging.tags))


routes: list[Any] = [
    see_draft, save_draft, drop_draft, list_tasks, add_task, edit_task, drop_task, complete_task, resume_task,
    list_topics, add_topic, edit_topic, drop_topic, list_tags,
]  # fmt: skip
