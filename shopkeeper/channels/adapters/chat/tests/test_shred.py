"""What the chat knows of somebody can be taken along, and forgotten."""

from shopkeeper import channels, people
from shopkeeper.channels.adapters.chat.tests.house import open_desk
from shopkeeper.kit.jobs import Ctx
from shopkeeper.people import HandleKind


async def test_a_visit_is_exported_and_erased(ctx: Ctx) -> None:
    async with open_desk(ctx) as desk:
        ana = await desk.visitor().begins(locale="pt")
        await ana.says("hello")
        await ana.asks("PUT", "/me", json={"name": "Ana", "email": "ana@posteo.example"})
        held = await ctx.db.read(lambda tx: people.holder(tx, HandleKind.visitor, ana.id))
        assert held is not None
        visits = (await ctx.db.read(channels.export_person, held.person_id))["chat_visits"]
        assert [(one["name"], one["email"], one["locale"]) for one in visits] == [("Ana", "ana@posteo.example", "pt")]
        await channels.erase_person(ctx, held.person_id)
        assert (await ctx.db.read(channels.export_person, held.person_id))["chat_visits"] == []
        assert (await ana.asks("GET", "/entries")).status_code == 401
