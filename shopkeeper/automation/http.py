"""The doors of this room: parse, verb, show."""

from shopkeeper import channels, commerce, conversations
from shopkeeper.automation import macros, running, shop_looking, suggesting, telling, templating
from shopkeeper.automation.errors import (
    BadTemplate,
    HasGaps,
    NoOrder,
    NoSuchAct,
    NoSuchMacro,
    NoSuchRun,
    NotYours,
    ShortcutTaken,
)
from shopkeeper.automation.model import Look, Macro, Run, Suggestion, Wish
from shopkeeper.kit.db import Db
from shopkeeper.kit.errors import Conflict
from shopkeeper.kit.http import DESK, GivenCtx, Page, delete, get, patch, post
from shopkeeper.team import Agent

PATH = "/api/v1/macros"
TALK = "/api/v1/conversations/{id:str}"
KEEPING = (ShortcutTaken, BadTemplate, NoSuchAct)
TALKING = (conversations.NoSuchConversation, conversations.NotYourInbox)
RUNNING = (
    *TALKING,
    NoSuchMacro,
    HasGaps,
    NoOrder,
    Conflict,
    commerce.NotAllowed,
    conversations.Answered,
    channels.NoWay,
    channels.Unsupported,
)


@get(PATH, permission=DESK)
async def list_macros(db: Db) -> Page[Macro]:
    """All macros, by name."""
    return Page(await db.read(macros.all_macros))


@get(PATH + "/names", permission=DESK)
async def list_names() -> dict[str, dict[str, str]]:
    """What may stand between the braces: `values` with a word on each, and `filters`."""
    filters = {name: (act.__doc__ or "").strip() for name, act in templating.FILTERS.items()}
    return {"values": telling.KNOWN, "filters": filters}


@post(PATH, permission=DESK, errors=KEEPING)
async def add_macro(data: macros.NewMacro, agent: Agent, db: Db) -> Macro:
    """A new macro. Its HTML is sanitised before it is kept; words that cannot be filled in are refused."""
    return await db.write(macros.add_macro, agent, data)


@patch(PATH + "/{id:str}", permission=DESK, errors=(NoSuchMacro, NotYours, *KEEPING))
async def change_macro(id: str, data: macros.MacroChange, agent: Agent, db: Db) -> Macro:
    """Change a macro of your own, or as a lead anybody's."""
    return await db.write(macros.change_macro, agent, id, data)


@delete(PATH + "/{id:str}", permission=DESK, errors=(NoSuchMacro, NotYours))
async def remove_macro(id: str, agent: Agent, db: Db) -> None:
    """Remove a macro of your own, or as a lead anybody's."""
    await db.write(macros.remove_macro, agent, id)


@get(TALK + "/macros", permission=DESK, errors=TALKING)
async def suggest_macros(id: str, agent: Agent, db: Db) -> Page[Suggestion]:
    """The few macros that fit this conversation best, each with why."""
    return Page(list(await db.read(suggesting.suggestions, agent, id)))


@get(TALK + "/macros/{macro_id:str}", permission=DESK, errors=(*TALKING, NoSuchMacro, BadTemplate))
async def look_at_macro(id: str, macro_id: str, agent: Agent, ctx: GivenCtx, order_id: str | None = None) -> Look:
    """A macro with this customer's data in it, what is missing, and what it will do. Nothing is done yet.

    Acts of the shop are previewed, each with at most one call to the shop; what speaks against one stands in its `problem`.
    """
    look = await ctx.db.read(running.look, agent, id, macro_id, order_id)
    return await shop_looking.with_previews(ctx, agent, id, look)


@post(TALK + "/macro-runs", permission=DESK, errors=RUNNING)
async def run_macro(id: str, data: Wish, agent: Agent, db: Db) -> Run:
    """Do it: all of it, or nothing. The same `id` again is the same click."""
    return await db.write(running.run, agent, id, data)


@get(TALK + "/macro-runs", permission=DESK, errors=TALKING)
async def list_runs(id: str, agent: Agent, db: Db) -> Page[Run]:
    """What macros did in this conversation, newest first."""
    return Page(list(await db.read(running.runs, agent, id)))


@get("/api/v1/macro-runs/{id:str}", permission=DESK, errors=(*TALKING, NoSuchRun))
async def get_run(id: str, agent: Agent, db: Db) -> Run:
    """How far one run is."""
    return await db.read(running.run_of, agent, id)


routes = [
    list_macros,
    list_names,
    add_macro,
    change_macro,
    remove_macro,
    suggest_macros,
    look_at_macro,
    run_macro,
    list_runs,
    get_run,
]
