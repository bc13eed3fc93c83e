"""The doors of this room: parse, verb, show."""

from shopkeeper.automation import macros
from shopkeeper.automation.errors import NoSuchReply, NotYours, ShortcutTaken
from shopkeeper.automation.model import SavedReply
from shopkeeper.kit.db import Db
from shopkeeper.kit.http import DESK, Page, delete, get, patch, post
from shopkeeper.team import Agent

PATH = "/api/v1/saved-replies"


@get(PATH, permission=DESK)
async def list_saved_replies(db: Db) -> Page[SavedReply]:
    """All saved replies, by name."""
    return Page(await db.read(macros.saved_replies))


@post(PATH, permission=DESK, errors=(ShortcutTaken,))
async def add_saved_reply(data: macros.NewSavedReply, agent: Agent, db: Db) -> SavedReply:
    """A new saved reply. Its HTML is sanitised before it is kept."""
    return await db.write(macros.add_saved_reply, agent, data)


@patch(PATH + "/{id:str}", permission=DESK, errors=(NoSuchReply, NotYours, ShortcutTaken))
async def change_saved_reply(id: str, data: macros.SavedReplyChange, agent: Agent, db: Db) -> SavedReply:
    """Change a saved reply of your own, or as a lead anybody's."""
    return await db.write(macros.change_saved_reply, agent, id, data)


@delete(PATH + "/{id:str}", permission=DESK, errors=(NoSuchReply, NotYours))
async def remove_saved_reply(id: str, agent: Agent, db: Db) -> None:
    """Remove a saved reply of your own, or as a lead anybody's."""
    await db.write(macros.remove_saved_reply, agent, id)


routes = [list_saved_replies, add_saved_reply, change_saved_reply, remove_saved_reply]
